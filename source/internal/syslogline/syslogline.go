// Package syslogline takes the envelope off a line that syslog wrote: RFC 3164
// ("Nov 22 10:00:01 host program[123]: text"), RFC 5424
// ("<22>1 2026-11-22T10:00:01.003Z host program 123 - - text") and the common
// form with an ISO time ("2026-11-22T10:00:01+09:00 host program[123]: text"),
// each with or without a priority.
//
// What enters: one line. What leaves: its parts, borrowed, and its time; a time
// without a year gets one from [Clock]. What it must never know: what the text
// means, files, wall clocks.
package syslogline

import (
	"bytes"
	"time"

	"sekisho/event"
	"sekisho/source"
)

// Line is a line without its envelope. The slices lie in the line.
type Line struct {
	Host, Program, PID, Text []byte
	Stamp                    []byte // the time as written
	Time                     event.Time
	bare                     bare
}

// bare is a time of RFC 3164; year is 0 where none is written.
type bare struct {
	year, day, hour, minute, second, milli int
	month                                  time.Month
}

// Parse cuts a line. It reports false for text that is no syslog line. Where
// the time has no year or no zone, Time is 0 until [Clock.Resolve].
func (l *Line) Parse(text []byte) bool {
	*l = Line{}
	text = priority(text)
	switch {
	case bytes.HasPrefix(text, []byte("1 ")) && len(text) > 22:
		return l.rfc5424(text[2:])
	case len(text) > 20 && text[4] == '-' && text[10] == 'T':
		l.Stamp, text = word(text)
		t, err := source.ParseTime(source.Borrow(l.Stamp))
		if err != nil {
			return false
		}
		l.Time = t
	default:
		n, ok := l.bare.parse(text)
		if !ok {
			return false
		}
		l.Stamp, text = text[:n], text[n:]
	}
	l.Host, text = word(text)
	return len(l.Host) > 0 && l.tag(bytes.TrimLeft(text, " "))
}

// priority passes over "<22>".
func priority(text []byte) []byte {
	if len(text) > 2 && text[0] == '<' {
		if end := bytes.IndexByte(text[:min(6, len(text))], '>'); end > 1 {
			return text[end+1:]
		}
	}
	return text
}

// tag is program[pid]: text.
func (l *Line) tag(text []byte) bool {
	end := bytes.IndexByte(text, ':')
	if end <= 0 {
		return false
	}
	l.Program, l.Text = text[:end], bytes.TrimLeft(text[end+1:], " ")
	if open := bytes.IndexByte(l.Program, '['); open > 0 && l.Program[end-1] == ']' {
		l.Program, l.PID = l.Program[:open], l.Program[open+1:end-1]
	}
	return bytes.IndexByte(l.Program, ' ') < 0
}

func (l *Line) rfc5424(text []byte) bool {
	l.Stamp, text = word(text)
	t, err := source.ParseTime(source.Borrow(l.Stamp))
	if err != nil {
		return false
	}
	l.Time = t
	l.Host, text = word(text)
	l.Program, text = word(text)
	l.PID, text = word(text)
	_, text = word(text) // message id
	text = structured(bytes.TrimLeft(text, " "))
	l.Text = bytes.TrimPrefix(bytes.TrimLeft(text, " "), []byte("\xef\xbb\xbf"))
	return len(l.Host) > 0 && len(l.Program) > 0
}

// structured passes over structured data: "-" or [id name="value" …]….
func structured(text []byte) []byte {
	if len(text) > 0 && text[0] == '-' {
		return text[1:]
	}
	for len(text) > 0 && text[0] == '[' {
		at, inside := 1, false
		for at < len(text) && (inside || text[at] != ']') {
			switch {
			case text[at] == '\\' && inside:
				at++
			case text[at] == '"':
				inside = !inside
			}
			at++
		}
		if at >= len(text) {
			return nil
		}
		text = text[at+1:]
	}
	return text
}

func word(text []byte) (first, rest []byte) {
	text = bytes.TrimLeft(text, " ")
	if at := bytes.IndexByte(text, ' '); at >= 0 {
		return text[:at], text[at:]
	}
	return text, nil
}

// parse reads "Nov 22 10:00:01", also "Nov 22 2026 10:00:01" and with a
// fraction, and returns its length.
func (b *bare) parse(text []byte) (int, bool) {
	if len(text) < 15 || text[3] != ' ' {
		return 0, false
	}
	b.month = month(text[:3])
	at := 4
	for at < len(text) && text[at] == ' ' {
		at++
	}
	var n int
	if b.day, n = digits(text[at:]); b.month == 0 || n == 0 || n > 2 || b.day < 1 || b.day > 31 {
		return 0, false
	}
	at += n + 1
	if at+5 <= len(text) && text[at+4] == ' ' {
		if b.year, n = digits(text[at:]); n != 4 || b.year < source.MinYear || b.year >= source.MaxYear {
			return 0, false
		}
		at += 5
	}
	return b.clock(text, at)
}

func (b *bare) clock(text []byte, at int) (int, bool) {
	if at+8 > len(text) || text[at+2] != ':' || text[at+5] != ':' {
		return 0, false
	}
	for i, to := range [...]*int{&b.hour, &b.minute, &b.second} {
		v, n := digits(text[at+3*i : at+3*i+2])
		if n != 2 {
			return 0, false
		}
		*to = v
	}
	at += 8
	if at < len(text) && text[at] == '.' {
		scale := 100
		for at++; at < len(text) && '0' <= text[at] && text[at] <= '9'; at++ {
			b.milli += int(text[at]-'0') * scale
			scale /= 10
		}
	}
	return at, b.hour < 24 && b.minute < 60 && b.second <= 60
}

func digits(text []byte) (value, n int) {
	for n < len(text) && n < 5 && '0' <= text[n] && text[n] <= '9' {
		value = value*10 + int(text[n]-'0')
		n++
	}
	return value, n
}

func month(text []byte) time.Month {
	switch string(text) {
	case "Jan":
		return time.January
	case "Feb":
		return time.February
	case "Mar":
		return time.March
	case "Apr":
		return time.April
	case "May":
		return time.May
	case "Jun":
		return time.June
	case "Jul":
		return time.July
	case "Aug":
		return time.August
	case "Sep":
		return time.September
	case "Oct":
		return time.October
	case "Nov":
		return time.November
	case "Dec":
		return time.December
	}
	return 0
}
