package rule

import (
	"math"
	"unicode/utf8"
)

// sought is a text that is looked for anywhere in a field, folded.
type sought struct {
	text  string
	atom  int32
	claim claim // when all of it is found
}

// windowBytes is the longest part of a text that the automaton seeks. Short
// parts keep its table in the processor's cache; the rest of a text is compared
// where its part was found.
const windowBytes = 6

// inside chooses, for each text, the part that is rarest among all texts of the
// field: what is common in rules is common in records.
func (p *planner) inside(texts []sought) *literals {
	l := newLiterals()
	l.merged = true
	pairs := countPairs(texts)
	for _, s := range texts {
		from, to := rarest(s.text, pairs)
		c := s.claim
		if c == certain && (to-from < len(s.text) || !isASCII(s.text)) {
			c = confirm
			p.probes[s.atom] = probe{text: s.text, end: to}
		}
		l.add(s.text[from:to], newMark(s.atom, c))
	}
	return l
}

type pair [2]byte

func countPairs(texts []sought) map[pair]int {
	n := map[pair]int{}
	for _, s := range texts {
		for i := 0; i+1 < len(s.text); i++ {
			n[pair{s.text[i], s.text[i+1]}]++
		}
	}
	return n
}

func rarest(text string, pairs map[pair]int) (from, to int) {
	if len(text) <= windowBytes {
		return 0, len(text)
	}
	best := math.Inf(1)
	for at := 0; at+windowBytes <= len(text); at++ {
		sum := 0.0
		for i := at; i+1 < at+windowBytes; i++ {
			sum += math.Log(float64(pairs[pair{text[i], text[i+1]}]))
		}
		if sum < best {
			best, from = sum, at
		}
	}
	return from, from + windowBytes
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
