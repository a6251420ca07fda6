package rule

import (
	"encoding/binary"
	"slices"

	"sekisho/record"
)

// plan is everything needed to match the rules that reach one target.
type plan struct {
	name   string
	rules  []int32 // rule by local number, ascending
	fields []fieldPlan
	atoms  []atom
	base   []state // of the atoms before a row is looked at
	code   []jump
	entry  []int32          // by local rule: where its code begins
	direct []int32          // local rules that no clause announces
	wakes  [][]int32        // by atom: local rules that it makes candidates
	names  map[string]int32 // field by name
}

// atom is one test of one field of this target.
type atom struct {
	test  *test
	field int32
	other int32 // of a reference, else 0
	uses  int32 // by how many rules
}

// fieldPlan finds the atoms of one field.
type fieldPlan struct {
	slots    []record.Slot
	keywords bool // every value of the record
	scanned  bool // has automatons
	exact    map[string][]mark
	lengths  uint64 // lengths of exact texts, those of 63 and more together
	starts   *table
	ends     *table
	inside   *grams
	always   []mark // true of any text
}

// state is what is known of an atom while a row is matched.
type state uint8

const (
	isFalse  state = iota
	possible       // to be decided
	isTrue
)

// jump is one step of a condition: where to go on when an atom is true or false.
type jump struct{ atom, yes, no int32 }

const (
	accept int32 = -1
	reject int32 = -2
)

// planner makes a plan.
type planner struct {
	plan
	target  *Target
	fieldID map[string]int32 // by slots
	atomID  map[atomKey]int32
	lits    []fieldLiterals
}

type atomKey struct {
	field int32
	key   string
}

type fieldLiterals struct {
	starts, ends *literals
	inside       []sought
}

func newPlanner(t *Target) *planner {
	return &planner{
		plan: plan{name: t.Name, names: map[string]int32{}}, target: t, fieldID: map[string]int32{},
		atomID: map[atomKey]int32{},
	}
}

// field numbers a field of the target; fields of equal slots are one.
func (p *planner) field(name string) int32 {
	if id, ok := p.names[name]; ok {
		return id
	}
	f := fieldPlan{exact: map[string][]mark{}}
	key := []byte("*")
	if name == "" {
		f.keywords = true
		if p.target.WantAll != nil {
			p.target.WantAll()
		}
	} else {
		key = key[:0]
		for _, s := range p.target.Field(name) {
			if s != 0 && !slices.Contains(f.slots, s) {
				f.slots = append(f.slots, s)
				key = binary.BigEndian.AppendUint32(key, uint32(s))
			}
		}
	}
	id, ok := p.fieldID[string(key)]
	if !ok {
		id = int32(len(p.fields))
		p.fieldID[string(key)] = id
		p.fields = append(p.fields, f)
		p.lits = append(p.lits, fieldLiterals{starts: newLiterals(), ends: newLiterals()})
	}
	p.names[name] = id
	return id
}

// atom numbers a test.
func (p *planner) atom(t *test) int32 {
	field := p.field(t.field)
	key := atomKey{field, t.key}
	if id, ok := p.atomID[key]; ok {
		return id
	}
	a := atom{test: t, field: field}
	if t.kind == testField {
		a.other = p.field(t.other)
	}
	id := int32(len(p.atoms))
	p.atomID[key] = id
	p.atoms = append(p.atoms, a)
	p.base = append(p.base, p.announce(id, t, field))
	return id
}

// shortestText: shorter texts are in nearly every value and announce nothing.
const shortestText = 2

// announce enters a test into its field's automatons. It returns the atom's
// state before any mark: false if a mark always comes where it is true.
func (p *planner) announce(id int32, t *test, field int32) state {
	switch t.kind {
	case testText:
		if t.pat.shape == shapeContains && len(foldText(t.pat.text)) < shortestText {
			return possible
		}
		if t.pat.shape != shapeGlob {
			p.announceText(id, &t.pat, field)
			p.fields[field].scanned = true
			return isFalse
		}
		return p.announceAny(id, []string{foldText(t.pat.longestText())}, field)
	case testRegexp:
		return p.announceAny(id, t.literal, field)
	}
	return possible
}

func (p *planner) announceText(id int32, pat *pattern, field int32) {
	f, lits := &p.fields[field], &p.lits[field]
	text, c := pat.text, certain
	if pat.cased {
		text, c = foldText(text), perhaps
	}
	switch pat.shape {
	case shapeExact:
		f.exact[text] = append(f.exact[text], newMark(id, c))
		f.lengths |= 1 << min(len(text), 63)
	case shapePrefix:
		lits.starts.add(text, newMark(id, c))
	case shapeSuffix:
		lits.ends.addReversed(text, newMark(id, c))
	case shapeContains:
		lits.inside = append(lits.inside, sought{text, id, c})
	case shapeAll:
		f.always = append(f.always, newMark(id, certain))
	}
}

func (p *planner) announceAny(id int32, texts []string, field int32) state {
	if shortest(texts) < shortestText {
		return possible
	}
	for _, text := range texts {
		p.lits[field].inside = append(p.lits[field].inside, sought{text, id, perhaps})
	}
	p.fields[field].scanned = true
	return isFalse
}

// finish freezes the automatons.
func (p *planner) finish() *plan {
	for i := range p.fields {
		f, l := &p.fields[i], &p.lits[i]
		f.starts, f.ends = l.starts.trie(), l.ends.trie()
		f.inside = newGrams(l.inside)
	}
	out := p.plan
	return &out
}
