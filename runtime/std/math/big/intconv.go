package big

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Text gives the digits in a base.
func (x *Int) Text(base int) string {
	if x == nil {
		return "<nil>"
	}
	return string(x.abs.text(x.neg, base))
}

// Append appends the digits in a base.
func (x *Int) Append(buf []byte, base int) []byte {
	if x == nil {
		return append(buf, "<nil>"...)
	}
	return append(buf, x.abs.text(x.neg, base)...)
}

// String gives the decimal digits.
func (x *Int) String() string { return x.Text(10) }

// SetString sets z to what s says in a base; 0: by its prefix.
func (z *Int) SetString(s string, base int) (*Int, bool) {
	return z.setFromScanner(strings.NewReader(s), base)
}

func (z *Int) setFromScanner(r io.ByteScanner, base int) (*Int, bool) {
	if _, _, err := z.scan(r, base); err != nil {
		return nil, false
	}
	if _, err := r.ReadByte(); err != io.EOF {
		return nil, false
	}
	return z, true
}

func scanSign(r io.ByteScanner) (neg bool, err error) {
	c, err := r.ReadByte()
	if err != nil {
		return false, err
	}
	switch c {
	case '-':
		neg = true
	case '+':
	default:
		r.UnreadByte()
	}
	return neg, nil
}

func (z *Int) scan(r io.ByteScanner, base int) (*Int, int, error) {
	neg, err := scanSign(r)
	if err != nil {
		return nil, 0, err
	}
	z.abs, base, _, err = z.abs.scan(r, base, false)
	if err != nil {
		return nil, base, err
	}
	z.neg = len(z.abs) > 0 && neg
	return z, base, nil
}

// byteReader makes a ByteScanner of what fmt gives to Scan.
type byteReader struct{ fmt.ScanState }

func (r byteReader) ReadByte() (byte, error) {
	c, size, err := r.ReadRune()
	if size != 1 && err == nil {
		err = fmt.Errorf("invalid rune %#U", c)
	}
	return byte(c), err
}

func (r byteReader) UnreadByte() error { return r.UnreadRune() }

// Scan implements fmt.Scanner.
func (z *Int) Scan(s fmt.ScanState, ch rune) error {
	s.SkipSpace()
	base := 0
	switch ch {
	case 'b':
		base = 2
	case 'o':
		base = 8
	case 'd':
		base = 10
	case 'x', 'X':
		base = 16
	case 's', 'v':
	default:
		return errors.New("Int.Scan: invalid verb")
	}
	_, _, err := z.scan(byteReader{s}, base)
	return err
}

// Format implements fmt.Formatter for the verbs b o O d x X s v.
func (x *Int) Format(s fmt.State, ch rune) {
	base := 10
	prefix := ""
	sharp := s.Flag('#')
	switch ch {
	case 'b':
		base = 2
		if sharp {
			prefix = "0b"
		}
	case 'o':
		base = 8
		if sharp {
			prefix = "0"
		}
	case 'O':
		base, prefix = 8, "0o"
	case 'x':
		base = 16
		if sharp {
			prefix = "0x"
		}
	case 'X':
		base = 16
		if sharp {
			prefix = "0X"
		}
	case 'd', 's', 'v':
	default:
		fmt.Fprintf(s, "%%!%c(big.Int=%s)", ch, x.String())
		return
	}
	if x == nil {
		fmt.Fprint(s, "<nil>")
		return
	}
	sign := ""
	switch {
	case x.neg:
		sign = "-"
	case s.Flag('+'):
		sign = "+"
	case s.Flag(' '):
		sign = " "
	}
	text := string(x.abs.text(false, base))
	if ch == 'X' {
		text = strings.ToUpper(text)
	}
	left, zeros, right := 0, 0, 0
	precision, hasPrecision := s.Precision()
	if hasPrecision {
		if len(text) < precision {
			zeros = precision - len(text)
		} else if text == "0" && precision == 0 {
			return
		}
	}
	length := len(sign) + len(prefix) + zeros + len(text)
	if width, ok := s.Width(); ok && length < width {
		switch d := width - length; {
		case s.Flag('-'):
			right = d
		case s.Flag('0') && !hasPrecision:
			zeros = d
		default:
			left = d
		}
	}
	io.WriteString(s, strings.Repeat(" ", left)+sign+prefix+
		strings.Repeat("0", zeros)+text+strings.Repeat(" ", right))
}

// AppendText appends the decimal digits.
func (x *Int) AppendText(b []byte) (text []byte, err error) { return x.Append(b, 10), nil }

// MarshalText gives the decimal digits.
func (x *Int) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText sets z to what text says.
func (z *Int) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text), 0); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Int", text)
	}
	return nil
}

// MarshalJSON gives the decimal digits, or null for nil.
func (x *Int) MarshalJSON() ([]byte, error) {
	if x == nil {
		return []byte("null"), nil
	}
	return x.abs.text(x.neg, 10), nil
}

// UnmarshalJSON sets z to what text says.
func (z *Int) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	return z.UnmarshalText(text)
}
