// run

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"hash/fnv"
	"hash/maphash"
	"log"
	"os"
	"path"
	"path/filepath"
	"unicode/utf16"
	"unique"
)

func main() {
	for _, p := range []string{"", "a/../b", "/../a//b/./c/", "a/b/../../..", "./x"} {
		fmt.Print(path.Clean(p), " ", path.Dir(p), " ", path.Base(p), "; ")
	}
	fmt.Println(path.Join("a", "", "../b"), path.Ext("x.tar.gz"), path.IsAbs("/a"))
	fmt.Println(path.Match("a*[b-d]?", "axxbz"))
	fmt.Println(path.Match("[", "a"))
	fmt.Println(filepath.Rel("/a/b", "/a/c/d"))
	fmt.Println(filepath.SplitList("a:b"), filepath.IsLocal("../x"))
	e := base64.StdEncoding.EncodeToString([]byte("hello, world?>"))
	d, err := base64.StdEncoding.DecodeString(e)
	fmt.Println(e, string(d), err, base64.RawURLEncoding.EncodeToString([]byte("??>>")))
	_, err = base64.StdEncoding.DecodeString("a$b=")
	fmt.Println(err)
	fmt.Print(hex.Dump([]byte("0123456789abcdefXYZ\x00")))
	x, err := hex.DecodeString("48656c6c6fzz")
	fmt.Println(string(x), err, hex.EncodeToString([]byte{1, 171}))
	h := fnv.New64a()
	h.Write([]byte("hello"))
	g := fnv.New32()
	g.Write([]byte("hello"))
	fmt.Println(h.Sum64(), g.Sum32(), crc32.ChecksumIEEE([]byte("hello")), adler32.Checksum(bytes.Repeat([]byte("hello"), 3000)),
		crc32.Checksum(bytes.Repeat([]byte("hello"), 30), crc32.MakeTable(crc32.Castagnoli)))
	var mh maphash.Hash
	mh.WriteString("abc")
	a := mh.Sum64()
	mh.Reset()
	mh.Write([]byte("ab"))
	mh.WriteByte('c')
	fmt.Println(a == mh.Sum64(), a == maphash.String(mh.Seed(), "abc"), maphash.Comparable(mh.Seed(), 3) == maphash.Comparable(mh.Seed(), 3))
	l := log.New(os.Stdout, "p: ", log.Lshortfile)
	l.Println("line", 1)
	l.SetFlags(log.Lmsgprefix)
	l.Printf("%03d", 7)
	fmt.Println(utf16.Encode([]rune("a😀")), string(utf16.Decode([]uint16{0xd83d, 0xde00, 0xd800})))
	u, v := unique.Make("x"+fmt.Sprint(1)), unique.Make("x1")
	fmt.Println(u == v, u.Value(), u == unique.Make("y"))
	defer func() { fmt.Println(recover()) }()
	l.Panicf("bad %d", 1)
}
