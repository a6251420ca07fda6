package rule

// mark is what finding a text says of an atom.
type mark int32

// claim is how much a mark says.
type claim int32

const (
	perhaps claim = iota // decide it when somebody asks
	certain              // the atom is true
)

func newMark(atom int32, c claim) mark { return mark(atom<<1 | int32(c)) }

func (m mark) atom() int32  { return int32(m >> 1) }
func (m mark) claim() claim { return claim(m & 1) }

// literals gathers texts with their marks.
type literals struct {
	root  *branch
	count int
	bytes [256]bool // that occur in a text
}

// branch is a trie's node while it is being built.
type branch struct {
	byte  byte
	kids  []*branch
	marks []mark
	id    int32
}

func newLiterals() *literals { return &literals{root: &branch{}} }

func (l *literals) add(text string, m mark) {
	n := l.root
	for i := 0; i < len(text); i++ {
		l.bytes[text[i]] = true
		n = n.child(text[i])
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

func (b *branch) child(c byte) *branch {
	for _, k := range b.kids {
		if k.byte == c {
			return k
		}
	}
	k := &branch{byte: c}
	b.kids = append(b.kids, k)
	return k
}

// table is a flat trie: state s is the offset of its row, an entry is the next
// state, with found set when that state has marks. Bytes that occur in no text
// share class 0, which leads nowhere.
type table struct {
	class  [256]uint8
	stride uint32
	next   []uint32
	marks  [][]mark // by row number
}

const (
	found = 1 << 31
	dead  = found - 1 // no text begins like this
)

// trie makes a table, nil if there are no texts. Rows near the root, which are
// used most, lie together.
func (l *literals) trie() *table {
	if l.count == 0 {
		return nil
	}
	order := []*branch{l.root}
	for i := 0; i < len(order); i++ {
		order[i].id = int32(i)
		order = append(order, order[i].kids...)
	}
	t := &table{stride: 1, marks: make([][]mark, len(order))}
	for c, used := range l.bytes {
		if used {
			t.class[c] = uint8(t.stride)
			t.stride++
		}
	}
	for c := 'A'; c <= 'Z'; c++ { // texts are folded, values need not be
		t.class[c] = t.class[c+'a'-'A']
	}
	t.fill(order)
	return t
}

func (t *table) fill(order []*branch) {
	t.next = make([]uint32, len(order)*int(t.stride))
	for i := range t.next {
		t.next[i] = dead
	}
	for _, b := range order {
		t.marks[b.id] = b.marks
		for _, k := range b.kids {
			e := uint32(k.id) * t.stride
			if len(k.marks) > 0 {
				e |= found
			}
			t.next[uint32(b.id)*t.stride+uint32(t.class[k.byte])] = e
		}
	}
}
