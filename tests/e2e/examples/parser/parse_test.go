package parser

import (
	"fmt"
	"testing"
)

func TestParse(t *testing.T) {
	pairs, err := Parse("a=1;b=2")
	if err != nil {
		t.Fatal(err)
	}
	if len(pairs) != 2 {
		t.Error(pairs)
	}
}

func TestParseNothing(t *testing.T) {
	if _, err := Parse("a"); err == nil {
		t.Error("taken")
	}
}

func TestParseSeveral(t *testing.T) {
	for _, text := range []string{"a=1", "a=1;b=2"} {
		t.Run(text, func(t *testing.T) {
			if _, err := Parse(text); err != nil {
				t.Error(err)
			}
		})
	}
}

func ExampleParse() {
	pairs, _ := Parse("a=1")
	fmt.Println(pairs["a"])
	// Output: 1
}

func FuzzParse(f *testing.F) {
	f.Add("a=1")
	f.Fuzz(func(t *testing.T, text string) {
		if pairs, err := Parse(text); err == nil && pairs == nil {
			t.Error(text)
		}
	})
}
