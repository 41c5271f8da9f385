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

// The variable names the descriptor. The first test package of the process that sees it adds the
// process's number, for the other one to see: programs that a test starts inherit the variable, but
// not the descriptor.
func init() {
	own := ":" + benchlineStrconv.Itoa(benchlineOS.Getpid())
	value := benchlineOS.Getenv(benchlineVariable)
	number := benchlineStrings.TrimSuffix(value, own)
	fd, err := benchlineStrconv.Atoi(number)
	if err != nil || fd < 3 {
		return
	}
	benchlineOS.Setenv(benchlineVariable, number+own)
	benchlineSyscall.CloseOnExec(fd)
	benchlineEvents = fd
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

const (
	benchlineFirst  = 10  // iterations measured
	benchlineSecond = 100 // and these, when the first ones disagree
	benchlineFewest = 3   // when the test is slow: no more than
	benchlineEnough = 5 * benchlineTime.Second
)

// benchlineSample is one iteration: the differences of runtime.MemStats around it, and the time.
type benchlineSample struct {
	mallocs, bytes, nanoseconds uint64
}

// benchlineMeter measures one iteration at a time. Nothing between resume and pause allocates but
// the test.
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

// benchlineOverhead, when set, says what of the last iteration was not the test's.
var benchlineOverhead func() (mallocs, bytes uint64)

// benchlineDying tells of the end of the test that runs, before another goroutine takes the process
// down.
var benchlineDying func()

// benchlineMeasureTest measures a test iteration by iteration, after one that is not measured: the
// smallest one is what the code allocates when nothing else in the process does.
func benchlineMeasureTest(t *benchline, test func(*benchline)) {
	benchlineTellStart(t)
	meter := new(benchlineMeter)
	t.benchlineClock = &benchlineClock{exact: true, pause: meter.pause, resume: meter.resume}
	samples := make([]benchlineSample, 0, benchlineFirst+benchlineSecond)
	iteration, outcome := 0, ""
	benchlineDying = func() {
		benchlineDying = nil
		if outcome == "" {
			outcome = benchlineVerdict(t)
		}
		benchlineTell(benchlineEnd(t, t.benchlineB.Name(), outcome, iteration, samples))
	}
	defer func() {
		if benchlineDying != nil {
			benchlineDying()
		}
	}()
	began := benchlineTime.Now()
	for goal := benchlineFirst; ; goal = benchlineSecond {
		for len(samples) < goal {
			meter.sample = benchlineSample{}
			meter.resume()
			t.benchlineIterate(test)
			meter.pause()
			if benchlineOverhead != nil {
				mallocs, bytes := benchlineOverhead()
				meter.sample.mallocs -= mallocs
				meter.sample.bytes -= bytes
			}
			if t.Failed() || t.benchlineB.Failed() {
				outcome = "failed"
				return
			}
			if iteration > 0 {
				samples = append(samples, meter.sample)
			}
			iteration++
			if len(samples) >= benchlineFewest && benchlineTime.Since(began) > benchlineEnough {
				goal = benchlineSecond
				break
			}
		}
		if goal == benchlineSecond || benchlineAgree(samples) {
			break
		}
		samples = samples[:0]
	}
	outcome = "measured"
}

func benchlineTellStart(t *benchline) {
	benchlineTell([]byte(`{"event":"start","benchmark":"` + t.benchlineB.Name() + `"}`))
}

func benchlineTellLeft(t *benchline) {
	benchlineTell(benchlineEnd(t, t.benchlineB.Name(), benchlineVerdict(t), 0, nil))
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

func benchlineEnd(t *benchline, name, outcome string, iteration int, samples []benchlineSample) []byte {
	line := []byte(`{"event":"end","benchmark":"` + name + `","message":`)
	line = benchlineAppendJSON(line, t.benchlineMessage)
	line = append(line, `,"outcome":"`+outcome+`","iteration":`...)
	line = benchlineStrconv.AppendInt(line, int64(iteration), 10)
	line = append(line, `,"samples":[`...)
	for i, sample := range samples {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, '[')
		line = benchlineStrconv.AppendUint(line, sample.mallocs, 10)
		line = append(line, ',')
		line = benchlineStrconv.AppendUint(line, sample.bytes, 10)
		line = append(line, ',')
		line = benchlineStrconv.AppendUint(line, sample.nanoseconds, 10)
		line = append(line, ']')
	}
	return append(line, "]}"...)
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
