package cloudtrail_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/cloudtrail"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, cloudtrail.New(), "testdata") }

func TestAcceptTable(t *testing.T) { sourcetest.Accept(t, cloudtrail.NewTable(), "testdata/table") }

func TestPublicSamples(t *testing.T) {
	n := sourcetest.AcceptSaaS(t, cloudtrail.New(), "AWS.CloudTrail", []string{"eventtime", "p_event_time"}, namesNobody)
	if n.Events < 200 {
		t.Errorf("only %d events", n.Events)
	}
}

// namesNobody reports whether a record has no userIdentity, or one that says no
// more than its type and account.
func namesNobody(r sourcetest.SaaSRecord) bool {
	if !slices.Contains(r.Keys, "useridentity") {
		return true
	}
	var rec struct {
		UserIdentity struct{ Type, ARN, UserName, PrincipalID, InvokedBy string }
	}
	if err := json.Unmarshal(r.JSON, &rec); err != nil {
		return false
	}
	u := rec.UserIdentity
	return u.ARN == "" && u.UserName == "" && u.PrincipalID == "" && u.InvokedBy == ""
}

func TestDetonations(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sourcetest.Shared(t, "cloudtrail-detonations"), "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	total := 0
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var want []json.RawMessage
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got := cloudtrail.New().Sniff(raw[:min(len(raw), source.SniffLen)]); got != source.Sure {
			t.Errorf("%s: confidence %d", filepath.Base(path), got)
		}
		events, refused := sourcetest.Decode(t, cloudtrail.New(), raw)
		if len(events) != len(want) || len(refused) > 0 {
			t.Errorf("%s: %d events of %d records, refused: %v", filepath.Base(path), len(events), len(want), refused)
		}
		for _, e := range events {
			if e.Actor.Name == "" || e.Time == 0 || e.Activity == event.ActivityUnknown {
				t.Errorf("%s: %s: actor %q, activity %d", filepath.Base(path), e.EventCode, e.Actor.Name, e.Activity)
			}
		}
		total += len(events)
	}
	t.Logf("%d files, %d events", len(files), total)
}

func TestDetonationsAreUnderstood(t *testing.T) {
	for name, check := range map[string]func(sourcetest.Event) bool{
		"aws.exfiltration.rds-share-snapshot.json": func(e sourcetest.Event) bool {
			return e.Act() == event.ActExpose && e.Channel() == event.ChannelCloud && len(e.Share.Targets) == 1
		},
		"aws.defense-evasion.vpc-remove-flow-logs.json": func(e sourcetest.Event) bool { return e.Act() == event.ActHide },
		"aws.defense-evasion.dns-delete-logs.json":      func(e sourcetest.Event) bool { return e.Act() == event.ActHide },
		"aws.initial-access.console-login-without-mfa.json": func(e sourcetest.Event) bool {
			return e.Class == event.ClassAuthentication && e.Activity == event.AuthLogon
		},
		"aws.credential-access.secretsmanager-retrieve-secrets.json": func(e sourcetest.Event) bool {
			return e.Act() == event.ActOpen && e.Resource.Name != ""
		},
	} {
		raw, err := os.ReadFile(sourcetest.Shared(t, "cloudtrail-detonations", name))
		if err != nil {
			t.Fatal(err)
		}
		events, _ := sourcetest.Decode(t, cloudtrail.New(), raw)
		if !slices.ContainsFunc(events, check) {
			t.Errorf("%s: no event is what it should be: %+v", name, events)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       source.Confidence
	}{
		{"Okta", `{"eventType":"user.session.start","actor":{"alternateId":"a"},"published":"x","uuid":"1"}`, source.No},
		{"an empty envelope", `{"Records":[]}`, source.No},
		{"S3 notifications", `{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"x","eventName":"ObjectCreated:Put","eventTime":"x","userIdentity":{},"s3":{}}]}`, source.No},
		{"CloudTrail inside another record", `{"log_types":["AWS.CloudTrail"],"event":{"eventName":"x","eventSource":"y","eventTime":"z","awsRegion":"r"}}`, source.No},
	} {
		if got := cloudtrail.New().Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: confidence %d, want %d", c.name, got, c.want)
		}
	}
}

// TestHoneyBucket reads a table that a collector made of S3 records.
func TestHoneyBucket(t *testing.T) {
	z, err := zip.OpenReader(sourcetest.Shared(t, "cloudtrail-detonations", "aws_s3_honeybucketlogs.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		events, refused := sourcetest.Decode(t, cloudtrail.NewTable(), raw)
		t.Logf("%s: %d lines, %d events, %d refused", f.Name, bytes.Count(raw, []byte{'\n'}), len(events), len(refused))
		if len(events) < 200 || len(refused) > 0 {
			t.Errorf("%d events, refused %v", len(events), refused)
		}
	}
}

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, cloudtrail.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, cloudtrail.New(), "testdata/trail.in") }
