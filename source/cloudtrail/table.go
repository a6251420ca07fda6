package cloudtrail

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// NewTable describes CloudTrail records that a collector wrote as a CSV table
// with the columns "Event Name", "Event DateTime", "User ID", "Request
// Parameters", …, of which some hold a dictionary in Python's notation.
func NewTable() source.Format {
	return source.Format{
		Name: "cloudtrail_table", LogName: "cloudtrail", Title: "AWS CloudTrail as a table", Vendor: "AWS", Product: "CloudTrail",
		Framing: source.FrameCSV, Kinds: kinds(), Sniff: sniffTable,
		New: func(b *record.Builder) source.Decoder { return newTable(b) },
	}
}

func sniffTable(head []byte) source.Confidence {
	line, _, _ := strings.Cut(source.Borrow(head), "\n")
	for _, column := range []string{"Event Name", "Event DateTime", "User ID", "Request Parameters"} {
		if !strings.Contains(line, column) {
			return source.No
		}
	}
	return source.Sure
}

// table puts the cells where a JSON record has the same values.
type table struct {
	*decoder
	cells      [][2]record.Slot // column, path
	dictionary []cell
}

type cell struct {
	column record.Slot
	key    string
	path   record.Slot
}

func newTable(b *record.Builder) *table {
	t := &table{decoder: newDecoder(b)}
	for _, c := range [][2]string{
		{"Event Name", "eventName"}, {"Event DateTime", "eventTime"}, {"Event ID", "eventID"},
		{"Request ID", "requestID"}, {"Source IP", "sourceIPAddress"}, {"Request User Agent", "userAgent"},
	} {
		t.cells = append(t.cells, [2]record.Slot{b.Add(c[0]), b.Add(c[1])})
	}
	for _, c := range [][3]string{
		{"User ID", "type", "userIdentity.type"}, {"User ID", "arn", "userIdentity.arn"},
		{"User ID", "userName", "userIdentity.userName"}, {"User ID", "principalId", "userIdentity.principalId"},
		{"User ID", "accountId", "userIdentity.accountId"}, {"User ID", "invokedBy", "userIdentity.invokedBy"},
		{"Request Parameters", "bucketName", "requestParameters.bucketName"},
		{"Request Parameters", "key", "requestParameters.key"},
		{"Request Parameters", "x-amz-acl", "requestParameters.x-amz-acl"},
	} {
		t.dictionary = append(t.dictionary, cell{b.Add(c[0]), "'" + c[1] + "': '", b.Add(c[2])})
	}
	return t
}

// Decode makes one event of one row.
func (t *table) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	for _, c := range t.cells {
		put(row, c[1], row.Text(c[0]))
	}
	for _, c := range t.dictionary {
		_, rest, ok := strings.Cut(row.Text(c.column), c.key)
		if !ok {
			continue
		}
		if value, _, ok := strings.Cut(rest, "'"); ok {
			put(row, c.path, value)
		}
	}
	return t.decoder.Decode(row, ev, emit)
}

func put(row *record.Row, path record.Slot, text string) {
	if text != "" && !row.Has(path) {
		row.PutDerived(path, record.Value{Text: text, Kind: record.String})
	}
}
