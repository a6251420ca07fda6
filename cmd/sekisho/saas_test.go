package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// samples are the public audit samples that are of one product alone.
func samples(t *testing.T, logType string) []json.RawMessage {
	t.Helper()
	files, err := filepath.Glob("../../../shared/data/saas-audit/*.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the public audit samples are absent: nothing was checked")
	}
	var out []json.RawMessage
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(raw) {
			var l struct {
				LogTypes []string `json:"log_types"`
				Event    json.RawMessage
			}
			if err := json.Unmarshal(line, &l); err != nil {
				t.Fatal(err)
			}
			if slices.Equal(l.LogTypes, []string{logType}) && bytes.HasPrefix(l.Event, []byte("{")) {
				out = append(out, l.Event)
			}
		}
	}
	return out
}

// Public audit samples, read as --source names them, become events with a class,
// a time and an activity.
func TestPublicSamplesThroughScan(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	for _, c := range []struct{ source, logType string }{
		{"github", "GitHub.Audit"}, {"okta", "Okta.SystemLog"},
		{"slack", "Slack.AuditLogs"}, {"cloudtrail", "AWS.CloudTrail"},
	} {
		t.Run(c.source, func(t *testing.T) {
			var log bytes.Buffer
			n := 0
			for _, r := range samples(t, c.logType) {
				if err := json.Compact(&log, r); err != nil {
					t.Fatal(err)
				}
				log.WriteByte('\n')
				n++
			}
			dir := t.TempDir()
			in, out := filepath.Join(dir, "in.json"), filepath.Join(dir, "events.json")
			if err := os.WriteFile(in, log.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			sekisho(t, "scan", "--quiet", "--source", c.source, "--events", out, in)
			raw, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			events, acting := 0, 0
			for line := range bytes.Lines(raw) {
				var e struct {
					ClassUID   int `json:"class_uid"`
					Time       int64
					ActivityID int `json:"activity_id"`
					Actor      json.RawMessage
				}
				if err := json.Unmarshal(line, &e); err != nil {
					t.Fatal(err)
				}
				if e.Time == 0 || e.ActivityID == 0 {
					t.Errorf("class %d, time %d, activity %d", e.ClassUID, e.Time, e.ActivityID)
				}
				events++
				if len(e.Actor) > 0 {
					acting++
				}
			}
			t.Logf("%d records, %d events, %d with an actor", n, events, acting)
			if n == 0 || acting == 0 {
				t.Errorf("%d records, %d events with an actor", n, acting)
			}
		})
	}
}
