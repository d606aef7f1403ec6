// Package crc32 has cyclic redundancy checks of 32 bits.
package crc32

import (
	"hash"
	"sync"
)

// Size of a checksum in bytes.
const Size = 4

// Polynomials, lowest bit first.
const (
	IEEE       = 0xedb88320
	Castagnoli = 0x82f63b78
	Koopman    = 0xeb31d82e
)

// A Table has the checksum of each byte.
type Table [256]uint32

// IEEETable is the table of the polynomial IEEE.
var IEEETable = newTable(IEEE)

func newTable(poly uint32) *Table {
	t := new(Table)
	for i := range t {
		c := uint32(i)
		for range 8 {
			c = c>>1 ^ poly&-(c&1)
		}
		t[i] = c
	}
	return t
}

// slicing[k][b] is the checksum of b followed by k zero bytes.
type slicing [8]Table

func newSlicing(t *Table) *slicing {
	s := new(slicing)
	s[0] = *t
	for k := 1; k < 8; k++ {
		for b := range s[k] {
			c := s[k-1][b]
			s[k][b] = c>>8 ^ t[c&255]
		}
	}
	return s
}

var (
	ieeeOnce, castagnoliOnce sync.Once
	ieee8, castagnoli8       *slicing
	castagnoliTableOnce      sync.Once
	castagnoliTable          *Table
)

// MakeTable gives the table of a polynomial; it must not be changed.
func MakeTable(poly uint32) *Table {
	switch poly {
	case IEEE:
		return IEEETable
	case Castagnoli:
		castagnoliTableOnce.Do(func() { castagnoliTable = newTable(Castagnoli) })
		return castagnoliTable
	}
	return newTable(poly)
}

func tablesOf(t *Table) *slicing {
	switch {
	case t == IEEETable:
		ieeeOnce.Do(func() { ieee8 = newSlicing(t) })
		return ieee8
	case t == castagnoliTable:
		castagnoliOnce.Do(func() { castagnoli8 = newSlicing(t) })
		return castagnoli8
	}
	return nil
}

// Update continues crc with p.
func Update(crc uint32, tab *Table, p []byte) uint32 {
	crc = ^crc
	if len(p) >= 16 {
		if s := tablesOf(tab); s != nil {
			for len(p) >= 8 {
				crc ^= uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24
				crc = s[0][p[7]] ^ s[1][p[6]] ^ s[2][p[5]] ^ s[3][p[4]] ^
					s[4][crc>>24] ^ s[5][crc>>16&255] ^ s[6][crc>>8&255] ^ s[7][crc&255]
				p = p[8:]
			}
		}
	}
	for _, b := range p {
		crc = tab[byte(crc)^b] ^ crc>>8
	}
	return ^crc
}

// Checksum gives the checksum of data.
func Checksum(data []byte, tab *Table) uint32 { return Update(0, tab, data) }

// ChecksumIEEE gives the checksum of data by the polynomial IEEE.
func ChecksumIEEE(data []byte) uint32 { return Update(0, IEEETable, data) }

type digest struct {
	crc uint32
	tab *Table
}

// New gives a hash by the table.
func New(tab *Table) hash.Hash32 { return &digest{0, tab} }

// NewIEEE gives a hash by the polynomial IEEE.
func NewIEEE() hash.Hash32 { return New(IEEETable) }

func (d *digest) Size() int      { return Size }
func (d *digest) BlockSize() int { return 1 }
func (d *digest) Reset()         { d.crc = 0 }
func (d *digest) Sum32() uint32  { return d.crc }

func (d *digest) Write(p []byte) (n int, err error) {
	d.crc = Update(d.crc, d.tab, p)
	return len(p), nil
}

func (d *digest) Sum(in []byte) []byte {
	s := d.crc
	return append(in, byte(s>>24), byte(s>>16), byte(s>>8), byte(s))
}

func (d *digest) Clone() (hash.Cloner, error) {
	c := *d
	return &c, nil
}
