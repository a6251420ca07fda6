package scan

import (
	"bufio"
	"bytes"
	"io"

	"sekisho/source"
	"sekisho/source/input"
	"sekisho/source/stream"
)

var errEOF = io.EOF

// detect finds the format of a stream. It returns no plan for a stream that is
// empty or of no known format, which is then named in the result.
func (w *worker) detect(s input.Stream) (io.Reader, *stream.Plan, error) {
	br := bufio.NewReaderSize(s.R, source.SniffLen)
	head, err := br.Peek(source.SniffLen)
	if err != nil && !isEOF(err) && len(head) == 0 {
		w.problem(input.Problem{Name: s.Name, Err: err})
		return nil, nil, nil
	}
	if len(bytes.TrimSpace(head)) == 0 {
		w.unknown = append(w.unknown, s.Name+" (empty)")
		return nil, nil, nil
	}
	name := w.o.Source
	if name == "" {
		name = Detect(w.o.Formats, head)
	}
	if name == "" {
		w.unknown = append(w.unknown, s.Name)
		return nil, nil, nil
	}
	return br, w.o.Plan.Stream(name), nil
}

// Detect names the format that is surest of the first bytes of a stream; empty
// if none is. Of equally sure formats the first of the list wins.
func Detect(formats []source.Format, head []byte) string {
	name, best := "", source.No
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	for _, f := range formats {
		if c := f.Sniff(head); c > best {
			name, best = f.Name, c
		}
	}
	return name
}
