package m365

import (
	"strings"

	"sekisho/source"
)

// address is the mail address in an account name, empty if it holds none. The
// log writes guests as alice_partner.example#EXT#@tenant.onmicrosoft.com, people
// who came by a one-time code as urn:spo:guest#alice@partner.example, and claims
// as i:0#.f|membership|alice@own.example.
func address(s *source.Scratch, account string) string {
	if at := strings.LastIndexByte(account, '|'); at >= 0 {
		account = account[at+1:]
	}
	const oneTimeGuest = "urn:spo:guest#"
	if source.HasPrefixFold(account, oneTimeGuest) {
		return account[len(oneTimeGuest):]
	}
	if at := strings.IndexByte(account, '#'); at > 0 && source.HasPrefixFold(account[at:], "#ext#") {
		home := account[:at]
		cut := strings.LastIndexByte(home, '_')
		if cut < 0 {
			return ""
		}
		return s.Join(home[:cut], "@", home[cut+1:])
	}
	at := strings.IndexByte(account, '@')
	if at <= 0 || strings.IndexByte(account[at:], '.') < 0 || strings.ContainsAny(account, `\/ `) {
		return ""
	}
	return account
}

// addresses appends every mail address that stands in text to list: forwarding
// parameters hold "a@x.example;b@y.example", "smtp:a@x.example",
// "Name" [SMTP:a@x.example] or JSON.
func addresses(list []string, text string) []string {
	for text != "" {
		at := strings.IndexByte(text, '@')
		if at < 0 {
			return list
		}
		from := strings.LastIndexAny(text[:at], " ;,\"<>[](){}:'=\t\r\n") + 1
		to := at + 1
		for to < len(text) && strings.IndexByte(" ;,\"<>[](){}:'\\\t\r\n", text[to]) < 0 {
			to++
		}
		if from < at && to > at+1 {
			list = append(list, text[from:to])
		}
		text = text[to:]
	}
	return list
}

// hostPort parts "192.0.2.1:4711" and "[2001:db8::1]:4711".
func hostPort(s string) (string, int32) {
	if s == "" {
		return "", 0
	}
	if s[0] == '[' {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return s, 0
		}
		return s[1:end], port(strings.TrimPrefix(s[end+1:], ":"))
	}
	at := strings.IndexByte(s, ':')
	if at < 0 || strings.IndexByte(s[at+1:], ':') >= 0 {
		return s, 0
	}
	return s[:at], port(s[at+1:])
}

func port(s string) int32 {
	n := source.Int(s)
	if n < 0 || n > 65535 {
		return 0
	}
	return int32(n)
}

// baseName is what follows the last slash of either kind.
func baseName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

// extension is what follows the last dot of a name, without the dot.
func extension(name string) string {
	at := strings.LastIndexByte(name, '.')
	if at <= 0 {
		return ""
	}
	return name[at+1:]
}

// attachments appends the names in "plan.xlsx (20480b); notes.txt (12b)".
func attachments(list []string, text string) []string {
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, "; ")
		if at := strings.LastIndex(one, " ("); at > 0 && strings.HasSuffix(one, "b)") {
			one = one[:at]
		}
		if one != "" {
			list = append(list, one)
		}
	}
	return list
}

// element is the text of an XML element such as <Group>Members</Group>.
func element(text, open, closing string) string {
	_, rest, ok := strings.Cut(text, open)
	if !ok {
		return ""
	}
	inside, _, _ := strings.Cut(rest, closing)
	return inside
}
