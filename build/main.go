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
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// A verb is one thing to do. It returns its error; only main exits.
type verb struct {
	name string
	does string
	run  func(ctx context.Context, root string, args []string, out io.Writer) error
}

func verbs() []verb {
	return []verb{
		{"dist", "write dist/: the pages for any static host, compressed", dist},
		{"serve", "serve the playground and a demo PIM on this machine", serve},
		{"diagnose", "say what is wrong with a pasted request, answer or log", diagnosis},
		{"seeds", "print what the demo PIM holds at first, for serve -seeds", seeds},
		{"size", "print what weighs what", size},
		{"test", "run every test, or those named: " + stepNames(), test},
		{"unit", "run the unit tests of web/src", unit},
		{"fuzz", "share some time among all fuzz tests", fuzz},
		{"mutate", "plant faults in the demo PIM that the corpus must notice", mutate},
		{"bench", "measure Go natively and in wasm, and the bridge", bench},
		{"proof", "let Lighthouse judge the pages", proof},
	}
}

// errUsage stands for a mistake in the command line that has been explained.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run does what args say and returns the exit code: 0 done, 1 failed or found
// something wrong, 2 the command line or its input makes no sense.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		args = []string{"dist"}
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		usage(out)
		return 0
	}
	for _, v := range verbs() {
		if v.name != args[0] {
			continue
		}
		root, err := findRoot()
		if err == nil {
			err = v.run(ctx, root, args[1:], out)
		}
		switch {
		case err == nil, errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, errUsage):
			return 2
		case errors.Is(err, errFound):
			return 1
		}
		fmt.Fprintln(errs, err)
		return 1
	}
	fmt.Fprintf(errs, "there is no verb %q\n\n", args[0])
	usage(errs)
	return 2
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: go run ./build [verb] [flags]")
	fmt.Fprintln(w)
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %-8s  %s\n", v.name, v.does)
	}
}

// parse reads the flags of a verb that takes nothing else. What is wrong has
// been said where it returns errUsage.
func parse(flags *flag.FlagSet, args []string, out io.Writer) error {
	flags.SetOutput(out)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return errUsage
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(out, "%s takes no %q\n", flags.Name(), flags.Arg(0))
		return errUsage
	}
	return nil
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
