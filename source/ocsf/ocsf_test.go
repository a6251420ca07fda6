package ocsf_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/ocsf"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, ocsf.New(), "testdata") }

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       source.Confidence
	}{
		{"a page about OCSF", `{"title":"what is class_uid","metadata":{}}`, source.No},
		{"an event", `{"metadata":{"version":"1.1.0"},"class_uid":3002,"activity_id":1,"severity_id":1}`, source.Sure},
	} {
		if got := ocsf.New().Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: confidence %d, want %d", c.name, got, c.want)
		}
	}
}

// TestRoundTrip: an event that is written, read and written again is the same
// text, whatever its class and whichever of its fields are set.
func TestRoundTrip(t *testing.T) {
	for _, class := range event.Classes() {
		var list []*event.Event
		for activity := event.Activity(0); activity < 100; activity++ {
			if activity == 0 || activity == event.ActivityOther || class.ActivityCaption(activity) != "Unknown" {
				list = append(list, full(class, activity))
			}
		}
		all := reflect.ValueOf(full(class, event.ActivityOther)).Elem()
		eachField(all, nil, func(index []int) {
			one := &event.Event{Class: class, Activity: event.ActivityOther, ActivityName: "x", Time: 1760922000123, EventCode: "x",
				Source: "m365", Product: "Product"}
			reflect.ValueOf(one).Elem().FieldByIndex(index).Set(all.FieldByIndex(index))
			list = append(list, one)
		})
		back(t, list)
	}
}

func back(t *testing.T, list []*event.Event) {
	t.Helper()
	var written [][]byte
	for _, e := range list {
		written = append(written, event.AppendJSON(nil, e, &event.Provenance{}, nil))
	}
	events, refused := sourcetest.Decode(t, ocsf.New(), append(bytes.Join(written, []byte{'\n'}), '\n'))
	if len(events) != len(list) || len(refused) > 0 {
		t.Fatalf("%d events of %d, refused %v", len(events), len(list), refused)
	}
	for i, e := range list {
		got := event.AppendJSON(nil, &events[i].Event, &event.Provenance{}, nil)
		if d := cmp.Diff(string(written[i]), string(got)); d != "" {
			t.Fatalf("%s (-written +written again):\n%s\n%s", e.Class.Caption(), written[i], got)
		}
		if a, b := places(e), places(&events[i].Event); a != b {
			t.Fatalf("%s: outward places %s, read back %s\n%s", e.Class.Caption(), a, b, written[i])
		}
	}
}

func places(e *event.Event) string {
	var list []string
	e.Outward(func(k event.PlaceKind, name string) { list = append(list, k.String()+" "+name) })
	return strings.Join(list, ", ")
}

// full is an event with a value of its own in every field.
func full(class event.Class, activity event.Activity) *event.Event {
	e, n := &event.Event{}, 0
	set(reflect.ValueOf(e).Elem(), "", &n)
	e.Class, e.Activity, e.Status, e.Does, e.Via = class, activity, event.StatusSuccess, event.ActNone, event.ChannelNone
	if activity != event.ActivityOther {
		e.ActivityName = ""
	}
	e.Source = "m365"
	e.Time, e.StartTime, e.EndTime = 1760922000123, 1760922000100, 1760922000200
	e.Actor.Type, e.User.Type = event.UserTypeAdmin, event.UserTypeOther
	e.Actor.Email, e.User.Email = "u017@hoshizora.example", "u018@hoshizora.example"
	e.Email.From, e.Email.Direction = "u017@hoshizora.example", event.DirectionOutbound
	e.Email.To = []string{"a@partner.example", "Directory Name"}
	e.Src.IP, e.Dst.IP, e.Device.IP = "192.0.2.7", "2001:db8::1", "192.0.2.8"
	e.File.Hash, e.FileResult.Hash = strings.Repeat("c", 64), strings.Repeat("d", 40)
	e.HTTP.Method = "PROPFIND"
	return e
}

func set(v reflect.Value, path string, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			set(v.Field(i), path+v.Type().Field(i).Name, n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("%s-%d", path, *n))
	case reflect.Slice:
		v.Set(reflect.ValueOf([]string{path + "-a", path + "-b"}))
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(1 + uint64(*n)%3)
	case reflect.Bool:
		v.SetBool(true)
	}
}

func eachField(v reflect.Value, at []int, f func([]int)) {
	for i := range v.NumField() {
		index := append(append([]int(nil), at...), i)
		if v.Field(i).Kind() == reflect.Struct {
			eachField(v.Field(i), index, f)
			continue
		}
		if name := v.Type().Field(i).Name; name == "Class" || name == "Time" {
			continue
		}
		f(index)
	}
}

// TestSamplesRoundTrip: other writers' events survive being written and read.
func TestSamplesRoundTrip(t *testing.T) {
	samples, err := filepath.Glob("testdata/*.in")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	for _, path := range samples {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		events, _ := sourcetest.Decode(t, ocsf.New(), raw)
		var list []*event.Event
		for i := range events {
			list = append(list, &events[i].Event)
		}
		back(t, list)
	}
}

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, ocsf.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, ocsf.New(), "testdata/others.in") }
