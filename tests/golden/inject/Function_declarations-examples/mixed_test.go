package examples

import (
	"fmt"
	"testing"
)

func TestDouble(t *testing.T) {
	if Double(1) != 2 {
		t.Fail()
	}
}

func ExampleDouble_beside() {
	fmt.Println(Double(1))
	// Output: 2
}

func ExampleDouble_compiled() {
	fmt.Println(Double(1))
}

func ExampleDouble_benchmarks() {
	fmt.Println(testing.Benchmark(func(*testing.B) {}).N > 0)
	// Output: true
}
