package big

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A Rat is a fraction in lowest terms; the zero Rat is 0.
type Rat struct {
	a Int
	b Int // the denominator, > 0; 0 stands for 1
}

// NewRat gives a/b.
func NewRat(a, b int64) *Rat {
	if b == 0 {
		panic("division by zero")
	}
	return new(Rat).SetFrac64(a, b)
}

func (x *Rat) den() nat {
	if len(x.b.abs) == 0 {
		return natOne
	}
	return x.b.abs
}

func (z *Rat) norm() *Rat {
	neg := z.a.neg
	switch {
	case len(z.a.abs) == 0:
		z.a.neg = false
		z.b.abs = z.b.abs.setWord(1)
	case len(z.b.abs) == 0:
		z.b.abs = z.b.abs.setWord(1)
	case z.b.abs.cmp(natOne) != 0:
		z.a.neg, z.b.neg = false, false
		var g Int
		if g.GCD(nil, nil, &z.a, &z.b); g.Cmp(intOne) != 0 {
			z.a.Quo(&z.a, &g)
			z.b.Quo(&z.b, &g)
		}
		z.a.neg = neg
	}
	z.b.neg = false
	return z
}

// SetFrac sets z to a/b.
func (z *Rat) SetFrac(a, b *Int) *Rat {
	if len(b.abs) == 0 {
		panic("division by zero")
	}
	neg := a.neg != b.neg
	d := nat(nil).set(b.abs)
	z.a.Set(a)
	z.a.neg = neg
	z.b.abs = d
	return z.norm()
}

// SetFrac64 sets z to a/b.
func (z *Rat) SetFrac64(a, b int64) *Rat {
	if b == 0 {
		panic("division by zero")
	}
	return z.SetFrac(NewInt(a), NewInt(b))
}

// SetInt sets z to x.
func (z *Rat) SetInt(x *Int) *Rat {
	z.a.Set(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetInt64 sets z to x.
func (z *Rat) SetInt64(x int64) *Rat {
	z.a.SetInt64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetUint64 sets z to x.
func (z *Rat) SetUint64(x uint64) *Rat {
	z.a.SetUint64(x)
	z.b.abs = z.b.abs.setWord(1)
	return z
}

// SetFloat64 sets z to exactly f; nil if that is not finite.
func (z *Rat) SetFloat64(f float64) *Rat {
	if f-f != 0 {
		return nil
	}
	m, e := math.Frexp(f)
	z.a.SetInt64(int64(m * (1 << 53)))
	z.b.SetInt64(1)
	if e -= 53; e >= 0 {
		z.a.Lsh(&z.a, uint(e))
	} else {
		z.b.Lsh(&z.b, uint(-e))
	}
	return z.norm()
}

// Set sets z to x.
func (z *Rat) Set(x *Rat) *Rat {
	if z != x {
		z.a.Set(&x.a)
		z.b.abs = z.b.abs.set(x.den())
	}
	return z
}

// Abs sets z to |x|.
func (z *Rat) Abs(x *Rat) *Rat {
	z.Set(x)
	z.a.neg = false
	return z
}

// Neg sets z to -x.
func (z *Rat) Neg(x *Rat) *Rat {
	z.Set(x)
	z.a.Neg(&z.a)
	return z
}

// Inv sets z to 1/x.
func (z *Rat) Inv(x *Rat) *Rat {
	if len(x.a.abs) == 0 {
		panic("division by zero")
	}
	neg := x.a.neg
	a, b := nat(nil).set(x.den()), nat(nil).set(x.a.abs)
	z.a.abs, z.a.neg, z.b.abs = a, neg, b
	return z
}

// Sign gives -1, 0 or +1.
func (x *Rat) Sign() int { return x.a.Sign() }

// IsInt reports whether the denominator is 1.
func (x *Rat) IsInt() bool { return x.den().cmp(natOne) == 0 }

// Num gives the numerator, shared with x.
func (x *Rat) Num() *Int { return &x.a }

// Denom gives the denominator, shared with x once x was set.
func (x *Rat) Denom() *Int {
	if len(x.b.abs) == 0 {
		return NewInt(1)
	}
	return &x.b
}

func scaled(x *Int, f nat) *Int {
	return &Int{x.neg && len(x.abs) > 0, nat(nil).mul(x.abs, f)}
}

// Cmp compares: -1, 0 or +1.
func (x *Rat) Cmp(y *Rat) int { return scaled(&x.a, y.den()).Cmp(scaled(&y.a, x.den())) }

// Add sets z to x + y.
func (z *Rat) Add(x, y *Rat) *Rat {
	n := new(Int).Add(scaled(&x.a, y.den()), scaled(&y.a, x.den()))
	z.b.abs = nat(nil).mul(x.den(), y.den())
	z.a.Set(n)
	return z.norm()
}

// Sub sets z to x - y.
func (z *Rat) Sub(x, y *Rat) *Rat {
	n := new(Int).Sub(scaled(&x.a, y.den()), scaled(&y.a, x.den()))
	z.b.abs = nat(nil).mul(x.den(), y.den())
	z.a.Set(n)
	return z.norm()
}

// Mul sets z to x * y.
func (z *Rat) Mul(x, y *Rat) *Rat {
	d := nat(nil).mul(x.den(), y.den())
	z.a.Mul(&x.a, &y.a)
	z.b.abs = d
	return z.norm()
}

// Quo sets z to x / y.
func (z *Rat) Quo(x, y *Rat) *Rat {
	if len(y.a.abs) == 0 {
		panic("division by zero")
	}
	a, b := scaled(&x.a, y.den()), scaled(&y.a, x.den())
	neg := a.neg != b.neg
	z.a.abs, z.a.neg, z.b.abs = a.abs, neg, b.abs
	return z.norm()
}

// quotient gives x as a binary floating-point number of the format.
func (x *Rat) quotient(prec uint, lowest int) (m uint64, e int, exact bool) {
	// Two more bits than needed, the last one sticky.
	s := x.a.abs.bitLen() - x.den().bitLen() - int(prec) - 2
	s = max(s, lowest-2)
	a, b := x.a.abs, x.den()
	if s < 0 {
		a = nat(nil).shl(a, uint(-s))
	} else {
		b = nat(nil).shl(b, uint(s))
	}
	q, r := nat(nil).div(nil, a, b)
	v := uint64(0)
	if len(q) > 0 {
		v = uint64(q[0])
	}
	sticky := len(r) > 0
	for v >= 1<<(prec+2) { // one bit too many
		sticky = sticky || v&1 != 0
		v >>= 1
		s++
	}
	exact = !sticky && v&3 == 0
	m = v >> 2
	if v&2 != 0 && (v&1 != 0 || sticky || m&1 != 0) {
		m++
	}
	return m, s + 2, exact
}

// Float64 gives the nearest float64 and whether it is x.
func (x *Rat) Float64() (f float64, exact bool) {
	m, e, exact := x.quotient(53, -1074)
	f = math.Ldexp(float64(m), e)
	if x.a.neg {
		f = -f
	}
	return f, exact && !math.IsInf(f, 0)
}

// Float32 gives the nearest float32 and whether it is x.
func (x *Rat) Float32() (f float32, exact bool) {
	m, e, exact := x.quotient(24, -149)
	f = float32(math.Ldexp(float64(m), e))
	if x.a.neg {
		f = -f
	}
	return f, exact && !math.IsInf(float64(f), 0)
}

// String gives "a/b".
func (x *Rat) String() string { return x.a.String() + "/" + string(x.den().text(false, 10)) }

// RatString gives "a/b", or "a" if b is 1.
func (x *Rat) RatString() string {
	if x.IsInt() {
		return x.a.String()
	}
	return x.String()
}

// FloatString gives decimal digits, prec of them after the point, rounded to
// nearest, halves away from zero.
func (x *Rat) FloatString(prec int) string {
	if x.IsInt() {
		s := x.a.String()
		if prec > 0 {
			s += "." + strings.Repeat("0", prec)
		}
		return s
	}
	den := x.den()
	q, r := nat(nil).div(nil, x.a.abs, den)
	p := natOne
	if prec > 0 {
		p = nat(nil).exp(nat{10}, nat(nil).setUint64(uint64(prec)), nil)
	}
	r = nat(nil).mul(r, p)
	r, rest := nat(nil).div(nil, r, den)
	if nat(nil).add(rest, rest).cmp(den) >= 0 {
		r = nat(nil).add(r, natOne)
		if r.cmp(p) >= 0 {
			q = nat(nil).add(q, natOne)
			r = nat(nil).sub(r, p)
		}
	}
	s := string(q.text(x.a.neg, 10))
	if x.a.neg && len(q) == 0 {
		s = "-0"
	}
	if prec > 0 {
		d := string(r.text(false, 10))
		s += "." + strings.Repeat("0", prec-len(d)) + d
	}
	return s
}

// FloatPrec gives how many decimals x has before they repeat, and whether
// they end there.
func (x *Rat) FloatPrec() (n int, exact bool) {
	d := x.den()
	twos := int(d.trailingZeros())
	d = nat(nil).shr(d, uint(twos))
	fives := 0
	for {
		q, r := nat(nil).divW(d, 5)
		if r != 0 {
			break
		}
		d = q
		fives++
	}
	return max(twos, fives), d.cmp(natOne) == 0
}

// SetString sets z to a fraction "a/b" or a number with point and exponent.
func (z *Rat) SetString(s string) (*Rat, bool) {
	if s == "" {
		return nil, false
	}
	if num, den, ok := strings.Cut(s, "/"); ok {
		if _, ok := z.a.SetString(num, 0); !ok {
			return nil, false
		}
		r := strings.NewReader(den)
		d, _, _, err := nat(nil).scan(r, 0, false)
		if err != nil || r.Len() > 0 || len(d) == 0 {
			return nil, false
		}
		z.b.abs = d
		return z.norm(), true
	}
	r := strings.NewReader(s)
	neg, err := scanSign(r)
	if err != nil {
		return nil, false
	}
	m, base, count, err := nat(nil).scan(r, 0, true)
	if err != nil {
		return nil, false
	}
	e, ebase, ok := scanExponent(s[len(s)-r.Len():], base)
	if !ok {
		return nil, false
	}
	z.a.abs, z.a.neg = m, neg && len(m) > 0
	z.b.abs = nat{1}
	if len(m) == 0 {
		return z.norm(), true
	}
	twos, fives := 0, 0
	if count < 0 {
		switch base {
		case 10:
			twos, fives = count, count
		case 2:
			twos = count
		case 8:
			twos = count * 3
		case 16:
			twos = count * 4
		}
	}
	if ebase == 10 {
		fives += e
	}
	twos += e
	if max(twos, -twos, fives, -fives) > 1e7 {
		return nil, false
	}
	five := func(n int) nat { return nat(nil).exp(nat{5}, nat(nil).setUint64(uint64(n)), nil) }
	if fives > 0 {
		z.a.abs = nat(nil).mul(z.a.abs, five(fives))
	} else if fives < 0 {
		z.b.abs = five(-fives)
	}
	if twos > 0 {
		z.a.abs = nat(nil).shl(z.a.abs, uint(twos))
	} else if twos < 0 {
		z.b.abs = nat(nil).shl(z.b.abs, uint(-twos))
	}
	return z.norm(), true
}

// scanExponent reads all of s: e or E for a power of ten, p or P of two.
func scanExponent(s string, base int) (e, ebase int, ok bool) {
	if s == "" {
		return 0, 2, true
	}
	switch s[0] | 0x20 {
	case 'e':
		if base != 10 {
			return 0, 0, false
		}
		ebase = 10
	case 'p':
		ebase = 2
	default:
		return 0, 0, false
	}
	s = s[1:]
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 || digits == "" || digits[0] == '_' || digits[len(digits)-1] == '_' {
		return 0, 0, false
	}
	n, err := strconv.Atoi(strings.ReplaceAll(s, "_", ""))
	return n, ebase, err == nil
}

// Scan implements fmt.Scanner.
func (z *Rat) Scan(s fmt.ScanState, ch rune) error {
	tok, err := s.Token(true, func(r rune) bool {
		return r < 128 && strings.ContainsRune("+-/0123456789.eEpPxXoObB_abcdfABCDF", r)
	})
	if err != nil {
		return err
	}
	if !strings.ContainsRune("efgEFGv", ch) {
		return errors.New("Rat.Scan: invalid verb")
	}
	if _, ok := z.SetString(string(tok)); !ok {
		return errors.New("Rat.Scan: invalid syntax")
	}
	return nil
}

// AppendText appends RatString.
func (x *Rat) AppendText(b []byte) ([]byte, error) { return append(b, x.RatString()...), nil }

// MarshalText gives RatString.
func (x *Rat) MarshalText() (text []byte, err error) { return x.AppendText(nil) }

// UnmarshalText sets z to what text says.
func (z *Rat) UnmarshalText(text []byte) error {
	if _, ok := z.SetString(string(text)); !ok {
		return fmt.Errorf("math/big: cannot unmarshal %q into a *big.Rat", text)
	}
	return nil
}
