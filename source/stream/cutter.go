package stream

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"

	"sekisho/source"
)

const (
	// BlockSize is how many bytes are cut at a time: large enough that handing
	// blocks between goroutines costs nothing, small enough for the cache.
	BlockSize = 512 << 10
	// MaxRecord is the longest record that is read. The longest records known
	// are mail audit records of a few hundred kilobytes.
	MaxRecord = 16 << 20
)

// Block is a run of whole records.
type Block struct {
	Data    []byte
	Offset  int64 // of Data in the stream, bytes
	Line    int64 // 1-based line number of Data's first byte
	spans   []span
	byLine  bool
	Refused []Refused // pieces that could not be cut, in order
}

type span struct {
	from, to int32
	line     int32 // lines after Block.Line
}

// Refused is a record that could not be read, or a stream that ended badly.
type Refused struct {
	Line, Offset int64
	Err          error
}

// Each calls f for each record of the block in order.
func (b *Block) Each(f func(rec []byte, line, offset int64)) {
	if b.byLine {
		b.eachLine(f)
		return
	}
	for _, s := range b.spans {
		f(b.Data[s.from:s.to], b.Line+int64(s.line), b.Offset+int64(s.from))
	}
}

func (b *Block) eachLine(f func(rec []byte, line, offset int64)) {
	at, line := 0, b.Line
	for at < len(b.Data) {
		end := bytes.IndexByte(b.Data[at:], '\n')
		next := at + end + 1
		if end < 0 {
			end, next = len(b.Data)-at, len(b.Data)
		}
		rec := bytes.TrimSuffix(b.Data[at:at+end], []byte{'\r'})
		if len(bytes.TrimSpace(rec)) > 0 {
			f(rec, line, b.Offset+int64(at))
		}
		at, line = next, line+1
	}
}

// Cutter reads a stream and cuts it into blocks.
type Cutter struct {
	r      io.Reader
	cut    cutFunc
	rest   []byte // read, not yet cut
	offset int64  // of rest
	line   int64  // of rest
	eof    bool
	err    error
	header []byte
	// skipping says that the record at rest was too long or broken and input is
	// dropped up to the next line.
	skipping bool
	// Of JSON cut by brackets: inside an envelope's array; or records that lie
	// bare, so that none of their members is taken for an envelope.
	inEnvelope, bare bool
}

// cutFunc finds whole records in data. It returns how many bytes are done with;
// zero asks for more data (or, at the end, for the rest to be refused).
type cutFunc func(c *Cutter, data []byte, end bool, b *Block) (done int)

// ErrTooLong is a record beyond MaxRecord.
var ErrTooLong = source.Refuse("a record longer than 16 MiB", "")

// ErrUnfinished is a stream that ends inside a record.
var ErrUnfinished = source.Refuse("the stream ends inside a record", "")

// NewCutter prepares to cut r. For CSV the header is read at once and is
// available as Header.
func NewCutter(r io.Reader, framing source.Framing) (*Cutter, error) {
	br := bufio.NewReaderSize(r, source.SniffLen)
	c := &Cutter{r: plain(br), line: 1}
	switch framing {
	case source.FrameLines:
		c.cut = cutLines
	case source.FrameCSV:
		c.cut = cutCSV
		if err := c.readHeader(); err != nil {
			return nil, err
		}
	default:
		if err := c.chooseJSON(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// Header is the CSV header record, without its line ending.
func (c *Cutter) Header() []byte { return c.header }

// plain removes a byte-order mark and transcodes UTF-16.
func plain(br *bufio.Reader) io.Reader {
	head, _ := br.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = br.Discard(3) // what was peeked is there
		return br
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(br)
	}
	return br
}

// Next cuts the next block into b, whose memory is reused. It returns io.EOF
// after the last block; any other error is the reader's, and what came before
// it has been cut. Blocks with neither records nor refusals are not returned.
func (c *Cutter) Next(b *Block) error {
	for {
		b.Data, b.spans, b.Refused, b.byLine = b.Data[:0], b.spans[:0], b.Refused[:0], false
		if err := c.fill(); err != nil {
			return err
		}
		if len(c.rest) == 0 && c.eof {
			return c.end()
		}
		c.one(b)
		if len(b.Data) > 0 || len(b.Refused) > 0 {
			return nil
		}
	}
}

func (c *Cutter) end() error {
	if c.err != nil {
		return c.err
	}
	return io.EOF
}

// one cuts once from what is read.
func (c *Cutter) one(b *Block) {
	if c.skipping {
		c.skipLine()
		return
	}
	b.Offset, b.Line = c.offset, c.line
	done := c.cut(c, c.rest, c.eof, b)
	switch {
	case done > 0:
		b.Data = append(b.Data, c.rest[:done]...)
		c.advance(done)
	case c.eof && len(c.rest) <= MaxRecord:
		b.Refused = append(b.Refused, Refused{c.line, c.offset, ErrUnfinished})
		c.skipping = true
	case len(c.rest) > MaxRecord:
		b.Refused = append(b.Refused, Refused{c.line, c.offset, ErrTooLong})
		c.skipping = true
	}
}

// skipLine drops input up to and with the next line end.
func (c *Cutter) skipLine() {
	at := bytes.IndexByte(c.rest, '\n')
	if at < 0 {
		c.advance(len(c.rest))
		return
	}
	c.advance(at + 1)
	c.skipping = false
}

func (c *Cutter) advance(n int) {
	c.line += int64(bytes.Count(c.rest[:n], []byte{'\n'}))
	c.offset += int64(n)
	c.rest = c.rest[:copy(c.rest, c.rest[n:])]
}

// fill reads until a block's worth is there; a block that held no whole record
// is followed by a larger read.
func (c *Cutter) fill() error {
	want := BlockSize
	if len(c.rest) >= want {
		want = len(c.rest) + BlockSize
	}
	for len(c.rest) < want && !c.eof {
		if cap(c.rest)-len(c.rest) < BlockSize {
			grown := make([]byte, len(c.rest), max(2*cap(c.rest), want+BlockSize))
			copy(grown, c.rest)
			c.rest = grown
		}
		n, err := c.r.Read(c.rest[len(c.rest):cap(c.rest)])
		c.rest = c.rest[:len(c.rest)+n]
		if err != nil {
			c.eof = true
			if !errors.Is(err, io.EOF) {
				c.err = err
			}
		}
	}
	return nil
}

// cutLines takes all whole lines.
func cutLines(_ *Cutter, data []byte, end bool, b *Block) int {
	b.byLine = true
	if len(data) > MaxRecord && bytes.IndexByte(data, '\n') > MaxRecord {
		return 0
	}
	if at := bytes.LastIndexByte(data, '\n'); at >= 0 {
		return at + 1
	}
	if end && len(data) <= MaxRecord {
		return len(data)
	}
	return 0
}
