// run

package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"
)

type lv []string

func (l *lv) String() string { return strings.Join(*l, "+") }
func (l *lv) Set(s string) error {
	if s == "bad" {
		return errors.New("is bad")
	}
	*l = append(*l, s)
	return nil
}

type pv struct{ p *int }

func (p pv) String() string     { return fmt.Sprint(*p.p) }
func (p pv) Set(s string) error { return nil }

func run(args ...string) {
	f := flag.NewFlagSet("prog", flag.ContinueOnError)
	f.SetOutput(os.Stdout)
	b := f.Bool("b", false, "a bool")
	bb := f.Bool("verbose", true, "long\nbool")
	n := f.Int("n", 5, "`count` of things")
	u := f.Uint("u", 0, "uint")
	s := f.String("s", "def", "string")
	fl := f.Float64("f", 1.5, "float")
	d := f.Duration("d", time.Second, "duration")
	var l lv
	f.Var(&l, "l", "list")
	x := 3
	f.Var(pv{&x}, "p", "ptr")
	f.Func("fn", "func", func(s string) error { fmt.Println("fn", s); return nil })
	err := f.Parse(args)
	fmt.Println(args, "->", *b, *bb, *n, *u, *s, *fl, *d, l, err, f.Args(), f.NArg(), f.NFlag(), f.Arg(0))
	f.Visit(func(f *flag.Flag) { fmt.Print(f.Name, "=", f.Value, " ") })
	fmt.Println()
}

func main() {
	run()
	run("-b", "-n", "7", "--s=x=y", "rest", "-b")
	run("-b=false", "-verbose=0", "-f", "1e3", "-d", "1m", "-l", "a", "-l=b", "--", "-x")
	run("-n", "x")
	run("-n", "99999999999999999999")
	run("-b=maybe")
	run("-zzz")
	run("-s")
	run("-l", "bad")
	run("---x")
	run("-=x")
	run("-h")
	run("-fn", "q", "-")
	f := flag.NewFlagSet("", flag.ContinueOnError)
	f.SetOutput(os.Stdout)
	f.Usage()
	fmt.Println(f.Set("q", "1"))
	defer func() { fmt.Println(recover()) }()
	f.Bool("a", true, "")
	f.Bool("a", true, "")
}
