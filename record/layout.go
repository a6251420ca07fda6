package record

import (
	"slices"
	"strings"
)

// Builder collects the paths that formats and rules need.
type Builder struct {
	slots   map[string]Slot // folded path
	paths   []string
	pairs   map[string]Pairs // folded path
	wantAll bool
}

// Pairs says how an array of named values is written.
type Pairs struct {
	Key    string   // the member that holds the name
	Values []string // the members that may hold the value, the first present wins
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{slots: map[string]Slot{}, paths: []string{""}, pairs: map[string]Pairs{}}
}

// Add asks for a path and returns its slot; the same path gives the same slot.
func (b *Builder) Add(path string) Slot {
	key := fold(path)
	if s, ok := b.slots[key]; ok {
		return s
	}
	s := Slot(len(b.paths))
	b.paths = append(b.paths, path)
	b.slots[key] = s
	return s
}

// Pairs declares that the array at path holds named values.
func (b *Builder) Pairs(path string, p Pairs) { b.pairs[fold(path)] = p }

// WantAll makes rows keep every value for keyword searches.
func (b *Builder) WantAll() { b.wantAll = true }

// Layout freezes the builder.
func (b *Builder) Layout() *Layout {
	l := &Layout{paths: slices.Clone(b.paths), wantAll: b.wantAll, root: newNode()}
	for path, s := range b.slots {
		l.root.insert(path, s)
	}
	for path, p := range b.pairs {
		n := l.root.descend(path)
		n.pairKey = fold(p.Key)
		for _, v := range p.Values {
			n.pairVal = append(n.pairVal, fold(v))
		}
	}
	return l
}

// Layout is a fixed set of paths.
type Layout struct {
	paths   []string
	root    *node
	wantAll bool
}

// Len is the number of slots, the unused slot 0 included.
func (l *Layout) Len() int { return len(l.paths) }

// Path is the path of a slot as it was asked for.
func (l *Layout) Path(s Slot) string { return l.paths[s] }

// Slot finds the slot of a path, 0 if nobody asked for it.
func (l *Layout) Slot(path string) Slot {
	if n := l.root.find(fold(path)); n != nil {
		return n.slot
	}
	return 0
}

// NewRow makes a row for this layout.
func (l *Layout) NewRow() *Row {
	n := len(l.paths)
	return &Row{
		layout: l, first: make([]Value, n), next: make([]int32, n), tail: make([]int32, n),
		used: make([]Slot, 0, n), more: make([]extra, 0, 64),
	}
}

// node is one key on the way to a path. A key with dots in it is reached both
// as one child and through the chain of its parts.
type node struct {
	slot     Slot
	children map[string]*node // folded key
	pairKey  string
	pairVal  []string
}

func newNode() *node { return &node{children: map[string]*node{}} }

// insert adds every way of cutting path at its dots, so that {"a.b":1} and
// {"a":{"b":1}} reach the same slot. Paths have at most maxCuts dots that are
// cut in every way; longer ones are cut at each dot only.
func (n *node) insert(path string, s Slot) {
	const maxCuts = 4
	if path == "" {
		n.slot = s
		return
	}
	n.child(head(path)).insert(tail(path), s)
	if strings.Count(path, ".") > maxCuts {
		return
	}
	for i, at := 0, strings.IndexByte(path, '.'); at >= 0; i++ {
		next := strings.IndexByte(path[at+1:], '.')
		if next < 0 {
			n.child(path).slot = s
			return
		}
		at += 1 + next
		n.child(path[:at]).insert(path[at+1:], s)
	}
}

func (n *node) child(key string) *node {
	c := n.children[key]
	if c == nil {
		c = newNode()
		n.children[key] = c
	}
	return c
}

func (n *node) descend(path string) *node {
	for path != "" {
		n = n.child(head(path))
		path = tail(path)
	}
	return n
}

func (n *node) find(path string) *node {
	for path != "" {
		n = n.children[head(path)]
		if n == nil {
			return nil
		}
		path = tail(path)
	}
	return n
}

func head(path string) string { h, _, _ := strings.Cut(path, "."); return h }
func tail(path string) string { _, t, _ := strings.Cut(path, "."); return t }

// fold lowers ASCII letters only, as the walker does.
func fold(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
