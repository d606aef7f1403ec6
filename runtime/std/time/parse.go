package time

import "errors"

// ParseError says what part of a value did not fit what part of a layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) +
		": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

// parser collects what it reads. A failure is ok == false; a number out of
// its range is named by out.
type parser struct {
	s                 string // What is left of the value.
	ok                bool
	out               string
	year, hour        int
	min, sec, nsec    int
	month, mday, yday int // -1: not seen
	pm, am            bool
	utc               bool
	offset            int
	hasOffset         bool
	zone              string
}

// Parse reads a time that is written as layout; without a zone it is UTC.
func Parse(layout, value string) (Time, error) {
	return parse(layout, value, UTC, Local)
}

// ParseInLocation is Parse where a time without a zone, and the names of
// zones, are those of loc.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func parse(layout, value string, fallback, local *Location) (Time, error) {
	p := parser{s: value, ok: true, month: -1, mday: -1, yday: -1}
	fail := func(elem, text, message string) (Time, error) {
		return Time{}, &ParseError{layout, value, elem, text, message}
	}
	for rest := layout; ; {
		before, piece, elem, next := nextPiece(rest)
		if !p.skip(before) {
			return fail(before, p.s, "")
		}
		if piece.kind == pieceNone {
			if p.s != "" {
				return fail("", p.s, ": extra text: "+quote(p.s))
			}
			break
		}
		hold := p.s
		p.read(piece, next)
		if p.out != "" {
			return fail(elem, p.s, ": "+p.out+" out of range")
		}
		if !p.ok {
			return fail(elem, hold, "")
		}
		rest = next
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if message := p.settleDay(); message != "" {
		return fail("", p.s, message)
	}
	return p.time(fallback, local), nil
}

// settleDay finds month and day, and checks them.
func (p *parser) settleDay() (message string) {
	if p.yday >= 0 {
		days := 365
		if isLeap(p.year) {
			days = 366
		}
		if p.yday < 1 || p.yday > days {
			return ": day-of-year out of range"
		}
		first := dayOf(int64(p.year), January, 1)
		_, month, mday, _ := dateOf(first + int64(p.yday) - 1)
		if p.month >= 0 && p.month != int(month) {
			return ": day-of-year does not match month"
		}
		if p.mday >= 0 && p.mday != mday {
			return ": day-of-year does not match day"
		}
		p.month, p.mday = int(month), mday
	}
	if p.month < 0 {
		p.month = 1
	}
	if p.mday < 0 {
		p.mday = 1
	}
	if p.mday < 1 || p.mday > daysIn(Month(p.month), p.year) {
		return ": day out of range"
	}
	return ""
}

func (p *parser) date(loc *Location) Time {
	return Date(p.year, Month(p.month), p.mday, p.hour, p.min, p.sec, p.nsec,
		loc)
}

func clone(s string) string { return string([]byte(s)) }

func (p *parser) time(fallback, local *Location) Time {
	switch {
	case p.utc:
		return p.date(UTC)
	case p.hasOffset:
		t := p.date(UTC)
		t.addSec(-int64(p.offset))
		z := local.zoneAt(t.unixSec())
		if z.offset == p.offset && (p.zone == "" || z.name == p.zone) {
			t.setLoc(local)
		} else {
			t.setLoc(FixedZone(clone(p.zone), p.offset))
		}
		return t
	case p.zone != "":
		t := p.date(UTC)
		offset, ok := local.offsetOf(p.zone, t.unixSec())
		if ok {
			t.addSec(-int64(offset))
			t.setLoc(local)
			return t
		}
		if len(p.zone) > 3 && p.zone[:3] == "GMT" {
			hours, _, _ := leadingInt(p.zone[4:])
			offset = int(hours) * secondsPerHour
			if p.zone[3] == '-' {
				offset = -offset
			}
		}
		t.setLoc(FixedZone(clone(p.zone), offset))
		return t
	}
	return p.date(fallback)
}

// skip passes over text of the layout; blanks match any number of blanks.
func (p *parser) skip(text string) bool {
	for text != "" {
		if text[0] == ' ' {
			if p.s != "" && p.s[0] != ' ' {
				return false
			}
			text = trimBlanks(text)
			p.s = trimBlanks(p.s)
			continue
		}
		if p.s == "" || p.s[0] != text[0] {
			return false
		}
		text = text[1:]
		p.s = p.s[1:]
	}
	return true
}

func trimBlanks(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

func digitAt(s string, i int) bool { return i < len(s) && isDigit(s[i]) }

// number reads one or two digits, or exactly two.
func (p *parser) number(fixed bool) int {
	switch {
	case !digitAt(p.s, 0) || fixed && !digitAt(p.s, 1):
		p.ok = false
		return 0
	case !digitAt(p.s, 1):
		n := int(p.s[0] - '0')
		p.s = p.s[1:]
		return n
	}
	n := int(p.s[0]-'0')*10 + int(p.s[1]-'0')
	p.s = p.s[2:]
	return n
}

// ranged is number for lo <= n < hi.
func (p *parser) ranged(fixed bool, lo, hi int, what string) int {
	n := p.number(fixed)
	if p.ok && (n < lo || n >= hi) {
		p.out = what
	}
	return n
}

// take gives the next n bytes.
func (p *parser) take(n int) string {
	if len(p.s) < n {
		p.ok = false
		return ""
	}
	t := p.s[:n]
	p.s = p.s[n:]
	return t
}

// integer is for text that may have a sign.
func (p *parser) integer(s string) int {
	negative := s != "" && s[0] == '-'
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	n, rest, ok := leadingInt(s)
	if !ok || rest != "" {
		p.ok = false
		return 0
	}
	if negative {
		return -int(n)
	}
	return int(n)
}

// name reads one of the names, in any case, cut to their first n letters.
func (p *parser) name(names []string, n int) int {
	for i, name := range names {
		if n < len(name) {
			name = name[:n]
		}
		if len(p.s) >= len(name) && sameLetters(p.s[:len(name)], name) {
			p.s = p.s[len(name):]
			return i
		}
	}
	p.ok = false
	return -1
}

func sameLetters(a, b string) bool {
	for i := 0; i < len(a); i++ {
		x, y := a[i], b[i]
		if x != y && (x|32 != y|32 || x|32 < 'a' || x|32 > 'z') {
			return false
		}
	}
	return true
}

func (p *parser) read(e piece, layout string) {
	switch e.kind {
	case pieceYear:
		if p.year = p.integer(p.take(2)); p.year >= 69 {
			p.year += 1900
		} else {
			p.year += 2000
		}
	case pieceLongYear:
		if !digitAt(p.s, 0) {
			p.ok = false
			return
		}
		p.year = p.integer(p.take(4))
	case pieceMonth:
		p.month = p.name(monthNames[:], 3) + 1
	case pieceLongMonth:
		p.month = p.name(monthNames[:], 10) + 1
	case pieceNumMonth, pieceZeroMonth:
		p.month = p.ranged(e.kind == pieceZeroMonth, 1, 13, "month")
	case pieceDay:
		p.name(dayNames[:], 3)
	case pieceLongDay:
		p.name(dayNames[:], 10)
	case pieceMday, pieceUnderMday, pieceZeroMday:
		if e.kind == pieceUnderMday && p.s != "" && p.s[0] == ' ' {
			p.s = p.s[1:]
		}
		p.mday = p.number(e.kind == pieceZeroMday)
	case pieceUnderYday, pieceZeroYday:
		p.readYday(e.kind == pieceZeroYday)
	case pieceHour:
		p.hour = p.ranged(false, 0, 24, "hour")
	case pieceHour12, pieceZeroHour12:
		p.hour = p.ranged(e.kind == pieceZeroHour12, 0, 13, "hour")
	case pieceMinute, pieceZeroMinute:
		p.min = p.ranged(e.kind == pieceZeroMinute, 0, 60, "minute")
	case pieceSecond, pieceZeroSecond:
		p.sec = p.ranged(e.kind == pieceZeroSecond, 0, 60, "second")
		if p.ok && p.out == "" && p.atFraction() {
			_, next, _, _ := nextPiece(layout)
			if next.kind != pieceFraction0 && next.kind != pieceFraction9 {
				p.fraction(p.digits())
			}
		}
	case piecePM, piecepm:
		p.readPM(e.kind == piecePM)
	case pieceZ:
		if p.s != "" && p.s[0] == 'Z' {
			p.s = p.s[1:]
			p.utc = true
			return
		}
		p.readOffset(e.n)
	case pieceOffset:
		p.readOffset(e.n)
	case pieceTZ:
		if starts(p.s, "UTC") {
			p.s = p.s[3:]
			p.utc = true
			return
		}
		n := zoneLength(p.s)
		if n == 0 {
			p.ok = false
			return
		}
		p.zone = p.take(n)
	case pieceFraction0:
		p.fraction(e.n)
	case pieceFraction9:
		if p.atFraction() {
			p.fraction(p.digits())
		}
	}
}

func (p *parser) readYday(fixed bool) {
	for i := 0; i < 2 && !fixed && p.s != "" && p.s[0] == ' '; i++ {
		p.s = p.s[1:]
	}
	n, i := 0, 0
	for i < 3 && digitAt(p.s, i) {
		n = n*10 + int(p.s[i]-'0')
		i++
	}
	if i == 0 || fixed && i != 3 {
		p.ok = false
		return
	}
	p.yday = n
	p.s = p.s[i:]
}

func (p *parser) readPM(upper bool) {
	t := p.take(2)
	switch {
	case upper && t == "PM" || !upper && t == "pm":
		p.pm = true
	case upper && t == "AM" || !upper && t == "am":
		p.am = true
	default:
		p.ok = false
	}
}

// atFraction reports whether a point (or comma) and a digit follow.
func (p *parser) atFraction() bool {
	return p.s != "" && (p.s[0] == '.' || p.s[0] == ',') && digitAt(p.s, 1)
}

// digits counts those after the point.
func (p *parser) digits() int {
	n := 0
	for digitAt(p.s, n+1) {
		n++
	}
	return n
}

// fraction reads a point and n digits; those after nanoseconds are ignored.
func (p *parser) fraction(n int) {
	t := p.take(n + 1)
	if !p.ok {
		return
	}
	if t[0] != '.' && t[0] != ',' {
		p.ok = false
		return
	}
	if len(t) > 10 {
		t = t[:10]
	}
	ns := p.integer(t[1:])
	if p.ok && ns < 0 {
		p.out = "fractional second"
	}
	for i := len(t); i < 10; i++ {
		ns *= 10
	}
	p.nsec = ns
}

func (p *parser) readOffset(form int) {
	parts := 2
	if form&offHour != 0 {
		parts = 1
	} else if form&offSeconds != 0 {
		parts = 3
	}
	size := 1 + 2*parts
	step := 2
	if form&offColon != 0 {
		size += parts - 1
		step = 3
	}
	t := p.take(size)
	if !p.ok {
		return
	}
	limits := [...]int{24, 60, 60}
	units := [...]int{3600, 60, 1}
	whats := [...]string{"hour", "minute", "second"}
	left := p.s
	p.offset = 0
	for i := 0; i < parts; i++ {
		at := 1 + i*step
		if i > 0 && step == 3 && t[at-1] != ':' {
			p.ok = false
		}
		if !p.ok {
			break
		}
		p.s = t[at : at+2]
		n := p.number(true)
		if n > limits[i] {
			p.out = "time zone offset " + whats[i]
		}
		p.offset += n * units[i]
	}
	p.s = left
	switch t[0] {
	case '+':
	case '-':
		p.offset = -p.offset
	default:
		p.ok = false
	}
	p.hasOffset = p.offset != -1
}

// signedHours gives the length of +h or -hh, up to 23 hours, or 0.
func signedHours(s string) int {
	if s == "" || s[0] != '-' && s[0] != '+' {
		return 0
	}
	n, rest, ok := leadingInt(s[1:])
	if !ok || len(rest) == len(s)-1 || n > 23 {
		return 0
	}
	return len(s) - len(rest)
}

// zoneLength gives the length of what looks like the name of a zone, or 0.
func zoneLength(s string) int {
	switch {
	case len(s) < 3:
		return 0
	case starts(s, "ChST") || starts(s, "MeST"):
		return 4
	case starts(s, "GMT"):
		return 3 + signedHours(s[3:])
	case s[0] == '+' || s[0] == '-':
		return signedHours(s)
	}
	n := 0
	for n < 6 && n < len(s) && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	if n == 3 || n == 5 && s[4] == 'T' ||
		n == 4 && (s[3] == 'T' || starts(s, "WITA")) {
		return n
	}
	return 0
}

// --- Encodings ---------------------------------------------------------------

func (t Time) appendStrict(b []byte) ([]byte, error) {
	start := len(b)
	b = t.AppendFormat(b, RFC3339Nano)
	if b[start+4] != '-' {
		return b, errors.New("year outside of range [0,9999]")
	}
	if _, offset := t.Zone(); b[len(b)-1] != 'Z' &&
		(offset >= secondsPerDay || offset <= -secondsPerDay) {
		return b, errors.New("timezone hour outside of range [0,23]")
	}
	return b, nil
}

func (t Time) AppendText(b []byte) ([]byte, error) {
	b, err := t.appendStrict(b)
	if err != nil {
		return nil, errors.New("Time.AppendText: " + err.Error())
	}
	return b, nil
}

func (t Time) MarshalText() ([]byte, error) {
	b, err := t.appendStrict(nil)
	if err != nil {
		return nil, errors.New("Time.MarshalText: " + err.Error())
	}
	return b, nil
}

func (t *Time) UnmarshalText(data []byte) error {
	u, err := Parse(RFC3339, string(data))
	*t = u
	return err
}

func (t Time) MarshalJSON() ([]byte, error) {
	b, err := t.appendStrict([]byte{'"'})
	if err != nil {
		return nil, errors.New("Time.MarshalJSON: " + err.Error())
	}
	return append(b, '"'), nil
}

func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	n := len(data)
	if n < 2 || data[0] != '"' || data[n-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	return t.UnmarshalText(data[1 : n-1])
}
