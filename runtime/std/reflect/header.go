package reflect

// StringHeader is a string as it lies in memory.
type StringHeader struct {
	Data uintptr
	Len  int
}

// SliceHeader is a slice as it lies in memory.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}
