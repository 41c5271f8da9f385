package example

import "fmt"

var sink []byte

func ExampleRepeat() {
	sink = Repeat(24)
	fmt.Println("this is not to be seen")
	// Output: this is not to be seen
}

func ExampleRepeat_compiled() {
	fmt.Println("this is never run")
}

func ExampleRepeat_wrong() {
	sink = Repeat(48)
	fmt.Println("what is printed is not compared")
	// Output: something else
}
