package record_test

import (
	"errors"
	"strings"
	"testing"

	"sekisho/record"
)

func walk(t testing.TB, raw string, paths ...string) (*record.Row, []record.Slot, error) {
	t.Helper()
	b := record.NewBuilder()
	b.Pairs("props", record.Pairs{Key: "Name", Values: []string{"Value", "NewValue"}})
	var slots []record.Slot
	for _, p := range paths {
		slots = append(slots, b.Add(p))
	}
	row := b.Layout().NewRow()
	return row, slots, record.NewWalker(nil).Walk([]byte(raw), row)
}

func TestWalk(t *testing.T) {
	for _, c := range []struct{ name, raw, path, want string }{
		{"plain", `{"a":"x"}`, "a", "x"},
		{"any case", `{"UserId":"x"}`, "userid", "x"},
		{"nested", `{"a":{"b":{"c":"x"}}}`, "a.b.c", "x"},
		{"dotted key", `{"id.orig_h":"10.0.0.1"}`, "id.orig_h", "10.0.0.1"},
		{"dots anywhere", `{"a":{"b.c":"x"}}`, "a.b.c", "x"},
		{"dots in front", `{"a.b":{"c":"x"}}`, "a.b.c", "x"},
		{"array", `{"a":[{"b":"x"},{"b":"y"}]}`, "a.b", "x,y"},
		{"array of scalars", `{"a":["x","y",3]}`, "a", "x,y,3"},
		{"escapes", `{"a":"\u3042\n"}`, "a", "あ\n"},
		{"big number", `{"a":18446744073709551616}`, "a", "18446744073709551616"},
		{"pairs", `{"props":[{"Name":"UserAgent","Value":"x"},{"Name":"Other","Value":"y"}]}`, "props.UserAgent", "x"},
		{"pair's second choice", `{"props":[{"Name":"UserAgent","NewValue":"x"}]}`, "props.UserAgent", "x"},
		{"bool", `{"a":true}`, "a", "true"},
		{"absent", `{"b":1}`, "a", ""},
	} {
		row, s, err := walk(t, c.raw, c.path)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		row.Each(s[0], func(v record.Value) bool { got = append(got, v.Text); return true })
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWalkRefuses(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      error
	}{
		{"duplicate key", `{"a":1,"a":2}`, record.ErrDuplicateKey},
		{"case variant", `{"UserId":"x","b":1,"USERID":"y"}`, record.ErrDuplicateKey},
		{"escaped duplicate", `{"a":1,"\u0061":2}`, record.ErrDuplicateKey},
		{"duplicate in unused object", `{"z":{"a":1,"A":2}}`, record.ErrDuplicateKey},
		{"broken UTF-8", "{\"a\":\"\xff\"}", record.ErrUTF8},
		{"truncated", `{"a":"x`, record.ErrSyntax},
		{"trailing", `{"a":1} x`, record.ErrSyntax},
		{"bad number", `{"z":1.2.3}`, record.ErrNumber},
		{"leading zero", `{"z":01}`, record.ErrNumber},
		{"deep", strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100), record.ErrDepth},
		{"very deep", strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000), record.ErrSyntax},
	} {
		if _, _, err := walk(t, c.raw, "a"); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestWalkAllocatesNothing(t *testing.T) {
	b := record.NewBuilder()
	b.Pairs("p", record.Pairs{Key: "Name", Values: []string{"Value"}})
	b.Add("a.b")
	b.Add("p.x")
	row, w := b.Layout().NewRow(), record.NewWalker(nil)
	raw := []byte(`{"a":{"b":"q","c":[1,2.5,{"d":null}]},"p":[{"Name":"x","Value":"1"}]}`)
	if n := testing.AllocsPerRun(100, func() {
		if err := w.Walk(raw, row); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations a record", n)
	}
}

func FuzzWalk(f *testing.F) {
	f.Add([]byte(`{"a":{"b":1},"props":[{"Name":"a","Value":[1,"x"]}]}`))
	f.Add([]byte(`[[[{"a":-0.1e+5}]]]`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		row, s, err := walk(t, string(raw), "a", "a.b", "props.a")
		if err != nil {
			return
		}
		for _, s := range s {
			row.Each(s, func(v record.Value) bool { return v.Kind != record.Absent })
		}
	})
}
