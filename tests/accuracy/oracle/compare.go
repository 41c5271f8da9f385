package main

import "strings"

// A verdict is what the oracle says a test allocates, when it agrees with itself.
type verdict struct {
	class                     string // plain or share, or "" without figures
	allocs, bytes             int
	sureOfAllocs, sureOfBytes bool
	methodsDiffer             bool // each agrees with itself, but not with the others
}

const (
	classPlain = "plain"
	classShare = "share"
)

// judge compares the repeats, and of plain tests the three ways to count too.
func (f *finding) judge(repeats int) verdict {
	if f == nil || len(f.whole) < repeats {
		return verdict{}
	}
	v := verdict{class: classShare, allocs: f.whole[0].allocs, bytes: f.whole[0].bytes,
		sureOfAllocs: true, sureOfBytes: true}
	for _, w := range f.whole {
		v.sureOfAllocs = v.sureOfAllocs && w.allocs == v.allocs
		v.sureOfBytes = v.sureOfBytes && w.bytes == v.bytes
	}
	if len(f.plain) < repeats {
		v.sureOfBytes = v.sureOfBytes && v.sureOfAllocs
		return v
	}
	v.class, v.bytes, v.sureOfBytes = classPlain, f.plain[0].bytes, true
	first, same := f.plain[0], true
	for _, p := range f.plain {
		same = same && p.perRun == first.perRun && p.allocs == first.allocs
		v.sureOfBytes = v.sureOfBytes && p.bytes == v.bytes
	}
	v.methodsDiffer = v.sureOfAllocs && same && (first.perRun != v.allocs || first.allocs != v.allocs)
	v.sureOfAllocs = v.sureOfAllocs && same && !v.methodsDiffer
	v.sureOfBytes = v.sureOfBytes && v.sureOfAllocs
	v.allocs = first.perRun
	return v
}

// agreement counts the tests that an engine and the oracle measured.
type agreement struct {
	Both, SureOfAllocs, SameAllocs, SureOfBytes, NearBytes, SameBytes int
}

// near is how far bytes may be apart: one block of tiny objects.
const near = 16

func (a *agreement) add(v verdict, r *row) {
	a.Both++
	if v.sureOfAllocs {
		a.SureOfAllocs++
		if int(r.AllocsPerOp) == v.allocs {
			a.SameAllocs++
		}
	}
	if v.sureOfBytes {
		a.SureOfBytes++
		if apart := int(r.BytesPerOp) - v.bytes; apart == 0 {
			a.SameBytes++
			a.NearBytes++
		} else if -near <= apart && apart <= near {
			a.NearBytes++
		}
	}
}

func (a *agreement) addAll(b agreement) {
	a.Both += b.Both
	a.SureOfAllocs += b.SureOfAllocs
	a.SameAllocs += b.SameAllocs
	a.SureOfBytes += b.SureOfBytes
	a.NearBytes += b.NearBytes
	a.SameBytes += b.SameBytes
}

// A difference is a test of which an engine says otherwise than the oracle.
type difference struct {
	Project            string
	key                testKey
	Engine, Cause      string
	Allocs, Bytes      int // the engine's
	RightAllocs        int // the oracle's
	RightBytes         int
	AllocsDiffer, Sure bool
}

func (d difference) Package() string { return d.key.importPath }
func (d difference) Test() string    { return d.key.name }

// difference is nil where they agree, or where the oracle does not agree with itself.
func (p *project) difference(key testKey, v verdict, r *row, engine string) *difference {
	allocs, bytes := int(r.AllocsPerOp), int(r.BytesPerOp)
	allocsDiffer := v.sureOfAllocs && allocs != v.allocs
	bytesDiffer := v.sureOfBytes && (bytes-v.bytes > near || v.bytes-bytes > near)
	if !allocsDiffer && !bytesDiffer {
		return nil
	}
	return &difference{Project: p.Name, key: key, Engine: engine, Cause: p.cause(key, v, r, engine), Allocs: allocs, Bytes: bytes,
		RightAllocs: v.allocs, RightBytes: v.bytes, AllocsDiffer: allocsDiffer}
}

// cause is what is known about why they differ, the surest first.
func (p *project) cause(key testKey, v verdict, r *row, engine string) string {
	f := p.findings[key]
	w := f.whole[0]
	switch {
	case r.Conversion == "original":
		return "called as it is, with a genuine `*testing.T`: what package testing allocates counts"
	case w.bubbleAllocs > 0:
		return "runs in a bubble of `testing/synctest`, whose T package testing makes"
	case r.Noisy:
		return "marked noisy: its iterations differ"
	case engine == engineHarness && !p.repeats(key):
		return "three runs of benchline differ"
	case 2*w.agree < w.iterations:
		return "most iterations of the oracle allocate more than the smallest"
	}
	for _, use := range []string{"TempDir", "Chdir", "Setenv", "ArtifactDir", "Context", "Parallel", "Benchmark", "Name"} {
		if strings.Contains(w.uses, ","+use+",") {
			return "uses `" + use + "` of package testing"
		}
	}
	return "not found"
}

// repeats reports whether all runs of benchline say the same of a test.
func (p *project) repeats(key testKey) bool {
	first := p.runs[0][key]
	for _, run := range p.runs {
		if !run[key].measured() || run[key].AllocsPerOp != first.AllocsPerOp || run[key].BytesPerOp != first.BytesPerOp {
			return false
		}
	}
	return true
}
