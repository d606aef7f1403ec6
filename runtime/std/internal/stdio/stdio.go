// Package stdio is how packages below os read and write files: fmt and time
// need no more than that, and a program that does not import os does without.
//
// Package os tells it where its variables Stdout and Stdin are, so that fmt
// prints to what a program has assigned to them.
package stdio

import (
	"internal/abi"
	"unsafe"
)

// A File is an open file. os.File begins with a pointer to one.
type File struct {
	FD     int // -1: closed
	Name   string
	Append bool
}

var stdin = File{0, "/dev/stdin", false}
var stdout = File{1, "/dev/stdout", false}

// Set by package os.
var (
	StdoutVar unsafe.Pointer // address of os.Stdout
	StdinVar  unsafe.Pointer // address of os.Stdin
	FileType  *abi.Type      // *os.File
	MakeError func(op, name string, code int) error
)

func fileOf(variable unsafe.Pointer, otherwise *File) *File {
	if variable == nil {
		return otherwise
	}
	osFile := *(*unsafe.Pointer)(variable)
	if osFile == nil {
		return nil
	}
	return *(**File)(osFile)
}

// Stdout gives the file behind os.Stdout; nil if that is nil.
func Stdout() *File { return fileOf(StdoutVar, &stdout) }

// Stdin gives the file behind os.Stdin.
func Stdin() *File { return fileOf(StdinVar, &stdin) }

// Of gives the file behind w if that is an *os.File, else nil.
func Of(w any) *File {
	e := (*abi.Eface)(unsafe.Pointer(&w))
	if e.Type == nil || e.Type != FileType || e.Data == nil {
		return nil
	}
	return *(**File)(e.Data)
}

//go:noescape
//go:linkname write rt_os_write
func write(fd int, p *byte, n int) int

//go:noescape
//go:linkname read rt_os_read
func read(fd int, p *byte, n int) int

//go:noescape
//go:linkname open rt_os_open
func open(name string, flags, mode int) int

//go:linkname closeFD rt_os_close
func closeFD(fd int) int

//go:linkname environCount rt_os_environ_count
func environCount() int

//go:linkname environ rt_os_environ
func environ(i int) string

const (
	codeIO      = 5 // EIO
	maxTransfer = 1 << 30
)

// Write writes all of b. code is an errno, or 0.
func (f *File) Write(b []byte) (n int, code int) {
	for n < len(b) {
		rest := b[n:]
		if len(rest) > maxTransfer {
			rest = rest[:maxTransfer]
		}
		m := write(f.FD, &rest[0], len(rest))
		if m < 0 {
			return n, -m
		}
		if m == 0 {
			return n, codeIO
		}
		n += m
	}
	return n, 0
}

// Read reads up to len(b) bytes; 0 of them is the end.
func (f *File) Read(b []byte) (n int, code int) {
	if len(b) == 0 {
		return 0, 0
	}
	if len(b) > maxTransfer {
		b = b[:maxTransfer]
	}
	n = read(f.FD, &b[0], len(b))
	if n < 0 {
		return 0, -n
	}
	return n, 0
}

// ReadFile reads all of a file.
func ReadFile(name string) (data []byte, code int) {
	f := File{FD: open(name, 0, 0)}
	if f.FD < 0 {
		return nil, -f.FD
	}
	data = make([]byte, 0, 4096)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, code := f.Read(data[len(data):cap(data)])
		if n == 0 || code != 0 {
			closeFD(f.FD)
			return data, code
		}
		data = data[:len(data)+n]
	}
}

// Getenv looks a variable up in the environment as the process got it.
func Getenv(name string) (value string, ok bool) {
	for i := 0; i < environCount(); i++ {
		s := environ(i)
		if len(s) > len(name) && s[len(name)] == '=' && s[:len(name)] == name {
			return s[len(name)+1:], true
		}
	}
	return "", false
}
