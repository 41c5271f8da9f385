package ranges

import "testing"

func count(t *testing.T, n int) (total int) {
	for range n {
		total++
	}
	for i := range n {
		defer t.Log(i)
	}
	return total
}

func TestRange(t *testing.T) {
	if count(t, 3) != 3 {
		t.Fail()
	}
}
