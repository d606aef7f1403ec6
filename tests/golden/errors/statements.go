// errorcheck
package p

func noReturn(x int) int {
	if x > 0 {
		return 1
	}
} // ERROR `missing return`

func loops() int {
	for {
	}
}

func unreachable(x int) int {
	switch x {
	case 1:
		return 1
	case 1: // ERROR `duplicate case 1 \(constant of type int\) in expression switch`
		return 2
	case "a": // ERROR `cannot convert "a" \(untyped string constant\) to type int`
		return 3
	default:
		panic(0)
	}
}

func labels() {
	break // ERROR `break is not in a loop, switch, or select`
	continue // ERROR `continue is not in a loop`
L:
	for {
		break M // ERROR `break label not defined: M`
		continue L
	}
U: // ERROR `label U defined and not used`
	goto V // ERROR `goto V jumps into block starting at .*statements\.go:38:2`
	{
	V:
	}
	if 1 { // ERROR `non-boolean condition in if statement`
	}
	for i := 0; "x"; i++ { // ERROR `non-boolean condition in for statement`
	}
	x := 1
	x := 2 // ERROR `no new variables on left side of :=`
	var unused int // ERROR `declared and not used: unused`
	go x // ERROR `expression in go must be function call`
	defer recover // ERROR `expression in defer must be function call`
	fallthrough // ERROR `fallthrough statement out of place`
	x // ERROR `x \(variable of type int\) is not used`
	x == 1 // ERROR `x == 1 \(untyped bool value\) is not used`
	noReturn(1)
	return 1 // ERROR `too many return values`
}

func types(x any, n int) {
	switch y := x.(type) { // ERROR `y declared and not used`
	case int, int: // ERROR `duplicate case int in type switch`
	}
	switch n.(type) { // ERROR `n \(variable of type int\) is not an interface`
	}
	switch x.(type) {
	case foo: // ERROR `undefined: foo`
	case nil, nil: // ERROR `duplicate case nil in type switch`
	}
	select {
	case n: // ERROR `select case must be send or receive \(possibly with assignment\)`
	case <-n: // ERROR `invalid operation: cannot receive from non-channel int n \(variable of type int\)`
	}
}
