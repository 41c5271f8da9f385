package fuzz

import (
	"testing"
)

var sink []byte

func seed(f *testing.F, all ...string) {
	f.Helper()
	for _, s := range all {
		f.Add(s)
	}
}

func use(t *testing.T, n int) {
	t.Helper()
	if n < 0 {
		t.Skip("negative")
	}
	sink = make([]byte, n)
}

// Three entries, each an allocation of 16 bytes.
func FuzzAdded(f *testing.F) {
	sink = make([]byte, 1<<20)
	seed(f, "a", "b", "c")
	f.Fuzz(func(t *testing.T, s string) { use(t, 10*len(s)) })
}

// One entry was added, two are on disk, and one of those skips itself.
func FuzzOnDisk(f *testing.F) {
	f.Add(64, true)
	f.Fuzz(func(t *testing.T, n int, b bool) { use(t, n) })
}

// It writes to what it is given.
func FuzzWrites(f *testing.F) {
	f.Add([]byte("abc"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if string(data) != "abc" {
			t.Fatalf("%q", data)
		}
		data[0] = 0
		use(t, 32)
	})
}

func FuzzEmpty(f *testing.F) {
	dir := f.TempDir()
	f.Cleanup(func() { _ = dir })
	f.Add("a", []byte("b"), 1, 2.5, 'c', byte(1), uint64(1), false)
	f.Fuzz(func(t *testing.T, s string, b []byte, n int, x float64, r rune, c byte, u uint64, ok bool) {})
}

func TestFuzz(t *testing.T) { use(t, 100) }
