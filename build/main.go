// Command build makes and serves the playground:
//
//	go run ./build dist      writes dist/, ready for any static host
//	go run ./build serve     serves it and a demo PIM on this machine
//
// and does what the Makefile asks of it; `go run ./build help` lists the verbs.
// Each verb is a file. The WebAssembly module and Go's own loader for it enter
// the page as imports (plugin.go), so there is no build beside the bundle.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

// A task is a verb that works on the repository.
type task func(ctx context.Context, root string, args []string, out io.Writer) error

func verbs() []verb.Verb {
	return []verb.Verb{
		{Name: "dist", Does: "write dist/: the pages for any static host, compressed", Run: task(dist).run},
		{Name: "verify", Does: "say whether a folder or a host has the site that these sources make", Run: task(verify).run},
		{Name: "serve", Does: "serve the playground and a demo PIM on this machine", Run: task(serve).run},
		{Name: "binary", Does: "build the playground as one program, its pages in it", Run: task(program).run},
		{Name: "diagnose", Does: "say what is wrong with a pasted request, answer or log", Run: diagnosis},
		{Name: "seeds", Does: "print what the demo PIM holds at first, for serve -seeds", Run: host.Seeds},
		{Name: "headers", Does: "print the headers of serve as configuration of another server", Run: task(headers).run},
		{Name: "cors", Does: "print what lets a page of yours reach a PIM behind nginx, Apache, Caddy or Traefik", Run: corsRecipe},
		{Name: "snippet", Does: "print a step for a page of yours: as HTML, Markdown, MDX or a frame", Run: task(writeSnippet).run},
		{Name: "size", Does: "print what weighs what", Run: task(size).run},
		{Name: "test", Does: "run every test, or those named: " + stepNames(), Run: task(test).run},
		{Name: "unit", Does: "run the unit tests of web/src", Run: task(unit).run},
		{Name: "fuzz", Does: "share some time among all fuzz tests", Run: task(fuzz).run},
		{Name: "mutate", Does: "plant faults in the demo PIM that the corpus must notice", Run: task(mutate).run},
		{Name: "bench", Does: "measure Go natively and in wasm, and the bridge", Run: task(bench).run},
		{Name: "proof", Does: "prove with what others make: " + claimNames(), Run: task(proof).run},
		{Name: "reproduce", Does: "build dist twice in places that differ, and compare", Run: task(reproduce).run},
		{Name: "sbom", Does: "list what the playground is made of, as CycloneDX", Run: task(sbom).run},
	}
}

// run does a task in the repository that it is called in.
func (t task) run(ctx context.Context, args []string, out io.Writer) error {
	root, err := findRoot()
	if err != nil {
		return err
	}
	return t(ctx, root, args, out)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what args say and returns the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		args = []string{"dist"}
	}
	return verb.Run(ctx, "go run ./build", verbs(), args, out, errs)
}

// findRoot returns the folder of the repository: the first with a go.mod, from
// the working directory upwards.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("no go.mod in %s or above: run this in the repository", dir)
		}
	}
}
