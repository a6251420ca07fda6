package event_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/event/ocsftest"
)

var provenance = event.Provenance{
	UID: strings.Repeat("a", 64), RawSHA256: strings.Repeat("b", 64), File: "logs/audit.ndjson", Line: 12, Offset: 4096,
}

// plausible is a filled event with values that have the form their fields need.
func plausible(t *testing.T, class event.Class, activity event.Activity) *event.Event {
	e := filled(t)
	e.Class, e.Activity, e.Status = class, activity, event.StatusSuccess
	e.Does, e.Via = event.ActNone, event.ChannelNone
	e.Actor.Type, e.User.Type, e.Email.Direction = event.UserTypeUser, event.UserTypeService, event.DirectionOutbound
	e.Actor.Email, e.User.Email = "u017@hoshizora.example", "u018@hoshizora.example"
	e.Email.From, e.Email.To = "u017@hoshizora.example", []string{"a@partner.example", "Directory Name"}
	e.Email.Cc = []string{"b@partner.example", "/o=Org/cn=u018"}
	e.Src.IP, e.Dst.IP, e.Device.IP = "192.0.2.7", "2001:db8::1", "192.0.2.8"
	e.File.Hash, e.FileResult.Hash = strings.Repeat("c", 64), strings.Repeat("d", 40)
	e.LogonType = 3
	return e
}

func TestJSONIsValid(t *testing.T) {
	schema := ocsftest.Shared(t)
	for _, class := range event.Classes() {
		t.Run(class.Caption(), func(t *testing.T) {
			for a := event.Activity(0); a < 100; a++ {
				if a != 0 && a != event.ActivityOther && class.ActivityCaption(a) == "Unknown" {
					continue
				}
				schema.Valid(t, event.AppendJSON(nil, plausible(t, class, a), &provenance, nil))
				schema.Valid(t, event.AppendJSON(nil, &event.Event{Class: class, Activity: a}, &event.Provenance{}, nil))
			}
		})
	}
}

// Each field alone must also give a valid event: what is required beside it
// stands in.
func TestJSONIsValidWithEachFieldAlone(t *testing.T) {
	schema := ocsftest.Shared(t)
	for _, class := range event.Classes() {
		full := reflect.ValueOf(plausible(t, class, event.ActivityOther)).Elem()
		eachField(full, nil, func(index [][]int) {
			e := &event.Event{Class: class}
			for _, i := range index {
				reflect.ValueOf(e).Elem().FieldByIndex(i).Set(full.FieldByIndex(i))
			}
			e.Class = class
			schema.Valid(t, event.AppendJSON(nil, e, &provenance, nil))
		})
	}
}

func eachField(v reflect.Value, at []int, f func([][]int)) {
	for i := range v.NumField() {
		index := append(append([]int(nil), at...), i)
		if v.Field(i).Kind() == reflect.Struct {
			eachField(v.Field(i), index, f)
			continue
		}
		f([][]int{index})
	}
}

// Whatever a class has no place for is still written, in the extension.
func TestJSONLosesNothing(t *testing.T) {
	for _, class := range event.Classes() {
		e := plausible(t, class, 1)
		e.Activity = event.ActivityOther
		got := string(event.AppendJSON(nil, e, &provenance, nil))
		walkTexts(reflect.ValueOf(e).Elem(), "", func(path string, v reflect.Value) {
			quoted, _ := json.Marshal(v.String())
			if !strings.Contains(got, strings.Trim(string(quoted), `"`)) {
				t.Errorf("%s: Event%s is not in the JSON", class.Caption(), path)
			}
		})
	}
}

// masked shows every account and every text as something else.
type masked struct{}

func (masked) Person(event.PersonID) string { return "P-person" }
func (masked) Text(s string) string         { return strings.ReplaceAll(s, "mika.s", "P-7") }
func (masked) Account(string) string        { return "P-7" }

func TestJSONShowsNoAccount(t *testing.T) {
	for _, class := range event.Classes() {
		e := filled(t)
		account := func(v reflect.Value) {
			if v.Kind() == reflect.String {
				v.SetString("mika.s")
			}
		}
		v := reflect.ValueOf(e).Elem()
		for _, path := range []string{
			"Actor.Name", "Actor.UID", "Actor.Email", "User.Name", "User.UID", "User.Email", "Email.From",
			"Device.Hostname", "Process.Path", "Process.CmdLine", "Process.Name", "Src.Hostname", "Dst.Hostname",
			"File.Name", "File.Path", "File.Owner", "FileResult.Path", "FileResult.Owner", "Resource.Name", "Resource.UID",
			"Resource.Owner", "HTTP.URL", "HTTP.Path", "HTTP.Referrer", "Peripheral.Name", "Print.Printer", "Module",
			"StatusDetail", "NativeID", "Group.Name",
		} {
			f := v
			for _, name := range strings.Split(path, ".") {
				f = f.FieldByName(name)
			}
			account(f)
		}
		list := []string{"mika.s", "mika.s@hoshizora.example"}
		e.Email.To, e.Email.Cc, e.Email.Bcc, e.Email.Attachments, e.Share.Targets, e.DNS.Answers = list, list, list, list, list, list
		e.Class, e.Activity = class, 1
		p := provenance
		p.File = "/home/mika.s/audit.log"
		if got := string(event.AppendJSON(nil, e, &p, masked{})); strings.Contains(got, "mika") {
			t.Errorf("%s: an account shows: …%s", class.Caption(), got[strings.Index(got, "mika")-60:])
		}
	}
}

func TestJSONIsStable(t *testing.T) {
	e := &event.Event{
		Class: event.ClassEmail, Activity: event.EmailSend, Time: 1700000000123, Status: event.StatusSuccess,
		Source: "mail-example", Product: "Mail Example", NativeID: "q-81", OriginalTime: "2023-11-14T22:13:20.123Z",
		Actor: event.User{Name: "u017", Type: event.UserTypeUser}, Hand: event.HandPerson,
		Email: event.Email{From: "u017@hoshizora.example", To: []string{"a@partner.example"}, Size: 2048,
			Direction: event.DirectionOutbound, Attachments: []string{"温室\t\"1\".xlsx"}},
	}
	want := `{"class_uid":4009,"class_name":"Email Activity","category_uid":4,"category_name":"Network Activity",` +
		`"activity_id":1,"activity_name":"Send","type_uid":400901,"severity_id":1,"time":1700000000123,"status_id":1,` +
		`"status":"Success","metadata":{"version":"1.8.0","product":{"name":"Mail Example"},"profiles":["host"],` +
		`"extensions":[{"name":"sekisho","uid":"991","version":"1.0.0"}],"log_name":"mail-example","uid":"` + provenance.UID +
		`","original_event_uid":"q-81","original_time":"2023-11-14T22:13:20.123Z"},"actor":{"user":{"name":"u017","type_id":1}},` +
		`"email":{"from":"u017@hoshizora.example","to":["a@partner.example"],"size":2048,` +
		`"files":[{"name":"温室\t\"1\".xlsx","type_id":0}]},"direction":"Outbound","direction_id":2,` +
		`"raw_data_hash":{"algorithm":"SHA-256","algorithm_id":3,"value":"` + provenance.RawSHA256 + `"},` +
		`"sekisho":{"hand":"person","act":"send","channel":"mail","bytes_out":2048,` +
		`"origin":{"file":"logs/audit.ndjson","line":12,"offset":4096}}}`
	if got := string(event.AppendJSON(nil, e, &provenance, nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	e := &event.Event{
		Class: event.ClassFileHosting, Activity: event.HostingDownload, Time: 1700000000000, Source: "m365", NativeID: "3f0c",
		Actor: event.User{Name: "u017@hoshizora.example"}, Src: event.Endpoint{IP: "192.0.2.7"},
		File: event.File{Name: "tomato.yaml", Path: "https://hoshizora.example/sites/plant/tomato.yaml", Ext: "yaml"},
	}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = event.AppendJSON(buf[:0], e, &provenance, nil)
	}
	b.SetBytes(int64(len(buf)))
}
