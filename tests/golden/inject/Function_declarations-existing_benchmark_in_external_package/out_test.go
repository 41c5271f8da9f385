package both_test

import "testing"

func TestOut(t *testing.T) { t.Log("out") }

func TestShared(t *testing.T) { t.Log("out") }

func BenchmarkIn(b *testing.B) {}
