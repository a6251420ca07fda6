package record

import "github.com/valyala/fastjson"

// keySet finds a key that an object has twice in any ASCII case. Keys of nested
// objects lie behind those of their parents in one buffer. A 64-bit filter per
// object answers most questions without a comparison.
type keySet struct {
	buf    []byte
	ends   []int32
	start  int    // first key of the current object in ends
	filter uint64 // of the current object
}

type keyMark struct {
	start  int
	filter uint64
	buf    int
	ends   int
}

func (k *keySet) open() keyMark {
	m := keyMark{start: k.start, filter: k.filter, buf: len(k.buf), ends: len(k.ends)}
	k.start, k.filter = len(k.ends), 0
	return m
}

func (k *keySet) close(m keyMark) {
	k.start, k.filter = m.start, m.filter
	k.buf, k.ends = k.buf[:m.buf], k.ends[:m.ends]
}

// add reports false when the current object already has the folded key, of which
// h is the hash.
func (k *keySet) add(folded []byte, h uint32) bool {
	bit := uint64(1) << (h & 63)
	if k.filter&bit != 0 && k.has(folded) {
		return false
	}
	k.filter |= bit
	k.buf = append(k.buf, folded...)
	k.ends = append(k.ends, int32(len(k.buf)))
	return true
}

func (k *keySet) has(folded []byte) bool {
	for i := k.start; i < len(k.ends); i++ {
		from := int32(0)
		if i > 0 {
			from = k.ends[i-1]
		}
		if string(k.buf[from:k.ends[i]]) == string(folded) {
			return true
		}
	}
	return false
}

// hash is FNV-1a over the length, the first eight and the last four bytes: names
// of one record differ early, or share a prefix and differ at their end.
func hash(b []byte) uint32 {
	h := uint32(2166136261) ^ uint32(len(b))
	for i := 0; i < len(b) && i < 8; i++ {
		h = (h ^ uint32(b[i])) * 16777619
	}
	for i := max(8, len(b)-4); i < len(b); i++ {
		h = (h ^ uint32(b[i])) * 16777619
	}
	return h ^ h>>15
}

// Tally counts names. The names of fields come back with every record, so most
// are found in a small table by the hash that the walk has made anyway.
type Tally struct {
	recent [1024]*counter
	counts map[string]*counter
}

type counter struct {
	name string
	n    int64
}

// MaxTally bounds the names that are told apart: records can invent names
// without end.
const MaxTally = 20_000

// NewTally returns an empty tally.
func NewTally() *Tally { return &Tally{counts: map[string]*counter{}} }

// add allocates only for a name that is new.
func (t *Tally) add(name []byte, h uint32) {
	at := &t.recent[h%uint32(len(t.recent))]
	if *at == nil || (*at).name != string(name) {
		c := t.counts[string(name)]
		if c == nil {
			if len(t.counts) >= MaxTally {
				return
			}
			c = &counter{name: string(name)}
			t.counts[c.name] = c
		}
		*at = c
	}
	(*at).n++
}

// Each calls f for every name, in no order.
func (t *Tally) Each(f func(name string, n int64)) {
	for name, c := range t.counts {
		f(name, c.n)
	}
}

func (w *Walker) foldKey(key []byte) []byte {
	b := append(w.foldBuf[:0], key...)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + ('a' - 'A')
		}
	}
	w.foldBuf = b
	return b
}

// numberText copies a number out of the parser and checks its grammar (RFC 8259
// section 6): the reader itself lets malformed ones pass.
func (w *Walker) numberText(v *fastjson.Value) (string, bool) {
	from := len(w.number)
	w.number = v.MarshalTo(w.number)
	text := w.number[from:]
	return borrow(text), isNumber(text)
}

func isNumber(b []byte) bool {
	i := 0
	digits := func() bool {
		from := i
		for i < len(b) && '0' <= b[i] && b[i] <= '9' {
			i++
		}
		return i > from
	}
	if i < len(b) && b[i] == '-' {
		i++
	}
	zero := i < len(b) && b[i] == '0'
	from := i
	if !digits() || zero && i-from > 1 {
		return false
	}
	if i < len(b) && b[i] == '.' {
		i++
		if !digits() {
			return false
		}
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		if i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if !digits() {
			return false
		}
	}
	return i == len(b)
}
