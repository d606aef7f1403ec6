// panics
package main

type list struct{ next *list }

//go:noinline
func (l *list) second() *list { return l.next.next }

func main() {
	l := &list{}
	println(l.second())
}
