package names

import "testing"

func helper(t *testing.T) {}

func TestParse(t *testing.T)     { helper(t) }
func TestParseFast(t *testing.T) { helper(t) }
func TestPrint(t *testing.T)     {}
func TestÜber(t *testing.T)      {}
func FuzzParse(f *testing.F)     {}
func ExampleParse() {
	// Output:
}
