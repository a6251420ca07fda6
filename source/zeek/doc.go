// Package zeek reads the logs of the network monitor Zeek, as JSON ([New]) and in
// Zeek's own tab-separated form ([NewTSV]). Both give the same events for the same
// traffic, and both call their source "zeek".
//
// What enters: the records of conn, http, ssl, quic, files, smtp, dns, ftp, ssh,
// rdp, smb_files, smb_mapping, ntlm, kerberos, radius, socks, mysql, dhcp, notice,
// weird and any other log. What leaves: an event each; a log that is not known by
// name gives its time, its endpoints and its name. What it must never know: other
// formats, registers, rules, where an address is (remote_location is not read).
//
// # What the logs can show
//
// Which address sent how much to which address, by which protocol; the names that
// were looked up and asked for; requests, mail envelopes and file transfers where
// the traffic is not encrypted, with file names, types, sizes and hashes.
//
// # What they cannot show
//
// Who: the actor is empty unless a protocol names an account (NTLM, Kerberos,
// RADIUS, SOCKS, FTP, basic authentication); the client's address is the source
// endpoint, and a host is not a person. Inside TLS nothing but the server's name,
// where it is not encrypted too. Traffic that does not pass the sensor, and what it
// lost under load (capture_loss says how much). Mail over STARTTLS has no envelope.
// Passwords that a log carries are not read.
//
// # One transfer, several records
//
// A web upload is a record in conn, in http and in files. They share the
// connection's uid, which is the event's correlation; adding up bytes over different
// logs counts a transfer twice. A mail's attachments are in files without bytes sent,
// because the mail itself is in smtp.
//
// # Lag and duplicates
//
// conn and files are written when a connection or file ends, so hours after their
// time, which is the beginning. Others are written within seconds. Records are not
// repeated by Zeek and have no id of their own; concatenated or rotated files may
// overlap, and equal records then fall away by their bytes.
//
// # The tab-separated form
//
//	#separator \x09
//	#set_separator	,
//	#empty_field	(empty)
//	#unset_field	-
//	#path	conn
//	#fields	ts	uid	id.orig_h	…
//	#types	time	string	addr	…
//	1760922000.000001	CAbc	192.0.2.17	…
//	#close	…
//
// The header may come again in the middle, with other fields, when logs were put
// together; a record before any header is refused. "\x09", "\\" and the like are
// undone. Times become ISO text with microseconds in both forms, so that the original
// time does not tell them apart.
//
// # The hand
//
// Zeek cannot tell a person from a program: the hand is always unknown.
//
// # Where the facts are from
//
// The Book of Zeek: "Log Files", "Zeek Log Formats and Inspection", and the reference
// of the base scripts that write each log.
package zeek
