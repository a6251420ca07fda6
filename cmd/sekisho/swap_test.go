package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// swapper exchanges whole words, all at once.
type swapper struct {
	to      map[string]string
	lengths []int // of the words, longest first
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func (s *swapper) add(from, to string) {
	s.to[from] = to
	if !slices.Contains(s.lengths, len(from)) {
		s.lengths = append(s.lengths, len(from))
		slices.SortFunc(s.lengths, func(a, b int) int { return b - a })
	}
}

func (s *swapper) Replace(text string) string {
	var b strings.Builder
	last := 0
	for at := 0; at < len(text); at++ {
		if !isLetter(text[at]) || at > 0 && isLetter(text[at-1]) {
			continue
		}
		for _, n := range s.lengths {
			if at+n > len(text) || at+n < len(text) && isLetter(text[at+n]) {
				continue
			}
			if to, ok := s.to[text[at:at+n]]; ok {
				b.WriteString(text[last:at] + to)
				at += n
				last = at
				break
			}
		}
	}
	return b.String() + text[last:]
}

// exchange gives every person's names (of accounts, machines, addresses,
// personal sites) to the next person, and the last one's to the first.
func exchange(t *testing.T, dir string) *swapper {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "org", "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var tokens [][]string
	for _, row := range rows[1:] {
		if accounts := strings.Split(row[1], ";"); strings.HasSuffix(accounts[len(accounts)-1], "-hz") {
			tokens = append(tokens, wordsOf(accounts))
		}
	}
	s := &swapper{to: map[string]string{}}
	for i, from := range tokens {
		to := tokens[(i+1)%len(tokens)]
		for j, w := range from {
			s.add(w, to[j])
		}
	}
	if len(s.to) < 100 {
		t.Fatalf("only %d names to exchange", len(s.to))
	}
	return s
}

// wordsOf are the words by which logs name a person, in a fixed order: mail
// local part, personal site, security id, machine, address, handle.
func wordsOf(accounts []string) []string {
	local, _, _ := strings.Cut(accounts[0], "@")
	host, _, _ := strings.Cut(accounts[3], ".")
	return []string{
		local, strings.NewReplacer(".", "_", "@", "_").Replace(accounts[0]), accounts[2], host, accounts[4], accounts[5],
	}
}

func registerFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "org", "*.*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no registers: %v", err)
	}
	return files
}

// byText orders findings by what they say, because their uids differ.
func byText(all []map[string]any) []map[string]any {
	key := func(f map[string]any) string {
		b, err := json.Marshal(f)
		if err != nil {
			panic(err)
		}
		return string(b)
	}
	slices.SortFunc(all, func(a, b map[string]any) int { return strings.Compare(key(a), key(b)) })
	return all
}

// Law 2: with everybody's addresses, machines and sites under another top-level
// domain the findings are the same.
func TestOtherTopLevelDomain(t *testing.T) {
	dir := company(t, small())
	scan := func(back func(string) string) []map[string]any {
		out := sekisho(t, "scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", "ndjson", filepath.Join(dir, "logs"))
		return byText(findings(t, back(out), "uid", "raw_sha256", "raw_data_hash", "value", "lead"))
	}
	want := scan(func(s string) string { return s })
	changed := 0
	for _, path := range append(logFiles(t, dir), registerFiles(t, dir)...) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("hoshizora.example", "hoshizora.invalid", "hoshizora_example", "hoshizora_invalid").Replace(string(raw))
		if text != string(raw) {
			changed++
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := scan(strings.NewReplacer("hoshizora.invalid", "hoshizora.example", "hoshizora_invalid", "hoshizora_example").Replace)
	if d := cmp.Diff(want, got); changed < 10 || d != "" {
		t.Errorf("%d files changed (-before +after):\n%s", changed, d)
	}
}
