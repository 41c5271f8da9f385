package fields

import "testing"

type testCase struct {
	name  string
	setUp func(t *testing.T) (int, error)
	check func(*testing.T, int)
	testCaseOptions
}

type testCaseOptions struct{ parallel bool }

var cases = []testCase{{
	name:  "zero",
	setUp: zero,
	check: check,
}, {
	name:            "one",
	setUp:           func(t *testing.T) (int, error) { t.Helper(); return 1, nil },
	testCaseOptions: testCaseOptions{parallel: true},
}}

func zero(t *testing.T) (int, error) { return 0, nil }

func check(t *testing.T, n int) { t.Log(n) }

func TestFields(t *testing.T) {
	for _, c := range cases {
		n, err := c.setUp(t)
		if c.check != nil {
			c.check(t, n)
		}
		t.Log(c.name, c.parallel, err)
	}
}
