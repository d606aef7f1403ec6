// run

// Package os: files and environment.
package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	dir, err := os.MkdirTemp("", "scx")
	fmt.Println(err)
	defer os.RemoveAll(dir)
	os.Chdir(dir)
	fmt.Println(os.WriteFile("a.txt", []byte("hello"), 0644))
	data, err := os.ReadFile("a.txt")
	fmt.Println(string(data), err)
	_, err = os.ReadFile("none")
	fmt.Println(err, os.IsNotExist(err))
	fmt.Println(os.MkdirAll("x/y/z", 0755), os.Mkdir("x", 0755))
	fmt.Println(os.Rename("a.txt", "x/b.txt"), os.Remove("x"))
	f, _ := os.OpenFile("x/b.txt", os.O_APPEND|os.O_RDWR, 0)
	f.WriteString(" world")
	f.Seek(0, 0)
	buf := make([]byte, 20)
	k, err := f.Read(buf)
	fmt.Println(k, err, string(buf[:k]))
	k, err = f.Read(buf)
	fmt.Println(k, err)
	fi, _ := f.Stat()
	fmt.Println(fi.Name(), fi.Size(), fi.Mode(), fi.IsDir())
	f.Close()
	fmt.Println(f.Close())
	es, _ := os.ReadDir("x")
	for _, e := range es {
		fmt.Println(e, e.Name(), e.IsDir(), e.Type())
	}
	os.Setenv("FOO_X", "bar")
	fmt.Println(os.Getenv("FOO_X"), os.ExpandEnv("$FOO_X-${FOO_X}-$NOPE-$$"), len(os.Args))
	fmt.Println(os.RemoveAll("x"), os.RemoveAll("x"))
	_, err = os.Stat("x")
	fmt.Println(err)
	pr, pw, _ := os.Pipe()
	go func() { fmt.Fprint(pw, "through pipe"); pw.Close() }()
	pd, _ := io.ReadAll(pr)
	fmt.Println(string(pd))
}
