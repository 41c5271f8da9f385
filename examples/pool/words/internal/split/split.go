// Package split cuts texts into words.
package split

// Words cuts at blanks.
//
//go:noinline
func Words(text string) []string {
	words := make([]string, 0, 4)
	start := -1
	for i := 0; i <= len(text); i++ {
		blank := i == len(text) || text[i] == ' '
		if blank && start >= 0 {
			words = append(words, text[start:i])
			start = -1
		} else if !blank && start < 0 {
			start = i
		}
	}
	return words
}
