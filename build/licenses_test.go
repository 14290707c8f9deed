package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// All that others wrote and a page holds, each looked at: version, licence, and
// the beginning of the digest of its text. What is new here is read before it is
// listed. Go is the one on the machine, of whatever version.
func TestPartsOfOthers(t *testing.T) {
	b, err := bundleWeb(context.Background(), root(t))
	require.NoError(t, err)
	all, err := parts(context.Background(), root(t), b.sources)
	require.NoError(t, err)
	var list []string
	for _, p := range all {
		if p.Name == "Go" {
			require.NoError(t, checkGo(p.Version))
			p.Version = "1.26 or newer"
		}
		digest := sha256.Sum256([]byte(p.Text))
		list = append(list, fmt.Sprintf("%s %s: %s, %x, %s", p.Name, p.Version, p.Licence, digest[:4], p.What))
	}
	require.Equal(t, []string{
		"Go 1.26 or newer: BSD-3-Clause, 911f8f57, standard library, runtime and wasm_exec.js",
		"github.com/evanw/esbuild v0.28.2: MIT, f2b90afb, small helpers in scripts",
		"github.com/hack-pad/safejs v0.1.0: Apache-2.0, 283ea6cc, in the WebAssembly module",
		"lit 3.3.3: BSD-3-Clause, 45d31799, in scripts",
		"lit-html 3.3.3: BSD-3-Clause, 45d31799, in scripts",
	}, list)
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := findRoot()
	require.NoError(t, err)
	return dir
}

// The text of Go's licence stands in the repository, as not every folder of Go
// has it; where it has, it is that.
func TestGoLicence(t *testing.T) {
	goroot, err := goRoot(context.Background(), "..")
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(goroot, "LICENSE"))
	if os.IsNotExist(err) {
		t.Skip("this Go came without its licence")
	}
	require.NoError(t, err)
	require.Equal(t, string(text), goText)
}

func TestLicenceOf(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of\ncharge, to any person obtaining a copy of":                                       "MIT",
		"Redistribution and use in source and binary forms, with or without\nmodification, are permitted provided":               "BSD-2-Clause",
		"Redistribution and use in source and binary forms, with or without modification, are permitted … Neither the name of X": "BSD-3-Clause",
	} {
		got, err := licenceOf(text)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, text := range []string{"", "GNU AFFERO GENERAL PUBLIC LICENSE", "All rights reserved."} {
		_, err := licenceOf(text)
		require.EqualError(t, err, "its licence is none that a part of the page may have: look at it")
	}
}

func TestLicencesText(t *testing.T) {
	require.Equal(t, `What others wrote of PIM Auth Playground's pages, and under which licences.

a 1.0.0
    MIT (in scripts)
b v2.0.0
    ISC (in the WebAssembly module)
c 1.0.0
    MIT (in scripts)

========================================================================
a, c

Take it.

========================================================================
b

Have it.
`, string(licencesText([]part{
		{"a", "1.0.0", "in scripts", "MIT", "Take it."},
		{"b", "v2.0.0", "in the WebAssembly module", "ISC", "Have it.\n"},
		{"c", "1.0.0", "in scripts", "MIT", "Take it."},
	})))
}
