package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"
)

// A SplitFunc finds the first token in data: how far to go on, and the token;
// no token and no progress: more data is needed.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	ErrAdvanceTooFar   = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	ErrBadReadCount    = errors.New("bufio.Scanner: Read returned impossible count")

	// ErrFinalToken ends the scan without an error; a SplitFunc gives it.
	ErrFinalToken = errors.New("final token")
)

const (
	// MaxScanTokenSize is the size of the longest token, unless Buffer says
	// otherwise.
	MaxScanTokenSize = 64 * 1024

	startSize = 4096
)

// A Scanner reads tokens: lines, words, or what a SplitFunc finds.
type Scanner struct {
	src     io.Reader
	split   SplitFunc
	limit   int // Of the buffer.
	token   []byte
	buf     []byte
	from    int // What is not used yet is buf[from:to].
	to      int
	err     error
	empties int
	started bool
	done    bool
}

func NewScanner(r io.Reader) *Scanner {
	return &Scanner{src: r, split: ScanLines, limit: MaxScanTokenSize}
}

// Err gives what ended the scan, if not the end of the input.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

func (s *Scanner) Bytes() []byte { return s.token }
func (s *Scanner) Text() string  { return string(s.token) }

// Buffer sets the first buffer, and how large it may become.
func (s *Scanner) Buffer(buf []byte, max int) {
	if s.started {
		panic("Buffer called after Scan")
	}
	s.buf = buf[:cap(buf)]
	s.limit = max
}

func (s *Scanner) Split(split SplitFunc) {
	if s.started {
		panic("Split called after Scan")
	}
	s.split = split
}

func (s *Scanner) fail(err error) {
	if s.err == nil || s.err == io.EOF {
		s.err = err
	}
}

// Scan finds the next token; false: there is none.
func (s *Scanner) Scan() bool {
	if s.done {
		return false
	}
	s.started = true
	for {
		if s.to > s.from || s.err != nil {
			advance, token, err := s.split(s.buf[s.from:s.to], s.err != nil)
			if err != nil {
				s.token = nil
				if err == ErrFinalToken {
					s.token = token
					s.done = true
					return token != nil
				}
				s.fail(err)
				return false
			}
			if !s.advance(advance) {
				return false
			}
			s.token = token
			if token != nil {
				if s.err == nil || advance > 0 {
					s.empties = 0
				} else if s.empties++; s.empties > maxEmpty {
					panic("bufio.Scan: too many empty tokens without progressing")
				}
				return true
			}
		}
		if s.err != nil {
			s.from = 0
			s.to = 0
			s.token = nil
			return false
		}
		if !s.read() {
			return false
		}
	}
}

func (s *Scanner) advance(n int) bool {
	if n < 0 {
		s.fail(ErrNegativeAdvance)
		s.token = nil
		return false
	}
	if n > s.to-s.from {
		s.fail(ErrAdvanceTooFar)
		s.token = nil
		return false
	}
	s.from += n
	return true
}

// read makes room and reads more; false: the token is too long.
func (s *Scanner) read() bool {
	if s.from > 0 && (s.to == len(s.buf) || s.from > len(s.buf)/2) {
		copy(s.buf, s.buf[s.from:s.to])
		s.to -= s.from
		s.from = 0
	}
	if s.to == len(s.buf) {
		if len(s.buf) >= s.limit || len(s.buf) > int(^uint(0)>>1)/2 {
			s.fail(ErrTooLong)
			s.token = nil
			return false
		}
		size := len(s.buf) * 2
		if size == 0 {
			size = startSize
		}
		next := make([]byte, min(size, s.limit))
		copy(next, s.buf[s.from:s.to])
		s.buf = next
		s.to -= s.from
		s.from = 0
	}
	for i := 0; ; i++ {
		n, err := s.src.Read(s.buf[s.to:])
		if n < 0 || len(s.buf)-s.to < n {
			s.fail(ErrBadReadCount)
			return true
		}
		s.to += n
		if err != nil {
			s.fail(err)
			return true
		}
		if n > 0 {
			s.empties = 0
			return true
		}
		if i >= maxEmpty {
			s.fail(io.ErrNoProgress)
			return true
		}
	}
}

// ScanBytes makes each byte a token.
func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

// ScanRunes makes each character a token; wrong bytes become "\uFFFD".
func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	switch {
	case len(data) == 0:
		return 0, nil, nil
	case data[0] < utf8.RuneSelf:
		return 1, data[:1], nil
	}
	if _, size := utf8.DecodeRune(data); size > 1 {
		return size, data[:size], nil
	}
	if !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	return 1, []byte(string(utf8.RuneError)), nil
}

// ScanLines makes each line a token, without its end.
func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	n := bytes.IndexByte(data, '\n')
	advance = n + 1
	if n < 0 {
		if !atEOF {
			return 0, nil, nil
		}
		n = len(data)
		advance = n
	}
	if n > 0 && data[n-1] == '\r' {
		n--
	}
	return advance, data[:n], nil
}

// ScanWords makes what is between white space a token.
func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) {
		r, size := utf8.DecodeRune(data[start:])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	for i := start; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if unicode.IsSpace(r) {
			return i + size, data[start:i], nil
		}
		i += size
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}
