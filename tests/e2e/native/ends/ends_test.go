// Package ends has benchmarks that end in every bad way, and each has neighbours.
package ends

import (
	"os"
	"runtime"
	"testing"
	"time"
)

var kept []byte

func fine(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
}

func BenchmarkFirst(b *testing.B) { fine(b) }

func BenchmarkPanics(b *testing.B) {
	var m map[string]int
	m["x"]++
}

func BenchmarkPanicsLater(b *testing.B) {
	if b.N > 1 {
		panic("later")
	}
}

func BenchmarkExits(b *testing.B) { os.Exit(3) }

func BenchmarkExitsFine(b *testing.B) { os.Exit(0) }

func BenchmarkHangs(b *testing.B) { time.Sleep(time.Hour) }

func BenchmarkFails(b *testing.B) {
	b.Log("a note")
	b.Fatalf("it is\nbroken: %d", 7)
}

func BenchmarkFailsLater(b *testing.B) {
	if b.N > 1 {
		b.Error("not twice")
	}
}

func BenchmarkFailsSilently(b *testing.B) { b.FailNow() }

func BenchmarkSkips(b *testing.B) { b.Skip("not today") }

func BenchmarkLeaves(b *testing.B) { runtime.Goexit() }

func BenchmarkGoroutine(b *testing.B) {
	go func() { panic("elsewhere") }()
	time.Sleep(time.Hour)
}

// BenchmarkSubs goes on behind the sub-benchmark that ends the process, and is not begun anew.
func BenchmarkSubs(b *testing.B) {
	b.Run("before", fine)
	b.Run("panics", func(b *testing.B) { panic("inside") })
	b.Run("fails", func(b *testing.B) { b.Error("broken too") })
	b.Run("skips", func(b *testing.B) { b.SkipNow() })
	b.Run("after", fine)
}

func BenchmarkParentFails(b *testing.B) {
	b.Run("fine", fine)
	b.Fatal("the parent itself")
}

func BenchmarkParentPanics(b *testing.B) {
	b.Run("fine", fine)
	panic("the parent itself")
}

func BenchmarkLast(b *testing.B) { fine(b) }
