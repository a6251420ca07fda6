package rule

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

func (p *parser) filter() *Filter {
	f := &Filter{File: p.file, Line: p.line}
	p.title = p.text("title")
	f.Title, f.ID, f.Description = p.title, p.text("id"), p.text("description")
	if f.Title == "" {
		p.fail(p.line, "title", "missing", "say in a few words what the filter lets pass")
	}
	p.longest("title", f.Title, MaxTitle)
	p.longest("description", f.Description, MaxDescription)
	p.taxonomy(p.text("taxonomy"))
	f.LogSource, _ = p.logSource()
	n := p.section("filter")
	if n == nil {
		return f
	}
	f.Rules, f.Any = p.filterRules(n)
	f.Detection = p.detection(n, map[string]bool{"rules": true})
	return f
}

// filterRules reads the ids and names of the rules that a filter is for.
func (p *parser) filterRules(n *yaml.Node) ([]string, bool) {
	rules := member(n, "rules")
	switch {
	case rules == nil || isNull(rules):
		p.fail(n.Line, "filter.rules", "missing", "list ids or names of rules, or write `any`")
		return nil, false
	case rules.Kind == yaml.ScalarNode && rules.Value == "any":
		return nil, true
	case rules.Kind == yaml.ScalarNode:
		return []string{rules.Value}, false
	}
	var out []string
	for _, c := range rules.Content {
		if c = follow(c); c.Kind == yaml.ScalarNode && c.Value == "any" {
			return nil, true
		} else if c.Kind == yaml.ScalarNode && c.Value != "" {
			out = append(out, c.Value)
		}
	}
	if len(out) == 0 {
		p.fail(rules.Line, "filter.rules", "an empty list", "list ids or names of rules, or write `any`")
	}
	return out, false
}

// applyFilters finds, for each rule, the filters that apply to it.
func applyFilters(rules []*Rule, filters []*Filter) ([][]*Filter, []*LoadError) {
	out := make([][]*Filter, len(rules))
	byRef := map[string][]int{}
	for i, r := range rules {
		for _, ref := range []string{r.ID, r.Name} {
			if ref != "" {
				byRef[ref] = append(byRef[ref], i)
			}
		}
	}
	var errs []*LoadError
	for _, f := range filters {
		if f.Any {
			for i, r := range rules {
				if r.LogSource.Serves(f.LogSource) {
					out[i] = append(out[i], f)
				}
			}
			continue
		}
		for _, ref := range f.Rules {
			errs = append(errs, f.applyTo(ref, byRef[ref], rules, out)...)
		}
	}
	return out, errs
}

func (f *Filter) applyTo(ref string, at []int, rules []*Rule, out [][]*Filter) []*LoadError {
	if len(at) == 0 {
		e := problem(f.Line, "filter.rules", fmt.Sprintf("no rule has the id or name %q", ref), "load the rule too, or remove it from the list")
		return []*LoadError{e.at(f.File, f.Title, f.Line)}
	}
	var errs []*LoadError
	for _, i := range at {
		if !rules[i].LogSource.Serves(f.LogSource) {
			e := problem(f.Line, "logsource", fmt.Sprintf("the filter is for %s, but rule %q is for %s", f.LogSource, ref, rules[i].LogSource),
				"give both the same log source")
			errs = append(errs, e.at(f.File, f.Title, f.Line))
			continue
		}
		out[i] = append(out[i], f)
	}
	return errs
}

// remains reports whether a filter's condition says what remains ("not
// selection") rather than what is removed ("selection"): every part joined by
// `and` at its top is negated.
func remains(c *Cond) bool {
	switch c.Op {
	case OpNot:
		return true
	case OpAnd:
		for _, k := range c.Kids {
			if !remains(k) {
				return false
			}
		}
		return true
	}
	return false
}
