package event_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sekisho/event"
)

func TestBinaryKeepsEveryField(t *testing.T) {
	e := filled(t)
	data := append(event.AppendBinary(nil, e), "rest"...)
	var got event.Event
	rest, err := event.DecodeBinary(data, &got)
	if err != nil || string(rest) != "rest" {
		t.Fatalf("%q, %v", rest, err)
	}
	if diff := cmp.Diff(e, &got); diff != "" {
		t.Error(diff)
	}
	for i := range len(data) - len("rest") {
		if _, err := event.DecodeBinary(data[:i], &got); err == nil {
			t.Errorf("the first %d bytes pass for a whole event", i)
		}
	}
}

func TestBinaryRoundTrip(t *testing.T) {
	var reused event.Event
	rapid.Check(t, func(t *rapid.T) {
		e := new(event.Event)
		draw(t, reflect.ValueOf(e).Elem(), "e")
		data := event.AppendBinary(nil, e)
		if _, err := event.DecodeBinary(data, &reused); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e.Clone(), reused.Clone()); diff != "" {
			t.Fatal(diff)
		}
		if !bytes.Equal(data, event.AppendBinary(nil, &reused)) {
			t.Fatal("the binary form is not unique")
		}
	})
}

// draw sets about half of the fields.
func draw(t *rapid.T, v reflect.Value, name string) {
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			draw(t, v.Field(i), name+"."+v.Type().Field(i).Name)
		}
		return
	}
	if rapid.Bool().Draw(t, name+"?") {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(rapid.String().Draw(t, name))
	case reflect.Slice:
		v.Set(reflect.ValueOf(rapid.SliceOfN(rapid.String(), 0, 4).Draw(t, name)))
	case reflect.Int32:
		v.SetInt(int64(rapid.Int32().Draw(t, name)))
	case reflect.Int64:
		v.SetInt(rapid.Int64().Draw(t, name))
	case reflect.Uint8:
		v.SetUint(uint64(rapid.Uint8().Draw(t, name)))
	case reflect.Bool:
		v.SetBool(true)
	}
}

func FuzzDecodeBinary(f *testing.F) {
	f.Add(event.AppendBinary(nil, &event.Event{}))
	f.Add(event.AppendBinary(nil, &event.Event{Class: event.ClassEmail, Time: 1, Email: event.Email{To: []string{"a@x.example", ""}}}))
	f.Add([]byte{1, 1, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var e, again event.Event
		if _, err := event.DecodeBinary(data, &e); err != nil {
			return
		}
		if _, err := event.DecodeBinary(event.AppendBinary(nil, &e), &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e.Clone(), again.Clone()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkBinary(b *testing.B) {
	e := &event.Event{
		Class: event.ClassFileHosting, Activity: event.HostingDownload, Time: 1700000000000, Source: "m365", NativeID: "3f0c",
		Actor: event.User{Name: "u017@hoshizora.example"}, Src: event.Endpoint{IP: "192.0.2.7"},
		File: event.File{Name: "tomato.yaml", Path: "https://hoshizora.example/sites/plant/tomato.yaml", Ext: "yaml"},
	}
	var data []byte
	var got event.Event
	b.ReportAllocs()
	for b.Loop() {
		data = event.AppendBinary(data[:0], e)
		if _, err := event.DecodeBinary(data, &got); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(data)))
}

func TestEventUID(t *testing.T) {
	uid := event.EventUID("m365", "3f0c", []byte("raw"), 0)
	if want := "64 hex digits"; len(uid) != 64 {
		t.Errorf("%q, want %s", uid, want)
	}
	if uid != event.EventUID("m365", "3f0c", []byte("written otherwise"), 0) {
		t.Error("raw bytes change the uid of a record that has an id")
	}
	seen := map[string]string{}
	for name, other := range map[string]string{
		"itself":         uid,
		"other ordinal":  event.EventUID("m365", "3f0c", nil, 1),
		"other id":       event.EventUID("m365", "3f0d", nil, 0),
		"moved boundary": event.EventUID("m3653", "f0c", nil, 0),
		"raw":            event.EventUID("m365", "", []byte("3f0c"), 0),
		"other raw":      event.EventUID("m365", "", []byte("3f0"), 0),
	} {
		if was, ok := seen[other]; ok {
			t.Errorf("%s and %s have one uid", name, was)
		}
		seen[other] = name
	}
}
