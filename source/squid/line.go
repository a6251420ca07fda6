package squid

import "bytes"

// line is one line cut into its fields, which lie in the line.
type line struct {
	time, zoneless        []byte // Unix seconds, or 22/Nov/2026:10:00:01 +0000
	elapsed, client, user []byte
	action, status        []byte
	bytes, method, url    []byte
	version               []byte
	hierarchy, peer, mime []byte
	sent, referrer, agent []byte
}

// parse cuts a line of any of the formats. It reports false where a part is
// missing.
func (l *line) parse(text []byte) bool {
	*l = line{}
	if len(text) == 0 {
		return false
	}
	if isUnix(text) {
		return l.native(text)
	}
	return l.common(text)
}

// isUnix reports whether a line begins with seconds and milliseconds.
func isUnix(text []byte) bool {
	dot := bytes.IndexByte(text, '.')
	space := bytes.IndexByte(text, ' ')
	if dot < 9 || space != dot+4 {
		return false
	}
	for _, c := range text[:dot] {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// native is: time elapsed client action/status bytes method URL user
// hierarchy/peer type, and what was appended.
func (l *line) native(text []byte) bool {
	var actionStatus, hierarchyPeer []byte
	for _, f := range [...]*[]byte{
		&l.time, &l.elapsed, &l.client, &actionStatus, &l.bytes, &l.method, &l.url, &l.user, &hierarchyPeer, &l.mime,
	} {
		*f, text = word(text)
		if len(*f) == 0 {
			return false
		}
	}
	l.action, l.status = split(actionStatus, '/')
	l.hierarchy, l.peer = split(hierarchyPeer, '/')
	l.appended(text)
	return number(l.elapsed) && number(l.bytes) && number(l.status)
}

// appended takes the usual additions: a number, one or two quoted texts.
func (l *line) appended(text []byte) {
	for {
		text = bytes.TrimLeft(text, " ")
		if len(text) == 0 {
			return
		}
		if text[0] != '"' {
			var f []byte
			f, text = word(text)
			if l.sent == nil && number(f) {
				l.sent = f
			}
			continue
		}
		var q []byte
		q, text = quoted(text)
		if l.agent != nil && l.referrer == nil {
			l.referrer = l.agent
		}
		l.agent = q
	}
}

// common is: client ident user [time] "method URL version" status bytes, with
// "combined" also "referrer" "agent", then action:hierarchy.
func (l *line) common(text []byte) bool {
	l.client, text = word(text)
	_, text = word(text)
	l.user, text = word(text)
	text = bytes.TrimLeft(text, " ")
	end := bytes.IndexByte(text, ']')
	if len(l.user) == 0 || end < 0 || text[0] != '[' {
		return false
	}
	l.zoneless, text = text[1:end], bytes.TrimLeft(text[end+1:], " ")
	if len(text) == 0 || text[0] != '"' {
		return false
	}
	var request []byte
	request, text = quoted(text)
	l.method, request = word(request)
	l.url, request = word(request)
	l.version, _ = word(request)
	l.status, text = word(text)
	l.bytes, text = word(text)
	text = bytes.TrimLeft(text, " ")
	if len(text) > 0 && text[0] == '"' {
		l.referrer, text = quoted(text)
		text = bytes.TrimLeft(text, " ")
		if len(text) == 0 || text[0] != '"' {
			return false
		}
		l.agent, text = quoted(text)
	}
	last, _ := word(text)
	l.action, l.hierarchy = split(last, ':')
	return len(l.url) > 0 && number(l.status) && number(l.bytes)
}

// squid reports whether the fields are Squid's own: its actions and peer codes
// are words that no other log uses.
func (l *line) squid() bool {
	known := false
	for _, p := range [...]string{"TCP_", "UDP_", "NONE", "TAG_", "ERR_"} {
		known = known || bytes.HasPrefix(l.action, []byte(p))
	}
	return known && len(l.hierarchy) > 0
}

// word takes the next word; words are separated by spaces.
func word(text []byte) (first, rest []byte) {
	text = bytes.TrimLeft(text, " ")
	if at := bytes.IndexByte(text, ' '); at >= 0 {
		return text[:at], text[at:]
	}
	return text, nil
}

// quoted takes a text in quotes, which Squid escapes with a backslash; an
// unfinished one is taken to the end.
func quoted(text []byte) (inside, rest []byte) {
	for at := 1; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return text[1:at], text[at+1:]
		}
	}
	return text[1:], nil
}

func split(field []byte, sep byte) (before, after []byte) {
	if at := bytes.IndexByte(field, sep); at >= 0 {
		return field[:at], field[at+1:]
	}
	return field, nil
}

func number(b []byte) bool {
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}
