// The verb bench: what building, parsing and a whole exchange cost, natively
// and in wasm, and what the bridge between page and wasm costs a call.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
)

func bench(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := parse(flag.NewFlagSet("bench", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	inWasm, err := nodeEnv(ctx, root)
	if err != nil {
		return err
	}
	for _, target := range []struct {
		name string
		env  []string
	}{{"natively", os.Environ()}, {"in wasm, under Node", inWasm}} {
		fmt.Fprintf(out, "== Go %s\n", target.name)
		if err := command(ctx, root, target.env, out, "go", "test", "-run=^$", "-bench=.", "-benchmem", "./authcore/..."); err != nil {
			return err
		}
	}
	fmt.Fprintln(out, "\n== The bridge, under Node")
	dir, err := bundleTests(ctx, root, ".bench.ts")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	scripts, err := found(dir, ".bench.js")
	for _, script := range scripts {
		if err == nil {
			err = command(ctx, root, os.Environ(), out, "node", script)
		}
	}
	return err
}
