package simulate_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"sekisho/simulate"
)

type bulkWriter func(io.Writer, int64, uint64) (int64, error)

func TestBulk(t *testing.T) {
	for name, write := range map[string]bulkWriter{"m365": simulate.WriteM365, "sysmon": simulate.WriteSysmon} {
		t.Run(name, func(t *testing.T) {
			var a, b bytes.Buffer
			n, err := write(&a, 3<<20, 5)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := write(&b, 3<<20, 5); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("two runs differ (%v)", err)
			}
			lines := bytes.Split(bytes.TrimSuffix(a.Bytes(), []byte("\n")), []byte("\n"))
			if int64(len(lines)) != n || a.Len() < 3<<20 {
				t.Errorf("%d lines of %d bytes, %d counted", len(lines), a.Len(), n)
			}
			seen := map[string]bool{}
			for _, l := range lines {
				if !json.Valid(l) {
					t.Fatalf("%s", l)
				}
				seen[string(l)] = true
			}
			if len(seen) < len(lines)*99/100 {
				t.Errorf("%d different lines of %d", len(seen), len(lines))
			}
			t.Logf("%d bytes a record", int64(a.Len())/n)
		})
	}
}

func benchmark(b *testing.B, write bulkWriter) {
	const size = 64 << 20
	b.SetBytes(size)
	for b.Loop() {
		if _, err := write(io.Discard, size, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteM365(b *testing.B)   { benchmark(b, simulate.WriteM365) }
func BenchmarkWriteSysmon(b *testing.B) { benchmark(b, simulate.WriteSysmon) }

func BenchmarkCompany(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_, _, sum := made(b, 1, simulate.Options{})
		b.SetBytes(sum.Bytes)
	}
}
