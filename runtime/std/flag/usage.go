package flag

import (
	"fmt"
	"internal/abi"
	"internal/rtype"
	"strings"
	"unsafe"
)

//go:linkname newObject rt_new
func newObject(t *abi.Type) unsafe.Pointer

// zeroText gives what String gives for a zero value of the type of v; an
// error when that panics.
func zeroText(flag *Flag) (text string, err error) {
	t := rtype.TypeOf(flag.Value)
	shown := t
	if t.Kind() == rtype.Pointer {
		shown = t.Elem()
	}
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("panic calling String method on zero %v for flag %s: %v",
				shown.String(), flag.Name, e)
		}
	}()
	p := newObject(shown.Desc)
	if t.Kind() == rtype.Pointer {
		return rtype.Box(t, unsafe.Pointer(&p)).(Value).String(), nil
	}
	return rtype.Box(t, p).(Value).String(), nil
}

// UnquoteUsage takes the name of the argument out of the usage text, where it
// stands in back quotes; without one it is the kind of the value.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	before, rest, ok := strings.Cut(flag.Usage, "`")
	if ok {
		if name, after, ok := strings.Cut(rest, "`"); ok {
			return name, before + name + after
		}
	}
	name = "value"
	switch v := flag.Value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			name = ""
		}
	case *durationValue:
		name = "duration"
	case *float64Value:
		name = "float"
	case *intValue, *int64Value:
		name = "int"
	case *stringValue:
		name = "string"
	case *uintValue, *uint64Value:
		name = "uint"
	}
	return name, flag.Usage
}

// PrintDefaults writes a description of all flags to the output.
func (f *FlagSet) PrintDefaults() {
	var errs []error
	f.VisitAll(func(flag *Flag) {
		name, usage := UnquoteUsage(flag)
		head := "  -" + flag.Name
		if name != "" {
			head += " " + name
		}
		if len(head) <= 4 { // one letter, no argument: all on one line
			head += "\t"
		} else {
			head += "\n    \t"
		}
		text := head + strings.ReplaceAll(usage, "\n", "\n    \t")
		zero, err := zeroText(flag)
		if err != nil {
			errs = append(errs, err)
		} else if zero != flag.DefValue {
			if _, ok := flag.Value.(*stringValue); ok {
				text += fmt.Sprintf(" (default %q)", flag.DefValue)
			} else {
				text += fmt.Sprintf(" (default %v)", flag.DefValue)
			}
		}
		fmt.Fprint(f.Output(), text, "\n")
	})
	if len(errs) > 0 {
		fmt.Fprintln(f.Output())
		for _, err := range errs {
			fmt.Fprintln(f.Output(), err)
		}
	}
}

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

// checkText panics unless p is a pointer to the type of value.
func checkText(p, value any) {
	t := rtype.TypeOf(p)
	if t.Kind() != rtype.Pointer {
		panic("variable value type must be a pointer")
	}
	d := rtype.TypeOf(value)
	if d.Kind() == rtype.Pointer {
		d = d.Elem()
	}
	if d != t.Elem() {
		panic(fmt.Sprintf("default type does not match variable type: %v != %v",
			d.String(), t.Elem().String()))
	}
}

// assignText copies *value, or value, to *p; their types were checked.
func assignText(p, value any) {
	t := rtype.TypeOf(p).Elem()
	from := rtype.Data(&value)
	if rtype.TypeOf(value).Kind() == rtype.Pointer {
		from = rtype.PointerOf(value)
	}
	rtype.Move(t, rtype.PointerOf(p), from)
}
