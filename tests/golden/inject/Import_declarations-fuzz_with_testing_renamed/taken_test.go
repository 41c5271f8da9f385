package renamed

import "testing"

type benchlinF struct{}

func FuzzTaken(f *testing.F) {
	f.Add("")
	f.Fuzz(func(_ *testing.T, s string) {})
}
