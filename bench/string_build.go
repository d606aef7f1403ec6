// Building strings: concatenation, conversion, growing byte slices.
package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

func size(fallback int) int {
	if len(os.Args) > 1 {
		if n, err := strconv.Atoi(os.Args[1]); err == nil {
			return n
		}
	}
	return fallback
}

func label(i int) string { return "item-" + strconv.Itoa(i) }

func checksum(s string) (sum uint32) {
	for i := 0; i < len(s); i++ {
		sum = sum*31 + uint32(s[i])
	}
	return sum
}

func main() {
	n := size(500_000)
	var sum uint32
	for i := 0; i < n; i++ {
		var b strings.Builder
		b.WriteString(label(i))
		b.WriteByte('/')
		b.WriteString(strings.ToUpper(label(i % 1000)))
		line := []byte(b.String())
		line = append(line, "/end"...)
		sum += checksum(string(line))
	}
	parts := make([]string, 0, 1000)
	for i := 0; i < 1000; i++ {
		parts = append(parts, label(i))
	}
	fmt.Println(sum, checksum(strings.Join(parts, ",")))
}
