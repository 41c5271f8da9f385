package stack

import "testing"

type check struct {
	name string
	run  func(t *testing.T, s *Stack[int64])
}

var checks = []check{
	{"empty", func(t *testing.T, s *Stack[int64]) { // 0 allocations
		if _, ok := s.Pop(); ok {
			t.Error("popped from an empty stack")
		}
	}},
	{"one", func(t *testing.T, s *Stack[int64]) { // 1 allocation, 8 bytes
		s.Push(1)
		if item, ok := s.Pop(); !ok || item != 1 {
			t.Errorf("popped %d, %t", item, ok)
		}
	}},
	{"two", func(t *testing.T, s *Stack[int64]) { // 2 allocations, 8 and 16 bytes
		s.Push(1)
		s.Push(2)
		if s.Len() != 2 {
			t.Errorf("length is %d", s.Len())
		}
	}},
}

// 6 allocs/op, 104 B/op: the stacks' 3, 32 bytes; and as the stacks are given to functions that are
// not known here, the three stacks, 24 bytes each.
func TestStack(t *testing.T) {
	for _, check := range checks {
		check.run(t, &Stack[int64]{})
	}
}

func BenchmarkStack(b *testing.B) {
	for i := 0; i < b.N; i++ {
		var s Stack[int64]
		s.Push(1)
	}
}
