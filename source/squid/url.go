package squid

import "strings"

// parts are the parts of a URL as it was asked for, cut without decoding.
type parts struct{ host, port, path, query, extension string }

// parseURL cuts scheme://user@host:port/path?query, or host:port of a CONNECT.
func parseURL(url string, connect bool) parts {
	var p parts
	authority := url
	if at := strings.Index(url, "://"); at >= 0 {
		authority = url[at+3:]
		p.port = defaultPort(url[:at])
	} else if !connect {
		return p // an internal or broken URL: error:invalid-request, cache_object:…
	}
	if end := strings.IndexAny(authority, "/?#"); end >= 0 {
		p.path = authority[end:]
		authority = authority[:end]
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	p.host = authority
	if strings.HasPrefix(authority, "[") {
		if end := strings.IndexByte(authority, ']'); end > 0 {
			p.host, authority = authority[1:end], authority[end:]
		}
	}
	if at := strings.LastIndexByte(authority, ':'); at >= 0 {
		p.port = authority[at+1:]
		if len(p.host) > at && p.host[:at] == authority[:at] {
			p.host = authority[:at]
		}
	}
	p.path, _, _ = strings.Cut(p.path, "#")
	p.path, p.query, _ = strings.Cut(p.path, "?")
	name := p.path[strings.LastIndexByte(p.path, '/')+1:]
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		p.extension = name[dot+1:]
	}
	return p
}

func defaultPort(scheme string) string {
	switch strings.ToLower(scheme) {
	case "http", "ws":
		return "80"
	case "https", "wss":
		return "443"
	case "ftp":
		return "21"
	}
	return ""
}
