// Benchfmt_oracle asks golang.org/x/perf/benchfmt, the reference reader of Go's benchmark format, what
// a log says, and compares that with what benchline extracted.
//
//	benchfmt_oracle LOG JSON
//
// Every result that benchfmt reads must be in the JSON, in order, with the same name, iterations and
// values. The JSON may hold more: benchline also reads results that tests have printed into, and
// lists what failed. It prints what differs and exits 1, or prints how much was compared.
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"

	"golang.org/x/perf/benchfmt"
)

type row struct {
	Name       string
	Procs      *int
	Iterations *int
	Ns         *float64       `json:"ns_per_op"`
	Bytes      *float64       `json:"bytes_per_op"`
	Allocs     *float64       `json:"allocs_per_op"`
	Metrics    map[string]any // numbers, null for NaN, "+Inf", "-Inf"
}

type document struct {
	Projects []struct {
		Packages []struct {
			ImportPath *string `json:"import_path"`
			Benchmarks []row
		}
	}
}

// fullName is the name as package testing printed it, without "Benchmark".
func (r *row) fullName() string {
	name := strings.TrimPrefix(r.Name, "Benchmark")
	if r.Procs != nil && *r.Procs > 1 {
		name += fmt.Sprintf("-%d", *r.Procs)
	}
	return name
}

func field(value *float64) float64 {
	if value == nil {
		return math.NaN()
	}
	return *value
}

// value is the row's measurement of a unit; NaN when it has none.
func (r *row) value(unit string) float64 {
	switch unit {
	case "ns/op":
		return field(r.Ns)
	case "B/op":
		return field(r.Bytes)
	case "allocs/op":
		return field(r.Allocs)
	}
	switch value := r.Metrics[unit].(type) {
	case float64:
		return value
	case string:
		if value == "-Inf" {
			return math.Inf(-1)
		}
		return math.Inf(1)
	}
	return math.NaN()
}

// readRows gives the rows that were measured, by package.
func readRows(path string) (map[string][]row, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc document
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	rows := map[string][]row{}
	for _, project := range doc.Projects {
		for _, pkg := range project.Packages {
			path := ""
			if pkg.ImportPath != nil {
				path = *pkg.ImportPath
			}
			rows[path] = append(rows[path], pkg.Benchmarks...)
		}
	}
	return rows, nil
}

func isField(unit string) bool {
	return unit == "ns/op" || unit == "B/op" || unit == "allocs/op"
}

// compare says how a row differs from a result; "" if it does not.
func compare(r *row, result *benchfmt.Result) string {
	if r.fullName() != string(result.Name) {
		return "name " + r.fullName()
	}
	iterations := 0
	if r.Iterations != nil {
		iterations = *r.Iterations
	}
	if iterations != result.Iters {
		return fmt.Sprintf("%d iterations", iterations)
	}
	first := map[string]float64{}
	for _, value := range result.Values {
		unit, number := value.Unit, value.Value
		if value.OrigUnit != "" {
			unit, number = value.OrigUnit, value.OrigValue
		}
		if _, ok := first[unit]; !ok {
			first[unit] = number
		}
	}
	for unit, want := range first {
		if isField(unit) && (math.IsInf(want, 0) || want < 0) {
			want = math.NaN() // documented: not measured
		}
		got := r.value(unit)
		if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			return fmt.Sprintf("%v %s, not %v", got, unit, want)
		}
	}
	return ""
}

// take finds the next row that agrees with a result and removes it and those before it.
func take(rows map[string][]row, pkg string, result *benchfmt.Result) string {
	best := "no row"
	for i := range rows[pkg] {
		difference := compare(&rows[pkg][i], result)
		if difference == "" {
			rows[pkg] = rows[pkg][i+1:]
			return ""
		}
		if rows[pkg][i].fullName() == string(result.Name) {
			best = difference
		}
	}
	return best
}

func run(log, jsonPath string) error {
	rows, err := readRows(jsonPath)
	if err != nil {
		return err
	}
	file, err := os.Open(log)
	if err != nil {
		return err
	}
	defer file.Close()
	compared, different := 0, 0
	reader := benchfmt.NewReader(file, log)
	for reader.Scan() {
		result, ok := reader.Result().(*benchfmt.Result)
		if !ok || result.Iters < 0 { // documented: no result
			continue
		}
		pkg := result.GetConfig("pkg")
		if _, known := rows[pkg]; !known && pkg == "" && len(rows) == 1 {
			for pkg = range rows { // only its trailer named it, which benchfmt does not read
			}
		}
		compared++
		if difference := take(rows, pkg, result); difference != "" {
			_, line := result.Pos()
			fmt.Printf("%s:%d: %s %s: benchline has %s\n", log, line, pkg, result.Name, difference)
			different++
		}
	}
	if err := reader.Err(); err != nil {
		return err
	}
	if different > 0 {
		return fmt.Errorf("%d of %d results differ", different, compared)
	}
	fmt.Printf("%d results agree\n", compared)
	return nil
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: benchfmt_oracle LOG JSON")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
