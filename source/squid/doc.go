// Package squid reads the access log of the Squid proxy.
//
// What enters: lines in Squid's own logformats "squid" (the default), "common"
// and "combined", also with fields appended at the end of "squid": a number is
// the size of the request (%>st), one quoted text the user agent, two the
// referrer and the user agent, which are the usual additions. What leaves: HTTP
// activity, one event a line, and the fields under the names that Sigma's
// taxonomy has for the category proxy (c-uri, cs-host, sc-status, …), parts of
// the URL included. What it must never know: registers, rules, what a host is.
//
// # What it can show
//
// Who (where the proxy asks for a name) asked for which URL with which method,
// when the answer ended and how long it took, how many bytes came back, whether
// the proxy refused. A CONNECT names host and port only: what went through the
// tunnel, other than how many bytes came back, is not in the log.
//
// # What it cannot show
//
// The bytes in the log are those of the reply, headers included. The size of an
// upload is not in any of Squid's own formats; only the method tells that
// something may have been sent, and for a tunnel not even that. Append %>st to
// the logformat to see it. Squid leaves queries out of URLs unless
// strip_query_terms is off. A name appears only with authentication (or ident);
// otherwise the address is all there is. A request with a body that a server,
// not the proxy, answered with an error has no outcome: its bytes were sent.
//
// # Hand
//
// Only "combined" (or an appended user agent) says which program asked: known
// sync and backup clients, update services, and browsers as a person's hand.
// Names that end in '$' are machines.
//
// # Sources of these facts
//
// Squid's configuration reference, directives logformat, access_log and
// strip_query_terms, and the Squid wiki's page on log files; the Sigma taxonomy
// 2.1.0 for names. The taxonomy's text swaps the meanings of cs-bytes and
// sc-bytes; here cs is what the client sent, as in W3C's format.
package squid
