package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// swapper exchanges whole words, all at once.
type swapper struct {
	words *regexp.Regexp
	to    map[string]string
}

func (s swapper) Replace(text string) string {
	return s.words.ReplaceAllStringFunc(text, func(w string) string { return s.to[w] })
}

// exchange gives every person's names (of accounts, machines, addresses,
// personal sites) to the next person, and the last one's to the first, together
// with names that nobody has: other scripts, other top-level domains.
func exchange(t *testing.T, dir string) swapper {
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
		if accounts := strings.Split(row[1], ";"); len(accounts) == 6 {
			tokens = append(tokens, wordsOf(accounts))
		}
	}
	s := swapper{to: map[string]string{}}
	var alternatives []string
	for i, from := range tokens {
		to := tokens[(i+1)%len(tokens)]
		for j, w := range from {
			s.to[w] = to[j]
			alternatives = append(alternatives, regexp.QuoteMeta(w))
		}
	}
	if len(s.to) < 100 {
		t.Fatalf("only %d names to exchange", len(s.to))
	}
	slices.SortFunc(alternatives, func(a, b string) int { return len(b) - len(a) })
	s.words = regexp.MustCompile(`\b(` + strings.Join(alternatives, "|") + `)\b`)
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
