package runs_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"sekisho/scan/runs"
)

func TestMergeSorts(t *testing.T) {
	for _, size := range []int{0, 1, 1000, 120_000} {
		rng := rand.New(rand.NewPCG(1, uint64(size)))
		s := runs.New(t.TempDir())
		collectors := []*runs.Collector{s.Collector(), s.Collector(), s.Collector()}
		var want [][]byte
		for i := range size {
			rec := []byte(fmt.Sprintf("%06d %0*d", rng.IntN(5000), 1+rng.IntN(1000), i))
			want = append(want, rec)
			if err := collectors[rng.IntN(3)].Add(rec); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortFunc(want, bytes.Compare)
		i := 0
		err := runs.Merge(collectors, func(rec []byte) error {
			if !bytes.Equal(rec, want[i]) {
				t.Fatalf("record %d of %d: got %.20q, want %.20q", i, size, rec, want[i])
			}
			i++
			return nil
		})
		if err != nil || i != size {
			t.Errorf("%d of %d records, %v", i, size, err)
		}
		for _, c := range collectors {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestNoSpace(t *testing.T) {
	c := runs.New("/proc/no-such-folder").Collector()
	rec := make([]byte, 1<<20)
	for range 2 * runs.RunSize / len(rec) {
		if err := c.Add(rec); err != nil {
			return
		}
	}
	t.Error("a folder that cannot be written was not noticed")
}

func BenchmarkSort(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	recs := make([][]byte, 50_000)
	for i := range recs {
		recs[i] = make([]byte, 400)
		for j := range 40 {
			recs[i][j] = byte(rng.Uint32())
		}
	}
	b.SetBytes(int64(len(recs) * 400))
	b.ReportAllocs()
	for b.Loop() {
		c := runs.New(b.TempDir()).Collector()
		for _, r := range recs {
			if err := c.Add(r); err != nil {
				b.Fatal(err)
			}
		}
		if err := runs.Merge([]*runs.Collector{c}, func([]byte) error { return nil }); err != nil {
			b.Fatal(err)
		}
		c.Close()
	}
}
