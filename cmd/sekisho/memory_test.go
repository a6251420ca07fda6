package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"sekisho/simulate"
)

// TestPeakMemory scans a generated M365 log and one ten times as long with the
// built command, and compares their peaks. SEKISHO_PEAK_BYTES is the size of the
// shorter one: 1000000000 takes three minutes and 11 GB of temporary space; below
// it the peak has not levelled out and the test fails.
func TestPeakMemory(t *testing.T) {
	text := os.Getenv("SEKISHO_PEAK_BYTES")
	if text == "" {
		t.Skip("SEKISHO_PEAK_BYTES is not set")
	}
	size, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	binary := filepath.Join(dir, "sekisho")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	short, long := peak(t, binary, dir, size), peak(t, binary, dir, 10*size)
	t.Logf("peak %d MB with %d bytes, %d MB with ten times as many: %.3f", short>>20, size, long>>20, float64(long)/float64(short))
	if float64(long) > 1.10*float64(short) {
		t.Error("the peak grows by more than a tenth")
	}
}

// peak is the peak memory of a scan of a log of this size, in bytes.
func peak(t *testing.T, binary, dir string, size int64) int64 {
	t.Helper()
	log, stats := filepath.Join(dir, "log.json"), filepath.Join(dir, "stats.json")
	f, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, err = simulate.WriteM365(w, size, 7)
	if err := errors.Join(err, w.Flush(), f.Close()); err != nil {
		t.Fatal(err)
	}
	args := []string{"scan", "--quiet", "--workers", "1", "--format", "ndjson", "--out", os.DevNull, "--stats", stats, log}
	if _, err := os.Stat(publicRules); err == nil {
		args = append(args, "--rules", publicRules)
	}
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+filepath.Join(dir, "conf"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	raw, err := os.ReadFile(stats)
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Peak int64 `json:"peak_memory_bytes"`
	}
	if err := json.Unmarshal(raw, &s); err != nil || s.Peak == 0 {
		t.Fatalf("no peak in the statistics: %v", err)
	}
	return s.Peak
}
