package event

import (
	"encoding/binary"
	"errors"
	"unsafe"
)

// ErrBinary is returned for bytes that AppendBinary cannot have written.
var ErrBinary = errors.New("not an event in binary form, or a damaged one")

// binaryVersion is the first byte of the binary form. It changes when the
// meaning of the numbers of texts, lists and numbers changes.
const binaryVersion = 1

// AppendBinary appends e in a compact form for files that live as long as one
// scan: version, then numbers, texts and lists, each as its number plus one and
// its value, in rising order and closed by a zero; what is empty is left out.
func AppendBinary(dst []byte, e *Event) []byte {
	dst = append(dst, binaryVersion)
	for i, n := range e.numbers() {
		if n != 0 {
			dst = binary.AppendUvarint(dst, uint64(i+1))
			dst = binary.AppendVarint(dst, n)
		}
	}
	dst = append(dst, 0)
	for i, s := range e.texts() {
		if *s != "" {
			dst = binary.AppendUvarint(dst, uint64(i+1))
			dst = appendText(dst, *s)
		}
	}
	dst = append(dst, 0)
	for i, l := range e.lists() {
		if len(*l) == 0 {
			continue
		}
		dst = binary.AppendUvarint(dst, uint64(i+1))
		dst = binary.AppendUvarint(dst, uint64(len(*l)))
		for _, s := range *l {
			dst = appendText(dst, s)
		}
	}
	return append(dst, 0)
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// DecodeBinary fills e with the event at the head of data and returns what lies
// behind it. Texts borrow from data. e keeps the memory of its lists.
func DecodeBinary(data []byte, e *Event) (rest []byte, err error) {
	e.Reset()
	r := reader{data: data}
	if len(data) == 0 || r.byte() != binaryVersion {
		return nil, ErrBinary
	}
	var n [numberCount]int64
	for i := r.index(-1, numberCount); i >= 0; i = r.index(i, numberCount) {
		n[i] = r.varint()
	}
	texts := e.texts()
	for i := r.index(-1, textCount); i >= 0; i = r.index(i, textCount) {
		*texts[i] = r.text()
	}
	lists := e.lists()
	for i := r.index(-1, listCount); i >= 0; i = r.index(i, listCount) {
		*lists[i] = r.list(*lists[i])
	}
	if r.bad || !e.setNumbers(&n) {
		e.Reset()
		return nil, ErrBinary
	}
	return r.data, nil
}

// reader takes values off the head of data; after the first that is not there
// it only returns zero values.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) byte() byte {
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || r.bad {
		r.bad = true
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *reader) varint() int64 {
	v, n := binary.Varint(r.data)
	if n <= 0 || r.bad {
		r.bad = true
		return 0
	}
	r.data = r.data[n:]
	return v
}

// index reads the next number, which must be above the one before and below
// limit; -1 at the end.
func (r *reader) index(before, limit int) int {
	v := r.uvarint()
	if v == 0 {
		return -1
	}
	if v > uint64(limit) || int(v-1) <= before {
		r.bad = true
		return -1
	}
	return int(v - 1)
}

func (r *reader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.data)) {
		r.bad = true
	}
	if r.bad || n == 0 {
		return ""
	}
	s := unsafe.String(&r.data[0], int(n))
	r.data = r.data[n:]
	return s
}

func (r *reader) list(into []string) []string {
	n := r.uvarint()
	if n > uint64(len(r.data)) { // each item takes a byte at least
		r.bad = true
	}
	for ; n > 0 && !r.bad; n-- {
		into = append(into, r.text())
	}
	return into
}
