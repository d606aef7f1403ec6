package syscall

// Getpagesize gives the size of a page of memory in bytes.
func Getpagesize() int { return 4096 }
