package parallel

import "testing"

func TestParallel(t *testing.T) {
	t.Parallel()
	n := 0
	t.Run("group", func(t *testing.T) {
		for i := 0; i < 3; i++ {
			i := i
			t.Run("", func(t *testing.T) {
				t.Parallel()
				n += i
			})
		}
	})
	if n != 3 {
		t.Error(n)
	}
}
