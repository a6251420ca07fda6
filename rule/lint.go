package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Problem is something that our rule book's laws have against a rule. Public
// rules are not held to them.
type Problem struct {
	Rule   string // as Rule.Ref
	File   string
	Line   int
	About  string // title, description, tags, …
	Reason string
	Remedy string
}

func (p Problem) String() string {
	return fmt.Sprintf("%s:%d: %s: %s: %s; %s", p.File, p.Line, p.Rule, p.About, p.Reason, p.Remedy)
}

// Lint holds a rule to the laws of our rule book: acts, not people (law 2), and
// unambiguous or not at all (law 8).
func Lint(r *Rule) []Problem {
	l := linter{rule: r}
	l.texts()
	l.tags()
	l.metadata()
	l.attributes()
	l.items()
	l.unused()
	return l.problems
}

type linter struct {
	rule     *Rule
	problems []Problem
}

func (l *linter) say(line int, about, reason, remedy string) {
	if line == 0 {
		line = l.rule.Line
	}
	l.problems = append(l.problems, Problem{l.rule.Ref(), l.rule.File, line, about, reason, remedy})
}

// vague are words that leave open what a rule is about.
func vague() []string {
	return []string{"suspicious", "suspiciously", "etc", "unusual", "unusually", "abnormal", "anomalous", "anomaly",
		"malicious", "potential", "potentially", "possible", "possibly", "various", "some", "several", "weird", "strange",
		"inappropriate", "improper", "excessive", "many", "frequent", "frequently", "likely", "maybe", "somehow",
		"不審", "怪しい", "疑わしい", "異常", "など", "等", "不適切", "過度", "頻繁"}
}

func (l *linter) texts() {
	for _, t := range []struct{ about, text string }{{"title", l.rule.Title}, {"description", l.rule.Description}} {
		if t.text == "" {
			l.say(0, t.about, "missing", "say it in plain words")
			continue
		}
		if word := vagueWord(t.text); word != "" {
			l.say(0, t.about, fmt.Sprintf("the word %q leaves open what is meant", word), "name the acts, and a threshold with its unit")
		}
	}
	if n := sentences(l.rule.Description); n > 1 {
		l.say(0, "description", fmt.Sprintf("%d sentences", n), "say it in one sentence")
	}
}

// vagueWord finds a vague word: Latin ones as whole words, others anywhere.
func vagueWord(text string) string {
	lower := strings.ToLower(text)
	parts := strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range vague() {
		if w[0] < 0x80 && slices.Contains(parts, w) || w[0] >= 0x80 && strings.Contains(lower, w) {
			return w
		}
	}
	return ""
}

// sentences counts the ends of sentences: a full stop, question or exclamation
// mark before a blank or the end.
func sentences(text string) int {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	n := 0
	runes := []rune(text)
	for i, r := range runes {
		ends := strings.ContainsRune(".!?", r) && (i+1 == len(runes) || unicode.IsSpace(runes[i+1]))
		if ends || strings.ContainsRune("。!?", r) {
			n++
		}
	}
	if last := runes[len(runes)-1]; !strings.ContainsRune(".!?。!?", last) {
		n++
	}
	return n
}

func (l *linter) tags() {
	attack := regexp.MustCompile(`^T\d{4}(\.\d{3})?$`)
	if len(l.rule.Attacks()) == 0 {
		l.say(0, "tags", "no ATT&CK technique", "add attack.t…")
	}
	for _, id := range l.rule.Attacks() {
		if !attack.MatchString(id) {
			l.say(0, "tags", fmt.Sprintf("%q is not an ATT&CK technique id", id), "write attack.t1234 or attack.t1234.001")
		}
	}
	matrix := regexp.MustCompile(`^(IF|PR|ME|AF)\d{3}(\.\d{3})?$`)
	if len(l.rule.Insider()) == 0 {
		l.say(0, "tags", "no Insider Threat Matrix id", "add itm.if… (or pr, me, af)")
	}
	for _, id := range l.rule.Insider() {
		switch {
		case strings.HasPrefix(id, "MT"):
			l.say(0, "tags", fmt.Sprintf("%s is a motive: rules judge acts, not people", id), "remove it")
		case !matrix.MatchString(id):
			l.say(0, "tags", fmt.Sprintf("%q is not an Insider Threat Matrix id", id), "write itm.if001 or itm.if001.001")
		}
	}
}

func (l *linter) metadata() {
	r := l.rule
	if r.ID == "" {
		l.say(0, "id", "missing", "give it a random UUID")
	}
	if r.Level == LevelNone {
		l.say(0, "level", "missing", "state informational, low, medium, high or critical")
	}
	if len(r.FalsePositives) == 0 {
		l.say(0, "falsepositives", "missing", "name the known benign causes")
	}
	for _, f := range r.FalsePositives {
		if w := strings.ToLower(strings.TrimSpace(f)); w == "unknown" || w == "unlikely" || w == "none" {
			l.say(0, "falsepositives", fmt.Sprintf("%q names no cause", f), "name a benign cause")
		}
	}
	if r.Date == "" {
		l.say(0, "date", "missing", "write the date as YYYY-MM-DD: it is what the rule can be adopted from")
	}
}

// protected are the attributes of law 2, and what stands for them.
func protected() []string {
	return []string{"nationality", "citizenship", "citizen", "passport", "birthplace", "country", "ethnicity", "ethnic", "race",
		"religion", "religious", "faith", "politics", "political", "family", "marital", "spouse", "health",
		"medical", "disability", "pregnancy", "union", "language", "locale", "lang", "timezone", "sentiment", "emotion", "mood",
		"gender", "sex", "age", "birthdate", "birthday", "homelocation", "homeaddress", "hometown", "homecity"}
}

func (l *linter) attributes() {
	names := append(l.rule.Detection.FieldNames(), l.rule.Fields...)
	for _, name := range names {
		for _, part := range nameParts(name) {
			if slices.Contains(protected(), part) {
				l.say(0, "field "+name, fmt.Sprintf("%q is a protected attribute, or stands for one (law 2)", part), "judge the act, not the person")
			}
		}
	}
}

// nameParts cuts a field's name into lower-case words: at what is no letter, and
// before a capital.
func nameParts(name string) []string {
	var out []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			out = append(out, strings.ToLower(string(word)))
			word = nil
		}
	}
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r):
			flush()
			continue
		case unicode.IsUpper(r) && len(word) > 0 && unicode.IsLower(word[len(word)-1]):
			flush()
		}
		word = append(word, r)
	}
	flush()
	for i := len(out) - 1; i > 0; i-- { // time_zone, homeAddress
		out = append(out, out[i-1]+out[i])
	}
	return out
}

// items refuses what would judge when somebody works, and what says less than it
// seems to.
func (l *linter) items() {
	l.rule.Detection.eachItem(func(it Item) {
		for _, m := range it.Modifiers {
			if slices.Contains([]string{"hour", "minute", "day", "week"}, m) && l.personScoped() {
				l.say(it.Line, it.Key(), "judges at what time a person works", "remove it; a rule about a device or service states `scope: [device]` or `[service]`")
			}
		}
		if it.Has("base64offset") && !it.Has("contains") {
			l.say(it.Line, it.Key(), "the part of a Base64 text is hardly ever the whole value", "add |contains")
		}
		for _, v := range it.Values {
			if v.Text == "" && v.Kind == StringValue && (it.Has("contains") || it.Has("startswith") || it.Has("endswith")) {
				l.say(it.Line, it.Key(), "an empty text is part of every text", "remove it")
			}
		}
	})
}

// personScoped: every rule is, unless its scope names only things.
func (l *linter) personScoped() bool {
	for _, s := range l.rule.Scope {
		if s != "device" && s != "service" {
			return true
		}
	}
	return len(l.rule.Scope) == 0
}

func (l *linter) unused() {
	used := map[int]bool{}
	var walk func(*Cond)
	walk = func(c *Cond) {
		if c.Op == OpSelection {
			used[c.Selection] = true
		}
		for _, k := range c.Kids {
			walk(k)
		}
	}
	for _, c := range l.rule.Detection.Conditions {
		walk(c.Root)
	}
	for i, s := range l.rule.Detection.Selections {
		if !used[i] {
			l.say(s.Line, s.Name, "the condition does not use this selection", "remove it, or use it")
		}
	}
}
