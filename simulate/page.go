package simulate

import (
	"io"
	"slices"
	"strconv"
	"time"
)

// page gathers one day's lines of one log file and puts them into the order in
// which the product delivers them.
type page struct {
	name    string // path below the output folder
	arena   []byte
	entries []entry
}

type entry struct {
	at       int64
	seq      int32
	from, to int32
}

// add takes a line, without its end, at the moment of its delivery.
func (p *page) add(at int64, line []byte) {
	from := int32(len(p.arena))
	p.arena = append(p.arena, line...)
	p.arena = append(p.arena, '\n')
	p.entries = append(p.entries, entry{at: at, seq: int32(len(p.entries)), from: from, to: int32(len(p.arena))})
}

// again delivers the latest line once more.
func (p *page) again(at int64) {
	last := p.entries[len(p.entries)-1]
	p.entries = append(p.entries, entry{at: at, seq: int32(len(p.entries)), from: last.from, to: last.to})
}

// flush writes the lines in order of delivery and empties the page.
func (p *page) flush(out io.Writer) (records int, bytes int64, err error) {
	slices.SortFunc(p.entries, func(a, b entry) int {
		switch {
		case a.at != b.at && a.at < b.at, a.at == b.at && a.seq < b.seq:
			return -1
		}
		return 1
	})
	for _, e := range p.entries {
		n, err := out.Write(p.arena[e.from:e.to])
		bytes += int64(n)
		if err != nil {
			return records, bytes, err
		}
		records++
	}
	p.arena, p.entries = p.arena[:0], p.entries[:0]
	return records, bytes, nil
}

// appendTime appends a moment in UTC as 2006-01-02T15:04:05, with sep between
// date and time and, where digits is 3 or 6, a fraction.
func appendTime(b []byte, ms int64, sep byte, digits int) []byte {
	t := time.UnixMilli(ms).UTC()
	y, mo, d := t.Date()
	h, mi, s := t.Clock()
	b = strconv.AppendInt(b, int64(y), 10)
	b = two(append(b, '-'), int(mo))
	b = two(append(b, '-'), d)
	b = two(append(b, sep), h)
	b = two(append(b, ':'), mi)
	b = two(append(b, ':'), s)
	if digits == 0 {
		return b
	}
	frac := int(ms % 1000)
	b = append(b, '.', byte('0'+frac/100), byte('0'+frac/10%10), byte('0'+frac%10))
	if digits == 6 {
		b = append(b, '0'+byte(h%10), '0'+byte(s%10), '0'+byte(mi%10))
	}
	return b
}

func two(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// timeAt writes a member with a moment.
func (e *enc) timeAt(k string, ms int64, sep byte, digits int, zone string) {
	e.key(k)
	e.b = append(e.b, '"')
	e.b = appendTime(e.b, ms, sep, digits)
	e.b = append(e.b, zone...)
	e.b = append(e.b, '"')
}
