package time

type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var monthNames = [12]string{"January", "February", "March", "April", "May",
	"June", "July", "August", "September", "October", "November", "December"}

var dayNames = [7]string{"Sunday", "Monday", "Tuesday", "Wednesday",
	"Thursday", "Friday", "Saturday"}

func badName(kind string, n int) string {
	b := append([]byte("%!"), kind...)
	b = append(b, '(')
	b = appendUint(b, uint64(n), 1)
	return string(append(b, ')'))
}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return badName("Month", int(m))
}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return badName("Weekday", int(d))
}

// --- Days and dates ---------------------------------------------------------
//
// A day is counted from 1 January of the year 1. Inside, years begin in March,
// so that the leap day is the last one: 400 of them have 146097 days, and the
// months from March on have 153 days in five.

const daysTo1March0 = -306 // 1 March of the year 0, as a day.

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// dateOf gives the date of a day, and the day of the year from 0.
func dateOf(day int64) (year int, month Month, mday int, yday int) {
	n := day - daysTo1March0
	era := floorDiv(n, 146097)
	doe := n - era*146097 // Day of the era.
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100) // From 1 March.
	mp := (5*doy + 2) / 153
	mday = int(doy-(153*mp+2)/5) + 1
	y := era*400 + yoe
	if mp < 10 {
		month = Month(mp + 3)
	} else {
		month = Month(mp - 9)
		y++
	}
	year = int(y)
	if month > February {
		yday = int(doy) + 59
		if isLeap(year) {
			yday++
		}
	} else {
		yday = int(doy) - 306
	}
	return
}

// dayOf is the inverse; the day of the month may be out of range.
func dayOf(year int64, month Month, mday int64) int64 {
	mp := int64(month) - 3
	if month <= February {
		year--
		mp += 12
	}
	era := floorDiv(year, 400)
	yoe := year - era*400
	doy := (153*mp+2)/5 + mday - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy + daysTo1March0
}

func isLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

func daysIn(m Month, year int) int {
	switch {
	case m == February && isLeap(year):
		return 29
	case m == February:
		return 28
	case m == April || m == June || m == September || m == November:
		return 30
	}
	return 31
}

// local gives day and second of the day where t is shown.
func (t *Time) local() (day int64, second int) {
	sec := t.sec()
	if t.loc != nil {
		sec += int64(t.loc.zoneAt(t.unixSec()).offset)
	}
	return splitDay(sec)
}

func splitDay(sec int64) (day int64, second int) {
	day = floorDiv(sec, secondsPerDay)
	return day, int(sec - day*secondsPerDay)
}

func (t Time) Date() (year int, month Month, day int) {
	d, _ := t.local()
	year, month, day, _ = dateOf(d)
	return
}

func (t Time) Year() int {
	y, _, _ := t.Date()
	return y
}

func (t Time) Month() Month {
	_, m, _ := t.Date()
	return m
}

func (t Time) Day() int {
	_, _, d := t.Date()
	return d
}

func weekday(day int64) Weekday {
	n := (day + 1) % 7
	if n < 0 {
		n += 7
	}
	return Weekday(n)
}

func (t Time) Weekday() Weekday {
	d, _ := t.local()
	return weekday(d)
}

func (t Time) YearDay() int {
	d, _ := t.local()
	_, _, _, yday := dateOf(d)
	return yday + 1
}

// ISOWeek gives the week by ISO 8601: the one that has a year's first
// Thursday is its first.
func (t Time) ISOWeek() (year, week int) {
	d, _ := t.local()
	thursday := d + 3 - int64((weekday(d)+6)%7)
	year, _, _, yday := dateOf(thursday)
	return year, yday/7 + 1
}

func clockOf(second int) (hour, min, sec int) {
	return second / 3600, second / 60 % 60, second % 60
}

func (t Time) Clock() (hour, min, sec int) {
	_, s := t.local()
	return clockOf(s)
}

func (t Time) Hour() int {
	_, s := t.local()
	return s / 3600
}

func (t Time) Minute() int {
	_, s := t.local()
	return s / 60 % 60
}

func (t Time) Second() int {
	_, s := t.local()
	return s % 60
}

func (t Time) Nanosecond() int { return int(t.nsec()) }

// carry moves what lo has beyond [0, base) into hi.
func carry(hi, lo, base int) (int, int) {
	if lo < 0 || lo >= base {
		n := int(floorDiv(int64(lo), int64(base)))
		hi += n
		lo -= n * base
	}
	return hi, lo
}

// Date gives the time that clocks in loc show so; values out of their range
// count on: 32 October is 1 November.
func Date(year int, month Month, day, hour, min, sec, nsec int,
	loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year, m = carry(year, m, 12)
	sec, nsec = carry(sec, nsec, 1e9)
	min, sec = carry(min, sec, 60)
	hour, min = carry(hour, min, 60)
	day, hour = carry(day, hour, 24)
	d := dayOf(int64(year), Month(m+1), int64(day))
	unix := d*secondsPerDay + int64(hour*3600+min*60+sec) + internalToUnix
	if loc != &utcLoc {
		unix -= int64(loc.offsetFor(unix))
	}
	t := unixTime(unix, int32(nsec))
	t.setLoc(loc)
	return t
}
