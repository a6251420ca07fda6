package rule

import (
	"net/netip"
	"regexp"
	"strings"

	"sekisho/record"
)

// test is one question to one field: the smallest thing that is true or false.
type test struct {
	kind  testKind
	field string // empty: every value of the record
	key   string // equal for equal questions, without the field
	cost  cost

	pat     pattern
	re      *regexp.Regexp
	literal []string // folded; without one of them the regular expression cannot match; nil if none is known
	least   int      // bytes: no shorter text matches the regular expression
	prefix  netip.Prefix
	number  number
	compare comparison
	part    timePart
	other   string // field of a reference
	anchor  anchor
	cased   bool
}

type testKind uint8

const (
	testText testKind = iota
	testRegexp
	testCIDR
	testExists
	testNull
	testNumber
	testField
)

// cost orders the parts of a condition: cheap ones first.
type cost uint8

const (
	costFree   cost = iota // a mark that the automatons leave
	costCheap              // one look at a value
	costText               // a pattern over a value
	costRegexp             // a regular expression
)

// seen is a value with its folded text, which is made when it is asked for
// unless the text has characters beyond ASCII.
type seen struct {
	raw    string
	folded string
	kind   record.Kind
	ready  bool // folded is filled
}

// text is the value as the automatons read it: they take ASCII letters in any
// case, and everything else folded.
func (v *seen) text() string {
	if v.ready {
		return v.folded
	}
	return v.raw
}

// matchValue decides tests of one value. Null has no text: only testNull and
// testExists, which look at the whole field, see it.
func (t *test) matchValue(v seen) bool {
	if v.kind <= record.Null {
		return false
	}
	switch t.kind {
	case testText:
		return t.pat.match(v.raw, v.folded)
	case testRegexp:
		return len(v.raw) >= t.least && t.mayMatch(v.folded) && t.re.MatchString(v.raw)
	case testCIDR:
		return t.inPrefix(v.raw)
	case testNumber:
		return t.matchNumber(v.raw)
	}
	return false
}

// mayMatch saves most runs of a regular expression.
func (t *test) mayMatch(folded string) bool {
	for _, s := range t.literal {
		if strings.Contains(folded, s) {
			return true
		}
	}
	return len(t.literal) == 0
}

// inPrefix reads an address as logs write it: a zone and brackets are left out,
// and an IPv4 address written as IPv6 is an IPv4 address.
func (t *test) inPrefix(s string) bool {
	if len(s) < 2 || len(s) > len("[0000:0000:0000:0000:0000:0000:255.255.255.255%0123456789abcdef]") {
		return false
	}
	if s[0] == '[' && s[len(s)-1] == ']' {
		s = s[1 : len(s)-1]
	}
	if i := strings.IndexByte(s, '%'); i >= 0 {
		s = s[:i]
	}
	if !looksLikeAddress(s) {
		return false
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return false
	}
	return t.prefix.Contains(a.Unmap())
}

// looksLikeAddress saves the error that parsing a host name would allocate.
func looksLikeAddress(s string) bool {
	dots, colons := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.':
			dots++
		case c == ':':
			colons++
		case !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f'):
			return false
		}
	}
	return dots == 3 || colons >= 2
}

func (t *test) matchNumber(s string) bool {
	if t.part != noPart {
		n, ok := t.part.read(s)
		return ok && t.compare.holds(number{i: n, f: float64(n), whole: true}.compare(t.number))
	}
	n, ok := parseNumber(s)
	return ok && t.compare.holds(n.compare(t.number))
}

// matchPair decides a reference: a, the field's value, against b, the other's.
func (t *test) matchPair(a, b seen) bool {
	if a.kind <= record.Null || b.kind <= record.Null {
		return false
	}
	x, y := a.folded, b.folded
	if t.cased {
		x, y = a.raw, b.raw
	}
	switch t.anchor {
	case anchorContains:
		return strings.Contains(x, y)
	case anchorStart:
		return strings.HasPrefix(x, y)
	case anchorEnd:
		return strings.HasSuffix(x, y)
	}
	return x == y
}
