package finding

import (
	"strings"

	"sekisho/event"
	"sekisho/event/jsontext"
)

// The numbers of OCSF's Detection Finding.
const (
	activityCreate = 1
	activityUpdate = 2

	techniqueOther = 99 // analytic.type_id of a type that OCSF does not list
)

// encoder writes findings for one reader.
type encoder struct {
	jsontext.Writer
	names event.Names
}

func (w *encoder) text(s string) string {
	if w.names == nil || s == "" {
		return s
	}
	return w.names.Text(s)
}

func (w *encoder) person(id event.PersonID) string {
	if w.names == nil || id == "" {
		return string(id)
	}
	return w.names.Person(id)
}

func (w *encoder) scrubbed(key, s string) { w.Str(key, w.text(s)) }

// AppendJSON appends f as one OCSF 1.8.0 Detection Finding without a line end.
// The order of members is fixed. People, paths and sentences are shown as names
// shows them; a nil names shows everything and is for tests.
func AppendJSON(dst []byte, f *Finding, names event.Names) []byte {
	a := f.advisory()
	w := &encoder{names: names}
	w.Buf = append(dst, '{')
	w.header(event.ClassDetectionFinding, f.activity(), a.Severity, f.Time)
	w.NonZero("start_time", int64(f.First))
	w.NonZero("end_time", int64(f.Last))
	w.metadata(f.UID)
	w.Str("message", a.Name)
	w.Object("finding_info")
	w.info(f, a)
	w.EndObject()
	if who, ok := f.Actor(); ok {
		w.Object("actor")
		w.Object("user")
		w.Str("uid", w.person(who))
		w.EndObject()
		w.EndObject()
	}
	w.assets(f.Assets)
	acts := f.Acts()
	w.evidences(acts)
	w.extension(f, a, acts)
	w.EndObject()
	return w.Buf
}

// advisory is never nil.
func (f *Finding) advisory() *Advisory {
	if f.Advisory == nil {
		return &Advisory{}
	}
	return f.Advisory
}

func (f *Finding) activity() event.Activity {
	if f.Revision > 0 {
		return activityUpdate
	}
	return activityCreate
}

// Actor is the one person that the finding is about; findings about an asset, a
// destination or several people have none.
func (f *Finding) Actor() (event.PersonID, bool) {
	if f.Subject != AboutPerson || len(f.People) != 1 {
		return "", false
	}
	return f.People[0], true
}

func (w *encoder) header(class event.Class, activity event.Activity, severity Severity, t event.Time) {
	w.Int("class_uid", int64(class))
	w.Str("class_name", class.Caption())
	w.Int("category_uid", int64(class.CategoryUID()))
	w.Str("category_name", "Findings")
	w.Int("activity_id", int64(activity))
	w.Str("activity_name", class.ActivityCaption(activity))
	w.Int("type_uid", class.TypeUID(activity))
	w.Int("severity_id", int64(severity))
	w.Str("severity", severity.Caption())
	w.Int("time", int64(t))
}

func (w *encoder) metadata(uid string) {
	w.Object("metadata")
	w.Str("version", event.SchemaVersion)
	w.Object("product")
	w.Str("name", "Sekisho")
	w.EndObject()
	event.Profile(&w.Writer)
	w.Str("log_name", "sekisho")
	w.Str("uid", uid)
	w.EndObject()
}

func (w *encoder) info(f *Finding, a *Advisory) {
	w.Str("uid", f.UID)
	w.Str("title", a.Name)
	w.scrubbed("desc", f.Desc)
	w.Object("analytic")
	w.Str("uid", a.ID)
	w.Str("name", a.Name)
	kind, number := analyticType(a.Kind)
	w.Str("type", kind)
	w.Int("type_id", number)
	w.Str("desc", a.Sentence)
	w.EndObject()
	w.NonZero("first_seen_time", int64(f.First))
	w.NonZero("last_seen_time", int64(f.Last))
	w.attacks(a.Attacks)
	w.Strs("types", a.Insider)
}

// analyticType gives OCSF's number of a kind of analytic, and its name as OCSF
// writes it.
func analyticType(kind string) (string, int64) {
	for i, name := range [...]string{"Unknown", "Rule", "Behavioral", "Statistical", "Learning (ML/DL)", "Fingerprinting"} {
		if strings.EqualFold(kind, name) || kind == "" {
			return name, int64(i)
		}
	}
	return kind, techniqueOther
}

// attacks writes technique ids. A sub-technique ("T1567.002") is shown under
// its technique.
func (w *encoder) attacks(ids []string) {
	if len(ids) == 0 {
		return
	}
	w.Array("attacks")
	for _, id := range ids {
		technique, _, sub := strings.Cut(id, ".")
		w.ItemObject()
		w.Object("technique")
		w.Str("uid", technique)
		w.EndObject()
		if sub {
			w.Object("sub_technique")
			w.Str("uid", id)
			w.EndObject()
		}
		w.EndObject()
	}
	w.EndArray()
}

func (w *encoder) assets(list []Asset) {
	if len(list) == 0 {
		return
	}
	w.Array("resources")
	for _, a := range list {
		w.ItemObject()
		w.Str("uid", string(a.ID))
		w.Str("name", a.Name)
		w.Str("criticality", string(a.Level))
		w.EndObject()
	}
	w.EndArray()
}

func (w *encoder) evidences(list []Evidence) {
	any := false
	for i := range list {
		if list[i].Event == nil {
			continue
		}
		if !any {
			w.Array("evidences")
			any = true
		}
		event.WriteEvidence(&w.Writer, list[i].Event, list[i].UID, w.person(list[i].Person), w.names)
	}
	if any {
		w.EndArray()
	}
}
