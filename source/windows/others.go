package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// actsOf returns what the event ids of a service mean, nil where only the plain
// reading is known.
func actsOf(service string) map[int64]act {
	const other = event.ActivityOther
	switch service {
	case "sysmon":
		return sysmonActs()
	case "security":
		return securityActs()
	case "system":
		return systemActs()
	case "powershell":
		return powershellActs()
	case "powershell-classic":
		return map[int64]act{
			400: {event.ClassProcess, other, "PowerShell engine started", (*decoder).plain},
			403: {event.ClassProcess, other, "PowerShell engine stopped", (*decoder).plain},
			600: {event.ClassProcess, other, "PowerShell provider started", (*decoder).plain},
			800: {event.ClassProcess, other, "PowerShell pipeline run", (*decoder).plain},
		}
	case "printservice-operational":
		return map[int64]act{307: {event.ClassPrint, event.PrintJob, "", (*decoder).printed}}
	case "driver-framework", "partition", "kernel-pnp", "vhdmp":
		return deviceActs(service)
	case "terminalservices-localsessionmanager", "terminalservices-remoteconnectionmanager":
		return remoteActs()
	case "bits-client":
		return bitsActs()
	case "dns-client":
		return map[int64]act{
			3006: {event.ClassDNS, event.DNSQuery, "", (*decoder).dnsClient},
			3008: {event.ClassDNS, event.DNSResponse, "", (*decoder).dnsClient},
		}
	case "taskscheduler":
		return map[int64]act{
			106: {event.ClassEntity, event.APICreate, "", (*decoder).task},
			140: {event.ClassEntity, event.APIUpdate, "", (*decoder).task},
			141: {event.ClassEntity, event.APIDelete, "", (*decoder).task},
		}
	case "windefend":
		return defenderActs()
	}
	return nil
}

func systemActs() map[int64]act {
	const other = event.ActivityOther
	return map[int64]act{
		104:   {event.ClassEventLog, event.EventLogClear, "", (*decoder).otherLogCleared},
		6005:  {event.ClassEventLog, other, "event log service started", (*decoder).plain},
		6006:  {event.ClassEventLog, event.EventLogStop, "", (*decoder).plain},
		7045:  {event.ClassEntity, event.APICreate, "", (*decoder).serviceInstalled},
		7036:  {event.ClassBase, other, "service state changed", (*decoder).plain},
		7040:  {event.ClassBase, other, "service start type changed", (*decoder).plain},
		20001: {event.ClassPeripheral, other, "driver installed", (*decoder).device},
		20003: {event.ClassPeripheral, other, "service added for a device", (*decoder).device},
	}
}

// otherLogCleared: System 104 says which log.
func (d *decoder) otherLogCleared(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Type: "event log"}
	for c := row.Values(d.f.clearedLog); c.Next(); {
		ev.Resource.Name = c.Value().Text
	}
}

func powershellActs() map[int64]act {
	const other = event.ActivityOther
	return map[int64]act{
		4103:  {event.ClassProcess, other, "PowerShell command run", (*decoder).script},
		4104:  {event.ClassProcess, other, "PowerShell script block run", (*decoder).script},
		4105:  {event.ClassProcess, other, "PowerShell script block started", (*decoder).script},
		4106:  {event.ClassProcess, other, "PowerShell script block ended", (*decoder).script},
		40961: {event.ClassProcess, other, "PowerShell console starting", (*decoder).script},
		40962: {event.ClassProcess, other, "PowerShell console ready", (*decoder).script},
	}
}

// script: the envelope's account is the one that runs the shell. The script's
// text stays in the record.
func (d *decoder) script(row *record.Row, ev *event.Event) {
	d.envelopeUser(row, ev)
	if p := value(row, d.f.path); p != "" {
		ev.File = file(p)
	}
	ev.Process.Name = "powershell"
}

// printed: PrintService 307 has Param1 job, 2 document, 3 user, 4 client,
// 5 printer, 6 port, 7 size in bytes, 8 pages. Since Windows 10 the document's
// name is left out unless a policy asks for it.
func (d *decoder) printed(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Actor = account(row.Text(f.param3))
	ev.File = file(row.Text(f.param2))
	ev.File.Path, ev.File.Name = ev.File.Name, row.Text(f.param2)
	ev.File.Size = source.Int(row.Text(f.param7))
	ev.Print = event.Print{Printer: row.Text(f.param5), Pages: int32(source.Int(row.Text(f.param8)))}
	ev.Src.Hostname = strings.TrimLeft(row.Text(f.param4), `\`)
	ev.BytesOut = ev.File.Size
	if ev.Actor.Name != "" && !isService(&ev.Actor, "") {
		ev.Hand = event.HandPerson
	}
}

// remoteActs: sessions of remote desktop and the console. 1149 has Param1 user,
// 2 domain, 3 address.
func remoteActs() map[int64]act {
	const other = event.ActivityOther
	return map[int64]act{
		21:   {event.ClassAuthentication, event.AuthLogon, "", (*decoder).remote},
		22:   {event.ClassAuthentication, other, "shell started", (*decoder).remote},
		23:   {event.ClassAuthentication, event.AuthLogoff, "", (*decoder).remote},
		24:   {event.ClassAuthentication, other, "session disconnected", (*decoder).remote},
		25:   {event.ClassAuthentication, other, "session reconnected", (*decoder).remote},
		1149: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).remoteNetwork},
	}
}

func (d *decoder) remote(row *record.Row, ev *event.Event) {
	ev.Actor = account(value(row, d.f.user))
	ev.User = ev.Actor
	ev.SessionID = row.Text(d.f.sessionID)
	if from := value(row, d.f.address); !strings.EqualFold(from, "LOCAL") {
		ev.Src.IP = from
	}
	ev.Hand = event.HandPerson
}

func (d *decoder) remoteNetwork(row *record.Row, ev *event.Event) {
	ev.Actor = event.User{Name: row.Text(d.f.param1), Domain: row.Text(d.f.param2)}
	ev.User = ev.Actor
	ev.Src.IP = row.Text(d.f.param3)
	ev.LogonType, ev.AuthProto = 10, "RDP"
}

// bitsActs: background transfers. The record has the URL and the bytes, not the
// direction.
func bitsActs() map[int64]act {
	const other = event.ActivityOther
	return map[int64]act{
		3:     {event.ClassHTTP, other, "background transfer job created", (*decoder).bits},
		4:     {event.ClassHTTP, other, "background transfer job completed", (*decoder).bits},
		59:    {event.ClassHTTP, other, "background transfer started", (*decoder).bits},
		60:    {event.ClassHTTP, other, "background transfer stopped", (*decoder).bits},
		16403: {event.ClassHTTP, other, "background transfer of a file", (*decoder).bits},
	}
}

func (d *decoder) bits(row *record.Row, ev *event.Event) {
	f := &d.f
	if u := first(value(row, f.user), value(row, f.jobOwner)); u != "" {
		ev.Actor = account(u)
	} else {
		d.envelopeUser(row, ev)
	}
	ev.HTTP.URL = first(row.Text(f.remoteName), row.Text(f.url))
	ev.HTTP.Host = hostOf(ev.HTTP.URL)
	if local := row.Text(f.localName); local != "" {
		ev.File = file(local)
	}
	if p := row.Text(f.processPath); p != "" {
		ev.Process = process(p, "", "", "")
	}
	if n := source.Int(row.Text(f.bytesTransferred)); n > 0 {
		ev.File.Size = n
	}
}

// hostOf is the host of an absolute URL, without user, port and brackets.
func hostOf(url string) string {
	at := strings.Index(url, "://")
	if at < 0 {
		return ""
	}
	host := url[at+3:]
	if end := strings.IndexAny(host, "/?#"); end >= 0 {
		host = host[:end]
	}
	host = host[strings.LastIndexByte(host, '@')+1:]
	if strings.HasPrefix(host, "[") {
		host, _, _ = strings.Cut(host[1:], "]")
		return host
	}
	host, _, _ = strings.Cut(host, ":")
	return host
}

func (d *decoder) dnsClient(row *record.Row, ev *event.Event) {
	d.envelopeUser(row, ev)
	ev.DNS.Query = row.Text(d.f.queryName)
	ev.DNS.Type = row.Text(d.f.queryType)
	if s := value(row, d.f.queryStatus); s != "" && s != "0" {
		ev.DNS.RCode = s
	}
}

func defenderActs() map[int64]act {
	const other = event.ActivityOther
	m := map[int64]act{}
	for _, id := range []int64{1006, 1007, 1008, 1015, 1116, 1117, 1118, 1119} {
		m[id] = act{event.ClassBase, other, "malware found or acted on", (*decoder).threat}
	}
	for _, id := range []int64{5001, 5010, 5012} {
		m[id] = act{event.ClassBase, other, "protection switched off", (*decoder).plain}
	}
	m[5007] = act{event.ClassBase, other, "protection settings changed", (*decoder).plain}
	return m
}

func (d *decoder) threat(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.Resource = event.Resource{Name: row.Text(d.f.threatName), Type: "malware"}
	if p := value(row, d.f.path); p != "" {
		ev.File = file(strings.TrimPrefix(p, "file:_"))
	}
}

func kernelFileActs() map[int64]act {
	m := map[int64]act{}
	for id, a := range map[int64]event.Activity{
		12: event.FileOpen, 30: event.FileCreate, 15: event.FileRead, 16: event.FileUpdate,
		19: event.FileRename, 27: event.FileRename, 29: event.FileRename, 18: event.FileDelete, 26: event.FileDelete,
	} {
		m[id] = act{event.ClassFile, a, "", (*decoder).kernelFile}
	}
	return m
}

func (d *decoder) kernelFile(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.File = file(first(row.Text(d.f.fileName), row.Text(d.f.targetFilename)))
}
