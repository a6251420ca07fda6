package postfix

import "bytes"

// fields takes "key=value, key=value" apart. A value in angle brackets ends with
// its bracket, "status=sent (text)" ends with the line; the first of equal keys
// counts.
type fields struct {
	to, origTo, from, relay, dsn, status, reason []byte
	size, recipients, client, user, id, uid      []byte
	origClient, origID, delay                    []byte
}

func (f *fields) parse(text []byte) {
	*f = fields{}
	for len(text) > 0 {
		text = bytes.TrimLeft(text, ", ")
		eq := bytes.IndexByte(text, '=')
		if eq < 0 {
			return
		}
		key := text[:eq]
		if at := bytes.LastIndexAny(key, " ,;"); at >= 0 {
			key = key[at+1:]
		}
		if string(key) == "status" {
			f.status, f.reason = status(text[eq+1:])
			return
		}
		var v []byte
		v, text = fieldValue(text[eq+1:])
		if to := f.of(key); to != nil && *to == nil {
			*to = v
		}
	}
}

func (f *fields) of(key []byte) *[]byte {
	switch string(key) {
	case "to":
		return &f.to
	case "orig_to":
		return &f.origTo
	case "from":
		return &f.from
	case "relay":
		return &f.relay
	case "dsn":
		return &f.dsn
	case "size":
		return &f.size
	case "nrcpt":
		return &f.recipients
	case "client":
		return &f.client
	case "sasl_username":
		return &f.user
	case "message-id":
		return &f.id
	case "uid":
		return &f.uid
	case "orig_client":
		return &f.origClient
	case "orig_queue_id":
		return &f.origID
	case "delay":
		return &f.delay
	}
	return nil
}

// fieldValue takes a value; it is empty but not nil for "<>".
func fieldValue(text []byte) (value, rest []byte) {
	if len(text) > 0 && text[0] == '<' {
		if end := bracket(text); end > 0 {
			return text[1:end], text[end+1:]
		}
	}
	if at := bytes.IndexAny(text, ", "); at >= 0 {
		return text[:at], text[at:]
	}
	return text, nil
}

// bracket finds the '>' that ends a value: the first that a separator or the
// end follows, since a quoted local part may hold others.
func bracket(text []byte) int {
	quoted := false
	for at := 1; at < len(text); at++ {
		switch c := text[at]; {
		case c == '\\' && quoted:
			at++
		case c == '"':
			quoted = !quoted
		case c == '>' && !quoted && (at+1 == len(text) || text[at+1] == ',' || text[at+1] == ' '):
			return at
		}
	}
	return -1
}

// status is "sent (250 2.0.0 Ok)".
func status(text []byte) (word, reason []byte) {
	word, reason, _ = bytes.Cut(text, []byte{' '})
	reason = bytes.TrimSuffix(bytes.TrimPrefix(reason, []byte{'('}), []byte{')'})
	return word, reason
}

// host takes "mx.example[192.0.2.1]:25" apart. What is in the brackets may be a
// path (private/dovecot-lmtp): then there is no address.
func host(relay []byte) (name, address, port []byte) {
	open := bytes.IndexByte(relay, '[')
	if open < 0 {
		return relay, nil, nil
	}
	name = relay[:open]
	end := bytes.IndexByte(relay[open:], ']')
	if end < 0 {
		return name, nil, nil
	}
	address = relay[open+1 : open+end]
	port = bytes.TrimPrefix(relay[open+end+1:], []byte{':'})
	if bytes.IndexByte(address, '/') >= 0 {
		address = nil
	}
	return name, address, port
}
