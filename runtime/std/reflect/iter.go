package reflect

import "iter"

// Fields gives the fields of a struct.
func (v Value) Fields() iter.Seq2[StructField, Value] {
	t := v.Type()
	return func(yield func(StructField, Value) bool) {
		for i := range v.NumField() {
			if !yield(t.Field(i), v.Field(i)) {
				return
			}
		}
	}
}

// Methods gives the methods.
func (v Value) Methods() iter.Seq2[Method, Value] {
	t := v.Type()
	return func(yield func(Method, Value) bool) {
		for i := range v.NumMethod() {
			if !yield(t.Method(i), v.Method(i)) {
				return
			}
		}
	}
}

// Seq ranges over v with one variable.
func (v Value) Seq() iter.Seq[Value] {
	t := v.Type()
	if !t.CanSeq() {
		panic("reflect: " + t.String() + " cannot produce iter.Seq[Value]")
	}
	switch k := v.kind(); {
	case k.isInt():
		return func(yield func(Value) bool) {
			for i := int64(0); i < v.Int(); i++ {
				if !yield(ValueOf(i).Convert(t)) {
					return
				}
			}
		}
	case k.isUint():
		return func(yield func(Value) bool) {
			for i := uint64(0); i < v.Uint(); i++ {
				if !yield(ValueOf(i).Convert(t)) {
					return
				}
			}
		}
	case k == Chan:
		return func(yield func(Value) bool) {
			for {
				x, ok := v.Recv()
				if !ok || !yield(x) {
					return
				}
			}
		}
	case k == Func:
		panic("reflect: Value.Seq of a function is not supported")
	}
	return func(yield func(Value) bool) {
		for k := range v.Seq2() {
			if !yield(k) {
				return
			}
		}
	}
}

// Seq2 ranges over v with two variables.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	t := v.Type()
	if !t.CanSeq2() {
		panic("reflect: " + t.String() + " cannot produce iter.Seq2[Value, Value]")
	}
	switch v.kind() {
	case Func:
		panic("reflect: Value.Seq2 of a function is not supported")
	case Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	case String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case Pointer:
		v = v.Elem()
	}
	return func(yield func(Value, Value) bool) {
		for i := range v.Len() {
			if !yield(ValueOf(i), v.Index(i)) {
				return
			}
		}
	}
}
