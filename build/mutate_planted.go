// Planting one fault: a build of the package's tests with one file exchanged,
// and what they say. The working tree is never touched: the go command takes
// the file from elsewhere (-overlay).

package main

import (
	"context"
	"encoding/json"
	"errors"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A ground is a package in which faults are planted.
type ground struct {
	root, folder string
	judge        judge
	apart        map[string]judge // of the files that have another
}

// A judge is the tests that have to notice a fault: the files that hold them
// (none for all there are; without the others a build is faster), and patterns
// of their names, tried one after the other until one notices.
type judge struct {
	files, tests []string
}

// A source is a file of the package.
type source struct {
	name, text string
}

// sources returns the files of the package as they are, without its tests.
func (g ground) sources() ([]source, error) {
	pkg, err := build.ImportDir(filepath.Join(g.root, g.folder), 0)
	if err != nil {
		return nil, err
	}
	var all []source
	for _, name := range pkg.GoFiles {
		text, err := os.ReadFile(filepath.Join(pkg.Dir, name))
		if err != nil {
			return nil, err
		}
		all = append(all, source{name, string(text)})
	}
	return all, nil
}

// unbuilt is what the compiler has to say against a fault.
type unbuilt string

func (e unbuilt) Error() string { return string(e) }

// bounded runs a program with at most 8 GB of addresses: a loop that a fault
// made endless ends before it has eaten the machine.
const bounded = `ulimit -v 8388608 2>/dev/null; exec "$0" "$@"`

// plant returns which test notices a fault, "" if none does. The fault without
// a file is none.
func (g ground) plant(ctx context.Context, f fault) (by string, err error) {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	judge, special := g.apart[f.file]
	if !special {
		judge = g.judge
	}
	overlay, err := g.overlay(dir, f, judge)
	if err != nil {
		return "", err
	}
	// Without optimization a build takes half the time, and few of the tests run
	// to their end.
	program := filepath.Join(dir, "judge.test")
	said, bad, err := g.run(ctx, ".", "go", "test", "-c", "-o="+program, "-overlay="+overlay, "-gcflags=-N -l", "-ldflags=-s -w", "./"+g.folder)
	if err == nil && bad {
		err = unbuilt(said)
		if why := place.FindStringSubmatch(said); why != nil {
			err = unbuilt(why[1])
		}
	}
	for _, tests := range judge.tests {
		if by != "" || err != nil {
			break
		}
		said, bad, err = g.run(ctx, g.folder, "sh", "-c", bounded, program, "-test.run="+tests, "-test.failfast", "-test.timeout=60s")
		if bad {
			by = noticedBy(said)
		}
	}
	return by, err
}

// overlay writes what the go command is to take for the files of the package:
// one with the fault in it, and nothing for the tests that do not judge.
func (g ground) overlay(dir string, f fault, judge judge) (name string, err error) {
	folder, replace := filepath.Join(g.root, g.folder), map[string]string{}
	if f.file != "" {
		real, wrong := filepath.Join(folder, f.file), filepath.Join(dir, f.file)
		text, err := os.ReadFile(real)
		if err != nil {
			return "", err
		}
		replace[real] = wrong
		if err := os.WriteFile(wrong, []byte(string(text[:f.start])+f.text+string(text[f.end:])), 0o600); err != nil {
			return "", err
		}
	}
	tests, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		return "", err
	}
	for _, test := range tests {
		if judge.files != nil && !slices.Contains(judge.files, filepath.Base(test)) {
			replace[test] = ""
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name = filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, content, 0o600)
}

// run runs a program in a folder and returns what it said, and whether it went
// bad.
func (g ground) run(ctx context.Context, folder, program string, args ...string) (said string, bad bool, err error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = filepath.Join(g.root, folder)
	cmd.Env = append(os.Environ(), "GOGC=400") // a build, and most of what it builds, ends before memory is short
	output, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return "", false, ctx.Err()
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return string(output), true, nil
	}
	return string(output), false, err
}

// failed is the line of a test that failed; of a row of the corpus the last is
// the innermost.
var failed = regexp.MustCompile(`(?m)^\s*(?:--- FAIL: |\trunning tests:\n\s*)(\S+)`)

// place is where a compiler finds something wrong, and what.
var place = regexp.MustCompile(`(?m)^(?:\S*/)?(\w+\.go:\d.*)$`)

// noticedBy finds in what tests said which of them failed.
func noticedBy(said string) string {
	found := failed.FindAllStringSubmatch(said, -1)
	if len(found) == 0 {
		return "the end of the program"
	}
	return strings.TrimPrefix(found[len(found)-1][1], "TestCorpus/")
}
