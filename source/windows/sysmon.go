package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// sysmonActs are the events of Sysmon 15 (schema 4.90), by id.
func sysmonActs() map[int64]act {
	const other = event.ActivityOther
	return map[int64]act{
		1:   {event.ClassProcess, event.ProcessLaunch, "", (*decoder).sysmonProcess},
		2:   {event.ClassFile, event.FileSetAttributes, "", (*decoder).sysmonFile},
		3:   {event.ClassNetwork, event.NetworkOpen, "", (*decoder).sysmonNetwork},
		4:   {event.ClassEventLog, other, "Sysmon state changed", (*decoder).sysmonState},
		5:   {event.ClassProcess, event.ProcessTerminate, "", (*decoder).sysmonActor},
		6:   {event.ClassModule, event.ModuleLoad, "", (*decoder).sysmonModule},
		7:   {event.ClassModule, event.ModuleLoad, "", (*decoder).sysmonModule},
		8:   {event.ClassProcess, event.ProcessInject, "", (*decoder).sysmonOther},
		9:   {event.ClassFile, event.FileRead, "", (*decoder).sysmonRaw},
		10:  {event.ClassProcess, event.ProcessOpen, "", (*decoder).sysmonOther},
		11:  {event.ClassFile, event.FileCreate, "", (*decoder).sysmonFile},
		12:  {event.ClassBase, other, "registry key or value added or deleted", (*decoder).sysmonRegistry},
		13:  {event.ClassBase, other, "registry value set", (*decoder).sysmonRegistry},
		14:  {event.ClassBase, other, "registry key or value renamed", (*decoder).sysmonRegistry},
		15:  {event.ClassFile, event.FileUpdate, "", (*decoder).sysmonFile},
		16:  {event.ClassEventLog, other, "Sysmon configuration changed", (*decoder).sysmonState},
		17:  {event.ClassBase, other, "pipe created", (*decoder).sysmonPipe},
		18:  {event.ClassBase, other, "pipe connected", (*decoder).sysmonPipe},
		19:  {event.ClassBase, other, "WMI filter", (*decoder).sysmonActor},
		20:  {event.ClassBase, other, "WMI consumer", (*decoder).sysmonActor},
		21:  {event.ClassBase, other, "WMI binding", (*decoder).sysmonActor},
		22:  {event.ClassDNS, event.DNSQuery, "", (*decoder).sysmonDNS},
		23:  {event.ClassFile, event.FileDelete, "", (*decoder).sysmonFile},
		24:  {event.ClassBase, other, "clipboard changed", (*decoder).sysmonClipboard},
		25:  {event.ClassProcess, other, "process image changed", (*decoder).sysmonActor},
		26:  {event.ClassFile, event.FileDelete, "", (*decoder).sysmonFile},
		27:  {event.ClassFile, event.FileCreate, "", (*decoder).sysmonBlocked},
		28:  {event.ClassFile, event.FileDelete, "", (*decoder).sysmonBlocked},
		29:  {event.ClassFile, event.FileCreate, "", (*decoder).sysmonFile},
		255: {event.ClassEventLog, other, "Sysmon error", (*decoder).sysmonState},
	}
}

// sysmonActor fills the program that acted and its account, which Sysmon names
// in every event since version 13.30 and in some before.
func (d *decoder) sysmonActor(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Process = process(value(row, f.image), row.Text(f.processID), row.Text(f.processGUID), "")
	if u := value(row, f.user); u != "" {
		ev.Actor = account(u)
	}
}

func (d *decoder) sysmonProcess(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	f := &d.f
	ev.Process.CmdLine = row.Text(f.commandLine)
	ev.Parent = process(value(row, f.parentImage), row.Text(f.parentProcessID), row.Text(f.parentGUID), row.Text(f.parentCommandLine))
	ev.SessionID = row.Text(f.logonID)
	ev.File = event.File{Path: ev.Process.Path, Name: ev.Process.Name, Hash: d.digest(row, row.Text(f.hashes))}
}

func (d *decoder) sysmonFile(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.File = file(row.Text(d.f.targetFilename))
	ev.File.Hash = d.digest(row, first(row.Text(d.f.hashes), row.Text(d.f.hash)))
}

// sysmonBlocked: what was prevented failed.
func (d *decoder) sysmonBlocked(row *record.Row, ev *event.Event) {
	d.sysmonFile(row, ev)
	ev.Status, ev.StatusDetail = event.StatusFailure, "blocked by Sysmon"
}

func (d *decoder) sysmonRaw(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.File = file(row.Text(d.f.device))
}

func (d *decoder) sysmonModule(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.Module = row.Text(d.f.imageLoaded)
	ev.File = file(ev.Module)
	ev.File.Hash = d.digest(row, row.Text(d.f.hashes))
}

// sysmonOther: one program reaches into another; Process is the one reached.
func (d *decoder) sysmonOther(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Parent = process(row.Text(f.sourceImage), row.Text(f.sourcePID), row.Text(f.sourceGUID), "")
	ev.Process = process(row.Text(f.targetImage), row.Text(f.targetPID), "", "")
	ev.Actor = account(value(row, f.sourceUser))
	ev.User = account(value(row, f.targetUser))
}

func (d *decoder) sysmonNetwork(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	f := &d.f
	ev.Src = endpoint(value(row, f.sourceIP), row.Text(f.sourcePort), value(row, f.sourceHostname))
	ev.Dst = endpoint(value(row, f.destIP), row.Text(f.destPort), value(row, f.destHostname))
	ev.Protocol = row.Text(f.protocol)
}

func endpoint(ip, port, host string) event.Endpoint {
	return event.Endpoint{IP: strings.TrimPrefix(ip, "::ffff:"), Port: int32(source.Int(port)), Hostname: host}
}

func (d *decoder) sysmonRegistry(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.targetObject), Type: "registry"}
}

func (d *decoder) sysmonPipe(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.pipeName), Type: "pipe"}
}

func (d *decoder) sysmonState(row *record.Row, ev *event.Event) {
	if row.Text(d.f.state) == "Stopped" {
		ev.Activity, ev.ActivityName = event.EventLogStop, ""
	}
}

func (d *decoder) sysmonClipboard(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.Resource.Type = "clipboard"
	if ev.Actor.Name != "" {
		ev.Hand = event.HandPerson
	}
}

// sysmonDNS: QueryResults is "type: 5 name;::ffff:192.0.2.1;", an address
// mapped into IPv6 or a record type with its value between semicolons.
func (d *decoder) sysmonDNS(row *record.Row, ev *event.Event) {
	d.sysmonActor(row, ev)
	ev.DNS.Query = row.Text(d.f.queryName)
	if status := value(row, d.f.queryStatus); status != "" && status != "0" {
		ev.DNS.RCode = status
	}
	for rest := value(row, d.f.queryResults); rest != ""; {
		var one string
		one, rest, _ = strings.Cut(rest, ";")
		one = strings.TrimSpace(one)
		if strings.HasPrefix(one, "type:") {
			one = one[strings.LastIndexByte(one, ' ')+1:]
		}
		one = strings.TrimPrefix(one, "::ffff:")
		if one != "" && len(ev.DNS.Answers) < maxAnswers {
			ev.DNS.Answers = append(ev.DNS.Answers, one)
		}
	}
}

// maxAnswers bounds the answers kept of one query; a UDP answer holds fewer.
const maxAnswers = 64

// digest takes "SHA1=…,MD5=…,SHA256=…,IMPHASH=…" apart into fields of their own
// and returns the strongest digest of the file; a lone digest has no name.
func (d *decoder) digest(row *record.Row, hashes string) string {
	if strings.IndexByte(hashes, '=') < 0 {
		return value1(hashes)
	}
	var best string
	strength := 0
	for hashes != "" {
		var one string
		one, hashes, _ = strings.Cut(hashes, ",")
		name, hex, _ := strings.Cut(one, "=")
		slot, rank := d.algorithm(name)
		if rank > strength {
			best, strength = hex, rank
		}
		if hex != "" {
			row.PutDerived(slot, record.Value{Text: hex, Kind: record.String})
		}
	}
	return best
}

// algorithm is the field of a kind of digest, and its rank: 0 for the import
// hash, which is not one of the file.
func (d *decoder) algorithm(name string) (slot record.Slot, rank int) {
	switch name {
	case "SHA256":
		return d.f.outSHA256, 3
	case "SHA1":
		return d.f.outSHA1, 2
	case "MD5":
		return d.f.outMD5, 1
	case "IMPHASH":
		return d.f.outImphash, 0
	}
	return 0, 0
}

func value1(text string) string {
	if text == "-" || text == "Unknown" {
		return ""
	}
	return text
}
