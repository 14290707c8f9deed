package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReroot(t *testing.T) {
	for css, want := range map[string]string{
		":root{--accent:light-dark(#1d4fd7,#8fb0ff);--good:#12703c;--sans:system-ui,sans-serif}": ".embed{--accent:var(--pim-auth-accent,light-dark(#1d4fd7,#8fb0ff));--good:#12703c;--sans:var(--pim-auth-font,system-ui,sans-serif)}",
		"@media (max-width:860px){p{margin:.5rem 1rem}}":                                         "@container (max-width:860px){p{margin:8px 16px}}",
		"@media (min-width:1263px){}@media print{}":                                              "@container (min-width:1263px){}@media print{}",
		"html:not(.plain) .unscripted{color:var(--accent)}":                                      ".embed .unscripted{color:var(--accent)}",
		"p{letter-spacing:-.02em;margin:-1.5rem}":                                                "p{letter-spacing:-.02em;margin:-24px}",
	} {
		require.Equal(t, want, reroot(css))
	}
}

// What embeds of the style would reach out of their tree, or stand fast in the window.
func TestEmbedStyleStaysInside(t *testing.T) {
	css, err := embedStyle(root(t))
	require.NoError(t, err)
	require.NotRegexp(t, `[0-9]rem\b|:root|@media ?\((max|min)-width|url\(|@import|@font-face`, css)
	for ours, theirs := range offered {
		require.Contains(t, css, "--"+ours+":var(--pim-auth-"+theirs+",")
	}
}

// Every step of the walks can be embedded, and an embed has the fields that its
// step sends and no other step of the page brings.
func TestEmbedsHaveTheirFields(t *testing.T) {
	sources := os.DirFS(filepath.Join(root(t), "web", "pages"))
	known := map[string]bool{}
	input := regexp.MustCompile(`data-input="([a-z_]+)"`)
	ids := regexp.MustCompile(` id="([^"]+)"`)
	for _, e := range embeds {
		known[e.step] = true
		text, err := e.live(sources)
		require.NoError(t, err)
		var there []string
		for _, found := range input.FindAllStringSubmatch(text, -1) {
			there = append(there, found[1])
		}
		require.Subset(t, there, lent[e.step], e.step)
		count := map[string]int{}
		for _, found := range ids.FindAllStringSubmatch(text, -1) {
			count[found[1]]++
			require.Equal(t, 1, count[found[1]], "the id %s of the step %s", found[1], e.step)
		}
		require.NotContains(t, text, "Filled when step", e.step)
	}
	require.Subset(t, slices.Collect(maps.Keys(known)), slices.Collect(maps.Keys(lent)))
	for _, page := range []string{"connector", "app", "client"} {
		text, err := os.ReadFile(filepath.Join(root(t), "web/pages/en", page+".html"))
		require.NoError(t, err)
		for _, step := range regexp.MustCompile(`template "step-([a-z-]+)"`).FindAllStringSubmatch(string(text), -1) {
			require.True(t, known[step[1]], "the step %s of the page %s cannot be embedded: %s", step[1], page, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
}
