package fs

import (
	"errors"
	"io"
	"sort"
)

type byName []DirEntry

func (l byName) Len() int           { return len(l) }
func (l byName) Less(i, j int) bool { return l[i].Name() < l[j].Name() }
func (l byName) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }

// ReadDir lists a folder by name.
func ReadDir(fsys FS, name string) ([]DirEntry, error) {
	if f, ok := fsys.(ReadDirFS); ok {
		return f.ReadDir(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	dir, ok := file.(ReadDirFile)
	if !ok {
		return nil, &PathError{"readdir", name, errors.New("not implemented")}
	}
	list, err := dir.ReadDir(-1)
	sort.Sort(byName(list))
	return list, err
}

// ReadFile reads all of a file.
func ReadFile(fsys FS, name string) ([]byte, error) {
	if f, ok := fsys.(ReadFileFS); ok {
		return f.ReadFile(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Stat describes a file.
func Stat(fsys FS, name string) (FileInfo, error) {
	if f, ok := fsys.(StatFS); ok {
		return f.Stat(name)
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return file.Stat()
}

// SkipDir and SkipAll are what a WalkDirFunc gives to leave out a folder, or
// all the rest.
var SkipDir = errors.New("skip this directory")
var SkipAll = errors.New("skip everything and stop the walk")

// WalkDirFunc is called for each file; err: why a folder cannot be read.
type WalkDirFunc func(path string, d DirEntry, err error) error

// WalkDir calls fn for root and all below it, folder by folder, by name.
func WalkDir(fsys FS, root string, fn WalkDirFunc) error {
	info, err := Stat(fsys, root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(fsys, root, FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(fsys FS, name string, d DirEntry, fn WalkDirFunc) error {
	if err := fn(name, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	list, err := ReadDir(fsys, name)
	if err != nil {
		if err = fn(name, d, err); err != nil {
			if err == SkipDir && d.IsDir() {
				err = nil
			}
			return err
		}
	}
	for _, e := range list {
		below := name + "/" + e.Name()
		if name == "." {
			below = e.Name()
		}
		if err := walk(fsys, below, e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Sub gives the tree below dir.
func Sub(fsys FS, dir string) (FS, error) {
	if !ValidPath(dir) {
		return nil, &PathError{"sub", dir, ErrInvalid}
	}
	if dir == "." {
		return fsys, nil
	}
	if f, ok := fsys.(SubFS); ok {
		return f.Sub(dir)
	}
	return &subTree{fsys, dir}, nil
}

type subTree struct {
	fsys FS
	dir  string
}

func (s *subTree) Open(name string) (File, error) {
	if !ValidPath(name) {
		return nil, &PathError{"open", name, ErrInvalid}
	}
	full := s.dir + "/" + name
	if name == "." {
		full = s.dir
	}
	file, err := s.fsys.Open(full)
	if e, ok := err.(*PathError); ok && e.Path == full {
		e.Path = name
	}
	return file, err
}
