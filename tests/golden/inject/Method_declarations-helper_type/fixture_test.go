package fixture

import "testing"

type fixture struct {
	t     *testing.T
	names []string
}

func setUp(t *testing.T) *fixture { return &fixture{t: t} }

func (f *fixture) add(name string) *fixture {
	f.names = append(f.names, name)
	return f
}

func (f fixture) len() int { return len(f.names) }

func (f *fixture) want(n int) {
	f.t.Helper()
	if f.len() != n {
		f.t.Fatalf("%d names, not %d", f.len(), n)
	}
}

// String does not mention the testing package, but belongs to a type that does.
func (*fixture) String() string { return describe(0) }

func describe(n int) string { return "fixture" }

// other has nothing to do with it.
type other struct{}

func (other) want(n int) {}

func TestFixture(t *testing.T) {
	f := setUp(t)
	f.add("a").add("b").want(2)
	t.Log(f)
	other{}.want(1)
}
