// Package options holds tests that tell how they are run.
package options

import (
	"runtime"
	"testing"
	"time"
)

var (
	kept  []byte
	calls int
)

// One allocation for each processor.
func TestProcs(t *testing.T) {
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		kept = make([]byte, 32)
	}
}

// An allocation in every third operation, from the first that is measured on.
func TestEveryThird(t *testing.T) {
	if calls%3 == 1 {
		kept = make([]byte, 32)
	}
	calls++
}

// Slower than the patience with the usual number of iterations.
func TestSlow(t *testing.T) {
	time.Sleep(450 * time.Millisecond)
	kept = make([]byte, 16)
}
