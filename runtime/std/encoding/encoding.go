// Package encoding names the methods by which values encode themselves.
package encoding

// A BinaryMarshaler encodes itself as bytes.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// A BinaryUnmarshaler decodes itself from bytes, which it may not keep.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// A BinaryAppender appends its encoding to b.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// A TextMarshaler encodes itself as UTF-8.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// A TextUnmarshaler decodes itself from UTF-8, which it may not keep.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// A TextAppender appends its encoding to b.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}
