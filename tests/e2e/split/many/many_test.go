// Package many has a test with more subtests than have rows.
package many

import (
	"fmt"
	"testing"
)

var kept []byte

func TestMany(t *testing.T) {
	for i := 1; i <= 103; i++ {
		t.Run(fmt.Sprint(i), func(t *testing.T) { kept = make([]byte, 16) })
	}
}
