// Package tabwriter aligns columns of text.
//
// A cell is text that ends with a tab. Cells of one column in consecutive
// lines form a block and get one width. What follows the last tab of a line is
// no cell of a column.
package tabwriter

import (
	"io"
	"unicode/utf8"
)

// Flags.
const (
	FilterHTML  uint = 1 << iota // Tags have no width, entities that of one character.
	StripEscape                  // Leave Escape characters out.
	AlignRight
	DiscardEmptyColumns // Those ended by \v only.
	TabIndent           // Empty cells at the start of a line become tabs.
	Debug               // A bar between columns.
)

// Escape brackets text that is taken as it is.
const Escape = '\xff'

type cell struct {
	text  []byte
	width int
	htab  bool // Ended by \t, not \v.
}

// A Writer aligns what is written to it; Flush must end it.
type Writer struct {
	out      io.Writer
	minWidth int
	tabWidth int
	padding  int
	pad      byte
	flags    uint

	lines   [][]cell
	text    []byte // Of the cell that is not ended yet,
	width   int    // and its width, but for
	counted int    // what is behind so many bytes.
	inside  byte   // Ends the escape, tag or entity at hand; 0: none.
	widths  []int
	err     error
}

func NewWriter(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	return new(Writer).Init(output, minwidth, tabwidth, padding, padchar, flags)
}

// Init sets a Writer up; see the constants for flags.
func (b *Writer) Init(output io.Writer, minwidth, tabwidth, padding int, padchar byte, flags uint) *Writer {
	if minwidth < 0 || tabwidth < 0 || padding < 0 {
		panic("negative minwidth, tabwidth, or padding")
	}
	if padchar == '\t' {
		flags &^= AlignRight
	}
	*b = Writer{out: output, minWidth: minwidth, tabWidth: tabwidth,
		padding: padding, pad: padchar, flags: flags}
	b.reset()
	return b
}

func (b *Writer) reset() {
	b.text = nil
	b.width = 0
	b.counted = 0
	b.inside = 0
	b.widths = b.widths[:0]
	b.lines = append(b.lines[:0], nil)
}

func (b *Writer) emit(p []byte) {
	if b.err != nil || len(p) == 0 {
		return
	}
	n, err := b.out.Write(p)
	if err == nil && n != len(p) {
		err = io.ErrShortWrite
	}
	b.err = err
}

func (b *Writer) emitN(c byte, n int) {
	if n > 0 {
		p := make([]byte, n)
		for i := range p {
			p[i] = c
		}
		b.emit(p)
	}
}

func (b *Writer) emitPadding(text, width int, tabs bool) {
	if b.pad != '\t' && !tabs {
		b.emitN(b.pad, width-text)
		return
	}
	if b.tabWidth == 0 {
		return
	}
	width = (width + b.tabWidth - 1) / b.tabWidth * b.tabWidth
	b.emitN('\t', (width-text+b.tabWidth-1)/b.tabWidth)
}

func (b *Writer) emitLine(line []cell) {
	tabs := b.flags&TabIndent != 0
	for i, c := range line {
		if i > 0 && b.flags&Debug != 0 {
			b.emit([]byte{'|'})
		}
		column := i < len(b.widths)
		switch {
		case len(c.text) == 0:
			if column {
				b.emitPadding(c.width, b.widths[i], tabs)
			}
		case b.flags&AlignRight == 0:
			tabs = false
			b.emit(c.text)
			if column {
				b.emitPadding(c.width, b.widths[i], false)
			}
		default:
			tabs = false
			if column {
				b.emitPadding(c.width, b.widths[i], false)
			}
			b.emit(c.text)
		}
	}
}

func (b *Writer) emitLines(from, to int) {
	for i := from; i < to; i++ {
		b.emitLine(b.lines[i])
		if i+1 < len(b.lines) {
			b.emit([]byte{'\n'})
		} else {
			b.emit(b.text)
		}
	}
}

// hasColumn reports whether a line has a cell that is ended in this column.
func hasColumn(line []cell, column int) bool { return column < len(line)-1 }

// format prints lines whose columns so far have known widths: it finds the
// blocks of the next column.
func (b *Writer) format(from, to int) {
	column := len(b.widths)
	for i := from; i < to; i++ {
		if !hasColumn(b.lines[i], column) {
			continue
		}
		b.emitLines(from, i)
		from = i
		width := b.minWidth
		empty := true
		for ; i < to && hasColumn(b.lines[i], column); i++ {
			c := &b.lines[i][column]
			width = max(width, c.width+b.padding)
			empty = empty && c.width == 0 && !c.htab
		}
		if empty && b.flags&DiscardEmptyColumns != 0 {
			width = 0
		}
		b.widths = append(b.widths, width)
		b.format(from, i)
		b.widths = b.widths[:column]
		from = i
	}
	b.emitLines(from, to)
}

// count adds the width of the text that was added last.
func (b *Writer) count() {
	b.width += utf8.RuneCount(b.text[b.counted:])
	b.counted = len(b.text)
}

// endCell ends a cell and gives how many the line has.
func (b *Writer) endCell(htab bool) int {
	last := len(b.lines) - 1
	b.lines[last] = append(b.lines[last], cell{b.text, b.width, htab})
	b.text = nil
	b.width = 0
	b.counted = 0
	return len(b.lines[last])
}

// endInside ends an escape, tag or entity.
func (b *Writer) endInside() {
	switch b.inside {
	case Escape:
		b.count()
		if b.flags&StripEscape == 0 {
			b.width -= 2 // The Escape characters count one each.
		}
	case ';':
		b.width++
	}
	b.counted = len(b.text)
	b.inside = 0
}

// Flush prints what is collected.
func (b *Writer) Flush() error {
	b.flush()
	err := b.err
	b.err = nil
	return err
}

func (b *Writer) flush() {
	if len(b.text) > 0 {
		if b.inside != 0 {
			b.endInside()
		}
		b.endCell(false)
	}
	b.format(0, len(b.lines))
	b.reset()
}

// Write takes text; what cannot change any more is printed.
func (b *Writer) Write(buf []byte) (n int, err error) {
	from := 0
	for i, c := range buf {
		if b.inside != 0 {
			if c != b.inside {
				continue
			}
			end := i + 1
			if c == Escape && b.flags&StripEscape != 0 {
				end = i
			}
			b.text = append(b.text, buf[from:end]...)
			from = i + 1
			b.endInside()
			continue
		}
		switch {
		case c == '\t' || c == '\v' || c == '\n' || c == '\f':
			b.text = append(b.text, buf[from:i]...)
			b.count()
			from = i + 1
			cells := b.endCell(c == '\t')
			if c != '\n' && c != '\f' {
				break
			}
			b.lines = append(b.lines, nil)
			if c == '\f' || cells == 1 {
				// A line without tabs ends all columns.
				b.flush()
				if c == '\f' && b.flags&Debug != 0 {
					b.emit([]byte("---\n"))
				}
			}
		case c == Escape:
			b.text = append(b.text, buf[from:i]...)
			b.count()
			from = i
			if b.flags&StripEscape != 0 {
				from++
			}
			b.inside = Escape
		case (c == '<' || c == '&') && b.flags&FilterHTML != 0:
			b.text = append(b.text, buf[from:i]...)
			b.count()
			from = i
			b.inside = '>'
			if c == '&' {
				b.inside = ';'
			}
		}
		if b.err != nil {
			err = b.err
			b.err = nil
			return from, err
		}
	}
	b.text = append(b.text, buf[from:]...)
	return len(buf), nil
}
