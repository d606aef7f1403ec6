// errorcheck
package p

import (
	"fmt" // ERROR `"fmt" imported and not used`
	m "math" // ERROR `"math" imported as m and not used`
	. "os" // ERROR `"os" imported and not used`
	_ "strings"
)

func f() {
	a := 1
	var b, c int // ERROR `declared and not used: b` `declared and not used: c`
	c = 2
	d, e := 3, 4 // ERROR `declared and not used: d`
	_ = e
	for i := range []int{} { // ERROR `declared and not used: i`
	}
	for k, v := range map[int]int{} { // ERROR `declared and not used: v`
		_ = k
	}
	g := func() { h := 1 } // ERROR `declared and not used: g` `declared and not used: h`
	switch x := any(a).(type) { // ERROR `x declared and not used`
	}
	if y := 1; true { // ERROR `declared and not used: y`
	}
L: // ERROR `label L defined and not used`
}
