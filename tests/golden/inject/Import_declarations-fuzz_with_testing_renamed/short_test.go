package renamed

import t "testing"

func FuzzShort(f *t.F) {
	f.Add("")
	f.Fuzz(func(_ *t.T, s string) {})
}
