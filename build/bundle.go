// From TypeScript and CSS to files that a browser loads.

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A bundle is what the sources of web/ became.
type bundle struct {
	files   map[string][]byte   // by their path in dist; all have their hash in the name
	scripts map[string]string   // path of the script of each page, by its name
	loads   map[string][]string // by path: the other scripts and files that one may fetch
	styles  map[string]string   // path of the style sheet of each page
	embed   string              // path of the script of embeds
	first   []string            // what a page with embeds loads: that script, and what it imports at once
	near    map[string][]string // by step: what else it loads once a reader is near
	own     string              // path of the script that is fetched for a PIM of one's own
	inline  string              // the script that stands in the page itself
	resize  string              // the script of pages around frames, as it is
	sources []string            // paths of the files that went into the scripts and styles
}

// The entries of the bundle.
const (
	scriptEntry = "web/src/pages/%s.ts"
	styleEntry  = "web/styles/pages/%s.css"
	earlyScript = "web/src/early.js"
	ownEntry    = "web/src/own/index.ts"
	frameScript = "web/src/embed/frame-parent.js"
	embedEntry  = "web/src/embed/element.ts"
	roomEntry   = "web/src/embed/room.ts"
)

// inlineLimit is how many bytes may stand in front of everything else.
const inlineLimit = 400

// bundleOptions are what all bundles share; from answers what they import of Go. tsconfig.json says the rest, Lit's
// kind of decorators above all. No source maps: they would hold paths.
func bundleOptions(root string, from api.Plugin) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root,
		Outdir:        filepath.Join(root, "dist"), // names only: nothing is written
		Bundle:        true,
		Format:        api.FormatESModule,
		Target:        api.ES2022,
		Charset:       api.CharsetUTF8,
		AssetNames:    "assets/[name]-[hash]",
		Plugins:       []api.Plugin{from},
		// Names, not where a link leads: licenses.txt lists the packages by them.
		PreserveSymlinks: true,
		Metafile:         true,
		LogLevel:         api.LogLevelSilent, // the messages come back as an error
	}
}

// bundleWeb bundles and minifies what the pages load.
func bundleWeb(ctx context.Context, root string) (*bundle, error) {
	if _, err := os.Stat(filepath.Join(root, "web/node_modules/lit")); err != nil {
		return nil, errors.New("web/node_modules is missing: run `make build`, or `npm ci` in web/")
	}
	from := goImports(ctx, root)
	var entries []api.EntryPoint
	for _, p := range pages {
		for _, source := range []string{scriptEntry, styleEntry} {
			entries = append(entries, api.EntryPoint{InputPath: fmt.Sprintf(source, p.name), OutputPath: "assets/" + p.name})
		}
	}
	out, err := bundleApart(bundleOptions(root, from), "assets/", entries)
	if err != nil {
		return nil, err
	}
	// By themselves: shared with the pages, their pieces would be smaller and more
	// than either needs.
	made, err := bundleApart(bundleOptions(root, from), embedFolder, []api.EntryPoint{{InputPath: embedEntry, OutputPath: embedFolder + "embed"}})
	if err != nil {
		return nil, err
	}
	inline, err := minifyInline(root)
	if err != nil {
		return nil, err
	}
	resize, err := os.ReadFile(filepath.Join(root, frameScript))
	if err != nil {
		return nil, err
	}
	b := &bundle{
		files: out.files, loads: out.loads, own: out.entries[ownEntry], inline: inline, resize: string(resize),
		scripts: map[string]string{}, styles: map[string]string{},
		sources: slices.Compact(slices.Sorted(slices.Values(slices.Concat(out.sources, made.sources)))),
	}
	// Pages of others may name this one, to pin it: by a name as others have it.
	entry := made.entries[embedEntry]
	b.embed = strings.Replace(entry, "embed-", "embed.", 1)
	made.rename(entry, b.embed)
	b.first = made.atOnce(b.embed)
	b.near = map[string][]string{}
	for _, e := range embeds {
		b.near[e.step] = slices.DeleteFunc(made.atOnce(made.entries[roomEntry], made.entries["go:step/"+e.step]), func(file string) bool { return slices.Contains(b.first, file) })
	}
	maps.Copy(b.files, made.files)
	maps.Copy(b.loads, made.loads)
	for _, p := range pages {
		b.scripts[p.name] = out.entries[fmt.Sprintf(scriptEntry, p.name)]
		b.styles[p.name] = out.entries[fmt.Sprintf(styleEntry, p.name)]
	}
	return b, nil
}

// bundleApart bundles scripts, and what several of them share by itself, in a folder.
func bundleApart(options api.BuildOptions, folder string, entries []api.EntryPoint) (*output, error) {
	options.EntryPointsAdvanced = entries
	options.EntryNames = "[dir]/[name]-[hash]"
	options.ChunkNames = folder + "[name]-[hash]"
	options.Splitting = true
	options.MinifyIdentifiers, options.MinifySyntax, options.MinifyWhitespace = true, true, true
	options.LegalComments = api.LegalCommentsNone // licenses.txt has them whole
	return esbuild(options)
}

// closure returns a script and all that it may fetch, what is for a PIM of
// one's own aside unless it is that script.
func (b *bundle) closure(script string) []string {
	all := []string{script}
	for i := 0; i < len(all); i++ {
		for _, other := range b.loads[all[i]] {
			if other != b.own && !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// An output is what esbuild made.
type output struct {
	files   map[string][]byte   // by their path in the out folder
	entries map[string]string   // of each entry the path of what it became
	loads   map[string][]string // by path: what a script imports, at once or later
	static  map[string][]string // by path: what it imports at once
	sources []string            // paths of what went into it, sorted
}

// rename gives a script that no other imports another name.
func (o *output) rename(from, to string) {
	o.files[to], o.loads[to], o.static[to] = o.files[from], o.loads[from], o.static[from]
	delete(o.files, from)
	delete(o.loads, from)
	delete(o.static, from)
}

// atOnce returns scripts and all that a browser loads with them.
func (o *output) atOnce(scripts ...string) []string {
	all := slices.Clone(scripts)
	for i := 0; i < len(all); i++ {
		for _, other := range o.static[all[i]] {
			if !slices.Contains(all, other) {
				all = append(all, other)
			}
		}
	}
	return all
}

// esbuild runs a build.
func esbuild(options api.BuildOptions) (*output, error) {
	result := api.Build(options)
	if err := messages(result.Errors); err != nil {
		return nil, err
	}
	if err := messages(result.Warnings); err != nil {
		return nil, err
	}
	out := &output{files: map[string][]byte{}, entries: map[string]string{}, loads: map[string][]string{}, static: map[string][]string{}}
	relative := func(path string) (string, error) {
		name, err := filepath.Rel(options.Outdir, path)
		return filepath.ToSlash(name), err
	}
	for _, file := range result.OutputFiles {
		name, err := relative(file.Path)
		if err != nil {
			return nil, err
		}
		out.files[name] = file.Contents
	}
	var meta struct {
		Inputs  map[string]struct{}
		Outputs map[string]struct {
			EntryPoint string
			Imports    []struct {
				Path     string
				Kind     string
				External bool
			}
		}
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, err
	}
	out.sources = slices.Sorted(maps.Keys(meta.Inputs))
	for path, made := range meta.Outputs {
		name, err := relative(filepath.Join(options.AbsWorkingDir, path))
		if err != nil {
			return nil, err
		}
		if made.EntryPoint != "" {
			out.entries[made.EntryPoint] = name
		}
		for _, imported := range made.Imports {
			if imported.External {
				continue
			}
			other, err := relative(filepath.Join(options.AbsWorkingDir, imported.Path))
			if err != nil {
				return nil, err
			}
			out.loads[name] = append(out.loads[name], other)
			if imported.Kind == "import-statement" {
				out.static[name] = append(out.static[name], other)
			}
		}
	}
	return out, nil
}

// minifyInline returns the script that stands in each page.
func minifyInline(root string) (string, error) {
	source, err := os.ReadFile(filepath.Join(root, earlyScript))
	if err != nil {
		return "", err
	}
	result := api.Transform(string(source), api.TransformOptions{
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		Sourcefile:        earlyScript,
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true,
		LogLevel: api.LogLevelSilent,
	})
	if err := messages(result.Errors); err != nil {
		return "", err
	}
	inline := strings.TrimSpace(string(result.Code))
	if len(inline) > inlineLimit {
		return "", fmt.Errorf("%s has %d bytes minified: it stands in front of everything, at most %d are allowed", earlyScript, len(inline), inlineLimit)
	}
	return inline, nil
}

// messages makes esbuild's messages one error, nil if there are none.
func messages(list []api.Message) error {
	if len(list) == 0 {
		return nil
	}
	lines := api.FormatMessages(list, api.FormatMessagesOptions{Kind: api.ErrorMessage})
	return errors.New(strings.TrimSpace(strings.Join(lines, "\n")))
}
