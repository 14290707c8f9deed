// The verb dist: the site as a folder.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/pim-auth/playground/build/verb"
)

func dist(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("dist", flag.ContinueOnError)
	var base baseURL
	flags.Var(&base, "url", "the `address` that the site will have, which only oEmbed needs to know")
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	files, err := distFiles(ctx, root, base)
	if err != nil {
		return err
	}
	if err := replaceFolder(filepath.Join(root, "dist"), files); err != nil {
		return err
	}
	fmt.Fprintf(out, "dist/ holds %d files; the SHA-256 of its %s is\n%s\n", len(files), manifestName, formOf(files[manifestName]).SHA256)
	script := embedScript(files)
	if base == "" {
		fmt.Fprintln(out, "without -url it has no oEmbed, whose answers name the site's own address")
	}
	fmt.Fprintf(out, "to pin embeds: %s integrity=%q\n", script, integrityOf(files[script]))
	return nil
}

// distFiles are all files of dist, for a site at base, which may be unknown.
func distFiles(ctx context.Context, root string, base baseURL) (map[string][]byte, error) {
	s, err := buildSite(ctx, root)
	if err != nil {
		return nil, err
	}
	if err := s.at(base); err != nil {
		return nil, err
	}
	forms, err := compressor{Folder: userFolder()}.all(s.files)
	if err != nil {
		return nil, err
	}
	files := withForms(forms)
	if files["_headers"], err = hosted(s); err != nil {
		return nil, err
	}
	version, err := goVersion(ctx, root)
	if err != nil {
		return nil, err
	}
	files[manifestName], err = manifestOf(version, files).text()
	return files, err
}

// replaceFolder writes files into a new folder beside dir and puts it in dir's
// place: whoever serves dir sees the old site or the new one, never half. (The
// two renames leave an instant without either; no system call that Go has does
// it in one.)
func replaceFolder(dir string, files map[string][]byte) error {
	temp, err := os.MkdirTemp(filepath.Dir(dir), ".dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	next := filepath.Join(temp, "next")
	for name, content := range files {
		file := filepath.Join(next, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	if err := os.Rename(dir, filepath.Join(temp, "last")); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.Rename(next, dir)
}
