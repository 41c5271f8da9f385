package example_test

import (
	"fmt"

	"example.com/kinds/example"
)

var sink []byte

func ExampleRepeat() {
	sink = example.Repeat(1000)
	fmt.Println("nor is this")
	// Output: nor is this
}

func ExampleRepeat_panics() {
	panic("an example panics")
	// Output: nothing
}

func ExampleRepeat_after() {
	sink = example.Repeat(40)
	// Output:
}
