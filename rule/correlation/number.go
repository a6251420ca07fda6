package correlation

import (
	"math"
	"math/bits"
	"strconv"
)

// number is a decimal with six places as a 128-bit integer of millionths, so
// that sums are exact and do not depend on their order.
type number struct {
	hi int64
	lo uint64
}

// places is one in millionths.
const places = 1_000_000

// maxDigits is how many digits surely fit 64 bits.
const maxDigits = 18

func whole(n int64) number { return number{hi: n >> 63, lo: uint64(n)}.times(places) }

func (a number) plus(b number) number {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(uint64(a.hi), uint64(b.hi), carry)
	return number{int64(hi), lo}
}

func (a number) minus(b number) number {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi, _ := bits.Sub64(uint64(a.hi), uint64(b.hi), borrow)
	return number{int64(hi), lo}
}

// times multiplies modulo 2^128; callers stay below 2^127.
func (a number) times(n uint64) number {
	hi, lo := bits.Mul64(a.lo, n)
	return number{int64(hi + uint64(a.hi)*n), lo}
}

func (a number) compare(b number) int {
	switch {
	case a.hi < b.hi || a.hi == b.hi && a.lo < b.lo:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// float is the number as a float64, for people.
func (a number) float() float64 {
	if a.hi < 0 {
		return -(number{}).minus(a).float()
	}
	return (float64(a.hi)*0x1p64 + float64(a.lo)) / places
}

// parseNumber reads a decimal: [-+]digits[.digits][e±n]. False for anything
// else, and beyond ±9.2e18.
func parseNumber(s string) (number, bool) {
	if n, ok := parsePlain(s); ok {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) >= 1<<63 || len(s) > 0 && (s[len(s)-1]|0x20 == 'y' || s[len(s)-1]|0x20 == 'f') {
		return number{}, false
	}
	i, frac := math.Modf(f)
	return whole(int64(i)).plus(millionths(int64(math.Round(frac * places)))), true
}

func millionths(n int64) number { return number{hi: n >> 63, lo: uint64(n)} }

// parsePlain reads [-]digits[.up to six digits] without rounding.
func parsePlain(s string) (number, bool) {
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	var n, frac int64
	i, scale := 0, int64(places)
	for ; i < len(s) && isDigit(s[i]); i++ {
		n = n*10 + int64(s[i]-'0')
	}
	if i == 0 || i > maxDigits {
		return number{}, false
	}
	if i < len(s) {
		if s[i] != '.' || i+1 == len(s) {
			return number{}, false
		}
		for i++; i < len(s) && isDigit(s[i]) && scale > 1; i++ {
			scale /= 10
			frac += int64(s[i]-'0') * scale
		}
	}
	if i < len(s) {
		return number{}, false
	}
	v := whole(n).plus(millionths(frac))
	if negative {
		v = number{}.minus(v)
	}
	return v, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
