// Running Go tests, quietly where they pass, and counting them.

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// An event is a line of go test -json.
type event struct {
	Action, Package, Test, Output string
	Elapsed                       float64 // seconds
}

// goTest tests packages. It prints a line for each and all output of what
// failed.
func goTest(ctx context.Context, root string, env []string, out io.Writer, packages ...string) (tally, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, packages...)...)
	cmd.Dir, cmd.Env, cmd.Stderr = root, env, out
	said, err := cmd.StdoutPipe()
	if err != nil {
		return tally{}, err
	}
	if err := cmd.Start(); err != nil {
		return tally{}, err
	}
	t := readEvents(said, out)
	if err := cmd.Wait(); err != nil {
		return t, fmt.Errorf("go test %s: %w", strings.Join(packages, " "), err)
	}
	return t, nil
}

// readEvents counts the tests of a stream of events, subtests included.
func readEvents(said io.Reader, out io.Writer) tally {
	var t tally
	counts := map[string]int{}                 // passed tests of a package
	output := map[[2]string]*strings.Builder{} // of a test; of a package where it has none
	lines := bufio.NewScanner(said)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintf(out, "%s\n", lines.Bytes()) // not an event: what go itself says
			continue
		}
		key := [2]string{e.Package, e.Test}
		switch e.Action {
		case "output", "build-output":
			if output[key] == nil {
				output[key] = &strings.Builder{}
			}
			output[key].WriteString(e.Output)
			continue
		case "pass":
			if e.Test != "" {
				t.passed++
				counts[e.Package]++
			} else {
				fmt.Fprintf(out, "ok   %s  %d tests  %.1f s\n", e.Package, counts[e.Package], e.Elapsed)
			}
		case "skip":
			if e.Test != "" {
				t.skipped++
			}
		case "fail", "build-fail":
			if e.Test != "" {
				t.failed++
			} else {
				fmt.Fprintf(out, "FAIL %s\n", e.Package)
			}
			if said := output[key]; said != nil {
				fmt.Fprint(out, said)
			}
		default:
			continue
		}
		delete(output, key)
	}
	return t
}

// nodeEnv is the environment in which Go tests run as WebAssembly under Node.
// It is small on purpose: arguments and environment of such a program may have
// 8 KB together, which many a machine's own environment exceeds.
func nodeEnv(ctx context.Context, root string) ([]string, error) {
	goroot, err := goRoot(ctx, root)
	if err != nil {
		return nil, err
	}
	path := os.Getenv("PATH") + string(filepath.ListSeparator) + filepath.Join(goroot, "lib", "wasm")
	env := []string{"PATH=" + path, "HOME=" + os.Getenv("HOME")}
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "GO") || strings.HasPrefix(variable, "TMPDIR=") {
			env = append(env, variable)
		}
	}
	return append(env, "GOOS=js", "GOARCH=wasm"), nil
}
