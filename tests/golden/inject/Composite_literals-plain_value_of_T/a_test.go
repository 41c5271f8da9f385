package p

import (
	"fmt"
	"testing"
)

var kept string

// A value that is printed stays a testing.T; what can be used as a t does not.
func TestPrinted(t *testing.T) {
	kept = fmt.Sprintf("%T", testing.T{})
	mocks := []*testing.T{new(testing.T), &testing.T{}}
	mocks[0].Fail()
	if !mocks[0].Failed() {
		t.Fatal(kept)
	}
}
