package fmt

import (
	"errors"
	"internal/rtype"
	"internal/stdio"
	"io"
	"strconv"
	"unicode/utf8"
	"unsafe"
)

// stdinReader reads from what os.Stdin is.
type stdinReader struct{}

func (stdinReader) Read(b []byte) (int, error) {
	f := stdio.Stdin()
	if f == nil {
		return 0, errors.New("invalid argument")
	}
	n, code := f.Read(b)
	switch {
	case code != 0 && stdio.MakeError != nil:
		return 0, stdio.MakeError("read", f.Name, code)
	case code != 0:
		return 0, errors.New("read " + f.Name + ": failed")
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return n, nil
}

func newScanner(src io.RuneScanner) scanner {
	return scanner{src: src, limit: noWidth, width: noWidth}
}

func sourceOf(r io.Reader) io.RuneScanner {
	if src, ok := r.(io.RuneScanner); ok {
		return src
	}
	return &byteSource{reader: r}
}

// The functions come in three kinds: those that take newlines for space, those
// that end at a newline, and those by format.

func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(sourceOf(r))
	s.nlIsSpace = true
	return s.scan(a)
}

func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(sourceOf(r))
	s.nlIsEnd = true
	return s.scan(a)
}

func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := newScanner(sourceOf(r))
	return s.scanf(format, a)
}

func Scan(a ...any) (n int, err error)   { return Fscan(stdinReader{}, a...) }
func Scanln(a ...any) (n int, err error) { return Fscanln(stdinReader{}, a...) }
func Scanf(format string, a ...any) (n int, err error) {
	return Fscanf(stdinReader{}, format, a...)
}

func Sscan(str string, a ...any) (n int, err error) {
	s := newScanner(&stringSource{s: str})
	s.nlIsSpace = true
	return s.scan(a)
}

func Sscanln(str string, a ...any) (n int, err error) {
	s := newScanner(&stringSource{s: str})
	s.nlIsEnd = true
	return s.scan(a)
}

func Sscanf(str string, format string, a ...any) (n int, err error) {
	s := newScanner(&stringSource{s: str})
	return s.scanf(format, a)
}

func (s *scanner) scan(a []any) (n int, err error) {
	for _, arg := range a {
		s.one('v', arg)
		if s.err != nil {
			return n, s.err
		}
		n++
	}
	for s.nlIsEnd {
		r := s.get()
		if r == '\n' || r == endOfInput {
			break
		}
		if !isSpace(r) {
			s.failText("expected newline")
		}
	}
	return n, s.err
}

// --- Formats --------------------------------------------------------------------

// blanks matches a run of spaces and newlines of the format. Each newline of
// the run matches one of the input; spaces match any number of spaces, at
// least one if there is no newline before them.
func (s *scanner) blanks(format string) (size int) {
	newlines := 0
	spaces := false
	for size < len(format) {
		c, w := utf8.DecodeRuneInString(format[size:])
		if !isSpace(c) {
			break
		}
		spaces = c != '\n'
		if c == '\n' {
			newlines++
		}
		size += w
	}
	for i := 0; i < newlines; i++ {
		r := s.get()
		for isSpace(r) && r != '\n' {
			r = s.get()
		}
		if r != '\n' && r != endOfInput {
			s.failText("newline in format does not match input")
		}
	}
	if !spaces {
		return size
	}
	r := s.get()
	if newlines == 0 {
		if !isSpace(r) && r != endOfInput {
			s.failText("expected space in input to match format")
		}
		if r == '\n' {
			s.failText("newline in input does not match format")
		}
	}
	for isSpace(r) && r != '\n' {
		r = s.get()
	}
	if r != endOfInput {
		s.unget()
	}
	return size
}

// literal matches the input with the format up to its next directive; it
// gives how far that goes, or -1 where the two differ.
func (s *scanner) literal(format string) (i int) {
	for i < len(format) && s.err == nil {
		c, w := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			i += s.blanks(format[i:])
			continue
		}
		if c == '%' {
			if i+w == len(format) {
				s.failText("missing verb: % at end of format string")
				return i
			}
			if format[i+w] != '%' {
				return i
			}
			i += w
		}
		r := s.must()
		if s.err == nil && r != c {
			s.unget()
			return -1
		}
		i += w
	}
	return i
}

func (s *scanner) scanf(format string, a []any) (n int, err error) {
	for i := 0; i < len(format) && s.err == nil; {
		size := s.literal(format[i:])
		if s.err != nil {
			break
		}
		if size > 0 {
			i += size
			continue
		}
		if format[i] != '%' {
			if size < 0 {
				s.failText("input does not match format")
			}
			break
		}
		i++
		var hasWidth bool
		s.width, hasWidth, i = number(format, i, len(format)-1)
		if !hasWidth {
			s.width = noWidth
		}
		verb, w := utf8.DecodeRuneInString(format[i:])
		i += w
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.SkipSpace()
			s.more()
			if s.err == nil && !s.accept("%") {
				s.failText("missing literal %")
			}
			continue
		}
		if s.err == nil && n >= len(a) {
			s.failText("too few operands for format '%" + format[i-w:] + "'")
		}
		if s.err != nil {
			break
		}
		s.limit = min(noWidth, s.count+s.width)
		s.one(verb, a[n])
		s.limit = noWidth
		if s.err == nil {
			n++
		}
	}
	if s.err == nil && n < len(a) {
		s.failText("too many operands")
	}
	return n, s.err
}

// --- Arguments --------------------------------------------------------------------

// one reads a value into what arg points to.
func (s *scanner) one(verb rune, arg any) {
	s.buf = s.buf[:0]
	if v, ok := arg.(Scanner); ok {
		err := v.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			s.fail(err)
		}
		return
	}
	t := rtype.TypeOf(arg)
	if t.Kind() != rtype.Pointer {
		name := "<nil>"
		if !t.IsNil() {
			name = t.String()
		}
		s.failText("type not a pointer: " + name)
		return
	}
	p := rtype.PointerOf(arg)
	elem := t.Elem()
	bits := int(elem.Size()) * 8
	switch k := elem.Kind(); k {
	case rtype.Bool:
		if v := s.boolean(verb); s.err == nil {
			*(*bool)(p) = v
		}
	case rtype.Int, rtype.Int8, rtype.Int16, rtype.Int32, rtype.Int64:
		if v := s.signed(verb, bits); s.err == nil {
			storeInt(p, bits, uint64(v))
		}
	case rtype.Uint, rtype.Uint8, rtype.Uint16, rtype.Uint32, rtype.Uint64,
		rtype.Uintptr:
		if v := s.unsigned(verb, bits); s.err == nil {
			storeInt(p, bits, v)
		}
	case rtype.Float32, rtype.Float64:
		s.float(verb, p, bits, elem)
	case rtype.Complex64, rtype.Complex128:
		s.complex(verb, p, bits)
	case rtype.String:
		if v := s.text(verb); s.err == nil {
			*(*string)(p) = v
		}
	case rtype.Slice:
		if elem.Elem().Kind() != rtype.Uint8 {
			s.failText("can't scan type: " + t.String())
			return
		}
		if v := s.text(verb); s.err == nil {
			*(*[]byte)(p) = []byte(v)
		}
	default:
		s.failText("can't scan type: " + t.String())
	}
}

func storeInt(p unsafe.Pointer, bits int, v uint64) {
	switch bits {
	case 8:
		*(*uint8)(p) = uint8(v)
	case 16:
		*(*uint16)(p) = uint16(v)
	case 32:
		*(*uint32)(p) = uint32(v)
	default:
		*(*uint64)(p) = v
	}
}

func (s *scanner) okVerb(verb rune, verbs, what string) bool {
	if contains(verbs, verb) {
		return true
	}
	s.failText("bad verb '%" + string(verb) + "' for " + what)
	return false
}

// begin is what precedes nearly all values.
func (s *scanner) begin() {
	s.SkipSpace()
	s.more()
}

// word accepts the rest of a word, a set for each letter; it may be left out.
func (s *scanner) word(sets ...string) {
	for i, set := range sets {
		if !s.accept(set) {
			if i > 0 {
				s.failText("syntax error scanning boolean")
			}
			return
		}
	}
}

func (s *scanner) boolean(verb rune) bool {
	s.begin()
	if s.err != nil || !s.okVerb(verb, "tv", "boolean") {
		return false
	}
	switch s.get() {
	case '1':
		return true
	case 't', 'T':
		s.word("rR", "uU", "eE")
		return true
	case 'f', 'F':
		s.word("aA", "lL", "sS", "eE")
	}
	return false
}

const (
	decimalSet = "0123456789"
	hexSet     = "0123456789aAbBcCdDeEfF"
)

// digits reads a number's sign, prefix and digits.
func (s *scanner) digits(verb rune, sign bool) (base int) {
	s.begin()
	if s.err != nil || !s.okVerb(verb, "bdoUxXv", "integer") {
		return 10
	}
	set := decimalSet
	base = 10
	switch verb {
	case 'b':
		base, set = 2, "01"
	case 'o':
		base, set = 8, "01234567"
	case 'x', 'X', 'U':
		base, set = 16, hexSet
	}
	found := false
	if verb == 'U' {
		if !s.skip("U") || !s.skip("+") {
			s.failText("bad unicode format ")
		}
	} else {
		if sign {
			s.accept("+-")
		}
		if verb == 'v' {
			base = 0
			set, found = s.prefix()
		}
	}
	if !found {
		s.more()
		if s.err == nil && !s.accept(set) {
			s.failText("expected integer")
		}
	}
	for s.accept(set) {
	}
	return base
}

// prefix reads 0, 0b, 0o or 0x, and gives the digits that may follow.
func (s *scanner) prefix() (set string, found bool) {
	switch {
	case !s.accept("0"):
		return decimalSet + "_", false
	case s.accept("bB"):
		return "01_", true
	case s.accept("xX"):
		return hexSet + "_", true
	}
	s.accept("oO")
	return "01234567_", true
}

// character reads one rune, for %c.
func (s *scanner) character(bits int) int64 {
	s.more()
	r := s.get()
	n := uint(64 - bits)
	if s.err == nil && int64(r)<<n>>n != int64(r) {
		s.failText("overflow on character value " + string(r))
	}
	return int64(r)
}

func (s *scanner) signed(verb rune, bits int) int64 {
	if verb == 'c' {
		return s.character(bits)
	}
	base := s.digits(verb, true)
	if s.err != nil {
		return 0
	}
	v, err := strconv.ParseInt(string(s.buf), base, 64)
	n := uint(64 - bits)
	if err != nil {
		s.fail(err)
	} else if v<<n>>n != v {
		s.failText("integer overflow on token " + string(s.buf))
	}
	return v
}

func (s *scanner) unsigned(verb rune, bits int) uint64 {
	if verb == 'c' {
		return uint64(s.character(bits))
	}
	base := s.digits(verb, false)
	if s.err != nil {
		return 0
	}
	v, err := strconv.ParseUint(string(s.buf), base, 64)
	n := uint(64 - bits)
	if err != nil {
		s.fail(err)
	} else if v<<n>>n != v {
		s.failText("unsigned integer overflow on token " + string(s.buf))
	}
	return v
}

const floatVerbs = "beEfFgGv"

// floatToken reads what looks like a float.
func (s *scanner) floatToken() string {
	s.buf = s.buf[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.buf)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.buf)
	}
	set, exp := decimalSet+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		set, exp = hexSet+"_", "pP"
	}
	for s.accept(set) {
	}
	if s.accept(".") {
		for s.accept(set) {
		}
	}
	if s.accept(exp) {
		s.accept("+-")
		for s.accept(decimalSet + "_") {
		}
	}
	return string(s.buf)
}

// parseFloat also knows decimal digits with a binary exponent, as %b prints.
func (s *scanner) parseFloat(text string, bits int) float64 {
	if s.err != nil {
		return 0
	}
	p := -1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case 'p':
			p = i
		case 'x', 'X':
			p = len(text)
		}
		if p >= 0 {
			break
		}
	}
	if p < 0 || p == len(text) {
		f, err := strconv.ParseFloat(text, bits)
		if err != nil {
			s.fail(err)
		}
		return f
	}
	f, err := strconv.ParseFloat(text[:p], bits)
	m := 0
	if err == nil {
		m, err = strconv.Atoi(text[p+1:])
	}
	if err != nil {
		if e, ok := err.(*strconv.NumError); ok {
			e.Num = text
		}
		s.fail(err)
		return 0
	}
	return times2(f, m)
}

// times2 gives f * 2^m.
func times2(f float64, m int) float64 {
	m = max(-3000, min(m, 3000))
	for ; m > 1000; m -= 1000 {
		f *= 0x1p1000
	}
	for ; m < -1000; m += 1000 {
		f *= 0x1p-1000
	}
	for ; m > 0; m-- {
		f *= 2
	}
	for ; m < 0; m++ {
		f /= 2
	}
	return f
}

func (s *scanner) float(verb rune, p unsafe.Pointer, bits int, t rtype.Type) {
	// Named types take any verb.
	if t.String() == "float32" || t.String() == "float64" {
		if !s.okVerb(verb, floatVerbs, t.String()) {
			return
		}
	}
	s.begin()
	v := s.parseFloat(s.floatToken(), bits)
	if s.err != nil {
		return
	}
	if bits == 32 {
		*(*float32)(p) = float32(v)
	} else {
		*(*float64)(p) = v
	}
}

func (s *scanner) complex(verb rune, p unsafe.Pointer, bits int) {
	const wrong = "syntax error scanning complex number"
	if !s.okVerb(verb, floatVerbs, "complex") {
		return
	}
	s.begin()
	parens := s.accept("(")
	re := s.floatToken()
	s.buf = s.buf[:0]
	if !s.accept("+-") {
		s.failText(wrong)
	}
	sign := string(s.buf)
	im := sign + s.floatToken()
	if !s.accept("i") || parens && !s.accept(")") {
		s.failText(wrong)
	}
	v := complex(s.parseFloat(re, bits/2), s.parseFloat(im, bits/2))
	switch {
	case s.err != nil:
	case bits == 64:
		*(*complex64)(p) = complex64(v)
	default:
		*(*complex128)(p) = v
	}
}

func (s *scanner) text(verb rune) string {
	if !s.okVerb(verb, "svqxX", "string") {
		return ""
	}
	s.begin()
	if s.err != nil {
		return ""
	}
	switch verb {
	case 'q':
		return s.quotedText()
	case 'x', 'X':
		return s.hexText()
	}
	s.collect(notSpace)
	return string(s.buf)
}

func (s *scanner) quotedText() string {
	quote := s.get()
	switch quote {
	case '`':
		for {
			r := s.must()
			if r == quote || s.err != nil {
				return string(s.buf)
			}
			s.buf = utf8.AppendRune(s.buf, r)
		}
	case '"':
		s.buf = append(s.buf, '"')
		for s.err == nil {
			r := s.must()
			s.buf = utf8.AppendRune(s.buf, r)
			if r == '"' {
				break
			}
			if r == '\\' {
				s.buf = utf8.AppendRune(s.buf, s.must())
			}
		}
		if s.err != nil {
			return ""
		}
		text, err := strconv.Unquote(string(s.buf))
		if err != nil {
			s.fail(err)
		}
		return text
	}
	s.failText("expected quoted string")
	return ""
}

func hexValue(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case 'a' <= r && r <= 'f':
		return int(r-'a') + 10
	case 'A' <= r && r <= 'F':
		return int(r-'A') + 10
	}
	return -1
}

func (s *scanner) hexText() string {
	for s.err == nil {
		r := s.get()
		if r == endOfInput {
			break
		}
		hi := hexValue(r)
		if hi < 0 {
			s.unget()
			break
		}
		lo := hexValue(s.must())
		if lo < 0 {
			s.failText("illegal hex digit")
		}
		s.buf = append(s.buf, byte(hi<<4|lo))
	}
	if len(s.buf) == 0 {
		s.failText("no hex data for %x string")
	}
	return string(s.buf)
}
