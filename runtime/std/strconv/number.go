// Package strconv converts basic values to text and back.
package strconv

import "errors"

// IntSize is the size of an int in bits.
const IntSize = 64

// ErrRange says that a number does not fit its type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that the text has not the form of the type.
var ErrSyntax = errors.New("invalid syntax")

// NumError is the error of every function here that reads a number.
type NumError struct {
	Func string
	Num  string
	Err  error
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " +
		e.Err.Error()
}

func (e *NumError) Unwrap() error { return e.Err }

// clone makes sure that an error does not keep a whole input text alive.
func clone(s string) string { return string([]byte(s)) }

func syntaxError(fn, text string) *NumError {
	return &NumError{fn, clone(text), ErrSyntax}
}

func rangeError(fn, text string) *NumError {
	return &NumError{fn, clone(text), ErrRange}
}

func baseError(fn, text string, base int) *NumError {
	return &NumError{fn, clone(text),
		errors.New("invalid base " + Itoa(base))}
}

func bitSizeError(fn, text string, size int) *NumError {
	return &NumError{fn, clone(text),
		errors.New("invalid bit size " + Itoa(size))}
}

// ParseBool reads 1, t, T, TRUE, true, True, 0, f, F, FALSE, false, False.
func ParseBool(s string) (bool, error) {
	switch s {
	case "1", "t", "T", "true", "TRUE", "True":
		return true, nil
	case "0", "f", "F", "false", "FALSE", "False":
		return false, nil
	}
	return false, syntaxError("ParseBool", s)
}

func FormatBool(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func AppendBool(dst []byte, b bool) []byte {
	return append(dst, FormatBool(b)...)
}
