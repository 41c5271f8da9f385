package benchline

import (
	"fmt"
	"os"
	"testing"
)

func TestExampleOutputIsThrownAway(t *testing.T) {
	stdout := os.Stdout
	var during *os.File
	calls := 0
	result := bench(t, "10x", func(b *testing.B) {
		calls = 0
		benchlineExample(b, "ExampleX", func() {
			calls++
			during = os.Stdout
			fmt.Println("this is not to be seen")
			os.Stdout = nil // the next iteration has one all the same
		})
		if os.Stdout != stdout {
			t.Error("standard output is not what it was")
		}
	})
	if calls != 11 || during == stdout || during.Name() != os.DevNull {
		t.Errorf("%d calls, %v", calls, during)
	}
	if result.AllocsPerOp() != 0 {
		t.Errorf("%d allocs/op", result.AllocsPerOp())
	}
	again := during
	bench(t, "1x", func(b *testing.B) { benchlineExample(b, "ExampleX", func() { during = os.Stdout }) })
	if during != again {
		t.Error("the null device was opened again")
	}
}

func TestExampleThatPanicsGivesOutputBack(t *testing.T) {
	stdout := os.Stdout
	if value := panicOf(func() {
		benchlineExample(new(testing.B), "ExampleX", func() { panic("boom") })
	}); value != "boom" {
		t.Errorf("%v", value)
	}
	if os.Stdout != stdout {
		t.Error("standard output is not what it was")
	}
}

func TestExampleIsMeasured(t *testing.T) {
	events := listen(t, func() {
		benchlineMeasure = benchlineMeasureTest
		defer func() { benchlineMeasure = nil }()
		bench(t, "1x", func(b *testing.B) {
			benchlineExample(b, "ExampleX", func() {
				fmt.Println("a")
				global = make([]byte, 100)
			})
		})
	})
	if len(events) != 2 || events[1].Outcome != "measured" {
		t.Fatalf("%+v", events)
	}
	if mallocs, bytes := least(events[1].Samples); mallocs != 1 || bytes != 112 {
		t.Errorf("%d allocs, %d bytes", mallocs, bytes)
	}
}

func TestExampleWithoutANullDeviceFails(t *testing.T) {
	nowhere := benchlineNowhere
	benchlineNowhere, benchlineDevNull = nil, "/nowhere/at/all"
	defer func() { benchlineNowhere, benchlineDevNull = nowhere, os.DevNull }()
	called := false
	result := bench(t, "1x", func(b *testing.B) {
		b.Cleanup(func() {
			if !b.Failed() {
				t.Error("it did not fail")
			}
		})
		benchlineExample(b, "ExampleX", func() { called = true })
	})
	if called || result.N > 1 {
		t.Error("it went on")
	}
}
