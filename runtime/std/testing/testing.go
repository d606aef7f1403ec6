// Package testing runs tests, benchmarks and examples.
//
// Each test runs in a goroutine of its own, so that FailNow can end it. Its
// output is collected, and printed when it ends; with -test.v as it comes.
package testing

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var (
	flagRun, flagBench, flagSkip, flagList *string
	flagVerbose, flagShort, flagMem        *bool
	flagFailFast, flagFullPath             *bool
	flagCount, flagParallel                *int
	flagTimeout                            *time.Duration
	flagShuffle                            *string
	flagCPU                                *string
	flagTime                               = benchTime{d: time.Second}
	initOnce                               sync.Once
)

// Init registers the flags of tests.
func Init() {
	initOnce.Do(func() {
		flagRun = flag.String("test.run", "", "run only tests and examples matching `regexp`")
		flagBench = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
		flagSkip = flag.String("test.skip", "", "do not list or run tests matching `regexp`")
		flagList = flag.String("test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
		flagVerbose = flag.Bool("test.v", false, "verbose: print additional output")
		flagShort = flag.Bool("test.short", false, "run smaller test suite to save time")
		flagMem = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
		flagFailFast = flag.Bool("test.failfast", false, "do not start new tests after the first test failure")
		flagFullPath = flag.Bool("test.fullpath", false, "show full file names in error messages")
		flagCount = flag.Int("test.count", 1, "run tests and benchmarks `n` times")
		flagParallel = flag.Int("test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
		flagTimeout = flag.Duration("test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
		flagShuffle = flag.String("test.shuffle", "off", "randomize the execution order of tests and benchmarks")
		flagCPU = flag.String("test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
		flag.Var(&flagTime, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	})
}

// Short reports whether -test.short is set.
func Short() bool {
	if flagShort == nil {
		panic("testing: Short called before Init")
	}
	if !flag.Parsed() {
		panic("testing: Short called before Parse")
	}
	return *flagShort
}

// Verbose reports whether -test.v is set.
func Verbose() bool {
	if flagVerbose == nil {
		panic("testing: Verbose called before Init")
	}
	return *flagVerbose
}

// Testing reports whether this is a test binary.
func Testing() bool { return flagRun != nil }

// CoverMode gives "": coverage is not measured.
func CoverMode() string { return "" }

func Coverage() float64 { return 0 }

// TB is what T, B and F have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Chdir(dir string)
	Cleanup(func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() interface{ Write(p []byte) (int, error) }
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	private()
}

// common is the state of one test or benchmark.
type common struct {
	lock     sync.Mutex
	output   []byte
	failed   bool
	skipped  bool
	done     bool
	finished bool // It ended by returning, FailNow or SkipNow.
	ran      bool
	helpers  map[string]bool
	cleanups []func()
	name     string
	parent   *common
	level    int // How deep it is indented.
	bench    bool
	start    time.Time
	duration time.Duration
	tempDir  string
	tempN    int
	ctx      context.Context
	cancel   context.CancelFunc
	signal   chan bool // Tells the parent that it ended, or is parallel.
	barrier  chan bool // Closed when parallel subtests may begin.
	sub      []*T      // Parallel subtests.
	parallel bool
	envSet   bool
}

func (c *common) private()     {}
func (c *common) Name() string { return c.name }

func (c *common) Context() context.Context { return c.ctx }

func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

func (c *common) Failed() bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.failed
}

func (c *common) Skipped() bool {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.skipped
}

func (c *common) FailNow() {
	c.Fail()
	c.lock.Lock()
	c.finished = true
	c.lock.Unlock()
	runtime.Goexit()
}

func (c *common) SkipNow() {
	c.lock.Lock()
	c.skipped = true
	c.finished = true
	c.lock.Unlock()
	runtime.Goexit()
}

// Helper marks the caller as one whose lines are not shown.
func (c *common) Helper() {
	var pc [1]uintptr
	if runtime.Callers(2, pc[:]) == 0 {
		return
	}
	f, _ := runtime.CallersFrames(pc[:]).Next()
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.helpers == nil {
		c.helpers = map[string]bool{}
	}
	c.helpers[f.Function] = true
}

// place gives "file.go:12: " of the caller that is no helper.
func (c *common) place(skip int) string {
	var pcs [50]uintptr
	n := runtime.Callers(skip+2, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	var first, f runtime.Frame
	for more := n > 0; more; {
		f, more = frames.Next()
		if first.File == "" {
			first = f
		}
		if !c.isHelper(f.Function) {
			first = f
			break
		}
	}
	file := first.File
	if !*flagFullPath {
		file = file[strings.LastIndexByte(file, '/')+1:]
	}
	if file == "" {
		return "???:1: "
	}
	return file + ":" + strconv.Itoa(first.Line) + ": "
}

func (c *common) isHelper(name string) bool {
	for t := c; t != nil; t = t.parent {
		t.lock.Lock()
		is := t.helpers[name]
		t.lock.Unlock()
		if is {
			return true
		}
	}
	return false
}

// log notes a message of the caller two levels up.
func (c *common) log(text string) {
	text = strings.TrimSuffix(text, "\n")
	text = "    " + c.place(2) + strings.ReplaceAll(text, "\n", "\n        ") + "\n"
	c.emit([]byte(text))
}

// emit adds to the output; a test that is over hands it to its parent.
func (c *common) emit(text []byte) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.done {
		for p := c.parent; p != nil; p = p.parent {
			p.lock.Lock()
			done := p.done
			if !done {
				p.output = append(p.output, text...)
			}
			p.lock.Unlock()
			if !done {
				return
			}
		}
		panic("Log in goroutine after " + c.name + " has completed: " +
			string(text))
	}
	if *flagVerbose && !c.bench {
		chatter(c.name, "", text)
		return
	}
	c.output = append(c.output, text...)
}

// chatty remembers whose line was printed last, with -test.v.
var chatty struct {
	lock sync.Mutex
	name string
}

// chatter prints a line about a test ("=== RUN   "), or from it.
func chatter(name, what string, text []byte) {
	chatty.lock.Lock()
	defer chatty.lock.Unlock()
	if what != "" {
		fmt.Printf("=== %-5s %s\n", what, name)
	} else if chatty.name != name {
		fmt.Printf("=== NAME  %s\n", name)
	}
	chatty.name = name
	os.Stdout.Write(text)
}

type outputWriter struct{ c *common }

func (w outputWriter) Write(p []byte) (int, error) {
	text := strings.TrimSuffix(string(p), "\n")
	w.c.emit([]byte("    " + strings.ReplaceAll(text, "\n", "\n    ") + "\n"))
	return len(p), nil
}

// Output writes to the log without positions.
func (c *common) Output() interface{ Write(p []byte) (int, error) } {
	return outputWriter{c}
}

// Attr notes a property of the test.
func (c *common) Attr(key, value string) {
	if *flagVerbose {
		fmt.Printf("=== ATTR  %s %s %s\n", c.name, key, value)
	}
}

func (c *common) Log(args ...any)                 { c.log(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Cleanup has f called when the test and its subtests are over.
func (c *common) Cleanup(f func()) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.cleanups = append(c.cleanups, f)
}

func (c *common) runCleanups() {
	if c.cancel != nil {
		c.cancel()
	}
	for {
		c.lock.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.lock.Unlock()
			return
		}
		f := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.lock.Unlock()
		func() {
			defer func() {
				if r := recover(); r != nil {
					c.runCleanups()
					panic(r)
				}
			}()
			f()
		}()
	}
}

// TempDir gives a new folder that is removed in the end.
func (c *common) TempDir() string {
	c.lock.Lock()
	base := c.tempDir
	c.tempN++
	n := c.tempN
	c.lock.Unlock()
	if base == "" {
		name := []byte(c.name)
		for i, b := range name {
			if !('a' <= b|32 && b|32 <= 'z' || '0' <= b && b <= '9' || b == '_') {
				name[i] = '_'
			}
		}
		dir, err := os.MkdirTemp("", string(name)+"*")
		if err != nil {
			c.Fatalf("TempDir: %v", err)
		}
		base = dir
		c.lock.Lock()
		c.tempDir = dir
		c.lock.Unlock()
		c.Cleanup(func() {
			if err := os.RemoveAll(dir); err != nil {
				c.Errorf("TempDir RemoveAll cleanup: %v", err)
			}
		})
	}
	dir := fmt.Sprintf("%s/%03d", base, n)
	if err := os.Mkdir(dir, 0777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// ArtifactDir is a place for files that explain what a test did.
func (c *common) ArtifactDir() string { return c.TempDir() }

func (c *common) Setenv(key, value string) {
	if c.parallel {
		panic("testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel")
	}
	c.envSet = true
	old, had := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if had {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

func (c *common) Chdir(dir string) {
	if c.parallel {
		panic("testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel")
	}
	c.envSet = true
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() {
		if err := os.Chdir(old); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}

// --- T ------------------------------------------------------------------------------

// T is a test under way.
type T struct {
	common
	all *suite
}

// suite is what all tests of a run share.
type suite struct {
	match  *matcher
	names  map[string]int
	lock   sync.Mutex
	slots  chan bool // One for each test that may run in parallel.
	failed atomic.Bool
}

// unique makes the name of a subtest different from those before.
func (s *suite) unique(parent, name string) string {
	full := rewrite(name)
	if parent != "" {
		full = parent + "/" + full
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	n := s.names[full]
	s.names[full] = n + 1
	if n == 0 && !strings.HasSuffix(full, "/") {
		return full
	}
	numbered := fmt.Sprintf("%s#%02d", full, n)
	s.names[numbered]++
	return numbered
}

// rewrite makes a name printable.
func rewrite(s string) string {
	b := []byte{}
	for _, r := range s {
		switch {
		case r == ' ' || '\t' <= r && r <= '\r' || r == 0x85 || r == 0xA0:
			b = append(b, '_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

func newContext(parent context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(parent)
}

// Run runs f as a subtest and reports whether it passed; a parallel one counts
// as passed.
func (t *T) Run(name string, f func(t *T)) bool {
	full := t.all.unique(t.name, name)
	if !t.all.match.wants(full) {
		return true
	}
	s := &T{all: t.all}
	s.name = full
	s.parent = &t.common
	s.level = t.level + 1
	s.signal = make(chan bool, 1)
	s.barrier = make(chan bool)
	s.ctx, s.cancel = newContext(t.ctx)
	if *flagVerbose {
		chatter(full, "RUN", nil)
	}
	t.lock.Lock()
	t.ran = true
	t.lock.Unlock()
	go s.run(f)
	if !<-s.signal {
		runtime.Goexit()
	}
	return !s.Failed()
}

func (t *T) run(f func(t *T)) {
	defer t.end()
	t.start = time.Now()
	f(t)
	t.lock.Lock()
	t.finished = true
	t.lock.Unlock()
}

// end is what follows a test, however it ended.
func (t *T) end() {
	r := recover()
	t.duration += time.Since(t.start)
	if r == nil && !t.finished {
		r = "test executed panic(nil) or runtime.Goexit"
	}
	if r != nil {
		t.Fail()
		t.crash(r)
	}
	if len(t.sub) > 0 {
		t.runParallel()
	}
	t.runCleanups()
	if t.Failed() {
		t.all.failed.Store(true)
	}
	t.report()
	t.lock.Lock()
	t.done = true
	t.lock.Unlock()
	if t.parallel {
		<-t.all.slots
	}
	t.signal <- true
}

// crash prints what is known and lets the panic go on.
func (t *T) crash(r any) {
	t.runCleanups()
	t.report()
	for p := t.parent; p != nil; p = p.parent {
		p.duration = time.Since(p.start)
	}
	panic(r)
}

// runParallel lets the parallel subtests go on, and waits for them.
func (t *T) runParallel() {
	if t.parallel {
		<-t.all.slots
	}
	begin := time.Now()
	close(t.barrier)
	for _, s := range t.sub {
		<-s.signal
	}
	t.duration += time.Since(begin)
	if t.parallel {
		t.all.slots <- true
	}
}

// Parallel lets the test run beside other parallel ones, after the sequential
// ones of its parent.
func (t *T) Parallel() {
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.envSet {
		panic("testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel")
	}
	t.parallel = true
	if t.parent == nil {
		return
	}
	t.duration += time.Since(t.start)
	p := t.parent
	p.lock.Lock()
	p.sub = append(p.sub, t)
	p.lock.Unlock()
	if *flagVerbose {
		chatter(t.name, "PAUSE", nil)
	}
	t.signal <- true
	<-p.barrier
	t.all.slots <- true
	if *flagVerbose {
		chatter(t.name, "CONT", nil)
	}
	t.start = time.Now()
}

// Deadline gives when the run is ended by -test.timeout.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	return limitAt, !limitAt.IsZero()
}

var limitAt time.Time

// report prints the result and hands the output up.
func (t *T) report() {
	if t.parent == nil {
		return
	}
	word := "PASS"
	switch {
	case t.Failed():
		word = "FAIL"
	case t.Skipped():
		word = "SKIP"
	}
	indent := strings.Repeat("    ", t.level-1)
	line := fmt.Sprintf("%s--- %s: %s (%.2fs)\n", indent, word, t.name,
		t.duration.Seconds())
	t.lock.Lock()
	out := string(t.output)
	t.output = nil
	t.lock.Unlock()
	if *flagVerbose {
		if t.level == 1 {
			fmt.Print(line)
		} else {
			t.parent.keep(line)
		}
		// What subtests left follows their parent's line.
		fmt.Print(out)
		return
	}
	if word != "FAIL" {
		return
	}
	text := line + indentLines(out, indent)
	if t.level == 1 {
		fmt.Print(text)
		return
	}
	t.parent.keep(text)
}

func (c *common) keep(text string) {
	c.lock.Lock()
	c.output = append(c.output, text...)
	c.lock.Unlock()
}

// indentLines indents log lines; results of subtests are indented already.
func indentLines(s, indent string) string {
	if indent == "" || s == "" {
		return s
	}
	lines := strings.SplitAfter(s, "\n")
	for i, l := range lines {
		if l != "" && !strings.HasPrefix(strings.TrimLeft(l, " "), "--- ") {
			lines[i] = indent + l
		}
	}
	return strings.Join(lines, "")
}

// --- Running all --------------------------------------------------------------------

// InternalTest is a test by name; the generated main lists them.
type InternalTest struct {
	Name string
	F    func(*T)
}

// InternalExample is an example with the output that is expected.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// testDeps is what a generated main hands over.
type testDeps interface {
	MatchString(pat, str string) (bool, error)
}

// M runs everything; TestMain gets it.
type M struct {
	tests      []InternalTest
	benchmarks []InternalBenchmark
	examples   []InternalExample
}

// MainStart prepares a run.
func MainStart(deps testDeps, tests []InternalTest,
	benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget,
	examples []InternalExample) *M {
	Init()
	for _, f := range fuzzTargets {
		tests = append(tests, InternalTest{f.Name, seedTest(f.Fn)})
	}
	return &M{tests, benchmarks, examples}
}

// Main runs tests, benchmarks and examples, and ends the process.
func Main(matchString func(pat, str string) (bool, error),
	tests []InternalTest, benchmarks []InternalBenchmark,
	examples []InternalExample) {
	os.Exit(MainStart(nil, tests, benchmarks, nil, examples).Run())
}

// Run gives the status for os.Exit.
func (m *M) Run() (code int) {
	if !flag.Parsed() {
		flag.Parse()
	}
	if *flagList != "" {
		m.list()
		return 0
	}
	if *flagTimeout > 0 {
		limitAt = time.Now().Add(*flagTimeout)
		time.AfterFunc(*flagTimeout, func() {
			panic(fmt.Sprintf("test timed out after %v", *flagTimeout))
		})
	}
	ran, ok := m.runTests()
	exampleRan, exampleOK := m.runExamples()
	ok = ok && exampleOK
	if !ran && !exampleRan && *flagBench == "" && *flagRun == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if ok && *flagBench != "" {
		ok = m.runBenchmarks()
	}
	if !ok {
		fmt.Println("FAIL")
		return 1
	}
	fmt.Println("PASS")
	return 0
}

func (m *M) list() {
	want := newMatcher(*flagList, "")
	for _, t := range m.tests {
		if want.wants(t.Name) {
			fmt.Println(t.Name)
		}
	}
	for _, b := range m.benchmarks {
		if want.wants(b.Name) {
			fmt.Println(b.Name)
		}
	}
	for _, e := range m.examples {
		if want.wants(e.Name) {
			fmt.Println(e.Name)
		}
	}
}

func (m *M) runTests() (ran, ok bool) {
	ok = true
	for i := 0; i < *flagCount; i++ {
		s := &suite{match: newMatcher(*flagRun, *flagSkip),
			names: map[string]int{}, slots: make(chan bool, max(*flagParallel, 1))}
		root := &T{all: s}
		root.signal = make(chan bool, 1)
		root.barrier = make(chan bool)
		root.ctx, root.cancel = newContext(context.Background())
		root.start = time.Now()
		go root.run(func(t *T) {
			for _, test := range m.tests {
				if *flagFailFast && s.failed.Load() {
					break
				}
				t.Run(test.Name, test.F)
			}
		})
		<-root.signal
		ran = ran || root.ran
		ok = ok && !root.failed
	}
	return ran, ok
}

// runExamples compares what examples print with what they should.
func (m *M) runExamples() (ran, ok bool) {
	ok = true
	want := newMatcher(*flagRun, *flagSkip)
	for _, e := range m.examples {
		if !want.wants(e.Name) {
			continue
		}
		ran = true
		ok = runExample(e) && ok
	}
	return ran, ok
}

func runExample(e InternalExample) bool {
	if *flagVerbose {
		fmt.Printf("=== RUN   %s\n", e.Name)
	}
	start := time.Now()
	got := strings.TrimSpace(capture(e.F))
	want := strings.TrimSpace(e.Output)
	if e.Unordered {
		got, want = sortedLines(got), sortedLines(want)
	}
	d := time.Since(start).Seconds()
	if got != want {
		fmt.Printf("--- FAIL: %s (%.2fs)\ngot:\n%s\nwant:\n%s\n", e.Name, d, got, want)
		return false
	}
	if *flagVerbose {
		fmt.Printf("--- PASS: %s (%.2fs)\n", e.Name, d)
	}
	return true
}

func sortedLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := 1; i < len(lines); i++ {
		for j := i; j > 0 && lines[j] < lines[j-1]; j-- {
			lines[j], lines[j-1] = lines[j-1], lines[j]
		}
	}
	return strings.Join(lines, "\n")
}

// capture gives what f prints to os.Stdout.
func capture(f func()) string {
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	old := os.Stdout
	os.Stdout = w
	text := make(chan string)
	go func() {
		var b strings.Builder
		buf := make([]byte, 4096)
		for {
			n, err := r.Read(buf)
			b.Write(buf[:n])
			if err != nil {
				text <- b.String()
				return
			}
		}
	}()
	defer func() { os.Stdout = old }()
	func() {
		defer w.Close()
		f()
	}()
	s := <-text
	r.Close()
	return s
}
