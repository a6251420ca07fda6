package org

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"
)

// Limits of one register file, far above what a company writes by hand.
const (
	maxFileBytes = 64 << 20
	maxYAMLBytes = 16 << 20
	maxText      = 64 << 10 // of one value, bytes
)

// yamlFile reads one YAML register and notes what is wrong in it.
type yamlFile struct {
	name string
	ps   *problems
}

func (f *yamlFile) bad(n *yaml.Node, remedy, format string, args ...any) {
	f.ps.add(f.name, n.Line, remedy, format, args...)
}

var yamlErrorLine = regexp.MustCompile(`line (\d+)`)

// root parses the file. It returns nil if the file is empty or refused.
func (f *yamlFile) root(raw []byte) *yaml.Node {
	if len(raw) > maxYAMLBytes {
		f.ps.add(f.name, 1, "split it or remove what is not needed", "the file has %d bytes, more than %d", len(raw), maxYAMLBytes)
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			f.syntax(err)
		}
		return nil
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		f.bad(&more, "put everything into one document", "a second YAML document begins")
		return nil
	}
	if len(doc.Content) == 0 || f.tricky(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

func (f *yamlFile) syntax(err error) {
	line := 1
	if m := yamlErrorLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
	}
	f.ps.add(f.name, line, "mend the indentation or quote the value", "not valid YAML (%v)", err)
}

// tricky refuses anchors, aliases and own tags anywhere below n.
func (f *yamlFile) tricky(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		f.bad(n, "write the value out", "anchors and aliases are not allowed")
		return true
	case n.Style&yaml.TaggedStyle != 0:
		f.bad(n, "remove the tag", "the tag %s is not allowed", n.Tag)
		return true
	}
	for _, c := range n.Content {
		if f.tricky(c) {
			return true
		}
	}
	return false
}

// items calls use with each mapping of a list.
func (f *yamlFile) items(root *yaml.Node, use func(*yaml.Node)) {
	if root == nil || isNull(root) {
		return
	}
	if root.Kind != yaml.SequenceNode {
		f.bad(root, "begin each entry with a hyphen", "the file must be a list")
		return
	}
	for _, n := range root.Content {
		if n.Kind != yaml.MappingNode {
			f.bad(n, "write keys and values, as sekisho org init shows", "an entry must be a map")
			continue
		}
		use(n)
	}
}

// fields gives each member of a map to the function for its key. Keys that have
// none are refused.
func (f *yamlFile) fields(n *yaml.Node, keys []string, use func(key string, v *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		f.bad(n, "write keys and values, as sekisho org init shows", "must be a map")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case isProtected(k.Value):
			f.ps.add(f.name, k.Line, "remove the key", protectedText, "key", k.Value)
		case seen[k.Value]:
			f.bad(k, "remove one of them", "key %q is given twice", k.Value)
		case !contains(keys, k.Value):
			f.bad(k, meant(k.Value, keys), "unknown key %q", k.Value)
		default:
			use(k.Value, v)
		}
		seen[k.Value] = true
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// text reads a scalar; numbers and dates are taken as written.
func (f *yamlFile) text(n *yaml.Node, key string) string {
	switch {
	case n.Kind != yaml.ScalarNode || isNull(n):
		f.bad(n, "give one value", "%s must be a text", key)
		return ""
	case len(n.Value) > maxText:
		f.bad(n, "shorten it", "%s has %d bytes, more than %d", key, len(n.Value), maxText)
		return ""
	}
	return n.Value
}

// texts reads a list of scalars.
func (f *yamlFile) texts(n *yaml.Node, key string) []string {
	list := []string{}
	if n.Kind != yaml.SequenceNode {
		f.bad(n, "write ["+key+"] or one hyphen a line", "%s must be a list", key)
		return list
	}
	for _, c := range n.Content {
		if s := f.text(c, key); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// textOrTexts reads one scalar or a list.
func (f *yamlFile) textOrTexts(n *yaml.Node, key string) []string {
	if n.Kind == yaml.ScalarNode && !isNull(n) {
		return []string{f.text(n, key)}
	}
	return f.texts(n, key)
}

// oneOf reads a scalar that must be one of a few words.
func (f *yamlFile) oneOf(n *yaml.Node, key string, valid []string) string {
	s := f.text(n, key)
	if s != "" && !contains(valid, s) {
		f.bad(n, meant(s, valid), "%s %q is not known", key, s)
		return ""
	}
	return s
}

// day reads an ISO date.
func (f *yamlFile) day(n *yaml.Node, key string) string {
	s := f.text(n, key)
	if s == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		f.bad(n, "write it as 2026-11-30", "%s %q is not a date", key, s)
		return ""
	}
	return s
}
