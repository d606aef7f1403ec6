package testing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// benchTime is the value of -test.benchtime: a duration, or a number of runs.
type benchTime struct {
	d time.Duration
	n int
}

func (f *benchTime) String() string {
	if f.n > 0 {
		return strconv.Itoa(f.n) + "x"
	}
	return f.d.String()
}

func (f *benchTime) Set(s string) error {
	if strings.HasSuffix(s, "x") {
		n, err := strconv.Atoi(s[:len(s)-1])
		if err != nil || n < 0 {
			return errors.New("invalid count")
		}
		*f = benchTime{n: n}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return errors.New("invalid duration")
	}
	*f = benchTime{d: d}
	return nil
}

// InternalBenchmark is a benchmark by name.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B is a benchmark under way.
type B struct {
	common
	N int // How often to do what is measured.

	all       *suite
	f         func(*B)
	timing    bool
	mallocs   uint64 // Of the memory statistics when the timer was started.
	bytes     uint64
	netAllocs uint64
	netBytes  uint64
	setBytes  int64
	report    bool
	loop      int // Runs of the loop left, with b.Loop; 0: not begun.
	looped    int
	workers   int
	extra     map[string]float64
	hasSub    bool
	result    BenchmarkResult
	cpu       int
}

// StartTimer and StopTimer say what is measured.
func (b *B) StartTimer() {
	if b.timing {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.mallocs = m.Mallocs
	b.bytes = m.TotalAlloc
	b.timing = true
	b.start = time.Now()
}

func (b *B) StopTimer() {
	if !b.timing {
		return
	}
	b.duration += time.Since(b.start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.netAllocs += m.Mallocs - b.mallocs
	b.netBytes += m.TotalAlloc - b.bytes
	b.timing = false
}

func (b *B) ResetTimer() {
	b.extra = nil
	if b.timing {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.mallocs = m.Mallocs
		b.bytes = m.TotalAlloc
		b.start = time.Now()
	}
	b.duration = 0
	b.netAllocs = 0
	b.netBytes = 0
}

// SetBytes says how many bytes one run works on.
func (b *B) SetBytes(n int64) { b.setBytes = n }

func (b *B) ReportAllocs() { b.report = true }

// Elapsed gives the time that was measured so far.
func (b *B) Elapsed() time.Duration {
	d := b.duration
	if b.timing {
		d += time.Since(b.start)
	}
	return d
}

// ReportMetric adds a number to the result.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.IndexFunc(unit, func(r rune) bool { return r == ' ' || r == '\t' }) >= 0 {
		panic("metric unit must not contain whitespace")
	}
	if b.extra == nil {
		b.extra = map[string]float64{}
	}
	b.extra[unit] = n
}

// runN calls the benchmark's function once, for n runs.
func (b *B) runN(n int) {
	runtime.GC()
	b.ctx, b.cancel = context.WithCancel(context.Background())
	b.N = n
	b.loop = 0
	b.looped = 0
	b.workers = 1
	b.duration = 0
	b.ResetTimer()
	b.StartTimer()
	b.f(b)
	b.StopTimer()
	b.runCleanups()
	if b.looped > 0 {
		b.N = b.looped
	}
}

// Loop reports whether to go on: `for b.Loop() { ... }` runs as often as the
// time allows, and only the loop is measured.
func (b *B) Loop() bool {
	if b.loop == 0 {
		b.ResetTimer()
		b.loop = 1
		if flagTime.n > 0 {
			b.loop = flagTime.n
		}
		b.looped = 1
		return true
	}
	if b.looped < b.loop {
		b.looped++
		return true
	}
	if d := b.Elapsed(); flagTime.n == 0 && d < flagTime.d && b.loop < 1e9 {
		b.loop = nextN(b.loop, d, flagTime.d)
		b.looped++
		return true
	}
	b.StopTimer()
	return false
}

// nextN predicts how many runs take the goal's time.
func nextN(n int, d, goal time.Duration) int {
	per := int64(d) / int64(n)
	if per == 0 {
		per = 1
	}
	next := int64(goal) / per
	next += next / 5
	next = min(next, 100*int64(n))
	next = max(next, int64(n)+1)
	return int(min(next, 1e9))
}

// launch finds the number of runs and does them.
func (b *B) launch() {
	defer func() {
		r := recover()
		if r != nil {
			fmt.Printf("--- FAIL: %s\n%s", b.name, b.output)
			panic(r)
		}
		b.result = BenchmarkResult{b.N, b.duration, b.setBytes, b.netAllocs,
			b.netBytes, b.extra}
		b.signal <- true
	}()
	if flagTime.n > 0 {
		b.runN(flagTime.n)
		return
	}
	b.runN(1)
	for n := b.N; b.looped == 0 && !b.Failed() && !b.hasSub &&
		b.duration < flagTime.d && n < 1e9; {
		n = nextN(n, b.duration, flagTime.d)
		b.runN(n)
	}
}

func newB(name string, f func(*B)) *B {
	b := &B{f: f}
	b.name = name
	b.bench = true
	b.signal = make(chan bool, 1)
	b.ctx = context.Background()
	return b
}

func (b *B) do() {
	go b.launch()
	<-b.signal
}

// Run runs f as a benchmark of its own.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub = true
	if b.all == nil {
		return true
	}
	full := b.all.unique(b.name, name)
	if !b.all.match.wants(full) {
		return true
	}
	s := newB(full, f)
	s.parent = &b.common
	s.all = b.all
	s.cpu = b.cpu
	s.show()
	return !s.Failed()
}

func benchName(name string, n int) string {
	if n != 1 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// show runs the benchmark and prints its line.
func (b *B) show() {
	name := benchName(b.name, runtime.GOMAXPROCS(0))
	for i := 0; i < *flagCount; i++ {
		b.do()
		switch {
		case b.Failed():
			fmt.Printf("--- FAIL: %s\n%s", name, b.output)
			return
		case b.hasSub:
			return
		case b.Skipped():
			fmt.Printf("--- SKIP: %s\n%s", name, b.output)
			return
		}
		line := fmt.Sprintf("%-*s\t%s", longest, name, b.result.String())
		if *flagMem || b.report {
			line += "\t" + b.result.MemString()
		}
		fmt.Println(line)
		if len(b.output) > 0 {
			fmt.Printf("--- BENCH: %s\n%s", name, b.output)
			b.output = nil
		}
	}
}

var longest int

func (m *M) runBenchmarks() bool {
	s := &suite{match: newMatcher(*flagBench, *flagSkip), names: map[string]int{}}
	for _, b := range m.benchmarks {
		if s.match.wants(b.Name) {
			longest = max(longest, len(benchName(b.Name, runtime.GOMAXPROCS(0))))
		}
	}
	ok := true
	first := true
	for _, test := range m.benchmarks {
		if !s.match.wants(test.Name) {
			continue
		}
		if first {
			fmt.Printf("goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
			first = false
		}
		b := newB(test.Name, test.F)
		b.all = s
		b.show()
		ok = ok && !b.Failed()
	}
	return ok
}

// RunParallel shares the runs among GOMAXPROCS goroutines.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	var taken atomic.Uint64
	n := max(b.workers, 1) * runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for i := 0; i < n; i++ {
		wg.Go(func() {
			body(&PB{taken: &taken, n: uint64(b.N), grain: uint64(max(1, min(b.N/(n*16), 10000)))})
		})
	}
	wg.Wait()
	if taken.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.workers = p
	}
}

// PB hands out the runs of RunParallel.
type PB struct {
	taken *atomic.Uint64
	n     uint64
	grain uint64
	have  uint64
}

func (pb *PB) Next() bool {
	if pb.have == 0 {
		end := pb.taken.Add(pb.grain)
		switch start := end - pb.grain; {
		case end <= pb.n:
			pb.have = pb.grain
		case start < pb.n:
			pb.have = pb.n - start
		default:
			return false
		}
	}
	pb.have--
	return true
}

// BenchmarkResult is what a benchmark measured.
type BenchmarkResult struct {
	N         int
	T         time.Duration
	Bytes     int64
	MemAllocs uint64
	MemBytes  uint64
	Extra     map[string]float64
}

func (r BenchmarkResult) NsPerOp() int64 {
	if v, ok := r.Extra["ns/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

func (r BenchmarkResult) AllocsPerOp() int64 {
	if v, ok := r.Extra["allocs/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemAllocs) / int64(r.N)
}

func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	if v, ok := r.Extra["B/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemBytes) / int64(r.N)
}

// number prints with as many decimals as make sense for the size.
func number(x float64, unit string) string {
	format := "%10.0f %s"
	switch a := math.Abs(x); {
	case x == 0 || a >= 999.95:
	case a >= 99.995:
		format = "%12.1f %s"
	case a >= 9.9995:
		format = "%13.2f %s"
	case a >= 0.99995:
		format = "%14.3f %s"
	case a >= 0.099995:
		format = "%15.4f %s"
	case a >= 0.0099995:
		format = "%16.5f %s"
	case a >= 0.00099995:
		format = "%17.6f %s"
	default:
		format = "%18.7f %s"
	}
	return fmt.Sprintf(format, x, unit)
}

func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteString("\t" + number(ns, "ns/op"))
	}
	if mb := r.mbPerSec(); mb != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mb)
	}
	var units []string
	for u := range r.Extra {
		switch u {
		case "ns/op", "MB/s", "B/op", "allocs/op":
		default:
			units = append(units, u)
		}
	}
	for i := 1; i < len(units); i++ {
		for j := i; j > 0 && units[j] < units[j-1]; j-- {
			units[j], units[j-1] = units[j-1], units[j]
		}
	}
	for _, u := range units {
		b.WriteString("\t" + number(r.Extra[u], u))
	}
	return b.String()
}

func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(),
		r.AllocsPerOp())
}

// Benchmark measures f, outside of a test run.
func Benchmark(f func(b *B)) BenchmarkResult {
	Init()
	b := newB("", f)
	b.do()
	return b.result
}

// AllocsPerRun gives how many objects f allocates, on average.
func AllocsPerRun(runs int, f func()) (avg float64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.Mallocs
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&m)
	return float64((m.Mallocs - before) / uint64(runs))
}
