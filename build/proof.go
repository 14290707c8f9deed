// The verb proof: Lighthouse judges the pages as a static host would serve
// them. Lighthouse lives in build/proof, away from what the product needs.

package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
)

func proof(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := parse(flag.NewFlagSet("proof", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(root, "build/proof/node_modules/lighthouse")); err != nil {
		return errors.New("build/proof/node_modules is missing: run `make proof`, or `npm ci` in build/proof/")
	}
	s, forms, err := compressedSite(ctx, root)
	if err != nil {
		return err
	}
	d, err := listen("proof", "127.0.0.1:0")
	if err != nil {
		return err
	}
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() {
		served <- runServers(serving, []server{{"Playground", d, siteHandler(forms, headerPolicy(s.inline))}})
	}()
	err = command(ctx, root, os.Environ(), out, "node", "build/proof/lighthouse.js", d.url+"/", d.url+"/connector/")
	stop()
	return errors.Join(err, <-served)
}
