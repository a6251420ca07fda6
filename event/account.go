package event

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// AppendAccount appends the canonical form of an account as a log writes it, so
// that two spellings of one account are equal. It is folded to lower case and
// freed of what products put around it: SharePoint claims
// (i:0#.f|membership|a@x), "SMTP:" and "mailto:", display names and angle
// brackets, the part of a mail address after a plus sign, and the guest form
// a_x.example#EXT#@tenant. DOMAIN\user and ARNs keep their qualifier: whether
// they belong to somebody is for a register to say. The canonical form of a
// canonical form is itself.
func AppendAccount(dst []byte, account string) []byte {
	start := len(dst)
	dst = append(dst, account...)
	for i, c := range dst[start:] {
		if 'A' <= c && c <= 'Z' {
			dst[start+i] = c + 'a' - 'A'
		} else if c >= utf8.RuneSelf {
			dst = appendLower(dst[:start+i], account[i:])
			break
		}
	}
	b := dst[start:]
	for len(b) <= maxAccount {
		before := len(b)
		if b = trimMail(trimWrapping(b)); len(b) == before {
			break
		}
	}
	return append(dst[:start], b...)
}

// appendLower appends s in lower case.
func appendLower(dst []byte, s string) []byte {
	for _, r := range s {
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
	}
	return dst
}

// maxAccount is the longest account, in bytes, that is freed of what surrounds
// it: mail addresses have at most 254, ARNs 2,048. A longer text is no account.
const maxAccount = 2560

// CanonicalAccount is AppendAccount as a string.
func CanonicalAccount(account string) string { return string(AppendAccount(nil, account)) }

// wrappings are what stands before a mail address in directories and links.
var wrappings = [...]string{"smtp:", "mailto:", "sip:"}

// trimWrapping cuts off what surrounds an account.
func trimWrapping(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if i := bytes.LastIndexByte(b, '|'); i >= 0 && i+1 < len(b) {
		b = b[i+1:]
	}
	if n := len(b); n > 0 && b[n-1] == '>' {
		if i := bytes.LastIndexByte(b, '<'); i >= 0 && i+2 < n {
			b = b[i+1 : n-1]
		}
	}
	for _, w := range wrappings {
		if len(b) > len(w) && string(b[:len(w)]) == w {
			b = b[len(w):]
		}
	}
	return b
}

// guestMark separates, in a guest's account, the outside address from the
// tenant that invited it.
const guestMark = "#ext#@"

// trimMail brings a folded mail address into its shortest form, in place.
func trimMail(b []byte) []byte {
	if i := indexText(b, guestMark); i > 0 {
		if at := bytes.LastIndexByte(b[:i], '_'); at > 0 && at < i-1 {
			b = b[:i]
			b[at] = '@'
		}
	}
	at := bytes.LastIndexByte(b, '@')
	if at <= 0 {
		return b
	}
	if plus := bytes.IndexByte(b[:at], '+'); plus > 0 {
		return append(b[:plus], b[at:]...)
	}
	return b
}

func indexText(b []byte, s string) int {
	for i := 0; i+len(s) <= len(b); i++ {
		if string(b[i:i+len(s)]) == s {
			return i
		}
	}
	return -1
}
