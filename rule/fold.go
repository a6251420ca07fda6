package rule

import (
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// foldRune maps all runes that are equal under Unicode simple folding to one of
// them: an ASCII letter in lower case where there is one, else the smallest.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case 0x3000 <= r && r < 0xA640, 0xAC00 <= r && r < 0xD800: // kana, Han, Hangul: no case
		return r
	}
	least := r
	for x := unicode.SimpleFold(r); x != r; x = unicode.SimpleFold(x) {
		least = min(least, x)
	}
	if 'A' <= least && least <= 'Z' {
		least += 'a' - 'A'
	}
	return least
}

// foldText is s with every rune folded.
func foldText(s string) string { f, _ := foldInto(nil, s); return f }

const (
	highBits = 0x8080808080808080
	ones     = 0x0101010101010101
)

// foldInto folds s. What changes is appended to buf, and the result then points
// into it; a text that is folded already is returned as it is. Earlier results
// in buf stay valid.
func foldInto(buf []byte, s string) (string, []byte) {
	if isFolded(s) {
		return s, buf
	}
	from := len(buf)
	for s != "" {
		n := asciiRun(s)
		at := len(buf)
		buf = append(buf, s[:n]...)
		lowerASCII(buf[at:])
		s = s[n:]
		for s != "" && s[0] >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s)
			buf = utf8.AppendRune(buf, foldRune(r))
			s = s[size:]
		}
	}
	return view(buf[from:]), buf
}

// asciiRun is how many bytes of ASCII s begins with.
func asciiRun(s string) int {
	i := 0
	for i+8 <= len(s) && load64(s, i)&highBits == 0 {
		i += 8
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

func isASCII(s string) bool { return asciiRun(s) == len(s) }

// isFolded reports whether s is ASCII without an upper-case letter.
func isFolded(s string) bool {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := load64(s, i)
		if w&highBits != 0 || upperMask(w) != 0 {
			return false
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// lowerASCII lowers the letters of ASCII text in place.
func lowerASCII(b []byte) {
	i := 0
	for ; i+8 <= len(b); i += 8 {
		w := uint64(b[i]) | uint64(b[i+1])<<8 | uint64(b[i+2])<<16 | uint64(b[i+3])<<24 |
			uint64(b[i+4])<<32 | uint64(b[i+5])<<40 | uint64(b[i+6])<<48 | uint64(b[i+7])<<56
		w |= upperMask(w) >> 2
		b[i], b[i+1], b[i+2], b[i+3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
		b[i+4], b[i+5], b[i+6], b[i+7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
	}
	for ; i < len(b); i++ {
		if c := b[i]; 'A' <= c && c <= 'Z' {
			b[i] = c + ('a' - 'A')
		}
	}
}

// upperMask has the top bit of each byte set that is an ASCII upper-case letter.
func upperMask(w uint64) uint64 {
	low := w &^ highBits
	fromA := low + ones*(0x80-'A')
	pastZ := low + ones*(0x80-'Z'-1)
	return fromA &^ pastZ &^ w & highBits
}

func load64(s string, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// view sees bytes as a text without copying.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
