package os

import (
	"syscall"
	"time"
	"unsafe"
)

// Calls by name: RtPathCall of runtime/lib.h.
const (
	callMkdir = iota
	callUnlink
	callRmdir
	callRename
	callLink
	callSymlink
	callChmod
	callChdir
	callTruncate
)

//go:noescape
//go:linkname sysPathCall rt_os_path_call
func sysPathCall(what int, a, b string, mode int) int

func pathCall(what int, op, name string, mode int) error {
	if code := sysPathCall(what, name, "", mode); code < 0 {
		return &PathError{op, name, syscall.Errno(-code)}
	}
	return nil
}

func linkCall(what int, op, old, new string) error {
	if code := sysPathCall(what, old, new, 0); code < 0 {
		return &LinkError{op, old, new, syscall.Errno(-code)}
	}
	return nil
}

func Mkdir(name string, perm FileMode) error {
	return pathCall(callMkdir, "mkdir", name, int(unixMode(perm)))
}

func Chdir(dir string) error { return pathCall(callChdir, "chdir", dir, 0) }

func Chmod(name string, mode FileMode) error {
	return pathCall(callChmod, "chmod", name, int(unixMode(mode)))
}

func Truncate(name string, size int64) error {
	return pathCall(callTruncate, "truncate", name, int(size))
}

func Rename(oldpath, newpath string) error {
	if info, err := Lstat(newpath); err == nil && info.IsDir() {
		if old, err := Lstat(oldpath); err == nil && !old.IsDir() {
			return &LinkError{"rename", oldpath, newpath, syscall.EEXIST}
		}
	}
	return linkCall(callRename, "rename", oldpath, newpath)
}

func Link(oldname, newname string) error {
	return linkCall(callLink, "link", oldname, newname)
}

func Symlink(oldname, newname string) error {
	return linkCall(callSymlink, "symlink", oldname, newname)
}

//go:noescape
//go:linkname sysReadlink rt_os_readlink
func sysReadlink(name string, buf *byte, n int) int

func Readlink(name string) (string, error) {
	for size := 256; ; size *= 2 {
		buf := make([]byte, size)
		n := sysReadlink(name, &buf[0], size)
		if n < 0 {
			return "", &PathError{"readlink", name, syscall.Errno(-n)}
		}
		if n < size {
			return string(buf[:n]), nil
		}
	}
}

// Remove removes a file or an empty folder.
func Remove(name string) error {
	a := sysPathCall(callUnlink, name, "", 0)
	if a >= 0 {
		return nil
	}
	b := sysPathCall(callRmdir, name, "", 0)
	if b >= 0 {
		return nil
	}
	// The failure of rmdir counts, unless it only says: no folder.
	code := b
	if syscall.Errno(-b) == syscall.ENOTDIR {
		code = a
	}
	return &PathError{"remove", name, syscall.Errno(-code)}
}

// MkdirAll makes a folder and those above it that are missing.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{"mkdir", path, syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	for end > 0 && path[end-1] == '/' {
		end--
	}
	if end > 0 {
		if err := MkdirAll(path[:end], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, e := Lstat(path); e == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// RemoveAll removes a file, or a folder with all in it.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if n := len(path); path[n-1] == '.' && (n == 1 || path[n-2] == '/') {
		return &PathError{"RemoveAll", path, syscall.EINVAL}
	}
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	info, e := Lstat(path)
	if e != nil {
		if IsNotExist(e) {
			return nil
		}
		return e
	}
	if !info.IsDir() {
		return err
	}
	list, e := ReadDir(path)
	if e != nil && !IsNotExist(e) {
		return e
	}
	var first error
	for _, entry := range list {
		if e := RemoveAll(path + "/" + entry.Name()); e != nil && first == nil {
			first = e
		}
	}
	err = Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	if first != nil {
		return first
	}
	return err
}

//go:noescape
//go:linkname sysGetcwd rt_os_getcwd
func sysGetcwd(buf *byte, n int) int

// Getwd gives the current folder, by $PWD if that names it.
func Getwd() (dir string, err error) {
	if pwd := Getenv("PWD"); pwd != "" && pwd[0] == '/' {
		a, e1 := Stat(".")
		b, e2 := Stat(pwd)
		if e1 == nil && e2 == nil && SameFile(a, b) {
			return pwd, nil
		}
	}
	buf := make([]byte, 4096)
	n := sysGetcwd(&buf[0], len(buf))
	if n < 0 {
		return "", NewSyscallError("getwd", syscall.Errno(-n))
	}
	return string(buf[:n]), nil
}

// Chtimes sets when a file was used and changed; zero: leave it.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	const omit = 1<<30 - 2
	var spec [4]int64
	for i, t := range [...]time.Time{atime, mtime} {
		if t.IsZero() {
			spec[2*i+1] = omit
		} else {
			spec[2*i] = t.Unix()
			spec[2*i+1] = int64(t.Nanosecond())
		}
	}
	const here = -100 // AT_FDCWD
	folder := here
	path := append([]byte(name), 0)
	_, _, e := syscall.Syscall6(syscall.SYS_UTIMENSAT, uintptr(folder),
		uintptr(unsafe.Pointer(&path[0])), uintptr(unsafe.Pointer(&spec)),
		0, 0, 0)
	if e != 0 {
		return &PathError{"chtimes", name, e}
	}
	return nil
}

// --- Temporary files ----------------------------------------------------------

func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

//go:linkname random64 rt_random64
func random64() uint64

// tempName gives dir/prefixNUMBERsuffix, where the last * of pattern stands
// for the number.
func tempName(op, dir, pattern string) (func() string, error) {
	prefix, suffix := pattern, ""
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '/' {
			return nil, &PathError{op, pattern, errPattern}
		}
		if pattern[i] == '*' {
			prefix, suffix = pattern[:i], pattern[i+1:]
		}
	}
	if dir == "" {
		dir = TempDir()
	}
	if dir[len(dir)-1] != '/' {
		dir += "/"
	}
	return func() string {
		return dir + prefix + decimal(int(uint32(random64()))) + suffix
	}, nil
}

type patternError struct{}

func (patternError) Error() string { return "pattern contains path separator" }

var errPattern error = patternError{}

func decimal(n int) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}

const attempts = 10000

func CreateTemp(dir, pattern string) (*File, error) {
	next, err := tempName("createtemp", dir, pattern)
	for i := 0; err == nil && i < attempts; i++ {
		f, err := OpenFile(next(), O_RDWR|O_CREATE|O_EXCL, 0600)
		if !IsExist(err) {
			return f, err
		}
	}
	if err == nil {
		err = &PathError{"createtemp", dir + "/" + pattern, ErrExist}
	}
	return nil, err
}

func MkdirTemp(dir, pattern string) (string, error) {
	next, err := tempName("mkdirtemp", dir, pattern)
	for i := 0; err == nil && i < attempts; i++ {
		name := next()
		err := Mkdir(name, 0700)
		if err == nil {
			return name, nil
		}
		if !IsExist(err) {
			return "", err
		}
	}
	if err == nil {
		err = &PathError{"mkdirtemp", dir + "/" + pattern, ErrExist}
	}
	return "", err
}
