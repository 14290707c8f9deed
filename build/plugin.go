// What the imports "go:…" of the page's script are.

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/pim-auth/playground/authcore/diagnose/words"
)

// dataModule makes `import url from "go:wasm"` the URL of the compiled module,
// and likewise that of the words of the doctor. It is resolved against the
// script that holds it, so that it is right under any sub-path.
const dataModule = `import file from "go:%s";
export default new URL(file, import.meta.url).href;`

// loaderModule wraps Go's wasm_exec.js, which as it comes sets Go, fs, process
// and path on the window. Here its globalThis is a parameter, an object that
// holds the built-ins that Go asks for; its one bare use of a name that it set
// (fs) is led there, too.
const loaderModule = `export const scope = {
  Object, Array, Uint8Array, Date, Error, Promise, Reflect,
  crypto, performance, TextEncoder, TextDecoder,
};
const fs = { writeSync: (...args) => scope.fs.writeSync(...args) };
((globalThis) => {
%s
})(scope);
export const Go = scope.Go;`

// goImports is the esbuild plugin that answers imports starting with "go:". The
// module is compiled only where a script imports it, and once.
func goImports(ctx context.Context, root string) api.Plugin {
	wasm := sync.OnceValues(func() ([]byte, error) { return buildWasm(ctx, root) })
	samples := sync.OnceValues(func() ([]snippetStep, error) { return snippetSteps(os.DirFS(filepath.Join(root, "web", "pages"))) })
	return api.Plugin{Name: "go", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^go:"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: args.Path[len("go:"):], Namespace: "go"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "go"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			switch args.Path {
			case "wasm":
				return loaded(fmt.Sprintf(dataModule, "wasm/pimauth.wasm"), api.LoaderJS, nil)
			case "wasm/pimauth.wasm":
				module, err := wasm()
				return loaded(string(module), api.LoaderFile, err)
			case "words/en":
				return loaded(fmt.Sprintf(dataModule, "words-en.json"), api.LoaderJS, nil)
			case "words-en.json":
				table, err := words.English()
				if err != nil {
					return api.OnLoadResult{}, err
				}
				text, err := table.JSON()
				return loaded(string(text), api.LoaderFile, err)
			case "wasm_exec":
				source, err := wasmExec(ctx, root)
				return loaded(fmt.Sprintf(loaderModule, source), api.LoaderJS, err)
			}
			sources := os.DirFS(filepath.Join(root, "web", "pages"))
			if step, found := strings.CutPrefix(args.Path, "step/"); found {
				module, err := stepModule(sources, step)
				return api.OnLoadResult{Contents: &module, Loader: api.LoaderJS, ResolveDir: filepath.Join(root, "web")}, err
			}
			if step, found := strings.CutPrefix(args.Path, "samples-"); found {
				text, err := samplesFile(samples, strings.TrimSuffix(step, ".json"))
				return loaded(text, api.LoaderFile, err)
			}
			switch args.Path {
			case "steps":
				module, err := stepsModule(sources)
				return loaded(module, api.LoaderJS, err)
			case "snippets":
				module, err := snippetsModule(samples)
				return loaded(module, api.LoaderJS, err)
			case "frame-parent":
				script, err := os.ReadFile(filepath.Join(root, frameScript))
				return loaded(string(script), api.LoaderText, err)
			case "style/embed":
				style, err := embedStyle(root)
				return loaded(style, api.LoaderText, err)
			}
			return api.OnLoadResult{}, fmt.Errorf("there is no import \"go:%s\", only go:wasm, go:wasm_exec, go:words/en, go:steps, go:step/…, go:snippets, go:frame-parent and go:style/embed", args.Path)
		})
	}}
}

func loaded(contents string, loader api.Loader, err error) (api.OnLoadResult, error) {
	return api.OnLoadResult{Contents: &contents, Loader: loader}, err
}

func wasmExec(ctx context.Context, root string) ([]byte, error) {
	goroot, err := goRoot(ctx, root)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
}
