package googleworkspace_test

import (
	"testing"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/googleworkspace"
	"sekisho/source/stream"
)

// seen collects the values of one field of each event.
type seen struct {
	slots map[string]record.Slot
	got   map[string]string
	kind  int
}

func (s *seen) Event(_ *event.Event, kind, _ int, row *record.Row) {
	s.kind = kind
	for name, slot := range s.slots {
		s.got[name] = row.Text(slot)
	}
}

// Names that public rules use reach the fields of the record in each shape.
func TestSigmaNames(t *testing.T) {
	api := `{"id":{"time":"2026-03-02T01:01:07Z","applicationName":"admin"},"actor":{"email":"a@hoshizora.example"},"events":[{"type":"APPLICATION_SETTINGS","name":"CHANGE_APPLICATION_SETTING","parameters":[{"name":"SETTING_NAME","value":"ContextAwareAccess x"},{"name":"NEW_VALUE","value":"false"}]}]}`
	flat := `{"id":{"time":"2026-03-02T01:01:07Z","applicationName":"admin"},"actor":{"email":"a@hoshizora.example"},"type":"APPLICATION_SETTINGS","name":"CHANGE_APPLICATION_SETTING","parameters":{"SETTING_NAME":"ContextAwareAccess x","NEW_VALUE":"false"}}`
	login := `{"id":{"time":"2026-03-02T01:01:07Z","applicationName":"login"},"actor":{"email":"a@hoshizora.example"},"events":[{"type":"attack_warning","name":"gov_attack_warning"}]}`
	for _, c := range []struct {
		record, field, want string
	}{
		{api, "eventService", "admin.googleapis.com"}, {api, "eventName", "CHANGE_APPLICATION_SETTING"}, {api, "setting_name", "ContextAwareAccess x"}, {api, "new_value", "false"},
		{flat, "eventService", "admin.googleapis.com"}, {flat, "eventName", "CHANGE_APPLICATION_SETTING"}, {flat, "setting_name", "ContextAwareAccess x"}, {flat, "new_value", "false"},
		{api, "parameters.SETTING_NAME", "ContextAwareAccess x"}, {flat, "parameters.SETTING_NAME", "ContextAwareAccess x"}, {api, "name", "CHANGE_APPLICATION_SETTING"},
		{login, "protoPayload.serviceName", "login.googleapis.com"}, {login, "protoPayload.Servicename", "login.googleapis.com"},
		{login, "protoPayload.metadata.event.eventName", "gov_attack_warning"},
	} {
		if got := field(t, googleworkspace.New(), c.record, c.field); got != c.want {
			t.Errorf("%s: %q, want %q in %s", c.field, got, c.want, c.record)
		}
	}
}

// field is what a rule sees under a name.
func field(t *testing.T, f source.Format, raw, name string) string {
	t.Helper()
	s := &seen{slots: map[string]record.Slot{}, got: map[string]string{}}
	plan := stream.NewPlan(f)
	for _, k := range f.Kinds {
		path := name
		if mapped, ok := k.Fields[name]; ok {
			path = mapped
		}
		s.slots[k.Name] = plan.Paths.Add(path)
	}
	dec, err := plan.Ready().NewDecoder(nil, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := dec.Record([]byte(raw)); err != nil {
		t.Fatal(err)
	}
	return s.got[f.Kinds[s.kind].Name]
}
