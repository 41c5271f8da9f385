package keys

import "testing"

type options struct {
	check, name string
	inner       *options
}

func check(t *testing.T) int { t.Helper(); return 1 }

const name = "name"

func TestKeys(t *testing.T) {
	o := options{check: "field", name: name, inner: &options{check: name}}
	list := []options{{check: "field"}, {name: "x", inner: &options{name: "y"}}}
	byName := map[string]int{name: check(t)}
	byIndex := []int{len(name): check(t), 0: 1}
	anonymous := struct{ check func(*testing.T) int }{check: check}
	t.Log(o, list, byName, byIndex, anonymous.check(t))
}
