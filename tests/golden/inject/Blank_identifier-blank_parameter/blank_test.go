package blank

import "testing"

func TestBlank(_ *testing.T) {
	_ = append([]int(nil), 1)
}

func ignore(_ *testing.T, _ int) {}

func TestBoth(t *testing.T) {
	_ = t
	ignore(t, 1)
}
