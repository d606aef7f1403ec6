package runtime

import "unsafe"

// frame is RtFrame of runtime/lib.h.
type frame struct {
	function  string
	file      string
	line      int
	entry     uintptr
	startLine int
}

//go:noescape
//go:linkname callers rt_callers
func callers(skip int, pcs *uintptr, max int) int

//go:noescape
//go:linkname frameOf rt_frame_of
func frameOf(pc uintptr, depth int, isReturn bool, out *frame) bool

//go:noescape
//go:linkname stackText rt_stack_text
func stackText(buf *byte, n int, all bool) int

// Caller describes a call on the goroutine's stack: 0 is the call of Caller.
//
//go:noinline
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var pcs [1]uintptr
	if callers(skip+1, &pcs[0], 1) < 1 {
		return
	}
	var f frame
	if !frameOf(pcs[0], 0, true, &f) {
		return
	}
	return pcs[0] - 1, f.file, f.line, true
}

// Callers fills pc with return addresses: 0 stands for Callers itself, 1 for
// its caller.
//
//go:noinline
func Callers(skip int, pc []uintptr) int {
	if len(pc) == 0 {
		return 0
	}
	return callers(skip, &pc[0], len(pc))
}

// Stack writes the goroutine's traceback, or all of them, to buf.
//
//go:noinline
func Stack(buf []byte, all bool) int {
	if len(buf) == 0 {
		return 0
	}
	return stackText(&buf[0], len(buf), all)
}

// Frame is one call, inlined or not.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int

	startLine int
	Entry     uintptr
}

// Frames turns the addresses that Callers gave into calls.
type Frames struct {
	pcs   []uintptr
	depth int
}

func CallersFrames(callers []uintptr) *Frames {
	return &Frames{pcs: callers}
}

// find makes f the next call, if there is one.
func (ci *Frames) find(f *frame) bool {
	for len(ci.pcs) > 0 {
		if frameOf(ci.pcs[0], ci.depth, true, f) {
			return true
		}
		ci.pcs = ci.pcs[1:]
		ci.depth = 0
	}
	return false
}

func (ci *Frames) Next() (fr Frame, more bool) {
	var f frame
	if !ci.find(&f) {
		return
	}
	fr = Frame{
		PC: ci.pcs[0]&(1<<48-1) - 1, Function: f.function, File: f.file,
		Line: f.line, startLine: f.startLine, Entry: f.entry,
	}
	if ci.depth == 0 {
		fr.Func = funcOf(f)
	}
	ci.depth++
	return fr, ci.find(&f)
}

// Func describes a function of the program.
type Func struct {
	name  string
	entry uintptr
}

func funcOf(f frame) *Func { return &Func{f.function, f.entry} }

// FuncForPC gives the function that contains pc, or nil.
func FuncForPC(pc uintptr) *Func {
	var f frame
	if !frameOf(pc, 0, false, &f) && !frameOf(pc, 0, true, &f) {
		return nil
	}
	return funcOf(f)
}

func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

func (f *Func) Entry() uintptr { return f.entry }

// FileLine gives the position of the code at pc.
func (f *Func) FileLine(pc uintptr) (file string, line int) {
	var fr frame
	if !frameOf(pc, 0, false, &fr) && !frameOf(pc, 0, true, &fr) {
		return "?", 0
	}
	return fr.file, fr.line
}

var _ unsafe.Pointer
