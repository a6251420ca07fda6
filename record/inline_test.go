package record_test

import (
	"strings"
	"testing"

	"sekisho/record"
)

// One set of names reads the same record in several shapes.
func TestShapes(t *testing.T) {
	shapes := map[string]string{
		"flat":       `{"EventID":1,"Channel":"S","Image":"a.exe"}`,
		"wrapped":    `{"Event":{"System":{"EventID":{"#text":1},"Channel":"S"},"EventData":{"Image":"a.exe"}}}`,
		"named list": `{"Event":{"System":{"EventID":1,"Channel":"S"},"EventData":{"Data":[{"@Name":"Image","#text":"a.exe"}]}}}`,
		"attributes": `{"Event":{"System":{"EventID":1,"Channel":"S"},"EventData":{"Data":[{"#attributes":{"Name":"Image"},"#text":"a.exe"}]}}}`,
		"any member": `{"Event":{"System":{"EventID":1,"Channel":"S"},"UserData":{"Some":{"Image":"a.exe","Channel":"other"}}}}`,
		"flattened":  `{"Event.System.EventID":1,"Event.System.Channel":"S","Event.EventData.Image":"a.exe"}`,
		"dotted":     `{"Event.System.EventID":1,"Event.System.Channel":"S","Event.EventData":{"Image":"a.exe"}}`,
	}
	for name, raw := range shapes {
		b := record.NewBuilder()
		id, channel, image := b.Add("EventID"), b.Add("Channel"), b.Add("Image")
		whole := b.Add("Event.EventData.Image")
		b.Inline("Event.EventData")
		b.Inline("Event.UserData.*")
		b.Alias("Event.UserData.*.Channel", "LogChannel")
		b.Alias("Event.System.EventID", "EventID")
		b.Alias("Event.System.EventID.#text", "EventID")
		b.Alias("Event.System.Channel", "Channel")
		b.Pairs("Data", record.Pairs{Key: "Name", AltKeys: []string{"@Name", "#attributes.Name"}, Values: []string{"#text"}, Inline: true})
		row := b.Layout().NewRow()
		if err := record.NewWalker(nil).Walk([]byte(raw), row); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := []string{row.Text(id), row.Text(channel), row.Text(image)}
		if got[0] != "1" || got[1] != "S" || got[2] != "a.exe" {
			t.Errorf("%s: got %q", name, got)
		}
		c := row.Values(channel)
		c.Next()
		if c.Next() {
			t.Errorf("%s: a second channel %q", name, c.Value().Text)
		}
		if name == "wrapped" && row.Text(whole) != "a.exe" {
			t.Errorf("the whole path is hidden by the inlined one: %q", row.Text(whole))
		}
	}
}

// A key of nothing but dots costs no more than its length allows.
func TestDots(t *testing.T) {
	b := record.NewBuilder()
	b.Add("a.b.c.d.e.f.g.h")
	slot := b.Add("a.b")
	row := b.Layout().NewRow()
	long := strings.Repeat("a.", 1<<20)
	raw := `{"` + long + `":1,"a.b":2,"x.y":3}`
	if err := record.NewWalker(nil).Walk([]byte(raw), row); err != nil {
		t.Fatal(err)
	}
	if row.Text(slot) != "2" {
		t.Errorf("got %q", row.Text(slot))
	}
}
