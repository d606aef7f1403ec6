package runtime

import (
	"internal/abi"
	"unsafe"
)

//go:linkname setFinalizer rt_set_finalizer
func setFinalizer(obj unsafe.Pointer, fn unsafe.Pointer) int

//go:linkname addCleanup rt_add_cleanup
func addCleanup(p unsafe.Pointer, fn func()) int

//go:linkname cleanupStop rt_cleanup_stop
func cleanupStop(id int)

//go:noescape
//go:linkname getitab rt_getitab
func getitab(inter, t *abi.Type) *abi.Itab

const (
	kindFunc      = 19
	kindInterface = 20
	kindPointer   = 22
)

// SetFinalizer has finalizer, a func(*T), called with obj, a *T, after obj
// became unreachable; obj is reachable then until the next collection.
func SetFinalizer(obj any, finalizer any) {
	e := (*abi.Eface)(unsafe.Pointer(&obj))
	if e.Type == nil {
		fatal("runtime.SetFinalizer: first argument is nil")
	}
	if e.Type.Kind != kindPointer {
		fatal("runtime.SetFinalizer: first argument is " + e.Type.String +
			", not pointer")
	}
	if e.Data == nil {
		fatal("nil elem type!")
	}
	var call unsafe.Pointer
	if f := (*abi.Eface)(unsafe.Pointer(&finalizer)); f.Type != nil {
		call = finalizerCall(e.Type, f)
	}
	if (*abi.ElemType)(unsafe.Pointer(e.Type)).Elem.Size == 0 {
		return
	}
	// An object that is not in the heap never dies.
	if setFinalizer(e.Data, call) == 2 {
		fatal("runtime.SetFinalizer: finalizer already set")
	}
}

// finalizerCall gives the func(unsafe.Pointer) that calls f with a pointer of
// type t. A func whose parameter is a pointer is one already.
func finalizerCall(t *abi.Type, f *abi.Eface) unsafe.Pointer {
	if f.Type.Kind != kindFunc {
		fatal("runtime.SetFinalizer: second argument is " + f.Type.String +
			", not a function")
	}
	ft := (*abi.FuncType)(unsafe.Pointer(f.Type))
	if ft.Variadic != 0 {
		fatal("runtime.SetFinalizer: cannot pass " + t.String +
			" to finalizer " + f.Type.String + " because dotdotdot")
	}
	if ft.NIn != 1 {
		fatal("runtime.SetFinalizer: cannot pass " + t.String +
			" to finalizer " + f.Type.String)
	}
	if ft.NOut > 0 {
		fatal("runtime.SetFinalizer: finalizer " + f.Type.String +
			" has results, which is not supported")
	}
	param := *ft.InOut
	switch {
	case param == t || param.Kind == kindPointer &&
		(*abi.ElemType)(unsafe.Pointer(param)).Elem ==
			(*abi.ElemType)(unsafe.Pointer(t)).Elem:
		return f.Data
	case param.Kind == kindInterface:
		if fn := interfaceCall(t, param, f.Data); fn != nil {
			return *(*unsafe.Pointer)(unsafe.Pointer(&fn))
		}
	}
	fatal("runtime.SetFinalizer: cannot pass " + t.String +
		" to finalizer " + f.Type.String)
	return nil
}

func interfaceCall(t, param *abi.Type, fn unsafe.Pointer) func(unsafe.Pointer) {
	if (*abi.InterfaceType)(unsafe.Pointer(param)).NMethods == 0 {
		call := *(*func(any))(unsafe.Pointer(&fn))
		return func(p unsafe.Pointer) {
			v := abi.Eface{Type: t, Data: p}
			call(*(*any)(unsafe.Pointer(&v)))
		}
	}
	tab := getitab(param, t)
	if tab == nil {
		return nil
	}
	call := *(*func(Error))(unsafe.Pointer(&fn))
	return func(p unsafe.Pointer) {
		v := abi.Iface{Tab: tab, Data: p}
		call(*(*Error)(unsafe.Pointer(&v)))
	}
}

// Cleanup names a call that AddCleanup asked for.
type Cleanup struct {
	id int
}

// AddCleanup has cleanup(arg) called some time after ptr became unreachable.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic(plainError("runtime.AddCleanup: ptr is nil"))
	}
	return Cleanup{addCleanup(unsafe.Pointer(ptr), func() { cleanup(arg) })}
}

// Stop prevents the call, if it was not made yet.
func (c Cleanup) Stop() {
	if c.id != 0 {
		cleanupStop(c.id)
	}
}
