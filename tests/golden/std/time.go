// run

// Package time: formats, places, durations.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.Date(2024, 2, 29, 13, 4, 5, 123456789, time.UTC)
	for _, l := range []string{time.ANSIC, time.UnixDate, time.RFC822, time.RFC850, time.RFC1123Z, time.RFC3339Nano, time.Kitchen, time.StampMicro, time.DateTime, "2006-002 __2 _2 Jan January Monday 3 03 pm PM .000 ,999 Z07:00:00 -07 MST"} {
		fmt.Println(t.Format(l))
		p, err := time.Parse(l, t.Format(l))
		fmt.Println(p, err)
	}
	fmt.Println(t, t.Weekday(), t.YearDay(), t.Unix(), t.UnixNano(), t.Add(36*time.Hour), t.AddDate(1, 1, 1), t.Truncate(time.Hour), t.Round(time.Second))
	y, w := t.ISOWeek()
	fmt.Println(y, w, t.Month(), t.IsZero(), time.Time{}, time.Time{}.Unix())
	ny, err := time.LoadLocation("America/New_York")
	fmt.Println(ny, err)
	if err == nil {
		for _, m := range []time.Month{1, 3, 6, 11, 12} {
			for _, yr := range []int{1900, 1950, 1999, 2024, 2050, 2100} {
				x := time.Date(yr, m, 10, 2, 30, 0, 0, ny)
				fmt.Println(x, x.UTC(), x.IsDST())
				a, b := x.ZoneBounds()
				fmt.Println(a, b)
			}
		}
	}
	syd, _ := time.LoadLocation("Australia/Sydney")
	fmt.Println(t.In(syd), time.Date(2060, 1, 1, 0, 0, 0, 0, syd), time.Date(2060, 7, 1, 0, 0, 0, 0, syd))
	fz := time.FixedZone("XYZ", -3*3600-1800)
	fmt.Println(t.In(fz), t.In(fz).Format(time.RFC3339))
	fmt.Printf("%#v %v\n", t, t.In(fz).Equal(t))
	for _, s := range []string{"1h2m3.5s", "-1.5h", "100ns", "1us", "3ms", "0", "", "x", "1", "1y", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns", ".5s", "1.s", "+5m"} {
		d, err := time.ParseDuration(s)
		fmt.Println(s, d, err, d.Seconds(), d.Round(time.Minute), d.Truncate(time.Minute))
	}
	for _, v := range [][2]string{{"2006-01-02", "2023-02-30"}, {"2006-01-02", "2023-13-01"}, {"15:04", "25:00"}, {"Jan 2", "Foo 3"}, {time.RFC3339, "2020-01-01T00:00:00+05:30"}, {time.RFC3339, "2020-01-01T00:00:00.5Z"}, {"2006", "20"}, {"MST", "CEST"}, {"2006-01-02 MST", "2020-01-01 GMT+3"}, {"2006 002", "2023 060"}, {"3:04PM", "12:30AM"}, {"2006-01-02", "2023-01-02x"}} {
		p, err := time.Parse(v[0], v[1])
		fmt.Println(p, err)
	}
	d := t.Sub(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC))
	fmt.Println(d, t.Sub(time.Time{}), time.Duration(1500)*time.Microsecond, time.Month(13), time.Weekday(8))
	js, _ := t.MarshalJSON()
	fmt.Println(string(js), time.Unix(1700000000, 5).UTC(), time.UnixMilli(-5).UTC())
}
