// Log_peer makes logs of go test -bench, and reads them with golang.org/x/perf/benchfmt, the reference
// reader of Go's benchmark format, which is what bench/log.sh compares benchline extract with.
//
//	log_peer make results|output MEGABYTES    a log on standard output, always the same
//	log_peer read LOG                         how many results and values are in it
//
// `results` is the worst that a log can be: nothing but results, 30 of each benchmark. `output` is
// what large logs are made of: tests that print, with -v, and a result every forty lines.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/perf/benchfmt"
)

// random is a linear congruential generator (Knuth, MMIX), so that a log is the same everywhere.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r>>33) % uint64(n))
}

// counter counts what is written through it.
type counter struct {
	out     *bufio.Writer
	written int
}

func (c *counter) printf(format string, args ...any) {
	n, _ := fmt.Fprintf(c.out, format, args...)
	c.written += n
}

func (c *counter) result(name string, r *random) {
	c.printf("%s-8%s\t%8d\t%10d.%d ns/op\t%8d B/op\t%8d allocs/op\n", name, "   ", 1000+r.below(100000),
		100+r.below(900), r.below(10), 16*r.below(4096), r.below(200))
}

// output is what a test prints: log lines, and now and then a stack or a table.
func (c *counter) output(r *random) {
	switch r.below(4) {
	case 0:
		c.printf("    cart_test.go:%d: item %d of order %d: price %d.%02d\n", r.below(400), r.below(50), r.below(1e6), r.below(1000), r.below(100))
	case 1:
		c.printf("2026/11/22 10:%02d:%02d server: GET /orders/%d took %dms\n", r.below(60), r.below(60), r.below(1e6), r.below(900))
	case 2:
		c.printf("level=debug component=store msg=\"compacted %d segments\" bytes=%d\n", r.below(90), r.below(1e9))
	default:
		c.printf("{\"time\":%d,\"user\":\"u%d\",\"status\":%d}\n", r.below(1e9), r.below(1e5), 200+r.below(300))
	}
}

func (c *counter) benchmark(name string, kind string, r *random) {
	if kind == "results" {
		for i := 0; i < 30; i++ {
			c.result(name, r)
		}
		return
	}
	c.printf("%s\n", name)
	for i := 0; i < 39; i++ {
		c.output(r)
	}
	c.result(name, r)
}

func makeLog(kind string, megabytes int) {
	r := random(1)
	c := &counter{out: bufio.NewWriterSize(os.Stdout, 1<<16)}
	for pkg := 0; c.written < megabytes*1e6; pkg++ {
		path := fmt.Sprintf("example.com/shop/package%d", pkg)
		c.printf("goos: linux\ngoarch: amd64\npkg: %s\ncpu: Example CPU @ 3.00GHz\n", path)
		for i := 0; i < 200; i++ {
			c.benchmark(fmt.Sprintf("BenchmarkOrder%d/size=%d", i/4, i%4), kind, &r)
		}
		c.printf("PASS\nok  \t%s\t%d.%03ds\n", path, r.below(60), r.below(1000))
	}
	c.out.Flush()
}

func readLog(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	results, values := 0, 0
	reader := benchfmt.NewReader(file, path)
	for reader.Scan() {
		if result, ok := reader.Result().(*benchfmt.Result); ok {
			results++
			values += len(result.Values)
		}
	}
	fmt.Println(results, values)
	return reader.Err()
}

func main() {
	fail := func(err error) {
		if err != nil {
			fmt.Fprintln(os.Stderr, "log_peer:", err)
			os.Exit(2)
		}
	}
	switch {
	case len(os.Args) == 4 && os.Args[1] == "make":
		megabytes, err := strconv.Atoi(os.Args[3])
		fail(err)
		makeLog(os.Args[2], megabytes)
	case len(os.Args) == 3 && os.Args[1] == "read":
		fail(readLog(os.Args[2]))
	default:
		io.WriteString(os.Stderr, "usage: log_peer make results|output MEGABYTES | read LOG\n")
		os.Exit(2)
	}
}
