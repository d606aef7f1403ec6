// Package time measures, computes with, reads and prints times.
package time

// A Duration is the time between two instants in nanoseconds.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// String gives "72h3m0.5s"; below a second with a smaller unit: "1.5µs".
func (d Duration) String() string {
	var buf [32]byte
	return string(d.append(buf[:0]))
}

func (d Duration) append(b []byte) []byte {
	if d == 0 {
		return append(b, "0s"...)
	}
	u := uint64(d)
	if d < 0 {
		u = -u
		b = append(b, '-')
	}
	switch {
	case u < uint64(Microsecond):
		b = appendUint(b, u, 1)
		return append(b, "ns"...)
	case u < uint64(Millisecond):
		b = appendDecimal(b, u, 3)
		return append(b, "µs"...)
	case u < uint64(Second):
		b = appendDecimal(b, u, 6)
		return append(b, "ms"...)
	}
	minutes := u / uint64(Minute)
	if hours := minutes / 60; hours > 0 {
		b = appendUint(b, hours, 1)
		b = append(b, 'h')
	}
	if minutes > 0 {
		b = appendUint(b, minutes%60, 1)
		b = append(b, 'm')
	}
	b = appendDecimal(b, u%uint64(Minute), 9)
	return append(b, 's')
}

// appendUint appends u with at least width digits.
func appendUint(b []byte, u uint64, width int) []byte {
	var buf [20]byte
	i := len(buf)
	for u > 0 || width > 0 {
		i--
		buf[i] = byte('0' + u%10)
		u /= 10
		width--
	}
	return append(b, buf[i:]...)
}

// appendDecimal appends u / 10^prec without trailing zeros.
func appendDecimal(b []byte, u uint64, prec int) []byte {
	unit := uint64(1)
	for i := 0; i < prec; i++ {
		unit *= 10
	}
	b = appendUint(b, u/unit, 1)
	rest := u % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	b = appendUint(b, rest, prec)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// in gives d in a unit: the whole part exactly, and the rest.
func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

func (d Duration) Seconds() float64 { return d.in(Second) }
func (d Duration) Minutes() float64 { return d.in(Minute) }
func (d Duration) Hours() float64   { return d.in(Hour) }

// Truncate rounds toward zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds to the nearest multiple of m, halfway cases away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		r = -r
		if uint64(r)+uint64(r) < uint64(m) {
			return d + r
		}
		if down := d - m + r; down < d {
			return down
		}
		return minDuration
	}
	if uint64(r)+uint64(r) < uint64(m) {
		return d - r
	}
	if up := d + m - r; up > d {
		return up
	}
	return maxDuration
}

func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// --- ParseDuration ----------------------------------------------------------

type durationError struct {
	what, text string
}

func (e *durationError) Error() string {
	return "time: " + e.what + quote(e.text)
}

// unitOf gives the unit with this name, or 0.
func unitOf(name string) uint64 {
	switch name {
	case "ns":
		return uint64(Nanosecond)
	case "us", "µs", "μs":
		return uint64(Microsecond)
	case "ms":
		return uint64(Millisecond)
	case "s":
		return uint64(Second)
	case "m":
		return uint64(Minute)
	case "h":
		return uint64(Hour)
	}
	return 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// leadingInt reads digits; ok is false when they are too large.
func leadingInt(s string) (v uint64, rest string, ok bool) {
	i := 0
	for ; i < len(s) && isDigit(s[i]); i++ {
		if v > 1<<63/10 {
			return 0, s, false
		}
		v = v*10 + uint64(s[i]-'0')
		if v > 1<<63 {
			return 0, s, false
		}
	}
	return v, s[i:], true
}

// leadingFraction reads digits after a point as v / scale; it ignores what
// is too small to count.
func leadingFraction(s string) (v uint64, scale float64, rest string) {
	scale = 1
	i := 0
	full := false
	for ; i < len(s) && isDigit(s[i]); i++ {
		if full {
			continue
		}
		next := v*10 + uint64(s[i]-'0')
		if v > (1<<63-1)/10 || next > 1<<63 {
			full = true
			continue
		}
		v = next
		scale *= 10
	}
	return v, scale, s[i:]
}

// ParseDuration reads "-1.5h", "300ms", "2h45m".
func ParseDuration(s string) (Duration, error) {
	whole := s
	invalid := func() (Duration, error) {
		return 0, &durationError{"invalid duration ", whole}
	}
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return invalid()
	}
	var sum uint64
	for s != "" {
		if s[0] != '.' && !isDigit(s[0]) {
			return invalid()
		}
		before := len(s)
		v, rest, ok := leadingInt(s)
		if !ok {
			return invalid()
		}
		some := len(rest) != before
		s = rest
		var f uint64
		scale := 1.0
		if s != "" && s[0] == '.' {
			before = len(s) - 1
			f, scale, s = leadingFraction(s[1:])
			some = some || len(s) != before
		}
		if !some {
			return invalid()
		}
		i := 0
		for i < len(s) && s[i] != '.' && !isDigit(s[i]) {
			i++
		}
		if i == 0 {
			return 0, &durationError{"missing unit in duration ", whole}
		}
		unit := unitOf(s[:i])
		if unit == 0 {
			return 0, &unitError{s[:i], whole}
		}
		s = s[i:]
		if v > 1<<63/unit {
			return invalid()
		}
		v *= unit
		if f > 0 {
			v += uint64(float64(f) * (float64(unit) / scale))
			if v > 1<<63 {
				return invalid()
			}
		}
		sum += v
		if sum > 1<<63 {
			return invalid()
		}
	}
	if negative {
		return -Duration(sum), nil
	}
	if sum > 1<<63-1 {
		return invalid()
	}
	return Duration(sum), nil
}

type unitError struct {
	unit, text string
}

func (e *unitError) Error() string {
	return "time: unknown unit " + quote(e.unit) + " in duration " +
		quote(e.text)
}
