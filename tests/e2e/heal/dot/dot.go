// Package dot imports everything by dots.
package dot
