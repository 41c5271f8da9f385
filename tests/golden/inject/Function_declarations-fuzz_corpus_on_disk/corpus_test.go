package corpus_test

import (
	"os"
	"testing"
)

func FuzzFiles(f *testing.F) {
	if os.Getenv("PATH") == "" {
		f.Skip("no path")
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		if s != "x\x00" || n != -3 {
			t.Fatal(s, n)
		}
	})
}

func FuzzNothing(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzWrong(f *testing.F) {
	f.Fuzz(func(t *testing.T, s []byte) {})
}
