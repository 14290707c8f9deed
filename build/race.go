// The step race: what many do at once with a demo PIM or a Transport, under Go's
// race detector.

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// raceTests are the tests in which goroutines meet. The others would only be
// slower.
const raceTests = "Load|Instances|ManyCallers|Slow|Cancel"

func race(ctx context.Context, root string, out io.Writer) (tally, error) {
	// The detector needs a C compiler, which nothing else here does.
	cmd := exec.CommandContext(ctx, "go", "env", "CC")
	cmd.Dir = root
	compiler, err := cmd.Output()
	if err != nil {
		return tally{}, fmt.Errorf("go env CC: %w", err)
	}
	name, _, _ := strings.Cut(strings.TrimSpace(string(compiler)), " ") // flags may follow
	if _, err := exec.LookPath(name); err != nil {
		fmt.Fprintf(out, "no race detector without a C compiler: %v\n", err)
		return tally{skipped: 1}, nil
	}
	return goTest(ctx, root, append(os.Environ(), "CGO_ENABLED=1"), out, "-race", "-run="+raceTests, "./authcore/authhttp", "./authcore/demopim/...", "./build/relay")
}
