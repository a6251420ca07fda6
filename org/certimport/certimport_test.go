package certimport_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"sekisho/org/certimport"
)

const header42 = "employee_name,user_id,email,role,business_unit,functional_unit,department,team,supervisor\n"

// company is an invented folder: u018 leaves after February, u020 joins in
// February, u021 has a supervisor whose name two people have.
func company() fstest.MapFS {
	january := header42 +
		"Aoi Lead,U017,Aoi.Lead@hoshizora.example,Manager,1,2 - Research,3 - Control,,\n" +
		"Ren Maker,U018,Ren.Maker@hoshizora.example,Engineer,1,2 - Research,3 - Control,1 - House,Aoi Lead\n"
	february := january +
		"New Maker,U020,New.Maker@hoshizora.example,Engineer,1,2 - Research,3 - Control,1 - House,Aoi Lead\n"
	march := header42 +
		"Aoi Lead,U017,Aoi.Lead@hoshizora.example,Director,1,2 - Research,3 - Control,,\n" +
		"New Maker,U020,New.Maker@hoshizora.example,Engineer,1,2 - Research,3 - Control,2 - Field,Aoi Lead\n" +
		"Two Same,U021,a@hoshizora.example,Clerk,1,1 - Office,1 - Desk,,Same Name\n" +
		"Same Name,U022,b@hoshizora.example,Clerk,1,1 - Office,1 - Desk,,Nobody Here\n" +
		"Same Name,U023,c@hoshizora.example,Clerk,1,1 - Office,1 - Desk,,\n"
	return fstest.MapFS{
		"LDAP/2010-01.csv": {Data: []byte(january)},
		"LDAP/2010-02.csv": {Data: []byte(february)},
		"LDAP/2010-03.csv": {Data: []byte(march)},
		"LDAP/notes.csv":   {Data: []byte("x\n")},
	}
}

func TestImport(t *testing.T) {
	r, err := certimport.Import(company())
	if err != nil {
		t.Fatal(err)
	}
	want := "" +
		"person,accounts,unit,role,manager,start,end,groups\n" +
		"U017,U017;Aoi.Lead@hoshizora.example,3 - Control,Director,,,,business_unit:1;functional_unit:2 - Research\n" +
		"U018,U018;Ren.Maker@hoshizora.example,3 - Control,Engineer,U017,,2010-03-31,business_unit:1;functional_unit:2 - Research;team:1 - House\n" +
		"U020,U020;New.Maker@hoshizora.example,3 - Control,Engineer,U017,2010-02-01,,business_unit:1;functional_unit:2 - Research;team:2 - Field\n" +
		"U021,U021;a@hoshizora.example,1 - Desk,Clerk,,2010-03-01,,business_unit:1;functional_unit:1 - Office\n" +
		"U022,U022;b@hoshizora.example,1 - Desk,Clerk,,2010-03-01,,business_unit:1;functional_unit:1 - Office\n" +
		"U023,U023;c@hoshizora.example,1 - Desk,Clerk,,2010-03-01,,business_unit:1;functional_unit:1 - Office\n"
	if d := cmp.Diff(want, file(r, "people.csv")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff("- class: own\n  organisation: own\n  patterns:\n    - \"hoshizora.example\"\n    - \"*.hoshizora.example\"\n", file(r, "destinations.yaml")); d != "" {
		t.Error(d)
	}
	notes := strings.Join(r.Notes, "\n")
	for _, part := range []string{"notes.csv", "no logon.csv", "U021 has the name of several", "U022 is not listed"} {
		if !strings.Contains(notes, part) {
			t.Errorf("no note with %q in:\n%s", part, notes)
		}
	}
}

func file(r *certimport.Result, name string) string {
	for _, f := range r.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// With logon.csv, starts and ends are days.
func TestDaysFromLogons(t *testing.T) {
	c := company()
	c["logon.csv"] = &fstest.MapFile{Data: []byte("id,date,user,pc,activity\n" +
		"{1},01/04/2010 08:00:00,U018,PC-1,Logon\n{2},02/19/2010 18:00:00,U018,PC-1,Logoff\n" +
		"{3},02/08/2010 08:00:00,U020,PC-2,Logon\n{4},bad,U020,PC-2,Logon\n{5},02/09/2010 08:00:00,U999,PC-2,Logon\n")}
	r, err := certimport.Import(c)
	if err != nil {
		t.Fatal(err)
	}
	people := file(r, "people.csv")
	for _, want := range []string{"U017,,2010-02-19,", "U017,2010-02-08,,"} {
		if !strings.Contains(people, want) {
			t.Errorf("no %q in\n%s", want, people)
		}
	}
}

// Release 6.2 lists projects too.
func TestProjects(t *testing.T) {
	r, err := certimport.Import(fstest.MapFS{"LDAP/2010-01.csv": {Data: []byte(
		"employee_name,user_id,email,role,projects,business_unit,functional_unit,department,team,supervisor\n" +
			"Aoi Lead,U017,a@hoshizora.example,Manager,7 - Vents,1,2 - R,3 - C,,\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(file(r, "people.csv"), "projects:7 - Vents") {
		t.Error(file(r, "people.csv"))
	}
}

// Neither the psychometric table nor anybody's name is taken.
func TestNothingAboutThePerson(t *testing.T) {
	c := company()
	c["psychometric.csv"] = &fstest.MapFile{Data: []byte("employee_name,user_id,O,C,E,A,N\nAoi Lead,U017,1,2,3,4,5\n")}
	r, err := certimport.Import(onlyNeeded{t, c})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		if strings.Contains(string(f.Data), "Aoi Lead") {
			t.Errorf("%s holds a name", f.Name)
		}
	}
}

// onlyNeeded fails the test when psychometric scores or answers are opened.
type onlyNeeded struct {
	t *testing.T
	fs.FS
}

func (o onlyNeeded) Open(name string) (fs.File, error) {
	if strings.Contains(name, "psychometric") || strings.Contains(name, "answers") {
		o.t.Errorf("opened %s", name)
	}
	return o.FS.Open(name)
}

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"no tables":   {fstest.MapFS{}, "no LDAP"},
		"not a table": {fstest.MapFS{"LDAP/2010-01.csv": {Data: []byte("a,b\n")}}, `no column "employee_name"`},
		"empty":       {fstest.MapFS{"LDAP/2010-01.csv": {Data: nil}}, "header"},
		"broken":      {fstest.MapFS{"LDAP/2010-01.csv": {Data: []byte(header42 + "\"x\n")}}, "reading LDAP/2010-01.csv"},
	} {
		if _, err := certimport.Import(c.files); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(header42+"Aoi Lead,U017,a@hoshizora.example,Manager,1,2,3,,\n"), []byte("id,date,user,pc,activity\n{1},01/04/2010 08:00:00,U017,PC-1,Logon\n"))
	f.Fuzz(func(_ *testing.T, ldap, logon []byte) {
		_, _ = certimport.Import(fstest.MapFS{"LDAP/2010-01.csv": {Data: ldap}, "logon.csv": {Data: logon}})
	})
}
