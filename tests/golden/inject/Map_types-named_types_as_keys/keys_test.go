package keys

import "testing"

type kind int

func (k kind) check(t *testing.T) { t.Log(int(k)) }

const (
	small kind = iota
	large
)

type table map[kind]string

type list [2]string

type point struct{ small, large kind }

type nested struct {
	tables []table
	points map[kind]*point
}

func TestKeys(t *testing.T) {
	byKind := table{small: "s", large: "l"}
	byIndex := list{small: "s", large: "l"}
	asFields := point{small: large, large: small}
	deep := nested{
		tables: []table{{small: "s"}, {large: "l"}},
		points: map[kind]*point{small: {large: small}, large: &point{small: large}},
	}
	byPoint := map[point]int{{small: small}: 1, {large: large}: 2}
	arrays := [...]map[kind]list{large: {small: {large: "l"}}}
	asFields.small.check(t)
	t.Log(byKind, byIndex, deep, byPoint, arrays)
}
