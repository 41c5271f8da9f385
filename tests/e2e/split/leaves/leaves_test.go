// Package leaves has tests whose subtests can be measured one by one: what each allocates is in its
// name.
package leaves

import (
	"fmt"
	"os"
	"testing"
)

var kept []byte

func allocate(size int) { kept = make([]byte, size) }

func TestPlain(t *testing.T) { allocate(16) }

// TestSetUp allocates outside of its subtests, which is nobody's but the whole test's.
func TestSetUp(t *testing.T) {
	allocate(1 << 16)
	t.Cleanup(func() { allocate(1 << 16) })
	t.Run("16", func(t *testing.T) { allocate(16) })
	allocate(1 << 16)
	t.Run("nothing", func(t *testing.T) {})
	t.Run("clean-up 32", func(t *testing.T) { t.Cleanup(func() { allocate(32) }) })
	allocate(1 << 16)
}

func TestTable(t *testing.T) {
	for _, row := range []struct {
		name string
		size int
	}{{"64", 64}, {"64", 64}, {"128", 128}, {"", 256}, {"a b/512", 512}, {"64/96", 96}} {
		t.Run(row.name, func(t *testing.T) { allocate(row.size) })
	}
}

func TestNested(t *testing.T) {
	t.Run("outer", func(t *testing.T) {
		allocate(1 << 16)
		t.Run("16", func(t *testing.T) { allocate(16) })
		t.Run("inner", func(t *testing.T) {
			allocate(1 << 16)
			t.Run("32", func(t *testing.T) { allocate(32) })
		})
	})
	t.Run("outer", func(t *testing.T) {
		t.Run("48", func(t *testing.T) { allocate(48) })
	})
}

func TestParallel(t *testing.T) {
	for _, size := range []int{16, 32} {
		size := size
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			allocate(size)
			if t.Name() != fmt.Sprint("TestParallel/", size) {
				t.Error(t.Name())
			}
		})
	}
}

func TestSkips(t *testing.T) {
	t.Run("16", func(t *testing.T) { allocate(16) })
	t.Run("skips", func(t *testing.T) { t.Skip("not today") })
	t.Run(`"quoted\`, func(t *testing.T) { allocate(32) })
}

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Run("16", func(t *testing.T) {
		own := t.TempDir()
		t.Setenv("BENCHLINE_TEST", "x")
		allocate(16)
		if _, err := os.Stat(own); err != nil || own == dir {
			t.Error(err)
		}
	})
}

// TestGoroutines runs two subtests at a time.
func TestGoroutines(t *testing.T) {
	done := make(chan bool)
	for i := 0; i < 2; i++ {
		go func() {
			t.Run("16", func(t *testing.T) { allocate(16) })
			done <- true
		}()
	}
	<-done
	<-done
}

// TestOwn calls subtests of a subtest in a function that takes the T.
func TestOwn(t *testing.T) { suite(t) }

func suite(t *testing.T) {
	for size := 16; size <= 32; size += 16 {
		t.Run("group", func(t *testing.T) {
			t.Run(fmt.Sprint(size), func(t *testing.T) { allocate(size) })
		})
	}
}
