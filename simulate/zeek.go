package simulate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// zeekName is the name by which the format is known, and part of event uids.
const zeekName = "zeek"

// zeek writes the network sensor's logs as JSON streaming logs: conn, dns, ssl,
// http and files, a file each a day. A record is delivered when its connection
// ends, so start times are out of order.
type zeek struct {
	w     *World
	d     *dice
	e     enc
	conn  page
	dns   page
	ssl   page
	http  page
	files page
}

func newZeek(w *World) *zeek { return &zeek{w: w, d: newDice(w.seed, zeekName)} }

func (z *zeek) format() string { return zeekName }
func (z *zeek) pages() []*page { return []*page{&z.conn, &z.dns, &z.ssl, &z.http, &z.files} }

func (z *zeek) begin(day int, date time.Time) {
	z.d = newDice(z.w.seed, zeekName, day)
	for i, name := range []string{"conn", "dns", "ssl", "http", "files"} {
		z.pages()[i].name = "logs/zeek/" + date.Format(time.DateOnly) + "/" + name + ".log"
	}
}

// flow is one connection while its records are written.
type flow struct {
	a        *Act
	uid      string
	port     int
	server   string
	start    int64
	end      int64
	out, in  int64
	service  string
	respPort int
}

func (z *zeek) record(a *Act) {
	if a.Kind != Browse && a.Kind != WebUpload {
		return
	}
	f := z.flow(a)
	z.lookup(f)
	z.connection(f)
	if a.Clear {
		z.request(f)
		return
	}
	z.handshake(f)
}

func (z *zeek) flow(a *Act) *flow {
	f := &flow{
		a: a, uid: z.uid('C'), port: z.d.between(49152, 65535), server: address(a.Host), start: a.At + 40,
		out: a.Bytes + int64(z.d.between(900, 4000)), in: z.d.size(40_000), service: "ssl", respPort: 443,
	}
	if a.Clear {
		f.service, f.respPort = "http", 80
	}
	f.end = f.start + int64(z.d.between(300, 30_000)) + f.out/2000
	return f
}

// uid is a connection's (C) or file's (F) identifier: base 62.
func (z *zeek) uid(head byte) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	b := []byte{head}
	for v := z.d.u64(); len(b) < 11; v /= 62 {
		b = append(b, digits[v%62])
	}
	for v := z.d.u64(); len(b) < 18; v /= 62 {
		b = append(b, digits[v%62])
	}
	return string(b)
}

// address is the fixed address of a host: the company's own in 10/8, its cloud
// tenants in 198.51.100.128/25, all else in two blocks kept free for
// documentation. Hosts of the long tail share addresses, as hosted sites do;
// named ones have an address of their own.
func address(host string) string {
	h := hash64("host:" + host)
	switch {
	case strings.HasSuffix(host, "."+domain):
		return "10.10.0." + strconv.Itoa(10+int(h%200))
	case slices.Contains(cloudHosts(), host):
		return "198.51.100." + strconv.Itoa(128+int(h%120))
	}
	if at := slices.Index(namedHosts(), host); at >= 0 {
		return "203.0.113." + strconv.Itoa(10+at)
	}
	return []string{"203.0.113.", "192.0.2."}[h%2] + strconv.Itoa(30+int(h>>8%220))
}

// namedHosts have an address of their own.
func namedHosts() []string {
	return append([]string{rentedHost, socialHost, driveHost, newPortal}, portals()...)
}

// cloudHosts are the services in which the company has tenants.
func cloudHosts() []string {
	return []string{
		"outlook.office365.com", "hoshizora.sharepoint.com", "hoshizora-my.sharepoint.com",
		"login.microsoftonline.com", "teams.microsoft.com",
	}
}

func (z *zeek) head(path string, at, start int64, f *flow) {
	z.e.b = append(z.e.b[:0], '{')
	z.e.str("_path", path)
	z.e.timeAt("_write_ts", at, 'T', 6, "Z")
	z.e.timeAt("ts", start, 'T', 6, "Z")
	z.e.str("uid", f.uid)
	z.e.str("id.orig_h", f.a.Who.ip)
	z.e.int("id.orig_p", int64(f.port))
}

func (z *zeek) done(p *page, at int64, f *flow, marks bool) {
	z.e.end()
	if f.a.Story != nil && marks {
		z.w.mark(f.a.Story, zeekName, "", z.e.b)
	}
	p.add(at, z.e.b)
}

func (z *zeek) lookup(f *flow) {
	own := *f
	own.uid, own.port = z.uid('C'), z.d.between(49152, 65535)
	at := f.start - 30
	rtt := 0.0004 + 0.02*z.d.r.Float64()
	z.head("dns", at+int64(rtt*1000), at, &own)
	z.e.str("id.resp_h", "10.10.0.2")
	z.e.int("id.resp_p", 53)
	z.e.str("proto", "udp")
	z.e.int("trans_id", int64(z.d.n(65536)))
	z.e.sec("rtt", rtt)
	z.e.str("query", f.a.Host)
	z.e.raw("qclass", `1,"qclass_name":"C_INTERNET","qtype":1,"qtype_name":"A","rcode":0,"rcode_name":"NOERROR"`)
	z.e.raw("AA", `false,"TC":false,"RD":true,"RA":true,"Z":0`)
	z.e.strings("answers", []string{f.server})
	z.e.raw("TTLs", `[`+strconv.Itoa(z.d.between(30, 3600))+`.0],"rejected":false`)
	z.done(&z.dns, at, f, false)
}

func (z *zeek) connection(f *flow) {
	z.head("conn", f.end, f.start, f)
	z.e.str("id.resp_h", f.server)
	z.e.int("id.resp_p", int64(f.respPort))
	z.e.str("proto", "tcp")
	z.e.str("service", f.service)
	z.e.sec("duration", float64(f.end-f.start)/1000)
	z.e.int("orig_bytes", f.out)
	z.e.int("resp_bytes", f.in)
	z.e.str("conn_state", "SF")
	z.e.bool("local_orig", true)
	z.e.bool("local_resp", strings.HasPrefix(f.server, "10."))
	z.e.int("missed_bytes", 0)
	z.e.str("history", "ShADadFf")
	out, in := 6+f.out/1400, 6+f.in/1400
	z.e.int("orig_pkts", out)
	z.e.int("orig_ip_bytes", f.out+52*out)
	z.e.int("resp_pkts", in)
	z.e.int("resp_ip_bytes", f.in+52*in)
	z.done(&z.conn, f.end, f, true)
}

func (z *zeek) handshake(f *flow) {
	z.head("ssl", f.start+60, f.start+20, f)
	z.e.str("id.resp_h", f.server)
	z.e.int("id.resp_p", 443)
	z.e.str("version", "TLSv13")
	z.e.str("cipher", "TLS_AES_256_GCM_SHA384")
	z.e.str("curve", "x25519")
	z.e.str("server_name", f.a.Host)
	z.e.bool("resumed", z.d.chance(0.4))
	z.e.str("next_protocol", "h2")
	z.e.bool("established", true)
	z.e.str("ssl_history", "CsiI")
	z.done(&z.ssl, f.start+60, f, true)
}

func (z *zeek) request(f *flow) {
	a := f.a
	sends := a.Kind == WebUpload
	z.head("http", f.end, f.start+30, f)
	z.e.str("id.resp_h", f.server)
	z.e.int("id.resp_p", 80)
	z.e.int("trans_depth", 1)
	z.e.str("method", map[bool]string{true: "POST", false: "GET"}[sends])
	z.e.str("host", a.Host)
	z.e.str("uri", a.Path)
	z.e.str("version", "1.1")
	z.e.str("user_agent", z.w.browsers[a.Who.browser].agent)
	body := int64(0)
	if sends {
		body = a.Bytes
	}
	z.e.int("request_body_len", body)
	z.e.int("response_body_len", f.in)
	z.e.int("status_code", 200)
	z.e.str("status_msg", "OK")
	z.e.raw("tags", "[]")
	fuid := z.uid('F')
	side := "resp"
	if sends {
		side = "orig"
		z.e.strings("orig_fuids", []string{fuid})
		z.e.strings("orig_filenames", []string{a.Text})
		z.e.strings("orig_mime_types", []string{"application/octet-stream"})
	} else {
		z.e.strings("resp_fuids", []string{fuid})
		z.e.strings("resp_mime_types", []string{"text/html"})
	}
	z.done(&z.http, f.end, f, true)
	z.file(f, fuid, side, body)
}

// file is the record of a body that the sensor could see whole.
func (z *zeek) file(f *flow, fuid, side string, body int64) {
	a := f.a
	from, to, size := f.server, a.Who.ip, f.in
	if side == "orig" {
		from, to, size = a.Who.ip, f.server, body
	}
	z.e.b = append(z.e.b[:0], '{')
	z.e.str("_path", "files")
	z.e.timeAt("_write_ts", f.end, 'T', 6, "Z")
	z.e.timeAt("ts", f.start+40, 'T', 6, "Z")
	z.e.str("fuid", fuid)
	z.e.strings("tx_hosts", []string{from})
	z.e.strings("rx_hosts", []string{to})
	z.e.strings("conn_uids", []string{f.uid})
	z.e.str("source", "HTTP")
	z.e.int("depth", 0)
	z.e.strings("analyzers", []string{"MD5", "SHA1"})
	if side == "orig" {
		z.e.str("mime_type", "application/octet-stream")
		z.e.str("filename", a.Text)
	} else {
		z.e.str("mime_type", "text/html")
	}
	z.e.sec("duration", float64(f.end-f.start-40)/1000)
	z.e.bool("local_orig", strings.HasPrefix(from, "10."))
	z.e.bool("is_orig", side == "orig")
	z.e.int("seen_bytes", size)
	z.e.int("total_bytes", size)
	z.e.int("missing_bytes", 0)
	z.e.int("overflow_bytes", 0)
	z.e.bool("timedout", false)
	key := fmt.Sprintf("%s:%d", f.uid, size)
	z.e.str("md5", hexOf(z.w.seed, "md5:"+key, 32))
	z.e.str("sha1", hexOf(z.w.seed, "sha1:"+key, 40))
	z.done(&z.files, f.end, f, true)
}
