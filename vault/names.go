package vault

import (
	"slices"
	"strings"

	"sekisho/event"
)

// Names shows people as pseudonyms, or, once revealed, as they are. It is the
// event.Names of whoever puts something out. It is for one goroutine.
type Names struct {
	secret   *Secret // nil: revealed
	accounts map[string]event.PersonID
	words    *trie
	cache    map[event.PersonID]string
}

var (
	_ event.Names    = (*Names)(nil)
	_ event.Accounts = (*Names)(nil)
)

// minWord is the shortest local part that is recognised inside texts: shorter
// ones are words of ordinary language.
const minWord = 4

// Names shows people under this secret. accounts are those of the registers, in
// canonical form, with the person that each belongs to.
func (s *Secret) Names(accounts map[string]event.PersonID) *Names {
	n := &Names{secret: s, accounts: accounts, words: &trie{}, cache: map[event.PersonID]string{}}
	for account, person := range accounts {
		for _, w := range forms(account) {
			n.words.add(w, person)
		}
	}
	return n
}

// Revealed shows people as they are. The caller has recorded why.
func Revealed() *Names { return &Names{} }

// forms are the words by which an account is found in texts, in lower case.
func forms(account string) []string {
	account = strings.ToLower(account)
	out := []string{account}
	name := account
	if local, _, ok := strings.Cut(account, "@"); ok {
		name = local
		out = append(out, strings.NewReplacer("@", "_", ".", "_").Replace(account))
	} else if at := strings.LastIndexByte(account, '\\'); at >= 0 {
		name = account[at+1:]
	} else if label, _, ok := strings.Cut(account, "."); ok && strings.Contains(label, "-") {
		name = label
	}
	if len(name) >= minWord && name != account {
		out = append(out, name)
	}
	return slices.DeleteFunc(out, func(w string) bool { return len(w) < minWord })
}

// Person is a person's pseudonym, or id once revealed.
func (n *Names) Person(id event.PersonID) string {
	if n.secret == nil || id == "" {
		return string(id)
	}
	if p, ok := n.cache[id]; ok {
		return p
	}
	p := n.secret.Pseudonym(id)
	if len(n.cache) < maxCached {
		n.cache[id] = p
	}
	return p
}

// maxCached bounds the pseudonyms that are remembered.
const maxCached = 200_000

// Account shows one account given as a whole. A mail address of nobody in the
// registers keeps its domain.
func (n *Names) Account(s string) string {
	if n.secret == nil || s == "" {
		return s
	}
	key := event.CanonicalAccount(s)
	if p, ok := n.accounts[key]; ok {
		return n.Person(p)
	}
	if p, ok := n.words.whole(key); ok {
		return n.Person(p)
	}
	shown := n.Person(event.PersonID(key))
	if _, domain, ok := strings.Cut(key, "@"); ok {
		return shown + "@" + domain
	}
	return shown
}

// Text replaces what names a person inside a text.
func (n *Names) Text(s string) string {
	if n.secret == nil || s == "" {
		return s
	}
	var b strings.Builder
	last := 0
	put := func(from, to int, with string) {
		b.WriteString(s[last:from])
		b.WriteString(with)
		last = to
	}
	for at := 0; at < len(s); {
		if !wordStart(s, at) {
			at++
			continue
		}
		end, with := n.word(s, at)
		if end > at {
			put(at, end, with)
			at = end
			continue
		}
		at++
	}
	if last == 0 {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// word recognises a name that begins at a position: an account of the registers,
// a mail address, or the owner's segment of a personal folder.
func (n *Names) word(s string, at int) (int, string) {
	if end := mailEnd(s, at); end > at {
		return end, n.Account(strings.Replace(s[at:end], encodedAt, "@", 1))
	}
	if end, person := n.words.longest(s, at); end > at {
		return end, n.Person(person)
	}
	if owned(s, at) {
		end := at
		for end < len(s) && s[end] != '/' && s[end] != '\\' {
			end++
		}
		if seg := strings.ToLower(s[at:end]); !slices.Contains(nobodys, seg) {
			return end, n.Account(s[at:end])
		}
	}
	return at, ""
}

// nobodys are home folders that belong to no person.
var nobodys = []string{"public", "default", "all users", "default user", "shared", "*", ""}

// homes come before the owner's name in a path.
var homes = []string{"/users/", `\users\`, "/home/", "/personal/", "/documents and settings/", `\documents and settings\`}

func owned(s string, at int) bool {
	for _, h := range homes {
		if at >= len(h) && strings.EqualFold(s[at-len(h):at], h) {
			return true
		}
	}
	return false
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// wordStart reports whether a word may begin here: nothing that belongs to a
// word stands before.
func wordStart(s string, at int) bool { return at == 0 || !isWord(s[at-1]) }

func isLocal(c byte) bool { return isWord(c) || strings.IndexByte("._+-'%", c) >= 0 }

// encodedAt is how URLs write the @ of an address.
const encodedAt = "%40"

// mailEnd is the end of the mail address that begins at a position, or at.
func mailEnd(s string, at int) int {
	i := at
	for i < len(s) && isLocal(s[i]) && !strings.HasPrefix(s[i:], encodedAt) {
		i++
	}
	domain := i + 1
	switch {
	case i == at || i >= len(s):
		return at
	case s[i] == '%':
		domain = i + len(encodedAt)
	case s[i] != '@':
		return at
	}
	for i = domain; i < len(s) && (isWord(s[i]) || s[i] == '.' || s[i] == '-'); i++ {
	}
	for i > domain && (s[i-1] == '.' || s[i-1] == '-') {
		i--
	}
	if i == domain {
		return at
	}
	return i
}
