// Package flag parses command lines: -name, -name=value, and -name value for
// flags that are not boolean; one dash or two; "--" or the first argument
// that is no flag ends the flags.
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sort"
)

// ErrHelp is the error for -help or -h when no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

// ErrorHandling says what Parse does about an error.
type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota // give it back
	ExitOnError                          // os.Exit(2), or 0 for -help
	PanicOnError                         // panic
)

// A Flag is the state of one flag.
type Flag struct {
	Name     string
	Usage    string
	Value    Value
	DefValue string // its text at definition
}

// A FlagSet is a set of flags.
type FlagSet struct {
	// Usage is called after an error and for -help.
	Usage func()

	name     string
	parsed   bool
	given    map[string]*Flag
	defined  map[string]*Flag
	args     []string // after the flags
	handling ErrorHandling
	output   io.Writer
	early    map[string]string // set before defined -> position
}

// NewFlagSet gives an empty set; the name stands in messages.
func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

// Init sets name and error handling.
func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name = name
	f.handling = errorHandling
}

func (f *FlagSet) Name() string                 { return f.name }
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }
func (f *FlagSet) SetOutput(output io.Writer)   { f.output = output }

// Output gives where messages go.
func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

func visit(flags map[string]*Flag, fn func(*Flag)) {
	names := make([]string, 0, len(flags))
	for name := range flags {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fn(flags[name])
	}
}

// VisitAll calls fn for all flags, in the order of their names.
func (f *FlagSet) VisitAll(fn func(*Flag)) { visit(f.defined, fn) }

// Visit calls fn for the flags that were set, in the order of their names.
func (f *FlagSet) Visit(fn func(*Flag)) { visit(f.given, fn) }

// Lookup gives the flag of that name, or nil.
func (f *FlagSet) Lookup(name string) *Flag { return f.defined[name] }

// Set sets the value of a flag.
func (f *FlagSet) Set(name, value string) error {
	flag, ok := f.defined[name]
	if !ok {
		if f.early == nil {
			f.early = map[string]string{}
		}
		if _, file, line, ok := runtime.Caller(2); ok {
			f.early[name] = fmt.Sprintf("%s:%d", file, line)
		} else {
			f.early[name] = ""
		}
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	f.mark(flag)
	return nil
}

func (f *FlagSet) mark(flag *Flag) {
	if f.given == nil {
		f.given = map[string]*Flag{}
	}
	f.given[flag.Name] = flag
}

// Var defines a flag with any kind of value.
func (f *FlagSet) Var(value Value, name string, usage string) {
	if len(name) > 0 && name[0] == '-' {
		panic(f.complain("flag %q begins with -", name))
	}
	for i := range len(name) {
		if name[i] == '=' {
			panic(f.complain("flag %q contains =", name))
		}
	}
	if _, ok := f.defined[name]; ok {
		if f.name == "" {
			panic(f.complain("flag redefined: %s", name))
		}
		panic(f.complain("%s flag redefined: %s", f.name, name))
	}
	if pos := f.early[name]; pos != "" {
		panic(fmt.Sprintf("flag %s set at %s before being defined", name, pos))
	}
	if f.defined == nil {
		f.defined = map[string]*Flag{}
	}
	f.defined[name] = &Flag{name, usage, value, value.String()}
}

// complain writes the message to the output and gives it.
func (f *FlagSet) complain(format string, a ...any) string {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	return msg
}

func (f *FlagSet) fail(format string, a ...any) error {
	err := errors.New(f.complain(format, a...))
	f.usage()
	return err
}

func (f *FlagSet) NFlag() int     { return len(f.given) }
func (f *FlagSet) NArg() int      { return len(f.args) }
func (f *FlagSet) Args() []string { return f.args }
func (f *FlagSet) Parsed() bool   { return f.parsed }

// Arg gives argument i after the flags, or "".
func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// Parse parses the arguments, which are without the name of the program.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		more, err := f.parseOne()
		if more {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.handling {
		case ContinueOnError:
			return err
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
	}
}

// parseOne takes one flag; more is false at the end and after an error.
func (f *FlagSet) parseOne() (more bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	arg := f.args[0]
	if len(arg) < 2 || arg[0] != '-' {
		return false, nil
	}
	name := arg[1:]
	if name[0] == '-' {
		name = name[1:]
		if name == "" {
			f.args = f.args[1:]
			return false, nil
		}
	}
	if name == "" || name[0] == '-' || name[0] == '=' {
		return false, f.fail("bad flag syntax: %s", arg)
	}
	f.args = f.args[1:]
	name, value, has := cut(name)
	flag, ok := f.defined[name]
	if !ok {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.fail("flag provided but not defined: -%s", name)
	}
	if b, ok := flag.Value.(boolFlag); ok && b.IsBoolFlag() {
		if !has {
			if err := b.Set("true"); err != nil {
				return false, f.fail("invalid boolean flag %s: %v", name, err)
			}
		} else if err := b.Set(value); err != nil {
			return false, f.fail("invalid boolean value %q for -%s: %v", value, name, err)
		}
	} else {
		if !has && len(f.args) > 0 {
			has = true
			value, f.args = f.args[0], f.args[1:]
		}
		if !has {
			return false, f.fail("flag needs an argument: -%s", name)
		}
		if err := flag.Value.Set(value); err != nil {
			return false, f.fail("invalid value %q for flag -%s: %v", value, name, err)
		}
	}
	f.mark(flag)
	return true, nil
}

func cut(arg string) (name, value string, has bool) {
	for i := 1; i < len(arg); i++ {
		if arg[i] == '=' {
			return arg[:i], arg[i+1:], true
		}
	}
	return arg, "", false
}
