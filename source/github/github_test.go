package github_test

import (
	"slices"
	"testing"

	"sekisho/source"
	"sekisho/source/github"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, github.New(), "testdata") }

func TestPublicSamples(t *testing.T) {
	n := sourcetest.AcceptSaaS(t, github.New(), "GitHub.Audit",
		[]string{"@timestamp", "created_at", "at_sign_timestamp", "p_event_time"},
		func(r sourcetest.SaaSRecord) bool { return !slices.Contains(r.Keys, "actor") })
	if n.Events < 50 {
		t.Errorf("only %d events", n.Events)
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       source.Confidence
	}{
		{"Slack", `{"id":"1","date_create":1760922000,"action":"user_login","actor":{"type":"user"},"entity":{}}`, source.No},
		{"a webhook's body", `{"action":"opened","repository":{"full_name":"a/b"},"sender":{"login":"a"}}`, source.No},
		{"an application's log", `{"@timestamp":"2025-10-20T01:00:00Z","message":"x","event":{"action":"user.login"}}`, source.No},
		{"the stream", `{"action":"git.push","actor":"a","_document_id":"x","org":"o","@timestamp":1}`, source.Sure},
	} {
		if got := github.New().Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: confidence %d, want %d", c.name, got, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, github.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, github.New(), "testdata/audit.in") }
