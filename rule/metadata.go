package rule

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of the specification (characters).
const (
	MaxTitle       = 256
	MaxDescription = 65_535
)

// metadata reads everything of a rule but its detection.
func (p *parser) metadata(r *Rule) {
	p.title = p.text("title")
	r.Title, r.ID, r.Name = p.title, p.text("id"), p.text("name")
	if p.title == "" {
		p.title = r.ID
		p.fail(p.line, "title", "missing", "say in a few words what the rule detects")
	}
	r.Taxonomy, r.Description = p.text("taxonomy"), p.text("description")
	p.longest("title", r.Title, MaxTitle)
	p.longest("name", r.Name, MaxTitle)
	p.longest("description", r.Description, MaxDescription)
	p.taxonomy(r.Taxonomy)
	r.License, r.Author = p.text("license"), p.text("author")
	r.Date, r.Modified = p.text("date"), p.text("modified")
	r.References, r.FalsePositives = p.list("references"), p.list("falsepositives")
	r.Fields, r.Tags, r.Scope = p.list("fields"), p.list("tags"), p.list("scope")
	r.Status = Status(p.oneOf("status", "stable", "test", "experimental", "deprecated", "unsupported"))
	r.Level = Level(p.oneOf("level", "informational", "low", "medium", "high", "critical"))
	r.Related = p.related()
	r.LogSource, r.Definition = p.logSource()
	r.Custom = p.custom()
}

// text is an optional scalar.
func (p *parser) text(key string) string {
	n := member(p.node, key)
	if n == nil || isNull(n) {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		p.fail(n.Line, key, "not a text", "write one value")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (p *parser) longest(key, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		p.fail(p.line, key, fmt.Sprintf("%d characters, the limit is %d", n, limit), "shorten it")
	}
}

// taxonomy refuses names that we would have to translate and cannot.
func (p *parser) taxonomy(name string) {
	switch name {
	case "", "sigma", "ocsf":
	default:
		p.fail(p.line, "taxonomy", fmt.Sprintf("the field names of taxonomy %q are not known here", name),
			"use the names of taxonomy sigma or ocsf")
	}
}

// list is an optional list of texts; one text counts as a list of one.
func (p *parser) list(key string) []string {
	n := member(p.node, key)
	if n == nil || isNull(n) {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	if n.Kind != yaml.SequenceNode {
		p.fail(n.Line, key, "not a list", "write a list of texts")
		return nil
	}
	var out []string
	for _, c := range n.Content {
		c = follow(c)
		if c.Kind != yaml.ScalarNode {
			p.fail(c.Line, key, "not a text", "write a list of texts")
			continue
		}
		if !isNull(c) {
			out = append(out, c.Value)
		}
	}
	return out
}

func (p *parser) oneOf(key string, allowed ...string) string {
	s := p.text(key)
	if s == "" || slices.Contains(allowed, s) {
		return s
	}
	p.fail(member(p.node, key).Line, key, fmt.Sprintf("unknown value %q", s), fmt.Sprintf("use one of %v", allowed))
	return ""
}

func (p *parser) related() []Related {
	n := member(p.node, "related")
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	var out []Related
	for _, c := range n.Content {
		c = follow(c)
		if c.Kind != yaml.MappingNode {
			p.fail(c.Line, "related", "not a map of id and type", "write `- id: …` and `type: …`")
			continue
		}
		var rel Related
		if id := member(c, "id"); id != nil {
			rel.ID = id.Value
		}
		if typ := member(c, "type"); typ != nil {
			rel.Type = typ.Value
		}
		out = append(out, rel)
	}
	return out
}

// logSource needs at least one of the three parts: a rule about every record of
// every product is a mistake.
func (p *parser) logSource() (LogSource, string) {
	n := p.section("logsource")
	if n == nil {
		return LogSource{}, ""
	}
	part := func(key string) string {
		v := member(n, key)
		if v == nil || isNull(v) {
			return ""
		}
		if v.Kind != yaml.ScalarNode {
			p.fail(v.Line, "logsource."+key, "not a text", "write one value")
			return ""
		}
		return strings.TrimSpace(v.Value)
	}
	ls := LogSource{Category: part("category"), Product: part("product"), Service: part("service")}
	if ls == (LogSource{}) {
		p.fail(n.Line, "logsource", "states neither category nor product nor service", "state at least one")
	}
	return ls, part("definition")
}

// custom are the names of keys that the specification does not define.
func (p *parser) custom() []string {
	var out []string
	for i := 0; i+1 < len(p.node.Content); i += 2 {
		if k := p.node.Content[i].Value; !isSigmaKey(k) {
			out = append(out, k)
		}
	}
	return out
}

func isSigmaKey(k string) bool {
	switch k {
	case "title", "id", "name", "related", "taxonomy", "status", "description", "license", "references",
		"author", "date", "modified", "logsource", "detection", "fields", "falsepositives", "level", "tags", "scope":
		return true
	}
	return false
}
