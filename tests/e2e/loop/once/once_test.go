// Package once holds tests that do not stand to be run twice in a process, or after one another.
package once

import (
	"flag"
	"os"
	"testing"
)

var (
	kept  []byte
	taken bool
	calls int
)

func TestTakes(t *testing.T) {
	taken = true
	kept = make([]byte, 32)
}

func TestNeedsToBeAlone(t *testing.T) {
	if taken {
		t.Fatal("it is taken")
	}
	kept = make([]byte, 48)
}

// A panic, in its second iteration.
func TestDefinesFlag(t *testing.T) { flag.Int("loop", 1, "") }

// The same, in its first.
func TestDefinesFlagToo(t *testing.T) { flag.Int("loop", 1, "") }

func TestSkipsLater(t *testing.T) {
	if calls++; calls == 4 {
		t.Skip("three times are enough")
	}
	kept = make([]byte, 64)
}

// One process is all that it stands.
func TestOnceAndForAll(t *testing.T) {
	file, err := os.OpenFile("once-and-for-all", os.O_CREATE|os.O_EXCL, 0666)
	if err != nil {
		t.Fatal("it was there")
	}
	file.Close()
}

func TestFails(t *testing.T) { t.Fatal("alone or not") }
