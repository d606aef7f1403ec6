// Package debug steers the run-time system from inside of the program.
package debug

import (
	"os"
	"runtime"
	"time"
	_ "unsafe"
)

//go:linkname setGCPercent rt_set_gc_percent
func setGCPercent(percent int) int

//go:linkname setMemoryLimit rt_set_memory_limit
func setMemoryLimit(n int64) int64

//go:linkname freeOSMemory rt_free_os_memory
func freeOSMemory()

//go:linkname setMaxStack rt_set_max_stack
func setMaxStack(n int) int

//go:linkname setMaxThreads rt_set_max_threads
func setMaxThreads(n int) int

//go:noescape
//go:linkname setTraceback rt_set_traceback
func setTraceback(level string)

//go:linkname setPanicOnFault rt_set_panic_on_fault
func setPanicOnFault(on bool) bool

//go:noescape
//go:linkname readGCStats rt_read_gc_stats
func readGCStats(numGC, pauseTotal, lastGC, pauses, ends *int64, max int) int

// SetGCPercent sets by how many percent the heap may grow before the next
// collection; a negative number turns collections off.
func SetGCPercent(percent int) int { return setGCPercent(percent) }

// SetMemoryLimit sets the memory to stay below; a negative one only asks.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

func FreeOSMemory()                     { freeOSMemory() }
func SetMaxStack(bytes int) int         { return setMaxStack(bytes) }
func SetMaxThreads(threads int) int     { return setMaxThreads(threads) }
func SetTraceback(level string)         { setTraceback(level) }
func SetPanicOnFault(enabled bool) bool { return setPanicOnFault(enabled) }

// Stack gives the traceback of the goroutine.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

func PrintStack() { os.Stderr.Write(Stack()) }

// GCStats is filled by ReadGCStats.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration // The latest first.
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

func ReadGCStats(stats *GCStats) {
	var pauses, ends [256]int64
	var total, last int64
	n := readGCStats(&stats.NumGC, &total, &last, &pauses[0], &ends[0],
		len(pauses))
	stats.PauseTotal = time.Duration(total)
	stats.LastGC = time.Unix(0, last)
	stats.Pause = stats.Pause[:0]
	stats.PauseEnd = stats.PauseEnd[:0]
	for i := 0; i < n; i++ {
		stats.Pause = append(stats.Pause, time.Duration(pauses[i]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, ends[i]))
	}
	if q := len(stats.PauseQuantiles); q > 0 {
		quantiles(stats.PauseQuantiles, pauses[:n])
	}
}

// quantiles fills to with minimum, ..., maximum of the pauses.
func quantiles(to []time.Duration, pauses []int64) {
	for i := 1; i < len(pauses); i++ {
		for j := i; j > 0 && pauses[j] < pauses[j-1]; j-- {
			pauses[j], pauses[j-1] = pauses[j-1], pauses[j]
		}
	}
	for i := range to {
		to[i] = 0
		if n := len(pauses); n > 0 {
			k := n - 1
			if len(to) > 1 {
				k = (n - 1) * i / (len(to) - 1)
			}
			to[i] = time.Duration(pauses[k])
		}
	}
}

// Module is a module that the program was built from.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

type BuildSetting struct {
	Key, Value string
}

type BuildInfo struct {
	GoVersion string
	Path      string
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

// ReadBuildInfo finds nothing: programs carry no such record.
func ReadBuildInfo() (info *BuildInfo, ok bool) { return nil, false }
