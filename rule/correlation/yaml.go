package correlation

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// follow resolves a YAML alias; nil if the chain does not end.
func follow(n *yaml.Node) *yaml.Node {
	for i := 0; n != nil && n.Kind == yaml.AliasNode; i++ {
		if i == maxAliasHops {
			return nil
		}
		n = n.Alias
	}
	return n
}

// member is the value of a key of a map, nil if there is none or it is null.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			v := follow(n.Content[i+1])
			if v == nil || v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
				return nil
			}
			return v
		}
	}
	return nil
}

// text is an optional scalar.
func (p *parser) text(n *yaml.Node, key string) string {
	v := member(n, key)
	if v == nil {
		return ""
	}
	if v.Kind != yaml.ScalarNode {
		p.fail(v, key, "not a text", "write one value")
		return ""
	}
	return strings.TrimSpace(v.Value)
}

func (p *parser) truth(n *yaml.Node, key string) bool {
	s := strings.ToLower(p.text(n, key))
	if s != "" && s != "true" && s != "false" {
		p.fail(member(n, key), key, fmt.Sprintf("%q is not a truth value", s), "write true or false")
	}
	return s == "true"
}

func (p *parser) oneOf(n *yaml.Node, key string, allowed ...string) string {
	s := p.text(n, key)
	if s == "" || slices.Contains(allowed, s) {
		return s
	}
	p.fail(member(n, key), key, fmt.Sprintf("unknown value %q", s), fmt.Sprintf("use one of %v", allowed))
	return ""
}

// list is an optional list of texts; one text counts as a list of one.
func (p *parser) list(n *yaml.Node, key string) []string {
	v := member(n, key)
	if v == nil {
		return nil
	}
	if v.Kind == yaml.ScalarNode {
		return []string{strings.TrimSpace(v.Value)}
	}
	if v.Kind != yaml.SequenceNode {
		p.fail(v, key, "not a list", "write a list of texts")
		return nil
	}
	var out []string
	for _, c := range v.Content {
		if c = follow(c); c == nil || c.Kind != yaml.ScalarNode {
			p.fail(v, key, "an entry that is not a text", "write a list of texts")
			continue
		}
		out = append(out, strings.TrimSpace(c.Value))
	}
	return out
}
