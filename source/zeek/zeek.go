package zeek

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New describes Zeek's logs as JSON, with or without "_path".
func New() source.Format {
	f := base()
	f.Name, f.Title, f.Framing, f.Sniff = name, "Zeek logs as JSON", source.FrameJSON, sniffJSON
	f.New = func(b *record.Builder) source.Decoder { return newDecoder(b) }
	return f
}

// NewTSV describes Zeek's logs in their own tab-separated form.
func NewTSV() source.Format {
	f := base()
	f.Name, f.Title, f.Framing, f.Sniff = "zeek_tsv", "Zeek logs, tab-separated", source.FrameLines, sniffTSV
	f.Sequential = true
	f.New = func(b *record.Builder) source.Decoder { return newTable(b) }
	return f
}

// name is the source of the events of both forms.
const name = "zeek"

func base() source.Format {
	return source.Format{LogName: name, Vendor: "Zeek", Product: "Zeek", Kinds: kinds()}
}

// logs are the logs that have a kind of their own, in order; all others share the
// last, "other".
var logs = [...]string{
	"conn", "http", "ssl", "files", "smtp", "dns", "ftp", "ssh", "rdp", "smb_files", "smb_mapping", "ntlm",
	"kerberos", "dce_rpc", "notice", "weird", "x509", "quic", "radius", "socks", "mysql", "dhcp", "tunnel", "irc",
	"sip", "snmp", "syslog", "ldap", "ldap_search", "pe", "software", "known_hosts", "known_services", "known_certs",
	"modbus", "dnp3", "ntp", "ocsp", "rfb", "analyzer", "dpd", "intel", "traceroute", "postgresql", "websocket",
	"capture_loss", "stats", "packet_filter", "reporter", "other",
}

func kinds() []source.Kind {
	var list []source.Kind
	for _, log := range logs {
		k := source.Kind{Name: log + " log"}
		for _, category := range categories(log) {
			k.LogSources = append(k.LogSources, source.LogSource{Category: category, Product: "zeek", Service: log})
		}
		k.Fields = fields(log)
		list = append(list, k)
	}
	return list
}

// categories are Sigma's log sources without a product that a log serves.
func categories(log string) []string {
	switch log {
	case "dns":
		return []string{"dns"}
	case "conn":
		return []string{"firewall"}
	case "http":
		return []string{"proxy", "webserver"}
	}
	return []string{""}
}

// fields maps the names of those log sources to Zeek's. Names that need a value to
// be put together (c-uri and its parts) are filled by the decoder.
func fields(log string) map[string]string {
	m := map[string]string{
		"src_ip": "id.orig_h", "src_port": "id.orig_p", "dst_ip": "id.resp_h", "dst_port": "id.resp_p",
	}
	switch log {
	case "dns":
		m["record_type"], m["answer"] = "qtype_name", "answers"
	case "http":
		for sigma, own := range map[string]string{
			"cs-method": "method", "cs-host": "host", "r-dns": "host", "c-useragent": "user_agent",
			"cs-user-agent": "user_agent", "cs-referrer": "referrer", "cs-referer": "referrer",
			"sc-status": "status_code", "cs-username": "username", "cs-bytes": "request_body_len",
			"sc-bytes": "response_body_len", "c-ip": "id.orig_h", "s-ip": "id.resp_h", "s-port": "id.resp_p",
			"cs-uri": "uri",
		} {
			m[sigma] = own
		}
	}
	return m
}

// sniffJSON knows a record by "_path", or by the names of a connection's ends.
func sniffJSON(head []byte) source.Confidence {
	keys := source.TopKeys(head)
	if keys.Count("ts", "@timestamp", "_write_ts") == 0 {
		return source.No
	}
	ends := keys.Count("id.orig_h", "id.resp_h") == 2 || keys["id"] && source.CountKeys(head, "orig_h", "resp_h") == 2
	switch {
	case keys["_path"] && (ends || keys.Count("ts", "_write_ts") > 0), ends && keys["uid"]:
		return source.Sure
	case keys["ts"] && keys.Count("fuid", "seen_bytes", "analyzers", "conn_uids", "mime_type") >= 3, ends:
		return source.Likely
	}
	return source.No
}

func sniffTSV(head []byte) source.Confidence {
	if bytes.HasPrefix(head, []byte("#separator ")) && bytes.Contains(head, []byte("\n#fields")) {
		return source.Sure
	}
	if bytes.HasPrefix(head, []byte("#")) && bytes.Contains(head, []byte("#fields\t")) && bytes.Contains(head, []byte("#types\t")) {
		return source.Likely
	}
	return source.No
}
