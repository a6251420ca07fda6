package org

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"sekisho/destinations"
	"sekisho/event"
)

const destinationsFile = "destinations.yaml"

var destinationKeys = []string{"class", "organisation", "service", "patterns"}

// destinationList is patterns of destinations, ready for lookups. Keys are in
// lower case, except those of globs.
type destinationList struct {
	entries []event.Destination // ID is the pattern
	length  []int               // of the pattern, bytes without wildcards
	names   map[string]int32    // addresses, hosts, tenants, devices, printers
	below   map[string]int32    // "example.com" of *.example.com
	globs   *globs
	count   int // patterns
}

func newDestinationList() *destinationList {
	return &destinationList{names: map[string]int32{}, below: map[string]int32{}, globs: newGlobs()}
}

func (b *builder) loadDestinations(raw []byte) {
	f := &yamlFile{destinationsFile, b.ps}
	f.items(f.root(raw), func(n *yaml.Node) {
		var d event.Destination
		var patterns []*yaml.Node
		f.fields(n, destinationKeys, func(key string, v *yaml.Node) {
			switch key {
			case "class":
				d.Class = event.DestinationClass(f.oneOf(v, key, classNames))
			case "organisation":
				d.Organisation = f.text(v, key)
			case "service":
				d.Service = f.text(v, key)
			case "patterns":
				f.texts(v, key)
				if v.Kind == yaml.SequenceNode {
					patterns = v.Content
				}
			}
		})
		if len(n.Content) > 0 && d.Class == "" {
			f.bad(n, "add class: with one of "+strings.Join(classNames, ", "), "a destination has no valid class")
		}
		for _, p := range patterns {
			b.pattern(f, p, d)
		}
	})
}

// pattern lists one pattern of destinations.yaml.
func (b *builder) pattern(f *yamlFile, n *yaml.Node, d event.Destination) {
	if d.Class == "" {
		return // said already
	}
	d.ID = event.DestinationID(n.Value)
	switch other, err := b.r.own.add(n.Value, d); {
	case err != nil:
		f.bad(n, "write a domain, *.domain, mail address, tenant, bucket, path or owner/repository", "pattern %q %v", n.Value, err)
	case other != nil && (other.Class != d.Class || other.Organisation != d.Organisation):
		f.bad(n, "leave it in one place", "pattern %q has class %s already", n.Value, other.Class)
	}
	if d.Class == event.DestOwn {
		b.r.listed = true
		b.r.tenants = b.r.tenants || event.KindOf(n.Value) == event.PlaceTenant
	}
	if d.Class == event.DestProtected {
		_, _ = b.r.sealed.add(n.Value, d) // what is wrong with it has been said
	}
}

// builtIn lists a service of the built-in list: its domains and all below them,
// or, of webmail, its addresses and its mail hosts.
func (b *builder) builtIn(s *destinations.Service) {
	l := b.r.builtin
	d := event.Destination{Class: event.DestinationClass(s.Class), Service: s.Service, Organisation: s.Name, Guessed: s.Ambiguous}
	for _, domain := range s.Domains {
		d.ID = event.DestinationID(domain)
		l.count++
		l.insert(l.names, domain, d)
		if !s.MailOnly() {
			l.insert(l.below, domain, d)
			continue
		}
		for _, host := range mailHosts {
			l.insert(l.names, host+domain, d)
			l.insert(l.below, host+domain, d)
		}
	}
	l.insert(l.names, strings.ToLower(s.Name), d)
}

var mailHosts = []string{"mail.", "webmail."}

// add lists a pattern. It returns what had it already.
func (l *destinationList) add(pattern string, d event.Destination) (*event.Destination, error) {
	pattern = strings.TrimSpace(pattern)
	l.count++
	low := event.CanonicalAccount(pattern)
	switch {
	case pattern == "" || pattern == "*":
		return nil, errGlobEmpty
	case strings.ContainsAny(pattern, `/\`) || strings.HasPrefix(low, "arn:"):
		if !strings.Contains(pattern, "://") && strings.Contains(strings.SplitN(pattern, "/", 2)[0], ".") && strings.Contains(pattern, "/") {
			pattern = "https://" + pattern // a host with a path
		}
		return nil, l.globs.add(pattern, l.push(d, pattern))
	case strings.HasPrefix(low, "*@"):
		return l.insert(l.names, low[2:], d), nil
	case strings.HasPrefix(low, "*."):
		return l.insert(l.below, low[2:], d), nil
	case strings.Contains(low, "*"):
		return nil, errPatternStar
	}
	if d.Class == event.DestProtected {
		l.insert(l.below, low, d)
	}
	return l.insert(l.names, low, d), nil
}

var errPatternStar = errorText("has * where it has no meaning")

type errorText string

func (e errorText) Error() string { return string(e) }

func (l *destinationList) push(d event.Destination, pattern string) int32 {
	l.entries = append(l.entries, d)
	l.length = append(l.length, len(pattern)-strings.Count(pattern, "*"))
	return int32(len(l.entries) - 1)
}

func (l *destinationList) insert(m map[string]int32, key string, d event.Destination) *event.Destination {
	if at, ok := m[key]; ok {
		return &l.entries[at]
	}
	m[key] = l.push(d, key)
	return nil
}

// name finds a whole name.
func (l *destinationList) name(key []byte) *event.Destination {
	if at, ok := l.names[string(key)]; ok {
		return &l.entries[at]
	}
	return nil
}

// maxHost is more than DNS lets a name have, in bytes.
const maxHost = 256

// host finds a host: itself, then the closest domain above it.
func (l *destinationList) host(host []byte) *event.Destination {
	if d := l.name(host); d != nil || len(host) > maxHost {
		return d
	}
	for i, c := range host {
		if c == '.' {
			if at, ok := l.below[string(host[i+1:])]; ok {
				return &l.entries[at]
			}
		}
	}
	return nil
}

// glob finds the longest glob that matches a place.
func (l *destinationList) glob(w *globWalk, place string) *event.Destination {
	best := int32(-1)
	for _, at := range w.match(l.globs, place) {
		if best < 0 || l.length[at] > l.length[best] {
			best = at
		}
	}
	if best < 0 {
		return nil
	}
	return &l.entries[best]
}
