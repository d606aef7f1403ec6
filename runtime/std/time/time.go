package time

import _ "unsafe"

// A Time is an instant with nanoseconds, and a place to show it for.
//
// wall has, from the top, one bit that says whether there is a reading of the
// monotonic clock, 33 bits of seconds since 1885, 30 bits of nanoseconds. With
// that bit ext is the monotonic reading; without, the 33 bits are zero and ext
// is all of the seconds, since the year 1.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location // nil: UTC
}

const (
	hasMonotonic = 1 << 63
	nsecMask     = 1<<30 - 1
	nsecShift    = 30

	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour

	unixToInternal = 62135596800 // Seconds from the year 1 to 1970.
	wallToInternal = 59453308800 // And to 1885.
	internalToUnix = -unixToInternal
	minWall        = wallToInternal
)

//go:linkname nanotime rt_nanotime
func nanotime() int64

//go:noescape
//go:linkname walltime rt_walltime
func walltime(sec, nsec *int64)

// The monotonic clock is counted from the start of the program; 0 is not used.
var startNano = nanotime() - 1

func (t *Time) nsec() int32 { return int32(t.wall & nsecMask) }

// sec gives the seconds since the year 1.
func (t *Time) sec() int64 {
	if t.wall&hasMonotonic != 0 {
		return wallToInternal + int64(t.wall<<1>>(nsecShift+1))
	}
	return t.ext
}

func (t *Time) unixSec() int64 { return t.sec() + internalToUnix }

// addSec adds seconds to the wall clock, without overflow.
func (t *Time) addSec(d int64) {
	if t.wall&hasMonotonic != 0 {
		sec := int64(t.wall << 1 >> (nsecShift + 1))
		if next := sec + d; 0 <= next && next <= 1<<33-1 {
			t.wall = t.wall&nsecMask | uint64(next)<<nsecShift | hasMonotonic
			return
		}
		t.stripMono()
	}
	sum := t.ext + d
	if (sum > t.ext) == (d > 0) {
		t.ext = sum
	} else if d > 0 {
		t.ext = 1<<63 - 1
	} else {
		t.ext = -(1<<63 - 1)
	}
}

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.stripMono()
	t.loc = loc
}

func (t *Time) stripMono() {
	if t.wall&hasMonotonic != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

// Now gives the current time with a reading of the monotonic clock.
func Now() Time {
	var sec, nsec int64
	walltime(&sec, &nsec)
	mono := nanotime() - startNano
	sec += unixToInternal - minWall
	if uint64(sec)>>33 != 0 {
		return Time{uint64(nsec), sec + minWall, Local}
	}
	return Time{hasMonotonic | uint64(sec)<<nsecShift | uint64(nsec), mono,
		Local}
}

func unixTime(sec int64, nsec int32) Time {
	return Time{uint64(nsec), sec + unixToInternal, Local}
}

// Unix gives the time so many seconds and nanoseconds after 1970.
func Unix(sec int64, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return unixTime(sec, int32(nsec))
}

func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

func (t Time) Unix() int64      { return t.unixSec() }
func (t Time) UnixMilli() int64 { return t.unixSec()*1e3 + int64(t.nsec())/1e6 }
func (t Time) UnixMicro() int64 { return t.unixSec()*1e6 + int64(t.nsec())/1e3 }
func (t Time) UnixNano() int64  { return t.unixSec()*1e9 + int64(t.nsec()) }

// --- Comparison -------------------------------------------------------------

func both(t, u *Time) bool { return t.wall&u.wall&hasMonotonic != 0 }

func (t Time) Compare(u Time) int {
	a, b := t.ext, u.ext
	if !both(&t, &u) {
		a, b = t.sec(), u.sec()
		if a == b {
			a, b = int64(t.nsec()), int64(u.nsec())
		}
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t Time) After(u Time) bool  { return t.Compare(u) > 0 }
func (t Time) Before(u Time) bool { return t.Compare(u) < 0 }

// Equal reports whether t and u are the same instant, wherever.
func (t Time) Equal(u Time) bool { return t.Compare(u) == 0 }

// IsZero reports whether t is the start of the year 1, UTC.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// --- Arithmetic -------------------------------------------------------------

func (t Time) Add(d Duration) Time {
	sec := int64(d / 1e9)
	nsec := t.nsec() + int32(d%1e9)
	if nsec >= 1e9 {
		sec++
		nsec -= 1e9
	} else if nsec < 0 {
		sec--
		nsec += 1e9
	}
	t.wall = t.wall&^nsecMask | uint64(nsec)
	t.addSec(sec)
	if t.wall&hasMonotonic != 0 {
		mono := t.ext + int64(d)
		if d < 0 && mono > t.ext || d > 0 && mono < t.ext {
			t.stripMono()
		} else {
			t.ext = mono
		}
	}
	return t
}

// limited gives a-b, or the nearest Duration.
func limited(a, b int64) Duration {
	d := Duration(a - b)
	if d < 0 && a > b {
		return maxDuration
	}
	if d > 0 && a < b {
		return minDuration
	}
	return d
}

// Sub gives t-u, limited to what a Duration can hold.
func (t Time) Sub(u Time) Duration {
	if both(&t, &u) {
		return limited(t.ext, u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

func Since(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		return limited(nanotime()-startNano, t.ext)
	}
	return Now().Sub(t)
}

func Until(t Time) Duration {
	if t.wall&hasMonotonic != 0 {
		return limited(t.ext, nanotime()-startNano)
	}
	return t.Sub(Now())
}

// AddDate adds to the date as people write it, and makes it valid.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec,
		int(t.nsec()), t.Location())
}

// Truncate rounds down to a multiple of d since the year 1.
func (t Time) Truncate(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	return t.Add(-t.over(d))
}

// Round rounds to the nearest multiple of d since the year 1, half up.
func (t Time) Round(d Duration) Time {
	t.stripMono()
	if d <= 0 {
		return t
	}
	r := t.over(d)
	if uint64(r)+uint64(r) < uint64(d) {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// over gives how far t is past a multiple of d. It computes the remainder of
// sec*1e9+nsec, which does not fit into 64 bits, by doubling.
func (t *Time) over(d Duration) Duration {
	sec := t.sec()
	nsec := int64(t.nsec())
	negative := sec < 0
	if negative {
		sec = -sec
		nsec = -nsec
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	m := uint64(d)
	r := mulMod(uint64(sec), 1000000000, m)
	r = addMod(r, uint64(nsec)%m, m)
	if negative && r != 0 {
		r = m - r
	}
	return Duration(r)
}

// addMod gives (a+b) % m for a, b < m < 1<<63.
func addMod(a, b, m uint64) uint64 {
	s := a + b
	if s >= m {
		s -= m
	}
	return s
}

func mulMod(a, b, m uint64) uint64 {
	a %= m
	var r uint64
	for ; b > 0; b >>= 1 {
		if b&1 != 0 {
			r = addMod(r, a, m)
		}
		a = addMod(a, a, m)
	}
	return r
}

// --- Places -----------------------------------------------------------------

func (t Time) UTC() Time {
	t.setLoc(&utcLoc)
	return t
}

func (t Time) Local() Time {
	t.setLoc(Local)
	return t
}

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Zone gives the zone in force at t: name and seconds east of UTC.
func (t Time) Zone() (name string, offset int) {
	z := t.Location().zoneAt(t.unixSec())
	return z.name, z.offset
}

// ZoneBounds gives when the zone in force at t begins and ends; zero: never.
func (t Time) ZoneBounds() (start, end Time) {
	z := t.Location().zoneAt(t.unixSec())
	if z.start != minSec {
		start = unixTime(z.start, 0)
		start.setLoc(t.loc)
	}
	if z.end != maxSec {
		end = unixTime(z.end, 0)
		end.setLoc(t.loc)
	}
	return
}

func (t Time) IsDST() bool {
	return t.Location().zoneAt(t.unixSec()).dst
}
