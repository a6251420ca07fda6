package record

import "errors"

// Kind is the type of a value as the record wrote it.
type Kind uint8

const (
	Absent Kind = iota
	Null
	Bool
	Number
	String
)

// Value is one field's value. Text is unescaped and borrowed: it dies when the
// next record is read into the row.
type Value struct {
	Text string
	Kind Kind
	Elem int32 // index in the innermost array on its path, 0 outside arrays
}

// Slot is the number of a path in a layout. The zero Slot is a path nobody
// asked for and is always absent.
type Slot int32

// Errors that make a record unreadable. A caller refuses the record.
var (
	ErrDuplicateKey = errors.New("the same key twice in one object")
	ErrUTF8         = errors.New("broken UTF-8")
	ErrDepth        = errors.New("nested deeper than the limit")
	ErrSyntax       = errors.New("not valid JSON")
	ErrNumber       = errors.New("malformed number")
)

// Row is one record's values by slot. It is reused; its zero value is not
// usable, see [Layout.NewRow].
type Row struct {
	layout *Layout
	first  []Value // by slot
	next   []int32 // by slot: index+1 into more, 0 for none
	tail   []int32 // by slot: last index+1 in more
	more   []extra
	used   []Slot // slots set, for a cheap Reset
	all    []Value
	raw    []byte
}

type extra struct {
	v    Value
	next int32
}

// Reset forgets all values and names the raw bytes of the next record.
func (r *Row) Reset(raw []byte) {
	for _, s := range r.used {
		r.first[s] = Value{}
		r.next[s], r.tail[s] = 0, 0
	}
	r.used = r.used[:0]
	r.more = r.more[:0]
	r.all = r.all[:0]
	r.raw = raw
}

// Layout is the set of paths that the row was made for.
func (r *Row) Layout() *Layout { return r.layout }

// Raw is the record as it was read, borrowed.
func (r *Row) Raw() []byte { return r.raw }

// Put adds a value to a slot. Slot 0 is ignored.
func (r *Row) Put(s Slot, v Value) {
	if r.layout.wantAll && v.Kind > Null {
		r.all = append(r.all, v)
	}
	r.put(s, v)
}

func (r *Row) put(s Slot, v Value) {
	if s == 0 {
		return
	}
	if r.first[s].Kind == Absent {
		r.first[s] = v
		r.used = append(r.used, s)
		return
	}
	r.more = append(r.more, extra{v: v})
	at := int32(len(r.more))
	if r.tail[s] == 0 {
		r.next[s] = at
	} else {
		r.more[r.tail[s]-1].next = at
	}
	r.tail[s] = at
}

// PutDerived adds a value that is not the record's own but was derived from it;
// keyword searches do not see it.
func (r *Row) PutDerived(s Slot, v Value) { r.put(s, v) }

// Get is the first value of a slot, or an Absent one.
func (r *Row) Get(s Slot) Value { return r.first[s] }

// Text is the first value's text, empty for null and absent.
func (r *Row) Text(s Slot) string {
	v := r.first[s]
	if v.Kind <= Null {
		return ""
	}
	return v.Text
}

// Has reports whether the record has the field at all, null included.
func (r *Row) Has(s Slot) bool { return r.first[s].Kind != Absent }

// Each calls f for every value of a slot in the record's order until f returns
// false.
func (r *Row) Each(s Slot, f func(Value) bool) {
	for c := r.Values(s); c.Next(); {
		if !f(c.Value()) {
			return
		}
	}
}

// Values iterates over a slot without allocating.
func (r *Row) Values(s Slot) Cursor { return Cursor{row: r, slot: s} }

// Cursor walks the values of one slot.
type Cursor struct {
	row  *Row
	slot Slot
	at   int32 // 0 before the first, -1 at the first, else index+1 into more
	done bool
}

// Next moves to the next value and reports whether there is one.
func (c *Cursor) Next() bool {
	switch {
	case c.done:
		return false
	case c.at == 0:
		c.at = -1
		c.done = c.row.first[c.slot].Kind == Absent
	case c.at == -1:
		c.at = c.row.next[c.slot]
		c.done = c.at == 0
	default:
		c.at = c.row.more[c.at-1].next
		c.done = c.at == 0
	}
	return !c.done
}

// Value is the value that Next moved to.
func (c *Cursor) Value() Value {
	if c.at == -1 {
		return c.row.first[c.slot]
	}
	return c.row.more[c.at-1].v
}

// All are the values of every field, asked for or not, when the layout was
// built with WantAll: what a keyword search looks at.
func (r *Row) All() []Value { return r.all }

// PutBytes adds a text value that lies in b and dies with it. Empty text is an
// absent value: tables have no other way to leave a field out.
func (r *Row) PutBytes(s Slot, b []byte) {
	if len(b) > 0 {
		r.Put(s, Value{Text: borrow(b), Kind: String})
	}
}
