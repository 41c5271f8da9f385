// Package fine has benchmarks of every shape beside a test of the same name.
package fine

import (
	"fmt"
	"os"
	"testing"
)

var kept []byte

func TestParse(t *testing.T) { kept = make([]byte, 64) }

// BenchmarkParse is what the test's benchmark would have been called.
func BenchmarkParse(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 32)
	}
}

func BenchmarkNothing(b *testing.B) {
	for i := 0; i < b.N; i++ {
	}
}

// BenchmarkHalf allocates in every second operation: go test says 0.
func BenchmarkHalf(b *testing.B) {
	for i := 0; i < b.N; i++ {
		if i%2 == 0 {
			kept = make([]byte, 16)
		}
	}
}

func BenchmarkSub(b *testing.B) {
	setUp := make([]byte, 1<<16) // nobody measures this
	for _, size := range []int{10, 100} {
		b.Run(fmt.Sprintf("size=%d", size), func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				kept = make([]byte, size)
			}
		})
	}
	b.Run(`a "name" b`, func(b *testing.B) {
		b.Run("deeper", func(b *testing.B) {
			for i := 0; i < b.N; i++ {
				kept = make([]byte, 48)
			}
		})
	})
	b.Run("size=10", func(b *testing.B) {
		for i := 0; i < b.N; i++ {
			kept = setUp[:1]
		}
	})
}

func BenchmarkTimer(b *testing.B) {
	for i := 0; i < b.N; i++ {
		b.StopTimer()
		kept = make([]byte, 1<<12)
		b.StartTimer()
		kept = make([]byte, 16)
	}
}

func BenchmarkReset(b *testing.B) {
	for i := 0; i < 1000; i++ {
		kept = make([]byte, 1<<12)
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
}

func BenchmarkMetrics(b *testing.B) {
	b.SetBytes(1 << 20)
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
	b.ReportMetric(0.25, "hits/op")
	b.ReportMetric(float64(b.N), "N")
	b.ReportMetric(0, "ns/op")
}

func BenchmarkOverridden(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
	b.ReportMetric(12.5, "B/op")
}

func BenchmarkPrints(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
	fmt.Println("BenchmarkPrints \t 1 \t 1 ns/op \t 1 B/op \t 1 allocs/op")
	b.Log("a note")
	os.Stdout.Close()
}

func BenchmarkParallel(b *testing.B) {
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			kept = make([]byte, 1024)
		}
	})
}

// BenchmarkCleanup has clean-ups, directories and children, which programs of their own are no part of.
func BenchmarkCleanup(b *testing.B) {
	b.Setenv("BENCHLINE_TEST", "value")
	b.Cleanup(func() { kept = nil })
	if b.TempDir() == "" || b.Name() != "BenchmarkCleanup" {
		b.Error(b.Name())
	}
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
}
