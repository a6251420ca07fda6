package rule

import (
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxVariants is how many texts one value may become by |windash before an
// encoding, or by |expand: five dashes in one value are 3,125.
const MaxVariants = 4_096

// transform applies the modifiers that change texts, in the order written.
func transform(it Item, texts [][]token, transforms []string) ([][]token, *LoadError) {
	for i, name := range transforms {
		var next [][]token
		for _, t := range texts {
			out, err := transformOne(it, t, name, i+1 < len(transforms))
			if err != nil {
				return nil, err
			}
			next = append(next, out...)
		}
		if len(next) > MaxVariants {
			return nil, problem(it.Line, it.Key(), fmt.Sprintf("more than %d variants", MaxVariants), "give fewer values or dashes")
		}
		texts = next
	}
	for _, tokens := range texts {
		for _, t := range tokens {
			if t.kind == tokenText && !utf8.ValidString(t.text) {
				return nil, problem(it.Line, it.Key(), "the encoded value is not UTF-8 text, so no record can hold it", "add |base64 or |base64offset")
			}
		}
	}
	return texts, nil
}

func transformOne(it Item, tokens []token, name string, encoded bool) ([][]token, *LoadError) {
	if name == "windash" {
		if encoded {
			return dashVariants(it, tokens)
		}
		return [][]token{markDashes(tokens)}, nil
	}
	text, ok := plain(tokens)
	if !ok {
		return nil, problem(it.Line, it.Key(), "a wildcard cannot be encoded", "escape it with \\, or give the modifier contains after the encoding")
	}
	if text == "" {
		return nil, problem(it.Line, it.Key(), "an empty value cannot be encoded", "give it a text")
	}
	var out []string
	switch name {
	case "wide", "utf16le":
		out = []string{utf16Text(text, false)}
	case "utf16be":
		out = []string{utf16Text(text, true)}
	case "utf16":
		out = []string{"\xff\xfe" + utf16Text(text, false)}
	case "base64":
		out = []string{base64.StdEncoding.EncodeToString([]byte(text))}
	case "base64offset":
		out = base64Offsets(text)
	}
	var all [][]token
	for _, s := range out {
		if s == "" {
			return nil, problem(it.Line, it.Key(), "the value is too short: at some offset no character of its Base64 text is fixed", "use a longer value")
		}
		all = append(all, []token{{text: s}})
	}
	return all, nil
}

// base64Offsets are the parts of the Base64 text that do not depend on what
// surrounds the value, when it begins at byte 0, 1 or 2 of a group of three.
func base64Offsets(s string) []string {
	skip := [3]int{0, 2, 3} // characters at the start that hold bits of what is before
	cut := [3]int{0, 3, 2}  // characters at the end that hold bits of what follows
	var out []string
	for offset := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", offset) + s))
		text = text[:len(text)-cut[(offset+len(s))%3]]
		if len(text) <= skip[offset] {
			return []string{""}
		}
		out = append(out, text[skip[offset]:])
	}
	return out
}

func utf16Text(s string, bigEndian bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if bigEndian {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

// markDashes makes every dash of a text stand for all of them.
func markDashes(tokens []token) []token {
	var out []token
	for _, t := range tokens {
		if t.kind != tokenText {
			out = append(out, t)
			continue
		}
		rest := t.text
		for rest != "" {
			at := strings.IndexAny(rest, dashes)
			if at < 0 {
				out = append(out, token{text: rest})
				break
			}
			if at > 0 {
				out = append(out, token{text: rest[:at]})
			}
			_, n := utf8.DecodeRuneInString(rest[at:])
			out = append(out, token{kind: tokenDash})
			rest = rest[at+n:]
		}
	}
	return out
}

// dashVariants writes all permutations out, for an encoding that follows.
func dashVariants(it Item, tokens []token) ([][]token, *LoadError) {
	texts := []string{""}
	for _, t := range markDashes(tokens) {
		var next []string
		for _, s := range texts {
			switch t.kind {
			case tokenText:
				next = append(next, s+t.text)
			case tokenDash:
				for _, d := range dashes {
					next = append(next, s+string(d))
				}
			default:
				return nil, problem(it.Line, it.Key(), "a wildcard cannot be encoded", "escape it with \\")
			}
		}
		if len(next) > MaxVariants {
			return nil, problem(it.Line, it.Key(), fmt.Sprintf("more than %d variants of dashes", MaxVariants), "shorten the value")
		}
		texts = next
	}
	var out [][]token
	for _, s := range texts {
		out = append(out, []token{{text: s}})
	}
	return out, nil
}
