// Command pim-auth-playground is the playground as one program: the pages, a
// demo PIM, and the relay to a PIM of one's own. It needs no other file and no
// other program. `make binary` builds it.
//
//	pim-auth-playground                              the pages and a demo PIM
//	pim-auth-playground -pim https://my-pim.example.com  the pages and a relay
package main

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

// pages is the site, as host.Unarchive reads it. Here it is empty; the verb
// binary of build puts the site in its place for the compiler alone (go build
// -overlay), so that nothing that was built stands among the sources.
//
//go:embed pages.zip
var pages []byte

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run serves where args name no verb.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") && args[0] != "-h" && args[0] != "--help" {
		args = append([]string{"serve"}, args...)
	}
	return verb.Run(ctx, "pim-auth-playground", []verb.Verb{
		{Name: "serve", Does: "serve the pages and a demo PIM, or with -pim a relay to your own; what is done without a verb", Run: serve},
		{Name: "seeds", Does: "print what the demo PIM holds at first, for serve -seeds", Run: host.Seeds},
		{Name: "about", Does: "say what this program was built from", Run: about},
	}, args, out, errs)
}

func serve(ctx context.Context, args []string, out io.Writer) error {
	return host.Serve(ctx, args, out, func(context.Context) (*host.Site, error) { return site() })
}

func site() (*host.Site, error) {
	if len(pages) == 0 {
		return nil, errors.New("this program was built without its pages: build it with make binary")
	}
	return host.Unarchive(pages)
}

// about says what can be compared with another build.
func about(_ context.Context, _ []string, out io.Writer) error {
	s, err := site()
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "PIM Auth Playground: the pages, a demo PIM and a relay to your own in one program.\nBuilt by %s for %s/%s. Its %d files have the SHA-256\n%x\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, len(s.Files), sha256.Sum256(pages))
	return nil
}
