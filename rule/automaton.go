package rule

import (
	"strings"
	"unicode/utf8"
)

// mark is what finding a text says of an atom.
type mark int32

// claim is how much a mark says.
type claim int32

const (
	perhaps claim = iota // decide it when somebody asks
	certain              // the atom is true
	confirm              // true if the rest of its text is around the place: see probe
)

func newMark(atom int32, c claim) mark { return mark(atom<<2 | int32(c)) }

func (m mark) atom() int32  { return int32(m >> 2) }
func (m mark) claim() claim { return claim(m & 3) }

// probe is the whole text of an atom of which an automaton seeks a part, and
// where in it that part ends.
type probe struct {
	text string
	end  int
}

// around reports whether the probe's text lies in s where its part ends at end.
func (p *probe) around(s string, end int) bool {
	from := end - p.end
	return from >= 0 && strings.HasPrefix(s[from:], p.text)
}

// literals gathers texts with their marks.
type literals struct {
	root  *branch
	count int
	bytes [256]bool // that occur in a text
	// merged: bytes of characters outside ASCII are all alike, which keeps the
	// rows short. What is found may then differ there and needs to be confirmed.
	merged bool
}

// branch is a trie's node while it is being built.
type branch struct {
	byte  byte
	kids  []*branch
	marks []mark
	fail  *branch
	id    int32
}

func newLiterals() *literals { return &literals{root: &branch{}} }

// oneHighByte stands for all bytes outside ASCII where they are merged.
const oneHighByte = utf8.RuneSelf

func (l *literals) add(text string, m mark) {
	n := l.root
	for i := 0; i < len(text); i++ {
		c := text[i]
		if l.merged && c >= utf8.RuneSelf {
			c = oneHighByte
		}
		l.bytes[c] = true
		n = n.child(c)
	}
	n.marks = append(n.marks, m)
	l.count++
}

// addReversed adds a text that is read from its end.
func (l *literals) addReversed(text string, m mark) {
	b := make([]byte, len(text))
	for i := range b {
		b[i] = text[len(text)-1-i]
	}
	l.add(string(b), m)
}

func (b *branch) find(c byte) *branch {
	for _, k := range b.kids {
		if k.byte == c {
			return k
		}
	}
	return nil
}

func (b *branch) child(c byte) *branch {
	if k := b.find(c); k != nil {
		return k
	}
	k := &branch{byte: c}
	b.kids = append(b.kids, k)
	return k
}

// table is a flat transition table. State s is the offset of its row; an entry
// is the next state, with found set when that state has marks. Bytes that occur
// in no text share class 0.
type table struct {
	class  [256]uint8
	stride uint32
	next   []uint32
	marks  [][]mark // by row number
}

const (
	found = 1 << 31
	dead  = found - 1 // no such beginning: a trie stops
)

// breadthFirst numbers the branches so that shallow ones, which are used most,
// lie together.
func (l *literals) breadthFirst() []*branch {
	order := []*branch{l.root}
	for i := 0; i < len(order); i++ {
		order[i].id = int32(i)
		order = append(order, order[i].kids...)
	}
	return order
}

func (l *literals) newTable(states int) *table {
	t := &table{stride: 1}
	for c, used := range l.bytes {
		if used && (!l.merged || c < utf8.RuneSelf) {
			t.class[c] = uint8(t.stride)
			t.stride++
		}
	}
	if l.merged {
		t.mergeHigh()
	}
	t.next = make([]uint32, states*int(t.stride))
	t.marks = make([][]mark, states)
	return t
}

func (t *table) mergeHigh() {
	for c := utf8.RuneSelf; c < len(t.class); c++ {
		t.class[c] = uint8(t.stride)
	}
	t.stride++
}

func (t *table) set(from *branch, c byte, to *branch) {
	e := uint32(to.id) * t.stride
	if len(t.marks[to.id]) > 0 {
		e |= found
	}
	t.next[uint32(from.id)*t.stride+uint32(t.class[c])] = e
}

// trie makes a table that reads a text's beginning.
func (l *literals) trie() *table {
	if l.count == 0 {
		return nil
	}
	order := l.breadthFirst()
	t := l.newTable(len(order))
	for _, b := range order {
		t.marks[b.id] = b.marks
	}
	for i := range t.next {
		t.next[i] = dead
	}
	for _, b := range order {
		for _, k := range b.kids {
			t.set(b, k.byte, k)
		}
	}
	return t
}

// ahoCorasick makes a table that finds every text anywhere.
func (l *literals) ahoCorasick() *table {
	if l.count == 0 {
		return nil
	}
	order := l.breadthFirst()
	t := l.newTable(len(order))
	t.marks[0] = l.root.marks
	for _, b := range order {
		for _, k := range b.kids {
			k.fail = l.root
			for f := b.fail; f != nil; f = f.fail {
				if to := f.find(k.byte); to != nil {
					k.fail = to
					break
				}
			}
			t.marks[k.id] = joinMarks(k.marks, t.marks[k.fail.id])
		}
	}
	for _, b := range order {
		if b.fail != nil {
			copy(t.row(b), t.row(b.fail))
		}
		for _, k := range b.kids {
			t.set(b, k.byte, k)
		}
	}
	return t
}

func (t *table) row(b *branch) []uint32 {
	return t.next[uint32(b.id)*t.stride:][:t.stride]
}

func joinMarks(own, inherited []mark) []mark {
	if len(own) == 0 {
		return inherited
	}
	return append(append([]mark(nil), own...), inherited...)
}
