package pipeline

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"sekisho/event"
)

// Kept is an event that a rule or a boundary concerns, with what the front half
// found out about it.
type Kept struct {
	event.Known
	Key      [32]byte // of the record; see event.Key
	RawHash  [32]byte // SHA-256 of the raw record
	Native   bool     // Key is made of an id that the source gave
	Stream   string   // name of the stream
	Line     int64    // 1-based
	Offset   int64    // bytes
	Concerns bool     // false: kept only because every event was asked for
	Hits     []int32  // rules, ascending
	Captures []Capture
}

// Capture is what a correlation needs to know of an event.
type Capture struct {
	Need   int32 // index into correlation.Set.Needs
	Groups []string
	Value  string
	Has    bool // the event has the value field
}

const (
	flagNative = 1 << iota
	flagRegistered
	flagAfterEnd
	flagConcerns
)

// timeBias makes signed times sort as unsigned bytes.
const timeBias = 1 << 63

// Provenance says where the event was read.
func (k *Kept) Provenance(uid string) *event.Provenance {
	return &event.Provenance{UID: uid, RawSHA256: hex.EncodeToString(k.RawHash[:]), Person: k.Person, File: k.Stream, Line: k.Line, Offset: k.Offset}
}

// AppendKept writes k so that the bytes of two records compare as the events'
// order: time, key, raw hash, and only then where they were found.
func AppendKept(b []byte, k *Kept) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(k.Time)^timeBias)
	b = append(b, k.Key[:]...)
	b = append(b, k.RawHash[:]...)
	b = append(b, k.Stream...)
	b = append(b, 0)
	b = binary.BigEndian.AppendUint64(b, uint64(k.Line))
	b = binary.BigEndian.AppendUint64(b, uint64(k.Offset))
	var flags byte
	for _, f := range []struct {
		on  bool
		bit byte
	}{{k.Native, flagNative}, {k.Registered, flagRegistered}, {k.AfterEnd, flagAfterEnd}, {k.Concerns, flagConcerns}} {
		if f.on {
			flags |= f.bit
		}
	}
	b = append(b, flags)
	b = appendText(b, string(k.Person))
	b = binary.AppendUvarint(b, uint64(len(k.Assets)))
	for _, a := range k.Assets {
		b = appendText(b, string(a))
	}
	b = binary.AppendUvarint(b, uint64(len(k.Destinations)))
	for i := range k.Destinations {
		b = appendDestination(b, &k.Destinations[i])
	}
	b = appendHits(b, k)
	return event.AppendBinary(b, k.Event)
}

func appendDestination(b []byte, d *event.Destination) []byte {
	b = appendText(b, string(d.ID))
	b = appendText(b, string(d.Class))
	b = appendText(b, d.Service)
	b = appendText(b, d.Organisation)
	if d.Guessed {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendHits(b []byte, k *Kept) []byte {
	b = binary.AppendUvarint(b, uint64(len(k.Hits)))
	for _, h := range k.Hits {
		b = binary.AppendUvarint(b, uint64(h))
	}
	b = binary.AppendUvarint(b, uint64(len(k.Captures)))
	for i := range k.Captures {
		c := &k.Captures[i]
		b = binary.AppendUvarint(b, uint64(c.Need))
		b = binary.AppendUvarint(b, uint64(len(c.Groups)))
		for _, g := range c.Groups {
			b = appendText(b, g)
		}
		b = appendText(b, c.Value)
		if c.Has {
			b = append(b, 1)
		} else {
			b = append(b, 0)
		}
	}
	return b
}

func appendText(b []byte, s string) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// errDamaged is a kept record that something changed between writing and
// reading.
var errDamaged = errors.New("a spilled event is damaged")

// DecodeKept reads what AppendKept wrote. The result owns its memory.
func DecodeKept(b []byte) (*Kept, error) {
	r := reader{b: b}
	k := &Kept{}
	k.Event = &event.Event{}
	r.fixed64() // the time, which the event has too
	copy(k.Key[:], r.take(32))
	copy(k.RawHash[:], r.take(32))
	k.Stream = r.untilZero()
	k.Line, k.Offset = int64(r.fixed64()), int64(r.fixed64())
	flags := r.byte()
	k.Native, k.Registered = flags&flagNative != 0, flags&flagRegistered != 0
	k.AfterEnd, k.Concerns = flags&flagAfterEnd != 0, flags&flagConcerns != 0
	k.Person = event.PersonID(r.text())
	for range r.count() {
		k.Assets = append(k.Assets, event.AssetID(r.text()))
	}
	for range r.count() {
		k.Destinations = append(k.Destinations, event.Destination{
			ID: event.DestinationID(r.text()), Class: event.DestinationClass(r.text()),
			Service: r.text(), Organisation: r.text(), Guessed: r.byte() == 1,
		})
	}
	for range r.count() {
		k.Hits = append(k.Hits, int32(r.uvarint()))
	}
	for range r.count() {
		c := Capture{Need: int32(r.uvarint())}
		for range r.count() {
			c.Groups = append(c.Groups, r.text())
		}
		c.Value, c.Has = r.text(), r.byte() == 1
		k.Captures = append(k.Captures, c)
	}
	if r.bad {
		return nil, errDamaged
	}
	if rest, err := event.DecodeBinary(bytes.Clone(r.b), k.Event); err != nil || len(rest) > 0 {
		return nil, errDamaged
	}
	return k, nil
}

// reader takes values off bytes; after a mistake everything is zero.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) fixed64() uint64 {
	if b := r.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.bad = true
		return 0
	}
	r.take(n)
	return v
}

// count is a number of items, each at least one byte long.
func (r *reader) count() int {
	n := r.uvarint()
	if n > uint64(len(r.b)) {
		r.bad = true
		return 0
	}
	return int(n)
}

func (r *reader) text() string { return string(r.take(r.count())) }

func (r *reader) untilZero() string {
	for i, c := range r.b {
		if c == 0 {
			s := string(r.b[:i])
			r.take(i + 1)
			return s
		}
	}
	r.bad = true
	return ""
}
