package ocsf

import (
	"math"
	"slices"
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type decoder struct {
	clock                                                     source.Clock
	hand, act, channel                                        record.Slot
	class, className, activity, activityName                  field
	start, end, count, status, statusText, statusDetail       field
	log, product, vendor, native, uid, original, code         field
	tenant, correlation, session, appName, appUID             field
	groupName, groupUID, authProtocol, logonType, direction   field
	query, queryType, rcode, answers, bytesIn, bytesOut       field
	protocol, operation, privilege, logName, service, account field
	actor, user                                               user
	device                                                    device
	src, dst                                                  endpoint
	process, actorProcess, parent, actorParent                process
	file, result                                              file
	resource                                                  resource
	mail                                                      mail
	web                                                       web
	things                                                    things
	classes                                                   []event.Class
	sources                                                   map[string]string
	scratch                                                   source.Scratch
}

func newDecoder(b *record.Builder) *decoder {
	d := &decoder{
		clock: source.NewClock(b, "time", "time_dt", "p_event_time"),
		hand:  b.Add(own + "hand"), act: b.Add(own + "act"), channel: b.Add(own + "channel"),
		class: at(b, "class_uid"), className: at(b, "class_name"), activity: at(b, "activity_id"),
		activityName: at(b, "activity_name"), start: at(b, "start_time"), end: at(b, "end_time"), count: at(b, "count"),
		status: at(b, "status_id"), statusText: at(b, "status"), statusDetail: at(b, "status_detail"),
		log: at(b, "metadata.log_name"), product: at(b, "metadata.product.name"), vendor: at(b, "metadata.product.vendor_name"),
		native: at(b, "metadata.original_event_uid"), uid: at(b, "metadata.uid"), original: at(b, "metadata.original_time"),
		code: at(b, "metadata.event_code"), tenant: at(b, "metadata.tenant_uid"), correlation: at(b, "metadata.correlation_uid"),
		session: at(b, "actor.session.uid", "session.uid"), appName: at(b, "actor.app_name"), appUID: at(b, "actor.app_uid"),
		groupName: at(b, "group.name"), groupUID: at(b, "group.uid"), authProtocol: at(b, "auth_protocol"),
		logonType: at(b, "logon_type_id"), direction: at(b, "direction_id"),
		query: at(b, "query.hostname"), queryType: at(b, "query.type"), rcode: at(b, "rcode"), answers: at(b, "answers.rdata"),
		bytesIn: at(b, "traffic.bytes_in"), bytesOut: at(b, "traffic.bytes_out"),
		protocol:  at(b, "connection_info.protocol_name", "protocol_name", "app_protocol_name"),
		operation: at(b, "api.operation"), privilege: at(b, "privileges"), logName: at(b, "log_name"), service: at(b, "service.name"),
		account: at(b, "cloud.account.uid"),
		actor:   newUser(b, "actor.user"), user: newUser(b, "user"), device: newDevice(b),
		src: newEndpoint(b, "src_endpoint"), dst: newEndpoint(b, "dst_endpoint"),
		process: newProcess(b, "process"), actorProcess: newProcess(b, "actor.process"),
		parent: newProcess(b, "process.parent_process"), actorParent: newProcess(b, "actor.process.parent_process"),
		file: newFile(b, "file"), result: newFile(b, "file_result"), resource: newResource(b), mail: newMail(b),
		web: newWeb(b), things: newThings(b), classes: event.Classes(),
		sources: map[string]string{},
	}
	return d
}

var _ source.Decoder = (*decoder)(nil)

// Decode makes one event of one event.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	if d.class.text(row) == "" {
		return source.Refuse("no class", "class_uid")
	}
	var err error
	var text string
	if ev.Time, text, err = d.clock.Read(row); err != nil {
		return err
	}
	d.scratch.Reset()
	foreign := !row.Has(d.hand)
	d.classify(row, ev)
	d.metadata(row, ev)
	d.people(row, ev, foreign)
	d.processes(row, ev)
	d.file.read(row, &ev.File)
	d.result.read(row, &ev.FileResult)
	d.resource.read(row, &ev.Resource)
	d.mail.read(row, &ev.Email)
	d.web.read(row, &ev.HTTP)
	d.things.read(row, ev)
	d.network(row, ev)
	if foreign {
		d.others(row, ev, text)
	} else {
		d.ours(row, ev)
	}
	emit(0)
	return nil
}

// replaced are classes that OCSF gave a successor with the same activities.
const (
	networkFile = 4010 // Network File Activity, now File Hosting Activity
)

func (d *decoder) classify(row *record.Row, ev *event.Event) {
	uid, activity := d.class.int(row), d.activity.int(row)
	if uid == networkFile {
		uid = int64(event.ClassFileHosting)
	}
	class := event.Class(uid)
	if uid != int64(class) || !slices.Contains(d.classes, class) {
		d.unknownClass(row, ev)
		return
	}
	ev.Class = class
	switch {
	case activity < 0 || activity > math.MaxInt32:
	case activity == int64(event.ActivityOther), activity != 0 && class.ActivityCaption(event.Activity(activity)) == "Unknown":
		ev.Activity, ev.ActivityName = event.ActivityOther, d.activityName.text(row)
		if ev.ActivityName == "" {
			ev.ActivityName = d.scratch.Join("activity ", d.activity.text(row))
		}
	default:
		ev.Activity = event.Activity(activity)
	}
}

// unknownClass keeps the name of a class that we do not write.
func (d *decoder) unknownClass(row *record.Row, ev *event.Event) {
	ev.Class, ev.Activity = event.ClassBase, event.ActivityOther
	name, activity := d.className.text(row), d.activityName.text(row)
	if name == "" {
		name = d.scratch.Join("class ", d.class.text(row))
	}
	ev.ActivityName, ev.EventCode = name, name
	if activity != "" {
		ev.ActivityName = d.scratch.Join(name, ": ", activity)
	}
}

func (d *decoder) metadata(row *record.Row, ev *event.Event) {
	ev.StartTime, ev.EndTime = moment(d.start.text(row)), moment(d.end.text(row))
	ev.Count, ev.StatusDetail = max(0, d.count.int(row)), d.statusDetail.text(row)
	switch s := event.Status(d.status.int32(row)); s {
	case event.StatusSuccess, event.StatusFailure:
		ev.Status = s
	}
	ev.Product, ev.Vendor = d.product.name(row), d.vendor.text(row)
	ev.NativeID, ev.OriginalTime = d.native.text(row), d.original.text(row)
	if code := d.code.text(row); code != "" {
		ev.EventCode = code
	}
	ev.Tenant, ev.Correlation = d.tenant.text(row), d.correlation.text(row)
}

// moment is a time that may be absent; one that cannot be read is absent.
func moment(text string) event.Time {
	if text == "" {
		return 0
	}
	t, err := source.ParseTime(text)
	if err != nil {
		return 0
	}
	return t
}

func (d *decoder) people(row *record.Row, ev *event.Event, foreign bool) {
	d.actor.read(row, &ev.Actor)
	d.user.read(row, &ev.User)
	ev.SessionID, ev.AppName, ev.AppUID = d.session.text(row), d.appName.text(row), d.appUID.text(row)
	ev.Group = event.Group{Name: d.groupName.name(row), UID: d.groupUID.text(row)}
	d.device.read(row, &ev.Device, foreign)
	d.src.read(row, &ev.Src, foreign)
	d.dst.read(row, &ev.Dst, foreign)
	ev.AuthProto, ev.LogonType = d.authProtocol.text(row), d.logonType.int32(row)
}

// processes: in Process Activity the process is what happened and the actor's
// process its parent, in all others the actor's process is what acted.
func (d *decoder) processes(row *record.Row, ev *event.Event) {
	if ev.Class != event.ClassProcess {
		d.actorProcess.read(row, &ev.Process)
		d.actorParent.read(row, &ev.Parent)
		if ev.Process == (event.Process{}) {
			d.process.read(row, &ev.Process)
		}
		return
	}
	d.process.read(row, &ev.Process)
	d.parent.read(row, &ev.Parent)
	if ev.Parent == (event.Process{}) {
		d.actorProcess.read(row, &ev.Parent)
	}
}

func (d *decoder) network(row *record.Row, ev *event.Event) {
	ev.DNS.Query, ev.DNS.Type, ev.DNS.RCode = d.query.name(row), d.queryType.text(row), d.rcode.text(row)
	ev.DNS.Answers = d.answers.all(row, ev.DNS.Answers)
	ev.BytesIn, ev.BytesOut, ev.Protocol = d.bytesIn.int(row), d.bytesOut.int(row), d.protocol.text(row)
	if n := d.direction.int32(row); n <= int32(event.DirectionInternal) {
		ev.Email.Direction = event.Direction(n)
	}
}

// ours restores what only our own events say.
func (d *decoder) ours(row *record.Row, ev *event.Event) {
	ev.Source = d.source(d.log.text(row))
	for h := event.HandUnknown; h <= event.HandAgent; h++ {
		if h.String() == row.Text(d.hand) {
			ev.Hand = h
		}
	}
	act, channel := row.Text(d.act), row.Text(d.channel)
	for a := event.ActOpen; a <= event.ActAdminister; a++ {
		if a.String() == act && ev.Act() != a {
			ev.Does = a
		}
	}
	for c := event.ChannelMail; c <= event.ChannelNetwork; c++ {
		if c.String() == channel && ev.Channel() != c {
			ev.Via = c
		}
	}
}

// maxSources is how many names of sources are kept; there are about twenty formats.
const maxSources = 256

// source gives a source's name memory of its own: counts are kept by it, beyond
// the life of the record.
func (d *decoder) source(name string) string {
	if kept, ok := d.sources[name]; ok {
		return kept
	}
	kept := strings.Clone(name)
	if len(d.sources) < maxSources {
		d.sources[kept] = kept
	}
	return kept
}

// others fills from places that our own events keep for what they derive.
func (d *decoder) others(row *record.Row, ev *event.Event, text string) {
	fill(&ev.NativeID, d.uid.text(row))
	fill(&ev.OriginalTime, text)
	fill(&ev.Tenant, d.account.text(row))
	fill(&ev.EventCode, d.operation.text(row))
	if ev.Status == event.StatusUnknown {
		switch status := d.statusText.text(row); {
		case strings.EqualFold(status, "success"):
			ev.Status = event.StatusSuccess
		case strings.EqualFold(status, "failure"):
			ev.Status = event.StatusFailure
		}
	}
	switch ev.Class {
	case event.ClassAuthentication:
		fill(&ev.Resource.Name, d.service.name(row))
		if ev.Actor == (event.User{}) {
			ev.Actor = ev.User // who signs in acts
		}
	case event.ClassUserAccess:
		fill(&ev.Group.Name, d.privilege.name(row))
	case event.ClassEventLog:
		fill(&ev.Resource.Name, d.logName.name(row))
	}
	if len(ev.Share.Targets) > 0 && ev.Share.Type == event.ShareNone {
		ev.Share.Type = event.ShareDirect
	}
	if ev.Class == event.ClassBase && ev.EventCode == "" {
		ev.EventCode = "base_event"
	}
	if t := ev.Actor.Type; t == event.UserTypeSystem || t == event.UserTypeService {
		ev.Hand = event.HandService
	}
}

func fill(to *string, text string) {
	if *to == "" {
		*to = text
	}
}
