package ranges

import "testing"

func upTo(t *testing.T, n int) func(yield func(int, *testing.T) bool) {
	return func(yield func(int, *testing.T) bool) {
		for i := range n {
			if !yield(i, t) {
				return
			}
		}
	}
}

func TestRange(t *testing.T) {
	for i, t := range upTo(t, 3) {
		if i == 2 {
			break
		}
		t.Log(i)
	}
}
