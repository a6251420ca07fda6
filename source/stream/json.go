package stream

import (
	"bytes"
	"strings"
)

// envelopes are the members of an object around records that hold the array of
// them: AWS ("Records"), OData ("value"), Box and Slack ("entries"), Google
// ("items"), Elastic exports ("hits").
var envelopes = []string{"Records", "value", "entries", "items", "hits", "auditRecords"}

// chooseJSON looks at the beginning to see how JSON records are framed: one
// complete object a line is cut by line, everything else by brackets.
func (c *Cutter) chooseJSON() error {
	if err := c.fill(); err != nil {
		return err
	}
	head := bytes.TrimLeft(c.rest, " \t\r\n")
	c.cut = cutJSON
	if len(head) == 0 || head[0] != '{' {
		if len(head) > 0 && head[0] != '[' {
			c.cut = cutLines
		}
		return nil
	}
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	end := closing(line)
	if end == 0 {
		// Not complete on its line: indented when the line holds next to nothing,
		// else a broken or very long first record of a file of lines.
		if len(bytes.TrimSpace(line)) > indentedHead {
			c.cut = cutLines
			if envelopeAt(line) > 0 {
				c.cut = cutJSON
			}
		}
		return nil
	}
	if envelopeAt(line[:end]) == 0 && len(bytes.TrimSpace(line[end:])) == 0 {
		c.cut = cutLines
	}
	return nil
}

// indentedHead is the longest first line of an indented object: a bracket, or a
// bracket and one short member.
const indentedHead = 120

// cutJSON cuts whole objects by their brackets, wherever line ends fall.
// Brackets and commas of arrays and envelopes between them are passed over.
func cutJSON(c *Cutter, data []byte, end bool, b *Block) int {
	at, lines, counted := 0, int32(0), 0
	for {
		start, left, ok := nextObject(data, at)
		if left {
			c.inEnvelope = false
		}
		if !ok {
			return passable(data, at, end)
		}
		if !c.inEnvelope && !c.bare {
			if inner := envelopeAt(data[start:]); inner > 0 {
				c.inEnvelope = true
				at = start + inner
				continue
			}
		}
		size := closing(data[start:])
		if size == 0 || size > MaxRecord {
			return resync(data, at, start, end, b)
		}
		c.bare = !c.inEnvelope
		lines += int32(bytes.Count(data[counted:start], []byte{'\n'}))
		counted = start
		b.spans = append(b.spans, span{int32(start), int32(start + size), lines})
		at = start + size
	}
}

// resync decides what to do with an object that does not close in what is read:
// wait for more, or, where nothing more comes, give up the line it starts on.
func resync(data []byte, at, start int, end bool, b *Block) int {
	if !end && len(data)-start <= MaxRecord {
		return at
	}
	line := b.Line + int64(bytes.Count(data[:start], []byte{'\n'}))
	err := ErrTooLong
	if end {
		err = ErrUnfinished
	}
	b.Refused = append(b.Refused, Refused{line, b.Offset + int64(start), err})
	nl := bytes.IndexByte(data[start:], '\n')
	if nl < 0 {
		return len(data)
	}
	return start + nl + 1
}

// nextObject finds the next opening brace at or after at, outside strings: the
// strings between records are the keys and values of an envelope. left says
// that a closing brace, the envelope's, was passed.
func nextObject(data []byte, at int) (start int, left, ok bool) {
	for at < len(data) {
		switch data[at] {
		case '{':
			return at, left, true
		case '}':
			left = true
			at++
		case '"':
			n := stringEnd(data[at:])
			if n == 0 {
				return 0, left, false
			}
			at += n
		default:
			at++
		}
	}
	return 0, left, false
}

// passable is how much of data between records may be forgotten: all of it,
// unless a string is unfinished.
func passable(data []byte, at int, end bool) int {
	if end {
		return len(data)
	}
	for at < len(data) {
		if data[at] == '"' {
			n := stringEnd(data[at:])
			if n == 0 {
				return at
			}
			at += n
			continue
		}
		at++
	}
	return at
}

// envelopeAt returns the position just after the '[' of the array of records of
// an object that is an envelope, 0 if it is none.
func envelopeAt(data []byte) int {
	at, depth := 0, 0
	for at < len(data) {
		switch data[at] {
		case '{', '[':
			depth++
			at++
		case '}', ']':
			if depth--; depth <= 0 {
				return 0
			}
			at++
		case '"':
			n := stringEnd(data[at:])
			if n == 0 {
				return 0
			}
			if depth == 1 {
				if open := envelopeArray(data[at:], n); open > 0 {
					return at + open
				}
			}
			at += n
		default:
			at++
		}
	}
	return 0
}

// envelopeArray says whether data begins with an envelope's key (n bytes with
// its quotes), a colon and an array of objects or an empty one.
func envelopeArray(data []byte, n int) int {
	key := string(data[1 : n-1])
	known := false
	for _, e := range envelopes {
		known = known || strings.EqualFold(e, key)
	}
	if !known {
		return 0
	}
	at := skipSpace(data, n)
	if at >= len(data) || data[at] != ':' {
		return 0
	}
	at = skipSpace(data, at+1)
	if at >= len(data) || data[at] != '[' {
		return 0
	}
	inside := skipSpace(data, at+1)
	if inside < len(data) && data[inside] != '{' && data[inside] != ']' {
		return 0
	}
	return at + 1
}

func skipSpace(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\t' || data[at] == '\n' || data[at] == '\r') {
		at++
	}
	return at
}

// closing returns the length of the object or array that data begins with, 0 if
// it does not close.
func closing(data []byte) int {
	depth, at := 0, 0
	for at < len(data) {
		switch data[at] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			}
		case '"':
			n := stringEnd(data[at:])
			if n == 0 {
				return 0
			}
			at += n
			continue
		}
		at++
	}
	return 0
}

// stringEnd returns the length of the JSON string that data begins with, quotes
// included, 0 if it does not end.
func stringEnd(data []byte) int {
	at := 1
	for at < len(data) {
		n := bytes.IndexByte(data[at:], '"')
		if n < 0 {
			return 0
		}
		at += n
		back := 0
		for at-1-back > 0 && data[at-1-back] == '\\' {
			back++
		}
		if back%2 == 0 {
			return at + 1
		}
		at++
	}
	return 0
}
