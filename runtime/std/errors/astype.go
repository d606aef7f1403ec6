package errors

// AsType looks for the first node of err's tree that has the type E, or whose
// As method fills an E, and gives it.
func AsType[E error](err error) (E, bool) {
	for err != nil {
		if e, ok := err.(E); ok {
			return e, true
		}
		if m, ok := err.(interface{ As(any) bool }); ok {
			var e E
			if m.As(&e) {
				return e, true
			}
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if e, ok := AsType[E](child); ok {
					return e, true
				}
			}
			err = nil
		default:
			err = nil
		}
	}
	var none E
	return none, false
}
