package table

import "testing"

var tests = []struct {
	name string
	f    func(*testing.T)
}{
	{"a", testA},
	{name: "b", f: testB},
	{"literal", func(t *testing.T) { t.Log("literal") }},
}

var byName = map[string]func(t *testing.T){
	"a": testA,
	"b": func(t *testing.T) { testB(t) },
}

var pair = [...]func(*testing.T){1: testA, 0: testB}

func testA(t *testing.T) { t.Log("a") }

func testB(t *testing.T) { t.Log("b") }

func TestTables(t *testing.T) {
	for _, test := range tests {
		t.Run(test.name, test.f)
	}
	for name := range byName {
		t.Run(name, byName[name])
	}
	pair[0](t)
}
