package examples_test

import (
	"fmt"
	"os"

	"golden/Function_declarations-examples"
)

func ExampleDouble() {
	fmt.Println(examples.Double(3))
	// Output: 6
}

func ExampleDouble_stdout() {
	os.Stdout.Close()
	os.Stdout = nil
	// Output:
}
