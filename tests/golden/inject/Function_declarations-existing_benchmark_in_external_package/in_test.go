package both

import "testing"

func TestIn(t *testing.T) { t.Log("in") }

func TestShared(t *testing.T) { t.Log("in") }

func BenchmarkOut(b *testing.B) {}
