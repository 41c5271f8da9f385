// Package retries holds a test whose iterations differ always, and one that does so in one process.
package retries

import (
	"os"
	"testing"
)

var kept [][]byte

func TestSteady(t *testing.T) { kept = append(kept[:0], make([]byte, 8)) }

var n int

// Allocates another number of times in each iteration, always.
func TestVaries(t *testing.T) {
	n++
	for i := 0; i < n%5; i++ {
		kept = append(kept[:0], make([]byte, 100))
	}
}

// ... in its first process only.
func TestOnce(t *testing.T) {
	if _, err := os.Stat("seen"); err == nil {
		return
	}
	n++
	for i := 0; i < n%5; i++ {
		kept = append(kept[:0], make([]byte, 100))
	}
	t.Cleanup(func() {
		if n > 150 {
			os.WriteFile("seen", nil, 0o666)
		}
	})
}
