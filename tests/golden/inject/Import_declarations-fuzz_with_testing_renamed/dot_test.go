package renamed

import . "testing"

func FuzzDot(f *F) {
	f.Add("")
	f.Fuzz(func(_ *T, s string) {})
}
