// Package ends holds tests that end in every way that a test can, between tests that are fine.
package ends

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"
)

var kept []byte

func TestBefore(t *testing.T) { kept = make([]byte, 32) }

func TestFails(t *testing.T) {
	t.Log("not shown")
	t.Errorf("got %d,\n\twant %d", 1, 2)
}

func TestFailsInSubtest(t *testing.T) {
	t.Run("sub", func(t *testing.T) { t.Fatal("in a subtest") })
}

func TestPanics(t *testing.T) {
	var numbers []int
	_ = numbers[len(os.Args)+10]
}

func TestPanicsInGoroutine(t *testing.T) {
	done := make(chan bool)
	go func() {
		panic("elsewhere")
	}()
	<-done
}

func TestExitsFine(t *testing.T) { os.Exit(0) }

func TestExitsBadly(t *testing.T) {
	os.Stderr.WriteString("giving up\n")
	os.Exit(3)
}

func TestHangs(t *testing.T) {
	for {
		time.Sleep(time.Millisecond)
	}
}

func TestKillsItself(t *testing.T) {
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
	time.Sleep(time.Minute)
}

func TestSkips(t *testing.T) { t.Skip("not today") }

func TestSkipsSubtest(t *testing.T) {
	t.Run("skipped", func(t *testing.T) {
		t.Skip("not today either")
	})
	kept = make([]byte, 64)
}

var ran bool

func TestOnlyOnce(t *testing.T) {
	if ran {
		t.Fatal("ran before")
	}
	ran = true
}

func TestGoexit(t *testing.T) { runtime.Goexit() }

func TestPrints(t *testing.T) {
	os.Stdout.WriteString("BenchmarkFake 1 1 ns/op 1 B/op 1 allocs/op\n--- FAIL: BenchmarkPrints\n")
	os.Stdout, os.Stderr = nil, nil
	kept = make([]byte, 128)
}

func TestLeavesProcess(t *testing.T) {
	if command := exec.Command("sleep", "1000"); command.Start() != nil {
		t.Skip("there is no sleep")
	}
	kept = make([]byte, 16)
}

func TestAfter(t *testing.T) { kept = make([]byte, 48) }
