package input_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"sekisho/source/input"
)

func gz(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func zst(b []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(b, nil)
}

func zipped(members ...string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		m, _ := w.Create(members[i])
		m.Write([]byte(members[i+1]))
	}
	w.Close()
	return out.Bytes()
}

func tarred(members ...string) []byte {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for i := 0; i < len(members); i += 2 {
		w.WriteHeader(&tar.Header{Name: members[i], Typeflag: tar.TypeReg, Mode: 0o600, Size: int64(len(members[i+1]))})
		w.Write([]byte(members[i+1]))
	}
	w.Close()
	return out.Bytes()
}

// read lists dir and prints "name=content" and problems, without dir.
func read(t *testing.T, dir string) string {
	t.Helper()
	files, problems := input.List([]string{dir})
	var out []string
	say := func(p input.Problem) {
		out = append(out, fmt.Sprintf("%s: %v", strings.TrimPrefix(p.Name, dir+"/"), p.Err))
	}
	for _, p := range problems {
		say(p)
	}
	for _, f := range files {
		err := f.Open(input.Visitor{Problem: say, Stream: func(s input.Stream) error {
			b, err := io.ReadAll(s.R)
			out = append(out, fmt.Sprintf("%s=%.20s", strings.TrimPrefix(s.Name, dir+"/"), b))
			if err != nil {
				say(input.Problem{Name: s.Name, Err: err})
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	return strings.Join(out, "\n")
}

func TestOpen(t *testing.T) {
	nested := []byte("deep")
	for range input.MaxNesting + 1 {
		nested = gz(nested)
	}
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"plain", []byte("x"), "f=x"},
		{"empty", nil, "f="},
		{"gzip", gz([]byte("x")), "f=x"},
		{"two gzip members", append(gz([]byte("x")), gz([]byte("y"))...), "f=xy"},
		{"zstd", zst([]byte("x")), "f=x"},
		{"zip", zipped("a/b.json", "x", "c", "y"), "f!a/b.json=x\nf!c=y"},
		{"tar", tarred("a", "x", "b", "y"), "f!a=x\nf!b=y"},
		{"tar.gz of zip and gz", gz(tarred("a.zip", string(zipped("in", "x")), "b.gz", string(gz([]byte("y"))))), "f!a.zip!in=x\nf!b.gz=y"},
		{"too deep", nested, "f: archives nested deeper than 5"},
		{"truncated gzip", gz([]byte(strings.Repeat("abcdefgh", 9000)))[:40], "f=abcdefghabcdefghabcd\nf: unexpected EOF"},
		{"broken zip", zipped("a", "x")[:20], "f: zip: not a valid zip file"},
		{"climbing names", zipped("../../etc/x", "x"), "f!../../etc/x=x"},
		{"7z", []byte("7z\xbc\xaf\x27\x1c....."), "f: 7z archives are not read; unpack it first"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "f"), c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := read(t, dir); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestBombs(t *testing.T) {
	zeros := make([]byte, 200<<20)
	for name, content := range map[string][]byte{"gzip": gz(zeros), "zstd": zst(zeros), "zip": zipped("a", string(zeros))} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "f"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		files, _ := input.List([]string{dir})
		var size int64
		var failed error
		files[0].Open(input.Visitor{Problem: func(p input.Problem) { failed = p.Err }, Stream: func(s input.Stream) error {
			size, failed = io.Copy(io.Discard, s.R)
			return nil
		}})
		if !errors.Is(failed, input.ErrBomb) || size > 2*input.RatioFrom {
			t.Errorf("%s: read %d bytes, then %v", name, size, failed)
		}
	}
}

func TestListOrderAndProblems(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b", "a/z", "a/y"} {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700)
		os.WriteFile(filepath.Join(dir, name), []byte(name), 0o600)
	}
	os.Symlink(dir, filepath.Join(dir, "loop"))
	want := "loop: a link to a folder is not followed; name the folder itself\na/y=a/y\na/z=a/z\nb=b"
	if got := read(t, dir); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	_, problems := input.List([]string{filepath.Join(dir, "absent")})
	if len(problems) != 1 {
		t.Errorf("an absent path gives %v", problems)
	}
}
