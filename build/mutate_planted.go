// Planting one fault: a build of the package with one file exchanged, and what
// its tests say. The working tree is never touched: the go command takes the
// file from elsewhere (-overlay).

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
	"strings"
)

// A ground is a package in which faults are f.
type ground struct {
	root, folder string
	judge        string            // pattern of the tests that have to notice
	apart        map[string]string // the files that have another judge
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

// unbuilt is what the compiler or vet has to say against a fault.
type unbuilt string

func (e unbuilt) Error() string { return string(e) }

// bounded runs a program with at most 8 GB of addresses: a loop that a fault
// made endless ends before it has eaten the machine.
const bounded = `sh -c 'ulimit -v 8388608 2>/dev/null; exec "$0" "$@"'`

// plant returns which test notices a fault, "" if none does. The fault without
// a file is none.
func (g ground) plant(ctx context.Context, f fault) (by string, err error) {
	dir, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	judge, overlay := g.judge, map[string]map[string]string{"Replace": {}}
	if f.file != "" {
		real := filepath.Join(g.root, g.folder, f.file)
		text, err := os.ReadFile(real)
		if err != nil {
			return "", err
		}
		wrong := filepath.Join(dir, f.file)
		mutant := string(text[:f.start]) + f.text + string(text[f.end:])
		if err := os.WriteFile(wrong, []byte(mutant), 0o600); err != nil {
			return "", err
		}
		overlay["Replace"][real] = wrong
		if other, ok := g.apart[f.file]; ok {
			judge = other
		}
	}
	list := filepath.Join(dir, "overlay.json")
	content, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(list, content, 0o600); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-overlay="+list, "-run="+judge, "-count=1", "-failfast",
		"-timeout=30s", "-vet=all", "-ldflags=-w", "-exec="+bounded, "./"+g.folder)
	cmd.Dir = g.root
	said, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return "", err
	}
	return readVerdict(string(said), err != nil)
}

// failed is the line of a test that failed; of a row of the corpus the last is
// the innermost.
var failed = regexp.MustCompile(`(?m)^\s*(?:--- FAIL: |\trunning tests:\n\s*)(\S+)`)

// place is where a compiler or vet finds something wrong, and what.
var place = regexp.MustCompile(`(?m)^(?:vet: )?(?:\S*/)?(\w+\.go:\d.*)$`)

// readVerdict finds in what go test said which test noticed the fault.
func readVerdict(said string, bad bool) (by string, err error) {
	switch found := failed.FindAllStringSubmatch(said, -1); {
	case !bad:
		return "", nil
	case strings.Contains(said, "[build failed]"), strings.Contains(said, "[setup failed]"):
		why := place.FindStringSubmatch(said)
		if why == nil {
			return "", errors.New(said)
		}
		return "", unbuilt(why[1])
	case len(found) > 0:
		return strings.TrimPrefix(found[len(found)-1][1], "TestCorpus/"), nil
	}
	return "the end of the program", nil
}
