package ocsftest_test

import (
	"strings"
	"testing"

	"sekisho/event/ocsftest"
)

const good = `{"class_uid":1001,"class_name":"File System Activity","category_uid":1,"activity_id":2,"activity_name":"Read",
"type_uid":100102,"severity_id":1,"time":1,"metadata":{"version":"1.8.0","product":{"name":"x"},"profiles":["host"]},
"actor":{"user":{"name":"u017"}},"device":{"type_id":0,"hostname":"h"},"file":{"name":"a","type_id":1}}`

func TestCheckFindsEachFault(t *testing.T) {
	schema := ocsftest.Shared(t)
	if errs := schema.Check([]byte(good)); len(errs) != 0 {
		t.Fatal(errs)
	}
	for _, tt := range []struct{ old, new, want string }{
		{`"time":1,`, ``, "time: is required"},
		{`"time":1,`, `"time":"now",`, "time: now is not of type timestamp_t"},
		{`"time":1,`, `"time":1,"colour":"red",`, "colour: not an attribute"},
		{`"time":1,`, `"time":1,"ticket":{"uid":"1"},`, "ticket: not an attribute"},
		{`"time":1,`, `"time":1,"cloud":{"provider":"x"},`, "cloud: belongs to the profile cloud"},
		{`{"name":"u017"}`, `{"domain":"d"}`, "user has 0 of at_least_one"},
		{`"activity_id":2`, `"activity_id":55`, "activity_id: 55 is not one of its values"},
		{`"Read"`, `"Write"`, `activity_name: is "Write"`},
		{`100102`, `100103`, "type_uid: is 100103"},
		{`"File System Activity"`, `"Files"`, "class_name: is Files"},
		{`1001,`, `1999,`, "class_uid: no class"},
		{`"name":"a"`, `"name":""`, "file.name:  is not of type"},
		{`"name":"a"`, `"name":"a","size":1.5`, "file.size: 1.5 is not of type long_t"},
		{`"name":"a"`, `"name":"a","hashes":{}`, "file.hashes: is not a list"},
		{`"hostname":"h"`, `"ip":"nowhere"`, "does not have the form of ip_t"},
	} {
		errs := strings.Join(schema.Check([]byte(strings.Replace(good, tt.old, tt.new, 1))), "\n")
		if !strings.Contains(errs, tt.want) {
			t.Errorf("%s for %s gives %q, want %q", tt.new, tt.old, errs, tt.want)
		}
	}
}
