package certimport_test

import (
	"testing"
	"testing/fstest"

	"sekisho/org"
	"sekisho/org/certimport"
)

// What the importer writes is what the registers' closed schema takes.
func TestRegistersLoad(t *testing.T) {
	r, err := certimport.Import(company())
	if err != nil {
		t.Fatal(err)
	}
	dir := fstest.MapFS{}
	for _, f := range r.Files {
		dir[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	if _, err := org.Load(dir); err != nil {
		t.Error(err)
	}
}
