package os

import (
	"io"
	"io/fs"
	"sort"
	"syscall"
	"time"
)

//go:noescape
//go:linkname sysStat rt_os_stat
func sysStat(name string, follow bool, out *[10]int64) int

//go:noescape
//go:linkname sysFstat rt_os_fstat
func sysFstat(fd int, out *[10]int64) int

// fileStat is what the system says: the order of rt_os_stat.
type fileStat struct {
	name string
	sys  [10]int64
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.sys[1] }
func (s *fileStat) Mode() FileMode     { return modeOf(uint32(s.sys[0])) }
func (s *fileStat) ModTime() time.Time { return time.Unix(s.sys[2], s.sys[3]) }
func (s *fileStat) IsDir() bool        { return s.Mode().IsDir() }
func (s *fileStat) Sys() any           { return nil }

func modeOf(m uint32) FileMode {
	mode := FileMode(m & 0777)
	switch m & syscall.S_IFMT {
	case syscall.S_IFBLK:
		mode |= ModeDevice
	case syscall.S_IFCHR:
		mode |= ModeDevice | ModeCharDevice
	case syscall.S_IFDIR:
		mode |= ModeDir
	case syscall.S_IFIFO:
		mode |= ModeNamedPipe
	case syscall.S_IFLNK:
		mode |= ModeSymlink
	case syscall.S_IFSOCK:
		mode |= ModeSocket
	}
	if m&syscall.S_ISGID != 0 {
		mode |= ModeSetgid
	}
	if m&syscall.S_ISUID != 0 {
		mode |= ModeSetuid
	}
	if m&syscall.S_ISVTX != 0 {
		mode |= ModeSticky
	}
	return mode
}

func unixMode(m FileMode) uint32 {
	mode := uint32(m.Perm())
	if m&ModeSetuid != 0 {
		mode |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		mode |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		mode |= syscall.S_ISVTX
	}
	return mode
}

// lastElement is what a FileInfo calls the file.
func lastElement(name string) string {
	end := len(name)
	for end > 1 && name[end-1] == '/' {
		end--
	}
	start := end
	for start > 0 && name[start-1] != '/' {
		start--
	}
	if start == end {
		return name[:end]
	}
	return name[start:end]
}

func statName(op, name string, follow bool) (FileInfo, error) {
	s := &fileStat{name: lastElement(name)}
	if code := sysStat(name, follow, &s.sys); code < 0 {
		return nil, &PathError{op, name, syscall.Errno(-code)}
	}
	return s, nil
}

func Stat(name string) (FileInfo, error)  { return statName("stat", name, true) }
func Lstat(name string) (FileInfo, error) { return statName("lstat", name, false) }

func (f *File) Stat() (FileInfo, error) {
	if err := f.check("stat"); err != nil {
		return nil, err
	}
	s := &fileStat{name: lastElement(f.file.Name)}
	if code := sysFstat(f.file.FD, &s.sys); code < 0 {
		return nil, f.fail("stat", -code)
	}
	return s, nil
}

// SameFile reports whether both describe one file.
func SameFile(a, b FileInfo) bool {
	x, ok := a.(*fileStat)
	y, ok2 := b.(*fileStat)
	return ok && ok2 && x.sys[4] == y.sys[4] && x.sys[5] == y.sys[5]
}

// --- Folders -----------------------------------------------------------------

//go:noescape
//go:linkname sysOpendir rt_os_opendir
func sysOpendir(name string, handle *uintptr) int

//go:noescape
//go:linkname sysReaddir rt_os_readdir
func sysReaddir(handle uintptr, buf *byte, n int, kind *int64) int

//go:linkname sysClosedir rt_os_closedir
func sysClosedir(handle uintptr)

func (f *File) rewindDir() {
	if f.dir != 0 {
		sysClosedir(f.dir)
		f.dir = 0
	}
}

type dirEntry struct {
	folder string
	name   string
	kind   FileMode
}

func (e *dirEntry) Name() string   { return e.name }
func (e *dirEntry) IsDir() bool    { return e.kind.IsDir() }
func (e *dirEntry) Type() FileMode { return e.kind }
func (e *dirEntry) String() string { return fs.FormatDirEntry(e) }
func (e *dirEntry) Info() (FileInfo, error) {
	return Lstat(e.folder + "/" + e.name)
}

// kindOf maps the system's kinds of entries; ok is false if it has none.
func kindOf(kind int64) (m FileMode, ok bool) {
	return modeOf(uint32(kind) << 12).Type(), kind != 0
}

// ReadDir gives up to n entries in the order of the folder, all if n <= 0.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if err := f.check("readdirent"); err != nil {
		return nil, err
	}
	if f.dir == 0 {
		if code := sysOpendir(f.file.Name, &f.dir); code < 0 {
			return nil, f.fail("readdirent", -code)
		}
	}
	list := []DirEntry{}
	var buf [256]byte
	for n <= 0 || len(list) < n {
		var kind int64
		size := sysReaddir(f.dir, &buf[0], len(buf), &kind)
		if size < 0 {
			return list, f.fail("readdirent", -size)
		}
		if size == 0 {
			if n > 0 && len(list) == 0 {
				return nil, io.EOF
			}
			break
		}
		e := &dirEntry{folder: f.file.Name, name: string(buf[:size])}
		var ok bool
		if e.kind, ok = kindOf(kind); !ok {
			info, err := e.Info()
			if IsNotExist(err) {
				continue
			}
			if err != nil {
				return list, err
			}
			e.kind = info.Mode().Type()
		}
		list = append(list, e)
	}
	return list, nil
}

func (f *File) Readdirnames(n int) (names []string, err error) {
	list, err := f.ReadDir(n)
	names = make([]string, 0, len(list))
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

func (f *File) Readdir(n int) ([]FileInfo, error) {
	list, err := f.ReadDir(n)
	infos := make([]FileInfo, 0, len(list))
	for _, e := range list {
		info, e := e.Info()
		if IsNotExist(e) {
			continue
		}
		if e != nil {
			return infos, e
		}
		infos = append(infos, info)
	}
	return infos, err
}

type byName []DirEntry

func (l byName) Len() int           { return len(l) }
func (l byName) Less(i, j int) bool { return l[i].Name() < l[j].Name() }
func (l byName) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }

// ReadDir lists a folder by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	sort.Sort(byName(list))
	return list, err
}

// DirFS gives the tree below dir.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

func (d dirFS) full(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &PathError{op, name, ErrInvalid}
	}
	if name == "." {
		return string(d), nil
	}
	return string(d) + "/" + name, nil
}

func (d dirFS) Open(name string) (fs.File, error) {
	full, err := d.full("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		err.(*PathError).Path = name
		return nil, err
	}
	return f, nil
}

func (d dirFS) Stat(name string) (FileInfo, error) {
	full, err := d.full("stat", name)
	if err != nil {
		return nil, err
	}
	return Stat(full)
}

func (d dirFS) ReadFile(name string) ([]byte, error) {
	full, err := d.full("readfile", name)
	if err != nil {
		return nil, err
	}
	return ReadFile(full)
}

func (d dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := d.full("readdir", name)
	if err != nil {
		return nil, err
	}
	return ReadDir(full)
}
