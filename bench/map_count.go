// Counting with maps: words by string key, numbers by int key.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type random uint64

func (r *random) next(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r)>>33) % n
}

func size(fallback int) int {
	if len(os.Args) > 1 {
		if n, err := strconv.Atoi(os.Args[1]); err == nil {
			return n
		}
	}
	return fallback
}

func main() {
	n := size(1_000_000)
	r := random(42)
	syllables := []string{"ka", "to", "mi", "ra", "ne", "so", "lu", "vi"}

	words := map[string]int{}
	numbers := map[int]int{}
	for i := 0; i < n; i++ {
		word := syllables[r.next(8)] + syllables[r.next(8)] + syllables[r.next(8)] + syllables[r.next(8)]
		words[word]++
		numbers[r.next(n/4+1)] += i
	}
	most, best := 0, ""
	for word, count := range words {
		if count > most || count == most && word < best {
			most, best = count, word
		}
	}
	sum := 0
	for k, v := range numbers {
		sum ^= k*31 + v
	}
	fmt.Println(len(words), best, most, len(numbers), sum)
}
