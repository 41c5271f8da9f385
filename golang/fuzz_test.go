package benchline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

var _ testing.TB = (*benchlineF)(nil)

func TestShimHasAllMethodsOfF(t *testing.T) {
	theirs, ours := reflect.TypeOf((*testing.F)(nil)), reflect.TypeOf((*benchlineF)(nil))
	for i := 0; i < theirs.NumMethod(); i++ {
		method := theirs.Method(i)
		got, ok := ours.MethodByName(method.Name)
		want := strings.ReplaceAll(method.Type.String(), "*testing.F", "*benchline.benchlineF")
		if !ok || got.Type.String() != want {
			t.Errorf("%s is %v, want %s", method.Name, got.Type, want)
		}
	}
}

// ---- what is measured ----

// fuzzed runs a fuzz test as `benchline run` does, and gives back what it tells.
func fuzzed(t *testing.T, name string, test func(f *benchlineF)) []event {
	t.Helper()
	return listen(t, func() {
		benchlineMeasure, benchlineBegun, benchlineLeft = benchlineMeasureTest, benchlineTellStart, benchlineTellLeft
		defer func() { benchlineMeasure, benchlineBegun, benchlineLeft = nil, nil, nil }()
		bench(t, "1x", func(b *testing.B) { benchlineFuzz(b, name, test) })
	})
}

// Each target, whatever its type, is called without an allocation of ours.
func TestEmptyTargetAllocatesNothing(t *testing.T) {
	for _, row := range []struct {
		values []interface{}
		target interface{}
		direct bool
	}{
		{[]interface{}{[]byte("a")}, func(*benchline, []byte) {}, true},
		{[]interface{}{"a"}, func(*benchline, string) {}, true},
		{[]interface{}{1}, func(*benchline, int) {}, true},
		{[]interface{}{int64(1)}, func(*benchline, int64) {}, true},
		{[]interface{}{uint64(1)}, func(*benchline, uint64) {}, true},
		{[]interface{}{[]byte("a"), []byte("b")}, func(*benchline, []byte, []byte) {}, true},
		{[]interface{}{"a", "b"}, func(*benchline, string, string) {}, true},
		{[]interface{}{"a", []byte("b")}, func(*benchline, string, []byte) {}, true},
		{[]interface{}{[]byte("a"), "b"}, func(*benchline, []byte, string) {}, true},
		{[]interface{}{[]byte("a"), 1}, func(*benchline, []byte, int) {}, true},
		{[]interface{}{"a", 1}, func(*benchline, string, int) {}, true},
		{[]interface{}{1, 2}, func(*benchline, int, int) {}, true},
		{[]interface{}{"a", "b", "c"}, func(*benchline, string, string, string) {}, true},
		{[]interface{}{true}, func(*benchline, bool) {}, false},
		{[]interface{}{"a", 1, 2.5, true, []byte("b"), 'x', byte(1), float32(2), int8(3), "d", "e"},
			func(*benchline, string, int, float64, bool, []byte, rune, byte, float32, int8, string, string) {}, false},
	} {
		if direct := benchlineDirect(row.target, row.values) != nil; direct != row.direct {
			t.Errorf("%T is called directly: %v", row.target, direct)
		}
		test := func(f *benchlineF) {
			for i := 0; i < 20; i++ {
				f.Add(row.values...)
			}
			f.Fuzz(row.target)
		}
		result := bench(t, "100x", func(b *testing.B) { benchlineFuzz(b, "FuzzX", test) })
		if result.N != 100 || result.AllocsPerOp() != 0 {
			t.Errorf("%T: %d iterations, %d allocs/op", row.target, result.N, result.AllocsPerOp())
		}
		events := fuzzed(t, "FuzzX", test)
		if end := events[len(events)-1]; end.Outcome != "measured" || len(end.Samples) != benchlineFirst {
			t.Errorf("%T: %+v", row.target, end)
		} else if mallocs, bytes := least(end.Samples); mallocs != 0 || bytes != 0 {
			t.Errorf("%T: %d allocs, %d bytes", row.target, mallocs, bytes)
		}
	}
}

func TestOperationIsTheWholeCorpus(t *testing.T) {
	var seen []string
	result := bench(t, "10x", func(b *testing.B) {
		seen = nil
		benchlineFuzz(b, "FuzzX", func(f *benchlineF) {
			global = make([]byte, 1<<20) // not measured
			f.Cleanup(func() { global = make([]byte, 1<<20) })
			f.TempDir()
			for _, s := range []string{"a", "b", "c"} {
				f.Add(s)
			}
			f.Fuzz(func(t *benchline, s string) {
				if len(seen) < 3 { // not in what is measured
					seen = append(seen, t.Name()+" "+s)
				}
				global = make([]byte, 10)
			})
			global = make([]byte, 1<<20) // nor this
		})
	})
	if got := strings.Join(seen, ", "); got != "FuzzX/seed#0 a, FuzzX/seed#1 b, FuzzX/seed#2 c" {
		t.Errorf("%s", got)
	}
	if result.AllocsPerOp() != 3 || result.AllocedBytesPerOp() >= 1<<16 {
		t.Errorf("%d allocs, %d bytes", result.AllocsPerOp(), result.AllocedBytesPerOp())
	}
}

func TestDataThatATargetWritesToIsMadeGood(t *testing.T) {
	bench(t, "5x", func(b *testing.B) {
		benchlineFuzz(b, "FuzzX", func(f *benchlineF) {
			f.Add([]byte("abc"), []byte("xyz"), true)
			f.Fuzz(func(_ *benchline, a, b []byte, _ bool) {
				if string(a) != "abc" || string(b) != "xyz" {
					t.Errorf("%s, %s", a, b)
				}
				a[1], b[2] = 0, 0
			})
		})
	})
}

// What f registers lasts until the fuzz test is over, and what a target's t does until its call is.
func TestLifetimes(t *testing.T) {
	var order []string
	note := func(what string) { order = append(order, what) }
	var outer, inner string
	bench(t, "1x", func(b *testing.B) {
		order = nil
		benchlineFuzz(b, "FuzzX", func(f *benchlineF) {
			defer note("return")
			f.Cleanup(func() { note("f") })
			outer = f.TempDir()
			f.Setenv("BENCHLINE_FUZZ", "1")
			f.Add("a")
			f.Fuzz(func(t2 *benchline, s string) {
				if _, err := os.Stat(outer); err != nil || os.Getenv("BENCHLINE_FUZZ") != "1" {
					t.Error(err)
				}
				if _, err := os.Stat(inner); inner != "" && err == nil {
					t.Error("the directory of the call before is there")
				}
				inner = t2.TempDir()
				note("call")
				t2.Cleanup(func() { note("t") })
			})
			note("after")
		})
	})
	if got := strings.Join(order, " "); got != "call t call t after return f" {
		t.Errorf("%s", got)
	}
	if _, err := os.Stat(outer); err == nil || os.Getenv("BENCHLINE_FUZZ") != "" {
		t.Error("something is left behind")
	}
}

// ---- outcomes ----

var lineNumber = regexp.MustCompile(`:\d+:`)

func TestFuzzOutcomes(t *testing.T) {
	calls := 0
	target := func(*benchline, string) {}
	for i, row := range []struct {
		test      func(f *benchlineF)
		outcome   string
		iteration int
		message   string
	}{
		{func(f *benchlineF) { f.Add("a"); f.Fuzz(target) }, "measured", benchlineFirst + 1, ""},
		{func(f *benchlineF) { f.Add("a"); f.Fuzz(target); f.Error("later") }, "measured", benchlineFirst + 1, ""},
		{func(f *benchlineF) { f.Fuzz(target) }, "skipped", 0, "it has no seed corpus"},
		{func(f *benchlineF) { f.Skip("x") }, "skipped", 0, "fuzz_test.go:N: x\n"},
		{func(f *benchlineF) { f.SkipNow() }, "skipped", 0, ""},
		{func(f *benchlineF) { f.Fatal("x") }, "failed", 0, "fuzz_test.go:N: x\n"},
		{func(f *benchlineF) { f.Error("x"); f.Fuzz(target) }, "failed", 0, "fuzz_test.go:N: x\n"},
		{func(f *benchlineF) {}, "failed", 0, "it returned without calling F.Fuzz, F.Fail, or F.Skip"},
		{func(f *benchlineF) { f.Add(1); f.Fuzz(target) }, "failed", 0,
			"mismatched types in corpus entry: [int], want [string]"},
		{func(f *benchlineF) { f.Add("a", "b"); f.Fuzz(target) }, "failed", 0,
			"wrong number of values in corpus entry: 2, want 1"},
		{func(f *benchlineF) { f.Add("a"); f.Fuzz(func(*testing.T, string) {}) }, "failed", 0,
			"its fuzz target belongs to another package and takes a genuine *testing.T"},
		{func(f *benchlineF) {
			f.Add("a")
			f.Fuzz(func(t *benchline, s string) { t.Fatal("x") })
		}, "failed", 0, "fuzz_test.go:N: x\n"},
		{func(f *benchlineF) {
			f.Add("a")
			f.Fuzz(func(t *benchline, s string) { t.Skip("x") })
		}, "measured", benchlineFirst + 1, ""},
		{func(f *benchlineF) {
			f.Add("a")
			f.Fuzz(func(t *benchline, s string) {
				if calls++; calls == 4 {
					t.Fatal("the fourth time")
				}
			})
		}, "failed", 3, "fuzz_test.go:N: the fourth time\n"},
	} {
		events := fuzzed(t, "FuzzX", row.test)
		end := events[len(events)-1]
		if events[0].Event != "start" || end.Outcome != row.outcome || end.Iteration != row.iteration ||
			lineNumber.ReplaceAllString(end.Message, ":N:") != row.message {
			t.Errorf("%d: %+v", i, end)
		}
		ends := 0
		for _, e := range events {
			if e.Event == "end" {
				ends++
			}
		}
		if ends != 1 {
			t.Errorf("%d: it ended %d times", i, ends)
		}
	}
}

func TestFuzzPanicsAsTheTestingPackageDoes(t *testing.T) {
	for _, row := range []struct {
		test func(f *benchlineF)
		text string
	}{
		{func(f *benchlineF) { f.Add(nil) }, "unsupported type to Add"},
		{func(f *benchlineF) { f.Add(struct{}{}) }, "unsupported type to Add"},
		{func(f *benchlineF) { f.Fuzz(1) }, "must receive a function"},
		{func(f *benchlineF) { f.Fuzz(nil) }, "must receive a function"},
		{func(f *benchlineF) { f.Fuzz(func(*benchline) {}) }, "at least two arguments"},
		{func(f *benchlineF) { f.Fuzz(func(string, string) {}) }, "at least two arguments"},
		{func(f *benchlineF) { f.Fuzz(func(*benchline, string) int { return 0 }) }, "must not return"},
		{func(f *benchlineF) { f.Fuzz(func(*benchline, []int) {}) }, "unsupported type for fuzzing"},
		{func(f *benchlineF) { f.Fuzz(func(*benchline, ...byte) {}) }, "unsupported type for fuzzing"},
		{func(f *benchlineF) {
			f.Add("a")
			f.Fuzz(func(*benchline, string) {})
			f.Fuzz(func(*benchline, string) {})
		}, "more than once"},
		{func(f *benchlineF) { panic("boom must come through") }, "boom"},
	} {
		b := new(testing.B)
		b.N = 1
		var value interface{}
		events := listen(t, func() {
			benchlineBegun, benchlineLeft = benchlineTellStart, benchlineTellLeft
			defer func() { benchlineBegun, benchlineLeft = nil, nil }()
			value = panicOf(func() { benchlineFuzz(b, "FuzzX", row.test) })
		})
		if text, _ := value.(string); !strings.Contains(text, row.text) {
			t.Errorf("%v, want %s", value, row.text)
		}
		if last := events[len(events)-1]; row.text != "more than once" && last.Outcome != "panicked" {
			t.Errorf("%s: %+v", row.text, last)
		}
	}
}

// ---- the corpus ----

// FuzzCorpus compares the entries in testdata/fuzz/FuzzCorpus, as the testing package reads them, with
// how the shim does.
func FuzzCorpus(f *testing.F) {
	var theirs, ours []string
	note := func(list *[]string) func(name string, values ...interface{}) {
		return func(name string, values ...interface{}) {
			text := name
			for _, value := range values {
				text += fmt.Sprintf(" %s", exact(value))
			}
			*list = append(*list, text)
		}
	}
	f.Fuzz(func(t *testing.T, a []byte, b string, c bool, d byte, e rune, g float32, h float64, i int, j int8,
		k int16, l int32, m int64, n uint, o uint8, p uint16, q uint32, r uint64) {
		note(&theirs)(t.Name(), a, b, c, d, e, g, h, i, j, k, l, m, n, o, p, q, r)
	})
	b := new(testing.B)
	benchlineFuzz(b, "FuzzCorpus", func(f *benchlineF) {
		f.Fuzz(func(t *benchline, a []byte, b string, c bool, d byte, e rune, g float32, h float64, i int,
			j int8, k int16, l int32, m int64, n uint, o uint8, p uint16, q uint32, r uint64) {
			note(&ours)(t.Name(), a, b, c, d, e, g, h, i, j, k, l, m, n, o, p, q, r)
		})
	})
	if len(ours) != 2 || !reflect.DeepEqual(theirs, ours) {
		f.Errorf("%q\n%q", theirs, ours)
	}
}

// exact shows a value with its type, and tells one NaN from another.
func exact(value interface{}) string {
	switch value := value.(type) {
	case float32:
		return fmt.Sprintf("float32 %x", math.Float32bits(value))
	case float64:
		return fmt.Sprintf("float64 %x", math.Float64bits(value))
	}
	return fmt.Sprintf("%T %#v", value, value)
}

// inDirectory calls f in a directory of its own with these files.
func inDirectory(t *testing.T, files map[string]string, f func()) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0666); err != nil {
			t.Fatal(err)
		}
	}
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(before)
	f()
}

func TestCorpusFiles(t *testing.T) {
	const good = "go test fuzz v1\nstring(\"%s\")\n"
	inDirectory(t, map[string]string{
		"testdata/fuzz/FuzzX/b":        fmt.Sprintf(good, "2"),
		"testdata/fuzz/FuzzX/a":        fmt.Sprintf(good, "1"),
		"testdata/fuzz/FuzzX/folder/c": "no corpus",
		"testdata/fuzz/FuzzY/a":        "go test fuzz v1\nint(1)\n",
		"testdata/fuzz/FuzzZ/a":        "go test fuzz v2\nint(1)\n",
	}, func() {
		for name, want := range map[string]string{
			"FuzzX": "FuzzX/seed#0 0 FuzzX/a 1 FuzzX/b 2",
			"FuzzY": "testdata/fuzz/FuzzY/a: mismatched types in corpus entry: [int], want [string]",
			"FuzzZ": "testdata/fuzz/FuzzZ/a: unknown encoding version: go test fuzz v2",
		} {
			var seen []string
			events := fuzzed(t, name, func(f *benchlineF) {
				f.Add("0")
				f.Fuzz(func(t *benchline, s string) {
					if len(seen) < 6 {
						seen = append(seen, t.Name(), s)
					}
				})
			})
			got := strings.Join(seen, " ")
			if got == "" {
				got = events[len(events)-1].Message
			}
			if got != want {
				t.Errorf("%s: %s", name, got)
			}
		}
	})
}

var decodable = []string{
	`int(-23)`, `int8(-2)`, `int64(2342425)`, `uint(1)`, `uint16(234)`, `uint32(352342)`, `uint64(123)`,
	`rune('œ')`, `byte('K')`, `byte('ÿ')`, `[]byte("hello¿")`, `[]byte("a")`, `bool(true)`, `bool(false)`,
	`string("hello\xbd\xb2=\xbc ⌘")`, `float64(-12.5)`, `float32(2.5)`, `float64(0)`, `float32(-0)`,
	`float32(+Inf)`, `float32(-Inf)`, `float32(NaN)`, `float64(+Inf)`, `float64(-Inf)`, `float64(NaN)`,
	`math.Float64frombits(0x7ff8000000000002)`, `math.Float32frombits(0x7fc00001)`, `int(0x0)`,
	`int32(0x41)`, `int64(0xfffffffff)`, `uint64(0xffffffffffffffff)`, `uint8(0b0000000)`, `byte(0x0)`,
	`byte('\000')`, `byte('\u0000')`, `byte('\'')`, `math.Float64frombits(9221120237041090562)`, `rune(-1)`,
	`rune(0x110000)`, `int(0x7fffffffffffffff)`, `int(1_000)`, `float64(0x1p-2)`, "string(`raw\r`)",
	`string("")`, `rune('"')`, `string("a)b(c")`, `float64(1e400)`, `float32(1e39)`,
}

var undecodable = []string{
	``, `int`, `int()`, `int(`, `(1)`, `int(1`, `string("a"bcad")`, `uint(-32)`, `int8(1234456)`, `int(20*5)`,
	`int(--5)`, `bool(0)`, `byte('aa)`, `byte('☃')`, `byte('Ā')`, `byte(256)`, `int(+5)`, `int('a')`, `uint8('a')`,
	`int(1.5)`, `int("1")`, `string('a')`, `string(a)`, `[]byte('a')`, `[]int(1)`, `float64(Inf)`,
	`float64(-NaN)`, `float64(+5)`, `float64(infinity)`, `float64(5i)`, `complex(1)`, `rune('ab')`, `rune(')`,
	`rune('\"')`, `math.Float64frombits(-1)`, `math.Float32frombits(0x1ffffffff)`, `math.Float16frombits(1)`,
	"string(\"\x00\")", "string(\"\xff\")", "string(\"\uFEFF\")", `string("a", "b")`, `error(nil)`, `int(nil)`,
	`bool(True)`, `float64(0b11)`, `int(08)`, `int(_1)`, `float64()`, `byte()`, `float64(-)`,
}

// mutations are lines like the decodable ones, and nearly so.
func mutations(count int) (lines []string) {
	random := rand.New(rand.NewSource(1))
	const pieces = "()'\"`\\+-.0123456789abfexXuintNaIr[]s \t_,*/\x00\xff"
	for len(lines) < count {
		line := []byte(decodable[random.Intn(len(decodable))])
		for n := random.Intn(3) + 1; n > 0 && len(line) > 0; n-- {
			at, piece := random.Intn(len(line)), pieces[random.Intn(len(pieces))]
			switch random.Intn(3) {
			case 0:
				line[at] = piece
			case 1:
				line = append(line[:at], line[at+1:]...)
			case 2:
				line = append(line[:at], append([]byte{piece}, line[at:]...)...)
			}
		}
		lines = append(lines, string(line))
	}
	return lines
}

// What the testing package decodes with is among Go's sources, but cannot be imported.
const decoder = `package main

import (
	"encoding/json"
	"math"
	"os"
)

func main() {
	var texts [][]byte
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	shown := []string{}
	for _, text := range texts {
		values, err := unmarshalCorpusFile(text)
		line := ""
		for _, value := range values {
			line += exact(value) + ";"
		}
		if err != nil {
			line = "error"
		}
		shown = append(shown, line)
	}
	json.NewEncoder(os.Stdout).Encode(shown)
}

func exact(value interface{}) string {
	switch value := value.(type) {
	case float32:
		return fmt.Sprintf("float32 %x", math.Float32bits(value))
	case float64:
		return fmt.Sprintf("float64 %x", math.Float64bits(value))
	}
	return fmt.Sprintf("%T %#v", value, value)
}
`

// decodeAsGo decodes each text with the Go installation's own decoder.
func decodeAsGo(t *testing.T, texts []string) (shown []string) {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "src/internal/fuzz/encoding.go"))
	if err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	main := strings.Replace(decoder, "import (", "import (\n\t\"fmt\"", 1)
	for name, text := range map[string]string{
		"go.mod":      "module decoder\n\ngo 1.18\n",
		"main.go":     main,
		"encoding.go": strings.Replace(string(source), "package fuzz", "package main", 1),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0666); err != nil {
			t.Fatal(err)
		}
	}
	asked := make([][]byte, len(texts))
	for i, text := range texts {
		asked[i] = []byte(text)
	}
	input, err := json.Marshal(asked)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(filepath.Join(runtime.GOROOT(), "bin/go"), "run", ".")
	run.Dir, run.Stdin = dir, bytes.NewReader(input)
	var message bytes.Buffer
	run.Stderr = &message
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, message.String())
	}
	if err := json.Unmarshal(out, &shown); err != nil {
		t.Fatal(err)
	}
	return shown
}

func decodeHere(text string) string {
	values, err := benchlineDecode(text)
	if err != nil {
		return "error"
	}
	line := ""
	for _, value := range values {
		line += exact(value) + ";"
	}
	return line
}

// Whatever is taken is what the testing package takes, and means the same; what the go command writes is
// taken. Blanks, comments and commas that it never writes need not be.
func TestDecodeAsTheTestingPackageDoes(t *testing.T) {
	var texts []string
	for _, line := range append(append(mutations(20000), undecodable...), decodable...) {
		texts = append(texts, "go test fuzz v1\n"+line)
	}
	texts = append(texts, "", "go test fuzz v1", "go test fuzz v1\n", "int(1)", "go test fuzz v1\r\nint(0)\r\n",
		"go test fuzz v1\nint(1)\n\n  bool(true) \n", "go test fuzz v1 \nint(1)", "\ngo test fuzz v1\nint(1)")
	theirs := decodeAsGo(t, texts)
	taken := 0
	for i, text := range texts {
		ours := decodeHere(text)
		if ours == theirs[i] {
			if ours != "error" {
				taken++
			}
			continue
		}
		if ours != "error" || i >= 20000 {
			t.Errorf("%q is %s, want %s", text, ours, theirs[i])
		} else if !strings.ContainsAny(text[len("go test fuzz v1\n"):], " \t,/*") {
			t.Errorf("%q is refused, want %s", text, theirs[i])
		}
	}
	if taken < 1000 {
		t.Errorf("only %d texts are no errors", taken)
	}
}
