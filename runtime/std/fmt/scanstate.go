package fmt

import (
	"errors"
	"io"
	"unicode/utf8"
)

// ScanState is what a Scanner reads from.
type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by types that read themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

const (
	endOfInput = -1
	noWidth    = 1 << 30
)

// scanner is the ScanState. The first failure stays in err; after it nothing
// is read any more, and all steps are idle.
type scanner struct {
	src       io.RuneScanner
	buf       []byte // The token at hand.
	err       error
	count     int // Runes read so far.
	limit     int // No rune is read after so many: end of the width.
	width     int
	atEOF     bool
	nlIsSpace bool
	nlIsEnd   bool
}

// stringSource reads runes of a string.
type stringSource struct {
	s    string
	at   int
	last int
}

func (r *stringSource) ReadRune() (rune, int, error) {
	if r.at >= len(r.s) {
		return 0, 0, io.EOF
	}
	c, size := utf8.DecodeRuneInString(r.s[r.at:])
	r.at += size
	r.last = size
	return c, size, nil
}

func (r *stringSource) UnreadRune() error {
	r.at -= r.last
	r.last = 0
	return nil
}

// byteSource reads runes of a reader, byte by byte, so that it takes no more
// than it needs.
type byteSource struct {
	reader  io.Reader
	pending [utf8.UTFMax]byte // Read, but part of later runes.
	n       int
	one     [1]byte
	rune    rune // Read last.
	size    int
	again   bool // It was unread.
}

func (r *byteSource) readByte() (byte, error) {
	if r.n > 0 {
		b := r.pending[0]
		copy(r.pending[:], r.pending[1:r.n])
		r.n--
		return b, nil
	}
	n, err := io.ReadFull(r.reader, r.one[:])
	if n != 1 {
		return 0, err
	}
	return r.one[0], nil
}

func (r *byteSource) ReadRune() (rune, int, error) {
	if r.again {
		r.again = false
		return r.rune, r.size, nil
	}
	var b [utf8.UTFMax]byte
	n := 0
	for n == 0 || !utf8.FullRune(b[:n]) {
		c, err := r.readByte()
		if err != nil {
			if n > 0 && err == io.EOF {
				break
			}
			return 0, 0, err
		}
		b[n] = c
		n++
	}
	r.rune, r.size = utf8.DecodeRune(b[:n])
	if r.size < n {
		copy(r.pending[r.n:], b[r.size:n])
		r.n += n - r.size
	}
	return r.rune, r.size, nil
}

func (r *byteSource) UnreadRune() error {
	if r.again {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	r.again = true
	return nil
}

func isSpace(r rune) bool {
	switch {
	case r < 0x80:
		return '\t' <= r && r <= '\r' || r == ' '
	case r < 0x2000:
		return r == 0x85 || r == 0xA0 || r == 0x1680
	}
	return r <= 0x200A || r == 0x2028 || r == 0x2029 || r == 0x202F ||
		r == 0x205F || r == 0x3000
}

func notSpace(r rune) bool { return !isSpace(r) }

func (s *scanner) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

func (s *scanner) ReadRune() (r rune, size int, err error) {
	if s.atEOF || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.src.ReadRune()
	if err == nil {
		s.count++
		s.atEOF = s.nlIsEnd && r == '\n'
	} else if err == io.EOF {
		s.atEOF = true
	}
	return r, size, err
}

func (s *scanner) UnreadRune() error {
	s.src.UnreadRune()
	s.atEOF = false
	s.count--
	return nil
}

func (s *scanner) Width() (wid int, ok bool) {
	if s.width == noWidth {
		return 0, false
	}
	return s.width, true
}

// fail notes the first failure.
func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *scanner) failText(text string) {
	if s.err == nil {
		s.err = errors.New(text)
	}
}

// get reads a rune, or endOfInput.
func (s *scanner) get() rune {
	if s.err != nil {
		return endOfInput
	}
	r, _, err := s.ReadRune()
	if err != nil {
		if err != io.EOF {
			s.fail(err)
		}
		return endOfInput
	}
	return r
}

// unget undoes get.
func (s *scanner) unget() {
	if s.err == nil {
		s.UnreadRune()
	}
}

// must is get where the input may not end.
func (s *scanner) must() rune {
	r := s.get()
	if r == endOfInput {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// more makes the end of the input a failure.
func (s *scanner) more() {
	if s.get() == endOfInput {
		s.fail(io.EOF)
		return
	}
	s.unget()
}

func contains(set string, r rune) bool {
	for _, c := range set {
		if c == r {
			return true
		}
	}
	return false
}

func (s *scanner) peek(set string) bool {
	r := s.get()
	if r == endOfInput {
		return false
	}
	s.unget()
	return contains(set, r)
}

// accept takes the next rune into the token if it is one of the set.
func (s *scanner) accept(set string) bool {
	r := s.get()
	if r == endOfInput {
		return false
	}
	if !contains(set, r) {
		s.unget()
		return false
	}
	s.buf = utf8.AppendRune(s.buf, r)
	return true
}

// skip reads a rune that must be one of the set, without keeping it.
func (s *scanner) skip(set string) bool {
	r := s.get()
	return r != endOfInput && contains(set, r)
}

func (s *scanner) SkipSpace() {
	for {
		r := s.get()
		switch {
		case r == endOfInput:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if !s.nlIsSpace {
				s.failText("unexpected newline")
				return
			}
		case !isSpace(r):
			s.unget()
			return
		}
	}
}

// collect appends runes to the token as long as f holds.
func (s *scanner) collect(f func(rune) bool) {
	for {
		r := s.get()
		if r == endOfInput {
			return
		}
		if !f(r) {
			s.unget()
			return
		}
		s.buf = utf8.AppendRune(s.buf, r)
	}
}

func (s *scanner) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	if f == nil {
		f = notSpace
	}
	s.buf = s.buf[:0]
	if skipSpace {
		s.SkipSpace()
	}
	s.collect(f)
	err = s.err
	s.err = nil
	if err != nil {
		return nil, err
	}
	return s.buf, nil
}
