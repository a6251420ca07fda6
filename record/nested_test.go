package record_test

import (
	"testing"

	"sekisho/record"
)

// Named values inside a named value are fields below its name; a list of
// messages gives each field all its values.
func TestNestedPairs(t *testing.T) {
	b := record.NewBuilder()
	from, to, flat := b.Add("p.info.source.address"), b.Add("p.info.to.address"), b.Add("p.flat")
	wrong := b.Add("p.address")
	b.Pairs("p", record.Pairs{Key: "name", Values: []string{"value", "message", "messages"}, Nested: "parameter"})
	row := b.Layout().NewRow()
	raw := `{"p":[{"name":"info","message":{"parameter":[
		{"name":"source","message":{"parameter":[{"name":"address","value":"a@x.example"}]}},
		{"name":"to","messages":[{"parameter":[{"name":"address","value":"b@x.example"}]},{"parameter":[{"name":"address","value":"c@x.example"}]}]},
		{"name":"unasked","message":{"parameter":[{"name":"address","value":"no"}]}}]}},
		{"name":"flat","value":"yes"},{"name":"broken","message":{"parameter":7}}]}`
	if err := record.NewWalker(nil).Walk([]byte(raw), row); err != nil {
		t.Fatal(err)
	}
	if row.Text(from) != "a@x.example" || row.Text(flat) != "yes" || row.Has(wrong) {
		t.Errorf("source %q, flat %q, stray %q", row.Text(from), row.Text(flat), row.Text(wrong))
	}
	var all []string
	row.Each(to, func(v record.Value) bool { all = append(all, v.Text); return true })
	if len(all) != 2 || all[0] != "b@x.example" || all[1] != "c@x.example" {
		t.Errorf("to %q", all)
	}
}
