// run

// Package strings.
package main

import (
	"fmt"
	"strings"
)

func main() {
	fmt.Printf("%q %q %q\n", strings.Split("a,b,c", ","), strings.Fields("  a b  c "), strings.SplitAfterN("a,b,c", ",", 2))
	fmt.Println(strings.Repeat("ab", 3), strings.Title("hello wörld"), strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"), strings.ToUpper("straße"), strings.EqualFold("Go", "GO"))
	fmt.Println(strings.NewReplacer("a", "1", "b", "2").Replace("abcab"), strings.TrimFunc("123abc456", func(r rune) bool { return r < 'a' }))
	for l := range strings.Lines("x\ny\nz") {
		fmt.Printf("%q ", l)
	}
	for l := range strings.SplitSeq("x,y,z", ",") {
		fmt.Printf("%q ", l)
	}
	fmt.Println()
}
