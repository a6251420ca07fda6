package m365_test

import (
	"testing"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/m365"
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
	alert := `{"CreationTime":"2026-03-02T01:01:07","Id":"1","Operation":"AlertTriggered","OrganizationId":"o","RecordType":40,"UserType":4,"Workload":"SecurityComplianceCenter","Name":"Impossible travel activity","Status":"Active"}`
	domain := `{"CreationTime":"2026-03-02T01:01:07","Id":"2","Operation":"Add-FederatedDomain","OrganizationId":"o","RecordType":1,"ResultStatus":"True","UserType":2,"Workload":"Exchange"}`
	signIn := `{"CreationTime":"2026-03-02T01:01:07","Id":"3","Operation":"UserLoggedIn","OrganizationId":"o","RecordType":15,"ResultStatus":"Success","Workload":"AzureActiveDirectory","ExtendedProperties":[{"Name":"RequestType","Value":"Cmsi:Cmsi"},{"Name":"UserAgent","Value":"curl/8"}]}`
	graph := func(r string) string {
		return `{"id":"9","createdDateTime":"2026-03-02T01:01:07Z","auditLogRecordType":"x","auditData":` + r + `}`
	}
	for _, c := range []struct {
		record, field, want string
	}{
		{alert, "eventSource", "SecurityComplianceCenter"}, {alert, "eventName", "Impossible travel activity"}, {alert, "status", "success"}, {alert, "Status", "Active"},
		{domain, "eventSource", "Exchange"}, {domain, "eventName", "Add-FederatedDomain"}, {domain, "status", "success"}, {domain, "ResultStatus", "True"},
		{signIn, "RequestType", "Cmsi:Cmsi"}, {signIn, "UserAgent", "curl/8"}, {signIn, "Operation", "UserLoggedIn"},
		{graph(signIn), "RequestType", "Cmsi:Cmsi"}, {graph(domain), "eventName", "Add-FederatedDomain"}, {graph(domain), "status", "success"},
	} {
		if got := field(t, m365.New(), c.record, c.field); got != c.want {
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
