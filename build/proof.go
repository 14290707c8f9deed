// The verb proof: what others make, against what we make. A client of others
// works with the demo PIM, the recipes are run on real web servers, and
// Lighthouse judges the pages as a static host would serve them. It needs more
// than the product and its tests do: build/proof and web/proof hold it.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

// A claim is a part of the proof that can be run alone.
type claim struct {
	name string
	run  func(ctx context.Context, root string, out io.Writer) error
}

func claims() []claim {
	return []claim{
		{"client", func(ctx context.Context, root string, out io.Writer) error {
			return prove(ctx, root, out, &pimhttp.Handler{PIM: &demopim.PIM{}}, "client.js", "")
		}},
		{"servers", specs("--grep-invert", docsTag)},
		{"docs", specs("--grep", docsTag)},
		{"lighthouse", func(ctx context.Context, root string, out io.Writer) error {
			s, forms, err := compressedSite(ctx, root)
			if err != nil {
				return err
			}
			pages := (&host.Site{Files: forms, Inline: s.inline}).Handler()
			return prove(ctx, root, out, pages, "lighthouse.js", "/", "/connector/", "/app/", "/client/", "/doctor/", "/changes/", "/attacker/", "/callback")
		}},
		{"embeds", proveEmbeds},
	}
}

func claimNames() string {
	var names []string
	for _, p := range claims() {
		names = append(names, p.name)
	}
	return strings.Join(names, " ")
}

// docsTag marks those of web/proof that want systems of documentation.
const docsTag = "@docs"

// specs runs those of web/proof that the options of Playwright choose.
func specs(options ...string) func(ctx context.Context, root string, out io.Writer) error {
	return func(ctx context.Context, root string, out io.Writer) error {
		args := append([]string{"node_modules/@playwright/test/cli.js", "test", "-c", "proof.config.ts"}, options...)
		return command(ctx, filepath.Join(root, "web"), os.Environ(), out, "node", args...)
	}
}

// proof runs the parts named, or all. One that fails does not keep the next
// from running.
func proof(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("proof", flag.ContinueOnError)
	flags.SetOutput(out)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return verb.ErrUsage
	}
	for _, name := range flags.Args() {
		if !slices.ContainsFunc(claims(), func(p claim) bool { return p.name == name }) {
			fmt.Fprintf(out, "there is no part %q of the proof: choose from %s\n", name, claimNames())
			return verb.ErrUsage
		}
	}
	if _, err := os.Stat(filepath.Join(root, "build/proof/node_modules/lighthouse")); err != nil {
		return errors.New("build/proof/node_modules is missing: run `make proof`, or `npm ci` in build/proof/")
	}
	var failed []error
	for _, p := range claims() {
		if flags.NArg() > 0 && !slices.Contains(flags.Args(), p.name) {
			continue
		}
		fmt.Fprintf(out, "== %s\n", p.name)
		if err := p.run(ctx, root, out); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", p.name, err))
		}
	}
	return errors.Join(failed...)
}

// prove runs a script of build/proof with addresses below that of a server.
func prove(ctx context.Context, root string, out io.Writer, h http.Handler, script string, paths ...string) error {
	d, err := host.Listen("proof", "127.0.0.1:0")
	if err != nil {
		return err
	}
	args := []string{filepath.Join("build/proof", script)}
	for _, path := range paths {
		args = append(args, d.URL+path)
	}
	return whileServing(ctx, []host.Server{{Name: "proof", Door: d, Handler: h}}, func() error {
		return command(ctx, root, os.Environ(), out, "node", args...)
	})
}

// whileServing serves until f returns.
func whileServing(ctx context.Context, servers []host.Server, f func() error) error {
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- host.Run(serving, servers) }()
	err := f()
	stop()
	return errors.Join(err, <-served)
}
