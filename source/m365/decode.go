package m365

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads one stream. row and emit are the current record's and live only
// while Decode runs.
type decoder struct {
	f       *fields
	acts    *tables
	row     *record.Row
	emit    source.Emit
	scratch source.Scratch
	backups source.Memo[bool] // by user agent or application
	syncs   source.Memo[bool] // by user agent
	kind    int
	fanned  bool // the act's own function has emitted
}

var _ source.Decoder = (*decoder)(nil)

func newDecoder(b *record.Builder, acts *tables) *decoder {
	return &decoder{f: newFields(b), acts: acts}
}

func (d *decoder) text(s slots) string { return source.FirstText(d.row, s) }

// Decode implements source.Decoder.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	d.row, d.emit, d.fanned = row, emit, false
	d.scratch.Reset()
	operation := d.text(d.f.operation)
	if operation == "" {
		return source.Refuse("no operation", "Operation")
	}
	at, original, err := d.f.clock.Read(row)
	if err != nil {
		return err
	}
	fam := d.family()
	d.kind = int(fam)
	ev.Time, ev.OriginalTime, ev.EventCode = at, original, operation
	a := d.act(fam, operation)
	ev.Class, ev.Activity = a.class, a.activity
	d.common(fam, ev)
	d.things(fam, ev)
	if a.fill != nil {
		a.fill(d, ev)
	}
	if ev.Activity == event.ActivityOther && ev.ActivityName == "" {
		ev.ActivityName = operation
	}
	d.putStatus(ev)
	if fam == copilot {
		d.prompted(ev)
	}
	if !d.fanned {
		emit(d.kind)
	}
	return nil
}

// family tells the part of the product by the workload, else by the record type
// of the schema.
func (d *decoder) family() family {
	switch d.text(d.f.workload) {
	case "SharePoint", "OneDrive":
		return sharePoint
	case "Exchange":
		return exchange
	case "AzureActiveDirectory":
		return entra
	case "MicrosoftTeams":
		return teams
	case "Endpoint":
		return endpoint
	case "SecurityComplianceCenter", "ThreatIntelligence", "Compliance":
		return compliance
	case "Copilot":
		return copilot
	case "PowerBI":
		return powerBI
	case "":
		return familyOf(source.Int(d.text(d.f.recordType)))
	}
	if source.Int(d.text(d.f.recordType)) == copilotInteraction {
		return copilot
	}
	return general
}

// copilotInteraction is the record type of prompts to Copilot.
const copilotInteraction = 261

// familyOf knows the record types of the Management Activity API schema.
func familyOf(recordType int64) family {
	switch recordType {
	case 4, 6, 7, 14, 36, 54, 55, 56:
		return sharePoint
	case 1, 2, 3, 50:
		return exchange
	case 8, 9, 15, 26:
		return entra
	case 25:
		return teams
	case 63:
		return endpoint
	case 18, 24, 28, 40, 41, 47, 52:
		return compliance
	case 20:
		return powerBI
	case copilotInteraction:
		return copilot
	}
	return general
}

// act finds what an operation means. Operations that no table knows are API
// calls; those that are named like PowerShell commands or directory changes say
// by their first word what they did.
func (d *decoder) act(f family, operation string) act {
	trimmed := strings.TrimRight(operation, ". ")
	if a, ok := d.acts[f][trimmed]; ok {
		return a
	}
	switch f {
	case exchange, compliance:
		return act{event.ClassAPI, verb(operation, '-'), nil}
	case entra:
		return act{event.ClassEntity, verb(operation, ' '), (*decoder).onEntity}
	}
	return act{event.ClassAPI, event.ActivityOther, nil}
}

// verb reads the first word of "Set-Mailbox" or "Add application.".
func verb(operation string, end byte) event.Activity {
	at := strings.IndexByte(operation, end)
	if at < 0 {
		return event.ActivityOther
	}
	switch operation[:at] {
	case "New", "Add", "Install", "Create", "Enable":
		return event.APICreate
	case "Get", "Search", "Test", "Export", "View":
		return event.APIRead
	case "Set", "Update", "Start", "Stop", "Change":
		return event.APIUpdate
	case "Remove", "Delete", "Disable", "Uninstall", "Hard":
		return event.APIDelete
	}
	return event.ActivityOther
}

// common fills what every record of the log has.
func (d *decoder) common(f family, ev *event.Event) {
	t := d.text
	ev.NativeID, ev.Tenant = t(d.f.id), t(d.f.tenant)
	ev.Correlation, ev.SessionID = t(d.f.correlation), t(d.f.session)
	ev.Actor.Name, ev.Actor.UID = t(d.f.user), t(d.f.userKey)
	ev.Actor.Email = address(&d.scratch, ev.Actor.Name)
	ev.Actor.Type = userType(t(d.f.userType))
	ev.Status = status(t(d.f.status))
	ev.Src.IP, ev.Src.Port = hostPort(t(d.f.ip))
	ev.HTTP.UserAgent = t(d.f.agent)
	ev.AppUID, ev.AppName = t(d.f.appID), t(d.f.appName)
	ev.Hand = d.hand(f, ev)
}

// things fills what a record of the family acts upon.
func (d *decoder) things(f family, ev *event.Event) {
	object := d.text(d.f.object)
	switch {
	case f == sharePoint && (ev.Class == event.ClassFileHosting || ev.Class == event.ClassFile):
		d.hostedFile(ev, object)
	case f == endpoint:
		d.localFile(ev, object)
	case f == exchange:
		d.mailbox(ev, object)
	case ev.Class == event.ClassFile:
		ev.File.Path, ev.File.Name = object, baseName(object)
		ev.File.Label = d.text(d.f.label)
	default:
		ev.Resource.Name, ev.Resource.Type = object, d.text(d.f.itemType)
	}
}

// putStatus gives rules one word for the outcome.
func (d *decoder) putStatus(ev *event.Event) {
	v := record.Value{Kind: record.String}
	switch {
	case ev.Status == event.StatusFailure:
		v.Text = "failure"
	case ev.Status == event.StatusSuccess, ev.EventCode == "AlertTriggered":
		v.Text = "success"
	default:
		return
	}
	d.row.PutDerived(d.f.derivedStatus, v)
}

func status(s string) event.Status {
	switch s {
	case "Success", "Succeeded", "True", "PartiallySucceeded", "success", "succeeded":
		return event.StatusSuccess
	case "Failed", "Failure", "False", "failure", "failed":
		return event.StatusFailure
	}
	return event.StatusUnknown
}

// userType knows the enumeration AuditLogRecord.UserType, and Graph's names.
func userType(s string) event.UserType {
	switch s {
	case "0", "10", "Regular", "regular", "Guest", "guest":
		return event.UserTypeUser
	case "2", "9", "Admin", "admin", "partnerTechnician":
		return event.UserTypeAdmin
	case "3", "4", "7", "8", "DcAdmin", "dcAdmin", "System", "system", "customPolicy", "systemPolicy":
		return event.UserTypeSystem
	case "5", "6", "Application", "application", "ServicePrincipal", "servicePrincipal":
		return event.UserTypeService
	}
	return event.UserTypeUnknown
}
