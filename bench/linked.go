// Linked structures: a doubly linked list that serves as a cache, and a search
// tree whose nodes come and go.
package main

import (
	"fmt"
	"os"
	"strconv"
)

type entry struct {
	key, value int
	prev, next *entry
}

type cache struct {
	byKey map[int]*entry
	head  entry // The list's ring: head.next is the newest.
	limit int
}

func newCache(limit int) *cache {
	c := &cache{byKey: map[int]*entry{}, limit: limit}
	c.head.prev, c.head.next = &c.head, &c.head
	return c
}

func (e *entry) unlink() { e.prev.next, e.next.prev = e.next, e.prev }

func (c *cache) toFront(e *entry) {
	e.prev, e.next = &c.head, c.head.next
	e.next.prev, c.head.next = e, e
}

func (c *cache) get(key int) int {
	if e := c.byKey[key]; e != nil {
		e.unlink()
		c.toFront(e)
		return e.value
	}
	if len(c.byKey) == c.limit {
		oldest := c.head.prev
		oldest.unlink()
		delete(c.byKey, oldest.key)
	}
	e := &entry{key: key, value: key * key}
	c.byKey[key] = e
	c.toFront(e)
	return e.value
}

type treap struct {
	key, priority int
	left, right   *treap
}

func split(t *treap, key int) (less, rest *treap) {
	if t == nil {
		return nil, nil
	}
	if t.key < key {
		a, b := split(t.right, key)
		t.right = a
		return t, b
	}
	a, b := split(t.left, key)
	t.left = b
	return a, t
}

func merge(a, b *treap) *treap {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if a.priority > b.priority {
		a.right = merge(a.right, b)
		return a
	}
	b.left = merge(a, b.left)
	return b
}

func (t *treap) sum() int {
	if t == nil {
		return 0
	}
	return t.key + t.left.sum() + t.right.sum()
}

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
	r := random(7)
	c := newCache(1000)
	var root *treap
	total := 0
	for i := 0; i < n; i++ {
		total += c.get(r.next(2000))
		key := r.next(5000)
		less, rest := split(root, key)
		_, rest = split(rest, key+1)
		root = merge(merge(less, &treap{key: key, priority: r.next(1 << 30)}), rest)
	}
	fmt.Println(total, root.sum())
}
