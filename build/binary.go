// The verb binary: the playground as one program.

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

func program(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("binary", flag.ContinueOnError)
	var targets []string
	flags.Func("for", "build for `os/arch`, such as windows/amd64; may be repeated (default: this machine)", func(target string) error {
		targets = append(targets, target)
		if os, arch, found := strings.Cut(target, "/"); !found || os == "" || arch == "" {
			return fmt.Errorf("give system and processor, such as darwin/arm64; `go tool dist list` prints them")
		}
		return nil
	})
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	s, forms, err := compressedSite(ctx, root)
	if err != nil {
		return err
	}
	site := &host.Site{Files: forms, Inline: s.inline}
	if targets == nil {
		file := filepath.Join(root, "bin", "pim-auth-playground"+extension(runtime.GOOS))
		return compile(ctx, root, site, runtime.GOOS+"/"+runtime.GOARCH, file, out)
	}
	for _, target := range targets {
		system, arch, _ := strings.Cut(target, "/")
		file := filepath.Join(root, "bin", "pim-auth-playground-"+system+"-"+arch+extension(system))
		if err := compile(ctx, root, site, target, file, out); err != nil {
			return err
		}
	}
	return nil
}

func extension(system string) string {
	if system == "windows" {
		return ".exe"
	}
	return ""
}

// compile builds the program with a site in it, statically and so that two
// builds of the same sources are equal.
func compile(ctx context.Context, root string, site *host.Site, target, file string, out io.Writer) error {
	pages, err := site.Archive()
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "binary-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	archive, overlay := filepath.Join(temp, "pages.zip"), filepath.Join(temp, "overlay.json")
	if err := os.WriteFile(archive, pages, 0o644); err != nil {
		return err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, "build/playground/pages.zip"): archive}})
	if err != nil {
		return err
	}
	if err := os.WriteFile(overlay, replace, 0o644); err != nil {
		return err
	}
	system, arch, _ := strings.Cut(target, "/")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-overlay="+overlay, "-o="+file, "./build/playground")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=", "GOOS="+system, "GOARCH="+arch)
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", filepath.Base(file), err, said)
	}
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s  %.1f MB\n", file, float64(info.Size())/1e6)
	return nil
}
