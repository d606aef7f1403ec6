package runtime

import "unsafe"

// MemStats is filled by ReadMemStats. C writes it field by field: the order
// is part of the contract (runtime/memstats.h).
type MemStats struct {
	Alloc, TotalAlloc, Sys, Lookups, Mallocs, Frees uint64

	HeapAlloc, HeapSys, HeapIdle, HeapInuse uint64
	HeapReleased, HeapObjects               uint64

	StackInuse, StackSys                         uint64
	MSpanInuse, MSpanSys, MCacheInuse, MCacheSys uint64
	BuckHashSys, GCSys, OtherSys                 uint64
	NextGC, LastGC, PauseTotalNs                 uint64

	PauseNs  [256]uint64 // Ring; the latest at (NumGC+255)%256.
	PauseEnd [256]uint64

	NumGC, NumForcedGC uint32
	GCCPUFraction      float64
	EnableGC, DebugGC  bool

	BySize [61]struct {
		Size           uint32
		Mallocs, Frees uint64
	}
}

//go:noescape
//go:linkname readMemStats rt_read_mem_stats
func readMemStats(m unsafe.Pointer)

// ReadMemStats fills m with numbers that are exact as of the call.
func ReadMemStats(m *MemStats) { readMemStats(unsafe.Pointer(m)) }

// --- Profiles ---------------------------------------------------------------

// MemProfileRate is how many bytes lie between two samples of the profile;
// no samples are taken here.
var MemProfileRate int = 512 * 1024

type StackRecord struct {
	Stack0 [32]uintptr
}

// Stack gives the part of Stack0 that is used.
func (r *StackRecord) Stack() []uintptr { return used(r.Stack0[:]) }

func used(pcs []uintptr) []uintptr {
	for i, pc := range pcs {
		if pc == 0 {
			return pcs[:i]
		}
	}
	return pcs
}

type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr
}

func (r *MemProfileRecord) InUseBytes() int64   { return r.AllocBytes - r.FreeBytes }
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }
func (r *MemProfileRecord) Stack() []uintptr    { return used(r.Stack0[:]) }

type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }
func BlockProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func MutexProfile(p []BlockProfileRecord) (n int, ok bool)             { return 0, true }
func ThreadCreateProfile(p []StackRecord) (n int, ok bool)             { return 0, true }
func SetBlockProfileRate(rate int)                                     {}
func SetMutexProfileFraction(rate int) int                             { return 0 }
func SetCPUProfileRate(hz int)                                         {}
