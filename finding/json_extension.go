package finding

import "sekisho/event"

// extension writes the object "sekisho" of a finding.
func (w *encoder) extension(f *Finding, a *Advisory, acts []Evidence) {
	w.Object("sekisho")
	w.Str("tier", string(a.Tier))
	if a.Tier == Suspicion {
		w.Float("bits", f.Bits)
		w.Float("bar", f.Bar)
	}
	w.lines(f.Lines)
	w.scrubbed("unless", f.Unless)
	if _, single := f.Actor(); !single {
		w.people(f.People)
	}
	w.destinations(f.Destinations)
	if f.Coverage != 0 {
		w.Float("coverage", f.Coverage)
	}
	w.evidence(acts)
	w.NonZero("count", f.Count)
	w.unseen(f.Unseen)
	w.Str("state", f.State)
	w.Int("revision", int64(f.Revision))
	w.Str("lead", f.Lead)
	w.EndObject()
}

func (w *encoder) lines(list []Line) {
	if len(list) == 0 {
		return
	}
	w.Array("lines")
	for _, l := range list {
		w.ItemObject()
		w.scrubbed("text", l.Text)
		w.Float("bits", l.Bits)
		unit := w.span("usual", l.Usual)
		if u := w.span("peers", l.Peers); unit == "" {
			unit = u
		}
		w.Str("unit", unit)
		w.EndObject()
	}
	w.EndArray()
}

func (w *encoder) span(key string, r *Range) (unit string) {
	if r == nil {
		return ""
	}
	w.Array(key)
	w.ItemFloat(r.Low)
	w.ItemFloat(r.High)
	w.EndArray()
	return r.Unit
}

func (w *encoder) people(list []event.PersonID) {
	if len(list) == 0 {
		return
	}
	w.Array("people")
	for _, p := range list {
		w.Item(w.person(p))
	}
	w.EndArray()
}

func (w *encoder) destinations(list []event.Destination) {
	if len(list) == 0 {
		return
	}
	w.Array("destinations")
	for _, d := range list {
		w.ItemObject()
		w.scrubbed("uid", string(d.ID))
		w.Str("class", string(d.Class))
		w.Str("organisation", d.Organisation)
		w.Str("service", d.Service)
		w.True("guessed", d.Guessed)
		w.EndObject()
	}
	w.EndArray()
}

// evidence writes where each act was read. A log without lines is addressed by
// the offset of the record.
func (w *encoder) evidence(list []Evidence) {
	if len(list) == 0 {
		return
	}
	w.Array("evidence")
	for i := range list {
		e := &list[i]
		w.ItemObject()
		w.Str("uid", e.UID)
		if e.Event != nil {
			w.Int("time", int64(e.Event.Time))
			w.Str("source", e.Event.Source)
		}
		if e.File != "" {
			w.scrubbed("file", e.File)
			w.NonZero("line", e.Line)
			if e.Line == 0 {
				w.Int("offset", e.Offset)
			}
		}
		w.Str("raw_sha256", e.RawSHA256)
		w.EndObject()
	}
	w.EndArray()
}

func (w *encoder) unseen(list []Unseen) {
	if len(list) == 0 {
		return
	}
	w.Array("unseen")
	for _, u := range list {
		w.ItemObject()
		w.Str("source", u.Source)
		w.NonZero("start_time", int64(u.From))
		w.NonZero("end_time", int64(u.Until))
		w.scrubbed("reason", u.Why)
		w.EndObject()
	}
	w.EndArray()
}
