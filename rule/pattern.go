package rule

import (
	"strings"
	"unicode/utf8"
)

// token is a piece of a Sigma text.
type token struct {
	kind tokenKind
	text string // of tokenText, not empty
}

type tokenKind uint8

const (
	tokenText tokenKind = iota
	tokenAny            // *: any number of characters
	tokenOne            // ?: one character
	tokenDash           // one of the characters of |windash
)

// dashes are the characters that |windash takes for one another.
const dashes = "-/–—―"

// parseText cuts a value at its wildcards. A backslash escapes a wildcard or a
// backslash and stands for itself before anything else.
func parseText(s string) []token {
	var out []token
	var lit []byte
	flush := func() {
		if len(lit) > 0 {
			out = append(out, token{text: string(lit)})
			lit = lit[:0]
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && strings.IndexByte(`\*?`, s[i+1]) >= 0:
			i++
			lit = append(lit, s[i])
		case c == '*':
			flush()
			out = append(out, token{kind: tokenAny})
		case c == '?':
			flush()
			out = append(out, token{kind: tokenOne})
		default:
			lit = append(lit, c)
		}
	}
	flush()
	return out
}

// plain is the text of tokens that hold no wildcard.
func plain(tokens []token) (string, bool) {
	var b strings.Builder
	for _, t := range tokens {
		if t.kind != tokenText {
			return "", false
		}
		b.WriteString(t.text)
	}
	return b.String(), true
}

// shape is the simplest way to decide a pattern.
type shape uint8

const (
	shapeExact    shape = iota // text
	shapePrefix                // text*
	shapeSuffix                // *text
	shapeContains              // *text*
	shapeAll                   // *
	shapeGlob                  // anything else
)

// pattern is a compiled Sigma text. Text in it is folded unless the pattern
// regards case; it is then compared with the value as it is.
type pattern struct {
	shape shape
	cased bool
	text  string    // of the simple shapes
	parts [][]token // of a glob: what lies between its *s
	open  [2]bool   // a glob begins, ends with *
	key   string    // equal for equal patterns
}

func compilePattern(tokens []token, cased bool) pattern {
	tokens = tidy(tokens, cased)
	p := pattern{cased: cased, key: patternKey(tokens, cased)}
	lead := len(tokens) > 0 && tokens[0].kind == tokenAny
	trail := len(tokens) > 1 && tokens[len(tokens)-1].kind == tokenAny
	inner := tokens
	if lead {
		inner = inner[1:]
	}
	if trail {
		inner = inner[:len(inner)-1]
	}
	text, simple := plain(inner)
	if simple {
		p.text = text
		switch {
		case lead && text == "":
			p.shape = shapeAll
		case lead && trail:
			p.shape = shapeContains
		case lead:
			p.shape = shapeSuffix
		case trail:
			p.shape = shapePrefix
		}
		return p
	}
	p.shape, p.open = shapeGlob, [2]bool{lead, trail}
	p.parts = split(inner)
	return p
}

// tidy folds, joins neighbouring texts and drops repeated *s.
func tidy(tokens []token, cased bool) []token {
	var out []token
	for _, t := range tokens {
		if t.kind == tokenText && !cased {
			t.text = foldText(t.text)
		}
		last := len(out) - 1
		switch {
		case last >= 0 && t.kind == tokenText && out[last].kind == tokenText:
			out[last].text += t.text
		case last >= 0 && t.kind == tokenAny && out[last].kind == tokenAny:
		default:
			out = append(out, t)
		}
	}
	return out
}

func patternKey(tokens []token, cased bool) string {
	var b strings.Builder
	if cased {
		b.WriteString("cased:")
	} else {
		b.WriteString("text:")
	}
	for _, t := range tokens {
		b.WriteByte(0)
		b.WriteByte('0' + byte(t.kind))
		b.WriteString(t.text)
	}
	return b.String()
}

func split(tokens []token) [][]token {
	parts := [][]token{nil}
	for _, t := range tokens {
		if t.kind == tokenAny {
			parts = append(parts, nil)
			continue
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], t)
	}
	return parts
}

// match decides a value; raw and folded are the same text.
func (p *pattern) match(raw, folded string) bool {
	s := folded
	if p.cased {
		s = raw
	}
	switch p.shape {
	case shapeExact:
		return s == p.text
	case shapePrefix:
		return strings.HasPrefix(s, p.text)
	case shapeSuffix:
		return strings.HasSuffix(s, p.text)
	case shapeContains:
		return strings.Contains(s, p.text)
	case shapeAll:
		return true
	}
	return p.glob(s)
}

// glob takes the leftmost place for each part. That is enough, because a part
// always spans the same number of characters: an earlier place ends earlier.
func (p *pattern) glob(s string) bool {
	parts := p.parts
	if !p.open[0] {
		n := spanAt(s, parts[0])
		if n < 0 {
			return false
		}
		s, parts = s[n:], parts[1:]
		if len(parts) == 0 {
			return p.open[1] || s == ""
		}
	}
	end := len(parts)
	if !p.open[1] {
		end--
	}
	for _, part := range parts[:end] {
		at, n := find(s, part)
		if n < 0 {
			return false
		}
		s = s[at+n:]
	}
	return p.open[1] || endsWith(s, parts[end])
}

// spanAt is how many bytes of the beginning of s a part matches, -1 for none.
func spanAt(s string, part []token) int {
	at := 0
	for _, t := range part {
		rest := s[at:]
		n := len(t.text)
		switch t.kind {
		case tokenText:
			if !strings.HasPrefix(rest, t.text) {
				return -1
			}
		case tokenOne:
			_, n = utf8.DecodeRuneInString(rest)
			if n == 0 {
				return -1
			}
		case tokenDash:
			if n = dashAt(rest); n == 0 {
				return -1
			}
		}
		at += n
	}
	return at
}

// dashAt is the length of the dash at the beginning of s, 0 if there is none.
func dashAt(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError || !strings.ContainsRune(dashes, r) {
		return 0
	}
	return n
}

// find is the first place where a part matches.
func find(s string, part []token) (at, n int) {
	for {
		if part[0].kind == tokenText {
			skip := strings.Index(s[at:], part[0].text)
			if skip < 0 {
				return 0, -1
			}
			at += skip
		}
		if n = spanAt(s[at:], part); n >= 0 {
			return at, n
		}
		_, step := utf8.DecodeRuneInString(s[at:])
		if step == 0 {
			return 0, -1
		}
		at += step
	}
}

func endsWith(s string, part []token) bool {
	for i := len(part) - 1; i >= 0; i-- {
		n := 0
		switch t := part[i]; t.kind {
		case tokenText:
			if !strings.HasSuffix(s, t.text) {
				return false
			}
			n = len(t.text)
		case tokenOne:
			if _, n = utf8.DecodeLastRuneInString(s); n == 0 {
				return false
			}
		case tokenDash:
			r, size := utf8.DecodeLastRuneInString(s)
			if n = size; n == 0 || r == utf8.RuneError || !strings.ContainsRune(dashes, r) {
				return false
			}
		}
		s = s[:len(s)-n]
	}
	return true
}

// longestText is the longest text that every match of a glob contains.
func (p *pattern) longestText() string {
	best := ""
	for _, part := range p.parts {
		for _, t := range part {
			if len(t.text) > len(best) {
				best = t.text
			}
		}
	}
	return best
}
