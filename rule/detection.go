package rule

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// MaxValues is how many values one rule may have, expanded values included. The
// largest public rule has about 1,500.
const MaxValues = 50_000

// detection reads a map of selections and a condition. Keys in other are not
// selections.
func (p *parser) detection(n *yaml.Node, other map[string]bool) Detection {
	var d Detection
	values := 0
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], follow(n.Content[i+1])
		switch {
		case key.Value == "condition" || other[key.Value]:
		case key.Value == "timeframe":
			p.fail(key.Line, "timeframe", "aggregation inside a rule is obsolete since Sigma 2.0", "write a correlation with `timespan`")
		default:
			s := p.selection(key, val)
			d.Selections = append(d.Selections, s)
			values += s.size()
		}
	}
	if values > MaxValues {
		p.fail(n.Line, "detection", fmt.Sprintf("%d values, the limit is %d", values, MaxValues), "use |expand or several rules")
	}
	d.Conditions = p.conditions(n, d.Selections)
	if len(p.errs) == 0 {
		p.check(&d)
	}
	return d
}

// check builds every item once for its errors; placeholders are not known yet.
func (p *parser) check(d *Detection) {
	b := builder{unresolved: true}
	for _, s := range d.Selections {
		for _, alt := range s.Alternatives {
			for _, it := range alt {
				_, err := b.item(it)
				p.add(err)
			}
		}
	}
}

func (s *Selection) size() int {
	n := 0
	for _, alt := range s.Alternatives {
		for _, it := range alt {
			n += len(it.Values)
		}
	}
	return n
}

func (p *parser) selection(key, val *yaml.Node) Selection {
	s := Selection{Name: key.Value, Line: key.Line}
	switch val.Kind {
	case yaml.MappingNode:
		s.Alternatives = [][]Item{p.items(key.Value, val)}
	case yaml.SequenceNode:
		s.Alternatives = p.alternatives(key.Value, val)
	default:
		s.Alternatives = [][]Item{{p.keyword(key.Value, val)}}
	}
	if s.size() == 0 && len(p.errs) == 0 {
		p.fail(key.Line, key.Value, "a selection without values", "give it at least one field or keyword")
	}
	return s
}

// alternatives reads a list: its maps are alternatives, its texts are keywords,
// which are alternatives too.
func (p *parser) alternatives(name string, list *yaml.Node) [][]Item {
	var out [][]Item
	words := Item{Line: list.Line}
	for _, c := range list.Content {
		c = follow(c)
		switch c.Kind {
		case yaml.MappingNode:
			out = append(out, p.items(name, c))
		case yaml.ScalarNode:
			words.Values = append(words.Values, scalar(c))
		default:
			p.fail(c.Line, name, "a list inside a list", "a selection is a map, or a list of maps and texts")
		}
	}
	if len(words.Values) > 0 {
		out = append(out, []Item{words})
	}
	return out
}

func (p *parser) keyword(name string, n *yaml.Node) Item {
	if isNull(n) {
		p.fail(n.Line, name, "an empty selection", "give it at least one field or keyword")
	}
	return Item{Values: []Value{scalar(n)}, Line: n.Line}
}

func (p *parser) items(name string, m *yaml.Node) []Item {
	var out []Item
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, val := m.Content[i], follow(m.Content[i+1])
		parts := strings.Split(key.Value, "|")
		it := Item{Field: parts[0], Modifiers: parts[1:], Line: key.Line}
		it.Values = p.values(name+"."+key.Value, val)
		out = append(out, it)
	}
	if len(out) == 0 {
		p.fail(m.Line, name, "an empty map", "give it at least one field")
	}
	return out
}

func (p *parser) values(construct string, n *yaml.Node) []Value {
	switch n.Kind {
	case yaml.ScalarNode:
		return []Value{scalar(n)}
	case yaml.SequenceNode:
		return p.valueList(construct, n)
	}
	p.fail(n.Line, construct, "a map as value", "a field's value is a text, a number, a truth value, null or a list of them")
	return nil
}

func (p *parser) valueList(construct string, n *yaml.Node) []Value {
	if len(n.Content) == 0 {
		p.fail(n.Line, construct, "an empty list can never match", "give it a value, or remove the field")
	}
	var out []Value
	for _, c := range n.Content {
		c = follow(c)
		if c.Kind != yaml.ScalarNode {
			p.fail(c.Line, construct, "a list or map inside a list of values", "write the values in one flat list")
			continue
		}
		v := scalar(c)
		if v.Kind == NullValue {
			p.fail(c.Line, construct, "null cannot be part of a list of values (specification, special field values)",
				"give null a selection of its own and join the two with `or`")
		}
		out = append(out, v)
	}
	return out
}
