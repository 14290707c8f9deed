// The verb fuzz: a time, shared among all fuzz tests there are.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/pim-auth/playground/build/verb"
)

// A fuzzTest is a function that go test can fuzz.
type fuzzTest struct{ pkg, name string }

func fuzz(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	total := flags.Duration("total", fuzzTime, "the `time` for all together")
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	t, err := fuzzAll(ctx, root, *total, out)
	fmt.Fprintln(out, t)
	return err
}

// timeUpRace is how Go before 1.27 now and then ends a fuzz test that has found
// nothing when its time is up (go.dev/issue/75804): "context deadline exceeded"
// and not a word more. A finding says what failed, and where its input is.
var timeUpRace = regexp.MustCompile(`(?m)^--- FAIL: \w+ \([\d.]+s\)\n    context deadline exceeded\nFAIL\n`)

// fuzzAll fuzzes each test for its share of a time.
func fuzzAll(ctx context.Context, root string, total time.Duration, out io.Writer) (tally, error) {
	tests, err := fuzzTests(ctx, root)
	if err != nil {
		return tally{}, err
	}
	temp, err := os.MkdirTemp("", "pimauth-fuzz-")
	if err != nil {
		return tally{}, err
	}
	defer os.RemoveAll(temp)
	var t tally
	var built fuzzBinary
	share := (total / time.Duration(max(1, len(tests)))).Round(time.Millisecond)
	for _, test := range tests {
		if built.pkg != test.pkg {
			if built, err = buildFuzz(ctx, root, temp, test.pkg); err != nil {
				return t, err
			}
		}
		fmt.Fprintf(out, "%s for %s: %s\n", test.name, share, test.pkg)
		if said, err := built.run(ctx, test.name, share); err != nil && !timeUpRace.Match(said) {
			t.failed++
			fmt.Fprintf(out, "%s\n", said)
			continue
		}
		t.passed++
	}
	if t.failed > 0 {
		return t, fmt.Errorf("%d of %d fuzz tests failed", t.failed, len(tests))
	}
	return t, nil
}

// A fuzzBinary holds the fuzz tests of a package. go test would link one for
// each test, which together takes half as long as the fuzzing.
type fuzzBinary struct{ pkg, file, dir, cache string }

func buildFuzz(ctx context.Context, root, temp, pkg string) (fuzzBinary, error) {
	b := fuzzBinary{pkg: pkg, file: filepath.Join(temp, strings.ReplaceAll(pkg, "/", "_")+".test")}
	cmd := exec.CommandContext(ctx, "go", "test", "-c", "-fuzz=.", "-o", b.file, pkg)
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return b, fmt.Errorf("building the fuzz tests of %s: %w\n%s", pkg, err, said)
	}
	cmd = exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", pkg)
	cmd.Dir = root
	dir, err := cmd.Output()
	if err != nil {
		return b, fmt.Errorf("go list %s: %w", pkg, err)
	}
	cmd = exec.CommandContext(ctx, "go", "env", "GOCACHE")
	cmd.Dir = root
	cache, err := cmd.Output()
	if err != nil {
		return b, fmt.Errorf("go env GOCACHE: %w", err)
	}
	b.dir = strings.TrimSpace(string(dir))
	// Where go test keeps what it has found interesting.
	b.cache = filepath.Join(strings.TrimSpace(string(cache)), "fuzz", filepath.FromSlash(pkg))
	return b, nil
}

// run fuzzes a test in the folder of its package, as go test does.
func (b fuzzBinary) run(ctx context.Context, name string, share time.Duration) ([]byte, error) {
	// Making smaller what was found may take a little of the share, not all of it.
	cmd := exec.CommandContext(ctx, b.file, "-test.run=^$", "-test.fuzz=^"+name+"$", "-test.fuzztime="+share.String(), "-test.fuzzminimizetime=10x", "-test.fuzzcachedir="+b.cache)
	cmd.Dir = b.dir
	return cmd.CombinedOutput()
}

// fuzzTests lists all fuzz tests of the module. go test -list prints the names
// of a package and then a line "ok <package> …".
func fuzzTests(ctx context.Context, root string) ([]fuzzTest, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-list=^Fuzz", "./authcore/...", "./build/cors", "./build/relay")
	cmd.Dir = root
	said, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("listing the fuzz tests: %w\n%s", err, said)
	}
	return readFuzzList(string(said)), nil
}

func readFuzzList(said string) []fuzzTest {
	var tests []fuzzTest
	var names []string
	for line := range strings.Lines(said) {
		words := strings.Fields(line)
		switch {
		case len(words) == 1 && strings.HasPrefix(words[0], "Fuzz"):
			names = append(names, words[0])
		case len(words) > 1 && words[0] == "ok":
			for _, name := range names {
				tests = append(tests, fuzzTest{words[1], name})
			}
			names = nil
		}
	}
	return tests
}
