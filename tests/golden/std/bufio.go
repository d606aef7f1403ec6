// run

// Package bufio.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	sc := bufio.NewScanner(strings.NewReader("one two\nthree\r\n\nlast"))
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	sc = bufio.NewScanner(strings.NewReader("one two\nthree  é x"))
	sc.Split(bufio.ScanWords)
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	sc = bufio.NewScanner(strings.NewReader(strings.Repeat("x", 70000)))
	fmt.Println(sc.Scan(), sc.Err())
	br := bufio.NewReaderSize(strings.NewReader("line1\nline two is long enough\nend"), 16)
	for {
		l, p, err := br.ReadLine()
		fmt.Printf("%q %v %v\n", l, p, err)
		if err != nil {
			break
		}
	}
	br = bufio.NewReader(strings.NewReader("héllo\nworld"))
	c, sz, err := br.ReadRune()
	c2, sz2, _ := br.ReadRune()
	br.UnreadRune()
	pk, err := br.Peek(3)
	fmt.Println(c, sz, c2, sz2, err, pk)
	rs, err := br.ReadString('\n')
	fmt.Printf("%q %v\n", rs, err)
	rest, err := io.ReadAll(br)
	fmt.Println(string(rest), err)
	bw := bufio.NewWriterSize(os.Stdout, 20)
	fmt.Fprintf(bw, "%s %d\n", "buffered writer with long text", 5)
	bw.WriteRune('é')
	bw.WriteByte('\n')
	bw.Flush()
}
