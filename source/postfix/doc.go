// Package postfix reads the mail log of Postfix.
//
// What enters: syslog lines of Postfix's programs (RFC 3164, RFC 5424, or with
// ISO times), of one or several hosts in order. What leaves: one event for each
// delivery to one recipient, joined from the lines that share a queue id; one
// for each refused message; one for each failed sign-in. What it must never
// know: which domains are the company's own, subjects and bodies (header_checks
// may log subjects: such lines are passed over).
//
// # How lines are joined
//
//	smtpd[…]:   QID: client=host[address], sasl_username=…   who handed it in
//	pickup[…]:  QID: uid=… from=<…>                           or a local account
//	cleanup[…]: QID: message-id=<…>
//	cleanup[…]: QID: info: header Content-Disposition: attachment; filename="…"
//	qmgr[…]:    QID: from=<…>, size=…, nrcpt=…
//	smtp[…]:    QID: to=<…>, orig_to=<…>, relay=…, dsn=…, status=sent (…)   → event
//	qmgr[…]:    QID: removed
//
// The format is sequential: it remembers the messages in the queue, at most
// [maxMessages], and forgets the oldest first. A delivery whose earlier lines
// were not in the stream becomes an event without a sender that says so.
//
// A content filter takes a message out of the queue and hands it back under
// another queue id. The hop to an address of the machine itself is an event with
// activity "scan", which carries nothing anywhere; the message that comes back
// takes over the sender's account from the one that went out, by Message-ID.
//
// # Direction
//
// Handed in by a signed-in account, a local account or a private address, and
// delivered here: internal; to a public address: outbound. Handed in from a
// public address without signing in: inbound, unless it goes on to a public
// address under a new recipient (a forwarding alias), which is outbound. To a
// relay with a private address, from within: unknown, because the log does not
// show where the relay sends it; the recipients' domains tell.
//
// # What it cannot show
//
// Content. Names of attachments, unless mime_header_checks has a rule with the
// action INFO or WARN for Content-Type and Content-Disposition; they stay as the
// header writes them, encoded words included. Who wrote a message that a client
// hands in without signing in: then only the envelope's sender is there, which
// anybody can set. A pipe that is a content filter looks like a mailbox.
// Times of RFC 3164 have neither year nor zone: see package syslogline for where
// they come from.
//
// # Hand
//
// The null sender and local accounts below uid 1000 are services. A signed-in
// account may be a person's mail program or a script: unknown.
//
// # Sources of these facts
//
// Postfix's own documentation: postconf(5), smtpd(8), qmgr(8), pickup(8),
// FILTER_README, SASL_README and XFORWARD_README; RFC 3164, 5424 and 3464.
package postfix
