package org

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of one location.
const (
	maxGlob     = 4096 // bytes
	maxSegments = 128  // places have more at times; what follows is compared as one segment
)

var (
	errGlobEmpty = errors.New("is empty")
	errGlobLong  = errors.New("is longer than 4096 bytes")
	errGlobStars = errors.New("has ** beside other characters; write it between slashes, as in folder/**/*.xlsx")
)

// globs finds all globs that match a place, by walking a tree of segments.
type globs struct {
	folded *node // places whose case does not matter
	exact  *node // object keys and repositories
	any    bool
}

// node is what may follow the segments before it.
type node struct {
	literal map[string]*node
	wild    []edge // neither literal beginning nor end
	byHead  map[string][]edge
	heads   []int // lengths of the keys of byHead, ascending
	byTail  map[string][]edge
	tails   []int
	deep    *node // **: stays while segments pass
	loops   bool  // this node is the target of **
	ids     []int32
}

// edge is a segment with wildcards.
type edge struct {
	pattern string
	to      *node
}

func newGlobs() *globs { return &globs{folded: &node{}, exact: &node{}} }

// add lists a glob under a number.
func (g *globs) add(pattern string, id int32) error {
	switch {
	case strings.TrimSpace(pattern) == "":
		return errGlobEmpty
	case len(pattern) > maxGlob:
		return errGlobLong
	}
	exact := appendPlace(nil, pattern, false)
	object, repository := isObject(exact), isRepository(exact)
	if !bytes.ContainsRune(exact, '*') {
		exact = append(bytes.TrimRight(exact, "/"), "/**"...)
	}
	for segment := range bytes.SplitSeq(exact, slash) {
		if bytes.Contains(segment, []byte("**")) && len(segment) > 2 {
			return errGlobStars
		}
	}
	g.any = true
	if object || repository || exact[0] == '*' {
		g.exact.insert(exact, id)
	}
	if !object && !repository {
		g.folded.insert(appendFolded(nil, exact), id)
	}
	return nil
}

var slash = []byte("/")

func (n *node) insert(pattern []byte, id int32) {
	for segment := range bytes.SplitSeq(pattern, slash) {
		n = n.child(string(segment))
	}
	if !slices.Contains(n.ids, id) {
		n.ids = append(n.ids, id)
	}
}

func (n *node) child(segment string) *node {
	if segment == "**" {
		if n.loops {
			return n
		}
		if n.deep == nil {
			n.deep = &node{loops: true}
		}
		return n.deep
	}
	first := strings.IndexByte(segment, '*')
	if first < 0 {
		if n.literal == nil {
			n.literal = map[string]*node{}
		}
		if n.literal[segment] == nil {
			n.literal[segment] = &node{}
		}
		return n.literal[segment]
	}
	head, tail := segment[:first], segment[strings.LastIndexByte(segment, '*')+1:]
	switch {
	case head != "":
		return addEdge(&n.byHead, &n.heads, head, segment)
	case tail != "":
		return addEdge(&n.byTail, &n.tails, tail, segment)
	}
	return appendEdge(&n.wild, segment)
}

func addEdge(m *map[string][]edge, lengths *[]int, key, segment string) *node {
	if *m == nil {
		*m = map[string][]edge{}
	}
	if at, ok := slices.BinarySearch(*lengths, len(key)); !ok {
		*lengths = slices.Insert(*lengths, at, len(key))
	}
	list := (*m)[key]
	to := appendEdge(&list, segment)
	(*m)[key] = list
	return to
}

func appendEdge(list *[]edge, segment string) *node {
	for _, e := range *list {
		if e.pattern == segment {
			return e.to
		}
	}
	to := &node{}
	*list = append(*list, edge{segment, to})
	return to
}

// globWalk is the memory of one goroutine's walks.
type globWalk struct {
	exact, folded []byte
	now, next     []*node
	found         []int32
}

// match returns the numbers of all globs that match, ascending, valid until the
// next call.
func (w *globWalk) match(g *globs, place string) []int32 {
	w.found = w.found[:0]
	if !g.any || place == "" {
		return w.found
	}
	w.exact = appendPlace(w.exact[:0], place, true)
	object := isObject(w.exact)
	if object || isRepository(w.exact) || repositoryPath(w.exact) {
		w.walk(g.exact, w.exact)
	}
	if !object {
		w.folded = appendFolded(w.folded[:0], w.exact)
		w.walk(g.folded, w.folded)
	}
	slices.Sort(w.found)
	w.found = slices.Compact(w.found)
	return w.found
}

// walk keeps the set of nodes that the segments so far lead to.
func (w *globWalk) walk(root *node, path []byte) {
	w.now = enter(w.now[:0], root)
	for count := 1; len(w.now) > 0; count++ {
		segment, rest, more := path, []byte(nil), false
		if count < maxSegments {
			segment, rest, more = bytes.Cut(path, slash)
		}
		w.next = w.next[:0]
		for _, n := range w.now {
			w.next = n.step(w.next, segment)
		}
		w.now, w.next = w.next, w.now
		if path = rest; !more {
			break
		}
	}
	for _, n := range w.now {
		w.found = append(w.found, n.ids...)
	}
}

// enter adds a node, and the one that ** below it leads to, once each.
func enter(set []*node, n *node) []*node {
	for ; n != nil; n = n.deep {
		if slices.Contains(set, n) {
			return set
		}
		set = append(set, n)
	}
	return set
}

func (n *node) step(set []*node, segment []byte) []*node {
	if n.loops {
		set = enter(set, n)
	}
	if to := n.literal[string(segment)]; to != nil {
		set = enter(set, to)
	}
	for _, e := range n.wild {
		set = e.try(set, segment)
	}
	for _, l := range n.heads {
		if l > len(segment) {
			break
		}
		for _, e := range n.byHead[string(segment[:l])] {
			set = e.try(set, segment)
		}
	}
	for _, l := range n.tails {
		if l > len(segment) {
			break
		}
		for _, e := range n.byTail[string(segment[len(segment)-l:])] {
			set = e.try(set, segment)
		}
	}
	return set
}

func (e *edge) try(set []*node, segment []byte) []*node {
	if matchSegment(e.pattern, segment) {
		return enter(set, e.to)
	}
	return set
}

// matchSegment matches * against any run of bytes, with one point to go back to.
func matchSegment(pattern string, s []byte) bool {
	p, i, star, from := 0, 0, -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, i
			p++
		case p < len(pattern) && pattern[p] == s[i]:
			p++
			i++
		case star >= 0:
			from++
			p, i = star+1, from
		default:
			return false
		}
	}
	for p < len(pattern) && pattern[p] == '*' {
		p++
	}
	return p == len(pattern)
}

// isObject reports whether a normalised place is an object of a store.
func isObject(place []byte) bool {
	return bytes.HasPrefix(place, []byte("s3://")) || bytes.HasPrefix(place, []byte("gs://")) || bytes.HasPrefix(place, arnPrefix)
}

// isRepository reports whether a place has the form owner/name.
func isRepository(place []byte) bool {
	return repositoryPath(place) && bytes.Count(place, slash) == 1
}

// repositoryPath reports whether a place may be a repository or lie in one.
func repositoryPath(place []byte) bool {
	cut := bytes.IndexByte(place, '/')
	return cut > 0 && cut+1 < len(place) && place[cut-1] != ':' && place[0] != '.' && !bytes.Contains(place, []byte("**"))
}

// appendPlace appends a place in its normal form, with its case. Queries and
// percent-encoding are a log's writing, not a location's.
func appendPlace(dst []byte, s string, logged bool) []byte {
	start := len(dst)
	web := hasScheme(s, "https://") || hasScheme(s, "http://")
	object := hasScheme(s, "s3://") || hasScheme(s, "gs://") || hasScheme(s, "arn:")
	if web && logged {
		if i := strings.IndexAny(s, "?#"); i >= 0 {
			s = s[:i]
		}
	}
	i := 0
	if !strings.ContainsAny(s, `%\`) {
		dst, i = append(dst, s...), len(s)
	}
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && !object && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			if c = unhex(s[i+1])<<4 | unhex(s[i+2]); c == '*' && !logged {
				dst = append(dst, '%') // in a glob it would become a wildcard
				continue
			}
			dst = append(dst, c)
			i += 2
		case c == '\\' && !object:
			dst = append(dst, '/')
		default:
			dst = append(dst, c)
		}
	}
	dst = append(dst[:start], tidy(compose(dst[start:]), object)...)
	return foldScheme(dst, start)
}

func hasScheme(s, scheme string) bool {
	return len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme)
}

// foldScheme makes http and https one, and schemes lower case.
func foldScheme(dst []byte, start int) []byte {
	b := dst[start:]
	for _, scheme := range [...]string{"https://", "s3://", "gs://", "arn:"} {
		if len(b) >= len(scheme) && strings.EqualFold(string(b[:len(scheme)]), scheme) {
			copy(b, scheme)
			return dst
		}
	}
	if len(b) >= 7 && strings.EqualFold(string(b[:7]), "http://") {
		dst = append(dst, 0)
		copy(dst[start+5:], dst[start+4:len(dst)-1])
		copy(dst[start:], "https")
	}
	return dst
}

// compose brings b into Unicode's composed form (NFC), as Windows writes names
// and macOS does not. ASCII costs nothing.
func compose(b []byte) []byte {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			if norm.NFC.IsNormal(b) {
				return b
			}
			return norm.NFC.Bytes(b)
		}
	}
	return b
}

// tidy removes empty and dot segments in place. The two slashes of a share or a
// scheme stay; object keys stay as they are.
func tidy(b []byte, object bool) []byte {
	if object || !untidy(b) {
		return b
	}
	keep := 0
	if bytes.HasPrefix(b, []byte("//")) {
		keep = 2
	} else if i := bytes.Index(b, []byte("://")); i >= 0 {
		keep = i + 3
	} else if b[0] == '/' {
		keep = 1
	}
	out := b[:keep]
	for rest, more := b[keep:], true; more; {
		var segment []byte
		segment, rest, more = bytes.Cut(rest, slash)
		switch {
		case len(segment) == 0 || string(segment) == ".":
			continue
		case string(segment) == "..":
			out = out[:max(keep, bytes.LastIndexByte(out, '/'))]
			continue
		}
		if len(out) > keep {
			out = append(out, '/')
		}
		out = append(out, segment...)
	}
	return out
}

// untidy reports whether b has segments to remove, or may have: a scheme's two
// slashes alone do not count.
func untidy(b []byte) bool {
	if len(b) > 0 && b[0] == '.' {
		return true
	}
	for i := 1; i < len(b); i++ {
		if c := b[i]; (c == '/' || c == '.') && b[i-1] == '/' && (c == '.' || i < 2 || b[i-2] != ':') {
			return true
		}
	}
	return false
}

// appendFolded appends b in lower case.
func appendFolded(dst, b []byte) []byte {
	for i := 0; i < len(b); {
		if c := b[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			dst = append(dst, b[i])
		} else {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
		i += n
	}
	return dst
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
