// Package jsontext writes JSON with a fixed order of members: the canonical
// form of events and findings.
//
// What enters: keys and values in the order in which they are to stand. What
// leaves: bytes. What it must never know: what they mean. Strings are escaped
// as RFC 8259 asks and no further; bytes that are not UTF-8 become U+FFFD.
// Whoever opens an object or array closes it; nothing checks that.
package jsontext

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// Writer appends to Buf. Its zero value is ready.
type Writer struct{ Buf []byte }

// comma separates from what stands before.
func (w *Writer) comma() {
	if n := len(w.Buf); n > 0 && w.Buf[n-1] != '{' && w.Buf[n-1] != '[' && w.Buf[n-1] != ':' && w.Buf[n-1] != '\n' {
		w.Buf = append(w.Buf, ',')
	}
}

// Key writes a member's name; its value must follow.
func (w *Writer) Key(key string) {
	w.comma()
	w.Buf = append(AppendString(w.Buf, key), ':')
}

// Object opens an object as the member key.
func (w *Writer) Object(key string) { w.Key(key); w.Buf = append(w.Buf, '{') }

// ItemObject opens an object as the next item of an array, or as a whole text.
func (w *Writer) ItemObject() { w.comma(); w.Buf = append(w.Buf, '{') }

// EndObject closes an object.
func (w *Writer) EndObject() { w.Buf = append(w.Buf, '}') }

// Array opens an array as the member key.
func (w *Writer) Array(key string) { w.Key(key); w.Buf = append(w.Buf, '[') }

// EndArray closes an array.
func (w *Writer) EndArray() { w.Buf = append(w.Buf, ']') }

// Item writes a text as the next item of an array.
func (w *Writer) Item(s string) { w.comma(); w.Buf = AppendString(w.Buf, s) }

// ItemFloat writes a number as the next item of an array.
func (w *Writer) ItemFloat(f float64) { w.comma(); w.Buf = appendFloat(w.Buf, f) }

// ItemInt writes a whole number as the next item of an array.
func (w *Writer) ItemInt(n int64) { w.comma(); w.Buf = strconv.AppendInt(w.Buf, n, 10) }

// Str writes a text member, unless it is empty.
func (w *Writer) Str(key, s string) {
	if s != "" {
		w.Key(key)
		w.Buf = AppendString(w.Buf, s)
	}
}

// Strs writes a list of texts, unless it is empty.
func (w *Writer) Strs(key string, list []string) {
	if len(list) == 0 {
		return
	}
	w.Array(key)
	for _, s := range list {
		w.Item(s)
	}
	w.EndArray()
}

// Int writes a whole number, zero too.
func (w *Writer) Int(key string, n int64) {
	w.Key(key)
	w.Buf = strconv.AppendInt(w.Buf, n, 10)
}

// NonZero writes a whole number, unless it is zero.
func (w *Writer) NonZero(key string, n int64) {
	if n != 0 {
		w.Int(key, n)
	}
}

// Float writes a number in its shortest form; NaN and infinities become null.
func (w *Writer) Float(key string, f float64) {
	w.Key(key)
	w.Buf = appendFloat(w.Buf, f)
}

// True writes the member when it is true.
func (w *Writer) True(key string, b bool) {
	if b {
		w.Key(key)
		w.Buf = append(w.Buf, "true"...)
	}
}

// Fingerprint writes an OCSF fingerprint object of a hex digest, as the member
// key or, where that is empty, as an item. Its length tells its algorithm.
func (w *Writer) Fingerprint(key, digest string) {
	if key == "" {
		w.ItemObject()
	} else {
		w.Object(key)
	}
	name, id := algorithm(len(digest))
	w.Str("algorithm", name)
	w.Int("algorithm_id", id)
	w.Str("value", digest)
	w.EndObject()
}

func algorithm(length int) (name string, id int64) {
	switch length {
	case 32:
		return "MD5", 1
	case 40:
		return "SHA-1", 2
	case 64:
		return "SHA-256", 3
	case 128:
		return "SHA-512", 4
	}
	return "Unknown", 0
}

func appendFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	if f == 0 {
		f = 0 // no negative zero
	}
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, f, format, -1, 64)
}

// AppendString appends s as a JSON string.
func AppendString(dst []byte, s string) []byte {
	const digits = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(append(dst, s[from:i]...), "\uFFFD"...)
				from = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			i++
			continue
		}
		dst = append(dst, s[from:i]...)
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
		i++
		from = i
	}
	return append(append(dst, s[from:]...), '"')
}
