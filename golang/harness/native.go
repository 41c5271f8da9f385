// A project's own benchmarks, run as package testing runs them, and told about on benchline's own
// descriptor: what they print does not get between, and the figures are the raw ones that go test
// would divide and truncate. Two hooks lead here, in B.run1 and B.doBench (src/harness/hooks.h).
package testing

import (
	"bytes"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// benchlineNatives is there while benchmarks are to be told about, else nil.
var benchlineNatives *benchlineNativeRun

type benchlineNativeRun struct {
	enough time.Duration   // for the iterations of one benchmark; 0: it takes what it takes
	over   map[string]bool // what processes before this one are done with

	mu      sync.Mutex
	running []benchlineNative // each one but the first a sub-benchmark of the one before
}

type benchlineNative struct {
	b      *B
	parent bool // it has sub-benchmarks, which are measured in its place
}

var benchlineNativeOnce sync.Once

// benchlineIsNative asks for each benchmark whether it is to be told about. Those that
// testing.Benchmark starts have no name.
func benchlineIsNative(b *B) bool {
	benchlineNativeOnce.Do(benchlineReadNatives)
	return benchlineNatives != nil && b.name != ""
}

// The variable names a file: a line with the seconds that are enough, and the names of benchmarks to
// pass over, one a line. (testing.rewrite lets no line end into a name.) Programs that a benchmark
// starts inherit the variable, but have no descriptor to tell anything on.
func benchlineReadNatives() {
	file := os.Getenv("BENCHLINE_NATIVES")
	if file == "" || benchlineEvents < 0 {
		return
	}
	text, err := os.ReadFile(file)
	if err != nil {
		panic("benchline: " + err.Error())
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	seconds, err := strconv.ParseFloat(lines[0], 64)
	if err != nil {
		panic("benchline: " + file + ": " + err.Error())
	}
	run := &benchlineNativeRun{enough: time.Duration(seconds * 1e9), over: map[string]bool{}}
	for _, name := range lines[1:] {
		run.over[name] = true
	}
	benchlineNatives = run
}

// benchlineNativeBegin is what B.run1 begins with. False: the benchmark is not to run.
func benchlineNativeBegin(b *B) bool {
	run := benchlineNatives
	run.mu.Lock()
	defer run.mu.Unlock()
	name := benchlineNativeName(b)
	if last := len(run.running) - 1; last >= 0 && b.common.parent == &run.running[last].b.common {
		run.running[last].parent = true
	}
	if run.over[name] {
		return false
	}
	run.running = append(run.running, benchlineNative{b: b})
	if b.benchTime.n > 0 {
		b.benchTime.n = 1 // B.Loop too is to have one iteration that is not measured
	}
	line := benchlineAppendJSON([]byte(`{"event":"start","benchmark":`), name)
	benchlineTell(append(line, '}'))
	return true
}

// benchlineNativeRan is what B.run1 ends with. Unless that was all, B.doBench follows.
func benchlineNativeRan(b *B) {
	run := benchlineNatives
	run.mu.Lock()
	defer run.mu.Unlock()
	b.mu.RLock()
	finished := b.finished
	b.mu.RUnlock()
	parent := run.running[len(run.running)-1].parent
	switch {
	case b.Failed() && !(parent && len(b.output) == 0):
		run.end("failed", b)
	case parent: // what failed was a sub-benchmark
		run.end("parent", b)
	case finished:
		run.end("skipped", b)
	}
}

// benchlineNativeBench is B.doBench's body.
func benchlineNativeBench(b *B) BenchmarkResult {
	run := benchlineNatives
	if n := run.iterations(b); n > 0 {
		go benchlineNativeRunN(b, n)
	} else {
		go b.launch()
	}
	<-b.signal
	run.mu.Lock()
	defer run.mu.Unlock()
	switch {
	case b.Failed():
		run.end("failed", b)
	case b.Skipped():
		run.end("skipped", b)
	case b.result.N <= 0: // it left by runtime.Goexit
		run.end("left", b)
	default:
		run.end("measured", b)
	}
	return b.result
}

// iterations is how many are to be measured; 0: as many as fit into the time of -test.benchtime.
func (run *benchlineNativeRun) iterations(b *B) int {
	n := benchTime.n
	if run.enough > 0 && b.duration > 0 && int64(n) > int64(run.enough/b.duration) {
		n = int(run.enough / b.duration)
		if n < 1 {
			n = 1
		}
	}
	return n
}

// benchlineNativeRunN is B.launch for a number of iterations. One has run already.
func benchlineNativeRunN(b *B, n int) {
	defer func() { b.signal <- true }()
	b.benchTime.n = n
	if n > 1 {
		b.runN(n)
	}
	b.result = BenchmarkResult{N: b.N, T: b.duration, Bytes: b.bytes, MemAllocs: b.netAllocs,
		MemBytes: b.netBytes, Extra: b.extra}
}

// ---- telling ----------------------------------------------------------------------------------

// benchlineNativeName is as much of a benchmark's name as is told.
func benchlineNativeName(b *B) string {
	const most = 1000
	if len(b.name) > most {
		return b.name[:most]
	}
	return b.name
}

func (run *benchlineNativeRun) end(outcome string, b *B) {
	run.running = run.running[:len(run.running)-1]
	line := benchlineAppendJSON([]byte(`{"event":"end","benchmark":`), benchlineNativeName(b))
	line = append(line, `,"outcome":"`+outcome+`","message":`...)
	line = benchlineAppendJSON(line, benchlineLastMessage(b.output))
	if outcome == "measured" {
		line = benchlineAppendResult(line, &b.result)
	}
	benchlineTell(append(line, '}'))
}

func benchlineAppendResult(line []byte, result *BenchmarkResult) []byte {
	line = append(line, `,"operations":`...)
	line = strconv.AppendInt(line, int64(result.N), 10)
	line = append(line, `,"ns":`...)
	line = strconv.AppendInt(line, result.T.Nanoseconds(), 10)
	line = append(line, `,"allocs":`...)
	line = strconv.AppendUint(line, result.MemAllocs, 10)
	line = append(line, `,"bytes":`...)
	line = strconv.AppendUint(line, result.MemBytes, 10)
	line = append(line, `,"metrics":[`...)
	for i, unit := range benchlineUnits(result) {
		if i > 0 {
			line = append(line, ',')
		}
		// As text: JSON knows neither infinities nor NaN.
		line = append(benchlineAppendJSON(append(line, '['), unit), `,"`...)
		line = strconv.AppendFloat(line, benchlineMetric(result, unit), 'g', -1, 64)
		line = append(line, `"]`...)
	}
	return append(line, ']')
}

// benchlineUnits are those of all metrics that go test would print beside time and allocations, or in
// their place.
func benchlineUnits(result *BenchmarkResult) (units []string) {
	for unit := range result.Extra {
		units = append(units, unit)
	}
	if _, own := result.Extra["MB/s"]; !own && result.Bytes > 0 && result.T > 0 {
		units = append(units, "MB/s")
	}
	sort.Strings(units)
	return units
}

func benchlineMetric(result *BenchmarkResult, unit string) float64 {
	if value, own := result.Extra[unit]; own {
		return value
	}
	return float64(result.Bytes) * float64(result.N) / 1e6 / result.T.Seconds()
}

// benchlineLastMessage is the last one that was logged, with its place: each begins with four blanks,
// and its further lines with more.
func benchlineLastMessage(output []byte) string {
	for at := len(output); at > 0; {
		at = bytes.LastIndexByte(output[:at-1], '\n') + 1
		text := output[at:]
		if bytes.HasPrefix(text, []byte("    ")) && !bytes.HasPrefix(text, []byte("     ")) {
			return strings.TrimSpace(string(text))
		}
	}
	return strings.TrimSpace(string(output))
}
