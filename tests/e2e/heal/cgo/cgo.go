// Package cgo is half C.
package cgo

// static int twice(int n) { return 2 * n; }
import "C"

// Twice doubles.
func Twice(n int) int { return int(C.twice(C.int(n))) }
