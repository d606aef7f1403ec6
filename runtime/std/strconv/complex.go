package strconv

// FormatComplex gives (a+bi), both parts in the form of FormatFloat; bitSize
// is 64 or 128, for the whole number.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	var buf [64]byte
	b := append(buf[:0], '(')
	b = AppendFloat(b, real(c), fmt, prec, bitSize/2)
	from := len(b)
	b = AppendFloat(b, imag(c), fmt, prec, bitSize/2)
	im := string(b[from:])
	b = b[:from]
	if im[0] != '+' && im[0] != '-' {
		b = append(b, '+')
	}
	b = append(b, im...)
	return string(append(b, "i)"...))
}

// convError gives err the name and the text of the outer call.
func convError(err error, s string) error {
	if e, ok := err.(*NumError); ok {
		e.Func = "ParseComplex"
		e.Num = clone(s)
	}
	return err
}

// ParseComplex reads N, Ni or N±Ni, in parentheses or not.
func ParseComplex(s string, bitSize int) (complex128, error) {
	size := 64
	if bitSize == 64 {
		size = 32
	}
	text := s
	if len(s) >= 2 && s[0] == '(' && s[len(s)-1] == ')' {
		s = s[1 : len(s)-1]
	}
	var pending error
	re, n, err := parseFloatPrefix(s, size)
	if err != nil {
		err = convError(err, text)
		if err.(*NumError).Err != ErrRange {
			return 0, err
		}
		pending = err
	}
	s = s[n:]
	if s == "" {
		return complex(re, 0), pending
	}
	switch s[0] {
	case '+':
		// "+Ni" may be written "++Ni" by no one, but "+NaNi" begins so.
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case '-':
	case 'i':
		if s == "i" {
			return complex(0, re), pending
		}
		fallthrough
	default:
		return 0, syntaxError("ParseComplex", text)
	}
	im, n, err := parseFloatPrefix(s, size)
	if err != nil {
		err = convError(err, text)
		if err.(*NumError).Err != ErrRange {
			return 0, err
		}
		pending = err
	}
	if s[n:] != "i" {
		return 0, syntaxError("ParseComplex", text)
	}
	return complex(re, im), pending
}
