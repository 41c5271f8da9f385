package benchline

import (
	"testing"
	"time"
)

// with runs f with other settings than the usual ones.
func with(settings string, f func()) {
	was := benchlineSettings
	defer func() { benchlineSettings = was }()
	benchlineSettings.benchlineRead(settings)
	f()
}

func TestSettings(t *testing.T) {
	usual := benchlineSettings
	for text, want := range map[string]benchlineWish{
		"iterations=20":         {iterations: 20, fewest: 20, again: 10},
		"operations=100":        {iterations: 10, fewest: 3, again: 10, operations: 100},
		"benchtime=1500000000":  {iterations: 10, fewest: 3, again: 10, benchtime: 1500 * time.Millisecond},
		"once":                  {iterations: 1, fewest: 1, cold: true},
		"iterations=0":          usual,
		"iterations=-3":         usual,
		"iterations":            usual,
		"operations=many":       usual,
		"something=1":           usual,
		"":                      usual,
		"iterations=1e3":        usual,
		"benchtime=99999999999": {iterations: 10, fewest: 3, again: 10, benchtime: 99999999999},
	} {
		with(text, func() {
			if benchlineSettings != want {
				t.Errorf("%q: %+v, want %+v", text, benchlineSettings, want)
			}
		})
	}
}

// One reading has no smaller one beside it: where the runtime allocated too, it is taken again.
func TestOperationsBetweenTwoReadings(t *testing.T) {
	exact := func() bool {
		calls := 0
		end := measure(t, func(*benchline) {
			if calls++; calls > 1 && calls%2 == 0 {
				global = make([]byte, 16)
			}
		})
		if calls != 8 || end.Iteration != 8 || len(end.Samples) != 1 {
			t.Fatalf("%d calls, %+v", calls, end)
		}
		s := end.Samples[0]
		t.Log(s)
		return s[0] == 4 && s[1] == 64 && s[3] == 7
	}
	with("operations=7", func() {
		for readings := 0; !exact(); readings++ {
			if readings == 20 {
				t.Fatal("none is exact")
			}
		}
	})
}

func TestOperationsUntilTheyTakeLongEnough(t *testing.T) {
	with("benchtime=2000000", func() {
		calls := uint64(0)
		end := measure(t, func(*benchline) { calls++ })
		if end.Outcome != "measured" || len(end.Samples) != 1 {
			t.Fatalf("%+v", end)
		}
		s := end.Samples[0]
		if s[2] < 2000000 || s[3] < 2 || s[3] >= calls || s[0] > s[3] {
			t.Errorf("%v of %d calls", s, calls)
		}
	})
}

func TestTheOnlyIteration(t *testing.T) {
	with("once", func() {
		calls := 0
		end := measure(t, func(*benchline) {
			if calls++; calls == 1 {
				global = make([]byte, 1<<10)
			}
		})
		if calls != 1 || len(end.Samples) != 1 || end.Samples[0][1] < 1<<10 {
			t.Errorf("%d calls, %+v", calls, end)
		}
	})
}

// Ten times as many, and no fewer than were asked for. The iterations disagree by so much that one
// allocation of the runtime cannot make up for it.
func TestIterationsThatWereAskedFor(t *testing.T) {
	with("iterations=4", func() {
		calls := 0
		end := measure(t, func(*benchline) {
			calls++
			for i := 0; i < 5*(calls%4); i++ {
				global = make([]byte, 16)
			}
		})
		if calls != 1+4+40 || len(end.Samples) != 40 {
			t.Errorf("%d calls, %d samples", calls, len(end.Samples))
		}
	})
}

func TestALoopThatDoesNotLoop(t *testing.T) {
	s := &benchlineSeries{t: rootOf(new(testing.B), "TestX")}
	s.test = func(*benchline) {} // counts no calls
	if s.benchlineTake(3) || s.outcome != "idle" || len(s.samples) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestGoroutinesThatAreLeftBehind(t *testing.T) {
	stop := make(chan bool)
	defer close(stop)
	leaves := measure(t, func(*benchline) { go func() { <-stop }() })
	if leaves.Left != leaves.Iteration {
		t.Errorf("%+v", leaves)
	}
	after := measure(t, func(*benchline) {})
	if after.Left != 0 || after.Foreign < leaves.Left {
		t.Errorf("%+v", after)
	}
}

func TestAllocationsInTheBackground(t *testing.T) {
	stop, beat := make(chan bool), make(chan bool)
	defer close(stop)
	var kept []byte
	go func() {
		for {
			kept = make([]byte, 1<<10)
			select {
			case <-stop:
				return
			case beat <- len(kept) > 0:
			case <-time.After(time.Millisecond / 10):
			}
		}
	}()
	var foreign int
	for foreign == 0 { // what other tests left behind may still be about to end
		benchlineAlone = 1
		foreign = measure(t, func(*benchline) { <-beat }).Foreign
	}
	if end := measure(t, func(*benchline) { <-beat }); end.Idle == 0 {
		t.Errorf("%+v", end)
	}
}
