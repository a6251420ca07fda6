package rule

import (
	"fmt"
	"strings"
)

// expand replaces the %placeholders% of a value by the caller's values, in every
// combination. A percent sign after a backslash is plain.
func (b *builder) expand(it Item, v Value) ([]Value, *LoadError) {
	texts := []string{""}
	rest := v.Text
	for rest != "" {
		lit, name, after, found := cutPlaceholder(rest)
		for i := range texts {
			texts[i] += lit
		}
		rest = after
		if !found {
			break
		}
		values, err := b.placeholder(it, name)
		if err != nil {
			return nil, err
		}
		texts = combine(texts, values)
		if len(texts) > MaxVariants {
			return nil, problem(v.Line, it.Key(), fmt.Sprintf("more than %d values after expansion", MaxVariants), "give the placeholders fewer values")
		}
	}
	var out []Value
	for _, t := range texts {
		out = append(out, Value{Kind: StringValue, Text: t, Line: v.Line})
	}
	return out, nil
}

// cutPlaceholder takes the text before the next placeholder off, with \% made
// plain, and the placeholder's name.
func cutPlaceholder(s string) (lit, name, after string, found bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '%':
			b.WriteByte('%')
			i++
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '\\':
			b.WriteString(`\\`)
			i++
		case s[i] == '%':
			if end := strings.IndexByte(s[i+1:], '%'); end > 0 {
				return b.String(), s[i+1 : i+1+end], s[i+2+end:], true
			}
			b.WriteByte('%')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), "", "", false
}

func (b *builder) placeholder(it Item, name string) ([]string, *LoadError) {
	if b.unresolved {
		return []string{"x"}, nil
	}
	if values := b.placeholders[name]; len(values) > 0 {
		return values, nil
	}
	return nil, problem(it.Line, it.Key(), fmt.Sprintf("the placeholder %%%s%% has no values", name), "give it values, or leave the rule out")
}

func combine(texts, values []string) []string {
	out := make([]string, 0, len(texts)*len(values))
	for _, t := range texts {
		for _, v := range values {
			out = append(out, t+v)
		}
	}
	return out
}
