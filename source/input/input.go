package input

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// File is one file named by the operator or found in a folder.
type File struct {
	Path string // as named; "-" for standard input
	Size int64  // bytes on disk, 0 if unknown
	Mod  time.Time
}

// Problem is something that could not be read.
type Problem struct {
	Name string // path, with "!member" inside archives
	Err  error
}

// Stdin is the path that means standard input.
const Stdin = "-"

// List finds the files behind paths, folders in full, in the order of their
// paths. What cannot be listed is a problem; a path that does not exist is one
// too.
func List(paths []string) ([]File, []Problem) {
	var l lister
	for _, p := range paths {
		l.add(p)
	}
	slices.SortStableFunc(l.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	l.files = slices.CompactFunc(l.files, func(a, b File) bool { return a.Path == b.Path })
	return l.files, l.problems
}

type lister struct {
	files    []File
	problems []Problem
}

func (l *lister) add(path string) {
	if path == Stdin {
		l.files = append(l.files, File{Path: Stdin})
		return
	}
	info, err := os.Stat(path)
	if err != nil {
		l.problem(path, err)
		return
	}
	if !info.IsDir() {
		l.files = append(l.files, File{Path: path, Size: info.Size(), Mod: info.ModTime()})
		return
	}
	// WalkDir reports what it cannot read and goes on beside it.
	_ = filepath.WalkDir(path, l.visit)
}

func (l *lister) visit(path string, d fs.DirEntry, err error) error {
	if err != nil {
		l.problem(path, err)
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		return nil
	}
	info, err := os.Stat(path) // follows links to files
	switch {
	case err != nil:
		l.problem(path, err)
	case info.Mode().IsRegular():
		l.files = append(l.files, File{Path: path, Size: info.Size(), Mod: info.ModTime()})
	case info.IsDir(): // a link to a folder: not followed, loops end here
		l.problem(path, errors.New("a link to a folder is not followed; name the folder itself"))
	default:
		l.problem(path, errors.New("not a regular file"))
	}
	return nil
}

func (l *lister) problem(name string, err error) {
	l.problems = append(l.problems, Problem{Name: name, Err: plainError(err)})
}

// plainError drops the path that file errors repeat.
func plainError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// Stream is one stream of decompressed bytes.
type Stream struct {
	Name string
	Mod  time.Time // of the file, or of the member where an archive says so
	R    io.Reader
}

// Visitor takes the streams of a file.
type Visitor struct {
	// Stream reads one stream. An error ends the file.
	Stream func(Stream) error
	// Problem is told what could not be read.
	Problem func(Problem)
	// Read, if not nil, is raised by the bytes read from disk.
	Read *atomic.Int64
}

// Open reads a file and gives its streams to v in order. It returns an error
// only if v.Stream did; what cannot be read goes to v.Problem.
func (f File) Open(v Visitor) error {
	w := walker{Visitor: v, mod: f.Mod}
	if f.Path == Stdin {
		return w.stream("-", w.counted(os.Stdin), 0)
	}
	file, err := os.Open(f.Path)
	if err != nil {
		v.Problem(Problem{f.Path, plainError(err)})
		return nil
	}
	defer file.Close()
	w.file = file
	return w.stream(f.Path, w.counted(file), 0)
}

type counter struct {
	r io.Reader
	n *atomic.Int64
}

func (c counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func (w *walker) counted(r io.Reader) io.Reader {
	if w.Read == nil {
		return r
	}
	return counter{r, w.Read}
}

func describe(name, member string) string { return fmt.Sprintf("%s!%s", name, member) }
