// panics
package main

import "os"

func main() {
	defer println("not run")
	os.Stdout.WriteString("out\n")
	os.Exit(2)
}
