package benchline

import (
	benchlineOS "os"
	benchlineRuntime "runtime"
	benchlineSort "sort"
	benchlineStrconv "strconv"
	benchlineStrings "strings"
	benchlineSyscall "syscall"
	benchlineTime "time"
)

// What happens is told to `benchline run` on a descriptor of its own, one JSON object a line: tests
// print on standard output in the middle of everything, and replace it.
var benchlineEvents = -1

const benchlineVariable = "BENCHLINE_EVENTS_FD"

// The variable names the descriptor, and what is not as usual in how tests are measured:
// "3,iterations=20". The first test package of the process that sees it adds the process's number,
// for the other one to see: programs that a test starts inherit the variable, but not the
// descriptor.
func init() {
	own := ":" + benchlineStrconv.Itoa(benchlineOS.Getpid())
	value := benchlineOS.Getenv(benchlineVariable)
	value = benchlineStrings.TrimSuffix(value, own)
	words := benchlineStrings.Split(value, ",")
	fd, err := benchlineStrconv.Atoi(words[0])
	if err != nil || fd < 3 {
		return
	}
	benchlineOS.Setenv(benchlineVariable, value+own)
	benchlineSyscall.CloseOnExec(fd)
	benchlineEvents = fd
	for _, setting := range words[1:] {
		benchlineSettings.benchlineRead(setting)
	}
	benchlineMeasure = benchlineMeasureTest
	benchlineBegun = benchlineTellStart
	benchlineLeft = benchlineTellLeft
}

func benchlineTell(line []byte) {
	line = append(line, '\n')
	for len(line) > 0 {
		n, err := benchlineSyscall.Write(benchlineEvents, line)
		if err == benchlineSyscall.EINTR {
			continue
		}
		if err != nil || n <= 0 {
			return
		}
		line = line[n:]
	}
}

// benchlineSettings is how tests are measured, unless the variable says otherwise.
var benchlineSettings = benchlineWish{iterations: 10, fewest: 3, again: 10}

type benchlineWish struct {
	iterations int                    // measured
	fewest     int                    // ... when the test is slow
	again      int                    // times as many, when the first ones disagree; 0: never
	cold       bool                   // without one before that is not measured
	operations int                    // instead of all that: as many between two readings
	benchtime  benchlineTime.Duration // or as many as take that long
	together   bool                   // in this process, whatever others left behind
}

// benchlineEnough is how long a test is repeated that has been measured often enough.
const benchlineEnough = 5 * benchlineTime.Second

// benchlineRead takes settings as src/runner/watch.c writes them: "iterations=20", "operations=100",
// "benchtime=1000000000" (nanoseconds), "together", or "once", a first iteration and no other.
func (w *benchlineWish) benchlineRead(text string) {
	name, value := text, ""
	if at := benchlineStrings.IndexByte(text, '='); at >= 0 {
		name, value = text[:at], text[at+1:]
	}
	number, _ := benchlineStrconv.ParseInt(value, 10, 64)
	switch {
	case name == "once":
		*w = benchlineWish{iterations: 1, fewest: 1, cold: true}
	case name == "together":
		w.together = true
	case number <= 0:
	case name == "iterations": // what was asked for is not cut short
		w.iterations, w.fewest = int(number), int(number)
	case name == "operations":
		w.operations = int(number)
	case name == "benchtime":
		w.benchtime = benchlineTime.Duration(number)
	}
}

// benchlineSample is one reading: the differences of runtime.MemStats around some operations, one but
// for benchtime, and the time.
type benchlineSample struct {
	mallocs, bytes, nanoseconds uint64
	operations                  uint64
}

// benchlineMeter takes one reading at a time. Nothing between resume and pause allocates but the
// test.
type benchlineMeter struct {
	before, after benchlineRuntime.MemStats
	began         benchlineTime.Time
	sample        benchlineSample
}

func (m *benchlineMeter) resume() {
	benchlineRuntime.ReadMemStats(&m.before)
	m.began = benchlineTime.Now()
}

func (m *benchlineMeter) pause() {
	m.sample.nanoseconds += uint64(benchlineTime.Since(m.began))
	benchlineRuntime.ReadMemStats(&m.after)
	m.sample.mallocs += m.after.Mallocs - m.before.Mallocs
	m.sample.bytes += m.after.TotalAlloc - m.before.TotalAlloc
}

// benchlineOverhead, when set, says what of the last iteration was not the test's: its operations do
// not matter.
var benchlineOverhead func() benchlineSample

// benchlineDying tells of the end of the test that runs, before another goroutine takes the process
// down.
var benchlineDying func()

// benchlineSeries is a test on its way through its iterations.
type benchlineSeries struct {
	t         *benchline
	test      func(*benchline)
	meter     benchlineMeter
	samples   []benchlineSample
	iteration int    // that runs, from 0, or how many ran
	calls     int    // of the test
	took      uint64 // nanoseconds on the clock for the last reading, what is not the test's included
	outcome   string
	began     benchlineTime.Time
	company   benchlineCompany
}

// benchlineMeasureTest measures a test, after an iteration that is not measured.
func benchlineMeasureTest(t *benchline, test func(*benchline)) {
	if benchlineCrowded && !benchlineSettings.together {
		return // not begun, so it is measured in a new process
	}
	benchlineTellStart(t)
	settings := benchlineSettings
	s := &benchlineSeries{t: t, began: benchlineTime.Now()}
	s.company.benchlineCome()
	s.test = func(t *benchline) {
		s.calls++
		test(t)
	}
	s.samples = make([]benchlineSample, 0, settings.iterations*(1+settings.again))
	t.benchlineClock = &benchlineClock{exact: true, pause: s.meter.pause, resume: s.meter.resume}
	benchlineDying = func() {
		benchlineDying = nil
		if s.outcome == "" {
			s.outcome = benchlineVerdict(t)
		}
		s.benchlineTellEnd()
	}
	defer func() {
		if benchlineDying != nil {
			benchlineDying()
		}
	}()
	switch {
	case !settings.cold && !s.benchlineTake(1):
		return
	case settings.operations > 0:
		s.samples = s.samples[:0]
		s.benchlineTake(settings.operations)
	case settings.benchtime > 0:
		s.benchlineGrow(settings.benchtime)
	default:
		s.samples = s.samples[:0]
		s.benchlineRepeat(settings)
	}
	if s.outcome == "" {
		s.company.benchlineLeave(&s.meter, !benchlineAgree(s.samples))
		s.outcome = "measured"
	}
}

// benchlineCompany is what else is in the process: goroutines that earlier tests left behind, and
// those that this one does.
type benchlineCompany struct {
	before, foreign, left int    // goroutines
	idle                  uint64 // allocations while nothing of ours runs
}

// benchlineCrowded says that a test left something behind that goes on allocating. It would take the
// processor from the other tests and allocate beside them.
var benchlineCrowded bool

// benchlineAlone is how many goroutines there are when no test has run; 0: not known yet.
var benchlineAlone int

// benchlineCome counts goroutines. The one of the test before may be about to end.
func (c *benchlineCompany) benchlineCome() {
	c.before = benchlineRuntime.NumGoroutine()
	for i := 0; i < 10 && c.before != benchlineAlone; i++ {
		benchlineRuntime.Gosched()
		c.before = benchlineRuntime.NumGoroutine()
	}
	if benchlineAlone == 0 || c.before < benchlineAlone {
		benchlineAlone = c.before
	}
	c.foreign = c.before - benchlineAlone
}

// benchlineLeave gives goroutines that are about to end a moment to do so. If some do not, or others
// were there before, or the iterations disagree without either, it looks whether somebody allocates.
func (c *benchlineCompany) benchlineLeave(meter *benchlineMeter, disagree bool) {
	for wait := benchlineTime.Microsecond; wait < 20*benchlineTime.Millisecond; wait *= 2 {
		if c.left = benchlineRuntime.NumGoroutine() - c.before; c.left <= 0 {
			c.left = 0
			break
		}
		benchlineTime.Sleep(wait)
	}
	if c.left > 0 || c.foreign > 0 || disagree {
		benchlineTime.Sleep(benchlineTime.Microsecond) // the first time, to sleep allocates
		benchlineRuntime.ReadMemStats(&meter.before)
		benchlineTime.Sleep(5 * benchlineTime.Millisecond)
		benchlineRuntime.ReadMemStats(&meter.after)
		c.idle = meter.after.Mallocs - meter.before.Mallocs
		benchlineCrowded = benchlineCrowded || (c.left > 0 && c.idle > 0)
	}
}

// benchlineRepeat takes a reading of each iteration: the smallest one is what the code allocates when
// nothing else in the process does. Where they disagree it takes more.
func (s *benchlineSeries) benchlineRepeat(settings benchlineWish) {
	if !s.benchlineTakeAll(settings.iterations, settings.fewest) ||
		settings.again == 0 || len(s.samples) < settings.iterations || benchlineAgree(s.samples) {
		return
	}
	s.samples = s.samples[:0]
	s.benchlineTakeAll(settings.iterations*settings.again, settings.fewest)
}

func (s *benchlineSeries) benchlineTakeAll(goal, fewest int) bool {
	for len(s.samples) < goal {
		if !s.benchlineTake(1) {
			return false
		}
		if len(s.samples) >= fewest && benchlineTime.Since(s.began) > benchlineEnough {
			break
		}
	}
	return true
}

// benchlineGrow is what package testing does for -benchtime=1s: more and more operations between two
// readings, until they take that long. The last reading counts. Where most of the time is off the
// clock, a tenth of all of it is taken for the test's, or there would be no end.
func (s *benchlineSeries) benchlineGrow(benchtime benchlineTime.Duration) {
	const most = 1000 * 1000 * 1000
	for operations := 1; ; {
		s.samples = s.samples[:0]
		began := benchlineTime.Now()
		if !s.benchlineTake(operations) || operations >= most {
			return
		}
		took := s.took
		if all := uint64(benchlineTime.Since(began)) / 10; took < all {
			took = all
		}
		if took >= uint64(benchtime) {
			return
		}
		if took == 0 {
			took = 1
		}
		next := float64(benchtime) / float64(took) * float64(operations) * 1.2
		next = benchlineClamp(next, float64(operations)+1, 100*float64(operations))
		operations = int(benchlineClamp(next, 1, most))
	}
}

func benchlineClamp(value, least, most float64) float64 {
	if value < least {
		return least
	}
	if value > most {
		return most
	}
	return value
}

// benchlineTake takes a reading, and reports whether the test has not failed.
func (s *benchlineSeries) benchlineTake(operations int) bool {
	t, meter := s.t, &s.meter
	var other benchlineSample // that is not the test's
	calls := s.calls
	meter.sample = benchlineSample{operations: uint64(operations)}
	meter.resume()
	for i := 0; i < operations; i++ {
		t.benchlineIterate(s.test)
		if t.Failed() || t.benchlineB.Failed() {
			break
		}
		if benchlineOverhead != nil {
			overhead := benchlineOverhead()
			other.mallocs += overhead.mallocs
			other.bytes += overhead.bytes
			other.nanoseconds += overhead.nanoseconds
		}
		s.iteration++
	}
	meter.pause()
	if t.Failed() || t.benchlineB.Failed() {
		s.outcome = "failed"
		return false
	}
	if s.calls != calls+operations {
		s.outcome = "idle"
		return false
	}
	meter.sample.mallocs -= other.mallocs
	meter.sample.bytes -= other.bytes
	s.took = meter.sample.nanoseconds
	// It is an estimate, unlike the others: where it is all that there is, the rest is nobody's figure.
	if most := s.took - s.took/10; other.nanoseconds > most {
		other.nanoseconds = most
	}
	meter.sample.nanoseconds -= other.nanoseconds
	s.samples = append(s.samples, meter.sample)
	return true
}

func benchlineTellStart(t *benchline) {
	benchlineTell([]byte(`{"event":"start","benchmark":"` + t.benchlineB.Name() + `"}`))
}

func benchlineTellLeft(t *benchline) {
	(&benchlineSeries{t: t, outcome: benchlineVerdict(t)}).benchlineTellEnd()
}

// benchlineVerdict is what became of a benchmark that ended in the middle.
func benchlineVerdict(t *benchline) string {
	if t.benchlineB.Skipped() {
		return "skipped"
	} else if t.benchlineB.Failed() {
		return "failed"
	}
	return "panicked"
}

// benchlineAgree reports whether half of the iterations allocated as little as the smallest one.
func benchlineAgree(samples []benchlineSample) bool {
	mallocs, bytes := make([]uint64, 0, len(samples)), make([]uint64, 0, len(samples))
	for _, sample := range samples {
		mallocs, bytes = append(mallocs, sample.mallocs), append(bytes, sample.bytes)
	}
	for _, values := range [][]uint64{mallocs, bytes} {
		benchlineSort.Slice(values, func(i, j int) bool { return values[i] < values[j] })
		if values[0] != values[len(values)/2] {
			return false
		}
	}
	return true
}

// benchlineTellEnd tells what came of the test; samples that are many go ahead, since lines have a
// greatest length.
func (s *benchlineSeries) benchlineTellEnd() {
	const most = 1000
	name := `"benchmark":"` + s.t.benchlineB.Name() + `",`
	samples := s.samples
	for ; len(samples) > most; samples = samples[most:] {
		benchlineTell(append(benchlineAppendSamples([]byte(`{"event":"samples",`+name), samples[:most]), '}'))
	}
	line := benchlineAppendSamples([]byte(`{"event":"end",`+name), samples)
	line = append(line, `,"outcome":"`+s.outcome+`","iteration":`...)
	line = benchlineStrconv.AppendInt(line, int64(s.iteration), 10)
	line = append(line, `,"foreign":`...)
	line = benchlineStrconv.AppendInt(line, int64(s.company.foreign), 10)
	line = append(line, `,"left":`...)
	line = benchlineStrconv.AppendInt(line, int64(s.company.left), 10)
	line = append(line, `,"idle":`...)
	line = benchlineStrconv.AppendUint(line, s.company.idle, 10)
	line = append(line, `,"message":`...)
	line = benchlineAppendJSON(line, s.t.benchlineMessage)
	benchlineTell(append(line, '}'))
}

func benchlineAppendSamples(line []byte, samples []benchlineSample) []byte {
	line = append(line, `"samples":[`...)
	for i, sample := range samples {
		separator := byte('[')
		if i > 0 {
			line = append(line, ',')
		}
		for _, value := range [...]uint64{sample.mallocs, sample.bytes, sample.nanoseconds, sample.operations} {
			line = append(line, separator)
			line = benchlineStrconv.AppendUint(line, value, 10)
			separator = ','
		}
		line = append(line, ']')
	}
	return append(line, ']')
}

// benchlineAppendJSON appends the beginning of a text as a JSON string.
func benchlineAppendJSON(line []byte, text string) []byte {
	const most = 2000
	if len(text) > most {
		text = text[:most] + "..."
	}
	line = append(line, '"')
	for _, r := range text {
		if r < ' ' || r == '"' || r == '\\' || r == 0x7F {
			const digits = "0123456789abcdef"
			line = append(line, `\u00`...)
			line = append(line, digits[r>>4], digits[r&15])
		} else {
			line = append(line, string(r)...)
		}
	}
	return append(line, '"')
}
