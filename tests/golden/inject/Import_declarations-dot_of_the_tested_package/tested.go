// Package tested is imported with a dot by its own tests.
package tested

// Check is no helper.
func Check() bool { return true }

// IterBoth is an exported name too.
func IterBoth() {}
