// Package cycle is imported by what its external tests import.
package cycle

// Twice doubles.
func Twice(n int) int { return 2 * n }
