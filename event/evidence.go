package event

import "sekisho/event/jsontext"

// WriteEvidence writes e as an item of OCSF's evidences[]: what was acted on
// and the ends of the act. person is who is shown as the actor; where it is
// empty the account stands there, as names shows it.
func WriteEvidence(to *jsontext.Writer, e *Event, uid, person string, names Names) {
	w := &encoder{Writer: *to, names: names}
	w.ItemObject()
	w.Str("uid", uid)
	w.Str("name", e.Class.Caption()+": "+e.activityName())
	if person != "" {
		w.Object("actor")
		w.Object("user")
		w.Str("uid", person)
		w.EndObject()
		w.EndObject()
	} else {
		w.actor(&Event{Actor: e.Actor}, true)
	}
	w.device(&e.Device, false)
	w.file("file", &e.File, false)
	w.mail(&e.Email, false)
	if e.HTTP.hasRequest() {
		w.request(&e.HTTP)
	}
	w.endpoint("src_endpoint", &e.Src, false)
	w.endpoint("dst_endpoint", &e.Dst, false)
	if e.Process != (Process{}) {
		w.process("process", &e.Process, nil, false)
	}
	writeResources(w, e, false)
	w.EndObject()
	*to = w.Writer
}
