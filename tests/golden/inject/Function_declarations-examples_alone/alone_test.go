package alone_test

import "fmt"

func Example_a() {
	fmt.Println("a")
	// Output: a
}

func Example_b() { fmt.Println("b") }
