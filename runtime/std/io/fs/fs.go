// Package fs describes trees of files, of the system or not.
package fs

import (
	"internal/oserror"
	"time"
	"unicode/utf8"
)

var (
	ErrInvalid    = oserror.ErrInvalid
	ErrPermission = oserror.ErrPermission
	ErrExist      = oserror.ErrExist
	ErrNotExist   = oserror.ErrNotExist
	ErrClosed     = oserror.ErrClosed
)

// PathError is a failure, what was tried, and on what file.
type PathError struct {
	Op   string
	Path string
	Err  error
}

func (e *PathError) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }
func (e *PathError) Unwrap() error { return e.Err }

// Timeout reports whether the failure is that time ran out.
func (e *PathError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// A FileMode is the kind of a file and what may be done with it.
type FileMode uint32

const (
	ModeDir FileMode = 1 << (31 - iota)
	ModeAppend
	ModeExclusive
	ModeTemporary
	ModeSymlink
	ModeDevice
	ModeNamedPipe
	ModeSocket
	ModeSetuid
	ModeSetgid
	ModeCharDevice
	ModeSticky
	ModeIrregular

	ModeType = ModeDir | ModeSymlink | ModeNamedPipe | ModeSocket |
		ModeDevice | ModeCharDevice | ModeIrregular
	ModePerm FileMode = 0777
)

func (m FileMode) String() string {
	const kinds = "dalTLDpSugct?"
	const rights = "rwxrwxrwx"
	var buf [32]byte
	b := buf[:0]
	for i, c := range []byte(kinds) {
		if m&(1<<(31-uint(i))) != 0 {
			b = append(b, c)
		}
	}
	if len(b) == 0 {
		b = append(b, '-')
	}
	for i, c := range []byte(rights) {
		if m&(1<<(8-uint(i))) == 0 {
			c = '-'
		}
		b = append(b, c)
	}
	return string(b)
}

func (m FileMode) IsDir() bool     { return m&ModeDir != 0 }
func (m FileMode) IsRegular() bool { return m&ModeType == 0 }
func (m FileMode) Perm() FileMode  { return m & ModePerm }
func (m FileMode) Type() FileMode  { return m & ModeType }

// A FileInfo describes a file.
type FileInfo interface {
	Name() string
	Size() int64
	Mode() FileMode
	ModTime() time.Time
	IsDir() bool
	Sys() any
}

// A DirEntry is one line of a folder.
type DirEntry interface {
	Name() string
	IsDir() bool
	Type() FileMode
	Info() (FileInfo, error)
}

// An FS is a tree of files; names are as ValidPath says.
type FS interface {
	Open(name string) (File, error)
}

type File interface {
	Stat() (FileInfo, error)
	Read([]byte) (int, error)
	Close() error
}

type ReadDirFile interface {
	File
	ReadDir(n int) ([]DirEntry, error)
}

type ReadDirFS interface {
	FS
	ReadDir(name string) ([]DirEntry, error)
}

type ReadFileFS interface {
	FS
	ReadFile(name string) ([]byte, error)
}

type StatFS interface {
	FS
	Stat(name string) (FileInfo, error)
}

type SubFS interface {
	FS
	Sub(dir string) (FS, error)
}

type GlobFS interface {
	FS
	Glob(pattern string) ([]string, error)
}

// ValidPath reports whether name is ".", or elements other than "", "." and
// ".." with slashes between.
func ValidPath(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	if name == "." {
		return true
	}
	for from, i := 0, 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		if e := name[from:i]; e == "" || e == "." || e == ".." {
			return false
		}
		from = i + 1
	}
	return true
}

// infoEntry makes a DirEntry of a FileInfo.
type infoEntry struct {
	FileInfo
}

func (e infoEntry) Info() (FileInfo, error) { return e.FileInfo, nil }
func (e infoEntry) Type() FileMode          { return e.FileInfo.Mode().Type() }
func (e infoEntry) String() string          { return FormatDirEntry(e) }

func FileInfoToDirEntry(info FileInfo) DirEntry {
	if info == nil {
		return nil
	}
	return infoEntry{info}
}

// FormatDirEntry gives "d name/" or "- name".
func FormatDirEntry(dir DirEntry) string {
	mode := dir.Type().String()
	text := mode[:len(mode)-9] + " " + dir.Name()
	if dir.IsDir() {
		text += "/"
	}
	return text
}

// FormatFileInfo gives mode, size, time and name.
func FormatFileInfo(info FileInfo) string {
	var buf [20]byte
	i := len(buf)
	for n := uint64(info.Size()); ; n /= 10 {
		i--
		buf[i] = byte('0' + n%10)
		if n < 10 {
			break
		}
	}
	text := info.Mode().String() + " " + string(buf[i:]) + " " +
		info.ModTime().Format(time.DateTime) + " " + info.Name()
	if info.IsDir() {
		text += "/"
	}
	return text
}
