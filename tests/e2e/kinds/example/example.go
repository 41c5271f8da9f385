// Package example has examples of both kinds.
package example

// Repeat gives back n bytes.
func Repeat(n int) []byte { return make([]byte, n) }
