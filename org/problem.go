package org

import (
	"errors"
	"fmt"
	"strings"
)

// Problem is one thing that is wrong in a register.
type Problem struct {
	File   string
	Line   int // 1-based
	Text   string
	Remedy string
}

func (p *Problem) Error() string {
	return fmt.Sprintf("%s:%d: %s; %s", p.File, p.Line, p.Text, p.Remedy)
}

// maxProblems bounds the problems that one load tells: more are not read.
const maxProblems = 100

// problems collects what is wrong over all files.
type problems struct{ list []error }

func (ps *problems) add(file string, line int, remedy, format string, args ...any) {
	switch {
	case len(ps.list) < maxProblems:
		ps.list = append(ps.list, &Problem{file, max(line, 1), fmt.Sprintf(format, args...), remedy})
	case len(ps.list) == maxProblems:
		ps.list = append(ps.list, errors.New("more problems follow; mend these first"))
	}
}

func (ps *problems) err() error { return errors.Join(ps.list...) }

// meant is the remedy for a name that is none of the valid ones.
func meant(name string, valid []string) string {
	best, distance := "", 0
	for _, v := range valid {
		if d := editDistance(strings.ToLower(name), v); best == "" || d < distance {
			best, distance = v, d
		}
	}
	if best != "" && distance <= max(2, len(best)/3) && distance*2 <= max(len(best), len(name)) {
		return fmt.Sprintf("did you mean %q?", best)
	}
	if len(valid) > maxNamed {
		return fmt.Sprintf("valid are %s and %d more", strings.Join(valid[:maxNamed], ", "), len(valid)-maxNamed)
	}
	return "valid are " + strings.Join(valid, ", ")
}

// maxNamed bounds the valid names that one remedy lists.
const maxNamed = 20

// maxCompared bounds the length, in bytes, of names whose distance is computed.
const maxCompared = 64

// editDistance is Levenshtein's, over bytes.
func editDistance(a, b string) int {
	if len(a) > maxCompared || len(b) > maxCompared {
		return maxCompared
	}
	var row [maxCompared + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
