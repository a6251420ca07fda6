package org

import (
	"bytes"
	"strings"

	"sekisho/event"
)

// Resolver looks events up in the registers. It is for one goroutine, and needs
// no care about order: its caches change no result.
type Resolver struct {
	r *Registers

	accounts cache[who]
	machines cache[who]
	dests    [event.PlaceDomain + 1]cache[event.Destination]

	walk    globWalk
	buf     []byte
	known   *event.Known
	current *event.Event
	sealed  bool

	onPlace   func(string)
	onOutward func(event.PlaceKind, string)
	onMention func(event.PlaceKind, string)
}

// who is what an account resolves to.
type who struct {
	id         event.PersonID
	registered bool
}

// NewResolver makes a resolver.
func (r *Registers) NewResolver() *Resolver {
	s := &Resolver{r: r, accounts: newCache[who](), machines: newCache[who]()}
	for i := range s.dests {
		s.dests[i] = newCache[event.Destination]()
	}
	s.onPlace, s.onOutward, s.onMention = s.place, s.outward, s.mention
	return s
}

// Resolve fills what the registers know of e into k, whose lists must be empty.
// It reports true for an event that names a protected destination anywhere:
// such an event is sealed and must go no further. Names met before cost no
// allocation.
func (s *Resolver) Resolve(e *event.Event, k *event.Known) (sealed bool) {
	s.current, s.known, s.sealed = e, k, false
	if s.r.sealed.count > 0 {
		if e.Mentions(s.onMention); s.sealed {
			return true
		}
	}
	w := s.actor(e)
	k.Event, k.Person, k.Registered = e, w.id, w.registered
	if p := s.r.people[w.id]; w.registered && p != nil {
		k.AfterEnd = p.endsAt != 0 && e.Time >= p.endsAt
	}
	if s.r.locations.any {
		e.Places(s.onPlace)
	}
	e.Outward(s.onOutward)
	return false
}

// actor resolves who acted: the first name that the register knows, or else the
// first that the record has, or else whose machine it was.
func (s *Resolver) actor(e *event.Event) who {
	u := &e.Actor
	from := ""
	if e.Class == event.ClassEmail && u.Name == "" && u.Email == "" && u.UID == "" && e.Email.Direction != event.DirectionInbound {
		from = e.Email.From
	}
	var first who
	for _, name := range [...]string{u.Email, u.Name, u.UID, from} {
		if name == "" {
			continue
		}
		w := s.account(name)
		if !w.registered && name == u.Name && u.Domain != "" {
			w = s.qualified(u)
		}
		if w.registered {
			return w
		}
		if first.id == "" {
			first = w
		}
	}
	if first.id != "" || u.Name != "" || u.UID != "" {
		return first
	}
	for _, name := range [...]string{e.Device.Hostname, e.Src.Hostname, e.Device.IP, e.Src.IP} {
		if w := s.machine(name); w.registered {
			return w
		}
	}
	return who{}
}

func (s *Resolver) account(name string) who {
	if w, ok := s.accounts.get(name); ok {
		return w
	}
	s.buf = event.AppendAccount(s.buf[:0], name)
	w := s.find(s.buf)
	s.accounts.put(strings.Clone(name), w)
	return w
}

func (s *Resolver) find(canonical []byte) who {
	if id := s.r.accounts.find(canonical); id != "" {
		return who{id, true}
	}
	return who{event.PersonID(canonical), false}
}

// qualified looks up DOMAIN\name where the record has the two apart.
func (s *Resolver) qualified(u *event.User) who {
	if strings.ContainsAny(u.Name, `@\`) {
		return s.account(u.Name)
	}
	s.buf = append(append(append(s.buf[:0], u.Domain...), '\\'), u.Name...)
	if w, ok := s.accounts.get(string(s.buf)); ok {
		return w
	}
	return s.account(string(s.buf))
}

// machine looks up a host or address that may be listed as somebody's.
func (s *Resolver) machine(name string) who {
	if name == "" || !s.r.HasPeople() {
		return who{}
	}
	if w, ok := s.machines.get(name); ok {
		return w
	}
	s.buf = event.AppendAccount(s.buf[:0], name)
	id := s.r.accounts.machine(s.buf)
	w := who{id, id != ""}
	s.machines.put(strings.Clone(name), w)
	return w
}

// place adds the assets that lie at a place. Logs hardly repeat places, so that
// walking is cheaper than remembering.
func (s *Resolver) place(name string) {
	for _, at := range s.walk.match(s.r.locations, name) {
		if id := s.r.assetOrder[at].id; !hasAsset(s.known.Assets, id) {
			s.known.Assets = append(s.known.Assets, id)
		}
	}
}

func hasAsset(list []event.AssetID, id event.AssetID) bool {
	for _, x := range list {
		if x == id {
			return true
		}
	}
	return false
}

// outward adds a destination.
func (s *Resolver) outward(kind event.PlaceKind, name string) {
	d := s.destination(kind, name)
	if kind == event.PlaceTenant && d.Class == event.DestUnverified && s.current.AI.Service == name {
		d.Class, d.Guessed = event.DestAI, true
	}
	if d.Class == event.DestUnverified && !s.r.listed && s.ownDomain(d.ID) {
		d.Class, d.Guessed = event.DestOwn, true
	}
	for i := range s.known.Destinations {
		if s.known.Destinations[i].ID == d.ID && s.known.Destinations[i].Class == d.Class {
			return
		}
	}
	s.known.Destinations = append(s.known.Destinations, d)
}

// ownDomain reports whether a destination is at the domain of the actor's own
// account, or below it.
func (s *Resolver) ownDomain(id event.DestinationID) bool {
	to := domainOf(string(id))
	e := s.current
	for _, account := range [...]string{e.Actor.Email, e.Actor.Name, e.Email.From} {
		own := account[strings.LastIndexByte(account, '@')+1:]
		if own == "" || len(own) == len(account) || len(to) < len(own) {
			continue
		}
		cut := len(to) - len(own)
		if strings.EqualFold(to[cut:], own) && (cut == 0 || to[cut-1] == '.') {
			return true
		}
	}
	return false
}

func domainOf(id string) string { return id[strings.LastIndexByte(id, '@')+1:] }

// mention seals the event if the place is protected. It reads the protected
// patterns alone: no other pattern, longer or not, undoes a seal.
func (s *Resolver) mention(kind event.PlaceKind, name string) {
	if s.sealed {
		return
	}
	l := s.r.sealed
	path := strings.ContainsAny(name, `/\`)
	if l.globs.any && (path || kind == event.PlaceBucket) && len(s.walk.match(l.globs, name)) > 0 {
		s.sealed = true
		return
	}
	if host := urlHost(name); host != "" {
		name = bareHost(host)
	} else if kind == event.PlaceHost || kind == event.PlaceDomain || kind == event.PlaceIP {
		name = bareHost(name)
	} else if path && kind != event.PlaceMail {
		return // a path is no name
	}
	s.buf = event.AppendAccount(s.buf[:0], name)
	domain := bytes.TrimRight(s.buf[bytes.LastIndexByte(s.buf, '@')+1:], ".")
	s.sealed = l.name(s.buf) != nil || l.host(domain) != nil
}
