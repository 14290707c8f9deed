// The faults that somebody thought of, and the reasons of those that survive:
// testdata/faults.diff.

package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
)

// readFaults reads hunks such as
//
//	@@ token.go @@ a refresh token can be used again
//	-p.data.refresh.drop(used)
//	+
//
// What the lines with a minus say, joined by line feeds, must stand in the file
// exactly once: a line may be the part of one. A hunk with "= reason" in their
// place names a fault that is drawn and that nobody can notice; the results are
// apart, the second by the fault's line. Lines that begin with # are comments.
func readFaults(name string, sources []source) (listed []fault, reasons map[string]string, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	reasons = map[string]string{}
	var stale []error
	for _, hunk := range strings.Split("\n"+string(text), "\n@@ ")[1:] {
		head, body, _ := strings.Cut(hunk, "\n")
		var f fault
		f.file, f.name, _ = strings.Cut(head, " @@ ")
		var right, wrong []string
		for line := range strings.SplitSeq(body, "\n") {
			switch {
			case strings.HasPrefix(line, "-"):
				right = append(right, line[1:])
			case strings.HasPrefix(line, "+"):
				wrong = append(wrong, line[1:])
			case strings.HasPrefix(line, "= "):
				f.reason = line[2:]
			case line != "" && line[0] != '#':
				return nil, nil, fmt.Errorf("%s: %s: what is %q?", name, f, line)
			}
		}
		if slices.ContainsFunc(listed, func(g fault) bool { return g.String() == f.String() }) || reasons[f.String()] != "" {
			return nil, nil, fmt.Errorf("%s: %s stands there twice", name, f)
		}
		if right == nil && f.reason != "" {
			reasons[f.String()] = f.reason
			continue
		}
		if err := f.place(sources, strings.Join(right, "\n"), strings.Join(wrong, "\n")); err != nil {
			stale = append(stale, fmt.Errorf("%s: %w", name, err))
		}
		listed = append(listed, f)
	}
	return listed, reasons, errors.Join(stale...)
}

// place finds where the right text stands.
func (f *fault) place(sources []source, right, wrong string) error {
	i := slices.IndexFunc(sources, func(s source) bool { return s.name == f.file })
	if i < 0 {
		return fmt.Errorf("%s: there is no such file", f)
	}
	text := sources[i].text
	if right == "" {
		return fmt.Errorf("%s: it replaces nothing", f)
	}
	if n := strings.Count(text, right); n != 1 {
		return fmt.Errorf("%s: what it replaces stands there %d times, not once", f, n)
	}
	f.start = strings.Index(text, right)
	f.end, f.text = f.start+len(right), wrong
	return nil
}
