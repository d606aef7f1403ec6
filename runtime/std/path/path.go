// Package path handles slash-separated paths, as in URLs.
package path

// Clean gives the shortest path with the same meaning.
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	out := lazy{of: path}
	back := 0 // ".." may not remove what is before this
	if rooted {
		out.add('/')
		back = 1
	}
	for i := out.n; i < len(path); {
		j := i
		for j < len(path) && path[j] != '/' {
			j++
		}
		switch elem := path[i:j]; {
		case elem == "" || elem == ".":
		case elem == ".." && out.n > back:
			for out.n--; out.n > back && out.at(out.n) != '/'; {
				out.n--
			}
		case elem == ".." && rooted:
		default:
			if rooted && out.n != 1 || !rooted && out.n != 0 {
				out.add('/')
			}
			for k := range len(elem) {
				out.add(elem[k])
			}
			if elem == ".." {
				back = out.n
			}
		}
		i = j + 1
	}
	if out.n == 0 {
		return "."
	}
	return out.text()
}

// lazy is a prefix of a string until something else is written.
type lazy struct {
	of  string
	buf []byte
	n   int
}

func (l *lazy) at(i int) byte {
	if l.buf != nil {
		return l.buf[i]
	}
	return l.of[i]
}

func (l *lazy) add(c byte) {
	if l.buf == nil {
		if l.n < len(l.of) && l.of[l.n] == c {
			l.n++
			return
		}
		l.buf = make([]byte, len(l.of))
		copy(l.buf, l.of[:l.n])
	}
	l.buf[l.n] = c
	l.n++
}

func (l *lazy) text() string {
	if l.buf == nil {
		return l.of[:l.n]
	}
	return string(l.buf[:l.n])
}

func lastSlash(s string) int {
	i := len(s) - 1
	for i >= 0 && s[i] != '/' {
		i--
	}
	return i
}

// Split cuts path after its last slash.
func Split(path string) (dir, file string) {
	i := lastSlash(path)
	return path[:i+1], path[i+1:]
}

// Join joins the elements that are not empty and cleans the result.
func Join(elem ...string) string {
	n := 0
	for _, e := range elem {
		n += len(e) + 1
	}
	buf := make([]byte, 0, n)
	for _, e := range elem {
		if e == "" {
			continue
		}
		if len(buf) > 0 {
			buf = append(buf, '/')
		}
		buf = append(buf, e...)
	}
	if len(buf) == 0 {
		return ""
	}
	return Clean(string(buf))
}

// Ext gives the suffix from the last dot of the last element on.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base gives the last element.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastSlash(path)+1:]
}

// IsAbs reports whether path begins with a slash.
func IsAbs(path string) bool { return path != "" && path[0] == '/' }

// Dir gives all but the last element, cleaned.
func Dir(path string) string {
	dir, _ := Split(path)
	return Clean(dir)
}
