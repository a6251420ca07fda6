package source

import (
	"bytes"
	"strings"
)

// Keys are the keys, in lower case, that the records at the beginning of a JSON
// stream have at their outermost level: what the Sniff function of a JSON format
// asks, because a record of one product often carries another product's names
// further inside.
type Keys map[string]bool

// envelopes are the members of an object around records that hold the array of
// them, in lower case.
var envelopes = [...]string{"records", "value", "entries", "items", "hits"}

// TopKeys reads the keys of as many records as head holds, one after another, in an
// array, or in an array inside an envelope. Text that is no JSON has none.
func TopKeys(head []byte) Keys {
	k := Keys{}
	var stack []byte // the brackets that are open
	key, inEnvelope := "", false
	for i := 0; i < len(head); i++ {
		switch c := head[i]; c {
		case '{', '[':
			if len(stack) == 1 && c == '[' {
				inEnvelope = isEnvelope(key)
			}
			stack = append(stack, c)
		case '}', ']':
			if len(stack) > 0 {
				stack = stack[:len(stack)-1]
			}
		case '"':
			end := stringEnd(head[i:])
			if end == 0 {
				return k
			}
			text := head[i+1 : i+end-1]
			i += end - 1
			if rest := bytes.TrimLeft(head[i+1:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
				if key = strings.ToLower(string(text)); ofRecord(stack, inEnvelope) {
					k[key] = true
				}
			}
		}
	}
	return k
}

func isEnvelope(key string) bool {
	for _, e := range envelopes {
		if key == e {
			return true
		}
	}
	return false
}

// ofRecord reports whether a key inside these brackets is a record's own.
func ofRecord(stack []byte, inEnvelope bool) bool {
	switch len(stack) {
	case 1:
		return stack[0] == '{'
	case 2:
		return stack[0] == '[' && stack[1] == '{'
	case 3:
		return inEnvelope && string(stack) == "{[{"
	}
	return false
}

// stringEnd is the length of the JSON string at the beginning of b, 0 if it does
// not end.
func stringEnd(b []byte) int {
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 0
}

// Count is how many of the names, which are in lower case, are keys.
func (k Keys) Count(names ...string) int {
	n := 0
	for _, name := range names {
		if k[name] {
			n++
		}
	}
	return n
}

// Collected reports whether a collector that labels records says that these are
// of a type, such as "Okta.SystemLog".
func (k Keys) Collected(head []byte, logType string) bool {
	if !k["p_log_type"] {
		return false
	}
	return bytes.Contains(head, []byte(`"p_log_type":"`+logType+`"`)) ||
		bytes.Contains(head, []byte(`"p_log_type": "`+logType+`"`))
}
