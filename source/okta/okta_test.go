package okta_test

import (
	"slices"
	"testing"

	"sekisho/source"
	"sekisho/source/okta"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, okta.New(), "testdata") }

func TestPublicSamples(t *testing.T) {
	n := sourcetest.AcceptSaaS(t, okta.New(), "Okta.SystemLog", []string{"published", "p_event_time"},
		func(r sourcetest.SaaSRecord) bool { return !slices.Contains(r.Keys, "actor") })
	if n.Events < 37 {
		t.Errorf("only %d events", n.Events)
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       source.Confidence
	}{
		{"CloudTrail", `{"eventVersion":"1.09","eventType":"AwsApiCall","eventSource":"s3.amazonaws.com"}`, source.No},
		{"another product's eventType", `{"eventType":"login","uuid":"1","outcome":"ok","actor":{"id":"1"}}`, source.No},
		{"the API", `[{"actor":{"alternateId":"a"},"eventType":"x","published":"","outcome":{},"uuid":"1","displayMessage":""}]`, source.Sure},
	} {
		if got := okta.New().Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: confidence %d, want %d", c.name, got, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, okta.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, okta.New(), "testdata/system.in") }
