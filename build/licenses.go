// licenses.txt of the site: which parts of the pages others wrote, and under
// which licences. What the tools say went in is listed, nothing by hand.

package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A part is what others wrote and a page holds.
type part struct {
	Name, Version string
	What          string // of it that a page holds
	Licence       string // as SPDX names it
	Text          string // of the licence, whole
}

// goText is the licence of Go. A folder of Go does not always hold it: some
// distributions put it elsewhere.
//
//go:embed licenses/go.txt
var goText string

// parts lists what others wrote: Go, the modules that the WebAssembly module is
// linked from, the packages that the bundle took files from, and the bundler.
func parts(ctx context.Context, root string, sources []string) ([]part, error) {
	goParts, err := linkedParts(ctx, root)
	if err != nil {
		return nil, err
	}
	npmParts, err := bundledParts(root, sources)
	if err != nil {
		return nil, err
	}
	all := append(goParts, npmParts...)
	for i, p := range all {
		if all[i].Licence, err = licenceOf(p.Text); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		if p.Licence != "" && p.Licence != all[i].Licence {
			return nil, fmt.Errorf("%s says that its licence is %s, and its text is that of %s", p.Name, p.Licence, all[i].Licence)
		}
	}
	slices.SortFunc(all, func(a, b part) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

// A goPackage is what go list says of one.
type goPackage struct {
	ImportPath string
	Standard   bool
	Module     *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// linkedParts are Go itself, the modules of the packages that wasm imports, and
// esbuild, which leaves a few helpers of its own in scripts.
func linkedParts(ctx context.Context, root string) ([]part, error) {
	version, err := goVersion(ctx, root)
	if err != nil {
		return nil, err
	}
	all := []part{{Name: "Go", Version: version, What: "standard library, runtime and wasm_exec.js", Text: goText}}
	packages, err := goList(ctx, root, wasmEnv(), "-deps", "./wasm")
	if err != nil {
		return nil, err
	}
	bundler, err := goList(ctx, root, os.Environ(), "github.com/evanw/esbuild/pkg/api")
	if err != nil {
		return nil, err
	}
	for _, p := range append(packages, bundler...) {
		if p.Standard || p.Module == nil || p.Module.Main {
			continue
		}
		if slices.ContainsFunc(all, func(other part) bool { return other.Name == p.Module.Path }) {
			continue
		}
		text, err := licenceText(p.Module.Dir)
		if err != nil {
			return nil, err
		}
		what := "in the WebAssembly module"
		if len(bundler) > 0 && p.ImportPath == bundler[0].ImportPath {
			what = "small helpers in scripts"
		}
		all = append(all, part{Name: p.Module.Path, Version: p.Module.Version, What: what, Text: text})
	}
	return all, nil
}

func goList(ctx context.Context, root string, env []string, args ...string) ([]goPackage, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Standard,Module"}, args...)...)
	cmd.Dir, cmd.Env = root, env
	var failed bytes.Buffer
	cmd.Stderr = &failed
	said, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w\n%s", strings.Join(args, " "), err, strings.TrimSpace(failed.String()))
	}
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(said)); ; {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

// bundledParts are the npm packages that the files of a bundle lie in.
func bundledParts(root string, sources []string) ([]part, error) {
	var all []part
	for _, source := range sources {
		_, inside, found := strings.Cut(source, "node_modules/")
		if !found {
			continue
		}
		folders := strings.SplitN(inside, "/", 3)
		name := folders[0]
		if strings.HasPrefix(name, "@") && len(folders) > 1 {
			name += "/" + folders[1]
		}
		if slices.ContainsFunc(all, func(other part) bool { return other.Name == name }) {
			continue
		}
		dir := filepath.Join(root, source[:len(source)-len(inside)], filepath.FromSlash(name))
		manifest, err := os.ReadFile(filepath.Join(dir, "package.json"))
		if err != nil {
			return nil, err
		}
		var said struct{ Version, License string }
		if err := json.Unmarshal(manifest, &said); err != nil {
			return nil, fmt.Errorf("package.json of %s: %w", name, err)
		}
		text, err := licenceText(dir)
		if err != nil {
			return nil, err
		}
		all = append(all, part{Name: name, Version: said.Version, What: "in scripts", Licence: said.License, Text: text})
	}
	return all, nil
}

// licenceText reads the licence in the folder of a module or package, and the
// notice that goes with it.
func licenceText(dir string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var texts []string
	for _, first := range []string{"licen", "copying", "notice"} {
		for _, entry := range entries {
			if entry.IsDir() || !strings.HasPrefix(strings.ToLower(entry.Name()), first) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
			if err != nil {
				return "", err
			}
			texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
		}
	}
	if len(texts) == 0 {
		return "", fmt.Errorf("%s has no licence", filepath.Base(dir))
	}
	return strings.Join(texts, "\n\n"), nil
}

// licenceOf recognizes the licences that a part may have: those that ask for
// their text to be handed on, and for nothing of the page.
func licenceOf(text string) (string, error) {
	flat := strings.Join(strings.Fields(text), " ")
	for _, known := range []struct {
		name   string
		clause []string
	}{
		{"Apache-2.0", []string{"Apache License Version 2.0, January 2004", "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION"}},
		{"MIT", []string{"Permission is hereby granted, free of charge, to any person obtaining a copy"}},
		{"ISC", []string{"Permission to use, copy, modify, and/or distribute this software for any purpose"}},
		{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms, with or without modification, are permitted", "Neither the name of"}},
		{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms, with or without modification, are permitted"}},
	} {
		if !slices.ContainsFunc(known.clause, func(clause string) bool { return !strings.Contains(flat, clause) }) {
			return known.name, nil
		}
	}
	return "", errors.New("its licence is none that a part of the page may have: look at it")
}

// licencesText is what a person reads: the list, then each text once.
func licencesText(all []part) []byte {
	var b strings.Builder
	b.WriteString("What others wrote of PIM Auth Playground's pages, and under which licences.\n\n")
	type group struct {
		text string
		of   []string
	}
	var groups []group
	for _, p := range all {
		fmt.Fprintf(&b, "%s %s\n    %s (%s)\n", p.Name, p.Version, p.Licence, p.What)
		i := slices.IndexFunc(groups, func(g group) bool { return g.text == p.Text })
		if i < 0 {
			i, groups = len(groups), append(groups, group{text: p.Text})
		}
		groups[i].of = append(groups[i].of, p.Name)
	}
	for _, g := range groups {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 72), strings.Join(g.of, ", "), strings.TrimRight(g.text, "\n"))
	}
	return []byte(b.String())
}
