package all_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/source"
	"sekisho/source/all"
)

// TestNoFormatClaimsAnother: of each room's samples, the formats of that room are
// the surest.
func TestNoFormatClaimsAnother(t *testing.T) {
	var samples []string
	for _, pattern := range []string{"../*/testdata/*.in", "../*/testdata/*/*.in"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		samples = append(samples, list...)
	}
	if len(samples) == 0 {
		t.Fatal("no samples")
	}
	for _, path := range samples {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		room := strings.Split(filepath.ToSlash(path), "/")[1]
		own, other, name := source.No, source.No, ""
		for _, f := range all.Formats() {
			c := f.Sniff(raw[:min(len(raw), source.SniffLen)])
			if strings.HasPrefix(strings.ReplaceAll(f.Name, "_", ""), room) {
				own = max(own, c)
			} else if c > other {
				other, name = c, f.Name
			}
		}
		if own <= other {
			t.Errorf("%s: its own format is sure at %d, %q at %d", path, own, name, other)
		}
	}
}
