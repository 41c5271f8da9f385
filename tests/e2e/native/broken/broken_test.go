// Package broken does not compile.
package broken

import "testing"

func BenchmarkBroken(b *testing.B) { missing() }
