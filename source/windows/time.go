package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

const minute = 60_000 // milliseconds

// time reads the moment of the event, the most original first:
//
//  1. UtcTime, Sysmon's own, in every shape alike;
//  2. the envelope's TimeCreated, which winlogbeat writes as @timestamp;
//  3. NXLog's EventTime, which is local time and often without a zone: the zone
//     is then the difference of the two times of reception that the record has,
//     one local and one in UTC, to the quarter of an hour;
//  4. @timestamp and the like, when a shipper received the event;
//  5. EventTime taken as UTC.
func (d *decoder) time(row *record.Row, ev *event.Event, svc *service) error {
	text := ""
	if svc.name == "sysmon" {
		text = value(row, d.f.utcTime)
	}
	if text == "" {
		text = row.Text(d.f.timeCreated)
	}
	local := row.Text(d.f.eventTime)
	if text == "" && local != "" {
		if hasZone(local) {
			text = local
		} else if t, ok := d.localTime(row, local); ok {
			ev.Time, ev.OriginalTime = t, local
			return nil
		}
	}
	text = first(text, row.Text(d.f.timestamp), row.Text(d.f.splunkTime), row.Text(d.f.timeGenerated), local)
	if text == "" {
		return source.Refuse("no time", "TimeCreated")
	}
	t, err := source.ParseTime(text)
	if err != nil {
		return err
	}
	ev.Time, ev.OriginalTime = t, text
	return nil
}

// localTime turns NXLog's local time into UTC with the help of @timestamp.
func (d *decoder) localTime(row *record.Row, local string) (event.Time, bool) {
	utc := row.Text(d.f.timestamp)
	received := first(row.Text(d.f.received), local)
	if utc == "" || !hasZone(utc) || hasZone(received) {
		return 0, false
	}
	t, err1 := source.ParseTime(local)
	there, err2 := source.ParseTime(received)
	here, err3 := source.ParseTime(utc)
	if err1 != nil || err2 != nil || err3 != nil {
		return 0, false
	}
	const (
		step  = 15 * minute      // zones differ by quarters of an hour
		slack = 5 * minute       // between the two receptions
		most  = 14 * 60 * minute // the widest zone
	)
	diff := here - there
	offset := (diff + most + 2*step + step/2) / step * step
	offset -= most + 2*step
	if rest := diff - offset; rest > slack || rest < -slack || offset > most || offset < -most {
		return 0, false
	}
	return t + offset, true
}

// hasZone reports whether a time in the manner of RFC 3339 says its zone, or is
// a Unix time, which needs none.
func hasZone(t string) bool {
	if len(t) < 19 || t[4] != '-' {
		return true
	}
	return strings.ContainsAny(t[19:], "Zz+-U")
}
