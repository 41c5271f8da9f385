package missing

import "testing"

func TestMissing(*testing.T) {
	_ = make([]byte, 1)
}

func ignore(int, *testing.T) {}

func TestHelper(t *testing.T) { ignore(1, t) }
