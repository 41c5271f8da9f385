// Package count counts.
package count

// Words are counted by their blanks.
func Words(s string) int { return words(s) }

func words(s string) (n int) {
	for _, r := range s {
		if r == ' ' {
			n++
		}
	}
	return n + 1
}
