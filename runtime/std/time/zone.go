package time

import (
	"errors"
	"internal/stdio"
	"sync"
)

const (
	minSec = -1 << 63
	maxSec = 1<<63 - 1
)

// A zone is what clocks of a place show during some period.
type zone struct {
	name   string
	offset int // Seconds east of UTC.
	dst    bool
}

// A change is the begin of a period: from then on, zone zones[index].
type change struct {
	when  int64
	index int
}

// period is a zone with the time that it is in force: [start, end).
type period struct {
	zone
	start, end int64
}

// A Location is a place, with all that its clocks have shown and will show.
type Location struct {
	name    string
	zones   []zone
	changes []change
	rule    string // For the time after the last change, as in TZ.
}

var utcLoc = Location{name: "UTC"}
var localLoc Location
var localOnce sync.Once

// UTC is Universal Coordinated Time.
var UTC *Location = &utcLoc

// Local is the place of this system: by $TZ, or /etc/localtime.
var Local *Location = &localLoc

func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	if l == &localLoc {
		localOnce.Do(initLocal)
	}
	return l
}

func (l *Location) String() string { return l.get().name }

// FixedZone gives a place that always has the zone.
func FixedZone(name string, offset int) *Location {
	return &Location{
		name:  name,
		zones: []zone{{name, offset, false}},
	}
}

// first gives the zone in force before the first change.
func (l *Location) first() zone {
	used := false
	for _, c := range l.changes {
		if c.index == 0 {
			used = true
			break
		}
	}
	if !used {
		return l.zones[0]
	}
	if len(l.changes) > 0 && l.zones[l.changes[0].index].dst {
		for i := l.changes[0].index - 1; i >= 0; i-- {
			if !l.zones[i].dst {
				return l.zones[i]
			}
		}
	}
	for _, z := range l.zones {
		if !z.dst {
			return z
		}
	}
	return l.zones[0]
}

// zoneAt gives what is in force at a time in seconds since 1970.
func (l *Location) zoneAt(sec int64) period {
	l = l.get()
	if len(l.zones) == 0 {
		return period{zone{name: "UTC"}, minSec, maxSec}
	}
	n := len(l.changes)
	if n == 0 || sec < l.changes[0].when {
		end := int64(maxSec)
		if n > 0 {
			end = l.changes[0].when
		}
		return period{l.first(), minSec, end}
	}
	lo, hi := 0, n // changes[lo].when <= sec < changes[hi].when
	for hi-lo > 1 {
		mid := int(uint(lo+hi) >> 1)
		if sec < l.changes[mid].when {
			hi = mid
		} else {
			lo = mid
		}
	}
	c := l.changes[lo]
	p := period{l.zones[c.index], c.when, maxSec}
	if hi < n {
		p.end = l.changes[hi].when
	} else if l.rule != "" {
		if q, ok := ruleAt(l.rule, c.when, sec); ok {
			return q
		}
	}
	return p
}

// offsetFor gives the offset of the instant when clocks show sec.
func (l *Location) offsetFor(sec int64) int {
	p := l.zoneAt(sec)
	if p.offset != 0 {
		if utc := sec - int64(p.offset); utc < p.start || utc >= p.end {
			p = l.zoneAt(utc)
		}
	}
	return p.offset
}

// offsetOf gives the offset of a zone by name; a time helps to choose.
func (l *Location) offsetOf(name string, sec int64) (offset int, ok bool) {
	l = l.get()
	for i := range l.zones {
		z := &l.zones[i]
		if z.name == name {
			if p := l.zoneAt(sec - int64(z.offset)); p.name == name {
				return p.offset, true
			}
		}
	}
	for i := range l.zones {
		if z := &l.zones[i]; z.name == name {
			return z.offset, true
		}
	}
	return 0, false
}

// --- Rules: the TZ variable's language, "CET-1CEST,M3.5.0,M10.5.0/3" ----------

type ruleDay struct {
	kind byte // 'J': day 1-365 without leap day, 'N': day 0-365, 'M'
	day  int
	week int
	mon  int
	time int // Second of the day.
}

// ruleAt applies a rule to a time after the last change.
func ruleAt(rule string, last, sec int64) (p period, ok bool) {
	stdName, rest, ok := ruleName(rule)
	if !ok {
		return
	}
	stdOffset, rest, ok := ruleOffset(rest)
	if !ok {
		return
	}
	stdOffset = -stdOffset
	if rest == "" || rest[0] == ',' {
		return period{zone{stdName, stdOffset, false}, last, maxSec}, true
	}
	dstName, rest, ok := ruleName(rest)
	if !ok {
		return
	}
	dstOffset := stdOffset + secondsPerHour
	if rest != "" && rest[0] != ',' {
		if dstOffset, rest, ok = ruleOffset(rest); !ok {
			return
		}
		dstOffset = -dstOffset
	}
	if rest == "" {
		rest = ",M3.2.0,M11.1.0"
	}
	if rest[0] != ',' && rest[0] != ';' {
		return p, false
	}
	begin, rest, ok := parseRuleDay(rest[1:])
	if !ok || rest == "" || rest[0] != ',' {
		return p, false
	}
	end, rest, ok := parseRuleDay(rest[1:])
	if !ok || rest != "" {
		return p, false
	}

	day, _ := splitDay(sec + unixToInternal)
	year, _, _, _ := dateOf(day)
	yearStart := dayOf(int64(year), January, 1)*secondsPerDay - unixToInternal
	at := sec - yearStart
	a := begin.second(year, stdOffset)
	b := end.second(year, dstOffset)
	std := zone{stdName, stdOffset, false}
	dst := zone{dstName, dstOffset, true}
	if b < a { // The southern half: swap, so that a <= b.
		a, b = b, a
		std, dst = dst, std
	}
	switch {
	case at < a:
		return period{std, yearStart, yearStart + a}, true
	case at >= b:
		return period{std, yearStart + b, yearStart + 365*secondsPerDay}, true
	}
	return period{dst, yearStart + a, yearStart + b}, true
}

func ruleName(s string) (name, rest string, ok bool) {
	if s == "" {
		return
	}
	if s[0] == '<' {
		for i := 1; i < len(s); i++ {
			if s[i] == '>' {
				return s[1:i], s[i+1:], true
			}
		}
		return
	}
	i := 0
	for i < len(s) && s[i] != ',' && s[i] != '-' && s[i] != '+' &&
		!isDigit(s[i]) {
		i++
	}
	return s[:i], s[i:], i >= 3
}

func ruleNumber(s string, min, max int) (n int, rest string, ok bool) {
	i := 0
	for ; i < len(s) && isDigit(s[i]); i++ {
		if n = n*10 + int(s[i]-'0'); n > max {
			return 0, "", false
		}
	}
	return n, s[i:], i > 0 && n >= min
}

// ruleOffset reads [+-]hh[:mm[:ss]].
func ruleOffset(s string) (offset int, rest string, ok bool) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	h, s, ok := ruleNumber(s, 0, 24*7)
	if !ok {
		return
	}
	offset = h * secondsPerHour
	for unit := secondsPerMinute; unit > 0 && s != "" && s[0] == ':'; unit /= 60 {
		var n int
		if n, s, ok = ruleNumber(s[1:], 0, 59); !ok {
			return
		}
		offset += n * unit
	}
	if negative {
		offset = -offset
	}
	return offset, s, true
}

func parseRuleDay(s string) (r ruleDay, rest string, ok bool) {
	if s == "" {
		return
	}
	switch s[0] {
	case 'J':
		r.kind = 'J'
		r.day, s, ok = ruleNumber(s[1:], 1, 365)
	case 'M':
		r.kind = 'M'
		r.mon, s, ok = ruleNumber(s[1:], 1, 12)
		if !ok || s == "" || s[0] != '.' {
			return r, "", false
		}
		r.week, s, ok = ruleNumber(s[1:], 1, 5)
		if !ok || s == "" || s[0] != '.' {
			return r, "", false
		}
		r.day, s, ok = ruleNumber(s[1:], 0, 6)
	default:
		r.kind = 'N'
		r.day, s, ok = ruleNumber(s, 0, 365)
	}
	if !ok {
		return
	}
	r.time = 2 * secondsPerHour
	if s != "" && s[0] == '/' {
		r.time, s, ok = ruleOffset(s[1:])
	}
	return r, s, ok
}

// second gives when in the year, from its first second UTC, the rule applies.
func (r *ruleDay) second(year, offset int) int64 {
	var day int64
	switch r.kind {
	case 'J':
		day = int64(r.day) - 1
		if isLeap(year) && r.day >= 60 {
			day++
		}
	case 'N':
		day = int64(r.day)
	case 'M':
		first := dayOf(int64(year), Month(r.mon), 1)
		d := (r.day - int(weekday(first)) + 7) % 7
		for i := 1; i < r.week && d+7 < daysIn(Month(r.mon), year); i++ {
			d += 7
		}
		day = first + int64(d) - dayOf(int64(year), January, 1)
	}
	return day*secondsPerDay + int64(r.time) - int64(offset)
}

// --- Files --------------------------------------------------------------------

var errBadZone = errors.New("malformed time zone information")

var zoneFolders = [...]string{
	"/usr/share/zoneinfo/",
	"/usr/share/lib/zoneinfo/",
	"/usr/lib/locale/TZ/",
	"/etc/zoneinfo/",
}

// reader takes big-endian numbers from a file.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.bad = true
		r.data = nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) number(size int) int64 {
	var v uint64
	for _, c := range r.take(size) {
		v = v<<8 | uint64(c)
	}
	if size == 4 {
		return int64(int32(v))
	}
	return int64(v)
}

// LoadLocationFromTZData reads a place in the format of the zone database.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	r := reader{data: data}
	version := byte(0)
	if magic := r.take(20); len(magic) == 20 && string(magic[:4]) == "TZif" {
		version = magic[4]
	} else {
		return nil, errBadZone
	}
	var n [6]int // isut, isstd, leap, times, zones, chars
	counts := func() {
		for i := range n {
			n[i] = int(r.number(4))
		}
	}
	counts()
	size := 4
	if version >= '2' {
		r.take(n[3]*5 + n[4]*6 + n[5] + n[2]*8 + n[1] + n[0])
		r.take(20)
		counts()
		size = 8
	}
	times := reader{data: r.take(n[3] * size)}
	index := r.take(n[3])
	kinds := reader{data: r.take(n[4] * 6)}
	chars := r.take(n[5])
	r.take(n[2]*(size+4) + n[1] + n[0])
	if r.bad || n[4] == 0 {
		return nil, errBadZone
	}
	l := &Location{name: name}
	if len(r.data) > 2 && r.data[0] == '\n' && r.data[len(r.data)-1] == '\n' {
		l.rule = string(r.data[1 : len(r.data)-1])
	}
	for i := 0; i < n[4]; i++ {
		offset := int(kinds.number(4))
		rest := kinds.take(2)
		if int(rest[1]) >= len(chars) {
			return nil, errBadZone
		}
		end := int(rest[1])
		for end < len(chars) && chars[end] != 0 {
			end++
		}
		l.zones = append(l.zones, zone{string(chars[rest[1]:end]), offset,
			rest[0] != 0})
	}
	for i := 0; i < n[3]; i++ {
		if int(index[i]) >= len(l.zones) {
			return nil, errBadZone
		}
		l.changes = append(l.changes, change{times.number(size), int(index[i])})
	}
	if len(l.changes) == 0 {
		l.changes = append(l.changes, change{minSec, 0})
	}
	return l, nil
}

func loadFile(name, path string) (*Location, error) {
	data, code := stdio.ReadFile(path)
	if code != 0 {
		return nil, errors.New("unknown time zone " + name)
	}
	return LoadLocationFromTZData(name, data)
}

func unsafeName(name string) bool {
	if name == "" || name[0] == '/' || name[0] == '\\' {
		return true
	}
	for i := 0; i+1 < len(name); i++ {
		if name[i] == '.' && name[i+1] == '.' {
			return true
		}
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '\\' {
			return true
		}
	}
	return false
}

func loadNamed(name string) (*Location, error) {
	folder, ok := stdio.Getenv("ZONEINFO")
	if ok && folder != "" {
		if l, err := loadFile(name, folder+"/"+name); err == nil {
			return l, nil
		}
	}
	err := errors.New("unknown time zone " + name)
	for _, f := range zoneFolders {
		l, e := loadFile(name, f+name)
		if e == nil {
			return l, nil
		}
		if e == errBadZone {
			err = e
		}
	}
	return nil, err
}

var errLocation = errors.New("time: invalid location name")

// LoadLocation finds a place by its name in the zone database.
func LoadLocation(name string) (*Location, error) {
	switch {
	case name == "" || name == "UTC":
		return UTC, nil
	case name == "Local":
		return Local, nil
	case unsafeName(name):
		return nil, errLocation
	}
	return loadNamed(name)
}

func initLocal() {
	tz, set := stdio.Getenv("TZ")
	if !set {
		if l, err := loadFile("Local", "/etc/localtime"); err == nil {
			localLoc = *l
			return
		}
	}
	if tz != "" && tz[0] == ':' {
		tz = tz[1:]
	}
	if tz != "" && tz[0] == '/' {
		name := tz
		if tz == "/etc/localtime" {
			name = "Local"
		}
		if l, err := loadFile(name, tz); err == nil {
			localLoc = *l
			return
		}
	} else if tz != "" && tz != "UTC" {
		if l, err := loadNamed(tz); err == nil {
			localLoc = *l
			return
		}
	}
	localLoc.name = "UTC"
}
