// The verb verify: whether a folder, or what a host sends, is the site that
// these sources make.
//
//	go run ./build verify dist
//	go run ./build verify https://playground.example.com/docs/pim/

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pim-auth/playground/build/verb"
)

func verify(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() { fmt.Fprintln(out, "usage: go run ./build verify [-url address] folder-or-URL") }
	var base baseURL
	flags.Var(&base, "url", "what dist was told by -url")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return verb.ErrUsage
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return verb.ErrUsage
	}
	files, err := distFiles(ctx, root, base)
	if err != nil {
		return err
	}
	where := flags.Arg(0)
	read := inFolder(where)
	if strings.HasPrefix(where, "http://") || strings.HasPrefix(where, "https://") {
		read = overHTTP(ctx, where)
		hostedOnly(files)
	}
	return compare(out, where, files, read)
}

// hostedOnly leaves what a browser asks a host for by its address.
func hostedOnly(files map[string][]byte) {
	for name := range files {
		if isKind(name, ".br", ".gz") || name == "_headers" {
			delete(files, name)
		}
	}
}

// compare tells each file that is missing or another. The configuration is for
// whoever hosts the site to change, so it is only shown.
func compare(out io.Writer, where string, files map[string][]byte, read func(name string) ([]byte, error)) error {
	differ := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		content, err := read(name)
		switch {
		case name == "config.json" && err == nil && !bytes.Equal(content, files[name]):
			fmt.Fprintf(out, "config.json is its own: %q\n", content)
		case err != nil:
			fmt.Fprintf(out, "%s: %v\n", name, err)
			differ++
		case !bytes.Equal(content, files[name]):
			fmt.Fprintf(out, "%s differs\n", name)
			differ++
		}
	}
	if differ > 0 {
		fmt.Fprintf(out, "%d of the %d files that these sources make are others in %s\n", differ, len(files), where)
		return verb.ErrFound
	}
	fmt.Fprintf(out, "all %d files are what these sources make\n", len(files))
	return nil
}

func inFolder(dir string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) { return os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))) }
}

// overHTTP reads as a browser does that takes no compression. Some hosts send
// the name of a folder's page elsewhere, so it is left out.
func overHTTP(ctx context.Context, base string) func(string) ([]byte, error) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}, Timeout: time.Minute}
	return func(name string) ([]byte, error) {
		address := strings.TrimSuffix(base, "/") + "/" + strings.TrimSuffix(name, "index.html")
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return nil, err
		}
		answer, err := client.Do(request)
		if err != nil {
			return nil, err
		}
		defer answer.Body.Close()
		content, err := io.ReadAll(answer.Body)
		if err == nil && answer.StatusCode != http.StatusOK {
			err = errors.New(answer.Status)
		}
		return content, err
	}
}
