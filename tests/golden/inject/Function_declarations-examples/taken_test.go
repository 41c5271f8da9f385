package examples

import "testing"

func BenchmarkExample(b *testing.B)              {}
func BenchmarkExampleDouble_beside(b *testing.B) {}
