package bits

import _ "unsafe"

// overflow panics as the run time does for a quotient that does not fit
// ("runtime error: integer overflow").
//
//go:linkname overflow rt_panic_overflow
func overflow()
