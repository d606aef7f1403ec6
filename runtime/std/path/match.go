package path

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern is the error for a malformed pattern.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name as a whole matches the shell pattern: * is any
// sequence without slashes, ? one character but a slash, [a-z] and [^a-z] one
// of a class, \ makes the next character plain.
func Match(pattern, name string) (matched bool, err error) {
	star := false
	starPattern, starName := "", ""
	for pattern != "" || name != "" {
		if pattern != "" && pattern[0] == '*' {
			for pattern != "" && pattern[0] == '*' {
				pattern = pattern[1:]
			}
			star, starPattern, starName = true, pattern, name
			if pattern == "" {
				return lastSlash(name) < 0, nil
			}
			continue
		}
		if pattern != "" && name != "" {
			ok, prest, nrest, err := matchOne(pattern, name)
			if err != nil {
				return false, err
			}
			if ok {
				pattern, name = prest, nrest
				continue
			}
		}
		// Let the last star take one more character.
		if !star || starName == "" || starName[0] == '/' {
			return false, check(pattern)
		}
		starName = starName[1:]
		pattern, name = starPattern, starName
	}
	return true, nil
}

// matchOne matches the first item of pattern, which is no star, with the first
// character of name.
func matchOne(pattern, name string) (ok bool, prest, nrest string, err error) {
	r, n := utf8.DecodeRuneInString(name)
	switch pattern[0] {
	case '?':
		return name[0] != '/', pattern[1:], name[n:], nil
	case '[':
		ok, prest, err = matchClass(pattern[1:], r)
		return ok, prest, name[n:], err
	case '\\':
		pattern = pattern[1:]
		if pattern == "" {
			return false, "", "", ErrBadPattern
		}
	}
	return pattern[0] == name[0], pattern[1:], name[1:], nil
}

func matchClass(p string, r rune) (ok bool, rest string, err error) {
	negated := false
	if p != "" && p[0] == '^' {
		negated = true
		p = p[1:]
	}
	for first := true; ; first = false {
		if p != "" && p[0] == ']' && !first {
			return ok != negated, p[1:], nil
		}
		var lo, hi rune
		if lo, p, err = classRune(p); err != nil {
			return false, "", err
		}
		hi = lo
		if p[0] == '-' {
			if hi, p, err = classRune(p[1:]); err != nil {
				return false, "", err
			}
		}
		if lo <= r && r <= hi {
			ok = true
		}
	}
}

func classRune(p string) (r rune, rest string, err error) {
	if p == "" || p[0] == '-' || p[0] == ']' {
		return 0, "", ErrBadPattern
	}
	if p[0] == '\\' {
		p = p[1:]
		if p == "" {
			return 0, "", ErrBadPattern
		}
	}
	r, n := utf8.DecodeRuneInString(p)
	if r == utf8.RuneError && n == 1 || len(p) == n {
		return 0, "", ErrBadPattern
	}
	return r, p[n:], nil
}

// check looks for errors in the part of a pattern that did not get its turn.
func check(p string) error {
	for p != "" {
		switch p[0] {
		case '\\':
			p = p[1:]
			if p == "" {
				return ErrBadPattern
			}
		case '[':
			_, rest, err := matchClass(p[1:], 0)
			if err != nil {
				return err
			}
			p = rest
			continue
		}
		p = p[1:]
	}
	return nil
}
