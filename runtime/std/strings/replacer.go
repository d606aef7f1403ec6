package strings

import "io"

// Replacer replaces a list of strings, in one pass from left to right; at
// one place the pair that was given first wins. It may be used by several
// goroutines at once.
type Replacer struct {
	old, new []string
	// The pairs by first byte of the old string: a list through next, in
	// the order given, that begins at first[c]-1.
	first [256]int32
	next  []int32
	empty int // the pair with an empty old string, or -1
}

// NewReplacer takes pairs of old and new strings.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	n := len(oldnew) / 2
	r := &Replacer{
		old:   make([]string, n),
		new:   make([]string, n),
		next:  make([]int32, n),
		empty: -1,
	}
	for i := n - 1; i >= 0; i-- {
		old := oldnew[2*i]
		r.old[i], r.new[i] = old, oldnew[2*i+1]
		if old == "" {
			r.empty = i
			continue
		}
		r.next[i] = r.first[old[0]]
		r.first[old[0]] = int32(i + 1)
	}
	return r
}

// lookup gives the pair for the start of s, or -1. atEmpty: the place after
// a replaced string does not match an empty one.
func (r *Replacer) lookup(s string, mayBeEmpty bool) int {
	limit := len(r.old)
	if mayBeEmpty && r.empty >= 0 {
		limit = r.empty
	}
	if s != "" {
		for i := r.first[s[0]]; i != 0; i = r.next[i-1] {
			if int(i-1) > limit {
				break
			}
			if HasPrefix(s, r.old[i-1]) {
				return int(i - 1)
			}
		}
	}
	if mayBeEmpty {
		return r.empty
	}
	return -1
}

func (r *Replacer) Replace(s string) string {
	var b Builder
	done := 0
	mayBeEmpty := true
	for i := 0; i <= len(s); {
		if i < len(s) && r.first[s[i]] == 0 && r.empty < 0 {
			i++
			continue
		}
		k := r.lookup(s[i:], mayBeEmpty)
		if k < 0 {
			i++
			mayBeEmpty = true
			continue
		}
		b.WriteString(s[done:i])
		b.WriteString(r.new[k])
		i += len(r.old[k])
		done = i
		if r.old[k] == "" {
			mayBeEmpty = false
		} else {
			mayBeEmpty = false
		}
	}
	if done == 0 && b.Len() == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// WriteString writes s with all replacements to w.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	return io.WriteString(w, r.Replace(s))
}
