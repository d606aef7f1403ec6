package reflect

import "iter"

// A StructField describes one field.
type StructField struct {
	Name      string
	PkgPath   string // of a name that is not exported
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int // for Type.FieldByIndex
	Anonymous bool
}

// IsExported reports whether the name begins with a capital.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

func (t *rtype) NumField() int {
	t.need(Struct, "NumField")
	return len(fieldsOf(&t.t))
}

func (t *rtype) Field(i int) StructField {
	t.need(Struct, "Field")
	list := fieldsOf(&t.t)
	if i < 0 || i >= len(list) {
		panic("reflect: Field index out of bounds")
	}
	f := &list[i]
	return StructField{f.Name, f.PkgPath, toType(f.Type), StructTag(f.Tag),
		uintptr(f.Offset), []int{i}, f.Embedded != 0}
}

func (t *rtype) Fields() iter.Seq[StructField] {
	return func(yield func(StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

func (t *rtype) FieldByIndex(index []int) StructField {
	t.need(Struct, "FieldByIndex")
	var f StructField
	for i, x := range index {
		if i > 0 {
			ft := f.Type
			if ft.Kind() == Pointer && ft.Elem().Kind() == Struct {
				ft = ft.Elem()
			}
			f = ft.Field(x)
		} else {
			f = t.Field(x)
		}
	}
	f.Index = index
	return f
}

func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.need(Struct, "FieldByName")
	if name == "" {
		return StructField{}, false
	}
	return t.find(func(s string) bool { return s == name })
}

func (t *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.need(Struct, "FieldByNameFunc")
	return t.find(match)
}

// find looks level by level through embedded structs, as Go's selectors do:
// one field at the least depth wins, two hide each other.
func (t *rtype) find(match func(string) bool) (found StructField, ok bool) {
	type step struct {
		t     *rtype
		index []int
	}
	level := []step{{t, nil}}
	seen := map[*rtype]bool{}
	for len(level) > 0 {
		count := map[*rtype]int{}
		for _, s := range level {
			count[s.t]++
		}
		var next []step
		hits := 0
		for _, s := range level {
			if seen[s.t] {
				continue
			}
			seen[s.t] = true
			for i := range s.t.NumField() {
				f := s.t.Field(i)
				index := append(append([]int(nil), s.index...), i)
				if match(f.Name) {
					hits += count[s.t]
					found = f
					found.Index = index
					continue
				}
				if hits > 0 || !f.Anonymous {
					continue
				}
				e := f.Type.(*rtype)
				if e.kind() == Pointer {
					e = toRType(elemOf(&e.t))
				}
				if e.kind() == Struct {
					for range count[s.t] {
						next = append(next, step{e, index})
					}
				}
			}
		}
		if hits > 0 {
			if hits > 1 {
				return StructField{}, false
			}
			return found, true
		}
		level = next
	}
	return StructField{}, false
}

// VisibleFields gives the fields of t and those of its embedded structs that
// can be selected or are hidden by no name, in lexical order.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	var all []StructField
	var walk func(t Type, index []int, onPath map[Type]bool)
	walk = func(t Type, index []int, onPath map[Type]bool) {
		if onPath[t] {
			return
		}
		onPath[t] = true
		for i := range t.NumField() {
			f := t.Field(i)
			f.Index = append(append([]int(nil), index...), i)
			all = append(all, f)
			if f.Anonymous {
				e := f.Type
				if e.Kind() == Pointer {
					e = e.Elem()
				}
				if e.Kind() == Struct {
					walk(e, f.Index, onPath)
				}
			}
		}
		delete(onPath, t)
	}
	walk(t, nil, map[Type]bool{})
	// Of fields with one name only the least deep, if there is one, is seen.
	depth := map[string]int{}
	count := map[string]int{}
	for _, f := range all {
		d, ok := depth[f.Name]
		switch {
		case !ok || len(f.Index) < d:
			depth[f.Name], count[f.Name] = len(f.Index), 1
		case len(f.Index) == d:
			count[f.Name]++
		}
	}
	seen := all[:0]
	for _, f := range all {
		if depth[f.Name] == len(f.Index) && count[f.Name] == 1 {
			seen = append(seen, f)
		}
	}
	return seen
}
