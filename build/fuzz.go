// The verb fuzz: a time, shared among all fuzz tests there are.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// A fuzzTest is a function that go test can fuzz.
type fuzzTest struct{ pkg, name string }

func fuzz(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	total := flags.Duration("total", fuzzTime, "the `time` for all together")
	if err := parse(flags, args, out); err != nil {
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
	var t tally
	share := (total / time.Duration(max(1, len(tests)))).Round(time.Millisecond)
	for _, test := range tests {
		fmt.Fprintf(out, "%s for %s: %s\n", test.name, share, test.pkg)
		// Making smaller what was found may take a little of the share, not all of it.
		cmd := exec.CommandContext(ctx, "go", "test", "-run=^$", "-fuzz=^"+test.name+"$", "-fuzztime="+share.String(), "-fuzzminimizetime=10x", test.pkg)
		cmd.Dir = root
		if said, err := cmd.CombinedOutput(); err != nil && !timeUpRace.Match(said) {
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

// fuzzTests lists all fuzz tests of the module. go test -list prints the names
// of a package and then a line "ok <package> …".
func fuzzTests(ctx context.Context, root string) ([]fuzzTest, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-list=^Fuzz", "./authcore/...")
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
