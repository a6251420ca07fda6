package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// securityActs are the audit events of Windows that name somebody or touch
// data, by id (Microsoft: "Advanced security audit policy settings").
func securityActs() map[int64]act {
	const other = event.ActivityOther
	m := map[int64]act{
		1100: {event.ClassEventLog, event.EventLogStop, "", (*decoder).plain},
		1102: {event.ClassEventLog, event.EventLogClear, "", (*decoder).logCleared},
		1104: {event.ClassEventLog, other, "security log full", (*decoder).plain},
		4719: {event.ClassEventLog, other, "audit policy changed", (*decoder).plain},
		4907: {event.ClassFile, event.FileSetSecurity, "", (*decoder).object},
		4656: {event.ClassFile, other, "handle requested", (*decoder).object},
		4657: {event.ClassBase, other, "registry value changed", (*decoder).registryValue},
		4658: {event.ClassBase, other, "handle closed", (*decoder).plain},
		4659: {event.ClassFile, event.FileDelete, "", (*decoder).object},
		4660: {event.ClassFile, event.FileDelete, "", (*decoder).object},
		4661: {event.ClassFile, other, "handle requested", (*decoder).object},
		4662: {event.ClassBase, other, "directory object accessed", (*decoder).object},
		4663: {event.ClassFile, event.FileOpen, "", (*decoder).access},
		4664: {event.ClassFile, event.FileCreate, "", (*decoder).hardLink},
		4670: {event.ClassFile, event.FileSetSecurity, "", (*decoder).object},
		4672: {event.ClassBase, other, "special privileges assigned to a logon", (*decoder).plain},
		4673: {event.ClassBase, other, "privileged service called", (*decoder).plain},
		4674: {event.ClassBase, other, "privileged object operation", (*decoder).plain},
		4688: {event.ClassProcess, event.ProcessLaunch, "", (*decoder).processCreated},
		4689: {event.ClassProcess, event.ProcessTerminate, "", (*decoder).plain},
		4697: {event.ClassEntity, event.APICreate, "", (*decoder).serviceInstalled},
		4698: {event.ClassEntity, event.APICreate, "", (*decoder).task},
		4699: {event.ClassEntity, event.APIDelete, "", (*decoder).task},
		4700: {event.ClassEntity, event.APIUpdate, "", (*decoder).task},
		4701: {event.ClassEntity, event.APIUpdate, "", (*decoder).task},
		4702: {event.ClassEntity, event.APIUpdate, "", (*decoder).task},
		5140: {event.ClassFile, event.FileOpen, "", (*decoder).share},
		5142: {event.ClassEntity, event.APICreate, "", (*decoder).shareEntity},
		5143: {event.ClassEntity, event.APIUpdate, "", (*decoder).shareEntity},
		5144: {event.ClassEntity, event.APIDelete, "", (*decoder).shareEntity},
		5145: {event.ClassFile, event.FileOpen, "", (*decoder).share},
		5156: {event.ClassNetwork, event.NetworkOpen, "", (*decoder).filtering},
		5157: {event.ClassNetwork, event.NetworkRefuse, "", (*decoder).filtering},
		5158: {event.ClassNetwork, other, "local port bound", (*decoder).filtering},
		5159: {event.ClassNetwork, event.NetworkRefuse, "", (*decoder).filtering},
		6416: {event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).externalDevice},
		6419: {event.ClassPeripheral, other, "device disable requested", (*decoder).externalDevice},
		6420: {event.ClassPeripheral, other, "device disabled", (*decoder).externalDevice},
		6421: {event.ClassPeripheral, other, "device enable requested", (*decoder).externalDevice},
		6422: {event.ClassPeripheral, other, "device enabled", (*decoder).externalDevice},
		6423: {event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).deviceForbidden},
		6424: {event.ClassPeripheral, event.PeripheralConnect, "", (*decoder).externalDevice},
	}
	logonActs(m)
	accountActs(m)
	return m
}

// object is a handle on a file, registry key, process or other object. Only
// files are files; the rest keeps the class of what it is.
func (d *decoder) object(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	name := value(row, d.f.objectName)
	switch kind := row.Text(d.f.objectType); kind {
	case "File", "", "-":
		if d.id == 4662 {
			ev.Resource = event.Resource{Name: name, Type: "directory object"}
			return
		}
		ev.File = file(name)
		d.removable(row, ev)
	case "Process":
		ev.Class, ev.Activity, ev.ActivityName = event.ClassProcess, event.ProcessOpen, ""
		ev.Resource = event.Resource{Name: name, Type: kind}
	default:
		if ev.Class == event.ClassFile {
			ev.Class, ev.Activity, ev.ActivityName = event.ClassBase, event.ActivityOther, "object handled"
		}
		ev.Resource = event.Resource{Name: name, Type: kind}
	}
}

// Bits of an access mask for files (Microsoft: "File access rights constants").
const (
	maskRead       = 0x1
	maskWrite      = 0x2
	maskAppend     = 0x4
	maskAttributes = 0x100
	maskDelete     = 0x10000
	maskDAC        = 0x40000
	maskOwner      = 0x80000
)

// access is an access that took place. A rename asks for the same right as a
// deletion; the record does not say which it was, and deletion is what it
// counts as.
func (d *decoder) access(row *record.Row, ev *event.Event) {
	d.object(row, ev)
	if ev.Class == event.ClassFile {
		ev.Activity = masked(number(row.Text(d.f.accessMask)))
	}
}

func masked(mask int64) event.Activity {
	switch {
	case mask&maskDelete != 0:
		return event.FileDelete
	case mask&(maskDAC|maskOwner) != 0:
		return event.FileSetSecurity
	case mask&(maskWrite|maskAppend) != 0:
		return event.FileUpdate
	case mask&maskRead != 0:
		return event.FileRead
	case mask&maskAttributes != 0:
		return event.FileSetAttributes
	}
	return event.FileOpen
}

// removableStorage is the number of the audit subcategory "Removable Storage".
const removableStorage = 12812

// removable marks accesses that Windows audited because the volume is on
// removable storage. The device is then known by its volume only.
func (d *decoder) removable(row *record.Row, ev *event.Event) {
	task := row.Text(d.f.task)
	if source.Int(task) != removableStorage && !strings.EqualFold(task, "Removable Storage") {
		return
	}
	ev.Peripheral = event.Peripheral{Name: volume(ev.File.Path), Class: "removable storage"}
	if ev.Peripheral.Name == "" {
		ev.Peripheral.Name = "removable storage"
	}
}

// volume is the part of a path that names the volume: \Device\HarddiskVolume7
// or E:.
func volume(path string) string {
	if len(path) > 1 && path[1] == ':' {
		return path[:2]
	}
	const device = `\Device\`
	if !strings.HasPrefix(path, device) {
		return ""
	}
	if end := strings.IndexByte(path[len(device):], '\\'); end >= 0 {
		return path[:len(device)+end]
	}
	return path
}

func (d *decoder) hardLink(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.File = file(row.Text(d.f.fileName))
}

func (d *decoder) registryValue(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	key := row.Text(d.f.objectName)
	hive, short := key, ""
	switch {
	case source.HasPrefixFold(key, `\registry\machine`):
		hive, short = key[len(`\registry\machine`):], "HKLM"
	case source.HasPrefixFold(key, `\registry\user`):
		hive, short = key[len(`\registry\user`):], "HKU"
	}
	name := d.scratch.Join(short, hive)
	if v := value(row, d.f.objectValue); v != "" {
		name = d.scratch.Join(name, `\`, v)
	}
	row.PutDerived(d.f.outTarget, record.Value{Text: name, Kind: record.String})
	ev.Resource = event.Resource{Name: name, Type: "registry"}
}

func (d *decoder) processCreated(row *record.Row, ev *event.Event) {
	d.subject(row, ev)
	f := &d.f
	ev.Process = process(row.Text(f.newProcessName), row.Text(f.newProcessID), "", row.Text(f.commandLine))
	ev.Parent = process(value(row, f.parentProcessName), row.Text(f.processID), "", "")
	ev.File = event.File{Path: ev.Process.Path, Name: ev.Process.Name}
	if t := d.target(row); t.Name != "" {
		ev.User = t
	}
	if ev.Actor.Name != "" {
		name := ev.Actor.Name
		if ev.Actor.Domain != "" {
			name = d.scratch.Join(ev.Actor.Domain, `\`, name)
		}
		row.PutDerived(f.outUser, record.Value{Text: name, Kind: record.String})
	}
	if w := integrity(row.Text(f.mandatoryLabel)); w != "" {
		row.PutDerived(f.outIntegrity, record.Value{Text: w, Kind: record.String})
	}
}

// integrity names a mandatory label (Microsoft: "Mandatory Integrity Control").
func integrity(sid string) string {
	switch sid {
	case "S-1-16-0":
		return "Untrusted"
	case "S-1-16-4096":
		return "Low"
	case "S-1-16-8192":
		return "Medium"
	case "S-1-16-8448":
		return "Medium Plus"
	case "S-1-16-12288":
		return "High"
	case "S-1-16-16384":
		return "System"
	case "S-1-16-20480":
		return "Protected Process"
	}
	return ""
}

func (d *decoder) serviceInstalled(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.serviceName), Type: "service"}
	ev.Process = process(first(row.Text(d.f.serviceFile), row.Text(d.f.imagePath)), "", "", "")
}

func (d *decoder) task(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.taskName), Type: "scheduled task"}
}

// share is an access over the network to a share, or to a file in one.
func (d *decoder) share(row *record.Row, ev *event.Event) {
	d.subject(row, ev)
	name := strings.TrimPrefix(row.Text(d.f.shareName), `\\*`)
	path := row.Text(d.f.shareName)
	if rel := value(row, d.f.relativeTarget); rel != "" && rel != `\` {
		path = d.scratch.Join(`\\`, ev.Device.Hostname, name, `\`, strings.TrimPrefix(rel, `\`))
	} else if name != "" && name != path {
		path = d.scratch.Join(`\\`, ev.Device.Hostname, name)
	}
	ev.File = file(path)
	if d.id == 5145 {
		ev.Activity = masked(number(row.Text(d.f.accessMask)))
	}
	ev.Resource = event.Resource{Name: row.Text(d.f.shareName), UID: row.Text(d.f.shareLocalPath), Type: "share"}
	ev.Src = endpoint(value(row, d.f.ipAddress), row.Text(d.f.ipPort), "")
	ev.Protocol = "smb"
}

func (d *decoder) shareEntity(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.shareName), UID: row.Text(d.f.shareLocalPath), Type: "share"}
}

// filtering is a decision of the Windows Filtering Platform. Direction is
// %%14593 outbound, %%14592 inbound.
func (d *decoder) filtering(row *record.Row, ev *event.Event) {
	f := &d.f
	app := value(row, f.application)
	ev.Process = process(app, row.Text(f.processID), "", "")
	from := endpoint(row.Text(f.sourceAddress), row.Text(f.sourcePort), "")
	to := endpoint(value(row, f.destAddress), row.Text(f.destPort2), "")
	ev.Src, ev.Dst = from, to
	initiated := "true"
	if dir := row.Text(f.direction); dir == "%%14592" || strings.EqualFold(dir, "Inbound") {
		initiated = "false"
	}
	ev.Protocol = protocolName(row.Text(f.protocol))
	row.PutDerived(f.outInitiated, record.Value{Text: initiated, Kind: record.String})
	row.PutDerived(f.outProtocol, record.Value{Text: ev.Protocol, Kind: record.String})
}

func protocolName(number string) string {
	switch number {
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "1":
		return "icmp"
	}
	return number
}

// logCleared: the security log names the account under its own names.
func (d *decoder) logCleared(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Name: "Security", Type: "event log"}
}
