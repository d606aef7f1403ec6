// Package fmt formats values by verbs, and reads them back.
//
// A buffer goes through all functions and comes back from them, longer; the
// flags of the verb at hand are in a struct on the stack. Nothing keeps the
// arguments: a value is printed from where it lies, by its type descriptor.
package fmt

import (
	"errors"
	"internal/rtype"
	"internal/stdio"
	"io"
	"sync/atomic"
	"unicode/utf8"
	"unsafe"
)

// State is what a Formatter writes to and asks for flags.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

// Formatter is implemented by types that do all of their formatting.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by types that have a text of their own.
type Stringer interface {
	String() string
}

// GoStringer is Stringer for %#v.
type GoStringer interface {
	GoString() string
}

// state is the State of one call of Format: a copy of the flags, and what
// was written.
type state struct {
	flags
	buf []byte
}

func (s *state) Write(b []byte) (int, error) {
	s.buf = append(s.buf, b...)
	return len(b), nil
}

func (s *state) WriteString(t string) (int, error) {
	s.buf = append(s.buf, t...)
	return len(t), nil
}

func (s *state) Width() (int, bool)     { return s.wid, s.hasWid }
func (s *state) Precision() (int, bool) { return s.prec, s.hasPrec }

func (s *state) Flag(c int) bool {
	switch c {
	case '-':
		return s.minus
	case '+':
		return s.plus || s.plusV
	case '#':
		return s.sharp || s.sharpV
	case ' ':
		return s.space
	case '0':
		return s.zero
	}
	return false
}

// FormatString gives the directive that led to a call of Format.
func FormatString(s State, verb rune) string {
	var space [16]byte
	b := append(space[:0], '%')
	for _, c := range " +-#0" {
		if s.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	var f flags
	if w, ok := s.Width(); ok {
		b = f.integer(b, uint64(w), 10, true, 'd', lowerDigits)
	}
	if p, ok := s.Precision(); ok {
		b = append(b, '.')
		b = f.integer(b, uint64(p), 10, true, 'd', lowerDigits)
	}
	return string(utf8.AppendRune(b, verb))
}

// --- The functions that print ----------------------------------------------

// frame is the space in the caller's frame where a text begins. It holds no
// pointers, and nothing keeps it: it is handed over as a number, since all
// functions here call each other, which analyses of the kind that looks at one
// function's parameters and results cannot follow.
type frame [256]byte

func (f *frame) space() []byte {
	p := uintptr(unsafe.Pointer(f))
	return unsafe.Slice((*byte)(unsafe.Pointer(p)), len(f))[:0]
}

// inUse keeps the space up to here.
//
//go:noescape
//go:linkname inUse rt_keep_alive
func inUse(f *frame, same *frame)

// toFile writes b to f, which is what an *os.File holds.
func toFile(f *stdio.File, b []byte) (int, error) {
	if f == nil {
		return 0, errors.New("invalid argument")
	}
	n, code := f.Write(b)
	if code == 0 {
		return n, nil
	}
	if stdio.MakeError == nil {
		return n, errors.New("write " + f.Name + ": failed")
	}
	return n, stdio.MakeError("write", f.Name, code)
}

// A writer that is not a file could keep what it gets, so that the text
// cannot lie in the frame. One buffer is kept for the next call.
type buffer struct {
	b []byte
}

var spare atomic.Pointer[buffer]

func takeBuffer() *buffer {
	if p := spare.Swap(nil); p != nil {
		return p
	}
	return &buffer{make([]byte, 0, 256)}
}

func (p *buffer) emit(w io.Writer) (int, error) {
	n, err := w.Write(p.b)
	if cap(p.b) <= 64<<10 {
		p.b = p.b[:0]
		spare.Store(p)
	}
	return n, err
}

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	var f flags
	if file := stdio.Of(w); file != nil {
		var space frame
		n, err = toFile(file, f.printf(space.space(), format, a))
		inUse(&space, &space)
		return n, err
	}
	p := takeBuffer()
	p.b = f.printf(p.b, format, a)
	return p.emit(w)
}

func Printf(format string, a ...any) (n int, err error) {
	var f flags
	var space frame
	n, err = toFile(stdio.Stdout(), f.printf(space.space(), format, a))
	inUse(&space, &space)
	return n, err
}

func Sprintf(format string, a ...any) string {
	var f flags
	var space frame
	s := string(f.printf(space.space(), format, a))
	inUse(&space, &space)
	return s
}

func Appendf(b []byte, format string, a ...any) []byte {
	var f flags
	return f.printf(b, format, a)
}

func Fprint(w io.Writer, a ...any) (n int, err error) {
	var f flags
	if file := stdio.Of(w); file != nil {
		var space frame
		n, err = toFile(file, f.print(space.space(), a))
		inUse(&space, &space)
		return n, err
	}
	p := takeBuffer()
	p.b = f.print(p.b, a)
	return p.emit(w)
}

func Print(a ...any) (n int, err error) {
	var f flags
	var space frame
	n, err = toFile(stdio.Stdout(), f.print(space.space(), a))
	inUse(&space, &space)
	return n, err
}

func Sprint(a ...any) string {
	var f flags
	var space frame
	s := string(f.print(space.space(), a))
	inUse(&space, &space)
	return s
}

func Append(b []byte, a ...any) []byte {
	var f flags
	return f.print(b, a)
}

func Fprintln(w io.Writer, a ...any) (n int, err error) {
	var f flags
	if file := stdio.Of(w); file != nil {
		var space frame
		n, err = toFile(file, f.println(space.space(), a))
		inUse(&space, &space)
		return n, err
	}
	p := takeBuffer()
	p.b = f.println(p.b, a)
	return p.emit(w)
}

func Println(a ...any) (n int, err error) {
	var f flags
	var space frame
	n, err = toFile(stdio.Stdout(), f.println(space.space(), a))
	inUse(&space, &space)
	return n, err
}

func Sprintln(a ...any) string {
	var f flags
	var space frame
	s := string(f.println(space.space(), a))
	inUse(&space, &space)
	return s
}

func Appendln(b []byte, a ...any) []byte {
	var f flags
	return f.println(b, a)
}

// print puts spaces between operands when neither is a string.
func (f *flags) print(b []byte, a []any) []byte {
	wasString := false
	for i, arg := range a {
		isString := arg != nil && rtype.TypeOf(arg).Kind() == rtype.String
		if i > 0 && !isString && !wasString {
			b = append(b, ' ')
		}
		b = f.printArg(b, arg, 'v')
		wasString = isString
	}
	return b
}

func (f *flags) println(b []byte, a []any) []byte {
	for i, arg := range a {
		if i > 0 {
			b = append(b, ' ')
		}
		b = f.printArg(b, arg, 'v')
	}
	return append(b, '\n')
}

// --- Directives -------------------------------------------------------------

func tooLarge(n int) bool { return n > 1000000 || n < -1000000 }

// number reads digits of s from i to end.
func number(s string, i, end int) (n int, ok bool, next int) {
	for i < end && '0' <= s[i] && s[i] <= '9' {
		if tooLarge(n) {
			return 0, false, end
		}
		n = n*10 + int(s[i]-'0')
		ok = true
		i++
	}
	return n, ok, i
}

// index reads "[n]" at the start of s; n counts from 0 in the result.
func index(s string) (n, width int, ok bool) {
	if len(s) < 3 {
		return 0, 1, false
	}
	for i := 1; i < len(s); i++ {
		if s[i] == ']' {
			n, ok, next := number(s, 1, i)
			if !ok || next != i {
				return 0, i + 1, false
			}
			return n - 1, i + 1, true
		}
	}
	return 0, 1, false
}

// argIndex is for a place in the format where an explicit index may stand.
func (f *flags) argIndex(arg int, format string, i, nargs int) (
	newArg, next int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return arg, i, false
	}
	f.reordered = true
	n, width, ok := index(format[i:])
	if ok && 0 <= n && n < nargs {
		return n, i + width, true
	}
	f.goodIndex = false
	return arg, i + width, ok
}

// starArg takes an argument as a width or precision.
func starArg(a []any, arg int) (n int, ok bool, next int) {
	if arg >= len(a) {
		return 0, false, arg
	}
	next = arg + 1
	switch v := a[arg].(type) {
	case int:
		n, ok = v, true
	case nil:
	default:
		t := rtype.TypeOf(a[arg])
		switch k := t.Kind(); {
		case rtype.Int <= k && k <= rtype.Int64:
			s := signed(k, rtype.Word(a[arg]))
			n, ok = int(s), true
		case rtype.Uint <= k && k <= rtype.Uintptr:
			u := unsigned(k, rtype.Word(a[arg]))
			n, ok = int(u), int64(u) >= 0
		}
	}
	if !ok || tooLarge(n) {
		return 0, false, next
	}
	return n, true, next
}

// printf walks over the format: text, then directives of flags, [index],
// width, .precision, [index], verb.
func (f *flags) printf(b []byte, format string, a []any) []byte {
	end := len(format)
	arg := 0
	f.reordered = false
	for i := 0; i < end; {
		from := i
		for i < end && format[i] != '%' {
			i++
		}
		b = append(b, format[from:i]...)
		if i >= end {
			break
		}
		i++
		f.clear()
		f.goodIndex = true
		for i < end && f.setFlag(format[i]) {
			i++
		}
		var indexed bool
		if i < end && (format[i] < 'a' || format[i] > 'z') {
			b, arg, i, indexed = f.sizes(b, format, i, a, arg)
			if !indexed {
				arg, i, indexed = f.argIndex(arg, format, i, len(a))
			}
		}
		if i >= end {
			b = append(b, "%!(NOVERB)"...)
			break
		}
		verb, size := rune(format[i]), 1
		if verb >= utf8.RuneSelf {
			verb, size = utf8.DecodeRuneInString(format[i:])
		}
		i += size
		switch {
		case verb == '%':
			b = append(b, '%')
			continue
		case !f.goodIndex:
			b = complain(b, verb, "(BADINDEX)")
			continue
		case arg >= len(a):
			b = complain(b, verb, "(MISSING)")
			continue
		case verb == 'w':
			f.addWrap(arg)
			fallthrough
		case verb == 'v':
			f.sharpV, f.sharp = f.sharp, false
			f.plusV, f.plus = f.plus, false
		}
		b = f.printArg(b, a[arg], verb)
		arg++
	}
	if !f.reordered && arg < len(a) {
		b = f.extra(b, a[arg:])
	}
	return b
}

func (f *flags) setFlag(c byte) bool {
	switch c {
	case '#':
		f.sharp = true
	case '0':
		f.zero = true
	case '+':
		f.plus = true
	case '-':
		f.minus = true
	case ' ':
		f.space = true
	default:
		return false
	}
	return true
}

// sizes reads index, width and precision. indexed: an index was read last.
func (f *flags) sizes(b []byte, format string, i int, a []any, arg int) (
	out []byte, newArg, next int, indexed bool) {
	end := len(format)
	arg, i, indexed = f.argIndex(arg, format, i, len(a))
	if i < end && format[i] == '*' {
		i++
		f.wid, f.hasWid, arg = starArg(a, arg)
		if !f.hasWid {
			b = append(b, "%!(BADWIDTH)"...)
		}
		if f.wid < 0 {
			f.wid = -f.wid
			f.minus = true
			f.zero = false
		}
		indexed = false
	} else {
		f.wid, f.hasWid, i = number(format, i, end)
		if indexed && f.hasWid {
			f.goodIndex = false
		}
	}
	if i+1 > end || format[i] != '.' {
		return b, arg, i, indexed
	}
	i++
	if indexed {
		f.goodIndex = false
	}
	arg, i, indexed = f.argIndex(arg, format, i, len(a))
	if i < end && format[i] == '*' {
		i++
		f.prec, f.hasPrec, arg = starArg(a, arg)
		if f.prec < 0 {
			f.prec, f.hasPrec = 0, false
		}
		if !f.hasPrec {
			b = append(b, "%!(BADPREC)"...)
		}
		return b, arg, i, false
	}
	f.prec, f.hasPrec, i = number(format, i, end)
	if !f.hasPrec {
		f.prec, f.hasPrec = 0, true
	}
	return b, arg, i, indexed
}

func complain(b []byte, verb rune, what string) []byte {
	b = append(b, "%!"...)
	b = utf8.AppendRune(b, verb)
	return append(b, what...)
}

// extra reports arguments that no directive used.
func (f *flags) extra(b []byte, a []any) []byte {
	f.clear()
	b = append(b, "%!(EXTRA "...)
	for i, arg := range a {
		if i > 0 {
			b = append(b, ", "...)
		}
		if arg == nil {
			b = append(b, "<nil>"...)
			continue
		}
		b = append(b, rtype.TypeOf(arg).String()...)
		b = append(b, '=')
		b = f.printArg(b, arg, 'v')
	}
	return append(b, ')')
}

// --- Arguments --------------------------------------------------------------

func (f *flags) printArg(b []byte, arg any, verb rune) []byte {
	if arg == nil {
		if verb == 'T' || verb == 'v' {
			return f.padString(b, "<nil>")
		}
		return complain(b, verb, "(<nil>)")
	}
	t := rtype.TypeOf(arg)
	switch verb {
	case 'T':
		return f.text(b, t.String())
	case 'p':
		return f.pointer(b, t, rtype.Word(arg), 'p')
	}
	switch v := arg.(type) {
	case bool:
		if verb == 't' || verb == 'v' {
			return f.boolean(b, v)
		}
	case int:
		return f.printInt(b, uint64(v), true, verb, t, rtype.Word(arg))
	case string:
		return f.printString(b, v, verb, t, rtype.Word(arg))
	case float64:
		return f.printFloat(b, v, 64, verb, t, rtype.Word(arg))
	case []byte:
		return f.printBytes(b, v, verb, t, rtype.Word(arg))
	case int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64,
		uintptr, float32, complex64, complex128:
	default:
		if t.IsReflectValue() {
			return f.printReflected(b, rtype.Word(arg), verb)
		}
		var done bool
		if b, done = f.methods(b, arg, verb); done {
			return b
		}
	}
	return f.printValue(b, t, rtype.Word(arg), verb, 0, seen)
}

// printReflected prints what a reflect.Value holds.
func (f *flags) printReflected(b []byte, p unsafe.Pointer, verb rune) []byte {
	t, q, visible := rtype.Reflected(p)
	if t.IsNil() {
		return append(b, "<invalid reflect.Value>"...)
	}
	right := hidden
	if visible {
		right = seen
		v := rtype.Box(t, q)
		if t.Kind() == rtype.Interface {
			v = rtype.Load(t, q)
		}
		var done bool
		if b, done = f.methods(b, v, verb); done {
			return b
		}
	}
	return f.printValue(b, t, q, verb, 0, right)
}

// badVerb reports a verb that the type does not know: %!d(string=x).
func (f *flags) badVerb(b []byte, t rtype.Type, p unsafe.Pointer,
	verb rune) []byte {
	f.erroring = true
	b = complain(b, verb, "(")
	b = append(b, t.String()...)
	b = append(b, '=')
	b = f.printValue(b, t, p, 'v', 0, hidden)
	f.erroring = false
	return append(b, ')')
}

// methods lets arg print itself if it can.
func (f *flags) methods(b []byte, arg any, verb rune) ([]byte, bool) {
	if f.erroring {
		return b, false
	}
	if verb == 'w' {
		if _, ok := arg.(error); !ok || !f.wrapAllowed {
			return f.badVerb(b, rtype.TypeOf(arg), rtype.Word(arg), 'w'), true
		}
		verb = 'v'
	}
	switch v := arg.(type) {
	case Formatter:
		return f.callFormat(b, v, verb), true
	case GoStringer:
		if f.sharpV {
			return f.callGoString(b, v, verb), true
		}
	}
	if f.sharpV {
		return b, false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := arg.(type) {
		case error:
			return f.callError(b, v, verb), true
		case Stringer:
			return f.callString(b, v, verb), true
		}
	}
	return b, false
}

func (f *flags) callFormat(b []byte, v Formatter, verb rune) (out []byte) {
	s := &state{flags: *f}
	defer func() {
		out = append(b, s.buf...)
		if r := recover(); r != nil {
			out = f.panicked(out, v, verb, "Format", r)
		}
	}()
	v.Format(s, verb)
	return
}

func (f *flags) callGoString(b []byte, v GoStringer, verb rune) (out []byte) {
	defer func() {
		if r := recover(); r != nil {
			out = f.panicked(b, v, verb, "GoString", r)
		}
	}()
	return f.text(b, v.GoString())
}

func (f *flags) callError(b []byte, v error, verb rune) (out []byte) {
	defer func() {
		if r := recover(); r != nil {
			out = f.panicked(b, v, verb, "Error", r)
		}
	}()
	return f.methodText(b, v.Error(), verb)
}

func (f *flags) callString(b []byte, v Stringer, verb rune) (out []byte) {
	defer func() {
		if r := recover(); r != nil {
			out = f.panicked(b, v, verb, "String", r)
		}
	}()
	return f.methodText(b, v.String(), verb)
}

func (f *flags) methodText(b []byte, s string, verb rune) []byte {
	switch verb {
	case 'x':
		return f.hexText(b, s, lowerDigits)
	case 'X':
		return f.hexText(b, s, upperDigits)
	case 'q':
		return f.quoted(b, s)
	}
	return f.text(b, s)
}

// panicked reports a panic of a method; a nil receiver is just nil.
func (f *flags) panicked(b []byte, v any, verb rune, method string,
	r any) []byte {
	if rtype.TypeOf(v).Kind() == rtype.Pointer && rtype.PointerOf(v) == nil {
		return append(b, "<nil>"...)
	}
	if f.panicking {
		panic(r)
	}
	old := *f
	f.clear()
	b = complain(b, verb, "(PANIC=")
	b = append(b, method...)
	b = append(b, " method: "...)
	f.panicking = true
	b = f.printArg(b, r, 'v')
	wrap, nwraps, wraps := f.wrap, f.nwraps, f.wraps
	*f = old
	f.wrap, f.nwraps, f.wraps = wrap, nwraps, wraps
	// The numbers are gone, though not that they were there.
	f.wid, f.prec = 0, 0
	return append(b, ')')
}
