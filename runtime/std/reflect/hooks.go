package reflect

import (
	"internal/abi"
	rt "internal/rtype"
	"unsafe"
)

//go:linkname newObject rt_new
func newObject(t *abi.Type) unsafe.Pointer

//go:linkname newArray rt_new_array
func newArray(t *abi.Type, n int) unsafe.Pointer

//go:linkname newNoscan rt_new_noscan
func newNoscan(n int) unsafe.Pointer

//go:linkname memmove rt_memmove
func memmove(to, from unsafe.Pointer, n int64)

//go:noescape
//go:linkname valueEq rt_value_eq
func valueEq(t *abi.Type, a, b unsafe.Pointer) bool

//go:linkname growSlice rt_growslice
func growSlice(out unsafe.Pointer, elem *abi.Type, p unsafe.Pointer, capacity, newLen, oldLen int)

//go:linkname makeMap rt_makemap
func makeMap(t *abi.Type, hint int) unsafe.Pointer

//go:noescape
//go:linkname mapGet rt_map_get
func mapGet(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer

//go:linkname mapSet rt_map_set
func mapSet(t *abi.Type, m, key unsafe.Pointer) unsafe.Pointer

//go:noescape
//go:linkname mapDelete rt_map_delete
func mapDelete(t *abi.Type, m, key unsafe.Pointer)

//go:noescape
//go:linkname mapClear rt_map_clear
func mapClear(t *abi.Type, m unsafe.Pointer)

//go:linkname makeChan rt_makechan
func makeChan(t *abi.Type, size int) unsafe.Pointer

//go:linkname chanSend rt_chan_send
func chanSend(c, p unsafe.Pointer)

//go:linkname chanRecv rt_chan_recv
func chanRecv(c, p unsafe.Pointer) bool

//go:linkname chanTrySend rt_chan_trysend
func chanTrySend(c, p unsafe.Pointer) bool

//go:linkname chanTryRecv rt_chan_tryrecv
func chanTryRecv(c, p unsafe.Pointer) int

//go:linkname chanClose rt_chan_close
func chanClose(c unsafe.Pointer)

//go:linkname chanLen rt_chan_len
func chanLen(c unsafe.Pointer) int

//go:linkname chanCap rt_chan_cap
func chanCap(c unsafe.Pointer) int

//go:linkname selectCase rt_select
func selectCase(cases unsafe.Pointer, n int, hasDefault bool) int

// Package fmt looks into a Value through this.
func init() {
	rt.ReflectValue = (*abi.Eface)(unsafe.Pointer(&sample)).Type
	rt.Reflect = func(p unsafe.Pointer) (rt.Type, unsafe.Pointer, bool) {
		v := (*Value)(p)
		if v.typ == nil {
			return rt.Type{}, nil, false
		}
		return rt.Type{Desc: v.typ}, v.address(), v.flag&flagRO == 0
	}
}

var sample any = Value{}
