package early

import "testing"

func TestReturn(t *testing.T) {
	if testing.Short() {
		return
	}
	for i := 0; ; i++ {
		if i > 3 {
			t.Log(i)
			return
		}
	}
}

func TestReturnLast(t *testing.T) {
	t.Log()
	return
}
