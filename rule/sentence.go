package rule

import (
	"fmt"
	"strings"
)

// Language is one that rules are explained in.
type Language uint8

const (
	English Language = iota
	Japanese
)

// MostNamed is how many values of a list a sentence names.
const MostNamed = 6

// Sentence says what a rule looks for, made from its structure alone: the
// description is its author's word, this is what the engine does.
func Sentence(r *Rule, lang Language) string {
	w := words(lang)
	var any []string
	for _, c := range r.Detection.Conditions {
		any = append(any, w.condition(&r.Detection, c.Root, true))
	}
	return fmt.Sprintf(w.frame, w.source(r.LogSource), strings.Join(any, w.or))
}

// vocabulary is a language's phrases. Verbs take the field as %[1]s and the
// values as %[2]s.
type vocabulary struct {
	frame, and, or, not, open, end string
	anyOf, allOf, more, quote      string
	comma                          string
	anywhere, records              string
	category, product, service     string

	is, contains, begins, ends, matches, inNetwork, lacksNull, empty string
	exists, missing, differs, field, cased                           string
	less, lessOrEqual, greater, greaterOrEqual                       string
	encoded, dashes                                                  string
	parts                                                            [7]string // by timePart, around the field
}

func words(lang Language) *vocabulary {
	if lang == Japanese {
		return japanese()
	}
	return english()
}

func english() *vocabulary {
	return &vocabulary{
		frame: "Matches a record of %s in which %s.", and: " and ", or: " or ", not: "it is not so that %s", open: "(", end: ")",
		anyOf: "any of %s", allOf: "all of %s", more: "%s and %d more", comma: ", ", quote: `"%s"`,
		anywhere: "some value", records: "any source",
		category: "category %s", product: "product %s", service: "service %s",
		is: "%[1]s is %[2]s", contains: "%[1]s contains %[2]s", begins: "%[1]s begins with %[2]s", ends: "%[1]s ends with %[2]s",
		matches: "%[1]s matches the regular expression %[2]s", inNetwork: "%[1]s lies in %[2]s",
		lacksNull: "%[1]s is absent or null", empty: "%[1]s is an empty text", exists: "%[1]s is present", missing: "%[1]s is not present",
		differs: "%[1]s is present and it is not so that %[2]s", field: "the field %s", cased: "%s (upper and lower case regarded)",
		less: "%[1]s is less than %[2]s", lessOrEqual: "%[1]s is at most %[2]s",
		greater: "%[1]s is more than %[2]s", greaterOrEqual: "%[1]s is at least %[2]s",
		encoded: "%[1]s encoded as %[2]s", dashes: "%s (with any dash or slash)",
		parts: [7]string{"%s", "the minute of %s", "the hour of %s", "the day of the month of %s", "the ISO week of %s", "the month of %s", "the year of %s"},
	}
}

func japanese() *vocabulary {
	return &vocabulary{
		frame: "%s の記録のうち、%sものに一致する。", and: "、かつ ", or: "、または ", not: "「%s」ではない", open: "(", end: ")",
		anyOf: "%sのいずれか", allOf: "%sのすべて", more: "%sほか%d件", comma: "、", quote: "「%s」",
		anywhere: "いずれかの値", records: "あらゆるログ",
		category: "分類 %s", product: "製品 %s", service: "サービス %s",
		is: "%[1]s が %[2]s である", contains: "%[1]s が%[2]sを含む", begins: "%[1]s が%[2]sで始まる", ends: "%[1]s が%[2]sで終わる",
		matches: "%[1]s が正規表現%[2]sに合う", inNetwork: "%[1]s が%[2]sに属する",
		lacksNull: "%[1]s が無いか null である", empty: "%[1]s が空文字である", exists: "%[1]s が有る", missing: "%[1]s が無い",
		differs: "%[1]s が有り、「%[2]s」ではない", field: "項目 %s", cased: "%s(大文字と小文字を区別)",
		less: "%[1]s が %[2]s より小さい", lessOrEqual: "%[1]s が %[2]s 以下である",
		greater: "%[1]s が %[2]s より大きい", greaterOrEqual: "%[1]s が %[2]s 以上である",
		encoded: "%[1]sの %[2]s 表現", dashes: "%s(ハイフン類と斜線は互いに同じとみなす)",
		parts: [7]string{"%s", "%s の分", "%s の時", "%s の日", "%s の ISO 週", "%s の月", "%s の年"},
	}
}

func (w *vocabulary) source(l LogSource) string {
	var parts []string
	for _, p := range []struct{ form, value string }{{w.product, l.Product}, {w.category, l.Category}, {w.service, l.Service}} {
		if p.value != "" {
			parts = append(parts, fmt.Sprintf(p.form, p.value))
		}
	}
	if len(parts) == 0 {
		return w.records
	}
	return strings.Join(parts, w.comma)
}

// condition says a condition; outer ones need no brackets.
func (w *vocabulary) condition(d *Detection, c *Cond, outer bool) string {
	switch c.Op {
	case OpSelection:
		return w.selection(d.Selections[c.Selection], outer)
	case OpNot:
		return fmt.Sprintf(w.not, w.condition(d, c.Kids[0], true))
	}
	var parts []string
	for _, k := range c.Kids {
		parts = append(parts, w.condition(d, k, outer && len(c.Kids) == 1))
	}
	sep := w.and
	if c.Op == OpOr {
		sep = w.or
	}
	return w.joined(sep, parts, outer)
}

func (w *vocabulary) selection(s Selection, outer bool) string {
	var any []string
	for _, alt := range s.Alternatives {
		var all []string
		for _, it := range alt {
			all = append(all, w.item(it))
		}
		any = append(any, w.joined(w.and, all, outer && len(s.Alternatives) == 1))
	}
	return w.joined(w.or, any, outer)
}

func (w *vocabulary) joined(sep string, parts []string, outer bool) string {
	text := strings.Join(parts, sep)
	if outer || len(parts) == 1 {
		return text
	}
	return w.open + text + w.end
}

func (w *vocabulary) item(it Item) string {
	c, err := readChain(it)
	if err != nil {
		return it.Key()
	}
	field := it.Field
	if field == "" {
		field = w.anywhere
	}
	field = fmt.Sprintf(w.parts[c.part], field)
	text := fmt.Sprintf(w.verb(it, c), field, w.values(it, c))
	if c.neq {
		text = fmt.Sprintf(w.differs, field, text)
	}
	if c.cased {
		text = fmt.Sprintf(w.cased, text)
	}
	return text
}

// verb is the phrase of an item. A phrase that needs no values still is given
// them, as %.0s.
func (w *vocabulary) verb(it Item, c chain) string {
	const drop = "%.0[2]s"
	first := it.Values[0]
	switch {
	case c.kind == typeExists && first.Text == "true":
		return w.exists + drop
	case c.kind == typeExists:
		return w.missing + drop
	case first.Kind == NullValue:
		return w.lacksNull + drop
	case c.kind == typeText && c.anchor == anchorNone && len(it.Values) == 1 && first.Text == "" && it.Field != "":
		return w.empty + drop
	case c.kind == typeRegexp:
		return w.matches
	case c.kind == typeCIDR:
		return w.inNetwork
	case c.kind == typeNumber:
		return [...]string{w.is, w.less, w.lessOrEqual, w.greater, w.greaterOrEqual}[c.compare]
	case c.anchor == anchorContains, it.Field == "" && c.anchor == anchorNone:
		return w.contains
	case c.anchor == anchorStart:
		return w.begins
	case c.anchor == anchorEnd:
		return w.ends
	}
	return w.is
}

func (w *vocabulary) values(it Item, c chain) string {
	var out []string
	for _, v := range it.Values[:min(len(it.Values), MostNamed)] {
		text := fmt.Sprintf(w.quote, v.Text)
		if v.Kind == NumberValue {
			text = v.Text
		}
		if c.kind == typeField {
			text = fmt.Sprintf(w.field, v.Text)
		}
		out = append(out, text)
	}
	list := strings.Join(out, w.comma)
	if more := len(it.Values) - len(out); more > 0 {
		list = fmt.Sprintf(w.more, list, more)
	}
	if len(it.Values) > 1 {
		form := w.anyOf
		if c.all {
			form = w.allOf
		}
		list = fmt.Sprintf(form, list)
	}
	for _, t := range c.transforms {
		if t == "windash" {
			list = fmt.Sprintf(w.dashes, list)
			continue
		}
		list = fmt.Sprintf(w.encoded, list, t)
	}
	return list
}
