package time

// The pieces that a layout is made of.
const (
	pieceNone       = iota
	pieceLongMonth  // January
	pieceMonth      // Jan
	pieceNumMonth   // 1
	pieceZeroMonth  // 01
	pieceLongDay    // Monday
	pieceDay        // Mon
	pieceMday       // 2
	pieceUnderMday  // _2
	pieceZeroMday   // 02
	pieceUnderYday  // __2
	pieceZeroYday   // 002
	pieceHour       // 15
	pieceHour12     // 3
	pieceZeroHour12 // 03
	pieceMinute     // 4
	pieceZeroMinute // 04
	pieceSecond     // 5
	pieceZeroSecond // 05
	pieceLongYear   // 2006
	pieceYear       // 06
	piecePM         // PM
	piecepm         // pm
	pieceTZ         // MST
	pieceZ          // Z0700 and others, Z for UTC
	pieceOffset     // -0700 and others
	pieceFraction0  // .000, as many digits
	pieceFraction9  // .999, without trailing zeros
)

// A piece of a layout. n: digits of a fraction; of an offset, how it is
// written.
type piece struct {
	kind int
	n    int
}

// How offsets are written.
const (
	offHour    = 1 << iota // only hours: -07
	offSeconds             // also seconds
	offColon               // with colons
)

func starts(s, with string) bool {
	return len(s) >= len(with) && s[:len(with)] == with
}

var offsets = [...]struct {
	text string
	n    int
}{
	{"070000", offSeconds},
	{"07:00:00", offSeconds | offColon},
	{"0700", 0},
	{"07:00", offColon},
	{"07", offHour},
}

// pieceAt gives the piece that s begins with, and its length.
func pieceAt(s string) (p piece, size int) {
	switch s[0] {
	case 'J':
		if starts(s, "January") {
			return piece{kind: pieceLongMonth}, 7
		}
		if starts(s, "Jan") && !lowerAt(s, 3) {
			return piece{kind: pieceMonth}, 3
		}
	case 'M':
		if starts(s, "Monday") {
			return piece{kind: pieceLongDay}, 6
		}
		if starts(s, "Mon") && !lowerAt(s, 3) {
			return piece{kind: pieceDay}, 3
		}
		if starts(s, "MST") {
			return piece{kind: pieceTZ}, 3
		}
	case '0':
		if starts(s, "002") {
			return piece{kind: pieceZeroYday}, 3
		}
		if len(s) >= 2 && '1' <= s[1] && s[1] <= '6' {
			kinds := [...]int{pieceZeroMonth, pieceZeroMday, pieceZeroHour12,
				pieceZeroMinute, pieceZeroSecond, pieceYear}
			return piece{kind: kinds[s[1]-'1']}, 2
		}
	case '1':
		if starts(s, "15") {
			return piece{kind: pieceHour}, 2
		}
		return piece{kind: pieceNumMonth}, 1
	case '2':
		if starts(s, "2006") {
			return piece{kind: pieceLongYear}, 4
		}
		return piece{kind: pieceMday}, 1
	case '_':
		if starts(s, "_2006") {
			return piece{}, 1 // "_" is text, then comes the year.
		}
		if starts(s, "__2") {
			return piece{kind: pieceUnderYday}, 3
		}
		if starts(s, "_2") {
			return piece{kind: pieceUnderMday}, 2
		}
	case '3':
		return piece{kind: pieceHour12}, 1
	case '4':
		return piece{kind: pieceMinute}, 1
	case '5':
		return piece{kind: pieceSecond}, 1
	case 'P':
		if starts(s, "PM") {
			return piece{kind: piecePM}, 2
		}
	case 'p':
		if starts(s, "pm") {
			return piece{kind: piecepm}, 2
		}
	case '-', 'Z':
		kind := pieceOffset
		if s[0] == 'Z' {
			kind = pieceZ
		}
		for _, o := range offsets {
			if starts(s[1:], o.text) {
				return piece{kind, o.n}, len(o.text) + 1
			}
		}
	case '.', ',':
		if len(s) >= 2 && (s[1] == '0' || s[1] == '9') {
			i := 1
			for i < len(s) && s[i] == s[1] {
				i++
			}
			if i < len(s) && isDigit(s[i]) {
				break
			}
			if s[1] == '0' {
				return piece{pieceFraction0, i - 1}, i
			}
			return piece{pieceFraction9, i - 1}, i
		}
	}
	return piece{}, 0
}

func lowerAt(s string, i int) bool {
	return i < len(s) && 'a' <= s[i] && s[i] <= 'z'
}

// nextPiece splits a layout: text before the next piece, it, and the rest.
func nextPiece(layout string) (before string, p piece, text, rest string) {
	for i := 0; i < len(layout); i++ {
		p, size := pieceAt(layout[i:])
		if p.kind != pieceNone {
			return layout[:i], p, layout[i : i+size], layout[i+size:]
		}
	}
	return layout, piece{}, "", ""
}
