package rule

import (
	"math"
	"math/bits"
)

// sought is a text that is looked for anywhere in a field, folded.
type sought struct {
	text  string
	atom  int32
	claim claim // when all of it is found
}

// grams finds many texts anywhere in a value in one pass. Of each text one gram,
// the four neighbouring bytes (two of a text shorter than four) that are rarest
// among all texts of the field, is kept: at each place of a value a filter that
// fits the processor's first cache says whether a gram may begin there. Only then
// the texts that hold the gram are compared around the place.
//
// Against an Aho-Corasick automaton this saves the table (megabytes for each
// field, and a step has to wait for the one before).
type grams struct {
	filter4 *filter // by hash of four bytes; nil if no text has four
	filter2 *filter // by two bytes; nil if no text is that short
	slots   []gramSlot
	mask    uint32
	texts   []probe // by slot, one after another
	// step is how far apart the places are that have to be looked at: where all
	// texts are long enough, as many neighbouring grams of each are kept, one of
	// which is always at such a place.
	step int
}

// gramSlot is one gram of the hash table with its texts.
type gramSlot struct {
	gram     uint32
	size     uint8 // 4, 2, or 0 for an empty slot
	from, to int32 // in texts
}

// probe is a text that holds a gram, and where in it.
type probe struct {
	text string
	at   int32
	mark mark
}

const (
	hashFactor = 0x9E3779B1 // 2³² over the golden ratio
	// anyCase makes ASCII letters lower case, and a few other characters alike,
	// which the comparison around the place tells apart again.
	anyCase    = 0x20202020
	filterBits = 16 // 65,536 bits, 8 kB
)

func gram4(s string, i int) uint32 {
	_ = s[i+3]
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

func gram2(s string, i int) uint32 { return uint32(s[i]) | uint32(s[i+1])<<8 }

// newGrams prepares texts of at least two bytes; nil if there are none.
func newGrams(texts []sought) *grams {
	if len(texts) == 0 {
		return nil
	}
	pairs := countPairs(texts)
	byGram := map[gramSlot][]probe{} // key: gram and size only
	var order []gramSlot
	g := &grams{step: stepFor(texts)}
	for _, s := range texts {
		at := rarest(s.text, g.step, pairs)
		for i := at; i < at+g.step; i++ {
			key := gramAt(s.text, i)
			if byGram[key] == nil {
				order = append(order, key)
			}
			byGram[key] = append(byGram[key], probe{s.text, int32(i), newMark(s.atom, s.claim)})
		}
	}
	size := max(4, 1<<bits.Len(uint(2*len(order))))
	g.slots, g.mask = make([]gramSlot, size), uint32(size-1)
	for _, key := range order {
		g.insert(key, byGram[key])
	}
	return g
}

func (g *grams) insert(key gramSlot, texts []probe) {
	key.from = int32(len(g.texts))
	g.texts = append(g.texts, texts...)
	key.to = int32(len(g.texts))
	at := g.home(key.gram)
	for g.slots[at].size != 0 {
		at = (at + 1) & g.mask
	}
	g.slots[at] = key
	if key.size == 2 {
		g.filter2 = g.filter2.with(key.gram)
		return
	}
	g.filter4 = g.filter4.with(hash4(key.gram))
}

func (g *grams) home(gram uint32) uint32 { return gram * hashFactor >> 7 & g.mask }

// filter is a set of numbers below 1<<filterBits.
type filter [1 << filterBits / 64]uint64

func (f *filter) has(n uint32) bool { return f[n/64%uint32(len(f))]>>(n%64)&1 != 0 }

func (f *filter) with(n uint32) *filter {
	if f == nil {
		f = &filter{}
	}
	f[n/64] |= 1 << (n % 64)
	return f
}

// hash4 is a gram's number in filter4.
func hash4(gram uint32) uint32 { return gram * hashFactor >> (32 - filterBits) }

// find is the texts that hold a gram.
func (g *grams) find(gram uint32, size uint8) []probe {
	for at := g.home(gram); ; at = (at + 1) & g.mask {
		s := &g.slots[at]
		if s.size == 0 {
			return nil
		}
		if s.gram == gram && s.size == size {
			return g.texts[s.from:s.to]
		}
	}
}

// around reports whether the probe's text lies in s, in any ASCII case, where its
// gram is at i.
func (p *probe) around(s string, i int) bool {
	from := i - int(p.at)
	if from < 0 || len(s)-from < len(p.text) {
		return false
	}
	s = s[from:]
	for k := 0; k < len(p.text); k++ {
		if lower(s[k]) != p.text[k] {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func countPairs(texts []sought) map[uint32]int {
	n := map[uint32]int{}
	for _, s := range texts {
		for i := 0; i+1 < len(s.text); i++ {
			n[gram2(s.text, i)]++
		}
	}
	return n
}

// stepFor is 4, 2 or 1: a text has as many grams of four bytes beside each other
// if it has three bytes more than that.
func stepFor(texts []sought) int {
	step := 4
	for _, s := range texts {
		for step > 1 && len(s.text) < step+3 {
			step /= 2
		}
	}
	return step
}

func gramAt(text string, i int) gramSlot {
	if len(text) < 4 {
		return gramSlot{gram: gram2(text, i) | anyCase>>16, size: 2}
	}
	return gramSlot{gram: gram4(text, i) | anyCase, size: 4}
}

// rarest chooses where a text's grams begin: what is common in rules is common in
// records.
func rarest(text string, step int, pairs map[uint32]int) (at int) {
	span := 3 + step
	if len(text) < 4 {
		span = 2
	}
	best := math.Inf(1)
	for i := 0; i+span <= len(text); i++ {
		sum := 0.0
		for k := i; k+1 < i+span; k++ {
			sum += math.Log(float64(pairs[gram2(text, k)]))
		}
		if sum < best {
			best, at = sum, i
		}
	}
	return at
}
