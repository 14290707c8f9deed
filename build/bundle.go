// From TypeScript and CSS to files that a browser loads.

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A bundle is what the sources of web/ became.
type bundle struct {
	files  map[string][]byte // by their path in dist; all have their hash in the name
	script string            // path of the script of every page
	style  string            // path of the style sheet of every page
	inline string            // the script that stands in the page itself
}

// The entries of the bundle.
const (
	scriptEntry = "web/src/main.ts"
	styleEntry  = "web/styles/page.css"
	earlyScript = "web/src/early.js"
)

// inlineLimit is how many bytes may stand in front of everything else.
const inlineLimit = 400

// bundleOptions are what all bundles share. tsconfig.json says the rest, Lit's
// kind of decorators above all. No source maps: they would hold paths.
func bundleOptions(ctx context.Context, root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir: root,
		Outdir:        filepath.Join(root, "dist"), // names only: nothing is written
		Bundle:        true,
		Format:        api.FormatESModule,
		Target:        api.ES2022,
		Charset:       api.CharsetUTF8,
		AssetNames:    "assets/[name]-[hash]",
		Plugins:       []api.Plugin{goImports(ctx, root)},
		// Names, not where a link leads: the text of the licences lists them.
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
	options := bundleOptions(ctx, root)
	options.EntryPoints = []string{scriptEntry, styleEntry}
	options.EntryNames = "assets/[name]-[hash]"
	options.ChunkNames = "assets/[name]-[hash]"
	options.Splitting = true
	options.MinifyIdentifiers, options.MinifySyntax, options.MinifyWhitespace = true, true, true
	options.LegalComments = api.LegalCommentsLinked
	files, entries, err := esbuild(options)
	if err != nil {
		return nil, err
	}
	inline, err := minifyInline(root)
	if err != nil {
		return nil, err
	}
	return &bundle{files: files, script: entries[scriptEntry], style: entries[styleEntry], inline: inline}, nil
}

// esbuild runs a build and returns its files by their path in the out folder,
// and of each entry the path of what it became.
func esbuild(options api.BuildOptions) (files map[string][]byte, entries map[string]string, err error) {
	result := api.Build(options)
	if err := messages(result.Errors); err != nil {
		return nil, nil, err
	}
	if err := messages(result.Warnings); err != nil {
		return nil, nil, err
	}
	files = map[string][]byte{}
	for _, file := range result.OutputFiles {
		name, err := filepath.Rel(options.Outdir, file.Path)
		if err != nil {
			return nil, nil, err
		}
		files[filepath.ToSlash(name)] = file.Contents
	}
	var meta struct {
		Outputs map[string]struct{ EntryPoint string }
	}
	if err := json.Unmarshal([]byte(result.Metafile), &meta); err != nil {
		return nil, nil, err
	}
	entries = map[string]string{}
	for name, output := range meta.Outputs {
		if output.EntryPoint != "" {
			name, err := filepath.Rel(options.Outdir, filepath.Join(options.AbsWorkingDir, name))
			if err != nil {
				return nil, nil, err
			}
			entries[output.EntryPoint] = filepath.ToSlash(name)
		}
	}
	return files, entries, nil
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
