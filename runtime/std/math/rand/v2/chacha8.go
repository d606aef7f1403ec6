package rand

import "errors"

// A ChaCha8 is a generator that cannot be predicted from its output.
//
// Four blocks of the ChaCha8 cipher are made at a time, word by word side by
// side, and read as 32 numbers.  Of each fourth lot the last four numbers are
// not given out: they are the next key.
type ChaCha8 struct {
	lot   [32]uint64
	key   [4]uint64
	next  int
	limit int
	count uint32 // of blocks made with this key, before this lot

	rest  [8]byte // what Read has left over: the last nrest bytes
	nrest int
}

// NewChaCha8 gives a generator with the given seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

func little(b []byte) (x uint64) {
	for i := 7; i >= 0; i-- {
		x = x<<8 | uint64(b[i])
	}
	return x
}

func putLittle(b []byte, x uint64) {
	for i := range b[:8] {
		b[i] = byte(x >> (8 * uint(i)))
	}
}

// Seed begins the sequence of the given seed.
func (c *ChaCha8) Seed(seed [32]byte) {
	for i := range c.key {
		c.key[i] = little(seed[8*i:])
	}
	c.nrest = 0
	c.rest = [8]byte{}
	c.start(0, 0)
}

// start makes the lot that begins with block count and goes to its n'th number.
func (c *ChaCha8) start(count uint32, n int) {
	c.count = count
	c.next, c.limit = n, len(c.lot)
	if count == 12 {
		c.limit -= len(c.key)
	}
	var out [16][4]uint32
	for i := uint32(0); i < 4; i++ {
		b := c.block(count + i)
		for w, x := range b {
			out[w][i] = x
		}
	}
	for i := range c.lot {
		w := &out[i/2]
		at := i % 2 * 2
		c.lot[i] = uint64(w[at]) | uint64(w[at+1])<<32
	}
}

// block gives the cipher's block of that number; only the key is added to the
// permuted state.
func (c *ChaCha8) block(number uint32) [16]uint32 {
	x := [16]uint32{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}
	for i, k := range c.key {
		x[4+2*i] = uint32(k)
		x[5+2*i] = uint32(k >> 32)
	}
	x[12] = number
	for round := 0; round < 4; round++ {
		for i := 0; i < 4; i++ {
			quarter(&x, i, i+4, i+8, i+12)
		}
		for i := 0; i < 4; i++ {
			quarter(&x, i, (i+1)&3+4, (i+2)&3+8, (i+3)&3+12)
		}
	}
	for i, k := range c.key {
		x[4+2*i] += uint32(k)
		x[5+2*i] += uint32(k >> 32)
	}
	return x
}

func quarter(x *[16]uint32, ia, ib, ic, id int) {
	a, b, c, d := x[ia&15], x[ib&15], x[ic&15], x[id&15]
	a += b
	d ^= a
	d = d<<16 | d>>16
	c += d
	b ^= c
	b = b<<12 | b>>20
	a += b
	d ^= a
	d = d<<8 | d>>24
	c += d
	b ^= c
	b = b<<7 | b>>25
	x[ia&15], x[ib&15], x[ic&15], x[id&15] = a, b, c, d
}

// Uint64 gives the next number.
func (c *ChaCha8) Uint64() uint64 {
	if c.next >= c.limit {
		count := c.count + 4
		if count == 16 {
			copy(c.key[:], c.lot[len(c.lot)-len(c.key):])
			count = 0
		}
		c.start(count, 0)
	}
	x := c.lot[c.next&31]
	c.next++
	return x
}

// Read fills p; it never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	total := len(p)
	if c.nrest > 0 {
		n := copy(p, c.rest[8-c.nrest:])
		c.nrest -= n
		p = p[n:]
	}
	for len(p) >= 8 {
		putLittle(p, c.Uint64())
		p = p[8:]
	}
	if len(p) > 0 {
		putLittle(c.rest[:], c.Uint64())
		c.nrest = 8 - copy(p, c.rest[:])
	}
	return total, nil
}

// AppendBinary appends an encoding of the state.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.nrest > 0 {
		b = append(b, "readbuf:"...)
		b = append(b, byte(c.nrest))
		b = append(b, c.rest[8-c.nrest:]...)
	}
	b = append(b, "chacha8:"...)
	b = appendBig(b, uint64(c.count/4*32)+uint64(c.next))
	for _, k := range c.key {
		var w [8]byte
		putLittle(w[:], k)
		b = append(b, w[:]...)
	}
	return b, nil
}

// MarshalBinary gives an encoding of the state.
func (c *ChaCha8) MarshalBinary() ([]byte, error) {
	return c.AppendBinary(make([]byte, 0, 64))
}

// UnmarshalBinary sets the state.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	const mark = "readbuf:"
	if len(data) >= len(mark) && string(data[:len(mark)]) == mark {
		data = data[len(mark):]
		if len(data) == 0 || len(data) < 1+int(data[0]) {
			return errors.New("invalid ChaCha8 Read buffer encoding")
		}
		n := int(data[0])
		c.nrest = copy(c.rest[8-n:], data[1:1+n])
		data = data[1+n:]
	}
	if len(data) != 48 || string(data[:8]) != "chacha8:" || big(data[8:]) > 4*32-4 {
		return errors.New("invalid ChaCha8 encoding")
	}
	for i := range c.key {
		c.key[i] = little(data[16+8*i:])
	}
	used := int(big(data[8:]))
	c.start(uint32(used/32*4), used%32)
	return nil
}
