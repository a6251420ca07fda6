package record

import (
	"bytes"
	"slices"
	"strings"
)

// Builder collects the paths that formats and rules need.
type Builder struct {
	slots   map[string]Slot // folded path
	paths   []string
	pairs   map[string]Pairs // folded path
	inlines []string         // folded paths
	aliases []alias
	aliased map[alias]bool
	derived map[string]Slot
	wantAll bool
}

type alias struct{ path, as string } // folded

// Pairs says how an array of named values is written.
type Pairs struct {
	Key     string   // the member that holds the name
	AltKeys []string // other members that may hold it; "a.b" is member b of the object a
	Values  []string // the members that may hold the value, the first present wins
	Inline  bool     // the named values are members of the record itself
	// Nested is the member of a value that is an object (or an array of them)
	// which holds further named values, written alike: a message inside a
	// message. They are fields below the name of the outer one.
	Nested string
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{slots: map[string]Slot{}, paths: []string{""}, pairs: map[string]Pairs{}, aliased: map[alias]bool{}}
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
func (b *Builder) Pairs(path string, p Pairs) {
	if _, ok := b.pairs[fold(path)]; !ok {
		b.pairs[fold(path)] = p
	}
}

// Inline makes the members of the object at path members of the record itself:
// {"event":{"data":{"Image":"x"}}} with event.data inlined has the field Image.
// A name "*" in path stands for any member that has no path of its own. It is
// how one set of names reads a record in the shapes of several shippers.
func (b *Builder) Inline(path string) {
	if p := fold(path); !slices.Contains(b.inlines, p) {
		b.inlines = append(b.inlines, p)
	}
}

// Alias makes the value at path a value of the path as too, if anybody asks
// for that. Below an inlined object an alias stands instead of the inlined
// member of the same name.
func (b *Builder) Alias(path, as string) {
	if a := (alias{fold(path), fold(as)}); !b.aliased[a] {
		b.aliased[a] = true
		b.aliases = append(b.aliases, a)
	}
}

// Derived returns a slot that no record can fill: its values come from
// [Row.PutDerived]. The same name gives the same slot.
func (b *Builder) Derived(name string) Slot {
	if s, ok := b.derived[name]; ok {
		return s
	}
	if b.derived == nil {
		b.derived = map[string]Slot{}
	}
	s := Slot(len(b.paths))
	b.paths = append(b.paths, name)
	b.derived[name] = s
	return s
}

// WantAll makes rows keep every value for keyword searches.
func (b *Builder) WantAll() { b.wantAll = true }

// Layout freezes the builder.
func (b *Builder) Layout() *Layout {
	l := &Layout{paths: slices.Clone(b.paths), wantAll: b.wantAll, root: newNode()}
	for path, s := range b.slots {
		l.root.descend(path).slot = s
	}
	for path, p := range b.pairs {
		l.root.descend(path).named(p, l.root)
	}
	for _, path := range b.inlines {
		l.root.descend(path).fallBack(l.root)
	}
	for _, a := range b.aliases {
		s := b.slots[a.as] // 0, filling nothing, where nobody asked
		l.root.descend(a.path).also(s)
	}
	flatten(l.root, map[*node]bool{})
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

// node is one key on the way to a path.
type node struct {
	slot     Slot
	more     []Slot           // further slots that the value here fills
	children map[string]*node // folded key
	table    []tableEntry     // the children by hash, made by flatten
	any      *node            // the child of the key "*"
	inline   *node            // where members that are not in children are looked for
	pairKey  []string
	pairSub  []subKey
	pairVal  []string
	pairTo   *node  // whose children the named values are
	pairIn   string // member of a value that holds further named values
}

// subKey is a pair's name that lies one object deeper.
type subKey struct{ object, member string }

// tableEntry is a place of a node's hash table, which is at most half full, so
// that a search ends after a step or two.
type tableEntry struct {
	key   string
	child *node
}

// index makes the table of children.
func (n *node) index() {
	size := 2
	for size < 2*len(n.children) {
		size *= 2
	}
	n.table = make([]tableEntry, size)
	for key, c := range n.children {
		at := hash([]byte(key)) & uint32(size-1)
		for n.table[at].child != nil {
			at = (at + 1) & uint32(size-1)
		}
		n.table[at] = tableEntry{key, c}
	}
}

// lookup finds a child by its folded key and the key's hash.
func (n *node) lookup(folded []byte, h uint32) *node {
	mask := uint32(len(n.table) - 1)
	for at := h & mask; n.table[at].child != nil; at = (at + 1) & mask {
		if n.table[at].key == string(folded) {
			return n.table[at].child
		}
	}
	return nil
}

// step finds the child for a folded key. A key with dots that is no child is
// followed part by part: exports flatten {"a":{"b":1}} to {"a.b":1}.
func (n *node) step(folded []byte, h uint32) *node {
	if c := n.lookup(folded, h); c != nil {
		return c
	}
	if len(folded) > maxFlattened || bytes.IndexByte(folded, '.') < 0 {
		return n.any
	}
	for at, char := range folded {
		if char != '.' {
			continue
		}
		if c := n.lookup(folded[:at], hash(folded[:at])); c != nil {
			if c = c.step(folded[at+1:], hash(folded[at+1:])); c != nil {
				return c
			}
		}
	}
	return n.any
}

// maxFlattened bounds the keys that are followed part by part, in bytes: the work
// grows with the square of the length, and no flattened path is longer.
const maxFlattened = 256

// flatten makes the members that n takes from the object it is inlined into its
// own, so that a walk looks once. Every node is done once: inlining makes
// circles.
func flatten(n *node, done map[*node]bool) {
	if done[n] {
		return
	}
	done[n] = true
	for _, c := range n.children {
		flatten(c, done)
	}
	if n.any != nil {
		flatten(n.any, done)
	}
	defer n.index()
	if n.inline == nil {
		return
	}
	flatten(n.inline, done)
	for key, c := range n.inline.children {
		if n.children[key] == nil {
			n.children[key] = c
		}
	}
	if n.any == nil {
		n.any = n.inline.any
	}
}

// also makes the value here fill s too.
func (n *node) also(s Slot) {
	switch {
	case n.slot == 0:
		n.slot = s
	case s != 0 && n.slot != s && !slices.Contains(n.more, s):
		n.more = append(n.more, s)
	}
}

// fallBack inlines n into to. What both have is filled in both.
func (n *node) fallBack(to *node) {
	n.inline = to
	for key, c := range n.children {
		if t := to.children[key]; t != nil && t != c {
			c.also(t.slot)
			c.fallBack(t)
		}
	}
}

// named prepares n for an array of named values.
func (n *node) named(p Pairs, root *node) {
	for _, k := range append([]string{p.Key}, p.AltKeys...) {
		if object, member, ok := strings.Cut(k, "."); ok {
			n.pairSub = append(n.pairSub, subKey{fold(object), member})
		} else {
			n.pairKey = append(n.pairKey, fold(k))
		}
	}
	for _, v := range p.Values {
		n.pairVal = append(n.pairVal, fold(v))
	}
	n.pairTo, n.pairIn = n, p.Nested
	if p.Inline {
		n.pairTo = root
	}
}

func newNode() *node { return &node{children: map[string]*node{}} }

func (n *node) child(key string) *node {
	c := n.children[key]
	if c == nil && key == "*" {
		c = n.any
	}
	if c == nil {
		c = newNode()
		if key == "*" {
			n.any = c
		} else {
			n.children[key] = c
		}
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
