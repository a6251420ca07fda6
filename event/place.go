package event

import "strings"

// Anyone is the name of the place that PlaceAnyone stands for.
const Anyone = "anyone"

// Outward calls f with every place to which the act carried data or gave
// access: recipients, share targets, hosts that took an upload, sticks,
// printers, repositories, buckets. It says nothing of who owns the place: the
// organisation's own places are among them. An act that failed, or that did not
// carry data anywhere, has none.
func (e *Event) Outward(f func(PlaceKind, string)) {
	act := e.Act()
	if act != ActSend && act != ActExpose {
		return
	}
	e.outwardShare(f)
	if act == ActExpose {
		return
	}
	switch e.Class {
	case ClassEmail:
		e.recipients(f)
	case ClassFile, ClassPeripheral:
		if e.removable() {
			e.device(f)
			return
		}
		e.outwardNetwork(f)
	case ClassPrint:
		put(f, PlacePrinter, first(e.Print.Printer, e.Peripheral.Name))
	default:
		e.outwardNetwork(f)
	}
}

// outwardNetwork yields the places of acts whose class does not say by itself
// where data goes: the most telling name that the record has, and no more.
func (e *Event) outwardNetwork(f func(PlaceKind, string)) {
	channel := e.Channel()
	switch {
	case channel == ChannelMail:
		e.recipients(f)
	case channel == ChannelRemovable:
		e.device(f)
	case channel == ChannelPrint:
		put(f, PlacePrinter, e.Print.Printer)
	case e.HTTP.URL != "":
		put(f, PlaceURL, e.HTTP.URL)
	case channel == ChannelGit && e.Resource.Name != "":
		put(f, PlaceRepo, e.Resource.Name)
	case e.HTTP.Host != "":
		put(f, PlaceHost, e.HTTP.Host)
	case e.Class == ClassDatastore && e.FileResult.Path != "":
		put(f, PlaceBucket, e.FileResult.Path)
	case e.Dst.Hostname != "":
		put(f, PlaceHost, e.Dst.Hostname)
	case e.Class == ClassDNS && e.DNS.Query != "":
		put(f, PlaceHost, e.DNS.Query)
	case e.Dst.IP != "":
		put(f, PlaceIP, e.Dst.IP)
	case e.AI.Service != "":
		put(f, PlaceTenant, e.AI.Service)
	case e.FileResult.Path != "":
		f(placeOf(e.FileResult.Path), e.FileResult.Path)
	}
}

func (e *Event) recipients(f func(PlaceKind, string)) {
	for _, list := range [3][]string{e.Email.To, e.Email.Cc, e.Email.Bcc} {
		for _, to := range list {
			put(f, PlaceMail, to)
		}
	}
}

func (e *Event) device(f func(PlaceKind, string)) {
	if p := &e.Peripheral; e.removable() {
		f(PlaceDevice, first(p.Serial, p.UID, p.Name))
	}
}

// outwardShare yields whom a share reaches. A company link reaches nobody
// outside; its use by somebody else is an event of its own.
func (e *Event) outwardShare(f func(PlaceKind, string)) {
	for _, t := range e.Share.Targets {
		put(f, KindOf(t), t)
	}
	if e.Share.Type == ShareAnonymous || e.Share.Type == SharePublic {
		f(PlaceAnyone, Anyone)
	}
}

// KindOf judges the kind of a name that was given access, by its form alone.
func KindOf(name string) PlaceKind {
	switch {
	case strings.EqualFold(name, Anyone), strings.EqualFold(name, "allUsers"), name == "*":
		return PlaceAnyone
	case strings.HasPrefix(name, "arn:"), strings.HasPrefix(name, "s3://"), strings.HasPrefix(name, "gs://"):
		return PlaceBucket
	case strings.Contains(name, "://"):
		return PlaceURL
	case strings.Contains(name, "@"):
		return PlaceMail
	case strings.ContainsAny(name, " \\/"), !strings.Contains(name, "."):
		return PlaceTenant
	}
	return PlaceDomain
}

func placeOf(path string) PlaceKind {
	if k := KindOf(path); k == PlaceBucket || k == PlaceURL {
		return k
	}
	return PlaceDevice
}

// Places calls f with every name under which the thing acted on lies, as the
// log writes it: paths, URLs, repositories, buckets, mailboxes, attachment
// names. Assets are found by them.
func (e *Event) Places(f func(string)) {
	filePlaces(&e.File, f)
	filePlaces(&e.FileResult, f)
	some(f, e.HTTP.URL)
	if r := &e.Resource; r.Name != "" || r.UID != "" {
		some(f, r.Name)
		if r.UID != r.Name {
			some(f, r.UID)
		}
	}
	for _, name := range e.Email.Attachments {
		some(f, name)
	}
}

func filePlaces(file *File, f func(string)) {
	if file.Path != "" {
		f(file.Path)
		return
	}
	some(f, file.Name)
}

// Mentions calls f with every place that the event names at all, outward or
// not, so that an event that touches a protected destination can be sealed
// whatever it did there.
func (e *Event) Mentions(f func(PlaceKind, string)) {
	e.mentionMail(f)
	for _, end := range [2]*Endpoint{&e.Src, &e.Dst} {
		put(f, PlaceHost, end.Hostname)
		put(f, PlaceIP, end.IP)
	}
	put(f, PlaceURL, e.HTTP.URL)
	put(f, PlaceHost, e.HTTP.Host)
	put(f, PlaceURL, e.HTTP.Referrer)
	put(f, PlaceHost, e.DNS.Query)
	for _, a := range e.DNS.Answers {
		put(f, PlaceHost, a)
	}
	for _, t := range e.Share.Targets {
		put(f, KindOf(t), t)
	}
	e.device(f)
	put(f, PlacePrinter, e.Print.Printer)
	put(f, PlaceTenant, e.Tenant)
	put(f, PlaceTenant, e.AI.Service)
	for _, path := range [2]string{e.File.Path, e.FileResult.Path} {
		if path != "" {
			f(placeOf(path), path)
		}
	}
	for _, name := range [3]string{e.Resource.Name, e.Resource.UID, e.Group.Name} {
		if name != "" {
			f(mentionKind(e, name), name)
		}
	}
}

func (e *Event) mentionMail(f func(PlaceKind, string)) {
	put(f, PlaceMail, e.Email.From)
	e.recipients(f)
	for _, u := range [2]*User{&e.Actor, &e.User} {
		put(f, PlaceMail, u.Email)
		if strings.Contains(u.Name, "@") && u.Name != u.Email {
			put(f, PlaceMail, u.Name)
		}
	}
}

func mentionKind(e *Event, name string) PlaceKind {
	if name == e.Resource.Name && strings.EqualFold(e.Resource.Type, "repository") {
		return PlaceRepo
	}
	return KindOf(name)
}

func put(f func(PlaceKind, string), kind PlaceKind, name string) {
	if name != "" {
		f(kind, name)
	}
}

func some(f func(string), name string) {
	if name != "" {
		f(name)
	}
}

func first(names ...string) string {
	for _, n := range names {
		if n != "" {
			return n
		}
	}
	return ""
}
