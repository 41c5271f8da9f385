// Benchmath_oracle compares benchline's statistics with those of golang.org/x/perf/benchmath, which is
// what benchstat computes with, on random pairs of samples.
//
//	benchmath_oracle DRIVER SEED PAIRS
//
// DRIVER is the program made of stats_driver.c. Figures must agree within 1e-9 of their size, warnings
// and texts exactly. It prints what differs, ten lines at most, and exits 1, or prints what was
// compared.
//
// In two places benchmath is not taken for right, and each is counted:
//
// The exact test of samples of unequal size with ties. U is not distributed symmetrically there, and
// go-moremath's test doubles one tail as if it were, which can give a p above 1, and another one when
// the samples change places. There p is compared with both tails of go-moremath's own distribution.
//
// The median's interval of 21 to 30 values. Of two intervals of equal confidence go-moremath means to
// take the lower one, but computes the two with different rounding and takes either. There the mirrored
// interval is right too.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"sort"
	"strconv"
	"strings"

	"github.com/aclements/go-moremath/stats"
	"golang.org/x/perf/benchmath"
)

type pair struct {
	confidence, alpha, q float64
	a, b                 []float64
}

// ---- random samples ------------------------------------------------------------------------------

func pick(r *rand.Rand, from ...float64) float64 {
	return from[r.Intn(len(from))]
}

// kinds make one value each; those of one pair are of one kind, the second sample perhaps moved.
var kinds = []func(r *rand.Rand) float64{
	func(r *rand.Rand) float64 { return 1000 + 20*r.NormFloat64() },
	func(r *rand.Rand) float64 { return math.Exp(5 + 2*r.NormFloat64()) },
	func(r *rand.Rand) float64 { return float64(r.Intn(3)) },
	func(r *rand.Rand) float64 { return float64(r.Intn(12)) },
	func(r *rand.Rand) float64 { return float64(100 + r.Intn(40)) },
	func(r *rand.Rand) float64 { return 16 },
	func(r *rand.Rand) float64 { return 0 },
	func(r *rand.Rand) float64 { return r.NormFloat64() },
	func(r *rand.Rand) float64 { return math.Round(10*r.NormFloat64()) / 10 },
	func(r *rand.Rand) float64 { return 1e12 * r.Float64() },
	func(r *rand.Rand) float64 { return 1e-12 * r.Float64() },
}

func size(r *rand.Rand) int {
	switch r.Intn(6) {
	case 0:
		return 1 + r.Intn(4)
	case 1:
		return 20 + r.Intn(15)
	case 2:
		return 1 + r.Intn(60)
	}
	return 4 + r.Intn(9)
}

func generate(r *rand.Rand) pair {
	p := pair{
		confidence: pick(r, 0, 0.5, 0.9, 0.95, 0.95, 0.99, 0.999, 1),
		alpha:      pick(r, 0.17, 0.05, 0.05, 0.01, 0.001),
		q:          r.Float64(),
	}
	n1, n2 := size(r), size(r)
	if r.Intn(2) == 0 {
		n2 = n1
	}
	kind, moved, times := kinds[r.Intn(len(kinds))], pick(r, 0, 0, 1, 5), pick(r, 1, 1, 1.05)
	for i := 0; i < n1; i++ {
		p.a = append(p.a, kind(r))
	}
	for i := 0; i < n2; i++ {
		p.b = append(p.b, kind(r)*times+moved)
	}
	return p
}

// ---- benchline's figures -------------------------------------------------------------------------

type figures map[string]string

func (f figures) number(name string) float64 {
	x, err := strconv.ParseFloat(f[name], 64)
	if err != nil {
		panic(name + ": " + err.Error())
	}
	return x
}

func (p *pair) line() string {
	var line strings.Builder
	fmt.Fprintf(&line, "%x %x %x", p.confidence, p.alpha, p.q)
	for _, sample := range [][]float64{p.a, p.b} {
		fmt.Fprintf(&line, " %d", len(sample))
		for _, x := range sample {
			fmt.Fprintf(&line, " %x", x)
		}
	}
	return line.String() + "\n"
}

func ask(driver string, pairs []pair) ([]figures, error) {
	var in, out bytes.Buffer
	for i := range pairs {
		in.WriteString(pairs[i].line())
	}
	cmd := exec.Command(driver)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	var all []figures
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := figures{}
		for _, word := range strings.Fields(lines.Text()) {
			name, figure, _ := strings.Cut(word, "=")
			f[name] = figure
		}
		all = append(all, f)
	}
	if len(all) != len(pairs) {
		return nil, fmt.Errorf("%d answers to %d pairs", len(all), len(pairs))
	}
	return all, nil
}

// ---- comparing -----------------------------------------------------------------------------------

type judge struct {
	compared, differ                    int
	unsymmetric, aboveOne, otherVerdict int
	mirrored                            int
	pair                                *pair
}

func (j *judge) say(name string, ours, theirs any) {
	j.differ++
	if j.differ <= 10 {
		fmt.Printf("%s: benchline %v, benchmath %v, of %v\n", name, ours, theirs, *j.pair)
	}
}

// near compares within 1e-9 of the size of what the figure was made of.
func (j *judge) near(name string, ours, theirs, scale float64) {
	j.compared++
	if ours == theirs || math.IsNaN(ours) && math.IsNaN(theirs) {
		return
	}
	if !(math.Abs(ours-theirs) <= 1e-9*math.Max(scale, math.Max(math.Abs(ours), math.Abs(theirs)))) {
		j.say(name, ours, theirs)
	}
}

func (j *judge) same(name, ours, theirs string) {
	j.compared++
	if ours != theirs {
		j.say(name, ours, theirs)
	}
}

const ( // StatsWarning
	fewForInterval = 4
	notExact       = 8
	fewForTest     = 16
	allEqual       = 32
)

func need(ours float64, limit float64, over int, what string, level float64) string {
	if ours == 0 || ours > limit {
		return fmt.Sprintf("need > %d samples %s level %v", over, what, level)
	}
	return fmt.Sprintf("need >= %v samples %s level %v", ours, what, level)
}

// texts gives benchline's warnings in benchmath's words.
func texts(f figures, set int, p *pair, s *benchmath.Sample) string {
	var all []string
	if set&fewForInterval != 0 {
		all = append(all, need(f.number("need.interval"), 50, 50, "for confidence interval at", p.confidence))
	}
	if set&notExact != 0 {
		all = append(all, fmt.Sprintf("exact distribution expected, but values range from %v to %v",
			s.Values[0], s.Values[len(s.Values)-1]))
	}
	if set&fewForTest != 0 {
		all = append(all, need(f.number("need.test"), 9, 10, "to detect a difference at alpha", p.alpha))
	}
	if set&allEqual != 0 {
		all = append(all, "all samples are equal")
	}
	return fmt.Sprint(all)
}

func spread(percent float64) string {
	switch {
	case math.IsInf(percent, 0):
		return "∞"
	case math.IsNaN(percent):
		return "?"
	}
	return fmt.Sprintf("%.0f%%", percent)
}

func largest(xs []float64) float64 {
	m := 0.0
	for _, x := range xs {
		m = math.Max(m, math.Abs(x))
	}
	return m
}

// sameDelta compares what FormatDelta printed: a number may differ in its last place.
func (j *judge) sameDelta(name, ours, theirs string) {
	x, err1 := strconv.ParseFloat(strings.TrimSuffix(ours, "%"), 64)
	y, err2 := strconv.ParseFloat(strings.TrimSuffix(theirs, "%"), 64)
	if err1 == nil && err2 == nil && math.Abs(x-y) < 0.0101+1e-9*math.Abs(y) {
		j.compared++
		return
	}
	j.same(name, ours, theirs)
}

// mirror gives the interval on the other side where go-moremath may have taken either.
func (j *judge) mirror(f figures, s *benchmath.Sample, theirs *benchmath.Summary) {
	n := len(s.Values)
	ci := stats.QuantileCI(n, 0.5, j.pair.confidence)
	if n <= 20 || n > 30 || f.number("nothing.lo") == theirs.Lo && f.number("nothing.hi") == theirs.Hi {
		return
	}
	j.mirrored++
	ci.LoOrder, ci.HiOrder = n+1-ci.HiOrder, n+1-ci.LoOrder
	_, theirs.Lo, theirs.Hi = ci.SampleCI(stats.Sample{Xs: s.Values, Sorted: true})
}

func (j *judge) estimate(group string, f figures, s *benchmath.Sample, theirs benchmath.Summary) {
	scale := largest(s.Values)
	j.near(group+".center", f.number(group+".center"), theirs.Center, scale)
	j.near(group+".lo", f.number(group+".lo"), theirs.Lo, scale)
	j.near(group+".hi", f.number(group+".hi"), theirs.Hi, scale)
	j.near(group+".confidence", f.number(group+".confidence"), theirs.Confidence, 0)
	j.same(group+".spread", spread(f.number(group+".spread")), theirs.PctRangeString())
	j.same(group+".warnings", texts(f, int(f.number(group+".warnings")), j.pair, s), fmt.Sprint(theirs.Warnings))
}

func (j *judge) sample(f figures, xs []float64) {
	scale := largest(xs)
	s := stats.Sample{Xs: xs, Sorted: true}
	mean, lo, hi := s.MeanCI(j.pair.confidence)
	j.near("sample.mean", f.number("sample.mean"), mean, scale)
	j.near("sample.lo", f.number("sample.lo"), lo, scale)
	j.near("sample.hi", f.number("sample.hi"), hi, scale)
	if len(xs) > 1 { // of one value benchline knows no deviation
		j.near("sample.sd", f.number("sample.sd"), s.StdDev(), scale)
	}
	j.near("sample.quantile", f.number("sample.quantile"), s.Quantile(j.pair.q), scale)
	j.near("sample.geomean", f.number("sample.geomean"), s.GeoMean(), 0)
}

// ---- the exact test ------------------------------------------------------------------------------

// ties are how often each value occurs in both samples together, in ascending order.
func ties(a, b []float64) []int {
	all := append(append([]float64(nil), a...), b...)
	sort.Float64s(all)
	var t []int
	for i := range all {
		if i == 0 || all[i] != all[i-1] {
			t = append(t, 0)
		}
		t[len(t)-1]++
	}
	return t
}

func symmetric(t []int) bool {
	for i := range t {
		if t[i] != t[len(t)-1-i] {
			return false
		}
	}
	return true
}

// p is what the test should say: benchmath's, unless that doubled a tail of what is not symmetric.
func (j *judge) p(a, b []float64, theirs float64) float64 {
	t := ties(a, b)
	tied, n1, n2 := len(t) < len(a)+len(b), len(a), len(b)
	if !tied || n1 == n2 || symmetric(t) || n1 > stats.MannWhitneyTiesExactLimit || n2 > stats.MannWhitneyTiesExactLimit {
		return theirs
	}
	test, err := stats.MannWhitneyUTest(a, b, stats.LocationDiffers)
	if err != nil {
		return theirs
	}
	j.unsymmetric++
	if theirs > 1 {
		j.aboveOne++
	}
	low := math.Min(test.U, float64(n1*n2)-test.U)
	high := float64(n1*n2) - low
	if low == high {
		return 1
	}
	dist := stats.UDist{N1: n1, N2: n2, T: t}
	return cdf(dist, low) + 1 - cdf(dist, high-0.5)
}

// cdf is dist.CDF(u), which is wrong where u is below the least that ties leave possible.
func cdf(dist stats.UDist, u float64) float64 {
	least, most := 0.0, 0.0
	left, below := dist.N1, 0
	for _, t := range dist.T { // all of the first sample as low as can be
		taken := min(left, t)
		least += float64(taken) * (float64(below) + float64(t-taken)/2)
		left, below = left-taken, below+t-taken
	}
	left, above := dist.N1, 0
	for i := len(dist.T) - 1; i >= 0; i-- { // and as high
		taken := min(left, dist.T[i])
		above += dist.T[i] - taken
		most += float64(taken) * (float64(dist.N2-above) + float64(dist.T[i]-taken)/2)
		left -= taken
	}
	switch {
	case u < least:
		return 0
	case u >= most:
		return 1
	}
	return dist.CDF(u)
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func (j *judge) judge(f figures) {
	p := j.pair
	thresholds := benchmath.DefaultThresholds
	thresholds.CompareAlpha = p.alpha
	a, b := benchmath.NewSample(p.a, &thresholds), benchmath.NewSample(p.b, &thresholds)
	j.sample(f, a.Values)

	before, after := benchmath.AssumeNothing.Summary(a, p.confidence), benchmath.AssumeNothing.Summary(b, p.confidence)
	summary := before
	j.mirror(f, a, &summary)
	j.estimate("nothing", f, a, summary)
	compared := benchmath.AssumeNothing.Compare(a, b)
	theirs := j.p(p.a, p.b, compared.P)
	scale := 1e-5
	if theirs != compared.P {
		scale = 1e-3 // the difference of two numbers near 1
	}
	j.near("nothing.p", f.number("nothing.p"), theirs, scale)
	verdict, another := theirs <= p.alpha, compared.P <= p.alpha
	if verdict != another {
		j.otherVerdict++
	} else if theirs == compared.P || math.Abs(theirs-p.alpha) > 1e-9 {
		j.sameDelta("nothing.delta", f["nothing.delta"], compared.FormatDelta(before.Center, after.Center))
		j.same("nothing.compared", texts(f, int(f.number("nothing.compared")), p, a), fmt.Sprint(compared.Warnings))
	}

	before, after = benchmath.AssumeExact.Summary(a, p.confidence), benchmath.AssumeExact.Summary(b, p.confidence)
	j.estimate("exact", f, a, before)
	compared = benchmath.AssumeExact.Compare(a, b)
	j.near("exact.p", f.number("exact.p"), compared.P, 0)
	j.sameDelta("exact.delta", f["exact.delta"], compared.FormatDelta(before.Center, after.Center))
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: benchmath_oracle DRIVER SEED PAIRS")
		os.Exit(2)
	}
	seed, err1 := strconv.ParseInt(os.Args[2], 10, 64)
	count, err2 := strconv.Atoi(os.Args[3])
	if err1 != nil || err2 != nil {
		fmt.Fprintln(os.Stderr, "benchmath_oracle: SEED and PAIRS are whole numbers")
		os.Exit(2)
	}
	r := rand.New(rand.NewSource(seed))
	pairs := make([]pair, count)
	for i := range pairs {
		pairs[i] = generate(r)
	}
	answers, err := ask(os.Args[1], pairs)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	var j judge
	for i := range pairs {
		j.pair = &pairs[i]
		j.judge(answers[i])
	}
	if j.differ > 0 {
		fmt.Printf("%d of %d figures of %d pairs differ\n", j.differ, j.compared, count)
		os.Exit(1)
	}
	fmt.Printf("%d figures of %d pairs; of %d unsymmetric exact tests benchmath has %d with a p above 1, %d with another verdict; %d mirrored intervals\n",
		j.compared, count, j.unsymmetric, j.aboveOne, j.otherVerdict, j.mirrored)
}
