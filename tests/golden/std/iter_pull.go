// run

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/ioutil"
	"iter"
	"maps"
	"slices"
)

func count(n int) iter.Seq[int] {
	return func(y func(int) bool) {
		defer fmt.Println("seq done")
		for i := 0; i < n; i++ {
			if !y(i) {
				return
			}
		}
	}
}

type T struct {
	A uint16
	B int32
	C [2]float32
	_ byte
	D bool
}

func main() {
	next, stop := iter.Pull(count(3))
	for {
		v, ok := next()
		fmt.Println(v, ok)
		if !ok {
			break
		}
	}
	stop()
	next, stop = iter.Pull(count(10))
	fmt.Println(next())
	stop()
	fmt.Println(next())
	n2, s2 := iter.Pull2(maps.All(map[string]int{"a": 1}))
	fmt.Println(n2())
	fmt.Println(n2())
	s2()
	n3, s3 := iter.Pull(func(y func(int) bool) { y(1); panic("boom") })
	fmt.Println(n3())
	func() {
		defer func() { fmt.Println("rec", recover()) }()
		n3()
	}()
	fmt.Println(n3())
	s3()
	fmt.Println(slices.Sorted(maps.Keys(map[int]bool{3: true, 1: true})))
	var b bytes.Buffer
	t := T{1, -2, [2]float32{1.5, -2}, 0, true}
	fmt.Println(binary.Write(&b, binary.BigEndian, t), b.Bytes(), binary.Size(t))
	var u T
	fmt.Println(binary.Read(&b, binary.BigEndian, &u), u)
	fmt.Println(binary.Read(&b, binary.LittleEndian, &u))
	fmt.Println(binary.AppendUvarint(nil, 300), binary.AppendVarint(nil, -3))
	x, n := binary.Uvarint([]byte{0xac, 2})
	fmt.Println(x, n, binary.LittleEndian.Uint32([]byte{1, 2, 3, 4}))
	d, err := ioutil.ReadAll(bytes.NewReader([]byte("abc")))
	fmt.Println(string(d), err)
}
