package vault

import "sekisho/event"

// trie finds the longest known word at a position of a text, without regard to
// ASCII case.
type trie struct {
	root node
}

type node struct {
	next   map[byte]*node
	person event.PersonID
	ends   bool
}

// add takes a word in lower case. A word that two people share names neither and
// is hidden all the same, under a person of its own.
func (t *trie) add(word string, person event.PersonID) {
	n := &t.root
	for i := range len(word) {
		if n.next == nil {
			n.next = map[byte]*node{}
		}
		c := n.next[word[i]]
		if c == nil {
			c = &node{}
			n.next[word[i]] = c
		}
		n = c
	}
	if n.ends && n.person != person {
		person = event.PersonID("several:" + word)
	}
	n.person, n.ends = person, true
}

// whole finds a word exactly.
func (t *trie) whole(word string) (event.PersonID, bool) {
	n := &t.root
	for i := range len(word) {
		if n = n.next[word[i]]; n == nil {
			return "", false
		}
	}
	return n.person, n.ends
}

// longest returns the end of the longest word that begins at a position and is
// not part of a longer word, or at.
func (t *trie) longest(s string, at int) (int, event.PersonID) {
	end, person := at, event.PersonID("")
	n := &t.root
	for i := at; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if n = n.next[c]; n == nil {
			break
		}
		if n.ends && (i+1 == len(s) || !isWord(s[i+1])) {
			end, person = i+1, n.person
		}
	}
	return end, person
}
