// The site: every file of it, from the sources, in memory.

package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"

	"github.com/pim-auth/playground/build/host"
)

// A site is what dist holds, less the compressed forms.
type site struct {
	files  map[string][]byte   // by path: "index.html", "assets/main-….js"
	inline string              // the script in each page, which the policy names
	loads  map[string][]string // by page: its style sheet, and the scripts that it may fetch, sooner or later
	own    map[string][]string // by page: the scripts that it may fetch for a PIM of one's own
	first  []string            // what a page of others loads for its embeds, whether anyone comes near them or not
	near   map[string][]string // by step: the scripts that it loads once someone comes near
}

// buildSite makes the site. Two builds of the same sources are byte-equal,
// wherever they lie.
func buildSite(ctx context.Context, root string) (*site, error) {
	b, err := bundleWeb(ctx, root)
	if err != nil {
		return nil, err
	}
	sources := filepath.Join(root, "web", "pages")
	files, err := renderPages(os.DirFS(sources), b)
	if err != nil {
		return nil, err
	}
	if files["favicon.svg"], err = os.ReadFile(filepath.Join(sources, "favicon.svg")); err != nil {
		return nil, err
	}
	files["config.json"] = host.Config(host.Local{Address: host.LocalPIM, Kind: "demo"})
	for name, content := range b.files {
		files[name] = content
	}
	if files["embed.js"], err = embedLoader(root, b.embed); err != nil {
		return nil, err
	}
	if files[host.StepsFile], err = stepsFile(os.DirFS(sources)); err != nil {
		return nil, err
	}
	all, err := parts(ctx, root, b.sources)
	if err != nil {
		return nil, err
	}
	files["licenses.txt"] = licencesText(all)
	loads, own := map[string][]string{}, map[string][]string{}
	for _, p := range pages {
		scripts := b.closure(b.scripts[p.name])
		for _, file := range p.files() {
			loads[file] = append(scripts, b.styles[p.name])
			if slices.ContainsFunc(scripts, func(script string) bool { return slices.Contains(b.loads[script], b.own) }) {
				own[file] = b.closure(b.own)
			}
		}
	}
	return &site{files: files, inline: b.inline, loads: loads, own: own, first: append([]string{"embed.js"}, b.first...), near: b.near}, nil
}

// compressedSite makes the site as a static host would send it.
func compressedSite(ctx context.Context, root string) (*site, map[string]host.File, error) {
	s, err := buildSite(ctx, root)
	if err != nil {
		return nil, nil, err
	}
	forms, err := compressor{Folder: userFolder()}.all(s.files)
	return s, forms, err
}
