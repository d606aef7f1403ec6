package unicode

// findCase gives the range of r in a table of cases, or nil.
func findCase(table []CaseRange, r rune) *CaseRange {
	low, high := 0, len(table)
	for low < high {
		m := int(uint(low+high) >> 1)
		if e := &table[m]; uint32(r) < e.Lo {
			high = m
		} else if uint32(r) > e.Hi {
			low = m + 1
		} else {
			return e
		}
	}
	return nil
}

func convert(to int, r rune, table []CaseRange) (rune, bool) {
	if to < 0 || to >= MaxCase {
		return ReplacementChar, false
	}
	e := findCase(table, r)
	if e == nil {
		return r, false
	}
	delta := e.Delta[to]
	if delta > MaxRune {
		// Upper case at even distances; title case is upper case.
		n := r - rune(e.Lo)
		return rune(e.Lo) + (n&^1 | rune(to&1)), true
	}
	return r + delta, true
}

// To maps r to the given case: UpperCase, LowerCase or TitleCase.
func To(_case int, r rune) rune {
	r, _ = convert(_case, r, CaseRanges)
	return r
}

func ToUpper(r rune) rune {
	if uint32(r) <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(UpperCase, r)
}

func ToLower(r rune) rune {
	if uint32(r) <= MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return To(LowerCase, r)
}

func ToTitle(r rune) rune {
	if uint32(r) <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(TitleCase, r)
}

func (special SpecialCase) convert(to int, r, general rune) rune {
	if s, ok := convert(to, r, special); ok {
		return s
	}
	return general
}

func (special SpecialCase) ToUpper(r rune) rune {
	return special.convert(UpperCase, r, ToUpper(r))
}

func (special SpecialCase) ToTitle(r rune) rune {
	return special.convert(TitleCase, r, ToTitle(r))
}

func (special SpecialCase) ToLower(r rune) rune {
	return special.convert(LowerCase, r, ToLower(r))
}

// TurkishCase has the dotted and the dotless i.
var TurkishCase SpecialCase = SpecialCase{
	{0x49, 0x49, d{0, 0x131 - 0x49, 0}},
	{0x69, 0x69, d{0x130 - 0x69, 0, 0x130 - 0x69}},
	{0x130, 0x130, d{0, 0x69 - 0x130, 0}},
	{0x131, 0x131, d{0x49 - 0x131, 0, 0x49 - 0x131}},
}

// AzeriCase is as TurkishCase.
var AzeriCase SpecialCase = TurkishCase

// SimpleFold gives the next larger code point that folds to the same as r,
// or the smallest one if there is none larger.
func SimpleFold(r rune) rune {
	if r < 0 || r > MaxRune {
		return r
	}
	low, high := 0, len(orbits)
	for low < high {
		m := int(uint(low+high) >> 1)
		if orbits[m][0] < uint32(r) {
			low = m + 1
		} else {
			high = m
		}
	}
	if low < len(orbits) && orbits[low][0] == uint32(r) {
		return rune(orbits[low][1])
	}
	if l := ToLower(r); l != r {
		return l
	}
	return ToUpper(r)
}
