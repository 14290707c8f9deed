// Seeds: what a demo PIM holds at first, as a file. The verb seeds writes one,
// serve -seeds starts from one.

package host

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/build/verb"
)

// Seeds is the verb seeds: it prints what a demo PIM holds at first, to be edited.
func Seeds(_ context.Context, args []string, out io.Writer) error {
	pim := &demopim.PIM{}
	flags := flag.NewFlagSet("seeds", flag.ContinueOnError)
	flags.Func("version", "`version` of the demo PIM: "+supported()+" (default 7.0)", func(name string) (err error) {
		pim.Version, err = parseVersion(name)
		return err
	})
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, pim.Snapshot(), "", "  "); err != nil {
		return err
	}
	_, err := fmt.Fprintln(out, &indented)
	return err
}

// plant makes a PIM hold what a file says. want is the version that was asked
// for, "" if none was.
func plant(pim *demopim.PIM, file string, want authcore.Version) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("-seeds: %w", err)
	}
	if err := pim.Restore(text); err != nil {
		return fmt.Errorf("-seeds %s: %w\nMend the file, or write another to edit: go run ./build seeds > seeds.json", file, err)
	}
	if held := pim.Credentials().Version; want != "" && held != want {
		return fmt.Errorf("-seeds %s holds a PIM %s: leave out -version %s, or write seeds for it: go run ./build seeds -version %s > seeds.json", file, held, want, want)
	}
	return nil
}
