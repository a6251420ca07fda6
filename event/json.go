package event

// SchemaVersion is the version of OCSF that events and findings are written in.
const SchemaVersion = "1.8.0"

// The OCSF extension by its name and version; its schema is in event/schema.
const (
	ExtensionName    = "sekisho"
	ExtensionVersion = "1.0.0"
)

// Provenance says where an event was read.
type Provenance struct {
	UID       string // see EventUID
	RawSHA256 string // of the record's bytes, hex
	Person    PersonID
	File      string // as given to the scan
	Line      int64  // 1-based; 0 where the stream has no lines
	Offset    int64  // bytes from the start of the decompressed stream
}

// severityInformational is what an event is until a finding says more.
const severityInformational = 1

// AppendJSON appends e as one OCSF 1.8.0 event without a line end. The order of
// members is fixed and only what the record states is written, besides what
// OCSF requires. What a class has no place for stands in the object "sekisho",
// in the shape that OCSF gives it elsewhere. Every value that may name an
// account goes through names.
func AppendJSON(dst []byte, e *Event, p *Provenance, names Names) []byte {
	w := &encoder{names: names}
	w.Buf = dst
	w.begin()
	w.classification(e)
	w.metadata(e, p)
	need, room := required(e.Class), admitted(e.Class)
	w.actor(e, need.has(partActor))
	w.device(&e.Device, need.has(partDevice))
	if e.Class == ClassProcess {
		w.process("process", &e.Process, &e.Parent, true)
	}
	w.parts(e, room|need, need)
	w.classOnly(e)
	if p.RawSHA256 != "" {
		w.Fingerprint("raw_data_hash", p.RawSHA256)
	}
	w.extension(e, p, room|need)
	w.EndObject()
	return w.Buf
}

// begin opens the event itself, which may stand behind anything.
func (w *encoder) begin() { w.Buf = append(w.Buf, '{') }

func (w *encoder) classification(e *Event) {
	w.Int("class_uid", int64(e.Class))
	w.Str("class_name", e.Class.Caption())
	w.Int("category_uid", int64(e.Class.CategoryUID()))
	w.Str("category_name", e.Class.info().category.name)
	w.Int("activity_id", int64(e.Activity))
	w.Str("activity_name", e.activityName())
	w.Int("type_uid", e.Class.TypeUID(e.Activity))
	w.Int("severity_id", severityInformational)
	w.Int("time", int64(e.Time))
	w.NonZero("start_time", int64(e.StartTime))
	w.NonZero("end_time", int64(e.EndTime))
	w.NonZero("count", e.Count)
	if e.Status != StatusUnknown {
		w.Int("status_id", int64(e.Status))
		w.Str("status", e.Status.Caption())
	}
	w.scrubbed("status_detail", e.StatusDetail)
}

func (w *encoder) metadata(e *Event, p *Provenance) {
	w.Object("metadata")
	w.Str("version", SchemaVersion)
	w.Object("product")
	w.Str("name", first(e.Product, e.Source, unknown))
	w.Str("vendor_name", e.Vendor)
	w.EndObject()
	Profile(&w.Writer)
	w.Str("log_name", e.Source)
	w.Str("uid", p.UID)
	w.scrubbed("original_event_uid", e.NativeID)
	w.Str("original_time", e.OriginalTime)
	w.Str("event_code", e.EventCode)
	w.Str("tenant_uid", e.Tenant)
	w.Str("correlation_uid", e.Correlation)
	w.EndObject()
}

// parts writes those parts that are wanted and that the record states, and of
// those needed also the ones that it does not.
func (w *encoder) parts(e *Event, wanted, needed parts) {
	for _, p := range partList {
		if wanted.has(p.bit) {
			p.write(w, e, needed.has(p.bit))
		}
	}
}

// classOnly writes what exists in one class alone.
func (w *encoder) classOnly(e *Event) {
	switch e.Class {
	case ClassEmail:
		w.Str("direction", e.Email.Direction.Caption())
		w.Int("direction_id", int64(e.Email.Direction))
		w.Str("protocol_name", e.Protocol)
	case ClassAuthentication:
		w.named("service", first(e.AppName, e.Resource.Name, e.Product, unknown))
		w.Str("auth_protocol", e.AuthProto)
		w.NonZero("logon_type_id", int64(e.LogonType))
	case ClassAPI:
		w.Object("api")
		w.Str("operation", first(e.EventCode, e.ActivityName, e.Class.ActivityCaption(e.Activity)))
		w.EndObject()
	case ClassUserAccess:
		w.Array("privileges")
		w.Item(showText(w.names, first(e.Group.Name, e.Group.UID, e.Share.Role, unknown)))
		w.EndArray()
	case ClassEventLog:
		w.scrubbed("log_name", first(e.Resource.Name, unknown))
	case ClassDNS:
		w.Str("rcode", e.DNS.RCode)
	case ClassWebResources:
		w.webResource(&e.Resource)
	case ClassDatastore:
		w.store(e)
	case ClassEntity:
		w.entity(&e.Resource)
	}
}

func (w *encoder) named(key, name string) {
	w.Object(key)
	w.scrubbed("name", name)
	w.EndObject()
}

// thing writes the members that every resource-like object has.
func (w *encoder) thing(r *Resource) {
	if r.Name == "" && r.UID == "" {
		w.Str("name", unknown)
	}
	w.scrubbed("name", r.Name)
	w.scrubbed("uid", r.UID)
	w.Str("type", r.Type)
}

func (w *encoder) webResource(r *Resource) {
	w.Array("web_resources")
	w.ItemObject()
	w.thing(r)
	w.EndObject()
	w.EndArray()
}

// storeTypeOther says that "type" is the source's own word.
const storeTypeOther = 99

func (w *encoder) store(e *Event) {
	key := "databucket"
	switch e.Resource.Type {
	case "database", "table", "schema", "warehouse", "snapshot":
		key = "database"
	}
	w.Object(key)
	w.thing(&e.Resource)
	if e.Resource.Type == "" {
		w.Int("type_id", 0)
	} else {
		w.Int("type_id", storeTypeOther)
	}
	w.EndObject()
}

func (w *encoder) entity(r *Resource) {
	w.Object("entity")
	w.thing(r)
	w.EndObject()
}

// extension writes the object "sekisho": what we judge of the event, what its
// class has no place for, and where it was read.
func (w *encoder) extension(e *Event, p *Provenance, written parts) {
	w.Object("sekisho")
	w.Str("person", showPerson(w.names, p.Person))
	w.Str("hand", e.Hand.String())
	w.Str("act", e.Act().String())
	w.Str("channel", e.Channel().String())
	w.NonZero("bytes_out", e.Outgoing())
	w.share(&e.Share)
	w.accounts("bcc", e.Email.Bcc)
	if e.AI != (AI{}) {
		w.Object("ai")
		w.Str("service", e.AI.Service)
		w.Str("model", e.AI.Model)
		w.EndObject()
	}
	w.parts(e, everyPart&^written, 0)
	w.leftOver(e)
	if p.File != "" {
		w.Object("origin")
		w.scrubbed("file", p.File)
		w.NonZero("line", p.Line)
		w.Int("offset", p.Offset)
		w.EndObject()
	}
	w.EndObject()
}

func (w *encoder) share(s *Share) {
	if s.Type == ShareNone && len(s.Targets) == 0 && s.Role == "" && !s.Used {
		return
	}
	w.Object("share")
	w.Str("type", s.Type.String())
	w.accounts("targets", s.Targets)
	w.Str("role", s.Role)
	w.True("used", s.Used)
	w.EndObject()
}

// leftOver writes single values outside the class that has them.
func (w *encoder) leftOver(e *Event) {
	if e.Class != ClassAuthentication {
		w.Str("auth_protocol", e.AuthProto)
		w.NonZero("logon_type_id", int64(e.LogonType))
	}
	if e.Class != ClassEmail {
		w.NonZero("direction_id", int64(e.Email.Direction))
	}
	if e.Class != ClassDNS {
		w.Str("rcode", e.DNS.RCode)
	}
	if !knownMethod(e.HTTP.Method) {
		w.Str("request_method", e.HTTP.Method)
	}
}
