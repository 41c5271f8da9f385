// Package accuracy has tests whose allocations are known: accuracy.expected has them.
package accuracy

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
)

type object [4]uint64 // 32 B

var (
	kept  [8]*object
	small [8]*byte
	text  string
	calls int
)

func keep(count int) {
	for i := 0; i < count; i++ {
		kept[i] = new(object)
	}
}

func TestNone(t *testing.T)  {}
func TestOne(t *testing.T)   { keep(1) }
func TestThree(t *testing.T) { keep(3) }

// Three bytes share one block of 16 B.
func TestTiny(t *testing.T) {
	for i := 0; i < 3; i++ {
		small[i] = new(byte)
	}
}

// The lines of the log are package testing's, and what is between them is the test's.
func TestTinyBetweenLogs(t *testing.T) {
	for i := 0; i < 3; i++ {
		t.Log("x")
		small[i] = new(byte)
	}
}

func TestSubtests(t *testing.T) {
	for _, name := range [...]string{"a", "b", "b"} {
		t.Run(name, oneMore)
	}
}

func oneMore(t *testing.T) { keep(1) }

func TestNestedSubtests(t *testing.T) {
	t.Run("outer", func(t *testing.T) {
		keep(1)
		t.Run("inner", func(t *testing.T) { keep(2) })
	})
}

func TestParallelSubtests(t *testing.T) {
	for _, name := range [...]string{"a", "b", "c"} {
		t.Run(name, parallel)
	}
}

// The subtest goes on when its parent has returned.
func parallel(t *testing.T) {
	t.Parallel()
	keep(1)
}

func TestParallel(t *testing.T) {
	t.Parallel()
	keep(1)
}

func TestCleanup(t *testing.T) {
	t.Cleanup(two)
	keep(1)
}

func two() { keep(2) }

func TestLog(t *testing.T) {
	t.Log("a constant")
	t.Logf("another one")
	keep(1)
}

var lines = [...]interface{}{"a line", "a longer line", "a line that is longer than the others before it"}

// What package testing allocates is not the same in all iterations; the slice of arguments is the
// test's.
func TestLogVaries(t *testing.T) {
	calls++
	t.Log(lines[calls%len(lines)])
	keep(1)
}

type talker struct{}

// String is called by what t.Log calls: it is the log line's.
func (*talker) String() string {
	keep(4)
	return "four"
}

func TestLogCallsBack(t *testing.T) { t.Log(&talker{}) }

func TestHelper(t *testing.T) { help(t) }

func help(t *testing.T) {
	t.Helper()
	keep(1)
}

// A function that calls Helper and Run of a T is not inlined: were expect, the string of its buffer
// would be on the heap.
func TestHelperOfSubtest(t *testing.T) { expect(t, "subtest", 12, "12", nil) }

func expect(t *testing.T, name string, value interface{}, want string, wrong error) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		var buffer bytes.Buffer
		_, err := fmt.Fprint(&buffer, value)
		have := strings.TrimSpace(buffer.String())
		want = strings.TrimSpace(want)
		if want != have || err != wrong {
			t.Error(want, err)
		}
	})
}

func TestTempDir(t *testing.T) {
	if t.TempDir() == "" {
		t.Fatal("no directory")
	}
	keep(1)
}

func TestSetenv(t *testing.T) {
	t.Setenv("ACCURACY", "known")
	keep(1)
}

// The name is package testing's, and what is made of it is the test's: 13 B.
func TestName(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		if t.Name() != "TestName/sub" {
			t.Fatal(t.Name())
		}
		text = t.Name() + "!"
	})
}

// The first iteration, which nobody measures, allocates more.
func TestFirstIsDearer(t *testing.T) {
	if kept[7] == nil {
		kept[7] = new(object)
	}
	keep(1)
}

// Every other iteration allocates more: the smallest counts.
func TestEveryOther(t *testing.T) {
	calls++
	keep(1 + calls%2)
}

var done = make(chan bool)

func TestGoroutine(t *testing.T) {
	go func() {
		keep(2)
		done <- true
	}()
	<-done
}

func TestSkips(t *testing.T) { t.Skip("it has nothing to measure") }

var ran bool

func TestRunsOnce(t *testing.T) {
	if ran {
		t.Fatal("it ran before")
	}
	ran = true
}

// Whoever runs it again is without a process.
func TestExits(t *testing.T) {
	if exits++; exits > 1 {
		os.Exit(7)
	}
}

var exits int

func TestBehindIt(t *testing.T) { keep(1) }
