package renamed

import the_standard_testing "testing"

func FuzzLong(f *the_standard_testing.F) {
	f.Add("")
	f.Fuzz(func(_ *the_standard_testing.T, s string) {})
}
