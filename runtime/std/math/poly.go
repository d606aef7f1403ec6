package math

// horner evaluates c[0] + c[1]*x + c[2]*x**2 + ... from the inside out.
func horner(x float64, c []float64) float64 {
	r := c[len(c)-1]
	for i := len(c) - 2; i >= 0; i-- {
		r = r*x + c[i]
	}
	return r
}

// signed gives x, or -x if negative.
func signed(x float64, negative bool) float64 {
	if negative {
		return -x
	}
	return x
}
