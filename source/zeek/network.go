package zeek

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type connSlots struct{ state, duration, origBytes, respBytes record.Slot }

func newConn(b *record.Builder) connSlots {
	return connSlots{state: b.Add("conn_state"), duration: b.Add("duration"),
		origBytes: b.Add("orig_bytes"), respBytes: b.Add("resp_bytes")}
}

func (d *decoder) connection(row *record.Row, ev *event.Event) {
	ev.Class, ev.Activity = event.ClassNetwork, event.NetworkTraffic
	ev.Protocol = row.Text(d.service)
	if ev.Protocol == "" {
		ev.Protocol = row.Text(d.proto)
	}
	ev.BytesOut, ev.BytesIn = source.Int(row.Text(d.conn.origBytes)), source.Int(row.Text(d.conn.respBytes))
	switch state := row.Text(d.conn.state); state {
	case "S0", "SH", "SHR":
		ev.Activity = event.NetworkFail
	case "REJ":
		ev.Activity = event.NetworkRefuse
	}
	ev.StatusDetail = row.Text(d.conn.state)
	ev.StartTime = ev.Time
	if length := row.Text(d.conn.duration); length != "" {
		ev.EndTime = later(ev.Time, micros(ev.OriginalTime), length)
	}
}

type tlsSlots struct{ server, version, established record.Slot }

func newTLS(b *record.Builder) tlsSlots {
	return tlsSlots{server: b.Add("server_name"), version: b.Add("version"), established: b.Add("established")}
}

// session is an encrypted connection: the server's name and the protocol's version.
func (d *decoder) session(row *record.Row, ev *event.Event, log string) {
	ev.Class, ev.Activity = event.ClassNetwork, event.NetworkTraffic
	ev.Dst.Hostname, ev.Protocol = row.Text(d.tls.server), row.Text(d.tls.version)
	if log == "quic" {
		ev.Protocol = "tls"
		return
	}
	if ev.Protocol == "" {
		ev.Protocol = "tls"
	}
	switch truth(row.Text(d.tls.established)) {
	case event.StatusSuccess:
		ev.Activity = event.NetworkOpen
	case event.StatusFailure:
		ev.Activity = event.NetworkFail
	}
}

type dnsSlots struct{ query, kind, rcode, answers record.Slot }

func newDNS(b *record.Builder) dnsSlots {
	return dnsSlots{query: b.Add("query"), kind: b.Add("qtype_name"), rcode: b.Add("rcode_name"), answers: b.Add("answers")}
}

func (d *decoder) lookup(row *record.Row, ev *event.Event) {
	ev.Class, ev.Activity = event.ClassDNS, event.DNSTraffic
	ev.Protocol = row.Text(d.proto)
	ev.DNS.Query, ev.DNS.Type, ev.DNS.RCode = row.Text(d.name.query), row.Text(d.name.kind), row.Text(d.name.rcode)
	if ev.DNS.RCode == "" {
		ev.Activity = event.DNSQuery
	}
	ev.DNS.Answers = texts(row, d.name.answers, ev.DNS.Answers)
}

// texts appends the values of a slot that say something.
func texts(row *record.Row, s record.Slot, to []string) []string {
	for c := row.Values(s); c.Next(); {
		if v := c.Value(); v.Kind > record.Null && v.Text != "" {
			to = append(to, v.Text)
		}
	}
	return to
}

type miscSlots struct {
	note, weird, src, dst, host, portNum, action, kind record.Slot
	client, mac, hostName                              record.Slot
}

func newMisc(b *record.Builder) miscSlots {
	return miscSlots{
		note: b.Add("note"), weird: b.Add("name"), src: b.Add("src"), dst: b.Add("dst"), host: b.Add("host"),
		portNum: b.Add("port_num"), action: b.Add("action"), kind: b.Add("tunnel_type"),
		client: b.Add("client_addr"), mac: b.Add("mac"), hostName: b.Add("host_name"),
	}
}

// other is a log of which the time, the ends and the name of what happened are kept.
func (d *decoder) other(row *record.Row, ev *event.Event, log string) {
	ev.Class, ev.Activity, ev.Protocol = event.ClassNetwork, event.NetworkTraffic, row.Text(d.proto)
	m := &d.misc
	switch log {
	case "notice":
		ev.EventCode = row.Text(m.note)
		if ev.Src.IP == "" {
			ev.Src.IP, ev.Dst.IP = row.Text(m.src), row.Text(m.dst)
		}
		ev.Class, ev.Activity = event.ClassBase, event.ActivityOther
		return
	case "weird":
		ev.EventCode = row.Text(m.weird)
	case "tunnel":
		ev.Protocol = row.Text(m.kind)
		switch row.Text(m.action) {
		case "Tunnel::DISCOVER":
			ev.Activity = event.NetworkOpen
		case "Tunnel::CLOSE", "Tunnel::EXPIRE":
			ev.Activity = event.NetworkClose
		}
	case "dhcp":
		if ev.Src.IP == "" {
			ev.Src.IP = row.Text(m.client)
		}
		ev.Src.UID, ev.Src.Hostname = row.Text(m.mac), row.Text(m.hostName)
		return
	case "known_hosts", "known_services", "known_certs", "software":
		ev.Src.IP, ev.Src.Port = row.Text(m.host), port(row.Text(m.portNum))
		ev.Class, ev.Activity = event.ClassBase, event.ActivityOther
		return
	}
	if ev.Src.IP == "" && ev.Dst.IP == "" {
		ev.Class, ev.Activity = event.ClassBase, event.ActivityOther
	}
}

type loginSlots struct {
	user, domain, computer, client, kind, errorMsg, result record.Slot
	auth, sockUser, sockHost, sockName                     record.Slot
	sockPort, command                                      record.Slot
}

func newLogin(b *record.Builder) loginSlots {
	return loginSlots{
		user: b.Add("username"), domain: b.Add("domainname"), computer: b.Add("hostname"), client: b.Add("client"),
		kind: b.Add("request_type"), errorMsg: b.Add("error_msg"), result: b.Add("result"), auth: b.Add("auth_success"),
		sockUser: b.Add("user"), sockHost: b.Add("request.host"), sockName: b.Add("request.name"),
		sockPort: b.Add("request_p"), command: b.Add("cmd"),
	}
}

// signIn reads the protocols that carry a sign-in.
func (d *decoder) signIn(row *record.Row, ev *event.Event, log string) {
	l := &d.login
	ev.Protocol = log
	switch log {
	case "ntlm":
		ev.Actor.Name, ev.Actor.Domain = row.Text(l.user), row.Text(l.domain)
		ev.Device.Hostname, ev.Status, ev.AuthProto = row.Text(l.computer), truth(row.Text(d.status)), "NTLM"
		authentication(ev, event.AuthLogon)
	case "kerberos":
		d.kerberos(row, ev)
	case "radius":
		ev.Actor.Name, ev.AuthProto = row.Text(l.user), "RADIUS"
		switch row.Text(l.result) {
		case "success":
			ev.Status = event.StatusSuccess
		case "failed":
			ev.Status = event.StatusFailure
		}
		authentication(ev, event.AuthLogon)
	case "ssh":
		ev.Class, ev.Activity, ev.Status = event.ClassSSH, event.NetworkTraffic, truth(row.Text(l.auth))
		switch ev.Status {
		case event.StatusSuccess:
			ev.Activity = event.NetworkOpen
		case event.StatusFailure:
			ev.Activity = event.NetworkFail
		}
	case "socks":
		d.socks(row, ev)
	case "mysql":
		ev.Class, ev.Activity, ev.Status = event.ClassDatastore, event.DatastoreConnect, truth(row.Text(d.status))
		if row.Text(l.command) == "query" {
			ev.Activity = event.DatastoreQuery
		}
	default:
		ev.Class, ev.Activity, ev.StatusDetail = event.ClassNetwork, event.NetworkTraffic, row.Text(l.result)
	}
}

func authentication(ev *event.Event, a event.Activity) {
	ev.Class, ev.Activity, ev.User = event.ClassAuthentication, a, ev.Actor
}

// kerberos: the client is written "account/REALM".
func (d *decoder) kerberos(row *record.Row, ev *event.Event) {
	l := &d.login
	client := row.Text(l.client)
	if at := strings.LastIndexByte(client, '/'); at >= 0 {
		ev.Actor.Name, ev.Actor.Domain = client[:at], client[at+1:]
	} else {
		ev.Actor.Name = client
	}
	ev.Status, ev.StatusDetail, ev.AuthProto = truth(row.Text(d.status)), row.Text(l.errorMsg), "Kerberos"
	ev.Resource.Name = row.Text(d.service)
	if row.Text(l.kind) == "TGS" {
		authentication(ev, event.AuthServiceTicket)
		return
	}
	authentication(ev, event.AuthTicket)
}

// socks: the destination is what the client asked the proxy for.
func (d *decoder) socks(row *record.Row, ev *event.Event) {
	l := &d.login
	ev.Class, ev.Activity = event.ClassNetwork, event.NetworkOpen
	ev.Actor.Name = row.Text(l.sockUser)
	if host, name := row.Text(l.sockHost), row.Text(l.sockName); host != "" || name != "" {
		ev.Dst = event.Endpoint{IP: host, Hostname: name, Port: port(row.Text(l.sockPort))}
	}
	if s := row.Text(l.result); s != "" && s != "succeeded" {
		ev.Activity, ev.StatusDetail = event.NetworkFail, s
	}
}
