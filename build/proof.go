// The verb proof: Lighthouse judges the pages as a static host would serve
// them, and a client of others works with the demo PIM. Both live in
// build/proof, away from what the product needs.

package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

func proof(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("proof", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(root, "build/proof/node_modules/lighthouse")); err != nil {
		return errors.New("build/proof/node_modules is missing: run `make proof`, or `npm ci` in build/proof/")
	}
	s, forms, err := compressedSite(ctx, root)
	if err != nil {
		return err
	}
	pages := (&host.Site{Files: forms, Inline: s.inline}).Handler()
	return errors.Join(
		prove(ctx, root, out, &pimhttp.Handler{PIM: &demopim.PIM{}}, "client.js", ""),
		prove(ctx, root, out, pages, "lighthouse.js", "/", "/connector/", "/app/", "/client/", "/doctor/", "/changes/", "/attacker/", "/callback"))
}

// prove runs a script of build/proof with addresses below that of a server.
func prove(ctx context.Context, root string, out io.Writer, h http.Handler, script string, paths ...string) error {
	d, err := host.Listen("proof", "127.0.0.1:0")
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- host.Run(serving, []host.Server{{Name: "proof", Door: d, Handler: h}}) }()
	args := []string{filepath.Join("build/proof", script)}
	for _, path := range paths {
		args = append(args, d.URL+path)
	}
	err = command(ctx, root, os.Environ(), out, "node", args...)
	stop()
	return errors.Join(err, <-served)
}
