package tags

import "testing"

type fixture struct {
	// t is the test.
	t *testing.T `json:"-"` // testing.T

	Name  string                       `json:"name"` // a name
	Check func(*testing.T, string) int `json:"-"`    /* check */
	int   `json:"int"`
}

func TestTags(t *testing.T) {
	f := fixture{t: t, Name: "n", int: 1}
	f.t.Log(f.int)
}
