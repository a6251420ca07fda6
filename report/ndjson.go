package report

import (
	"bufio"
	"io"

	"sekisho/event"
	"sekisho/finding"
)

// NDJSON writes one OCSF Detection Finding a line, in the order of time.
func NDJSON(w io.Writer, r *Report, names event.Names) error {
	return lines(w, r.findings(), func(dst []byte, f *finding.Finding) []byte {
		return finding.AppendJSON(dst, f, names)
	})
}

// LeadsNDJSON writes one OCSF Incident Finding a line, the lead to open first
// at the head.
func LeadsNDJSON(w io.Writer, r *Report, names event.Names) error {
	return lines(w, r.leads(), func(dst []byte, l *finding.Lead) []byte {
		return finding.AppendLeadJSON(dst, l, names)
	})
}

func lines[T any](w io.Writer, list []T, add func([]byte, T) []byte) error {
	out := bufio.NewWriter(w)
	var buf []byte
	for _, v := range list {
		buf = append(add(buf[:0], v), '\n')
		if _, err := out.Write(buf); err != nil {
			return err
		}
	}
	return out.Flush()
}
