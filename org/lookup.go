package org

import (
	"bytes"
	"net/netip"
	"strings"

	"sekisho/event"
)

// destination resolves a place, whoever acted.
func (s *Resolver) destination(kind event.PlaceKind, name string) event.Destination {
	if int(kind) >= len(s.dests) {
		kind = event.PlaceNone
	}
	switch {
	case kind == event.PlaceURL:
		return s.url(name)
	case kind == event.PlaceBucket && s.r.own.globs.any:
		if d := s.r.own.glob(&s.walk, name); d != nil {
			out := *d
			out.ID = s.cached(kind, bucketOf(name)).ID
			return out
		}
		name = bucketOf(name)
	case kind == event.PlaceBucket:
		name = bucketOf(name)
	}
	return s.cached(kind, name)
}

// cached looks a name up, or remembers it.
func (s *Resolver) cached(kind event.PlaceKind, name string) event.Destination {
	c := &s.dests[kind]
	if d, ok := c.get(name); ok {
		return d
	}
	d := s.lookup(kind, name)
	c.put(strings.Clone(name), d)
	return d
}

// Destination resolves a place without an event: what the registers and the
// built-in list say of it.
func (s *Resolver) Destination(kind event.PlaceKind, name string) event.Destination {
	return s.destination(kind, name)
}

func (s *Resolver) lookup(kind event.PlaceKind, name string) event.Destination {
	switch kind {
	case event.PlaceMail:
		return s.mail(name)
	case event.PlaceHost, event.PlaceDomain, event.PlaceIP:
		return s.host(name)
	case event.PlaceBucket:
		return s.bucket(name)
	case event.PlaceRepo:
		return s.named(name, event.Destination{Class: event.DestUnverified, Service: "code-host", Guessed: !s.r.listed})
	case event.PlaceDevice:
		return s.named(name, event.Destination{Class: event.DestRemovable})
	case event.PlacePrinter:
		return s.named(name, event.Destination{Class: event.DestPrint})
	case event.PlaceAnyone:
		return event.Destination{ID: event.Anyone, Class: event.DestPublic}
	}
	return s.named(name, event.Destination{Class: event.DestUnverified, Guessed: !s.r.tenants})
}

// mail resolves an address by itself, then by its domain.
func (s *Resolver) mail(address string) event.Destination {
	c := event.AppendAccount(nil, address)
	domain := bytes.TrimRight(c[bytes.LastIndexByte(c, '@')+1:], ".")
	id := event.DestinationID(c)
	if d := s.r.own.name(c); d != nil {
		return shown(d, id)
	}
	if d := s.r.own.host(domain); d != nil {
		return shown(d, id)
	}
	if d := s.r.builtin.host(domain); d != nil {
		return shown(d, id)
	}
	if len(domain) == len(c) {
		return s.unqualified(id)
	}
	return event.Destination{ID: id, Class: event.DestUnverified, Guessed: !s.r.listed}
}

// unqualified is a name without a domain: a directory's own name of a mailbox or
// a host of the own network, by all appearance.
func (s *Resolver) unqualified(id event.DestinationID) event.Destination {
	return event.Destination{ID: id, Class: event.DestOwn, Guessed: true}
}

// host resolves a host name, domain or address, with or without a port.
func (s *Resolver) host(name string) event.Destination {
	host := appendFolded(nil, []byte(bareHost(name)))
	id := event.DestinationID(host)
	if d := s.r.own.host(host); d != nil {
		return shown(d, id)
	}
	if ip, err := netip.ParseAddr(string(host)); err == nil {
		return address(ip, id)
	}
	if d := s.r.builtin.host(host); d != nil {
		return shown(d, id)
	}
	if bytes.IndexByte(host, '.') < 0 || bytes.HasSuffix(host, []byte(".local")) || bytes.HasSuffix(host, []byte(".internal")) {
		return s.unqualified(id)
	}
	return event.Destination{ID: id, Class: event.DestUnverified, Guessed: !s.r.listed}
}

// address judges an address that no register lists. Whose a public one is
// cannot be said.
func address(ip netip.Addr, id event.DestinationID) event.Destination {
	d := event.Destination{ID: id, Class: event.DestUnverified, Guessed: true}
	if ip = ip.Unmap(); ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		d.Class = event.DestOwn
	}
	return d
}

// bareHost cuts a port, brackets and a last dot off a host.
func bareHost(name string) string {
	name = strings.TrimSpace(name)
	if strings.HasPrefix(name, "[") {
		if end := strings.IndexByte(name, ']'); end > 0 {
			return name[1:end]
		}
	}
	if strings.Count(name, ":") == 1 {
		name = name[:strings.IndexByte(name, ':')]
	}
	return strings.TrimRight(name, ".")
}

// url resolves by the longest listed path, then by host. Hosts are remembered,
// URLs are not.
func (s *Resolver) url(text string) event.Destination {
	host := urlHost(text)
	if host == "" {
		return s.cached(event.PlaceURL, text)
	}
	d := s.cached(event.PlaceHost, host)
	if s.r.own.globs.any {
		if listed := s.r.own.glob(&s.walk, text); listed != nil {
			id := d.ID
			d = *listed
			d.ID = id
		}
	}
	return d
}

// urlHost is the host of a URL, without user information.
func urlHost(text string) string {
	i := strings.Index(text, "://")
	if i < 0 {
		return ""
	}
	rest := text[i+3:]
	if end := strings.IndexAny(rest, `/\?#`); end >= 0 {
		rest = rest[:end]
	}
	return rest[strings.LastIndexByte(rest, '@')+1:]
}

// bucketOf is the bucket of an object: s3://bucket of s3://bucket/key. Other
// names stay.
func bucketOf(name string) string {
	i := strings.Index(name, "://")
	if i < 0 {
		if strings.HasPrefix(name, s3ARN) {
			if end := strings.IndexByte(name, '/'); end > 0 {
				return name[:end]
			}
		}
		return name
	}
	if end := strings.IndexByte(name[i+3:], '/'); end >= 0 {
		return name[:i+3+end]
	}
	return name
}

const s3ARN = "arn:aws:s3:::"

// bucket resolves a bucket or an ARN.
func (s *Resolver) bucket(name string) event.Destination {
	id := event.DestinationID(name)
	if rest, ok := strings.CutPrefix(name, s3ARN); ok {
		id = event.DestinationID("s3://" + rest)
	}
	for _, p := range [...]string{name, string(id)} {
		if d := s.r.own.glob(&s.walk, p); d != nil {
			return shown(d, id)
		}
	}
	for _, key := range [...]string{strings.TrimPrefix(string(id), "s3://"), arnAccount(name)} {
		if d := s.r.own.name([]byte(strings.ToLower(key))); key != "" && d != nil {
			return shown(d, id)
		}
	}
	return event.Destination{ID: event.DestinationID(strings.Clone(string(id))), Class: event.DestUnverified, Service: "object-storage", Guessed: !s.r.tenants}
}

// arnAccount is the account of an ARN: arn:partition:service:region:account:….
func arnAccount(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ""
	}
	return parts[4]
}

// named resolves a name that is listed as a whole or as a path, else is what its
// kind says.
func (s *Resolver) named(name string, otherwise event.Destination) event.Destination {
	c := event.AppendAccount(nil, name)
	id := event.DestinationID(name)
	if d := s.r.own.name(c); d != nil {
		return shown(d, id)
	}
	if d := s.r.own.glob(&s.walk, name); d != nil {
		return shown(d, id)
	}
	if d := s.r.own.host(c); d != nil {
		return shown(d, id)
	}
	if d := s.r.builtin.host(c); d != nil && otherwise.Class == event.DestUnverified && otherwise.Service == "" {
		return shown(d, id)
	}
	otherwise.ID = event.DestinationID(strings.Clone(name))
	return otherwise
}

// shown is a listed destination under the name that the log has for it.
func shown(d *event.Destination, id event.DestinationID) event.Destination {
	out := *d
	out.ID = event.DestinationID(strings.Clone(string(id)))
	return out
}
