package rule

import (
	"fmt"
	"net/netip"
)

// node is a condition over tests. After normalise, negations sit at tests only.
type node struct {
	op   nodeOp
	kids []*node
	test *test
	not  bool // of a test
}

type nodeOp uint8

const (
	nodeAnd nodeOp = iota
	nodeOr
	nodeTest
)

func leaf(t *test) *node { return &node{op: nodeTest, test: t} }

// join makes an and or an or; one kid stands for itself.
func join(op nodeOp, kids []*node) *node {
	if len(kids) == 1 {
		return kids[0]
	}
	return &node{op: op, kids: kids}
}

// negate pushes a negation down to the tests.
func negate(n *node) *node {
	if n.op == nodeTest {
		return &node{op: nodeTest, test: n.test, not: !n.not}
	}
	out := &node{op: nodeOr - n.op}
	for _, k := range n.kids {
		out.kids = append(out.kids, negate(k))
	}
	return out
}

// builder turns what was parsed into conditions over tests.
type builder struct {
	placeholders map[string][]string
	unresolved   bool // placeholders are not known yet: take any value
}

// built is a detection as conditions: of each item, each selection and the whole.
type built struct {
	items      [][][]*node // as in Detection: selection, alternative, item
	selections []*node
	root       *node
}

func (b *builder) detection(d *Detection) (built, []*LoadError) {
	var out built
	var errs []*LoadError
	for _, s := range d.Selections {
		items, bad := b.selection(s)
		errs = append(errs, bad...)
		out.items = append(out.items, items)
		var any []*node
		for _, all := range items {
			any = append(any, join(nodeAnd, all))
		}
		out.selections = append(out.selections, join(nodeOr, any))
	}
	if len(errs) > 0 {
		return out, errs
	}
	var any []*node
	for _, c := range d.Conditions {
		any = append(any, out.condition(c.Root))
	}
	out.root = join(nodeOr, any)
	return out, nil
}

func (b built) condition(c *Cond) *node {
	switch c.Op {
	case OpSelection:
		return b.selections[c.Selection]
	case OpNot:
		return negate(b.condition(c.Kids[0]))
	}
	var kids []*node
	for _, k := range c.Kids {
		kids = append(kids, b.condition(k))
	}
	if c.Op == OpOr {
		return join(nodeOr, kids)
	}
	return join(nodeAnd, kids)
}

func (b *builder) selection(s Selection) ([][]*node, []*LoadError) {
	var errs []*LoadError
	var out [][]*node
	for _, alt := range s.Alternatives {
		var all []*node
		for _, it := range alt {
			n, err := b.item(it)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			all = append(all, n)
		}
		out = append(out, all)
	}
	return out, errs
}

// item is the condition of one line of a selection.
func (b *builder) item(it Item) (*node, *LoadError) {
	c, err := readChain(it)
	if err != nil {
		return nil, err
	}
	values, err := b.values(it, c)
	if err != nil {
		return nil, err
	}
	if c.all && len(values) < 2 && !b.unresolved {
		return nil, problem(it.Line, it.Key(), "all with a single value after expansion", "remove all")
	}
	var kids []*node
	for _, v := range values {
		n, err := b.value(it, c, v)
		if err != nil {
			return nil, err
		}
		kids = append(kids, n)
	}
	op := nodeOr
	if c.all {
		op = nodeAnd
	}
	n := join(op, kids)
	if c.neq {
		present := leaf(&test{kind: testExists, field: it.Field, key: "exists", cost: costCheap})
		return join(nodeAnd, []*node{present, negate(n)}), nil
	}
	return n, nil
}

func (b *builder) values(it Item, c chain) ([]Value, *LoadError) {
	if !c.expand {
		return it.Values, nil
	}
	var out []Value
	for _, v := range it.Values {
		if v.Kind != StringValue {
			return nil, problem(v.Line, it.Key(), "expand with a value that is not a text", "write a text with a %placeholder%")
		}
		more, err := b.expand(it, v)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func (b *builder) value(it Item, c chain, v Value) (*node, *LoadError) {
	if v.Kind == NullValue {
		return nullTest(it, v)
	}
	switch c.kind {
	case typeRegexp:
		return regexpTest(it, c, v)
	case typeCIDR:
		return b.cidrTest(it, c, v)
	case typeExists:
		return existsTest(it, v)
	case typeField:
		return fieldTest(it, c, v)
	case typeNumber:
		return b.numberTest(it, c, v)
	}
	return textTest(it, c, v)
}

func nullTest(it Item, v Value) (*node, *LoadError) {
	switch {
	case it.Field == "":
		return nil, problem(v.Line, it.Key(), "null as keyword", "name a field")
	case len(it.Modifiers) > 0 && !(len(it.Modifiers) == 1 && it.Modifiers[0] == "neq"):
		return nil, problem(v.Line, it.Key(), "null takes no modifiers", "remove them")
	}
	return leaf(&test{kind: testNull, field: it.Field, key: "null", cost: costCheap}), nil
}

func existsTest(it Item, v Value) (*node, *LoadError) {
	if v.Kind != BoolValue || len(it.Values) != 1 {
		return nil, problem(v.Line, it.Key(), "exists takes one value, true or false", "write true or false without quotes")
	}
	n := leaf(&test{kind: testExists, field: it.Field, key: "exists", cost: costCheap})
	n.not = v.Text == "false"
	return n, nil
}

func (b *builder) cidrTest(it Item, c chain, v Value) (*node, *LoadError) {
	if b.unresolved && c.expand {
		return leaf(&test{kind: testNull, field: it.Field}), nil
	}
	prefix, err := netip.ParsePrefix(v.Text)
	if err != nil {
		if addr, aerr := netip.ParseAddr(v.Text); aerr == nil {
			prefix, err = addr.Prefix(addr.BitLen())
		}
	}
	if err != nil {
		return nil, problem(v.Line, it.Key(), fmt.Sprintf("%q is not a network", v.Text), "write address/bits, such as 10.0.0.0/8 or 2001:db8::/32")
	}
	prefix = prefix.Masked()
	return leaf(&test{kind: testCIDR, field: it.Field, key: "cidr:" + prefix.String(), prefix: prefix, cost: costText}), nil
}

func fieldTest(it Item, c chain, v Value) (*node, *LoadError) {
	if v.Text == "" || v.Kind != StringValue {
		return nil, problem(v.Line, it.Key(), "fieldref takes the name of a field", "write a field's name")
	}
	key := fmt.Sprintf("field:%d:%t:%s", c.anchor, c.cased, v.Text)
	return leaf(&test{kind: testField, field: it.Field, key: key, other: v.Text, anchor: c.anchor, cased: c.cased, cost: costText}), nil
}

func (b *builder) numberTest(it Item, c chain, v Value) (*node, *LoadError) {
	if b.unresolved && c.expand {
		return leaf(&test{kind: testNull, field: it.Field}), nil
	}
	n, ok := parseNumber(v.Text)
	if !ok {
		return nil, problem(v.Line, it.Key(), fmt.Sprintf("%q is not a decimal number", v.Text), "write a number")
	}
	if err := checkPart(it, c, v, n); err != nil {
		return nil, err
	}
	key := fmt.Sprintf("number:%d:%d:%v:%v:%v", c.compare, c.part, n.whole, n.i, n.f)
	return leaf(&test{kind: testNumber, field: it.Field, key: key, number: n, compare: c.compare, part: c.part, cost: costCheap}), nil
}

func checkPart(it Item, c chain, v Value, n number) *LoadError {
	for _, m := range it.Modifiers {
		part, low, high := timePartNamed(m)
		if part == noPart {
			continue
		}
		if !n.whole || n.i < low || n.i > high {
			return problem(v.Line, it.Key(), fmt.Sprintf("%s is outside the range of %s, %d to %d", v.Text, m, low, high), "write a whole number in the range")
		}
	}
	return nil
}

// textTest compiles a text, a number or a truth value: all are compared as text.
func textTest(it Item, c chain, v Value) (*node, *LoadError) {
	tokens := [][]token{parseText(v.Text)}
	if v.Kind == NumberValue {
		tokens = numberTexts(v.Text)
	}
	texts, err := transform(it, tokens, c.transforms)
	if err != nil {
		return nil, err
	}
	a := c.anchor
	if it.Field == "" && a == anchorNone {
		a = anchorContains
	}
	var kids []*node
	for _, t := range texts {
		p := compilePattern(anchored(t, a), c.cased)
		kids = append(kids, leaf(&test{kind: testText, field: it.Field, key: p.key, pat: p, cost: costText}))
	}
	return join(nodeOr, kids), nil
}

// numberTexts are the texts of a number: as written, and in decimal where it was
// written in another base, which is how a record would write it.
func numberTexts(s string) [][]token {
	out := [][]token{{{text: s}}}
	if i, ok := otherBase(s); ok {
		out = append(out, []token{{text: i}})
	}
	return out
}

func anchored(tokens []token, a anchor) []token {
	var out []token
	if a == anchorContains || a == anchorEnd {
		out = append(out, token{kind: tokenAny})
	}
	out = append(out, tokens...)
	if a == anchorContains || a == anchorStart {
		out = append(out, token{kind: tokenAny})
	}
	return out
}
