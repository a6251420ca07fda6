package record

import (
	"errors"
	"fmt"
	"unicode/utf8"
	"unsafe"

	"github.com/valyala/fastjson"
)

// MaxDepth bounds the nesting of a record: real audit records stay under 20;
// the JSON reader itself stops at 300.
const MaxDepth = 64

// Walker reads JSON records into rows: one parse, one walk over every field,
// with the checks of keys, numbers and UTF-8 that make a second reading of the
// same bytes impossible. A Walker is for one goroutine.
type Walker struct {
	parser  fastjson.Parser
	visit   func(key []byte, v *fastjson.Value)
	row     *Row
	cur     *node // nil below a key nobody asked for
	elem    int32
	depth   int
	err     error
	keys    keySet
	foldBuf []byte
	number  []byte
	pairs   func(key []byte, v *fastjson.Value)
	name    *fastjson.Value
	val     *fastjson.Value
	rank    int
	only    string // folded name of a top member of which one element is walked
	onlyAt  int
	dropped *Tally
}

// NewWalker returns a walker. dropped, if not nil, counts the names of the keys
// that no path leads through.
func NewWalker(dropped *Tally) *Walker {
	w := &Walker{dropped: dropped, foldBuf: make([]byte, 0, 64), number: make([]byte, 0, 32)}
	w.visit, w.pairs = w.field, w.pairMember
	return w
}

// Walk reads one record into row. On error the row holds an unspecified part
// of the record; the record is to be refused.
func (w *Walker) Walk(raw []byte, row *Row) error {
	v, err := w.Parse(raw)
	if err != nil {
		return err
	}
	return w.WalkValue(raw, v, row)
}

// Parse reads one JSON text; the value is valid until the next Parse. Formats
// that explode one record into several rows call it, then WalkValue per part.
func (w *Walker) Parse(raw []byte) (*fastjson.Value, error) {
	if !utf8.Valid(raw) {
		return nil, ErrUTF8
	}
	v, err := w.parser.Parse(borrow(raw))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrSyntax, shorten(err.Error()))
	}
	return v, nil
}

// WalkValue walks an already parsed value into row.
func (w *Walker) WalkValue(raw []byte, v *fastjson.Value, row *Row) error {
	row.Reset(raw)
	w.number = w.number[:0]
	w.row, w.cur, w.elem, w.depth, w.err = row, row.layout.root, 0, 0, nil
	w.value(v)
	w.row = nil
	return w.err
}

// Elements is the length of the array that is v's member key, in any case; -1
// if there is no such array.
func (w *Walker) Elements(v *fastjson.Value, key string) int {
	o, err := v.Object()
	if err != nil {
		return -1
	}
	n, folded := -1, fold(key)
	o.Visit(func(k []byte, m *fastjson.Value) {
		if string(w.foldKey(k)) == folded && m.Type() == fastjson.TypeArray {
			items, _ := m.Array()
			n = len(items)
		}
	})
	return n
}

// WalkElement walks v into row as if its member key held only its i-th element;
// the values of that element carry i as their Elem.
func (w *Walker) WalkElement(raw []byte, v *fastjson.Value, row *Row, key string, i int) error {
	w.only, w.onlyAt = fold(key), i
	err := w.WalkValue(raw, v, row)
	w.only = ""
	return err
}

// shorten keeps the reader's message from carrying the record's content into an
// error: what follows the first quote or colon is data.
func shorten(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == '"' || s[i] == ';' {
			return s[:i]
		}
	}
	if len(s) > 80 {
		return s[:80]
	}
	return s
}

func (w *Walker) value(v *fastjson.Value) {
	switch v.Type() {
	case fastjson.TypeObject:
		w.object(v)
	case fastjson.TypeArray:
		w.array(v)
	default:
		w.scalar(v)
	}
}

func (w *Walker) object(v *fastjson.Value) {
	o, err := v.Object()
	if err != nil {
		w.err = err
		return
	}
	if w.depth++; w.depth > MaxDepth {
		w.err = ErrDepth
	}
	if w.err == nil {
		mark := w.keys.open()
		o.Visit(w.visit)
		w.keys.close(mark)
	}
	w.depth--
}

// field is called for every member of every object.
func (w *Walker) field(key []byte, v *fastjson.Value) {
	if w.err != nil {
		return
	}
	folded := w.foldKey(key)
	h := hash(folded)
	if !w.keys.add(folded, h) {
		w.err = ErrDuplicateKey
		return
	}
	at := w.cur
	if at != nil {
		w.cur = at.step(folded, h)
		if w.cur == nil && w.dropped != nil {
			w.dropped.add(key, h)
		}
	}
	if w.only != "" && w.depth == 1 && string(folded) == w.only && v.Type() == fastjson.TypeArray {
		w.element(v)
	} else {
		w.value(v)
	}
	w.cur = at
}

// element walks the one element that WalkElement asked for.
func (w *Walker) element(v *fastjson.Value) {
	items, err := v.Array()
	if err != nil || w.onlyAt >= len(items) {
		w.err = err
		return
	}
	elem := w.elem
	w.elem = int32(w.onlyAt)
	w.value(items[w.onlyAt])
	w.elem = elem
}

func (w *Walker) array(v *fastjson.Value) {
	items, err := v.Array()
	if err != nil {
		w.err = err
		return
	}
	if w.depth++; w.depth > MaxDepth {
		w.err = ErrDepth
		return
	}
	elem := w.elem
	for i, item := range items {
		w.elem = int32(i)
		if w.cur != nil && w.cur.pairTo != nil && item.Type() == fastjson.TypeObject {
			w.pair(item)
		}
		w.value(item)
		if w.err != nil {
			break
		}
	}
	w.elem = elem
	w.depth--
}

// pair puts {"Name":n,"Value":v} at the child named n.
func (w *Walker) pair(item *fastjson.Value) {
	n := w.cur
	w.named(n, n.pairTo, item)
	w.cur = n
}

// named reads one named value of the list to the child of to that it names.
func (w *Walker) named(list, to *node, item *fastjson.Value) {
	o, err := item.Object()
	if err != nil {
		return
	}
	w.cur = list
	w.name, w.val, w.rank = nil, nil, len(list.pairVal)
	o.Visit(w.pairs)
	if w.name == nil || w.val == nil || w.name.Type() != fastjson.TypeString {
		return
	}
	name, err := w.name.StringBytes()
	if err != nil {
		return
	}
	folded := w.foldKey(name)
	if child := to.step(folded, hash(folded)); child != nil {
		w.cur = child
		w.leaves(list, w.val)
	}
}

func (w *Walker) pairMember(key []byte, v *fastjson.Value) {
	folded := w.foldKey(key)
	for _, k := range w.cur.pairKey {
		if string(folded) == k {
			w.name = v
			return
		}
	}
	for _, k := range w.cur.pairSub {
		if string(folded) == k.object && v.Type() == fastjson.TypeObject {
			w.name = v.Get(k.member)
			return
		}
	}
	for i, p := range w.cur.pairVal[:w.rank] {
		if string(folded) == p && v.Type() != fastjson.TypeNull {
			w.val, w.rank = v, i
			return
		}
	}
}

// leaves puts the scalars of v, a value of the list, at the current node without
// the checks, which the ordinary walk over the same value makes.
func (w *Walker) leaves(list *node, v *fastjson.Value) {
	switch v.Type() {
	case fastjson.TypeArray:
		items, _ := v.Array()
		for _, item := range items {
			w.leaves(list, item)
		}
	case fastjson.TypeObject:
		w.nested(list, v)
	default:
		if val, ok := w.read(v); ok {
			w.put(val)
		}
	}
}

// nested reads the named values inside a value to children of the current node.
func (w *Walker) nested(list *node, v *fastjson.Value) {
	if list.pairIn == "" {
		return
	}
	inner := v.Get(list.pairIn)
	if inner == nil || inner.Type() != fastjson.TypeArray {
		return
	}
	to := w.cur
	items, _ := inner.Array()
	for _, item := range items {
		if item.Type() == fastjson.TypeObject {
			w.named(list, to, item)
		}
	}
	w.cur = to
}

func (w *Walker) scalar(v *fastjson.Value) {
	val, ok := w.read(v)
	if !ok {
		return
	}
	if w.row.layout.wantAll && val.Kind > Null {
		w.row.all = append(w.row.all, val)
	}
	if w.cur != nil {
		w.put(val)
	}
}

// put fills every slot of the current node.
func (w *Walker) put(val Value) {
	w.row.put(w.cur.slot, val)
	for _, s := range w.cur.more {
		w.row.put(s, val)
	}
}

func (w *Walker) read(v *fastjson.Value) (Value, bool) {
	out := Value{Elem: w.elem}
	switch v.Type() {
	case fastjson.TypeString:
		b, err := v.StringBytes()
		if err != nil {
			w.err = err
			return out, false
		}
		out.Kind, out.Text = String, borrow(b)
	case fastjson.TypeNumber:
		out.Kind = Number
		text, ok := w.numberText(v)
		if !ok {
			w.err = ErrNumber
			return out, false
		}
		out.Text = text
	case fastjson.TypeTrue:
		out.Kind, out.Text = Bool, "true"
	case fastjson.TypeFalse:
		out.Kind, out.Text = Bool, "false"
	case fastjson.TypeNull:
		out.Kind = Null
	default:
		w.err = errors.New("unknown JSON type")
		return out, false
	}
	return out, true
}

// borrow sees bytes as a string without copying; the string dies with the bytes.
func borrow(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
