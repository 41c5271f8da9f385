package none

import "testing"

func BenchmarkNone(b *testing.B) { none() }

func FuzzNone(f *testing.F) {}

func ExampleNone() {}
