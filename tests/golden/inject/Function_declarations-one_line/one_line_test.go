package short

import "testing"

func TestEmpty(t *testing.T) {}

// gofmt aligns the bodies of neighbours.
func TestA(t *testing.T)       { helper(t, 1) }
func TestLonger(t *testing.T)  { helper(t, 2); helper(t, 2) }
func TestLongest(t *testing.T) { helper(t, 3) }

func helper(t *testing.T, n int)                {}
func helper2(t *testing.T, n int) (s string)    { helper(t, n); return "a  b" }
func helper3( /* a  b */ t *testing.T) struct{} { return struct{}{} }

func TestHelpers(t *testing.T) { helper2(t, 1); helper3(t) }
