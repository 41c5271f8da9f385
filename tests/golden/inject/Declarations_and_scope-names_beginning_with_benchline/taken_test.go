package taken

import "testing"

type benchlineThing struct{}

func (benchlineThing) String() string { return "" }

func TestTaken(t *testing.T) {
	t.Log(benchlineThing{})
}
