package rule

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// Document is one YAML document of a rule file. Exactly one of Rule and Filter
// is set for those kinds; a correlation is handed on as it was read.
type Document struct {
	Kind   DocumentKind
	File   string
	Line   int // of the document's first key
	Rule   *Rule
	Filter *Filter
	// Node is the document's mapping, aliases unresolved. The whole document is
	// within this package's limits even when its aliases are followed.
	Node *yaml.Node
}

// DocumentKind tells the three sorts of document of the specification apart.
type DocumentKind uint8

const (
	DetectionDocument DocumentKind = iota
	CorrelationDocument
	FilterDocument
)

// Level is how serious a match is, in the specification's words.
type Level string

const (
	LevelNone          Level = ""
	LevelInformational Level = "informational"
	LevelLow           Level = "low"
	LevelMedium        Level = "medium"
	LevelHigh          Level = "high"
	LevelCritical      Level = "critical"
)

// Status is how ripe a rule is, in the specification's words.
type Status string

const (
	StatusStable       Status = "stable"
	StatusTest         Status = "test"
	StatusExperimental Status = "experimental"
	StatusDeprecated   Status = "deprecated"
	StatusUnsupported  Status = "unsupported"
)

// LogSource is Sigma's triple; an empty part is not stated.
type LogSource struct{ Category, Product, Service string }

// Serves reports whether every part that want states is that of l.
func (l LogSource) Serves(want LogSource) bool {
	part := func(want, have string) bool { return want == "" || strings.EqualFold(want, have) }
	return part(want.Category, l.Category) && part(want.Product, l.Product) && part(want.Service, l.Service)
}

// String is the stated parts as category/product/service, "*" for the others.
func (l LogSource) String() string {
	part := func(s string) string {
		if s == "" {
			return "*"
		}
		return s
	}
	return part(l.Category) + "/" + part(l.Product) + "/" + part(l.Service)
}

// Related is a rule that this one has to do with.
type Related struct{ ID, Type string }

// Rule is one parsed detection rule.
type Rule struct {
	File string
	Line int

	ID, Title, Name, Taxonomy  string
	Description                string
	Status                     Status
	Level                      Level
	License, Author            string
	Date, Modified             string // YYYY-MM-DD
	References, FalsePositives []string
	Fields, Tags, Scope        []string
	Related                    []Related
	LogSource                  LogSource
	Definition                 string   // of the log source, for people
	Custom                     []string // names of keys that Sigma does not define, in order

	Detection Detection
}

// Filter is one parsed global filter.
type Filter struct {
	File        string
	Line        int
	ID, Title   string
	Description string
	LogSource   LogSource
	// Rules are the ids or names of the rules it applies to; Any means all whose
	// log source it covers.
	Rules     []string
	Any       bool
	Detection Detection
}

// Detection is what a rule looks for: selections and the conditions over them.
// It is true when any of its conditions is.
type Detection struct {
	Selections []Selection
	Conditions []Condition
}

// Selection is a named set of items: any alternative, each of whose items is
// true.
type Selection struct {
	Name         string
	Line         int
	Alternatives [][]Item
}

// Item is one line of a selection: a field, what is done with it, the values.
type Item struct {
	Field     string // empty: keywords, sought in every value of the record
	Modifiers []string
	Values    []Value
	Line      int
}

// Key is the item's key as a rule writes it: field|modifier|modifier.
func (it Item) Key() string {
	return strings.Join(append([]string{it.Field}, it.Modifiers...), "|")
}

// Has reports whether the item bears a modifier.
func (it Item) Has(modifier string) bool {
	for _, m := range it.Modifiers {
		if m == modifier {
			return true
		}
	}
	return false
}

// Value is a value as the rule writes it.
type Value struct {
	Kind ValueKind
	Text string
	Line int
}

// ValueKind is a value's YAML type.
type ValueKind uint8

const (
	StringValue ValueKind = iota
	NumberValue
	BoolValue
	NullValue
)

// Attacks are the ATT&CK technique ids among the tags: T1567.002.
func (r *Rule) Attacks() []string {
	return tagged(r.Tags, "attack.", func(id string) bool { return len(id) > 1 && id[0] == 'T' && isDigit(id[1]) })
}

// Insider are the Insider Threat Matrix ids among the tags: IF001.001.
func (r *Rule) Insider() []string { return tagged(r.Tags, "itm.", func(string) bool { return true }) }

// Ref is what a rule is called where one name is needed: its id, else its name,
// else its title.
func (r *Rule) Ref() string {
	for _, s := range []string{r.ID, r.Name} {
		if s != "" {
			return s
		}
	}
	return r.Title
}

// FieldNames are the fields that the detection reads, each once, in the order in
// which they first appear, references to fields included.
func (d *Detection) FieldNames() []string {
	var out []string
	seen := map[string]bool{}
	add := func(name string) {
		if name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	d.eachItem(func(it Item) {
		add(it.Field)
		if it.Has("fieldref") {
			for _, v := range it.Values {
				add(v.Text)
			}
		}
	})
	return out
}

func (d *Detection) eachItem(f func(Item)) {
	for _, s := range d.Selections {
		for _, alt := range s.Alternatives {
			for _, it := range alt {
				f(it)
			}
		}
	}
}

func tagged(tags []string, prefix string, want func(string) bool) []string {
	var out []string
	for _, t := range tags {
		if id, ok := strings.CutPrefix(strings.ToLower(t), prefix); ok && want(strings.ToUpper(id)) {
			out = append(out, strings.ToUpper(id))
		}
	}
	return out
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
