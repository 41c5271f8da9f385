package seeds

import "testing"

func FuzzSeeds(f *testing.F) {
	Seeds(f)
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzCheck(f *testing.F) {
	f.Add("a")
	f.Fuzz(Check)
}

func FuzzSpaced(f *testing. F) {
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzFine(f *testing.F) {
	f.Add("a")
	f.Fuzz(func(t *testing.T, s string) {})
}
