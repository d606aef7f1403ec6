// Package atomic has memory operations that are single steps for every other
// goroutine, in one total order.
package atomic

import "unsafe"

//go:noescape
//go:linkname LoadInt32 rt_atomic_load32
func LoadInt32(addr *int32) (val int32)

//go:noescape
//go:linkname LoadInt64 rt_atomic_load64
func LoadInt64(addr *int64) (val int64)

//go:noescape
//go:linkname LoadUint32 rt_atomic_load32
func LoadUint32(addr *uint32) (val uint32)

//go:noescape
//go:linkname LoadUint64 rt_atomic_load64
func LoadUint64(addr *uint64) (val uint64)

//go:noescape
//go:linkname LoadUintptr rt_atomic_load64
func LoadUintptr(addr *uintptr) (val uintptr)

//go:noescape
//go:linkname StoreInt32 rt_atomic_store32
func StoreInt32(addr *int32, val int32)

//go:noescape
//go:linkname StoreInt64 rt_atomic_store64
func StoreInt64(addr *int64, val int64)

//go:noescape
//go:linkname StoreUint32 rt_atomic_store32
func StoreUint32(addr *uint32, val uint32)

//go:noescape
//go:linkname StoreUint64 rt_atomic_store64
func StoreUint64(addr *uint64, val uint64)

//go:noescape
//go:linkname StoreUintptr rt_atomic_store64
func StoreUintptr(addr *uintptr, val uintptr)

//go:noescape
//go:linkname AddInt32 rt_atomic_add32
func AddInt32(addr *int32, delta int32) (new int32)

//go:noescape
//go:linkname AddInt64 rt_atomic_add64
func AddInt64(addr *int64, delta int64) (new int64)

//go:noescape
//go:linkname AddUint32 rt_atomic_add32
func AddUint32(addr *uint32, delta uint32) (new uint32)

//go:noescape
//go:linkname AddUint64 rt_atomic_add64
func AddUint64(addr *uint64, delta uint64) (new uint64)

//go:noescape
//go:linkname AddUintptr rt_atomic_add64
func AddUintptr(addr *uintptr, delta uintptr) (new uintptr)

//go:noescape
//go:linkname SwapInt32 rt_atomic_swap32
func SwapInt32(addr *int32, new int32) (old int32)

//go:noescape
//go:linkname SwapInt64 rt_atomic_swap64
func SwapInt64(addr *int64, new int64) (old int64)

//go:noescape
//go:linkname SwapUint32 rt_atomic_swap32
func SwapUint32(addr *uint32, new uint32) (old uint32)

//go:noescape
//go:linkname SwapUint64 rt_atomic_swap64
func SwapUint64(addr *uint64, new uint64) (old uint64)

//go:noescape
//go:linkname SwapUintptr rt_atomic_swap64
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr)

//go:noescape
//go:linkname CompareAndSwapInt32 rt_atomic_cas32
func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool)

//go:noescape
//go:linkname CompareAndSwapInt64 rt_atomic_cas64
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool)

//go:noescape
//go:linkname CompareAndSwapUint32 rt_atomic_cas32
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool)

//go:noescape
//go:linkname CompareAndSwapUint64 rt_atomic_cas64
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool)

//go:noescape
//go:linkname CompareAndSwapUintptr rt_atomic_cas64
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool)

//go:noescape
//go:linkname AndInt32 rt_atomic_and32
func AndInt32(addr *int32, mask int32) (old int32)

//go:noescape
//go:linkname AndInt64 rt_atomic_and64
func AndInt64(addr *int64, mask int64) (old int64)

//go:noescape
//go:linkname AndUint32 rt_atomic_and32
func AndUint32(addr *uint32, mask uint32) (old uint32)

//go:noescape
//go:linkname AndUint64 rt_atomic_and64
func AndUint64(addr *uint64, mask uint64) (old uint64)

//go:noescape
//go:linkname AndUintptr rt_atomic_and64
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr)

//go:noescape
//go:linkname OrInt32 rt_atomic_or32
func OrInt32(addr *int32, mask int32) (old int32)

//go:noescape
//go:linkname OrInt64 rt_atomic_or64
func OrInt64(addr *int64, mask int64) (old int64)

//go:noescape
//go:linkname OrUint32 rt_atomic_or32
func OrUint32(addr *uint32, mask uint32) (old uint32)

//go:noescape
//go:linkname OrUint64 rt_atomic_or64
func OrUint64(addr *uint64, mask uint64) (old uint64)

//go:noescape
//go:linkname OrUintptr rt_atomic_or64
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr)

//go:noescape
//go:linkname LoadPointer rt_atomic_load_ptr
func LoadPointer(addr *unsafe.Pointer) (val unsafe.Pointer)

//go:linkname StorePointer rt_atomic_store_ptr
func StorePointer(addr *unsafe.Pointer, val unsafe.Pointer)

//go:linkname SwapPointer rt_atomic_swap_ptr
func SwapPointer(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer)

//go:linkname CompareAndSwapPointer rt_atomic_cas_ptr
func CompareAndSwapPointer(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool)
