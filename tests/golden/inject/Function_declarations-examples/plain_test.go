package examples

import "fmt"

// No package testing here, and nothing is added here.
func ExampleDouble() {
	fmt.Println(Double(21))
	// Output: 42
}

func ExampleDouble_unordered() {
	fmt.Println(Double(2))
	fmt.Println(Double(1))
	// Unordered output:
	// 2
	// 4
}

func Example() {
	fmt.Print("")
	// output:
}
