package correlation

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Limits of one correlation.
const (
	// MaxTitle is the specification's limit, in characters.
	MaxTitle = 256
	// MaxRules is how many rules one correlation may refer to; the state of an
	// ordered one grows with its square.
	MaxRules = 64
	// MaxFields is how many fields group-by or field may name.
	MaxFields = 16
	// MaxTimespan keeps windows within what logs can hold.
	MaxTimespan = 3660 * 24 * time.Hour
	// maxAliasHops is how often a YAML alias may point to another.
	maxAliasHops = 8
)

// Parse reads one correlation document; file is its name for messages. The error
// joins a [LoadError] for each thing that is wrong.
func Parse(node *yaml.Node, file string) (*Rule, error) {
	node = follow(node)
	if node == nil {
		return nil, &LoadError{File: file, Reason: "an empty document", Remedy: "begin with `title:`"}
	}
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = follow(node.Content[0])
	}
	p := &parser{rule: &Rule{File: file, Line: node.Line, Condition: Condition{Percentile: -1}}}
	if node.Kind != yaml.MappingNode {
		p.fail(node, "", "a correlation is a map of keys", "begin with `title:`")
		return nil, p.err()
	}
	p.metadata(node)
	c := member(node, "correlation")
	if c == nil || c.Kind != yaml.MappingNode {
		p.fail(node, "correlation", "missing, or not a map", "write `type:`, `rules:`, `group-by:` and `timespan:` below it")
		return nil, p.err()
	}
	p.correlation(c)
	if len(p.errs) == 0 {
		p.add(p.rule.check())
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return p.rule, nil
}

// parser gathers everything that is wrong with one document.
type parser struct {
	rule *Rule
	errs []error
}

func (p *parser) fail(n *yaml.Node, construct, reason, remedy string) {
	p.errs = append(p.errs, p.rule.fault(n.Line, construct, reason, remedy))
}

func (p *parser) add(e *LoadError) {
	if e != nil {
		p.errs = append(p.errs, e)
	}
}

func (p *parser) err() error { return errors.Join(p.errs...) }

// metadata reads everything but the section `correlation`.
func (p *parser) metadata(n *yaml.Node) {
	r := p.rule
	r.Title, r.ID, r.Name = p.text(n, "title"), p.text(n, "id"), p.text(n, "name")
	if r.Title == "" {
		p.fail(n, "title", "missing", "say in a few words what the correlation detects")
	}
	if len([]rune(r.Title)) > MaxTitle {
		p.fail(n, "title", fmt.Sprintf("longer than %d characters", MaxTitle), "shorten it")
	}
	r.Taxonomy, r.Description, r.License = p.text(n, "taxonomy"), p.text(n, "description"), p.text(n, "license")
	if !slices.Contains([]string{"", "sigma", "ocsf"}, r.Taxonomy) {
		p.fail(n, "taxonomy", fmt.Sprintf("the field names of taxonomy %q are not known here", r.Taxonomy), "use the names of taxonomy sigma or ocsf")
	}
	r.Author, r.Date, r.Modified = p.text(n, "author"), p.text(n, "date"), p.text(n, "modified")
	r.Status = p.oneOf(n, "status", "stable", "test", "experimental", "deprecated", "unsupported")
	r.Level = p.oneOf(n, "level", "informational", "low", "medium", "high", "critical")
	r.References, r.FalsePositives, r.Tags = p.list(n, "references"), p.list(n, "falsepositives"), p.list(n, "tags")
	r.Attacks, r.Insider = tagged(r.Tags, "attack.", isTechnique), tagged(r.Tags, "itm.", anyID)
	r.Generate = p.truth(n, "generate")
	p.keys(n)
}

// keys takes note of keys that Sigma does not define, and refuses those that
// only a detection has.
func (p *parser) keys(n *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch k := n.Content[i].Value; k {
		case "title", "id", "name", "taxonomy", "description", "license", "author", "date", "modified", "status",
			"level", "references", "falsepositives", "tags", "generate", "correlation", "related", "fields", "scope":
		case "detection", "logsource", "filter":
			p.fail(n.Content[i], k, "a correlation has none of its own", "put it into a rule, and refer to that rule")
		default:
			p.rule.Custom = append(p.rule.Custom, k)
		}
	}
}

func (p *parser) correlation(n *yaml.Node) {
	r := p.rule
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch k := n.Content[i].Value; k {
		case "type", "rules", "group-by", "timespan", "condition", "aliases", "generate":
		default:
			p.fail(n.Content[i], "correlation."+k, "not a key of a correlation", "use type, rules, group-by, timespan, condition, aliases, generate")
		}
	}
	r.Type = Type(p.oneOf(n, "type", string(EventCount), string(ValueCount), string(Temporal), string(TemporalOrdered),
		string(ValueSum), string(ValueAvg), string(ValuePercentile)))
	if member(n, "type") == nil {
		p.fail(n, "type", "missing", "use event_count, value_count, temporal, temporal_ordered, value_sum, value_avg or value_percentile")
	}
	p.refs(n)
	r.GroupBy = p.list(n, "group-by")
	p.different(n, "group-by", r.GroupBy, MaxFields)
	r.Generate = r.Generate || p.truth(n, "generate")
	p.timespan(n)
	if c := member(n, "condition"); c != nil {
		p.condition(c)
	}
	if a := member(n, "aliases"); a != nil {
		p.aliases(a)
	}
}

func (p *parser) refs(n *yaml.Node) {
	r := p.rule
	r.Refs = p.list(n, "rules")
	list := member(n, "rules")
	for i := range r.Refs {
		line := list.Line
		if list.Kind == yaml.SequenceNode && i < len(list.Content) {
			line = list.Content[i].Line
		}
		r.refLines = append(r.refLines, line)
	}
	if len(r.Refs) == 0 {
		p.fail(n, "rules", "missing or empty", "list the ids or names of the rules to correlate")
	}
	p.different(n, "rules", r.Refs, MaxRules)
}

func (p *parser) different(n *yaml.Node, key string, list []string, limit int) {
	if len(list) > limit {
		p.fail(member(n, key), key, fmt.Sprintf("%d entries, the limit is %d", len(list), limit), "use fewer, or chain correlations")
	}
	for i, s := range list {
		if s == "" || slices.Contains(list[:i], s) {
			p.fail(member(n, key), key, fmt.Sprintf("%q is empty or stands there twice", s), "list each once")
		}
	}
}

// timespan is a number and a unit: 30s, 15m, 12h, 7d, 2w.
func (p *parser) timespan(n *yaml.Node) {
	text := p.text(n, "timespan")
	node := member(n, "timespan")
	if text == "" {
		p.fail(n, "timespan", "missing", "write a number and a unit: 30s, 15m, 12h, 7d")
		return
	}
	span, ok := parseTimespan(text)
	switch {
	case !ok:
		p.fail(node, "timespan", fmt.Sprintf("%q is not a number and a unit", text),
			"write a whole number above 0 and s, m, h, d or w (weeks): 90m; months and years have no fixed length")
	case span > MaxTimespan:
		p.fail(node, "timespan", fmt.Sprintf("%q is longer than %d days", text, MaxTimespan/(24*time.Hour)), "use a shorter one")
	}
	p.rule.Timespan = span
}

func parseTimespan(text string) (time.Duration, bool) {
	unit := map[byte]time.Duration{'s': time.Second, 'm': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[text[len(text)-1]]
	n, err := strconv.ParseUint(text[:len(text)-1], 10, 31)
	if unit == 0 || err != nil || n == 0 {
		return 0, false
	}
	if n > uint64(MaxTimespan/unit)+1 {
		return MaxTimespan + 1, true
	}
	return time.Duration(n) * unit, true
}

func (p *parser) aliases(n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		p.fail(n, "aliases", "not a map", "write `alias:` and below it `rule name: field`")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		a := Alias{Name: n.Content[i].Value, Line: n.Content[i].Line}
		of := follow(n.Content[i+1])
		if of.Kind != yaml.MappingNode || len(of.Content) == 0 {
			p.fail(n.Content[i], "aliases."+a.Name, "not a map of rule name to field", "write `rule name: field` below it")
			continue
		}
		for j := 0; j+1 < len(of.Content); j += 2 {
			field := follow(of.Content[j+1])
			if field.Kind != yaml.ScalarNode || strings.TrimSpace(field.Value) == "" {
				p.fail(of.Content[j], "aliases."+a.Name, "a field is one name", "write `rule name: field`")
				continue
			}
			a.Fields = append(a.Fields, AliasField{Rule: of.Content[j].Value, Field: strings.TrimSpace(field.Value)})
		}
		p.rule.Aliases = append(p.rule.Aliases, a)
	}
}
