// Package company holds a test that leaves goroutines behind which go on allocating, and its
// neighbours.
package company

import (
	"sync/atomic"
	"testing"
	"time"
)

var (
	kept, beaten []byte
	beats        int64
	leavers      int64
	iteration    int64
)

func TestBefore(t *testing.T) { kept = make([]byte, 32) }

func TestLeaves(t *testing.T) {
	if atomic.AddInt64(&leavers, 1) > 1 {
		return
	}
	go func() {
		for {
			beaten = make([]byte, 64)
			atomic.AddInt64(&beats, 1)
			time.Sleep(time.Millisecond / 5)
		}
	}()
}

// Exactly one allocation of its own; beside somebody who allocates, as many more as that one manages
// until it is over, which is another number in the next iteration.
func TestDisturbed(t *testing.T) {
	kept = make([]byte, 48)
	if atomic.LoadInt64(&leavers) == 0 {
		return
	}
	iteration++
	for until := atomic.LoadInt64(&beats) + iteration%3; atomic.LoadInt64(&beats) < until; {
		time.Sleep(time.Millisecond / 10)
	}
}

// Nobody can tell that there is somebody else: it is over at once.
func TestAfter(t *testing.T) { kept = make([]byte, 16) }
