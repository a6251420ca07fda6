package event

import "unsafe"

// Reset makes e the zero event but keeps the memory of its lists for reuse.
func (e *Event) Reset() {
	var kept [listCount][]string
	for i, l := range e.lists() {
		kept[i] = (*l)[:0]
	}
	*e = Event{}
	for i, l := range e.lists() {
		*l = kept[i]
	}
}

// Clone makes a copy that owns its memory. All texts lie behind one another in
// one piece of memory, all lists in another.
func (e *Event) Clone() *Event {
	c := new(Event)
	*c = *e
	size, items := e.measure()
	text, heads := make([]byte, 0, size), make([]string, 0, items)
	own := func(s string) string {
		if s == "" {
			return ""
		}
		from := len(text)
		text = append(text, s...)
		return unsafe.String(&text[from], len(s))
	}
	for _, s := range c.texts() {
		*s = own(*s)
	}
	for _, l := range c.lists() {
		from := len(heads)
		for _, s := range *l {
			heads = append(heads, own(s))
		}
		*l = nil
		if len(heads) > from {
			*l = heads[from:len(heads):len(heads)]
		}
	}
	return c
}

// measure counts the bytes of all texts and the items of all lists.
func (e *Event) measure() (bytes, items int) {
	for _, s := range e.texts() {
		bytes += len(*s)
	}
	for _, l := range e.lists() {
		items += len(*l)
		for _, s := range *l {
			bytes += len(s)
		}
	}
	return bytes, items
}
