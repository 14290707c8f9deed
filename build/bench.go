// The verb bench: what building, parsing and a whole exchange cost, natively
// and in wasm, and what the bridge between page and wasm costs a call.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/pim-auth/playground/build/verb"
)

func bench(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("bench", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	inWasm, err := nodeEnv(ctx, root)
	if err != nil {
		return err
	}
	for _, target := range []struct {
		name     string
		env      []string
		packages []string
	}{
		{"natively", os.Environ(), []string{"./authcore/..."}},
		{"in wasm under Node; wasm is the bridge, a call each", inWasm, []string{"./authcore/...", "./wasm/..."}},
	} {
		fmt.Fprintf(out, "== %s\n", target.name)
		args := append([]string{"test", "-run=^$", "-bench=.", "-benchmem"}, target.packages...)
		if err := command(ctx, root, target.env, out, "go", args...); err != nil {
			return err
		}
	}
	return nil
}
