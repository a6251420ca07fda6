package rule

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Limits of a condition.
const (
	// MaxConditionBytes is the length of a condition; public ones stay under 400.
	MaxConditionBytes = 16 << 10
	// MaxConditionDepth is how deep brackets and negations nest.
	MaxConditionDepth = 64
)

// Condition is one condition, as written and as understood.
type Condition struct {
	Text string
	Line int
	Root *Cond
}

// Op joins parts of a condition.
type Op uint8

const (
	OpAnd Op = iota
	OpOr
	OpNot
	OpSelection
)

// Cond is a node of a condition.
type Cond struct {
	Op        Op
	Kids      []*Cond // of and, or (two or more, or any number if Pattern is set) and not (one)
	Selection int     // of OpSelection: index in Detection.Selections
	Pattern   string  // what follows `1 of` or `all of`, empty for a written and/or
}

func (p *parser) conditions(n *yaml.Node, selections []Selection) []Condition {
	c := member(n, "condition")
	if c == nil {
		p.fail(n.Line, "condition", "missing", "say how the selections are joined")
		return nil
	}
	texts := []*yaml.Node{c}
	if c.Kind == yaml.SequenceNode {
		texts = c.Content
	}
	var out []Condition
	for _, t := range texts {
		t = follow(t)
		if t.Kind != yaml.ScalarNode || isNull(t) {
			p.fail(t.Line, "condition", "not a text", "write an expression over the selections' names")
			continue
		}
		root, err := parseCondition(t.Value, selections)
		if err != nil {
			err.Line = t.Line
			p.add(err)
			continue
		}
		out = append(out, Condition{Text: strings.Join(strings.Fields(t.Value), " "), Line: t.Line, Root: root})
	}
	if len(texts) == 0 {
		p.fail(c.Line, "condition", "an empty list", "say how the selections are joined")
	}
	return out
}

// parseCondition reads one condition:
//
//	or   = and { "or" and }
//	and  = not { "and" not }
//	not  = "not" not | of
//	of   = ("1" | "any" | "all") "of" ("them" | pattern) | name | "(" or ")"
func parseCondition(text string, selections []Selection) (*Cond, *LoadError) {
	if len(text) > MaxConditionBytes {
		return nil, problem(0, "condition", fmt.Sprintf("%d bytes, the limit is %d", len(text), MaxConditionBytes), "name selections so that `1 of name_*` finds them")
	}
	if strings.ContainsRune(text, '|') {
		return nil, problem(0, "condition", "aggregation with | is obsolete since Sigma 2.0", "write a correlation rule (event_count, value_count, temporal, …)")
	}
	c := conditionParser{tokens: tokenise(text), selections: selections}
	root := c.or(0)
	if c.err == nil && c.at < len(c.tokens) {
		c.fail(fmt.Sprintf("%q where an operator or the end was expected", c.tokens[c.at]), "join selections with and, or, not")
	}
	return root, c.err
}

func tokenise(text string) []string {
	var out []string
	word := 0
	flush := func(end int) {
		if word < end {
			out = append(out, text[word:end])
		}
		word = end + 1
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ' ', '\t', '\n', '\r':
			flush(i)
		case '(', ')':
			flush(i)
			out = append(out, text[i:i+1])
		}
	}
	flush(len(text))
	return out
}

type conditionParser struct {
	tokens     []string
	at         int
	selections []Selection
	err        *LoadError
}

func (c *conditionParser) fail(reason, remedy string) *Cond {
	if c.err == nil {
		c.err = problem(0, "condition", reason, remedy)
	}
	return nil
}

// accept takes the next token if it is the word, in any case.
func (c *conditionParser) accept(word string) bool {
	if c.at < len(c.tokens) && strings.EqualFold(c.tokens[c.at], word) {
		c.at++
		return true
	}
	return false
}

func (c *conditionParser) or(depth int) *Cond  { return c.chain(OpOr, "or", c.and, depth) }
func (c *conditionParser) and(depth int) *Cond { return c.chain(OpAnd, "and", c.not, depth) }

func (c *conditionParser) chain(op Op, word string, part func(int) *Cond, depth int) *Cond {
	kids := []*Cond{part(depth)}
	for c.err == nil && c.accept(word) {
		kids = append(kids, part(depth))
	}
	if len(kids) == 1 {
		return kids[0]
	}
	return &Cond{Op: op, Kids: kids}
}

func (c *conditionParser) not(depth int) *Cond {
	if depth > MaxConditionDepth {
		return c.fail(fmt.Sprintf("nested deeper than %d", MaxConditionDepth), "flatten it")
	}
	if c.accept("not") {
		return &Cond{Op: OpNot, Kids: []*Cond{c.not(depth + 1)}}
	}
	return c.primary(depth)
}

func (c *conditionParser) primary(depth int) *Cond {
	if c.accept("(") {
		inner := c.or(depth + 1)
		if c.err == nil && !c.accept(")") {
			return c.fail("a bracket is not closed", "add )")
		}
		return inner
	}
	if c.at >= len(c.tokens) {
		return c.fail("ends where a selection was expected", "complete it")
	}
	word := c.tokens[c.at]
	c.at++
	if c.at < len(c.tokens) && strings.EqualFold(c.tokens[c.at], "of") {
		c.at++
		return c.quantified(word)
	}
	for i := range c.selections {
		if c.selections[i].Name == word {
			return &Cond{Op: OpSelection, Selection: i}
		}
	}
	return c.unknown(word)
}

func (c *conditionParser) unknown(word string) *Cond {
	switch {
	case word == ")" || strings.EqualFold(word, "and") || strings.EqualFold(word, "or"):
		return c.fail(fmt.Sprintf("%q where a selection was expected", word), "complete the expression before it")
	case strings.EqualFold(word, "them"):
		return c.fail("`them` without `1 of` or `all of`", "write `1 of them` or `all of them`")
	case strings.Contains(word, "*"):
		return c.fail(fmt.Sprintf("the pattern %q without `1 of` or `all of`", word), "write `1 of "+word+"` or `all of "+word+"`")
	}
	return c.fail(fmt.Sprintf("no selection is called %q", word), "the selections are "+c.names())
}

func (c *conditionParser) names() string {
	var names []string
	for _, s := range c.selections {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

// quantified reads what follows `1 of`, `any of` and `all of`.
func (c *conditionParser) quantified(count string) *Cond {
	op := OpOr
	switch {
	case count == "1" || strings.EqualFold(count, "any"):
	case strings.EqualFold(count, "all"):
		op = OpAnd
	default:
		return c.fail(fmt.Sprintf("`%s of`: the specification knows `1 of` and `all of`", count), "use one of them, or a correlation to count")
	}
	if c.at >= len(c.tokens) {
		return c.fail("`of` without what it is about", "write `them` or a pattern such as selection_*")
	}
	pattern := c.tokens[c.at]
	c.at++
	node := &Cond{Op: op, Pattern: pattern}
	for i := range c.selections {
		if named(pattern, c.selections[i].Name) {
			node.Kids = append(node.Kids, &Cond{Op: OpSelection, Selection: i})
		}
	}
	if len(node.Kids) == 0 {
		return c.fail(fmt.Sprintf("no selection matches %q", pattern), "the selections are "+c.names())
	}
	return node
}

// named reports whether a selection is meant by a pattern. `them` is all but
// those whose name begins with an underscore.
func named(pattern, name string) bool {
	if strings.EqualFold(pattern, "them") {
		return !strings.HasPrefix(name, "_")
	}
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == name
	}
	last := len(parts) - 1
	rest, ok := strings.CutPrefix(name, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	return strings.HasSuffix(rest, parts[last])
}
