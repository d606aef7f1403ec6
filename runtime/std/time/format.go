package time

// Layouts are written as the time Mon Jan 2 15:04:05 MST 2006 looks.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// quote puts s in quotes; what is not printable ASCII as \x12.
func quote(s string) string {
	const hex = "0123456789abcdef"
	b := append(make([]byte, 0, len(s)+2), '"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ' || c >= 0x80:
			b = append(b, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			b = append(b, c)
		}
	}
	return string(append(b, '"'))
}

// appendInt appends v with at least width digits, not counting the sign.
func appendInt(b []byte, v int, width int) []byte {
	u := uint64(v)
	if v < 0 {
		b = append(b, '-')
		u = -u
	}
	if u == 0 && width < 1 {
		width = 1
	}
	return appendUint(b, u, width)
}

// String gives the time as in "2006-01-02 15:04:05.999999999 -0700 MST"; with
// a monotonic reading also that, as m=±<value>.
func (t Time) String() string {
	b := t.AppendFormat(make([]byte, 0, 64),
		"2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic == 0 {
		return string(b)
	}
	u := uint64(t.ext)
	sign := byte('+')
	if t.ext < 0 {
		sign = '-'
		u = -u
	}
	b = append(b, " m="...)
	b = append(b, sign)
	b = appendUint(b, u/1e9, 1)
	b = append(b, '.')
	b = appendUint(b, u%1e9, 9)
	return string(b)
}

// GoString gives an expression for the time.
func (t Time) GoString() string {
	day, second := t.local()
	year, month, mday, _ := dateOf(day)
	hour, min, sec := clockOf(second)
	b := append(make([]byte, 0, 80), "time.Date("...)
	b = appendInt(b, year, 0)
	if January <= month && month <= December {
		b = append(b, ", time."...)
		b = append(b, month.String()...)
	}
	for _, v := range [...]int{mday, hour, min, sec, t.Nanosecond()} {
		b = append(b, ", "...)
		b = appendInt(b, v, 0)
	}
	b = append(b, ", "...)
	switch loc := t.Location(); loc {
	case UTC, nil:
		b = append(b, "time.UTC"...)
	case Local:
		b = append(b, "time.Local"...)
	default:
		b = append(b, "time.Location("...)
		b = append(b, quote(loc.name)...)
		b = append(b, ')')
	}
	return string(append(b, ')'))
}

func (t Time) Format(layout string) string {
	var buf [64]byte
	return string(t.AppendFormat(buf[:0], layout))
}

// shown is a time taken apart.
type shown struct {
	year           int
	month          Month
	mday, yday     int
	wday           Weekday
	hour, min, sec int
	nsec           int
	zone           string
	offset         int
}

func (t *Time) show() shown {
	var s shown
	z := period{zone: zone{name: "UTC"}}
	sec := t.sec()
	if t.loc != nil {
		z = t.loc.zoneAt(sec + internalToUnix)
		sec += int64(z.offset)
	}
	day, second := splitDay(sec)
	s.year, s.month, s.mday, s.yday = dateOf(day)
	s.wday = weekday(day)
	s.hour, s.min, s.sec = clockOf(second)
	s.nsec = int(t.nsec())
	s.zone, s.offset = z.name, z.offset
	return s
}

// AppendFormat is Format to the end of b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	s := t.show()
	for layout != "" {
		before, p, text, rest := nextPiece(layout)
		b = append(b, before...)
		if p.kind == pieceNone {
			break
		}
		b = s.append(b, p, text[0])
		layout = rest
	}
	return b
}

func appendPadded(b []byte, v, width int) []byte {
	for limit := 10; width > 1; width-- {
		if v < limit {
			for i := 1; i < width; i++ {
				b = append(b, ' ')
			}
			break
		}
		limit *= 10
	}
	return appendInt(b, v, 0)
}

func hour12(h int) int {
	if h %= 12; h != 0 {
		return h
	}
	return 12
}

func (s *shown) append(b []byte, p piece, first byte) []byte {
	switch p.kind {
	case pieceYear:
		y := s.year
		if y < 0 {
			y = -y
		}
		return appendInt(b, y%100, 2)
	case pieceLongYear:
		return appendInt(b, s.year, 4)
	case pieceMonth:
		return append(b, s.month.String()[:3]...)
	case pieceLongMonth:
		return append(b, s.month.String()...)
	case pieceNumMonth:
		return appendInt(b, int(s.month), 0)
	case pieceZeroMonth:
		return appendInt(b, int(s.month), 2)
	case pieceDay:
		return append(b, s.wday.String()[:3]...)
	case pieceLongDay:
		return append(b, s.wday.String()...)
	case pieceMday:
		return appendInt(b, s.mday, 0)
	case pieceUnderMday:
		return appendPadded(b, s.mday, 2)
	case pieceZeroMday:
		return appendInt(b, s.mday, 2)
	case pieceUnderYday:
		return appendPadded(b, s.yday+1, 3)
	case pieceZeroYday:
		return appendInt(b, s.yday+1, 3)
	case pieceHour:
		return appendInt(b, s.hour, 2)
	case pieceHour12:
		return appendInt(b, hour12(s.hour), 0)
	case pieceZeroHour12:
		return appendInt(b, hour12(s.hour), 2)
	case pieceMinute:
		return appendInt(b, s.min, 0)
	case pieceZeroMinute:
		return appendInt(b, s.min, 2)
	case pieceSecond:
		return appendInt(b, s.sec, 0)
	case pieceZeroSecond:
		return appendInt(b, s.sec, 2)
	case piecePM, piecepm:
		text := "AM"
		if s.hour >= 12 {
			text = "PM"
		}
		if p.kind == piecepm {
			return append(b, text[0]|32, 'm')
		}
		return append(b, text...)
	case pieceZ:
		if s.offset == 0 {
			return append(b, 'Z')
		}
		return appendOffset(b, s.offset, p.n)
	case pieceOffset:
		return appendOffset(b, s.offset, p.n)
	case pieceTZ:
		if s.zone != "" {
			return append(b, s.zone...)
		}
		minutes := s.offset / 60
		sign := byte('+')
		if minutes < 0 {
			sign = '-'
			minutes = -minutes
		}
		b = append(b, sign)
		b = appendInt(b, minutes/60, 2)
		return appendInt(b, minutes%60, 2)
	case pieceFraction0, pieceFraction9:
		return appendFraction(b, s.nsec, p.n, p.kind == pieceFraction9, first)
	}
	return b
}

func appendOffset(b []byte, offset, form int) []byte {
	sign := byte('+')
	if offset < 0 {
		sign = '-'
		offset = -offset
	}
	b = append(b, sign)
	b = appendInt(b, offset/3600, 2)
	if form&offHour != 0 {
		return b
	}
	if form&offColon != 0 {
		b = append(b, ':')
	}
	b = appendInt(b, offset/60%60, 2)
	if form&offSeconds != 0 {
		if form&offColon != 0 {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}

func appendFraction(b []byte, nsec, n int, trim bool, point byte) []byte {
	if trim && nsec == 0 {
		return b
	}
	start := len(b)
	b = append(b, point)
	b = appendInt(b, nsec, 9)
	if n < 9 {
		b = b[:start+1+n]
	}
	for ; n > 9 && !trim; n-- {
		b = append(b, '0')
	}
	if trim {
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if len(b) == start+1 {
			b = b[:start]
		}
	}
	return b
}
