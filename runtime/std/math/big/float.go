package big

import (
	"fmt"
	"math"
)

// Limits of exponents and precision.
const (
	MaxExp  = math.MaxInt32
	MinExp  = math.MinInt32
	MaxPrec = math.MaxUint32
)

// A RoundingMode says how results are rounded.
type RoundingMode byte

const (
	ToNearestEven RoundingMode = iota
	ToNearestAway
	ToZero
	AwayFromZero
	ToNegativeInf
	ToPositiveInf
)

var modeNames = [...]string{"ToNearestEven", "ToNearestAway", "ToZero",
	"AwayFromZero", "ToNegativeInf", "ToPositiveInf"}

func (m RoundingMode) String() string {
	if int(m) < len(modeNames) {
		return modeNames[m]
	}
	return fmt.Sprintf("RoundingMode(%d)", int(m))
}

// An Accuracy is the sign of the error of a result.
type Accuracy int8

const (
	Below Accuracy = -1
	Exact Accuracy = 0
	Above Accuracy = +1
)

func (a Accuracy) String() string {
	switch a {
	case Below:
		return "Below"
	case Exact:
		return "Exact"
	case Above:
		return "Above"
	}
	return fmt.Sprintf("Accuracy(%d)", int(a))
}

// An ErrNaN is the panic of an operation that gives no number.
type ErrNaN struct{ msg string }

func (err ErrNaN) Error() string { return err.msg }

type form byte

const (
	zero form = iota
	finite
	inf
)

// A Float is a number ±mant * 2**exp of a given precision, an infinity or a
// zero. Results are rounded to the precision of the receiver; if that is 0, it
// takes the largest one of the operands first.
type Float struct {
	prec uint32
	mode RoundingMode
	acc  Accuracy
	form form
	neg  bool
	mant nat // an odd number, or empty
	exp  int64
}

// NewFloat gives a Float of the value x and precision 53.
func NewFloat(x float64) *Float {
	if math.IsNaN(x) {
		panic(ErrNaN{"NewFloat(NaN)"})
	}
	return new(Float).SetFloat64(x)
}

func (x *Float) Prec() uint         { return uint(x.prec) }
func (x *Float) Mode() RoundingMode { return x.mode }
func (x *Float) Acc() Accuracy      { return x.acc }
func (x *Float) Signbit() bool      { return x.neg }
func (x *Float) IsInf() bool        { return x.form == inf }

// MinPrec gives the least precision that holds x.
func (x *Float) MinPrec() uint { return uint(x.mant.bitLen()) }

// Sign gives -1, 0 or +1.
func (x *Float) Sign() int {
	switch {
	case x.form == zero:
		return 0
	case x.neg:
		return -1
	}
	return 1
}

// IsInt reports whether x is an integer.
func (x *Float) IsInt() bool { return x.form == zero || x.form == finite && x.exp >= 0 }

// SetMode sets the rounding mode; the result counts as exact.
func (z *Float) SetMode(mode RoundingMode) *Float {
	z.mode = mode
	z.acc = Exact
	return z
}

// SetPrec sets the precision and rounds.
func (z *Float) SetPrec(prec uint) *Float {
	z.acc = Exact
	if prec == 0 {
		z.prec = 0
		if z.form == finite {
			z.acc = accuracy(z.neg)
			z.form, z.mant = zero, nil
		}
		return z
	}
	old := z.prec
	z.prec = uint32(min(prec, MaxPrec))
	if z.prec < old && z.form == finite {
		z.setBits(z.neg, z.mant, z.exp, 0)
	}
	return z
}

// accuracy of a magnitude that was made smaller.
func accuracy(neg bool) Accuracy {
	if neg {
		return Above
	}
	return Below
}

func (z *Float) setZero(neg bool) *Float {
	z.form, z.neg, z.acc, z.mant = zero, neg, Exact, nil
	return z
}

func (z *Float) setInf(neg bool) *Float {
	z.form, z.neg, z.acc, z.mant = inf, neg, Exact, nil
	return z
}

// up reports whether a magnitude is rounded up: half is the first bit that is
// lost, sticky tells of the others, odd is the last one that stays.
func (m RoundingMode) up(neg, odd, half, sticky bool) bool {
	switch m {
	case ToNearestEven:
		return half && (sticky || odd)
	case ToNearestAway:
		return half
	case AwayFromZero:
		return half || sticky
	case ToNegativeInf:
		return neg && (half || sticky)
	case ToPositiveInf:
		return !neg && (half || sticky)
	}
	return false
}

// setBits sets z to ±m * 2**exp, plus something less than one unit of m if
// sticky is not 0, rounded.
func (z *Float) setBits(neg bool, m nat, exp int64, sticky uint) *Float {
	z.neg, z.acc = neg, Exact
	if len(m) == 0 {
		return z.setZero(neg)
	}
	z.form = finite
	m = nat(nil).set(m)
	if lost := m.bitLen() - int(z.prec); lost > 0 || sticky != 0 {
		if lost <= 0 { // room for the sticky bit
			m = m.shl(m, uint(2-lost))
			m[0] |= 1
			exp -= int64(2 - lost)
			lost = 2
			lost = m.bitLen() - int(z.prec)
		} else if sticky != 0 {
			m = m.shl(m, 1)
			m[0] |= 1
			exp--
			lost++
		}
		half := m.bit(uint(lost-1)) != 0
		rest := m.sticky(uint(lost-1)) != 0
		odd := m.bit(uint(lost)) != 0
		m = m.shr(m, uint(lost))
		exp += int64(lost)
		if half || rest {
			z.acc = accuracy(neg)
			if z.mode.up(neg, odd, half, rest) {
				m = nat(nil).add(m, natOne)
				z.acc = -z.acc
			}
		}
	}
	s := m.trailingZeros()
	z.mant = m.shr(m, s)
	z.exp = exp + int64(s)
	switch e := z.exp + int64(z.mant.bitLen()); {
	case e > MaxExp:
		z.form, z.mant, z.acc = inf, nil, -accuracy(neg)
	case e < MinExp:
		z.form, z.mant, z.acc = zero, nil, accuracy(neg)
	}
	return z
}

func (z *Float) needPrec(p uint32) {
	if z.prec == 0 {
		z.prec = p
	}
}

// SetUint64 sets z to x.
func (z *Float) SetUint64(x uint64) *Float {
	z.needPrec(64)
	return z.setBits(false, nat(nil).setUint64(x), 0, 0)
}

// SetInt64 sets z to x.
func (z *Float) SetInt64(x int64) *Float {
	z.needPrec(64)
	return z.setBits(x < 0, NewInt(x).abs, 0, 0)
}

// SetFloat64 sets z to x.
func (z *Float) SetFloat64(x float64) *Float {
	z.needPrec(53)
	switch {
	case x != x:
		panic(ErrNaN{"Float.SetFloat64(NaN)"})
	case math.IsInf(x, 0):
		return z.setInf(x < 0)
	case x == 0:
		return z.setZero(math.Signbit(x))
	}
	m, e := math.Frexp(math.Abs(x))
	return z.setBits(x < 0, nat{Word(m * (1 << 53))}, int64(e-53), 0)
}

// SetInt sets z to x.
func (z *Float) SetInt(x *Int) *Float {
	z.needPrec(uint32(max(x.BitLen(), 64)))
	return z.setBits(x.neg, x.abs, 0, 0)
}

// SetRat sets z to x.
func (z *Float) SetRat(x *Rat) *Float {
	if x.IsInt() {
		return z.SetInt(x.Num())
	}
	a, b := new(Float).SetInt(x.Num()), new(Float).SetInt(x.Denom())
	z.needPrec(max(a.prec, b.prec))
	return z.Quo(a, b)
}

// SetInf sets z to an infinity.
func (z *Float) SetInf(signbit bool) *Float { return z.setInf(signbit) }

// Set sets z to x, rounded if z has a precision.
func (z *Float) Set(x *Float) *Float {
	if z == x {
		return z
	}
	z.acc = Exact
	z.needPrec(x.prec)
	switch x.form {
	case finite:
		return z.setBits(x.neg, x.mant, x.exp, 0)
	case inf:
		return z.setInf(x.neg)
	}
	return z.setZero(x.neg)
}

// Copy sets z to x with its precision, mode and accuracy.
func (z *Float) Copy(x *Float) *Float {
	if z != x {
		m := nat(nil).set(x.mant)
		*z = *x
		z.mant = m
	}
	return z
}

// Abs sets z to |x|.
func (z *Float) Abs(x *Float) *Float {
	z.Set(x)
	z.neg = false
	return z
}

// Neg sets z to -x.
func (z *Float) Neg(x *Float) *Float {
	z.Set(x)
	z.neg = !z.neg
	return z
}

// MantExp gives the exponent and sets mant, if not nil, to the mantissa in
// [0.5, 1).
func (x *Float) MantExp(mant *Float) (exp int) {
	if x.form == finite {
		exp = int(x.exp) + x.mant.bitLen()
	}
	if mant != nil {
		mant.Copy(x)
		mant.exp -= int64(exp)
	}
	return exp
}

// SetMantExp sets z to mant * 2**exp.
func (z *Float) SetMantExp(mant *Float, exp int) *Float {
	z.Set(mant)
	if z.form == finite {
		z.setBits(z.neg, z.mant, z.exp+int64(exp), 0)
	}
	return z
}

// Cmp compares: -1, 0 or +1.
func (x *Float) Cmp(y *Float) int {
	rank := func(f *Float) int {
		n := int(f.form)
		if f.neg {
			n = -n
		}
		return n
	}
	if a, b := rank(x), rank(y); a != b || x.form != finite {
		return sign(a - b)
	}
	r := 0
	if a, b := x.exp+int64(x.mant.bitLen()), y.exp+int64(y.mant.bitLen()); a != b {
		r = sign(int(a - b))
	} else {
		m, n, _ := align(x, y)
		r = m.cmp(n)
	}
	if x.neg {
		r = -r
	}
	return r
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// align gives mantissas for one exponent.
func align(x, y *Float) (m, n nat, exp int64) {
	m, n = x.mant, y.mant
	switch d := x.exp - y.exp; {
	case d > 0:
		return nat(nil).shl(m, uint(d)), n, y.exp
	case d < 0:
		return m, nat(nil).shl(n, uint(-d)), x.exp
	}
	return m, n, x.exp
}

func (z *Float) add(x, y *Float, yneg bool) *Float {
	z.needPrec(max(x.prec, y.prec))
	switch {
	case x.form == finite && y.form == finite:
		m, n, exp := align(x, y)
		if x.neg == yneg {
			return z.setBits(x.neg, nat(nil).add(m, n), exp, 0)
		}
		switch m.cmp(n) {
		case 1:
			return z.setBits(x.neg, nat(nil).sub(m, n), exp, 0)
		case -1:
			return z.setBits(yneg, nat(nil).sub(n, m), exp, 0)
		}
		return z.setZero(z.mode == ToNegativeInf)
	case x.form == inf && y.form == inf && x.neg != yneg:
		z.setZero(false)
		panic(ErrNaN{"addition of infinities with opposite signs"})
	case x.form == zero && y.form == zero:
		return z.setZero(x.neg && yneg)
	case x.form == inf || y.form == zero:
		return z.Set(x)
	case y.form == inf:
		return z.setInf(yneg)
	}
	return z.setBits(yneg, y.mant, y.exp, 0)
}

// Add sets z to x + y.
func (z *Float) Add(x, y *Float) *Float { return z.add(x, y, y.neg) }

// Sub sets z to x - y.
func (z *Float) Sub(x, y *Float) *Float {
	if x.form == inf && y.form == inf && x.neg == y.neg {
		z.needPrec(max(x.prec, y.prec))
		z.setZero(false)
		panic(ErrNaN{"subtraction of infinities with equal signs"})
	}
	return z.add(x, y, !y.neg)
}

// Mul sets z to x * y.
func (z *Float) Mul(x, y *Float) *Float {
	z.needPrec(max(x.prec, y.prec))
	neg := x.neg != y.neg
	switch {
	case x.form == finite && y.form == finite:
		return z.setBits(neg, nat(nil).mul(x.mant, y.mant), x.exp+y.exp, 0)
	case x.form == zero && y.form == inf || x.form == inf && y.form == zero:
		z.setZero(false)
		panic(ErrNaN{"multiplication of zero with infinity"})
	case x.form == inf || y.form == inf:
		return z.setInf(neg)
	}
	return z.setZero(neg)
}

// Quo sets z to x / y.
func (z *Float) Quo(x, y *Float) *Float {
	z.needPrec(max(x.prec, y.prec))
	neg := x.neg != y.neg
	switch {
	case x.form == finite && y.form == finite:
		s := max(int(z.prec)+2-x.mant.bitLen()+y.mant.bitLen(), 0)
		q, r := nat(nil).div(nil, nat(nil).shl(x.mant, uint(s)), y.mant)
		return z.setBits(neg, q, x.exp-y.exp-int64(s), uint(len(r)))
	case x.form == zero && y.form == zero || x.form == inf && y.form == inf:
		z.setZero(false)
		panic(ErrNaN{"division of zero by zero or infinity by infinity"})
	case x.form == zero || y.form == inf:
		return z.setZero(neg)
	}
	return z.setInf(neg)
}

// Sqrt sets z to the root of x.
func (z *Float) Sqrt(x *Float) *Float {
	z.needPrec(x.prec)
	switch {
	case x.Sign() < 0:
		z.setZero(false)
		panic(ErrNaN{"square root of negative operand"})
	case x.form == zero:
		return z.setZero(x.neg)
	case x.form == inf:
		return z.setInf(false)
	}
	s := max(2*int(z.prec)+4-x.mant.bitLen(), 0)
	if (x.exp-int64(s))&1 != 0 {
		s++
	}
	m := nat(nil).shl(x.mant, uint(s))
	r := nat(nil).sqrt(m)
	rest := nat(nil).mul(r, r).cmp(m)
	return z.setBits(false, r, (x.exp-int64(s))/2, uint(rest*rest))
}

// Int gives the integer part, in z if that is not nil.
func (x *Float) Int(z *Int) (*Int, Accuracy) {
	if z == nil && x.form != inf {
		z = new(Int)
	}
	switch x.form {
	case zero:
		return z.SetInt64(0), Exact
	case inf:
		return nil, -accuracy(x.neg)
	}
	acc := Exact
	if x.exp >= 0 {
		z.abs = z.abs.shl(x.mant, uint(x.exp))
	} else {
		acc = accuracy(x.neg)
		z.abs = z.abs.shr(x.mant, uint(-x.exp))
	}
	z.neg = x.neg && len(z.abs) > 0
	return z, acc
}

// Int64 gives the integer part, or the nearest int64.
func (x *Float) Int64() (int64, Accuracy) {
	if x.form != inf {
		if i, acc := x.Int(nil); i.IsInt64() {
			return i.Int64(), acc
		}
	}
	if x.neg {
		return math.MinInt64, Above
	}
	return math.MaxInt64, Below
}

// Uint64 gives the integer part, or the nearest uint64.
func (x *Float) Uint64() (uint64, Accuracy) {
	if x.form == zero {
		return 0, Exact
	}
	if x.neg {
		return 0, Above
	}
	if x.form != inf {
		if i, acc := x.Int(nil); i.IsUint64() {
			return i.Uint64(), acc
		}
	}
	return math.MaxUint64, Below
}

// Rat gives x as a fraction, in z if that is not nil.
func (x *Float) Rat(z *Rat) (*Rat, Accuracy) {
	if x.form == inf {
		return nil, -accuracy(x.neg)
	}
	if z == nil {
		z = new(Rat)
	}
	if x.form == zero {
		return z.SetInt64(0), Exact
	}
	z.a.neg = x.neg
	z.a.abs, z.b.abs = nat(nil).set(x.mant), nat{1}
	if x.exp >= 0 {
		z.a.abs = z.a.abs.shl(z.a.abs, uint(x.exp))
	} else {
		z.b.abs = nat(nil).shl(natOne, uint(-x.exp))
	}
	return z.norm(), Exact
}

// small gives x rounded to a format of prec bits with exponents from lowest.
func (x *Float) small(prec, lowest int) (float64, Accuracy) {
	switch x.form {
	case zero:
		return math.Copysign(0, signOf(x.neg)), Exact
	case inf:
		return signOf(x.neg) * math.Inf(1), Exact
	}
	e := x.exp + int64(x.mant.bitLen())
	p := prec
	if e < int64(lowest+prec) {
		p = int(max(e-int64(lowest), 0))
	}
	var r Float
	if p <= 0 { // below the least number: half of that or more rounds up
		half := e == int64(lowest) && x.mant.cmp(natOne) != 0
		if half {
			return signOf(x.neg) * math.Ldexp(1, lowest), -accuracy(x.neg)
		}
		return math.Copysign(0, signOf(x.neg)), accuracy(x.neg)
	}
	r.prec = uint32(p)
	r.Set(x)
	f := signOf(x.neg) * math.Ldexp(float64(r.mant[0]), int(max(min(r.exp, 5000), -5000)))
	return f, r.acc
}

func signOf(neg bool) float64 {
	if neg {
		return -1
	}
	return 1
}

// Float64 gives the nearest float64.
func (x *Float) Float64() (float64, Accuracy) {
	f, acc := x.small(53, -1074)
	if math.IsInf(f, 0) && x.form != inf {
		acc = -accuracy(x.neg)
	}
	return f, acc
}

// Float32 gives the nearest float32.
func (x *Float) Float32() (float32, Accuracy) {
	d, acc := x.small(24, -149)
	f := float32(d)
	if math.IsInf(float64(f), 0) && x.form != inf {
		acc = -accuracy(x.neg)
	}
	return f, acc
}
