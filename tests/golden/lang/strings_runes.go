// run
package main

import "fmt"

func main() {
	s := "héllo, 世界\x80!"
	for i, r := range s {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println(len(s), len([]rune(s)))
	b := []byte(s)
	b[0] = 'H'
	fmt.Println(string(b[:6]), s[0], s[1:3] == "é")
	r := []rune("aé世😀")
	r[0] = 'ß'
	fmt.Println(string(r), len(string(r)), string(rune(0x10FFFF+1)), string(rune(-1)) == "\uFFFD")
	fmt.Println("a" < "b", "abc" < "abd", "ab" < "abc", "" < "a", "Z" > "a", s == string([]byte(s)))
	t := ""
	for i := 0; i < 5; i++ {
		t += string(rune('a'+i)) + "-"
	}
	fmt.Println(t, t[2:5], t[len(t):] == "")
	m := map[string]int{"key": 1}
	k := []byte("key")
	fmt.Println(m[string(k)])
	switch string(k) {
	case "other":
		fmt.Println("no")
	case "key":
		fmt.Println("yes")
	}
	raw := `a\n
b`
	fmt.Println(raw, len(raw))
	fmt.Printf("%x %q %v\n", "\xff\u00ff", "tab\t\"", 'x')
	for i, c := range []byte("xyz") {
		fmt.Print(i, c, " ")
	}
	fmt.Println()
	const long = "0123456789012345678901234567890123456789"
	u := long + s + long
	fmt.Println(len(u), u[40:42])
	for range "日本" {
		fmt.Print("*")
	}
	fmt.Println(string([]rune{0xD800, 'x'}), []byte("é"), []rune("\xffa"))
	type str string
	type bytes []byte
	fmt.Println(str(bytes("conv")), string(str("x"))+"y")
}
