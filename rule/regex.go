package rule

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// MaxRegexpBytes is the length of a regular expression; public ones stay under 500.
const MaxRegexpBytes = 8 << 10

func regexpTest(it Item, c chain, v Value) (*node, *LoadError) {
	if v.Text == "" {
		return nil, problem(v.Line, it.Key(), "an empty regular expression matches everything", "write one")
	}
	text, err := toRE2(v.Text, c.flags)
	if err != nil {
		err.Line, err.Construct = v.Line, it.Key()
		return nil, err
	}
	switch c.anchor {
	case anchorStart:
		text = `\A(?:` + text + `)`
	case anchorEnd:
		text = `(?:` + text + `)\z`
	}
	if c.flags != "" {
		text = "(?" + c.flags + ")" + text
	}
	re, cerr := regexp.Compile(text)
	if cerr != nil {
		return nil, problem(v.Line, it.Key(), fmt.Sprintf("regular expression %q: %v", v.Text, cerr), remedyFor(v.Text))
	}
	t := &test{kind: testRegexp, field: it.Field, key: "re:" + text, re: re, cost: costRegexp}
	if tree, perr := syntax.Parse(text, syntax.Perl); perr == nil {
		t.literal, t.least = required(tree), leastBytes(tree)
	}
	return leaf(t), nil
}

func remedyFor(text string) string {
	for _, c := range []struct{ has, say string }{
		{"(?=", "look-ahead"}, {"(?!", "look-ahead"}, {"(?<=", "look-behind"}, {"(?<!", "look-behind"},
		{"(?>", "atomic groups"}, {"++", "possessive quantifiers"}, {"*+", "possessive quantifiers"}, {"?+", "possessive quantifiers"},
	} {
		if strings.Contains(text, c.has) {
			return c.say + " is not in the specification's flavour; use a second line of the selection, or a filter with `not`"
		}
	}
	return "the specification's flavour has . ^ $ * + ? {n,m} [ ] | ( )"
}

// toRE2 rewrites what PCRE and RE2 mean differently, exactly: $ and \Z also match
// before a final line feed, \s includes the vertical tab, \h is a blank.
func toRE2(s, flags string) (string, *LoadError) {
	if len(s) > MaxRegexpBytes {
		return "", problem(0, "", fmt.Sprintf("a regular expression of %d bytes, the limit is %d", len(s), MaxRegexpBytes), "split it")
	}
	t := translator{in: s, multiline: strings.Contains(flags, "m")}
	for t.at < len(s) && t.err == nil {
		t.step()
	}
	return t.out.String(), t.err
}

type translator struct {
	in        string
	at        int
	out       strings.Builder
	class     bool // inside [ ]
	classFrom int  // where the class's first member may stand
	multiline bool
	err       *LoadError
}

func (t *translator) step() {
	c := t.in[t.at]
	switch {
	case c == '\\' && t.at+1 < len(t.in):
		t.escape(t.in[t.at+1])
		t.at += 2
		return
	case t.class:
		t.inClass(c)
		return
	case c == '[':
		t.class, t.classFrom = true, t.at+1
		if t.at+1 < len(t.in) && t.in[t.at+1] == '^' {
			t.classFrom++
		}
	case c == '(' && strings.HasPrefix(t.in[t.at:], "(?") && t.inlineMultiline():
		t.multiline = true
	case c == '$' && !t.multiline:
		t.out.WriteString(`(?:\n?\z)`)
		t.at++
		return
	}
	t.out.WriteByte(c)
	t.at++
}

// inClass copies a member of a class; a ] that comes first is a member.
func (t *translator) inClass(c byte) {
	if c == '[' && t.at+1 < len(t.in) && t.in[t.at+1] == ':' {
		if end := strings.Index(t.in[t.at:], ":]"); end > 0 {
			t.out.WriteString(t.in[t.at : t.at+end+2])
			t.at += end + 2
			return
		}
	}
	if c == ']' && t.at > t.classFrom {
		t.class = false
	}
	if c == '[' {
		t.out.WriteByte('\\')
	}
	t.out.WriteByte(c)
	t.at++
}

// inlineMultiline reports whether a group sets the flag m: (?m), (?im:…).
func (t *translator) inlineMultiline() bool {
	flags := t.in[t.at+2:]
	n := 0
	for n < len(flags) && 'a' <= flags[n] && flags[n] <= 'z' {
		n++
	}
	return n < len(flags) && (flags[n] == ')' || flags[n] == ':') && strings.Contains(flags[:n], "m")
}

func (t *translator) escape(c byte) {
	switch {
	case isDigit(c) && c != '0' && !t.class:
		t.err = problem(0, "", fmt.Sprintf("the back-reference \\%c", c), "back-references are not in the specification's flavour")
	case c == 'Q':
		t.err = problem(0, "", `the quotation \\Q…\\E`, "escape each character")
	case c == 's' && t.class:
		t.out.WriteString(`\t\n\v\f\r `)
	case c == 's':
		t.out.WriteString(`[\t\n\v\f\r ]`)
	case c == 'S' && t.class:
		t.out.WriteString(`\x00-\x08\x0e-\x1f\x21-\x{10ffff}`)
	case c == 'S':
		t.out.WriteString(`[^\t\n\v\f\r ]`)
	case c == 'h' && t.class:
		t.out.WriteString(`\t \x{a0}`)
	case c == 'h':
		t.out.WriteString(`[\t \x{a0}]`)
	case c == 'Z' && !t.class:
		t.out.WriteString(`(?:\n?\z)`)
	case c == 'e':
		t.out.WriteString(`\x1b`)
	default:
		t.out.WriteByte('\\')
		t.out.WriteByte(c)
	}
}

// mostTexts bounds a set of required texts.
const mostTexts = 64

// required are texts, folded, of which every match contains at least one; nil if
// the expression has no such set.
func required(re *syntax.Regexp) []string {
	if all := exactly(re); shortest(all) > 0 {
		return all
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0])
		}
	case syntax.OpConcat:
		return requiredOfConcat(re.Sub)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			set := required(sub)
			if set == nil {
				return nil
			}
			all = append(all, set...)
		}
		if len(all) <= mostTexts {
			return all
		}
	}
	return nil
}

// requiredOfConcat takes the best of what its parts require and of the texts that
// neighbouring parts make together.
func requiredOfConcat(subs []*syntax.Regexp) []string {
	var best, run []string
	for _, sub := range subs {
		all := exactly(sub)
		switch joined := combine(run, all); {
		case all == nil:
			run = nil
			all = required(sub)
		case run != nil && len(joined) <= mostTexts:
			run = joined
			all = joined
		default:
			run = all
		}
		if shortest(all) > shortest(best) {
			best = all
		}
	}
	return best
}

// exactly are all texts that an expression matches, folded, if they are few.
func exactly(re *syntax.Regexp) []string {
	const mostOfClass = 8
	switch re.Op {
	case syntax.OpLiteral:
		return []string{foldText(string(re.Rune))}
	case syntax.OpCapture:
		return exactly(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min == 1 && re.Max == 1 {
			return exactly(re.Sub[0])
		}
	case syntax.OpCharClass:
		var out []string
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if out = append(out, string(foldRune(r))); len(out) > mostOfClass {
					return nil
				}
			}
		}
		return out
	}
	return nil
}

func shortest(set []string) int {
	if len(set) == 0 {
		return 0
	}
	n := len(set[0])
	for _, s := range set {
		n = min(n, len(s))
	}
	return n
}

// leastBytes is a lower bound of the length of a match. Case folding can make a
// character shorter, down to one byte.
func leastBytes(re *syntax.Regexp) int {
	const most = 1 << 20
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
		if re.Flags&syntax.FoldCase == 0 {
			n = 0
			for _, r := range re.Rune {
				n += max(1, utf8.RuneLen(r))
			}
		}
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpCapture, syntax.OpPlus:
		n = leastBytes(re.Sub[0])
	case syntax.OpRepeat:
		n = re.Min * leastBytes(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += leastBytes(sub)
		}
	case syntax.OpAlternate:
		n = most
		for _, sub := range re.Sub {
			n = min(n, leastBytes(sub))
		}
	}
	return min(n, most)
}
