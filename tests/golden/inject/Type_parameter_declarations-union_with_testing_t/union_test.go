package union

import "testing"

type runner[T any] interface {
	*testing.T | *testing.B
	Run(name string, f func(T)) bool
}

func each[T runner[T]](t T, names ...string) {
	for _, name := range names {
		t.Run(name, func(T) {})
	}
}

func TestUnion(t *testing.T) { each(t, "a", "b") }

func BenchmarkUnionOfBenchmarks(b *testing.B) { each(b, "a") }
