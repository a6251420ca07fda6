package main

import (
	"bytes"
	"slices"
	"testing"

	"sekisho/record"
	"sekisho/simulate"
)

// A record that nothing matches allocates nothing on its way through decoder,
// registers, rules and boundaries.
func TestFrontAllocatesNothing(t *testing.T) {
	if raceDetector {
		t.Skip("allocations are not counted under the race detector")
	}
	const size = 1 << 20 // bytes of log: some hundreds of records of each kind
	s := benchSetup(t)
	for format, write := range map[string]generator{"m365": simulate.WriteM365, "windows": simulate.WriteSysmon} {
		t.Run(format, func(t *testing.T) {
			var log bytes.Buffer
			if _, err := write(&log, size, 7); err != nil {
				t.Fatal(err)
			}
			kept := 0
			front := s.plan.NewFront(func([]byte) error { kept++; return nil })
			dec, err := s.plan.Stream(format).NewDecoder(nil, front, record.NewTally())
			if err != nil {
				t.Fatal(err)
			}
			front.Stream(format, "log")
			read := func(rec []byte) {
				front.Record(rec, 1, 0)
				if err := dec.Record(rec); err != nil {
					t.Fatal(err)
				}
			}
			all := bytes.Split(bytes.TrimSpace(log.Bytes()), []byte("\n"))
			quiet := slices.DeleteFunc(slices.Clone(all), func(rec []byte) bool {
				before := kept
				read(rec)
				return kept > before
			})
			t.Logf("%d of %d records match nothing", len(quiet), len(all))
			if len(quiet) < 100 {
				t.Fatalf("only %d records match nothing: too few to show anything", len(quiet))
			}
			if n := testing.AllocsPerRun(3, func() {
				for _, rec := range quiet {
					read(rec)
				}
			}); n != 0 {
				t.Errorf("%v allocations for %d records that match nothing", n, len(quiet))
			}
		})
	}
}
