// run
package main

import "fmt"

type base struct {
	id   int
	tags []string
}

func (b base) ID() int           { return b.id }
func (b *base) Tag(t string)     { b.tags = append(b.tags, t) }
func (b *base) shadowed() string { return "base" }

type middle struct {
	*base
	name string
}

func (m middle) shadowed() string { return "middle" }

type top struct {
	middle
	extra int
}

type tagger interface{ Tag(string) }

type logger struct{ prefix string }

func (l logger) log(s string) string { return l.prefix + s }

type service struct {
	logger
	tagger
	fmt.Stringer
}

type name string

func (n name) String() string { return "name:" + string(n) }

type list struct {
	head *cell
	size int
}

type cell struct {
	list *list
	next *cell
}

func main() {
	t := top{middle{&base{id: 5}, "m"}, 1}
	t.Tag("a")
	t.base.Tag("b")
	fmt.Println(t.ID(), t.tags, t.shadowed(), t.base.shadowed(), t.name)
	copied := t
	copied.id = 6
	copied.name = "copy"
	fmt.Println(t.id, t.name)
	var tg tagger = t
	tg.Tag("c")
	fmt.Println(len(t.tags))
	s := service{logger{"> "}, &t, name("n")}
	s.Tag("d")
	fmt.Println(s.log("x"), s.String(), t.tags)
	f := t.Tag
	f("e")
	g := (*base).Tag
	g(t.base, "f")
	h := top.ID
	fmt.Println(t.tags, h(t))
	l := &list{}
	for range 3 {
		l.head = &cell{l, l.head}
		l.size++
	}
	n := 0
	for c := l.head; c != nil; c = c.next {
		n += c.list.size
	}
	fmt.Println(n)
	anon := struct {
		base
		x, y int
	}{base{1, nil}, 2, 3}
	anon.Tag("q")
	fmt.Println(anon.id, anon.tags, anon.x+anon.y)
	type local struct{ a, b int }
	fmt.Println(local{1, 2} == local{1, 2}, local{a: 1} == local{1, 1})
	p := &struct{ v [3]int }{}
	p.v[1]++
	fmt.Println(*p)
}
