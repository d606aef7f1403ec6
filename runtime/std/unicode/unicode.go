// Package unicode tells the properties of code points and maps their case.
package unicode

const (
	MaxRune         = '\U0010FFFF'
	ReplacementChar = '\uFFFD'
	MaxASCII        = '\u007F'
	MaxLatin1       = '\u00FF'
)

// RangeTable is a set of code points: sorted ranges that do not overlap, of
// 16 bits and above. LatinOffset counts the ranges that end below 0x100.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
}

// Range16 has every Stride-th code point from Lo to Hi.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 is Range16 for values that need more bits.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// CaseRange gives, for the code points Lo to Hi, what to add for each case.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

type d [MaxCase]rune

// SpecialCase has rules of a language that go before the general ones.
type SpecialCase []CaseRange

const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

// UpperLower as a delta: upper and lower case alternate in the range, with
// upper case first.
const UpperLower = MaxRune + 1

// Is reports whether r is in the table.
func Is(table *RangeTable, r rune) bool {
	if len(table.R16) > 0 && uint32(r) <= uint32(table.R16[len(table.R16)-1].Hi) {
		return in16(table.R16, uint16(r))
	}
	return len(table.R32) > 0 && r >= rune(table.R32[0].Lo) &&
		in32(table.R32, uint32(r))
}

// above is Is without the ranges of Latin-1.
func above(table *RangeTable, r rune) bool {
	t := table.R16[table.LatinOffset:]
	if len(t) > 0 && uint32(r) <= uint32(t[len(t)-1].Hi) {
		return in16(t, uint16(r))
	}
	return len(table.R32) > 0 && r >= rune(table.R32[0].Lo) &&
		in32(table.R32, uint32(r))
}

func in16(t []Range16, r uint16) bool {
	low, high := 0, len(t)
	for low < high {
		m := int(uint(low+high) >> 1)
		if e := &t[m]; r < e.Lo {
			high = m
		} else if r > e.Hi {
			low = m + 1
		} else {
			return e.Stride == 1 || (r-e.Lo)%e.Stride == 0
		}
	}
	return false
}

func in32(t []Range32, r uint32) bool {
	low, high := 0, len(t)
	for low < high {
		m := int(uint(low+high) >> 1)
		if e := &t[m]; r < e.Lo {
			high = m
		} else if r > e.Hi {
			low = m + 1
		} else {
			return e.Stride == 1 || (r-e.Lo)%e.Stride == 0
		}
	}
	return false
}

// In reports whether r is in one of the tables.
func In(r rune, tables ...*RangeTable) bool {
	for _, t := range tables {
		if Is(t, r) {
			return true
		}
	}
	return false
}

// IsOneOf is In with the arguments in another order.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

func isASCIILetter(r rune) bool {
	return 'a' <= r|0x20 && r|0x20 <= 'z'
}

// The Latin-1 half of the classes, by comparison instead of tables.

func latinLower(r rune) bool {
	return 'a' <= r && r <= 'z' || r == 0xB5 || 0xDF <= r && r != 0xF7
}

func latinUpper(r rune) bool {
	return 'A' <= r && r <= 'Z' || 0xC0 <= r && r <= 0xDE && r != 0xD7
}

func latinLetter(r rune) bool {
	return isASCIILetter(r) || r == 0xAA || r == 0xB5 || r == 0xBA ||
		0xC0 <= r && r != 0xD7 && r != 0xF7
}

func IsLetter(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latinLetter(r)
	}
	return above(Letter, r)
}

func IsUpper(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latinUpper(r)
	}
	return above(Upper, r)
}

func IsLower(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latinLower(r)
	}
	return above(Lower, r)
}

func IsTitle(r rune) bool {
	if r <= MaxLatin1 {
		return false
	}
	return above(Title, r)
}

func IsDigit(r rune) bool {
	if r <= MaxLatin1 {
		return '0' <= r && r <= '9'
	}
	return above(Digit, r)
}

func IsNumber(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return '0' <= r && r <= '9' || r == 0xB2 || r == 0xB3 || r == 0xB9 ||
			0xBC <= r && r <= 0xBE
	}
	return above(Number, r)
}

func IsSpace(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return 9 <= r && r <= 13 || r == ' ' || r == 0x85 || r == 0xA0
	}
	return above(White_Space, r)
}

func IsControl(r rune) bool {
	return uint32(r) < 0x20 || 0x7F <= r && r < 0xA0
}

func IsPunct(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return Is(Punct, r)
	}
	return above(Punct, r)
}

func IsSymbol(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return Is(Symbol, r)
	}
	return above(Symbol, r)
}

func IsMark(r rune) bool { return above(Mark, r) }

// GraphicRanges are letters, marks, numbers, punctuation, symbols, spaces.
var GraphicRanges = []*RangeTable{setL, setM, setN, setP, setS, setZs}

// PrintRanges are the same without spaces (U+0020 is printed all the same).
var PrintRanges = []*RangeTable{setL, setM, setN, setP, setS}

func IsGraphic(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return 0x20 <= r && r < 0x7F || 0xA0 <= r && r != 0xAD
	}
	return In(r, GraphicRanges...)
}

func IsPrint(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return 0x20 <= r && r < 0x7F || 0xA1 <= r && r != 0xAD
	}
	return In(r, PrintRanges...)
}
