package correlation

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Condition is what a window must meet: every criterion.
type Condition struct {
	Criteria []Criterion
	Fields   []string // `field`, of value_* types
	// Percentile is `percentile`, 0 to 100; negative where it is not given.
	Percentile float64
	percentile number
}

// Criterion is one comparison.
type Criterion struct {
	Op    Op
	Text  string // the limit as written
	limit number
}

// Op is a comparison, in the specification's words.
type Op string

const (
	GT  Op = "gt"
	GTE Op = "gte"
	LT  Op = "lt"
	LTE Op = "lte"
	EQ  Op = "eq"
	NEQ Op = "neq"
)

// holds reports whether a comparison of measure with limit gave sign.
func (op Op) holds(sign int) bool {
	switch op {
	case GT:
		return sign > 0
	case GTE:
		return sign >= 0
	case LT:
		return sign < 0
	case LTE:
		return sign <= 0
	case EQ:
		return sign == 0
	}
	return sign != 0
}

// words of each comparison, for people.
func (op Op) words() string {
	switch op {
	case GT:
		return "more than"
	case GTE:
		return "at least"
	case LT:
		return "less than"
	case LTE:
		return "at most"
	case EQ:
		return "exactly"
	}
	return "other than"
}

// String says the condition in words: "at least 10 (destination)".
func (c Condition) String() string {
	var parts []string
	for _, k := range c.Criteria {
		parts = append(parts, k.Op.words()+" "+k.Text)
	}
	out := strings.Join(parts, " and ")
	if c.Percentile >= 0 {
		out += fmt.Sprintf(" at percentile %g", c.Percentile)
	}
	if len(c.Fields) > 0 {
		out += " (" + strings.Join(c.Fields, ", ") + ")"
	}
	return out
}

// meets reports whether total/parts meets every criterion, without dividing.
func (c *Condition) meets(total number, parts uint64) bool {
	for i := range c.Criteria {
		if !c.Criteria[i].Op.holds(total.compare(c.Criteria[i].limit.times(parts))) {
			return false
		}
	}
	return true
}

func (p *parser) condition(n *yaml.Node) {
	c := &p.rule.Condition
	if n.Kind != yaml.MappingNode {
		p.fail(n, "condition", "not a map", "write for example `gte: 10` below it")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key := n.Content[i].Value; Op(key) {
		case GT, GTE, LT, LTE, EQ, NEQ:
			p.criterion(n, Op(key))
		case "field":
			c.Fields = p.list(n, "field")
			if len(c.Fields) > 0 {
				p.different(n, "field", c.Fields, MaxFields)
			}
		case "percentile":
			p.percentile(n)
		default:
			p.fail(n.Content[i], "condition."+key, "not a part of a correlation's condition", "use gt, gte, lt, lte, eq, neq, field, percentile")
		}
	}
}

func (p *parser) criterion(n *yaml.Node, op Op) {
	text := p.text(n, string(op))
	limit, ok := parseNumber(text)
	if !ok {
		p.fail(n, "condition."+string(op), fmt.Sprintf("%q is not a number", text), "write a number")
		return
	}
	c := &p.rule.Condition
	c.Criteria = append(c.Criteria, Criterion{Op: op, Text: text, limit: limit})
}

func (p *parser) percentile(n *yaml.Node) {
	text := p.text(n, "percentile")
	v, ok := parseNumber(text)
	if !ok || v.compare(whole(0)) < 0 || v.compare(whole(100)) > 0 {
		p.fail(n, "condition.percentile", fmt.Sprintf("%q is not a number from 0 to 100", text), "write for example `percentile: 95`")
		return
	}
	p.rule.Condition.percentile = v
	p.rule.Condition.Percentile = v.float()
}

// check judges the rule as a whole.
func (r *Rule) check() *LoadError {
	c := &r.Condition
	if r.Type.temporal() {
		if len(c.Criteria) == 0 {
			n := len(r.Refs)
			c.Criteria = []Criterion{{Op: GTE, Text: strconv.Itoa(n), limit: whole(int64(n))}}
		}
		if len(c.Fields) > 0 {
			return r.fault(0, "condition.field", "a "+string(r.Type)+" correlation counts rules, not values", "remove it")
		}
	}
	needsField := r.Type != EventCount && !r.Type.temporal()
	switch {
	case len(c.Criteria) == 0:
		return r.fault(0, "condition", "missing", "write for example `gte: 10` below `condition:`")
	case needsField && len(c.Fields) == 0:
		return r.fault(0, "condition.field", "missing", "name the field whose values are meant")
	case !needsField && len(c.Fields) > 0:
		return r.fault(0, "condition.field", "an event_count correlation counts events, not values", "remove it, or use value_count")
	case len(c.Fields) > 1 && r.Type != ValueCount:
		return r.fault(0, "condition.field", "only value_count takes several fields", "name one field")
	case c.Percentile >= 0 && r.Type != ValuePercentile:
		return r.fault(0, "condition.percentile", "only value_percentile has one", "remove it")
	}
	return r.checkReach()
}

// checkReach refuses conditions that an empty window meets and those that no
// window can meet.
func (r *Rule) checkReach() *LoadError {
	c := &r.Condition
	if r.Type == ValueAvg || r.Type == ValuePercentile {
		return r.checkEmpty(false, 0)
	}
	if c.meets(whole(0), 1) {
		return r.fault(0, "condition", fmt.Sprintf("%s %s holds when nothing happened, and no event can say that", r.Type, c),
			"state a lower limit too, for example `gte: 1`")
	}
	switch r.Type {
	case ValueSum:
		return r.checkEmpty(false, 0)
	case EventCount, ValueCount:
		return r.checkEmpty(true, MaxWindow)
	}
	return r.checkEmpty(true, int64(len(r.Refs)))
}

// checkEmpty looks for a value that meets all criteria: among whole numbers from
// 1 to most, or among all numbers.
func (r *Rule) checkEmpty(counts bool, most int64) *LoadError {
	c := &r.Condition
	try := []number{whole(1), whole(most)}
	for _, k := range c.Criteria {
		if counts && k.limit != whole(wholePart(k.limit)) {
			return r.fault(0, "condition."+string(k.Op), k.Text+" is not a whole number, and a count is", "write a whole number")
		}
		step := millionths(1)
		if counts {
			step = whole(1)
		}
		try = append(try, k.limit, k.limit.plus(step), k.limit.minus(step))
	}
	for _, v := range try {
		inRange := !counts || v.compare(whole(1)) >= 0 && v.compare(whole(most)) <= 0
		if inRange && c.meets(v, 1) {
			return nil
		}
	}
	reason := fmt.Sprintf("no value can be %s", c)
	if counts {
		reason = fmt.Sprintf("no count from 1 to %d can be %s", most, c)
	}
	return r.fault(0, "condition", reason, "mend the limits")
}

func wholePart(n number) int64 {
	f := n.float()
	if f < 0 {
		return int64(f - 0.5)
	}
	return int64(f + 0.5)
}
