package ends

import (
	"os"
	"testing"
	"time"
)

func FuzzBefore(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) {})
}

func FuzzNoCorpus(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzNeverFuzzes(f *testing.F) {}

func FuzzFailsAtOnce(f *testing.F) { f.Fatal("no set-up") }

func FuzzSkips(f *testing.F) { f.Skip("not today") }

func FuzzPanicsAtOnce(f *testing.F) { panic("at once") }

func FuzzExitsAtOnce(f *testing.F) { os.Exit(0) }

func FuzzHangsAtOnce(f *testing.F) { time.Sleep(time.Hour) }

func FuzzPanics(f *testing.F) {
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) { panic("inside") })
}

func FuzzFails(f *testing.F) {
	f.Add("good")
	f.Add("bad")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "bad" {
			t.Fatal(t.Name())
		}
	})
}

var calls int

func FuzzFailsLater(f *testing.F) {
	f.Add(true)
	f.Fuzz(func(t *testing.T, b bool) {
		if calls++; calls == 3 {
			t.Error("the third time")
		}
	})
}

func FuzzWrongTypes(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, s string) {})
}

func FuzzPanicsAfterwards(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) {})
	panic("afterwards")
}

func FuzzAfter(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) {})
}
