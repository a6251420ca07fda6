package ocsftest

import (
	"os"
	"path/filepath"
	"testing"
)

// Shared loads OCSF 1.8.0 from the shared data with our extension, or skips the
// test where that is absent.
func Shared(t testing.TB) *Schema {
	t.Helper()
	root := ProjectRoot(t)
	folder := filepath.Join(root, "..", "shared", "data", "ocsf-schema-1.8.0")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the OCSF schema is not at %s", folder)
	}
	s, err := Load(folder, filepath.Join(root, "event", "schema"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Valid fails the test for each way in which data departs from the schema.
func (s *Schema) Valid(t testing.TB, data []byte) {
	t.Helper()
	for _, e := range s.Check(data) {
		t.Error(e)
	}
	if t.Failed() {
		t.Logf("%s", data)
	}
}

// ProjectRoot is the folder that holds go.mod.
func ProjectRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = parent
	}
}
