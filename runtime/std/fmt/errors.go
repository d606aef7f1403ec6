package fmt

import "errors"

// Errorf makes an error with the formatted text. Operands of %w are wrapped:
// one is what Unwrap gives, several are given by Unwrap as a slice.
func Errorf(format string, a ...any) error {
	var f flags
	var space frame
	f.wrapAllowed = true
	text := string(f.printf(space.space(), format, a))
	inUse(&space, &space)
	switch f.nwraps {
	case 0:
		return errors.New(text)
	case 1:
		w := &wrapError{msg: text}
		w.err, _ = a[f.wrap].(error)
		return w
	}
	return wrapSeveral(text, a, append(f.wraps, f.wrap))
}

func wrapSeveral(text string, a []any, wraps []int) error {
	// In the order of the arguments, each once.
	var errs []error
	for i := range a {
		for _, w := range wraps {
			if w == i {
				if e, ok := a[i].(error); ok {
					errs = append(errs, e)
				}
				break
			}
		}
	}
	return &wrapErrors{text, errs}
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
