package rule

import (
	"strconv"
	"strings"
)

// number is a decimal number: exact as an integer where it is one that fits.
type number struct {
	i     int64
	f     float64
	whole bool
}

// maxNumberText keeps hostile digits cheap: a value with more characters is
// compared as no number.
const maxNumberText = 64

// parseNumber reads the grammar of JSON numbers, with a leading + and leading
// zeros allowed. It does not allocate unless the number is out of float64's range.
func parseNumber(s string) (number, bool) {
	if len(s) == 0 || len(s) > maxNumberText {
		return number{}, false
	}
	whole, ok := numberShape(s)
	if !ok {
		return number{}, false
	}
	if whole && len(s) <= 18 {
		i, err := strconv.ParseInt(s, 10, 64)
		return number{i: i, f: float64(i), whole: true}, err == nil
	}
	if whole {
		if i, ok := wholeNumber(s); ok {
			return number{i: i, f: float64(i), whole: true}, true
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return number{f: f}, err == nil
}

func numberShape(s string) (whole, ok bool) {
	i := 0
	if s[0] == '-' || s[0] == '+' {
		i++
	}
	digits := func() bool {
		from := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		return i > from
	}
	if !digits() {
		return false, false
	}
	if i == len(s) {
		return true, true
	}
	if s[i] == '.' {
		if i++; !digits() {
			return false, false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		if i++; i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !digits() {
			return false, false
		}
	}
	return false, i == len(s)
}

// wholeNumber is ParseInt without an error to allocate.
func wholeNumber(s string) (int64, bool) {
	neg := s[0] == '-'
	var u uint64
	for _, c := range []byte(strings.TrimLeft(s, "+-")) {
		if u > (1<<63)/10 {
			return 0, false
		}
		u = u*10 + uint64(c-'0')
	}
	switch {
	case neg && u <= 1<<63:
		return -int64(u), true
	case u < 1<<63:
		return int64(u), !neg
	}
	return 0, false
}

// compare is -1, 0 or 1. Two whole numbers that fit are compared exactly, others
// as 64-bit floating point.
func (a number) compare(b number) int {
	if a.whole && b.whole {
		return order(a.i, b.i)
	}
	return order(a.f, b.f)
}

func order[T int64 | float64](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// otherBase is the decimal text of a whole number that YAML read in another
// notation (0x1f, 0o17, 1_000).
func otherBase(s string) (string, bool) {
	if _, ok := parseNumber(s); ok {
		return "", false
	}
	if i, err := strconv.ParseInt(s, 0, 64); err == nil {
		return strconv.FormatInt(i, 10), true
	}
	return "", false
}
