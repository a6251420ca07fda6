package rule

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of a rule file. The largest public rule has about 40 kB and 1,500
// values; these leave two orders of magnitude and keep a hostile file cheap.
const (
	// MaxFileBytes is the size of one rule file.
	MaxFileBytes = 8 << 20
	// MaxNodes is how many YAML nodes a file may have with its aliases followed:
	// what stops an alias bomb.
	MaxNodes = 500_000
	// MaxNesting is how deep YAML may be nested, aliases followed.
	MaxNesting = 32
)

// readDocuments cuts a file into its documents' mappings. Documents without
// content are left out; those that are beyond a limit are errors.
func readDocuments(data []byte) (docs []*yaml.Node, errs []*LoadError) {
	if len(data) > MaxFileBytes {
		return nil, []*LoadError{problem(0, "", fmt.Sprintf("the file has %d bytes, the limit is %d", len(data), MaxFileBytes), "split it")}
	}
	if !utf8.Valid(data) {
		return nil, []*LoadError{problem(0, "", "the file is not UTF-8", "save it as UTF-8")}
	}
	budget := MaxNodes
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for budget > 0 {
		var doc yaml.Node
		err := dec.Decode(&doc)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return docs, append(errs, problem(0, "", "not valid YAML: "+err.Error(), "mend the syntax"))
		}
		top, lerr := checkDocument(&doc, &budget)
		if lerr != nil {
			errs = append(errs, lerr)
		} else if top != nil {
			docs = append(docs, top)
		}
	}
	return docs, errs
}

func checkDocument(doc *yaml.Node, budget *int) (*yaml.Node, *LoadError) {
	if len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return nil, nil
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, problem(top.Line, "", "a document of a rule file is a map of keys", "begin with `title:`")
	}
	err := measure(top, budget, 0)
	if err == nil {
		return top, nil
	}
	for i := 0; i+1 < len(top.Content); i += 2 {
		if v := top.Content[i+1]; top.Content[i].Value == "title" && v.Kind == yaml.ScalarNode {
			err.Rule = v.Value
		}
	}
	return nil, err
}

// measure walks a document as a reader that follows aliases would, within the
// limits, and refuses duplicate keys.
func measure(n *yaml.Node, budget *int, depth int) *LoadError {
	if *budget--; *budget < 0 {
		return problem(n.Line, "", fmt.Sprintf("more than %d nodes once aliases are followed", MaxNodes), "write the values out, or split the file")
	}
	if depth > MaxNesting {
		return problem(n.Line, "", fmt.Sprintf("nested deeper than %d", MaxNesting), "flatten it")
	}
	if n.Kind == yaml.AliasNode {
		return measure(n.Alias, budget, depth+1)
	}
	if n.Kind == yaml.MappingNode {
		if err := uniqueKeys(n); err != nil {
			return err
		}
	}
	for _, c := range n.Content {
		if err := measure(c, budget, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func uniqueKeys(n *yaml.Node) *LoadError {
	seen := make(map[string]bool, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if k.Kind != yaml.ScalarNode {
			return problem(k.Line, "", "a key that is not a plain text", "use a text as key")
		}
		if k.Tag == "!!merge" {
			return problem(k.Line, "<<", "YAML merge keys are not part of Sigma", "write the keys out")
		}
		if seen[k.Value] {
			return problem(k.Line, k.Value, "the same key twice in one map", "use a list of values, or |all, or two selections")
		}
		seen[k.Value] = true
	}
	return nil
}

// follow resolves an alias. The document has been measured, so chains end.
func follow(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// member is the value of a key of a map, nil if there is none.
func member(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return follow(n.Content[i+1])
		}
	}
	return nil
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// scalar reads one value.
func scalar(n *yaml.Node) Value {
	v := Value{Text: n.Value, Line: n.Line}
	switch n.Tag {
	case "!!null":
		v.Kind, v.Text = NullValue, ""
	case "!!bool":
		v.Kind, v.Text = BoolValue, foldText(n.Value)
	case "!!int", "!!float":
		v.Kind = NumberValue
	}
	return v
}
