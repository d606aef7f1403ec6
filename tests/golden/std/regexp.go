// run

package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	re := regexp.MustCompile(`(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})`)
	s := "on 2024-01-15 and 2023-12-31, not 99-1-1"
	fmt.Println(re.FindAllString(s, -1), re.FindStringSubmatch(s), re.SubexpNames(), re.SubexpIndex("month"))
	fmt.Println(re.ReplaceAllString(s, "${day}.${month}.${year}"))
	fmt.Println(regexp.MustCompile(`a+b*`).FindAllStringIndex("aab ab b aaa", -1))
	fmt.Println(regexp.MustCompile(`[,;\s]+`).Split("a, b;c  d", -1))
	_, err := regexp.Compile(`a(b`)
	fmt.Println(err)
	fmt.Printf("%q\n", regexp.MustCompile(`(?i)go(lang)?`).FindAllString("Go golang GOLANG gopher", -1))
	fmt.Println(regexp.MustCompile(`\p{Lu}\w*`).ReplaceAllStringFunc("Hello big World Ärger", strings.ToUpper))
	dna := strings.Repeat("agggtaaa|cttaccct ttagggacgta\n", 2000)
	n := 0
	for _, p := range []string{"agggtaaa|tttaccct", "[cgt]gggtaaa|tttaccc[acg]", "a[act]ggtaaa|tttacc[agt]t", ">.*\n|\n"} {
		n += len(regexp.MustCompile(p).FindAllStringIndex(dna, -1))
	}
	fmt.Println(n)
	fmt.Println(regexp.MustCompile("(a*)*b").MatchString(strings.Repeat("a", 5000)))
	fmt.Println(regexp.QuoteMeta("[a.b]"), re, regexp.MustCompilePOSIX("a+|a+b").FindString("aab"))
	defer func() { fmt.Println(recover()) }()
	regexp.MustCompile("*")
}
