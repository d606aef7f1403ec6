package time

import "unsafe"

// Sleep lets the goroutine rest for at least d.
//
//go:linkname Sleep rt_sleep
func Sleep(d Duration)

// rtTimer is RtTimer of runtime/lib.h.
type rtTimer struct {
	when   int64
	period int64
	fn     func(unsafe.Pointer)
	arg    unsafe.Pointer
	link   unsafe.Pointer
	index  int64
	state  int64
}

//go:linkname timerStart rt_timer_start
func timerStart(t *rtTimer)

//go:linkname timerStop rt_timer_stop
func timerStop(t *rtTimer) bool

// when gives the reading of the monotonic clock after d.
func when(d Duration) int64 {
	now := nanotime()
	if d <= 0 {
		return now
	}
	if t := now + int64(d); t > now {
		return t
	}
	return 1<<63 - 1
}

// sendTime is called when a timer expires; it must not block.
func sendTime(arg unsafe.Pointer) {
	select {
	case *(*chan Time)(arg) <- Now():
	default:
	}
}

// startFunc is called when the timer of AfterFunc expires.
func startFunc(arg unsafe.Pointer) {
	f := *(*func())(arg)
	go f()
}

// alarm is what Timer and Ticker share.
type alarm struct {
	c     chan Time // nil: calls f
	f     func()
	timer rtTimer
}

func newAlarm(d, period Duration, f func()) *alarm {
	a := new(alarm)
	if f != nil {
		a.f = f
		a.timer.fn = startFunc
		a.timer.arg = unsafe.Pointer(&a.f)
	} else {
		a.c = make(chan Time, 1)
		a.timer.fn = sendTime
		a.timer.arg = unsafe.Pointer(&a.c)
	}
	a.start(d, period)
	return a
}

func (a *alarm) start(d, period Duration) {
	a.timer.when = when(d)
	a.timer.period = int64(period)
	timerStart(&a.timer)
}

// stop reports whether it prevented a call or a value from being seen.
func (a *alarm) stop() bool {
	active := timerStop(&a.timer)
	if a.c != nil {
		select {
		case <-a.c:
			active = true
		default:
		}
	}
	return active
}

// A Timer is one event in the future: a value on C, or a call.
type Timer struct {
	C <-chan Time
	a *alarm
}

func NewTimer(d Duration) *Timer {
	a := newAlarm(d, 0, nil)
	return &Timer{a.c, a}
}

// AfterFunc has f called in a goroutine of its own after d.
func AfterFunc(d Duration, f func()) *Timer {
	return &Timer{nil, newAlarm(d, 0, f)}
}

// After gives the channel of a new timer.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop prevents the event; it reports whether the timer was active.
func (t *Timer) Stop() bool {
	if t.a == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return t.a.stop()
}

// Reset makes the timer expire after d from now.
func (t *Timer) Reset(d Duration) bool {
	if t.a == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	active := t.a.stop()
	t.a.start(d, 0)
	return active
}

// A Ticker sends the time again and again.
type Ticker struct {
	C <-chan Time
	a *alarm
}

func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	a := newAlarm(d, d, nil)
	return &Ticker{a.c, a}
}

func (t *Ticker) Stop() {
	if t.a != nil {
		t.a.stop()
	}
}

func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.a == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.a.stop()
	t.a.start(d, d)
}

// Tick gives the channel of a new Ticker.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
