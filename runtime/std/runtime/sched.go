package runtime

import _ "unsafe"

// Compiler is the name of the compiler that made the program. Programs
// compare it with "gc" to learn whether the usual tool chain's rules hold.
const Compiler = "gc"

const GOOS = "linux"

// Version names the version of the language and library.
func Version() string { return "go1.27" }

// GOROOT has no meaning in a program that carries its library in itself.
func GOROOT() string { return "" }

// Gosched lets other goroutines run.
//
//go:linkname Gosched rt_gosched
func Gosched()

// Goexit runs the deferred calls of the goroutine and ends it.
func Goexit() { goexit() }

//go:linkname goexit rt_goexit
func goexit()

//go:linkname numGoroutine rt_num_goroutine
func numGoroutine() int

func NumGoroutine() int { return numGoroutine() }

//go:linkname gomaxprocs rt_gomaxprocs
func gomaxprocs(n int) int

// GOMAXPROCS sets how many threads run Go code at once if n > 0, and gives
// the former number.
func GOMAXPROCS(n int) int { return gomaxprocs(n) }

func SetDefaultGOMAXPROCS() { gomaxprocs(numCPU()) }

//go:linkname numCPU rt_num_cpu
func numCPU() int

func NumCPU() int { return numCPU() }

func NumCgoCall() int64 { return 0 }

//go:linkname lockOSThread rt_lock_os_thread
func lockOSThread()

//go:linkname unlockOSThread rt_unlock_os_thread
func unlockOSThread()

func LockOSThread()   { lockOSThread() }
func UnlockOSThread() { unlockOSThread() }

//go:linkname breakpoint rt_breakpoint
func breakpoint()

// Breakpoint stops the program in a debugger.
func Breakpoint() { breakpoint() }

// --- Memory -----------------------------------------------------------------

//go:linkname gcNow rt_gc_now
func gcNow()

// GC collects, and returns when that is done.
func GC() { gcNow() }

//go:noescape
//go:linkname keepAlive rt_keep_alive
func keepAlive(x any)

// KeepAlive makes x reachable up to the call.
//
//go:noinline
func KeepAlive(x any) { keepAlive(x) }

// Pinner keeps objects from moving. None does here: it keeps them alive.
type Pinner struct {
	refs []any
}

func (p *Pinner) Pin(pointer any) { p.refs = append(p.refs, pointer) }
func (p *Pinner) Unpin()          { p.refs = nil }
