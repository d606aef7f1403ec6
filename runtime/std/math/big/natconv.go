package big

import (
	"errors"
	"io"
	"math"
	"math/bits"
)

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// bigBase gives the greatest power of b in a word and its exponent.
func bigBase(b Word) (p Word, n int) {
	p, n = b, 1
	for limit := ^Word(0) / b; p <= limit; n++ {
		p *= b
	}
	return p, n
}

// text gives the digits of x in a base, with at least one.
func (x nat) text(neg bool, base int) []byte {
	if base < 2 || base > MaxBase {
		panic("invalid base")
	}
	if len(x) == 0 {
		return []byte("0")
	}
	n := int(float64(x.bitLen())/math.Log2(float64(base))) + 2
	buf := make([]byte, n)
	b := Word(base)
	i := n
	if b&(b-1) == 0 {
		i = x.textBits(buf, uint(bits.TrailingZeros(uint(base))))
	} else {
		big, nd := bigBase(b)
		i = splitText(buf, x, b, big, nd, powersFor(x, big))
		for buf[i] == '0' {
			i++
		}
	}
	if neg {
		if i == 0 {
			return append([]byte{'-'}, buf...)
		}
		i--
		buf[i] = '-'
	}
	return buf[i:]
}

func (x nat) textBits(buf []byte, shift uint) int {
	i := len(buf)
	n := uint(x.bitLen())
	for at := uint(0); at < n; at += shift {
		d := x[at/wordBits] >> (at % wordBits)
		if used := wordBits - at%wordBits; used < shift && at/wordBits+1 < uint(len(x)) {
			d |= x[at/wordBits+1] << used
		}
		i--
		buf[i] = digits[d&(1<<shift-1)]
	}
	return i
}

// powersFor gives big, big**2, big**4, ... up to about the root of x.
func powersFor(x nat, big Word) []nat {
	const smallest = 8 // words that are not worth a split
	if len(x) <= smallest {
		return nil
	}
	var table []nat
	p := nat{big}
	for k := 0; 2*len(p) <= len(x)+1; k++ {
		table = append(table, p)
		p = nat(nil).mul(p, p)
	}
	return table
}

// splitText writes the digits of x to the end of buf and gives where they
// begin; leading zeros fill all of buf in the lower halves.
func splitText(buf []byte, x nat, base, big Word, nd int, table []nat) int {
	for len(table) > 0 && (len(x) <= 8 || table[len(table)-1].cmp(x) > 0) {
		table = table[:len(table)-1]
	}
	if len(table) == 0 {
		return plainText(buf, x, base, big, nd)
	}
	k := len(table) - 1
	q, r := nat(nil).div(nil, x, table[k])
	low := len(buf) - nd<<uint(k)
	i := splitText(buf[low:], r, base, big, nd, table[:k])
	for j := low; j < low+i; j++ {
		buf[j] = '0'
	}
	return splitText(buf[:low], q, base, big, nd, table)
}

func plainText(buf []byte, x nat, base, big Word, nd int) int {
	i := len(buf)
	q := nat(nil).set(x)
	for len(q) > 0 {
		var r Word
		q, r = q.divW(q, big)
		for j := 0; j < nd && i > 0; j++ {
			i--
			buf[i] = digits[r%base]
			r /= base
		}
	}
	return i
}

var (
	errNoDigits = errors.New("number has no digits")
	errInvalSep = errors.New("'_' must separate successive digits")
)

func digitValue(c byte, base int) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		if base <= 36 {
			return int(c-'A') + 10
		}
		return int(c-'A') + 36
	}
	return MaxBase + 1
}

// scan reads a number. base 0: by prefix, with underscores. fraction: a point
// may occur; count is then minus the number of digits after it, else the
// number of digits.
func (z nat) scan(r io.ByteScanner, base int, fraction bool) (res nat, b, count int, err error) {
	b = base
	z = z[:0]
	prefix := false
	prev := byte('.') // for underscores: the kind of the last character
	badSep := false
	c, err := r.ReadByte()
	if base == 0 {
		b = 10
		if err == nil && c == '0' {
			prev, count = '0', 1
			c, err = r.ReadByte()
			if err == nil {
				switch c | 0x20 {
				case 'b':
					b, prefix = 2, true
				case 'o':
					b, prefix = 8, true
				case 'x':
					b, prefix = 16, true
				default:
					if !fraction {
						b = 8
						prefix = false
					}
				}
				if prefix {
					count = 0
					c, err = r.ReadByte()
				}
			}
		}
	}
	word, n := Word(0), 0
	big, max := bigBase(Word(b))
	point := -1
	digitsRead := count
	for err == nil {
		if c == '.' && fraction {
			fraction = false
			if prev == '_' {
				badSep = true
			}
			prev = '.'
			point = digitsRead
		} else if c == '_' && base == 0 {
			if prev != '0' {
				badSep = true
			}
			prev = '_'
		} else {
			d := digitValue(c, b)
			if d >= b {
				r.UnreadByte()
				break
			}
			prev = '0'
			digitsRead++
			word = word*Word(b) + Word(d)
			n++
			if n == max {
				z = z.mulAddWW(z, big, word)
				word, n = 0, 0
			}
		}
		c, err = r.ReadByte()
	}
	if err == io.EOF {
		err = nil
	}
	if err == nil && (prev == '_' || badSep) {
		err = errInvalSep
	}
	if digitsRead == 0 {
		return z[:0], b, 0, errNoDigits
	}
	if n > 0 {
		p := Word(1)
		for range n {
			p *= Word(b)
		}
		z = z.mulAddWW(z, p, word)
	}
	count = digitsRead
	if point >= 0 {
		count = point - digitsRead
	}
	return z.norm(), b, count, err
}
