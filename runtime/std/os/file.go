// Package os is the process and its system: files, folders, environment.
package os

import (
	"errors"
	"internal/abi"
	"internal/stdio"
	"io"
	"io/fs"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline       = errors.New("file type does not support deadline")
	ErrDeadlineExceeded = errors.New("i/o timeout")
	ErrProcessDone      = errors.New("os: process already finished")
)

type (
	PathError = fs.PathError
	FileInfo  = fs.FileInfo
	FileMode  = fs.FileMode
	DirEntry  = fs.DirEntry
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC
)

const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2

	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// SyscallError is a failure and the name of the call that failed.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }
func (e *SyscallError) Unwrap() error { return e.Err }
func (e *SyscallError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// LinkError is a failure that concerns two names.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string {
	return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error()
}
func (e *LinkError) Unwrap() error { return e.Err }

func underlying(err error) error {
	switch e := err.(type) {
	case *PathError:
		return e.Err
	case *LinkError:
		return e.Err
	case *SyscallError:
		return e.Err
	}
	return err
}

func isKind(err, target error) bool {
	err = underlying(err)
	if err == target {
		return true
	}
	e, ok := err.(syscall.Errno)
	return ok && e.Is(target)
}

func IsExist(err error) bool      { return isKind(err, ErrExist) }
func IsNotExist(err error) bool   { return isKind(err, ErrNotExist) }
func IsPermission(err error) bool { return isKind(err, ErrPermission) }
func IsTimeout(err error) bool {
	t, ok := underlying(err).(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// --- Files -------------------------------------------------------------------

// A File is an open file. It begins with a pointer for package fmt.
type File struct {
	file *stdio.File
	lock sync.Mutex
	dir  uintptr // Handle for reading the folder, if that has begun.
}

var (
	Stdin  = NewFile(0, "/dev/stdin")
	Stdout = NewFile(1, "/dev/stdout")
	Stderr = NewFile(2, "/dev/stderr")
)

func init() {
	var f any = Stdout
	stdio.FileType = (*abi.Eface)(unsafe.Pointer(&f)).Type
	stdio.StdoutVar = unsafe.Pointer(&Stdout)
	stdio.StdinVar = unsafe.Pointer(&Stdin)
	stdio.MakeError = func(op, name string, code int) error {
		return &PathError{op, name, syscall.Errno(code)}
	}
}

// NewFile makes a File of a descriptor.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	return &File{file: &stdio.File{FD: int(fd), Name: name}}
}

// check gives the reason why f cannot be used.
func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.file.FD < 0 {
		return &PathError{op, f.file.Name, ErrClosed}
	}
	return nil
}

func (f *File) fail(op string, code int) error {
	return &PathError{op, f.file.Name, syscall.Errno(code)}
}

func (f *File) Name() string { return f.file.Name }

func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	return uintptr(f.file.FD)
}

func (f *File) Read(b []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	n, code := f.file.Read(b)
	switch {
	case code != 0:
		return 0, f.fail("read", code)
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return n, nil
}

func (f *File) Write(b []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	n, code := f.file.Write(b)
	if code != 0 {
		return n, f.fail("write", code)
	}
	return n, nil
}

func (f *File) WriteString(s string) (n int, err error) {
	return f.Write(unsafe.Slice(unsafe.StringData(s), len(s)))
}

//go:noescape
//go:linkname sysPread rt_os_pread
func sysPread(fd int, p *byte, n int, offset int64) int

//go:noescape
//go:linkname sysPwrite rt_os_pwrite
func sysPwrite(fd int, p *byte, n int, offset int64) int

//go:linkname sysSeek rt_os_seek
func sysSeek(fd int, offset int64, whence int) int64

//go:linkname sysClose rt_os_close
func sysClose(fd int) int

//go:noescape
//go:linkname sysOpen rt_os_open
func sysOpen(name string, flags, mode int) int

// ReadAt reads len(b) bytes from offset, or says why fewer.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{"readat", f.file.Name,
			errors.New("negative offset")}
	}
	for n < len(b) {
		m := sysPread(f.file.FD, &b[n], len(b)-n, off+int64(n))
		switch {
		case m < 0:
			return n, f.fail("read", -m)
		case m == 0:
			return n, io.EOF
		}
		n += m
	}
	return n, nil
}

var errAppend = errors.New("os: invalid use of WriteAt on file opened with O_APPEND")

func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	if f.file.Append {
		return 0, errAppend
	}
	if off < 0 {
		return 0, &PathError{"writeat", f.file.Name,
			errors.New("negative offset")}
	}
	for n < len(b) {
		m := sysPwrite(f.file.FD, &b[n], len(b)-n, off+int64(n))
		if m < 0 {
			return n, f.fail("write", -m)
		}
		n += m
	}
	return n, nil
}

func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.check("seek"); err != nil {
		return 0, err
	}
	f.rewindDir()
	n := sysSeek(f.file.FD, offset, whence)
	if n < 0 {
		return 0, f.fail("seek", int(-n))
	}
	return n, nil
}

func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	f.lock.Lock()
	defer f.lock.Unlock()
	if err := f.check("close"); err != nil {
		return err
	}
	f.rewindDir()
	code := sysClose(f.file.FD)
	f.file.FD = -1
	if code < 0 {
		return f.fail("close", -code)
	}
	return nil
}

// fdCall makes a call that takes the descriptor first.
func (f *File) fdCall(op string, trap, a uintptr) error {
	if err := f.check(op); err != nil {
		return err
	}
	_, _, e := syscall.Syscall(trap, uintptr(f.file.FD), a, 0)
	if e != 0 {
		return &PathError{op, f.file.Name, e}
	}
	return nil
}

func (f *File) Sync() error  { return f.fdCall("sync", syscall.SYS_FSYNC, 0) }
func (f *File) Chdir() error { return f.fdCall("chdir", syscall.SYS_FCHDIR, 0) }
func (f *File) Truncate(size int64) error {
	return f.fdCall("truncate", syscall.SYS_FTRUNCATE, uintptr(size))
}
func (f *File) Chmod(mode FileMode) error {
	return f.fdCall("chmod", syscall.SYS_FCHMOD, uintptr(unixMode(mode)))
}

func (f *File) SetDeadline(t time.Time) error      { return f.noDeadline() }
func (f *File) SetReadDeadline(t time.Time) error  { return f.noDeadline() }
func (f *File) SetWriteDeadline(t time.Time) error { return f.noDeadline() }

func (f *File) noDeadline() error {
	if err := f.check("set deadline"); err != nil {
		return err
	}
	return &PathError{"set deadline", f.file.Name, ErrNoDeadline}
}

// ReadFrom copies from r up to its end.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	return io.Copy(onlyWriter{f}, r)
}

// WriteTo copies the rest of the file to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, onlyReader{f})
}

type onlyWriter struct{ f *File }

func (w onlyWriter) Write(b []byte) (int, error) { return w.f.Write(b) }

type onlyReader struct{ f *File }

func (r onlyReader) Read(b []byte) (int, error) { return r.f.Read(b) }

// --- Opening -----------------------------------------------------------------

func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

func Create(name string) (*File, error) {
	return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd := sysOpen(name, flag, int(unixMode(perm)))
	if fd < 0 {
		return nil, &PathError{"open", name, syscall.Errno(-fd)}
	}
	f := NewFile(uintptr(fd), name)
	f.file.Append = flag&O_APPEND != 0
	return f, nil
}

func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 512
	if info, err := f.Stat(); err == nil && info.Size() < 1<<40 {
		size = max(size, int(info.Size())+1)
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return data, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// Pipe gives two files: what is written to w is read from r.
func Pipe() (r *File, w *File, err error) {
	var fds [2]int32
	_, _, e := syscall.Syscall(syscall.SYS_PIPE2,
		uintptr(unsafe.Pointer(&fds)), syscall.O_CLOEXEC, 0)
	if e != 0 {
		return nil, nil, NewSyscallError("pipe2", e)
	}
	return NewFile(uintptr(fds[0]), "|0"), NewFile(uintptr(fds[1]), "|1"), nil
}
