package org_test

import (
	"fmt"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/org"
)

// large is a company of 5,000 people and 2,000 locations.
func large(t testing.TB) *org.Registers {
	var people, assets strings.Builder
	people.WriteString("person,accounts,unit\n")
	for i := range 5000 {
		fmt.Fprintf(&people, "u%04d,user.%04d@hoshizora.example;HOSHIZORA\\user.%04d,unit-%d\n", i, i, i, i%40)
	}
	for i := range 500 {
		fmt.Fprintf(&assets, "- id: a%03d\n  level: secret\n  locations: ['https://hoshizora.sharepoint.com/sites/S%03d/**', '**/HZ-%03d-*', '\\\\plant\\S%03d', 's3://hoshizora/%03d']\n  audience: {units: [unit-1]}\n", i, i, i, i, i)
	}
	c := company()
	return load(t, map[string]string{"people.csv": people.String(), "assets.yaml": assets.String(), "destinations.yaml": c["destinations.yaml"]})
}

// stream is what a company's logs look like to the resolver: many people, each
// path new.
func stream(n int) []event.Event {
	list := make([]event.Event, n)
	for i := range list {
		actor := event.User{Name: fmt.Sprintf("User.%04d@hoshizora.example", i*7%5000)}
		switch i % 4 {
		case 0:
			list[i] = event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Actor: actor, Email: event.Email{To: []string{fmt.Sprintf("c%d@aozora.example", i%300)}, Attachments: []string{"offer.pdf"}}}
		case 1:
			list[i] = event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, Actor: actor, HTTP: event.HTTP{URL: fmt.Sprintf("https://web%d.example/a/b?x=%d", i%200, i)}}
		default:
			list[i] = event.Event{Class: event.ClassFileHosting, Activity: event.HostingOpen, Actor: actor,
				File: event.File{Path: fmt.Sprintf("https://hoshizora.sharepoint.com/sites/S%03d/Shared%%20Documents/%d/report %d.xlsx", i%900, i%50, i)}}
		}
	}
	return list
}

func BenchmarkResolve(b *testing.B) {
	s := large(b).NewResolver()
	events := stream(20_000)
	var k event.Known
	resolve := func(e *event.Event) {
		k.Assets, k.Destinations = k.Assets[:0], k.Destinations[:0]
		s.Resolve(e, &k)
	}
	for i := range events {
		resolve(&events[i])
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		resolve(&events[i%len(events)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		large(b)
	}
}

// The paths of most events are new; resolving them allocates nothing all the
// same, once people and hosts have been met.
func TestResolveAllocatesNothing(t *testing.T) {
	s := large(t).NewResolver()
	events := stream(8_000)
	var k event.Known
	at := 0
	step := func() {
		k.Assets, k.Destinations = k.Assets[:0], k.Destinations[:0]
		s.Resolve(&events[at%len(events)], &k)
		at++
	}
	for range events {
		step()
	}
	if n := testing.AllocsPerRun(len(events), step); n != 0 {
		t.Errorf("%v allocations an event", n)
	}
}
