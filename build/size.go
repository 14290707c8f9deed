// The verb size: what weighs what, against what it may weigh.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/verb"
)

// A budget is a limit on what a browser has to load, as it is sent: in brotli.
type budget struct {
	name   string
	limit  int // bytes; KB are 1000
	counts func(file string) bool
	own    bool // of what is fetched for a PIM of one's own, beside what the page has
}

// budgets hold for each page. The files of one page are its HTML, the scripts
// that it may fetch, and all other assets.
var budgets = []budget{
	{name: "read before any script: HTML, CSS", limit: 25_000, counts: of(".html", ".css")},
	{name: "scripts", limit: 62_500, counts: of(".js")},
	{name: "scripts for a PIM of one's own, fetched when first chosen", limit: 15_000, counts: of(".js"), own: true},
	{name: "wasm", limit: 840_000, counts: of(".wasm")},
	{name: "words of the doctor, fetched when first needed", limit: 30_000, counts: of(".json")},
	{name: "all that the page loads", limit: 955_000, counts: func(string) bool { return true }},
}

func of(extensions ...string) func(string) bool {
	return func(file string) bool { return isKind(file, extensions...) }
}

func isKind(file string, extensions ...string) bool {
	return slices.Contains(extensions, path.Ext(file))
}

// A weight is what a page spends of a budget.
type weight struct {
	page string
	budget
	bytes int
}

// weigh returns what each page spends of each budget.
func weigh(s *site, forms map[string]host.File) []weight {
	var weights []weight
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		if !isKind(name, ".html") {
			continue
		}
		for _, b := range budgets {
			if b.own && len(s.own[name]) == 0 {
				continue
			}
			w := weight{page: name, budget: b}
			for file, f := range forms {
				fetched := s.fetches(name, file)
				if b.own {
					fetched = !fetched && slices.Contains(s.own[name], file)
				}
				if fetched && b.counts(file) {
					w.bytes += smallest(f)
				}
			}
			weights = append(weights, w)
		}
	}
	return weights
}

// Budgets of what an embed makes a page of others load.
var (
	farBudget  = budget{name: "scripts before a reader comes near", limit: 20_000}
	nearBudget = budget{name: "scripts once a reader is near, of the heaviest step", limit: 50_000}
)

// sampleBudget is of what the page for writers fetches of the step that is chosen.
var sampleBudget = budget{name: "samples of the heaviest step, fetched when it is chosen", limit: 6_000}

func weighSamples(forms map[string]host.File) weight {
	heaviest := 0
	for name, f := range forms {
		if isSample(name) {
			heaviest = max(heaviest, smallest(f))
		}
	}
	return weight{"embedding/index.html", sampleBudget, heaviest}
}

func isSample(file string) bool { return strings.HasPrefix(file, "assets/samples-") }

// weighEmbeds returns what embeds spend. What a few steps have beside (people,
// connections, stories) is fetched by itself and is not counted.
func weighEmbeds(s *site, forms map[string]host.File) []weight {
	sum := func(files []string) (bytes int) {
		for _, file := range files {
			bytes += smallest(forms[file])
		}
		return bytes
	}
	heaviest := 0
	for _, files := range s.near {
		heaviest = max(heaviest, sum(files))
	}
	return []weight{{"embeds", farBudget, sum(s.first)}, {"embeds", nearBudget, heaviest}}
}

// fetches reports whether a page fetches a file: not other pages, what is
// theirs, and texts for people.
func (s *site) fetches(page, file string) bool {
	if isKind(file, ".js", ".css") {
		return slices.Contains(s.loads[page], file)
	}
	return file == page || !isKind(file, ".html", ".txt") && !isSample(file)
}

func size(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("size", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	s, forms, err := compressedSite(ctx, root)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%9s %9s %9s   bytes\n", "plain", "gzip", "brotli")
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		f := forms[name]
		fmt.Fprintf(out, "%9d %9d %9d   %s\n", len(f.Plain), len(f.Gzip), len(f.Brotli), name)
	}
	fmt.Fprintf(out, "\n%9s %9s %9s   brotli, bytes\n", "spent", "of", "left")
	over := 0
	for _, w := range slices.Concat(weigh(s, forms), weighEmbeds(s, forms), []weight{weighSamples(forms)}) {
		fmt.Fprintf(out, "%9d %9d %9d   %s: %s\n", w.bytes, w.limit, w.limit-w.bytes, w.page, w.name)
		if w.bytes > w.limit {
			over++
		}
	}
	if over > 0 {
		return fmt.Errorf("%d of the budgets are overspent", over)
	}
	return nil
}
