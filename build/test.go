// The verb test: every test there is, step by step, and their count.

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/build/verb"
)

// A tally counts tests. A check that is no test, such as vet, counts as one.
type tally struct{ passed, failed, skipped int }

// A step is a part of the tests that can be run alone.
type step struct {
	name string
	run  func(ctx context.Context, root string, out io.Writer) (tally, error)
}

// fuzzTime is what all fuzz tests together get.
const fuzzTime = time.Minute

// steps are all tests, those first that fail first. Each Go check runs for this
// machine and for js/wasm: natively ./... skips wasm/ without a word.
func steps() []step {
	return []step{
		{"vet", check(os.Environ, "go", "vet", "./...")},
		{"vet-js", check(wasmEnv, "go", "vet", "./authcore/...", "./wasm/...")},
		{"types", check(os.Environ, "node", "web/node_modules/typescript/bin/tsc", "-p", "web")},
		{"unit", counted(func(ctx context.Context, root string, out io.Writer) error { return unit(ctx, root, nil, out) })},
		{"go", func(ctx context.Context, root string, out io.Writer) (tally, error) {
			return goTest(ctx, root, os.Environ(), out, "./...")
		}},
		{"race", race},
		{"go-js", underNode("./authcore/...", "./wasm/...")},
		{"fuzz", func(ctx context.Context, root string, out io.Writer) (tally, error) {
			return fuzzAll(ctx, root, fuzzTime, out)
		}},
		{"e2e", counted(func(ctx context.Context, root string, out io.Writer) error {
			return command(ctx, filepath.Join(root, "web"), os.Environ(), out, "node", "node_modules/@playwright/test/cli.js", "test")
		})},
	}
}

// underNode runs Go tests as WebAssembly.
func underNode(args ...string) func(context.Context, string, io.Writer) (tally, error) {
	return func(ctx context.Context, root string, out io.Writer) (tally, error) {
		env, err := nodeEnv(ctx, root)
		if err != nil {
			return tally{}, err
		}
		return goTest(ctx, root, env, out, args...)
	}
}

func stepNames() string {
	var names []string
	for _, s := range steps() {
		names = append(names, s.name)
	}
	return strings.Join(names, " ")
}

// test runs the steps named, or all. A step that fails does not keep the next
// from running. The last line says how many passed and how many failed.
func test(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(out)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return verb.ErrUsage
	}
	for _, name := range flags.Args() {
		if !slices.ContainsFunc(steps(), func(s step) bool { return s.name == name }) {
			return fmt.Errorf("there are no tests %q: choose from %s", name, stepNames())
		}
	}
	var sum tally
	var failed []string
	for _, s := range steps() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if flags.NArg() > 0 && !slices.Contains(flags.Args(), s.name) {
			continue
		}
		fmt.Fprintf(out, "== %s\n", s.name)
		start := time.Now()
		t, err := s.run(ctx, root, out)
		if err != nil {
			fmt.Fprintln(out, err)
			failed = append(failed, s.name)
			t.failed = max(1, t.failed)
		}
		fmt.Fprintf(out, "-- %s: %s (%.0f s)\n\n", s.name, t, time.Since(start).Seconds())
		sum.passed += t.passed
		sum.failed += t.failed
		sum.skipped += t.skipped
	}
	fmt.Fprintln(out, sum)
	if len(failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(failed, ", "))
	}
	return nil
}

func (t tally) String() string {
	said := fmt.Sprintf("%d passed, %d failed", t.passed, t.failed)
	if t.skipped > 0 {
		said += fmt.Sprintf(", %d skipped", t.skipped)
	}
	return said
}

// check is a step that runs a command and counts as one.
func check(env func() []string, name string, args ...string) func(context.Context, string, io.Writer) (tally, error) {
	return func(ctx context.Context, root string, out io.Writer) (tally, error) {
		if err := command(ctx, root, env(), out, name, args...); err != nil {
			return tally{failed: 1}, err
		}
		return tally{passed: 1}, nil
	}
}

// counted makes a step of what prints its own count.
func counted(run func(context.Context, string, io.Writer) error) func(context.Context, string, io.Writer) (tally, error) {
	return func(ctx context.Context, root string, out io.Writer) (tally, error) {
		var said bytes.Buffer
		err := run(ctx, root, io.MultiWriter(out, &said))
		return readCounts(said.String()), err
	}
}

// countLine is a closing line of node:test ("ℹ pass 12") or of Playwright
// ("  12 passed (3.4s)").
var countLine = regexp.MustCompile(`(?m)^(?:ℹ (pass|fail|skipped) (\d+)|\s+(\d+) (passed|failed|skipped|flaky)\b.*)$`)

func readCounts(said string) tally {
	var t tally
	for _, m := range countLine.FindAllStringSubmatch(said, -1) {
		n, _ := strconv.Atoi(m[2] + m[3]) // digits by the pattern
		switch m[1] + m[4] {
		case "pass", "passed":
			t.passed += n
		case "fail", "failed", "flaky":
			t.failed += n
		case "skipped":
			t.skipped += n
		}
	}
	return t
}

func command(ctx context.Context, dir string, env []string, out io.Writer, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return nil
}
