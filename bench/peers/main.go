// Command peers runs Go's own scanner, parser and formatter as contenders, by the protocol of
// ../contender.h: file names on standard input, `peers WORK`, one line of key=value pairs. One
// thread: GOMAXPROCS is 1. The clock is the processor's, so the garbage collector's work is on it; how
// often it works is the caller's choice, by GOGC.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"
)

const (
	warmUpTime = 500 * time.Millisecond
	sampleTime = time.Second
)

type source struct {
	path string
	text []byte
}

// A tally is what one pass over the files came to.
type tally struct {
	items, refused int
}

// A work is done on each file; one that holds leaves what it makes in memory, and is done once.
type work struct {
	one   func(source, *tally)
	holds bool
}

var works = map[string]work{
	"lex":         {lex, false},
	"tree":        {parseTree, false},
	"scopes":      {parseAndResolve, false},
	"inject":      {inject, false},
	"format":      {formatSource, false},
	"hold-tree":   {holdTree, true},
	"hold-scopes": {holdScopes, true},
}

func load() ([]source, error) {
	var sources []source
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		text, err := os.ReadFile(names.Text())
		if err != nil {
			return nil, err
		}
		sources = append(sources, source{names.Text(), text})
	}
	return sources, names.Err()
}

// processorTime is how long the process ran, in the kernel too.
func processorTime() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func warmUp(sources []source, w work) {
	var ignored tally
	end := processorTime() + warmUpTime
	for i := 0; len(sources) > 0 && processorTime() < end; i = (i + 1) % len(sources) {
		w.one(sources[i], &ignored)
	}
}

// sample returns the mean time of a pass, by the processor's clock and on the wall, and what a pass
// came to.
func sample(sources []source, w work) (elapsed, wall time.Duration, t tally) {
	start, wallStart := processorTime(), time.Now()
	for passes := time.Duration(1); ; passes++ {
		t = tally{}
		for _, s := range sources {
			w.one(s, &t)
		}
		if elapsed = processorTime() - start; w.holds || elapsed >= sampleTime {
			return elapsed / passes, time.Since(wallStart) / passes, t
		}
	}
}

func memory() (stats runtime.MemStats, resident, peak uint64) {
	runtime.ReadMemStats(&stats)
	var size uint64
	if statm, err := os.ReadFile("/proc/self/statm"); err == nil {
		fmt.Sscan(string(statm), &size, &resident)
	}
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return stats, resident * uint64(os.Getpagesize()), uint64(usage.Maxrss) * 1024
}

func contest(name string, w work, sources []source) {
	bytes := 0
	for _, s := range sources {
		bytes += len(s.text)
	}
	runtime.GC()
	_, loaded, _ := memory()
	if !w.holds {
		warmUp(sources, w)
		runtime.GC()
	}
	before, _, _ := memory()
	seconds, wall, t := sample(sources, w)
	_, _, peak := memory()
	runtime.GC()
	after, _, _ := memory()
	runtime.KeepAlive(sources)
	grown := uint64(0)
	if peak > loaded {
		grown = peak - loaded
	}
	fmt.Printf("work=%s files=%d bytes=%d items=%d refused=%d seconds=%.9f wall=%.9f grown=%d held=%d made=%d\n",
		name, len(sources), bytes, t.items, t.refused, seconds.Seconds(), wall.Seconds(), grown,
		int64(after.HeapAlloc)-int64(before.HeapAlloc), after.TotalAlloc-before.TotalAlloc)
}

func main() {
	runtime.GOMAXPROCS(1)
	w, known := work{}, false
	if len(os.Args) == 2 {
		w, known = works[os.Args[1]]
	}
	if !known {
		fmt.Fprintln(os.Stderr, "usage: peers WORK <FILE-NAMES; the works are those of main.go")
		os.Exit(2)
	}
	sources, err := load()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(3)
	}
	contest(os.Args[1], w, sources)
}
