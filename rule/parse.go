package rule

import (
	"errors"

	"go.yaml.in/yaml/v3"
)

// Parse reads the documents of one rule file; file is its name for messages.
// The error joins one [LoadError] for each thing that is wrong (see
// [LoadErrors]); documents without fault are returned beside it.
//
// What depends on the caller (placeholders, the rules that a filter names, log
// sources) is checked by [Compile].
func Parse(file string, data []byte) ([]Document, error) {
	nodes, unread := readDocuments(data)
	var errs []error
	var docs []Document
	for _, n := range nodes {
		doc, bad := parseDocument(file, n)
		for _, e := range bad {
			errs = append(errs, e)
		}
		if len(bad) == 0 {
			docs = append(docs, doc)
		}
	}
	for _, e := range unread {
		errs = append(errs, e.at(file, e.Rule, 0))
	}
	return docs, errors.Join(errs...)
}

func parseDocument(file string, n *yaml.Node) (Document, []*LoadError) {
	doc := Document{File: file, Line: n.Line, Node: n}
	p := &parser{file: file, node: n, line: n.Line}
	switch {
	case member(n, "action") != nil:
		p.fail(member(n, "action").Line, "action", "rule collections with `action` are not part of Sigma 2.1.0",
			"write log source and detection into each document")
	case member(n, "correlation") != nil:
		doc.Kind = CorrelationDocument
	case member(n, "filter") != nil:
		doc.Kind = FilterDocument
		doc.Filter = p.filter()
	default:
		doc.Rule = p.rule()
	}
	p.place()
	return doc, p.errs
}

// parser reads one document and gathers everything that is wrong with it.
type parser struct {
	file  string
	line  int
	node  *yaml.Node
	title string
	errs  []*LoadError
}

func (p *parser) fail(line int, construct, reason, remedy string) {
	p.add(problem(line, construct, reason, remedy))
}

func (p *parser) add(e *LoadError) {
	if e != nil {
		p.errs = append(p.errs, e)
	}
}

// place tells every error where it is.
func (p *parser) place() {
	for _, e := range p.errs {
		_ = e.at(p.file, p.title, p.line)
	}
}

func (p *parser) rule() *Rule {
	r := &Rule{File: p.file, Line: p.line}
	p.metadata(r)
	if d := p.section("detection"); d != nil {
		r.Detection = p.detection(d, nil)
	}
	return r
}

// section is a mandatory map.
func (p *parser) section(key string) *yaml.Node {
	n := member(p.node, key)
	if n == nil {
		p.fail(p.line, key, "missing", "a rule needs title, logsource and detection")
		return nil
	}
	if n.Kind != yaml.MappingNode {
		p.fail(n.Line, key, "not a map", "write keys below it")
		return nil
	}
	return n
}
