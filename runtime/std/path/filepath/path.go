// Package filepath handles paths of files as the system spells them, that is,
// with slashes.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sort"
	"strings"
)

const (
	Separator     = os.PathSeparator
	ListSeparator = os.PathListSeparator
)

// SkipDir, given by a WalkFunc, skips a folder; SkipAll ends the walk.
var (
	SkipDir error = fs.SkipDir
	SkipAll error = fs.SkipAll
)

// ErrBadPattern is the error for a malformed pattern.
var ErrBadPattern = errors.New("syntax error in pattern")

// Clean gives the shortest path with the same meaning.
func Clean(name string) string { return path.Clean(name) }

// Join joins the elements that are not empty and cleans the result.
func Join(elem ...string) string { return path.Join(elem...) }

// Split cuts path after its last slash.
func Split(name string) (dir, file string) { return path.Split(name) }

// Ext gives the suffix from the last dot of the last element on.
func Ext(name string) string { return path.Ext(name) }

// Base gives the last element.
func Base(name string) string { return path.Base(name) }

// Dir gives all but the last element, cleaned.
func Dir(name string) string { return path.Dir(name) }

// IsAbs reports whether the path begins with a slash.
func IsAbs(name string) bool { return path.IsAbs(name) }

// ToSlash and FromSlash change nothing here.
func ToSlash(name string) string   { return name }
func FromSlash(name string) string { return name }

// VolumeName is empty here.
func VolumeName(name string) string { return "" }

// HasPrefix is strings.HasPrefix; it knows nothing of paths.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// IsLocal reports whether the path stays in the folder that it is taken in.
func IsLocal(name string) bool {
	if name == "" || IsAbs(name) {
		return false
	}
	name = Clean(name)
	return name != ".." && !strings.HasPrefix(name, "../")
}

// Localize makes a path of the system from one of package io/fs.
func Localize(name string) (string, error) {
	if !fs.ValidPath(name) || strings.IndexByte(name, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return name, nil
}

// SplitList splits a list as in PATH.
func SplitList(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, string(ListSeparator))
}

// Abs gives the path from the root.
func Abs(name string) (string, error) {
	if IsAbs(name) {
		return Clean(name), nil
	}
	wd, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(wd, name), nil
}

// Rel gives a path that, joined to basePath, leads to targPath.
func Rel(basePath, targPath string) (string, error) {
	base, targ := Clean(basePath), Clean(targPath)
	if base == targ {
		return ".", nil
	}
	if base == "." {
		base = ""
	}
	if IsAbs(base) != IsAbs(targ) {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	b, t := strings.TrimPrefix(base, "/"), strings.TrimPrefix(targ, "/")
	if t == "." {
		t = ""
	}
	for {
		be, brest := cutElem(b)
		te, trest := cutElem(t)
		if be != te || b == "" || t == "" {
			break
		}
		b, t = brest, trest
	}
	if e, _ := cutElem(b); e == ".." {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	if b == "" {
		return t, nil
	}
	up := strings.Repeat("../", strings.Count(b, "/")) + ".."
	if t == "" {
		return up, nil
	}
	return up + "/" + t, nil
}

// cutElem gives the first element and what follows its slash.
func cutElem(s string) (elem, rest string) {
	if s != "" && s[0] == '/' {
		s = s[1:]
	}
	elem, rest, _ = strings.Cut(s, "/")
	return elem, rest
}

// EvalSymlinks gives the path with its symbolic links followed.
func EvalSymlinks(name string) (string, error) {
	done, todo := "", name
	if IsAbs(name) {
		done = "/"
	}
	for links := 0; ; {
		elem := ""
		todo = strings.TrimLeft(todo, "/")
		if todo == "" {
			return Clean(done), nil
		}
		elem, todo, _ = strings.Cut(todo, "/")
		switch elem {
		case ".":
			continue
		case "..":
			if done == "" || Base(done) == ".." {
				done = Join(done, "..")
			} else {
				done = Dir(done)
				if done == "." {
					done = ""
				}
			}
			continue
		}
		next := elem
		if done != "" {
			next = Join(done, elem)
		}
		info, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			if !info.IsDir() && todo != "" {
				_, err := os.Lstat(next + "/")
				if err == nil {
					err = errors.New("not a directory")
				}
				return "", err
			}
			done = next
			continue
		}
		if links++; links > 255 {
			return "", errors.New("EvalSymlinks: too many links")
		}
		link, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(link) {
			done = "/"
		}
		todo = link + "/" + todo
	}
}

// A WalkFunc is called for each file by Walk.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// Walk calls fn for root and all below it, in the order of their names.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(name string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(name, info, nil)
	}
	names, err := dirNames(name)
	err1 := fn(name, info, err)
	if err != nil || err1 != nil {
		return err1
	}
	for _, n := range names {
		file := Join(name, n)
		info, err := os.Lstat(file)
		if err != nil {
			if err := fn(file, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err := walk(file, info, fn); err != nil {
			if !info.IsDir() || err != SkipDir {
				return err
			}
		}
	}
	return nil
}

func dirNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	sort.Strings(names)
	return names, err
}

// WalkDir is Walk without a call of Lstat for each file.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(name string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(name, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		if err = fn(name, d, err); err != nil {
			if err == SkipDir && d.IsDir() {
				err = nil
			}
			return err
		}
	}
	for _, e := range entries {
		if err := walkDir(Join(name, e.Name()), e, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Match reports whether name as a whole matches the shell pattern.
func Match(pattern, name string) (matched bool, err error) {
	matched, err = path.Match(pattern, name)
	if err != nil {
		err = ErrBadPattern
	}
	return matched, err
}

func hasMeta(name string) bool { return strings.ContainsAny(name, `*?[\`) }

// Glob gives the names of the files that match pattern.
func Glob(pattern string) (matches []string, err error) {
	return glob(pattern, 0)
}

func glob(pattern string, depth int) (matches []string, err error) {
	if _, err := Match(pattern, ""); err != nil || depth > 10000 {
		return nil, ErrBadPattern
	}
	if !hasMeta(pattern) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	dirs := []string{dir}
	if hasMeta(dir) {
		if dir == pattern {
			return nil, ErrBadPattern
		}
		if dirs, err = glob(dir, depth+1); err != nil {
			return nil, err
		}
	}
	for _, d := range dirs {
		if info, err := os.Stat(d); err != nil || !info.IsDir() {
			continue
		}
		names, _ := dirNames(d)
		for _, n := range names {
			ok, err := Match(file, n)
			if err != nil {
				return matches, err
			}
			if ok {
				matches = append(matches, Join(d, n))
			}
		}
	}
	return matches, nil
}
