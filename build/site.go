// The site: every file of it, from the sources, in memory.

package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/pim-auth/playground/build/host"
)

// A site is what dist holds, less the compressed forms.
type site struct {
	files  map[string][]byte   // by path: "index.html", "assets/main-….js"
	inline string              // the script in each page, which the policy names
	loads  map[string][]string // by page: its style sheet, and the scripts that it may fetch, sooner or later
	own    []string            // the scripts that any page may fetch for a PIM of one's own
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
	all, err := parts(ctx, root, b.sources)
	if err != nil {
		return nil, err
	}
	files["licenses.txt"] = licencesText(all)
	loads := map[string][]string{}
	for _, p := range pages {
		for _, file := range p.files() {
			loads[file] = append(b.closure(b.scripts[p.name]), b.styles[p.name])
		}
	}
	return &site{files: files, inline: b.inline, loads: loads, own: b.closure(b.own)}, nil
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
