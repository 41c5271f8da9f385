package benchline

import (
	benchlineFmt "fmt"
	benchlineMath "math"
	benchlineOS "os"
	benchlineReflect "reflect"
	benchlineStrconv "strconv"
	benchlineStrings "strings"
	benchlineTesting "testing"
)

// benchlineF stands in for testing.F where a fuzz test is a benchmark. One operation is the whole seed
// corpus, in order, each entry once through the fuzz target: what f.Add was given, then the files in
// testdata/fuzz. All that a fuzz test does before it calls f.Fuzz is done once, off the clock.
//
// The target gets each entry's values in a call that is made ready before: to measure an empty one
// gives 0 B/op and 0 allocs/op. Targets of the usual types are called directly; others through package
// reflect, which takes up to a microsecond a call.
type benchlineF struct {
	*benchline     // what F has in common with T, outside of the target
	benchlineSeeds []*benchlineSeed
	benchlineAsked bool // Fuzz was called
	benchlineBegan bool // and got as far as to the first operation
}

// benchlineSeed is an entry of the seed corpus.
type benchlineSeed struct {
	name   string
	values []interface{}
	call   func(t *benchline) // the target with the values
	data   [][]byte           // those values that a target might write to
	kept   []string           // what they are
}

// benchlineFuzz is the body of every benchmark that is made of a fuzz test.
func benchlineFuzz(b *benchlineTesting.B, name string, test func(f *benchlineF)) {
	t := new(benchline) // without a clock: nothing is measured yet
	t.benchlineTB, t.benchlineB, t.benchlineNamed = b, b, name
	f := &benchlineF{benchline: t}
	if benchlineBegun != nil {
		benchlineBegun(t)
		defer func() {
			if !f.benchlineBegan {
				benchlineLeft(t)
			}
		}()
	}
	t.benchlineIterate(func(*benchline) {
		test(f)
		if !f.benchlineAsked && !f.Failed() {
			f.benchlineRefuse("it returned without calling F.Fuzz, F.Fail, or F.Skip")
		}
	})
}

// benchlineRefuse fails the fuzz test for a reason that has no place in it.
func (f *benchlineF) benchlineRefuse(reason string) {
	if f.benchlineMessage == "" {
		f.benchlineMessage = reason
	}
	f.Fatal(reason)
}

// Add adds an entry to the seed corpus.
func (f *benchlineF) Add(args ...interface{}) {
	for _, arg := range args {
		if !benchlineFuzzable(benchlineReflect.TypeOf(arg)) {
			panic(benchlineFmt.Sprintf("testing: unsupported type to Add %v", benchlineReflect.TypeOf(arg)))
		}
	}
	f.benchlineSeeds = append(f.benchlineSeeds, &benchlineSeed{
		name:   benchlineFmt.Sprintf("seed#%d", len(f.benchlineSeeds)),
		values: append([]interface{}(nil), args...),
	})
}

// Fuzz measures the target with the seed corpus.
func (f *benchlineF) Fuzz(ff interface{}) {
	if f.benchlineAsked {
		panic("testing: F.Fuzz called more than once")
	}
	f.benchlineAsked = true
	if f.Failed() {
		return
	}
	types := f.benchlineTypes(ff)
	for _, seed := range f.benchlineSeeds {
		if err := benchlineFits(seed.values, types); err != nil {
			f.benchlineRefuse(err.Error())
		}
	}
	f.benchlineRead("testdata/fuzz/"+f.Name(), types)
	if len(f.benchlineSeeds) == 0 {
		f.benchlineMessage = "it has no seed corpus"
		f.SkipNow()
	}
	for _, seed := range f.benchlineSeeds {
		seed.prepare(ff)
	}
	f.benchlineBegan = true
	benchlineRun(f.benchlineB, f.Name(), f.benchlineOperation)
	f.benchlineB.StopTimer()
}

// benchlineOperation runs each entry as a subtest, and makes good what a target wrote to that it
// should not have written to.
func (f *benchlineF) benchlineOperation(t *benchline) {
	for _, seed := range f.benchlineSeeds {
		t.Run(seed.name, seed.call)
		for i, data := range seed.data {
			if string(data) != seed.kept[i] {
				copy(data, seed.kept[i])
			}
		}
	}
}

// ---- targets ----

var benchlineFuzzTypes = []interface{}{
	[]byte(""), "", false, byte(0), rune(0), float32(0), float64(0), int(0), int8(0), int16(0), int64(0),
	uint(0), uint16(0), uint32(0), uint64(0),
}

func benchlineFuzzable(t benchlineReflect.Type) bool {
	for _, value := range benchlineFuzzTypes {
		if t == benchlineReflect.TypeOf(value) {
			return true
		}
	}
	return false
}

// benchlineTypes are the types of what a target takes after its t.
func (f *benchlineF) benchlineTypes(target interface{}) (types []benchlineReflect.Type) {
	t := benchlineReflect.TypeOf(target)
	if t == nil || t.Kind() != benchlineReflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if t.NumIn() > 0 && t.In(0) == benchlineReflect.TypeOf((*benchlineTesting.T)(nil)) {
		f.benchlineRefuse("its fuzz target belongs to another package and takes a genuine *testing.T")
	}
	if t.NumIn() < 2 || t.In(0) != benchlineReflect.TypeOf((*benchline)(nil)) {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if t.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	for i := 1; i < t.NumIn(); i++ {
		if !benchlineFuzzable(t.In(i)) || t.IsVariadic() {
			panic(benchlineFmt.Sprintf("testing: unsupported type for fuzzing %v", t.In(i)))
		}
		types = append(types, t.In(i))
	}
	return types
}

// benchlineFits reports what is wrong with an entry's values for a target.
func benchlineFits(values []interface{}, types []benchlineReflect.Type) error {
	if len(values) != len(types) {
		return benchlineFmt.Errorf("wrong number of values in corpus entry: %d, want %d", len(values), len(types))
	}
	got := make([]benchlineReflect.Type, len(values))
	same := true
	for i, value := range values {
		got[i] = benchlineReflect.TypeOf(value)
		same = same && got[i] == types[i]
	}
	if !same {
		return benchlineFmt.Errorf("mismatched types in corpus entry: %v, want %v", got, types)
	}
	return nil
}

func (seed *benchlineSeed) prepare(target interface{}) {
	for _, value := range seed.values {
		if data, ok := value.([]byte); ok {
			seed.data = append(seed.data, data)
			seed.kept = append(seed.kept, string(data))
		}
	}
	seed.call = benchlineDirect(target, seed.values)
	if seed.call == nil {
		seed.call = benchlineReflected(target, seed.values)
	}
}

// benchlineDirect makes a call of a target of one of the usual types; nil for another one.
func benchlineDirect(target interface{}, values []interface{}) func(*benchline) {
	switch target := target.(type) {
	case func(*benchline, []byte):
		a := values[0].([]byte)
		return func(t *benchline) { target(t, a) }
	case func(*benchline, string):
		a := values[0].(string)
		return func(t *benchline) { target(t, a) }
	case func(*benchline, int):
		a := values[0].(int)
		return func(t *benchline) { target(t, a) }
	case func(*benchline, int64):
		a := values[0].(int64)
		return func(t *benchline) { target(t, a) }
	case func(*benchline, uint64):
		a := values[0].(uint64)
		return func(t *benchline) { target(t, a) }
	case func(*benchline, []byte, []byte):
		a, b := values[0].([]byte), values[1].([]byte)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, string, string):
		a, b := values[0].(string), values[1].(string)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, string, []byte):
		a, b := values[0].(string), values[1].([]byte)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, []byte, string):
		a, b := values[0].([]byte), values[1].(string)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, []byte, int):
		a, b := values[0].([]byte), values[1].(int)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, string, int):
		a, b := values[0].(string), values[1].(int)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, int, int):
		a, b := values[0].(int), values[1].(int)
		return func(t *benchline) { target(t, a, b) }
	case func(*benchline, string, string, string):
		a, b, c := values[0].(string), values[1].(string), values[2].(string)
		return func(t *benchline) { target(t, a, b, c) }
	}
	return nil
}

func benchlineReflected(target interface{}, values []interface{}) func(*benchline) {
	function := benchlineReflect.ValueOf(target)
	args := make([]benchlineReflect.Value, 1, 1+len(values))
	for _, value := range values {
		args = append(args, benchlineReflect.ValueOf(value))
	}
	return func(t *benchline) {
		args[0] = benchlineReflect.ValueOf(t)
		function.Call(args)
	}
}

// ---- the corpus on disk ----

func (f *benchlineF) benchlineRead(dir string, types []benchlineReflect.Type) {
	files, err := benchlineOS.ReadDir(dir)
	if err != nil && !benchlineOS.IsNotExist(err) {
		f.benchlineRefuse("reading seed corpus from testdata: " + err.Error())
	}
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		path := dir + "/" + file.Name()
		text, err := benchlineOS.ReadFile(path)
		if err != nil {
			f.benchlineRefuse("failed to read corpus file: " + err.Error())
		}
		values, err := benchlineDecode(string(text))
		if err == nil {
			err = benchlineFits(values, types)
		}
		if err != nil {
			f.benchlineRefuse(path + ": " + err.Error())
		}
		f.benchlineSeeds = append(f.benchlineSeeds, &benchlineSeed{name: file.Name(), values: values})
	}
}

// benchlineDecode reads the format "go test fuzz v1": a line for each value, which is a conversion in
// Go's own syntax, string("x") or math.Float64frombits(0x1).
func benchlineDecode(text string) (values []interface{}, err error) {
	lines := benchlineStrings.Split(text, "\n")
	if len(lines) < 2 {
		return nil, benchlineFmt.Errorf("must include version and at least one value")
	}
	if version := benchlineStrings.TrimSuffix(lines[0], "\r"); version != "go test fuzz v1" {
		return nil, benchlineFmt.Errorf("unknown encoding version: %s", version)
	}
	for _, line := range lines[1:] {
		line = benchlineStrings.TrimSpace(line)
		if line == "" {
			continue
		}
		value, err := benchlineDecodeValue(line)
		if err != nil {
			return nil, benchlineFmt.Errorf("malformed line %q: %v", line, err)
		}
		values = append(values, value)
	}
	return values, nil
}

func benchlineDecodeValue(line string) (interface{}, error) {
	if benchlineStrings.ToValidUTF8(line, "") != line || benchlineStrings.ContainsAny(line, "\x00\uFEFF") {
		return nil, benchlineFmt.Errorf("illegal character")
	}
	open := benchlineStrings.IndexByte(line, '(')
	if open < 0 || line[len(line)-1] != ')' {
		return nil, benchlineFmt.Errorf("expected call expression")
	}
	name := benchlineStrings.TrimSpace(line[:open])
	text := benchlineStrings.TrimSpace(line[open+1 : len(line)-1])
	if text == "" {
		return nil, benchlineFmt.Errorf("expected call expression with 1 argument; got 0")
	}
	switch name {
	case "[]byte":
		value, err := benchlineUnquote(text)
		return []byte(value), err
	case "string":
		return benchlineUnquote(text)
	case "bool":
		if text != "true" && text != "false" {
			return nil, benchlineFmt.Errorf("true or false required for type bool")
		}
		return text == "true", nil
	case "float32", "float64", "math.Float32frombits", "math.Float64frombits":
		return benchlineDecodeFloat(name, text)
	}
	return benchlineDecodeInteger(name, text)
}

func benchlineUnquote(text string) (string, error) {
	if text[0] != '"' && text[0] != '`' {
		return "", benchlineFmt.Errorf("string literal required")
	}
	return benchlineStrconv.Unquote(text)
}

// benchlineIsNumber reports whether a text may be a number of Go's, after a minus or none: strconv
// takes more.
func benchlineIsNumber(text string) bool {
	text = benchlineStrings.TrimPrefix(text, "-")
	return text != "" && (text[0] == '.' || (text[0] >= '0' && text[0] <= '9'))
}

func benchlineDecodeFloat(name, text string) (interface{}, error) {
	if text != "NaN" && text != "+Inf" && text != "-Inf" && !benchlineIsNumber(text) {
		return nil, benchlineFmt.Errorf("literal value required for primitive type")
	}
	switch name {
	case "float32":
		value, err := benchlineStrconv.ParseFloat(text, 32)
		return float32(value), err
	case "math.Float32frombits":
		bits, err := benchlineStrconv.ParseUint(text, 0, 32)
		return benchlineMath.Float32frombits(uint32(bits)), err
	case "math.Float64frombits":
		bits, err := benchlineStrconv.ParseUint(text, 0, 64)
		return benchlineMath.Float64frombits(bits), err
	}
	return benchlineStrconv.ParseFloat(text, 64)
}

func benchlineDecodeInteger(name, text string) (interface{}, error) {
	if text[0] == '\'' && (name == "byte" || name == "rune") {
		return benchlineDecodeRune(name, text)
	}
	if !benchlineIsNumber(text) {
		return nil, benchlineFmt.Errorf("integer literal required for type %s", name)
	}
	bits := map[string]int{
		"int": 64, "int8": 8, "int16": 16, "int32": 32, "rune": 32, "int64": 64,
		"uint": 64, "uint8": 8, "byte": 8, "uint16": 16, "uint32": 32, "uint64": 64,
	}
	if benchlineStrings.HasPrefix(name, "u") || name == "byte" {
		value, err := benchlineStrconv.ParseUint(text, 0, bits[name])
		switch name {
		case "uint":
			return uint(value), err
		case "uint8", "byte":
			return uint8(value), err
		case "uint16":
			return uint16(value), err
		case "uint32":
			return uint32(value), err
		case "uint64":
			return value, err
		}
	}
	value, err := benchlineStrconv.ParseInt(text, 0, bits[name])
	switch name {
	case "int":
		return int(value), err
	case "int8":
		return int8(value), err
	case "int16":
		return int16(value), err
	case "int32", "rune":
		return int32(value), err
	case "int64":
		return value, err
	}
	return nil, benchlineFmt.Errorf("expected []byte or primitive type")
}

func benchlineDecodeRune(name, text string) (interface{}, error) {
	code, _, rest, err := benchlineStrconv.UnquoteChar(text[1:], '\'')
	if err == nil && rest != "'" {
		err = benchlineFmt.Errorf("malformed character literal")
	}
	if name == "rune" {
		return code, err
	}
	if err == nil && code >= 256 {
		err = benchlineFmt.Errorf("can only encode single byte to a byte type")
	}
	return byte(code), err
}
