// The verb unit: web/src/**/*.test.ts under Node's own test runner.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/pim-auth/playground/build/verb"
)

func unit(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("unit", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	dir, err := bundleTests(ctx, root)
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// Node 20 takes a folder or files, no pattern.
	tests, err := found(dir, ".test.js")
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", append([]string{"--enable-source-maps", "--test", "--test-reporter=spec"}, tests...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("unit tests: %w", err)
	}
	return nil
}

// bundleTests bundles the tests of web/src for Node, each with what it imports,
// and returns the folder that holds them. The page's imports "go:…" work there,
// too.
func bundleTests(ctx context.Context, root string) (string, error) {
	sources, err := found(filepath.Join(root, "web", "src"), ".test.ts")
	if err == nil && len(sources) == 0 {
		err = errors.New("web/src has no tests: *.test.ts")
	}
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "pimauth-unit-")
	if err != nil {
		return "", err
	}
	options := bundleOptions(root, goImports(ctx, root))
	options.EntryPoints = sources
	options.Outdir = dir
	options.Outbase = filepath.Join(root, "web", "src")
	options.Platform = api.PlatformNode
	options.Sourcemap = api.SourceMapInline // a failure names the line in the source
	tests, err := esbuild(options)
	if err == nil {
		err = writeAll(dir, tests.files)
	}
	if err == nil {
		// The bundles are modules, whatever lies above the folder.
		err = os.WriteFile(filepath.Join(dir, "package.json"), []byte(`{"type":"module"}`), 0o644)
	}
	if err != nil {
		os.RemoveAll(dir)
	}
	return dir, err
}

func writeAll(dir string, files map[string][]byte) error {
	for name, content := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// found returns the files below dir whose names end in suffix.
func found(dir, suffix string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, suffix) && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names, err
}
