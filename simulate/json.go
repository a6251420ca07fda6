package simulate

import (
	"strconv"
	"unicode/utf8"
)

// enc appends one JSON object, member by member, in the order of the calls.
type enc struct{ b []byte }

func (e *enc) comma() {
	if n := len(e.b); n > 0 && e.b[n-1] != '{' && e.b[n-1] != '[' {
		e.b = append(e.b, ',')
	}
}

func (e *enc) key(k string) {
	e.comma()
	e.b = append(e.b, '"')
	e.b = append(e.b, k...)
	e.b = append(e.b, '"', ':')
}

func (e *enc) str(k, v string)       { e.key(k); e.b = appendJSON(e.b, v) }
func (e *enc) int(k string, v int64) { e.key(k); e.b = strconv.AppendInt(e.b, v, 10) }
func (e *enc) bool(k string, v bool) { e.key(k); e.b = strconv.AppendBool(e.b, v) }
func (e *enc) raw(k, v string)       { e.key(k); e.b = append(e.b, v...) }

// sec writes seconds with six digits, as Zeek writes intervals.
func (e *enc) sec(k string, v float64) { e.key(k); e.b = strconv.AppendFloat(e.b, v, 'f', 6, 64) }

// uuid writes a random UUID and returns where its text stands.
func (e *enc) uuid(k string, hi, lo uint64) (from, to int) {
	e.key(k)
	e.b = append(e.b, '"')
	from = len(e.b)
	e.b = appendUUID(e.b, hi, lo)
	to = len(e.b)
	e.b = append(e.b, '"')
	return from, to
}

func (e *enc) open(k string) { e.key(k); e.b = append(e.b, '{') }
func (e *enc) list(k string) { e.key(k); e.b = append(e.b, '[') }
func (e *enc) item()         { e.comma(); e.b = append(e.b, '{') }
func (e *enc) elem(v string) { e.comma(); e.b = appendJSON(e.b, v) }
func (e *enc) end()          { e.b = append(e.b, '}') }
func (e *enc) endList()      { e.b = append(e.b, ']') }

// pair writes {"Name":…,"Value":…} into the open list.
func (e *enc) pair(name, value string) {
	e.item()
	e.str("Name", name)
	e.str("Value", value)
	e.end()
}

// strings writes a list of strings.
func (e *enc) strings(k string, list []string) {
	e.list(k)
	for _, v := range list {
		e.elem(v)
	}
	e.endList()
}

// appendJSON appends v as a JSON string.
func appendJSON(b []byte, v string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(v); i++ {
		c := v[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf || c >= utf8.RuneSelf {
			continue
		}
		b = append(b, v[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, `\u00`...)
			b = appendHex(b, uint64(c), 2)
		}
	}
	b = append(b, v[start:]...)
	return append(b, '"')
}
