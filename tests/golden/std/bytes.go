// run

// Package bytes: slices of bytes and Buffer.
package main

import (
	"bytes"
	"fmt"
	"strings"
)

func main() {
	fmt.Printf("%q %q %q %v\n", bytes.Split([]byte("a,b,c"), []byte(",")), bytes.Fields([]byte(" x  y ")), bytes.TrimSpace([]byte("  hi ")), bytes.TrimLeft([]byte("aaa"), "a") == nil)
	fmt.Printf("%q %q %q\n", bytes.Replace([]byte("oink oink"), []byte("k"), []byte("ky"), 1), bytes.ReplaceAll([]byte("abc"), nil, []byte("-")), bytes.ToUpper([]byte("héy")))
	var b bytes.Buffer
	for i := 0; i < 100; i++ {
		fmt.Fprintf(&b, "%d,", i)
	}
	s, err := b.ReadString(',')
	fmt.Println(s, err, b.Len())
	bb, _ := b.ReadByte()
	b.UnreadByte()
	fmt.Println(bb, string(b.Next(5)), b.Len())
	b.Truncate(3)
	fmt.Println(b.String())
	n64, err := b.ReadFrom(strings.NewReader("the rest"))
	fmt.Println(n64, err, b.String())
}
