//go:build go1.25

//go:debug asynctimerchan=0

// Package bubble holds tests that run in bubbles of testing/synctest.
package bubble

import (
	"testing"
	"testing/synctest"
	"time"
)

var kept []byte

// An hour of the bubble's own time, in every iteration.
func TestSleeps(t *testing.T) {
	began := time.Now()
	synctest.Test(t, func(t *testing.T) {
		kept = make([]byte, 32)
		time.Sleep(time.Hour)
		go func() { kept = make([]byte, 32) }()
		synctest.Wait()
	})
	if time.Since(began) > time.Hour {
		t.Error("it was not in a bubble")
	}
}

func TestNames(t *testing.T) {
	t.Run("a b", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			if t.Name() != "TestNames/a_b" {
				t.Error(t.Name())
			}
		})
	})
}

func TestFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { t.Fatal("why is not known") })
}

func TestDeadlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { <-make(chan bool) })
}
