// run
package main

import "fmt"

func classify(n int) string {
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		return "zero"
	case n%2 == 0:
		fallthrough
	case n == 7:
		return "even or seven"
	default:
		return "odd"
	}
}

func dense(n int) int {
	switch n {
	case 0:
		return 10
	case 1, 2:
		return 20
	case 3:
		return 30
	case 4:
		return 40
	case 5, 6, 7:
		return 50
	case 100:
		return 60
	}
	return -1
}

func words(s string) int {
	switch s {
	case "alpha", "beta":
		return 1
	case "gamma":
		return 2
	case "":
		return 3
	}
	return 0
}

func find(grid [][]int, want int) (int, int) {
outer:
	for i, row := range grid {
		for j, v := range row {
			if v < 0 {
				continue outer
			}
			if v == want {
				return i, j
			}
			if v > 100 {
				break outer
			}
		}
	}
	return -1, -1
}

func jump() string {
	i := 0
	s := ""
again:
	if i < 3 {
		s += fmt.Sprint(i)
		i++
		goto again
	}
	return s
}

func counts() (evens, odds int) {
	for i := range 10 {
		if i%2 == 0 {
			evens++
			continue
		}
		odds++
	}
	return
}

func main() {
	for _, n := range []int{-1, 0, 4, 7, 9} {
		fmt.Print(classify(n), "; ")
	}
	fmt.Println()
	for _, n := range []int{0, 1, 2, 3, 4, 5, 7, 8, 100} {
		fmt.Print(dense(n), " ")
	}
	fmt.Println(words("beta"), words("gamma"), words(""), words("x"))
	fmt.Println(find([][]int{{1, 2}, {-1, 9}, {3, 4}}, 4))
	fmt.Println(find([][]int{{1, 200}, {3}}, 3))
	fmt.Println(jump())
	fmt.Println(counts())
	if x := 5; x > 3 {
		fmt.Println("x", x)
	} else if y := x * 2; y > 0 {
		fmt.Println("y", y)
	}
	i := 0
	for i < 3 {
		i++
	}
	for {
		i++
		if i > 5 {
			break
		}
	}
	fmt.Println(i)
	switch x := any(i).(type) {
	case int:
		switch {
		case x > 5:
			break
		default:
			fmt.Println("not here")
		}
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, j, " ")
	}
	fmt.Println()
	switch f := func() int { return 3 }; f() {
	case 1 + 2:
		fmt.Println("three")
	}
	var arr [5]int
	for i := range arr {
		arr[i] = i
	}
	for range 2 {
		fmt.Print("x")
	}
	for i := range len(arr) {
		defer fmt.Print(i, ",")
	}
	fmt.Println(arr)
L:
	for {
		switch {
		default:
			break L
		}
	}
	{
		i := "shadow"
		_ = i
	}
}
