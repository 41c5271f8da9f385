// Package vet is not to the taste of go vet.
package vet

import (
	"fmt"
	"sync"
	"testing"
)

func TestFormat(t *testing.T) { t.Log(fmt.Sprintf("%d", "text")) }

func TestCopy(t *testing.T) {
	var a sync.Mutex
	b := a
	_ = b
}

func TestAssign(t *testing.T) {
	n := 1
	n = n
}
