// Package benchline is named like what is added to it.
package benchline

// Type is exported.
type Type int
