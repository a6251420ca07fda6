package rule

import (
	"fmt"
	"slices"
	"strings"
)

// chain is what the modifiers of an item mean together.
type chain struct {
	all, cased, neq, expand bool
	kind                    valueType
	anchor                  anchor
	transforms              []string // windash and encodings, in the order written
	flags                   string   // of a regular expression
	compare                 comparison
	part                    timePart
}

// valueType is what a value is taken for.
type valueType uint8

const (
	typeText valueType = iota
	typeRegexp
	typeCIDR
	typeExists
	typeField
	typeNumber // one of the comparisons, or a part of a time
)

type anchor uint8

const (
	anchorNone anchor = iota
	anchorContains
	anchorStart
	anchorEnd
)

type comparison uint8

const (
	equal comparison = iota
	less
	lessOrEqual
	greater
	greaterOrEqual
)

func (c comparison) holds(order int) bool {
	switch c {
	case less:
		return order < 0
	case lessOrEqual:
		return order <= 0
	case greater:
		return order > 0
	case greaterOrEqual:
		return order >= 0
	}
	return order == 0
}

// knownModifiers in the order of the specification's appendix, for messages.
func knownModifiers() []string {
	return []string{"all", "startswith", "endswith", "contains", "exists", "cased", "neq", "windash", "re", "i", "m", "s",
		"base64", "base64offset", "utf16le", "utf16be", "utf16", "wide", "lt", "lte", "gt", "gte",
		"minute", "hour", "day", "week", "month", "year", "cidr", "expand", "fieldref"}
}

// readChain understands an item's modifiers and refuses those that contradict.
func readChain(it Item) (chain, *LoadError) {
	var c chain
	for i, m := range it.Modifiers {
		if slices.Contains(it.Modifiers[:i], m) {
			return c, problem(it.Line, it.Key(), fmt.Sprintf("the modifier %q twice", m), "remove one")
		}
		if err := c.add(it, m); err != nil {
			return c, err
		}
	}
	return c, c.check(it)
}

func (c *chain) add(it Item, m string) *LoadError {
	switch m {
	case "all":
		c.all = true
	case "cased":
		c.cased = true
	case "neq":
		c.neq = true
	case "expand":
		c.expand = true
	case "contains":
		return c.setAnchor(it, anchorContains)
	case "startswith":
		return c.setAnchor(it, anchorStart)
	case "endswith":
		return c.setAnchor(it, anchorEnd)
	case "windash", "base64", "base64offset", "utf16le", "utf16be", "utf16", "wide":
		return c.addTransform(it, m)
	case "i", "m", "s":
		if c.kind != typeRegexp {
			return problem(it.Line, it.Key(), fmt.Sprintf("the modifier %q stands before or without re", m), "write re|"+m)
		}
		c.flags += m
	default:
		return c.addType(it, m)
	}
	return nil
}

func (c *chain) setAnchor(it Item, a anchor) *LoadError {
	if c.anchor != anchorNone {
		return problem(it.Line, it.Key(), "more than one of contains, startswith and endswith", "keep one; for both a start and an end use two lines, or a wildcard")
	}
	c.anchor = a
	return nil
}

func (c *chain) addTransform(it Item, m string) *LoadError {
	if c.anchor != anchorNone && m != "windash" {
		return problem(it.Line, it.Key(), fmt.Sprintf("%q stands after a modifier that adds wildcards, which cannot be encoded", m),
			"write the encoding first: "+m+"|contains")
	}
	if m == "windash" && len(c.transforms) > 0 {
		return problem(it.Line, it.Key(), "windash after an encoding changes the encoded text", "write windash first")
	}
	c.transforms = append(c.transforms, m)
	return nil
}

func (c *chain) addType(it Item, m string) *LoadError {
	var kind valueType
	cmp, part := equal, noPart
	switch m {
	case "re":
		kind = typeRegexp
	case "cidr":
		kind = typeCIDR
	case "exists":
		kind = typeExists
	case "fieldref":
		kind = typeField
	case "lt":
		kind, cmp = typeNumber, less
	case "lte":
		kind, cmp = typeNumber, lessOrEqual
	case "gt":
		kind, cmp = typeNumber, greater
	case "gte":
		kind, cmp = typeNumber, greaterOrEqual
	default:
		if part, _, _ = timePartNamed(m); part == noPart {
			return problem(it.Line, it.Key(), fmt.Sprintf("unknown modifier %q", m), "the modifiers are "+strings.Join(knownModifiers(), ", "))
		}
		kind = typeNumber
	}
	return c.setType(it, m, kind, cmp, part)
}

func (c *chain) setType(it Item, m string, kind valueType, cmp comparison, part timePart) *LoadError {
	both := c.kind == typeNumber && kind == typeNumber && (c.compare == equal) != (cmp == equal) && (c.part == noPart) != (part == noPart)
	if c.kind != typeText && !both {
		return problem(it.Line, it.Key(), fmt.Sprintf("%q together with another modifier that says what the value is", m), "keep one of them")
	}
	c.kind = kind
	if cmp != equal {
		c.compare = cmp
	}
	if part != noPart {
		c.part = part
	}
	return nil
}

// check refuses combinations that contradict each other or say nothing.
func (c *chain) check(it Item) *LoadError {
	bad := func(reason, remedy string) *LoadError { return problem(it.Line, it.Key(), reason, remedy) }
	switch {
	case c.kind == typeExists && len(it.Modifiers) > 1:
		return bad("exists takes no other modifier", "give the value a line of its own")
	case c.kind != typeText && len(c.transforms) > 0:
		return bad("an encoding or windash applies to texts only", "remove it")
	case c.cased && c.kind != typeText && c.kind != typeField:
		return bad("cased applies to texts only; a regular expression regards case unless |i is given", "remove it")
	case c.anchor != anchorNone && (c.kind == typeCIDR || c.kind == typeNumber):
		return bad("contains, startswith and endswith apply to texts only", "remove it")
	case c.neq && c.all:
		return bad("neq already asks that the field differs from every value", "remove all")
	case c.neq && c.compare != equal:
		return bad("neq together with another comparison", "keep one of them")
	case c.all && c.kind == typeNumber:
		return bad("all asks one number for several values", "remove all")
	case c.all && !c.expand && len(it.Values) < 2:
		return bad("all with a single value is not allowed (specification, generic modifiers)", "remove all, or give several values")
	case it.Field == "" && (c.kind == typeExists || c.kind == typeField || c.kind == typeNumber || c.kind == typeCIDR || c.neq):
		return bad("this modifier needs a field", "name the field before the first |")
	}
	return nil
}
