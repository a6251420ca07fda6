package event_test

import (
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
)

func TestCloneOwnsEverything(t *testing.T) {
	e := filled(t)
	c := e.Clone()
	if diff := cmp.Diff(e, c); diff != "" {
		t.Fatal(diff)
	}
	walkTexts(reflect.ValueOf(e).Elem(), "", func(path string, v reflect.Value) {
		other := reflect.ValueOf(c).Elem()
		for _, name := range strings.Split(strings.Trim(path, "."), ".") {
			if name == "[]" {
				other = other.Index(0)
				continue
			}
			other = other.FieldByName(name)
		}
		if unsafe.StringData(v.String()) == unsafe.StringData(other.String()) {
			t.Errorf("%s is shared with the clone", path)
		}
	})
	if n := testing.AllocsPerRun(100, func() { e.Clone() }); n > 3 {
		t.Errorf("Clone allocates %v times, want the event, its text and its lists", n)
	}
}

func walkTexts(v reflect.Value, path string, f func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			walkTexts(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			walkTexts(v.Index(0), path+".[]", f)
		}
	case reflect.String:
		f(path, v)
	}
}

func TestReset(t *testing.T) {
	e := filled(t)
	to := unsafe.SliceData(e.Email.To)
	e.Reset()
	if len(e.Email.To) != 0 || cap(e.Email.To) != 2 || unsafe.SliceData(e.Email.To) != to {
		t.Error("the memory of lists is not kept")
	}
	if diff := cmp.Diff(&event.Event{}, e.Clone()); diff != "" {
		t.Error(diff)
	}
}

func TestLookup(t *testing.T) {
	names := event.Fields()
	for _, name := range names {
		for _, spelt := range []string{name, strings.ToUpper(name)} {
			f, ok := event.Lookup(spelt)
			if !ok || f.String() != name {
				t.Errorf("Lookup(%q) = %q, %v", spelt, f, ok)
			}
		}
	}
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			t.Errorf("%s is twice in the list", names[i])
		}
	}
	for _, name := range []string{"", "file", "file.", "person.nationality"} {
		if f, ok := event.Lookup(name); ok {
			t.Errorf("Lookup(%q) finds %v", name, f)
		}
	}
}

func TestEach(t *testing.T) {
	e := &event.Event{
		Class: event.ClassEmail, Activity: event.EmailSend, Time: 1700000000000, Source: "smtp-test",
		Actor:   event.User{Name: "u017"},
		File:    event.File{Path: `\\plant\recipes\tomato.yaml`, Size: 512},
		Email:   event.Email{To: []string{"a@partner.example", "b@partner.example"}, Direction: event.DirectionOutbound, Size: 4096},
		HTTP:    event.HTTP{Host: "files.example"},
		Process: event.Process{PID: 7},
	}
	for _, tt := range []struct{ path, want string }{
		{"class_uid", "4009#"}, {"class_name", "Email Activity"}, {"activity_name", "Send"}, {"type_uid", "400901#"},
		{"category_uid", "4#"}, {"time", "1700000000000#"}, {"status_id", "0#"}, {"metadata.log_name", "smtp-test"},
		{"actor.user.name", "u017"}, {"actor.user.uid", ""}, {"file.path", `\\plant\recipes\tomato.yaml`}, {"file.size", "512#"},
		{"file_result.size", ""}, {"email.to", "a@partner.example b@partner.example"}, {"http_request.url.hostname", "files.example"},
		{"process.pid", "7#"}, {"sekisho.act", "send"}, {"sekisho.channel", "mail"}, {"sekisho.bytes_out", "4096#"},
	} {
		f, ok := event.Lookup(tt.path)
		if !ok {
			t.Errorf("%s is unknown", tt.path)
			continue
		}
		var got []string
		var d event.Digits
		e.Each(f, &d, func(text string, number bool) {
			if number {
				text += "#"
			}
			got = append(got, text)
		})
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s = %q, want %q", tt.path, g, tt.want)
		}
	}
}

// Every exported field of an event can be asked for by a rule, except those
// that only serve the pipeline.
func TestEachReachesEveryField(t *testing.T) {
	e := filled(t)
	var all strings.Builder
	var d event.Digits
	for _, name := range event.Fields() {
		f, _ := event.Lookup(name)
		e.Each(f, &d, func(text string, _ bool) { all.WriteString(text + "\n") })
	}
	e.Activity = event.ActivityOther
	f, _ := event.Lookup("activity_name")
	e.Each(f, &d, func(text string, _ bool) { all.WriteString(text + "\n") })
	walkTexts(reflect.ValueOf(e).Elem(), "", func(path string, v reflect.Value) {
		if !strings.Contains(all.String(), v.String()+"\n") {
			t.Errorf("no field name answers with Event%s", path)
		}
	})
}

func BenchmarkEach(b *testing.B) {
	e := &event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, HTTP: event.HTTP{URL: "https://drop.example/up"}, BytesOut: 1 << 20}
	var fields []event.Field
	for _, name := range []string{"class_uid", "http_request.url.url_string", "sekisho.act", "sekisho.channel", "traffic.bytes_out"} {
		f, _ := event.Lookup(name)
		fields = append(fields, f)
	}
	var d event.Digits
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		d.Reset()
		for _, f := range fields {
			e.Each(f, &d, func(text string, _ bool) { n += len(text) })
		}
	}
}
