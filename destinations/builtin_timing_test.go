package destinations_test

import (
	"testing"

	"sekisho/destinations"
)

func BenchmarkBuiltIn(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := destinations.BuiltIn(); err != nil {
			b.Fatal(err)
		}
	}
}
