package input

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const (
	// MaxNesting is how many containers deep a stream may lie: a compressed tar
	// of zips of compressed logs is four.
	MaxNesting = 5
	// MaxRatio is how many times its compressed size a stream may grow once it
	// is beyond RatioFrom. Audit logs compress 10 to 60 times; gzip cannot exceed
	// 1,032 times, a bomb is made of such.
	MaxRatio = 250
	// RatioFrom is the decompressed size in bytes from which MaxRatio holds.
	RatioFrom = 64 << 20
	// MaxMembers bounds the members of one archive.
	MaxMembers = 1_000_000
	// zstdWindow bounds the memory that a zstd stream may ask for, in bytes.
	zstdWindow = 128 << 20
)

// ErrBomb is a stream that decompresses beyond MaxRatio.
var ErrBomb = fmt.Errorf("decompresses to more than %d times its size: stopped", MaxRatio)

type walker struct {
	Visitor
	mod  time.Time
	file *os.File // the file itself, while nothing has been read of it
}

const (
	peekLen  = 512
	tarMagic = 257
)

// stream finds out what r is and reads it, container or log.
func (w *walker) stream(name string, r io.Reader, depth int) error {
	br := bufio.NewReaderSize(r, 256<<10)
	head, err := br.Peek(peekLen)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		w.Problem(Problem{name, plainError(err)})
		return nil
	}
	open := container(head)
	if open == nil {
		w.file = nil
		return w.Stream(Stream{Name: name, Mod: w.mod, R: br})
	}
	if depth >= MaxNesting {
		w.Problem(Problem{name, fmt.Errorf("archives nested deeper than %d", MaxNesting)})
		return nil
	}
	return open(w, name, br, depth)
}

type opener func(w *walker, name string, br *bufio.Reader, depth int) error

func container(head []byte) opener {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return (*walker).gzip
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return (*walker).zstd
	case bytes.HasPrefix(head, []byte("BZh")) && len(head) > 10 && bytes.Equal(head[4:10], []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}):
		return (*walker).bzip2
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return (*walker).zip
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		return refuse("xz compression is not read; unpack it first")
	case bytes.HasPrefix(head, []byte("7z\xbc\xaf\x27\x1c")):
		return refuse("7z archives are not read; unpack it first")
	case len(head) > tarMagic+5 && string(head[tarMagic:tarMagic+5]) == "ustar":
		return (*walker).tar
	}
	return nil
}

func refuse(why string) opener {
	return func(w *walker, name string, _ *bufio.Reader, _ int) error {
		w.Problem(Problem{name, errors.New(why)})
		return nil
	}
}

// unreadable notes what cannot be read; the rest goes on.
func (w *walker) unreadable(name string, err error) error {
	w.Problem(Problem{name, plainError(err)})
	return nil
}

func (w *walker) gzip(name string, br *bufio.Reader, depth int) error {
	in := &measured{r: br}
	zr, err := gzip.NewReader(in)
	if err != nil {
		return w.unreadable(name, err)
	}
	w.file = nil
	return w.stream(name, &limited{r: zr, in: in}, depth+1)
}

func (w *walker) zstd(name string, br *bufio.Reader, depth int) error {
	in := &measured{r: br}
	zr, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return w.unreadable(name, err)
	}
	defer zr.Close()
	w.file = nil
	return w.stream(name, &limited{r: zr, in: in}, depth+1)
}

func (w *walker) bzip2(name string, br *bufio.Reader, depth int) error {
	in := &measured{r: br}
	w.file = nil
	return w.stream(name, &limited{r: bzip2.NewReader(in), in: in}, depth+1)
}

func (w *walker) tar(name string, br *bufio.Reader, depth int) error {
	w.file = nil
	tr := tar.NewReader(br)
	for n := 0; n < MaxMembers; n++ {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return w.unreadable(name, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := w.member(describe(name, path.Clean(h.Name)), h.ModTime, tr, depth); err != nil {
			return err
		}
	}
	w.Problem(Problem{name, fmt.Errorf("more than %d members", MaxMembers)})
	return nil
}

func (w *walker) member(name string, mod time.Time, r io.Reader, depth int) error {
	was := w.mod
	if !mod.IsZero() && mod.Year() > 1980 {
		w.mod = mod
	}
	err := w.stream(name, r, depth+1)
	w.mod = was
	return err
}

func (w *walker) zip(name string, br *bufio.Reader, depth int) error {
	at, size, done, err := w.seekable(br)
	if err != nil {
		w.Problem(Problem{name, plainError(err)})
		return nil
	}
	defer done()
	zr, err := zip.NewReader(at, size)
	if err != nil {
		return w.unreadable(name, err)
	}
	if len(zr.File) > MaxMembers {
		w.Problem(Problem{name, fmt.Errorf("more than %d members", MaxMembers)})
		return nil
	}
	for _, m := range zr.File {
		if m.FileInfo().IsDir() {
			continue
		}
		if err := w.zipMember(describe(name, path.Clean(m.Name)), m, depth); err != nil {
			return err
		}
	}
	return nil
}

const zipEncrypted = 0x1

func (w *walker) zipMember(name string, m *zip.File, depth int) error {
	if m.Flags&zipEncrypted != 0 {
		w.Problem(Problem{name, errors.New("encrypted: cannot be read")})
		return nil
	}
	rc, err := m.Open()
	if err != nil {
		return w.unreadable(name, err)
	}
	defer rc.Close()
	in := &measured{n: int64(m.CompressedSize64)}
	return w.member(name, m.Modified, &limited{r: rc, in: in}, depth)
}

// seekable gives the zip as something that can be read anywhere: the file
// itself, or a temporary copy.
func (w *walker) seekable(br *bufio.Reader) (io.ReaderAt, int64, func(), error) {
	if w.file != nil {
		info, err := w.file.Stat()
		if err == nil && info.Mode().IsRegular() {
			f := w.file
			w.file = nil
			return f, info.Size(), func() {}, nil
		}
	}
	tmp, err := os.CreateTemp("", "sekisho-zip-*")
	if err != nil {
		return nil, 0, nil, err
	}
	done := func() { tmp.Close(); os.Remove(tmp.Name()) }
	n, err := io.Copy(tmp, br)
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return tmp, n, done, nil
}

// measured counts what a decompressor takes.
type measured struct {
	r io.Reader
	n int64
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	return n, err
}

// limited stops a stream that grows beyond MaxRatio.
type limited struct {
	r   io.Reader
	in  *measured
	out int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.out > RatioFrom && l.out/MaxRatio > l.in.n {
		return 0, ErrBomb
	}
	n, err := l.r.Read(p)
	l.out += int64(n)
	return n, err
}
