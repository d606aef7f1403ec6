// run

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

type I interface{ M() }

func try(name string, f func()) {
	defer func() {
		r := recover()
		e, ok := r.(runtime.Error)
		fmt.Printf("%s: %T %v %v %v\n", name, r, r, ok, ok && e.Error() != "")
	}()
	f()
}

func where() string {
	_, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(file[strings.LastIndex(file, "/")+1:], ":", line, ok)
}

func main() {
	var s []int
	var m map[string]int
	var i any = 5
	var n *struct{ x int }
	z := 0
	var it I
	try("index", func() { _ = s[5] })
	try("slice", func() { _ = s[1:z] })
	try("map", func() { m["a"] = 1 })
	try("assert", func() { _ = i.(string) })
	try("assert2", func() { _ = i.(I) })
	try("nil", func() { _ = n.x })
	try("div", func() { _ = 1 / z })
	try("nilm", func() { it.M() })
	try("panicnil", func() { panic(nil) })
	try("close", func() { var c chan int; close(c) })
	try("make", func() { _ = make([]int, z-1) })
	try("conv", func() { _ = [4]int(s) })
	fmt.Println(where())
	pc := make([]uintptr, 10)
	k := runtime.Callers(0, pc)
	fr := runtime.CallersFrames(pc[:k])
	for {
		f, more := fr.Next()
		fmt.Println(f.Function)
		if !more || f.Function == "main.main" {
			break
		}
	}
	p, _, _, _ := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(p).Name(), runtime.GOOS, runtime.GOARCH, runtime.NumGoroutine())
	st := string(debug.Stack())
	fmt.Println(strings.Contains(st, "main.main"), debug.SetGCPercent(50), debug.SetGCPercent(100))
	runtime.GC()
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println(ms.NumGC > 0, ms.Mallocs > 0)
}
