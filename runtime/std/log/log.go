// Package log writes lines with a prefix, a time and a position.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Flags say what stands in front of each line.
const (
	Ldate         = 1 << iota // 2009/01/23
	Ltime                     // 01:23:23
	Lmicroseconds             // 01:23:23.123123
	Llongfile                 // /a/b/c/d.go:23
	Lshortfile                // d.go:23
	LUTC                      // date and time in UTC
	Lmsgprefix                // the prefix before the message
	LstdFlags     = Ldate | Ltime
)

// A Logger writes to one writer; goroutines may share it.
type Logger struct {
	mu      sync.Mutex // serialises writes
	out     io.Writer
	buf     []byte
	prefix  atomic.Value // string
	flag    atomic.Int32
	discard atomic.Bool
}

// New gives a logger.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := new(Logger)
	l.SetOutput(out)
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

var std = New(os.Stderr, "", LstdFlags)

// Default gives the logger of the package's functions.
func Default() *Logger { return std }

// SetOutput sets where lines go.
func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	l.out = w
	l.discard.Store(w == io.Discard)
	l.mu.Unlock()
}

// Writer gives where lines go.
func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

func (l *Logger) Flags() int        { return int(l.flag.Load()) }
func (l *Logger) SetFlags(flag int) { l.flag.Store(int32(flag)) }

// Prefix gives the prefix of each line.
func (l *Logger) Prefix() string {
	s, _ := l.prefix.Load().(string)
	return s
}

// SetPrefix sets the prefix of each line.
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(prefix) }

// number appends n with at least width digits.
func number(buf []byte, n, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for n > 0 || width > 0 || i == len(digits) {
		i--
		digits[i] = byte('0' + n%10)
		n /= 10
		width--
	}
	return append(buf, digits[i:]...)
}

func appendTime(buf []byte, t time.Time, flag int) []byte {
	if flag&LUTC != 0 {
		t = t.UTC()
	}
	if flag&Ldate != 0 {
		year, month, day := t.Date()
		buf = append(number(buf, year, 4), '/')
		buf = append(number(buf, int(month), 2), '/')
		buf = append(number(buf, day, 2), ' ')
	}
	if flag&(Ltime|Lmicroseconds) != 0 {
		hour, minute, second := t.Clock()
		buf = append(number(buf, hour, 2), ':')
		buf = append(number(buf, minute, 2), ':')
		buf = number(buf, second, 2)
		if flag&Lmicroseconds != 0 {
			buf = number(append(buf, '.'), t.Nanosecond()/1000, 6)
		}
		buf = append(buf, ' ')
	}
	return buf
}

func appendPosition(buf []byte, flag, skip int) []byte {
	_, file, line, ok := runtime.Caller(skip + 1)
	if !ok {
		file, line = "???", 0
	}
	if flag&Lshortfile != 0 {
		for i := len(file) - 1; i > 0; i-- {
			if file[i] == '/' {
				file = file[i+1:]
				break
			}
		}
	}
	buf = append(append(buf, file...), ':')
	return append(number(buf, line, 0), ": "...)
}

// Kinds of text of a line.
const (
	plain = iota
	spaced
	formatted
)

// write writes one line; skip counts the frames to the position.
func (l *Logger) write(skip int, kind int, format string, v []any) error {
	if l.discard.Load() {
		return nil
	}
	now := time.Now()
	flag := l.Flags()
	var small [128]byte
	head := small[:0]
	if flag&Lmsgprefix == 0 {
		head = append(head, l.Prefix()...)
	}
	if flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		head = appendTime(head, now, flag)
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		head = appendPosition(head, flag, skip+1)
	}
	if flag&Lmsgprefix != 0 {
		head = append(head, l.Prefix()...)
	}
	var text []byte // before the lock: arguments may log
	switch kind {
	case plain:
		text = append(text, format...)
	case spaced:
		text = fmt.Append(nil, v...)
	case formatted:
		text = fmt.Appendf(nil, format, v...)
	default:
		text = fmt.Appendln(nil, v...)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.buf = append(append(l.buf[:0], head...), text...)
	if len(text) == 0 || text[len(text)-1] != '\n' {
		l.buf = append(l.buf, '\n')
	}
	_, err := l.out.Write(l.buf)
	if cap(l.buf) > 64<<10 {
		l.buf = nil
	}
	return err
}

const lines = formatted + 1

// Output writes s; calldepth 1 is the position of the call of Output.
func (l *Logger) Output(calldepth int, s string) error {
	return l.write(calldepth, plain, s, nil)
}

func (l *Logger) Print(v ...any)                 { l.write(1, spaced, "", v) }
func (l *Logger) Printf(format string, v ...any) { l.write(1, formatted, format, v) }
func (l *Logger) Println(v ...any)               { l.write(1, lines, "", v) }

// Fatal is Print and os.Exit(1).
func (l *Logger) Fatal(v ...any) {
	l.write(1, spaced, "", v)
	os.Exit(1)
}

// Fatalf is Printf and os.Exit(1).
func (l *Logger) Fatalf(format string, v ...any) {
	l.write(1, formatted, format, v)
	os.Exit(1)
}

// Fatalln is Println and os.Exit(1).
func (l *Logger) Fatalln(v ...any) {
	l.write(1, lines, "", v)
	os.Exit(1)
}

// Panic is Print and a panic with the text.
func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.write(1, plain, s, nil)
	panic(s)
}

// Panicf is Printf and a panic with the text.
func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.write(1, plain, s, nil)
	panic(s)
}

// Panicln is Println and a panic with the text.
func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.write(1, plain, s, nil)
	panic(s)
}

// The functions below are the methods of the logger that Default gives.

func SetOutput(w io.Writer)          { std.SetOutput(w) }
func Writer() io.Writer              { return std.Writer() }
func Flags() int                     { return std.Flags() }
func SetFlags(flag int)              { std.SetFlags(flag) }
func Prefix() string                 { return std.Prefix() }
func SetPrefix(prefix string)        { std.SetPrefix(prefix) }
func Print(v ...any)                 { std.write(1, spaced, "", v) }
func Println(v ...any)               { std.write(1, lines, "", v) }
func Printf(format string, v ...any) { std.write(1, formatted, format, v) }

func Output(calldepth int, s string) error {
	return std.write(calldepth, plain, s, nil)
}

func Fatal(v ...any) {
	std.write(1, spaced, "", v)
	os.Exit(1)
}

func Fatalf(format string, v ...any) {
	std.write(1, formatted, format, v)
	os.Exit(1)
}

func Fatalln(v ...any) {
	std.write(1, lines, "", v)
	os.Exit(1)
}

func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.write(1, plain, s, nil)
	panic(s)
}

func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.write(1, plain, s, nil)
	panic(s)
}

func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.write(1, plain, s, nil)
	panic(s)
}
