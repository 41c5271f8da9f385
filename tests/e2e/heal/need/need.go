// Package need wants genuine testing.Ts, as packages of assertions do.
package need

import "testing"

// T is the testing package's under another name.
type T = testing.T

// Other is not.
type Other struct{}

// Take takes one.
func Take(t *testing.T) { t.Helper() }

// Each calls f with one for each value.
func Each[V any](t *testing.T, values []V, f func(*testing.T, V)) {
	for _, v := range values {
		f(t, v)
	}
}

// Check holds one.
type Check struct{ T *testing.T }

// With takes one as a method.
func (c Check) With(t *testing.T) { t.Helper() }

// Runner is satisfied by whoever takes one.
type Runner interface{ Run(t *testing.T) }

// RunAll runs them.
func RunAll(t *testing.T, runners ...Runner) {
	for _, r := range runners {
		r.Run(t)
	}
}

// Log takes whatever logs.
func Log[L interface{ Log(args ...any) }](l L) { l.Log("text") }

// BenchmarkTaken and IterTaken come in by dot imports.
func BenchmarkTaken() {}

// IterTaken is the name that a copy of TestTaken would like.
func IterTaken() {}
