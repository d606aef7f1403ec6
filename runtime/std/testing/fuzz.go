package testing

import (
	"fmt"
	"reflect"
)

// InternalFuzzTarget is a fuzz test by name.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is a fuzz test. Only the seeds that it adds are run.
type F struct {
	*T
	seeds [][]any
}

// Add adds a seed: an argument for each parameter of the fuzz function.
func (f *F) Add(args ...any) { f.seeds = append(f.seeds, args) }

// Fuzz runs ff, a func(*T, ...), for each seed.
func (f *F) Fuzz(ff any) {
	fn := reflect.ValueOf(ff)
	if fn.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	for i, seed := range f.seeds {
		f.Run(fmt.Sprintf("seed#%d", i), func(t *T) {
			in := []reflect.Value{reflect.ValueOf(t)}
			for _, x := range seed {
				in = append(in, reflect.ValueOf(x))
			}
			fn.Call(in)
		})
	}
}

func seedTest(fn func(*F)) func(*T) {
	return func(t *T) { fn(&F{T: t}) }
}
