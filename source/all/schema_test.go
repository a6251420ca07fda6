package all_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/event/ocsftest"
	"sekisho/source"
	"sekisho/source/all"
	"sekisho/source/sourcetest"
)

// Bounds that keep this test short.
const (
	streamBytes  = 2 << 20
	streamEvents = 500
)

// What real records become is valid OCSF, whatever they hold.
func TestRealRecordsBecomeValidEvents(t *testing.T) {
	schema := ocsftest.Shared(t)
	data := filepath.Join(ocsftest.ProjectRoot(t), "..", "shared", "data")
	n := 0
	for _, folder := range []string{"m365-lab-tenant", "saas-audit", "cloudtrail-detonations", "windows-host", "zeek"} {
		err := filepath.WalkDir(filepath.Join(data, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			for _, raw := range streams(t, path) {
				n += valid(t, schema, path, raw)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n == 0 {
		t.Error("not one event was read")
	}
	t.Logf("%d events", n)
}

// streams are what a file holds: itself, the members of an archive, or the
// records that test cases wrap.
func streams(t *testing.T, path string) [][]byte {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasSuffix(path, ".zip"):
		return members(t, raw)
	case strings.Contains(path, "saas-audit"):
		var list [][]byte
		for line := range bytes.Lines(raw) {
			var wrapped struct{ Event json.RawMessage }
			if json.Unmarshal(line, &wrapped) == nil && len(wrapped.Event) > 0 {
				list = append(list, wrapped.Event)
			}
		}
		return list
	}
	return [][]byte{raw[:min(len(raw), streamBytes)]}
}

func members(t *testing.T, raw []byte) [][]byte {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	var list [][]byte
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(io.LimitReader(r, streamBytes))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, content)
	}
	return list
}

func valid(t *testing.T, schema *ocsftest.Schema, path string, raw []byte) (n int) {
	f, ok := best(raw)
	if !ok {
		return 0
	}
	events, _ := sourcetest.Decode(t, f, raw)
	for i := range events[:min(len(events), streamEvents)] {
		e := &events[i].Event
		e.Source = f.Name
		out := event.AppendJSON(nil, e, &event.Provenance{UID: "u", File: path, Line: 1}, nil)
		if errs := schema.Check(out); len(errs) > 0 {
			t.Errorf("%s: %s", filepath.Base(path), strings.Join(errs, "\n"))
		}
		n++
	}
	return n
}

// best is the format that is surest of a stream.
func best(raw []byte) (f source.Format, ok bool) {
	sure := source.No
	for _, candidate := range all.Formats() {
		if c := candidate.Sniff(raw[:min(len(raw), source.SniffLen)]); c > sure {
			f, sure, ok = candidate, c, true
		}
	}
	return f, ok
}
