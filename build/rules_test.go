// The rules of the house that a compiler does not hold, each with its reason.
// Rules about imports and names are here, rules about what is built in
// rules_dist_test.go, rules about words in rules_text_test.go.

package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/pim-auth/playground"

// A listed package is what go list says of it.
type listed struct {
	ImportPath, Dir, Export string
	Standard                bool
	GoFiles                 []string
	Imports                 []string
	TestImports             []string
	XTestImports            []string
}

// list asks go list about patterns, for the page if js is set.
func list(t *testing.T, js bool, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json"}, args...)...)
	cmd.Dir = ".."
	cmd.Stderr = os.Stderr
	if js {
		cmd.Env = wasmEnv()
	}
	said, err := cmd.Output()
	require.NoError(t, err)
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(said)); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			return packages
		} else {
			require.NoError(t, err)
		}
		packages = append(packages, p)
	}
}

// ours lists every package of the house, for both targets: natively ./... does
// not see wasm/.
func ours(t *testing.T) []listed {
	return append(list(t, false, "./..."), list(t, true, "./wasm/...")...)
}

func room(path string) string { return strings.TrimPrefix(path, module+"/") }

// Arrows between rooms point down, so that a room can be read, tested and used
// without those above it. What is not named here may import nothing of ours.
func TestRoomsImportDownwards(t *testing.T) {
	below := map[string][]string{
		"authcore":                       {"authcore/jsontext", "authcore/urltext"},
		"authcore/openid":                {"authcore"},
		"authcore/authhttp":              {"authcore", "authcore/client"},
		"authcore/client":                {"authcore", "authcore/jsontext"},
		"authcore/demopim":               {"authcore", "authcore/jsontext", "authcore/urltext"},
		"authcore/demopim/pimhttp":       {"authcore", "authcore/demopim"},
		"authcore/demopim/pimhttp/pipes": {},
		"authcore/diagnose":              {"authcore", "authcore/jsontext", "authcore/urltext"},
		"authcore/diagnose/words":        {"authcore/diagnose"},
		"authcore/diagnose/casejson":     {"authcore", "authcore/diagnose", "authcore/jsontext"},
		"authcore/diagnose/corpus":       {"authcore", "authcore/diagnose", "authcore/paste"},
		"authcore/paste":                 {"authcore", "authcore/diagnose", "authcore/jsontext", "authcore/urltext"},
		"authcore/standin":               {"authcore", "authcore/diagnose", "authcore/diagnose/casejson", "authcore/jsontext", "authcore/urltext"},
		"authcore/standin/replay":        {"authcore", "authcore/standin", "authcore/diagnose", "authcore/diagnose/casejson", "authcore/demopim", "authcore/jsontext", "authcore/urltext"},
		"wasm":                           {"authcore", "authcore/client", "authcore/jsontext", "authcore/urltext", "authcore/demopim", "authcore/diagnose", "authcore/diagnose/casejson", "authcore/paste", "authcore/standin", "authcore/standin/replay"},
		"build":                          {"authcore", "authcore/client", "authcore/demopim", "authcore/demopim/pimhttp", "authcore/diagnose", "authcore/diagnose/words", "authcore/paste", "build/cors", "build/snippet", "build/host", "build/verb"},
		"build/cors":                     {"authcore"},
		"build/host":                     {"authcore", "authcore/demopim", "authcore/demopim/pimhttp", "build/relay", "build/verb"},
		"build/playground":               {"build/host", "build/verb"},
		"build/relay":                    {"authcore"},
		"build/verb":                     {},
	}
	for _, p := range ours(t) {
		for _, path := range p.Imports {
			if strings.HasPrefix(path, module+"/") {
				require.Contains(t, below[room(p.ImportPath)], room(path), "imported by %s", p.ImportPath)
			}
		}
	}
}

// Packages from elsewhere have one place each: authcore is for people who want
// nothing but it, and the page pays for every byte.
func TestForeignImports(t *testing.T) {
	places := map[string][]string{
		"github.com/hack-pad/safejs":       {"wasm"},
		"github.com/evanw/esbuild/pkg/api": {"build"},
		"github.com/andybalholm/brotli":    {"build"},
	}
	for _, p := range ours(t) {
		for _, path := range p.Imports {
			if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && !strings.HasPrefix(path, module) {
				require.Contains(t, places[path], room(p.ImportPath), "%s imports %s", p.ImportPath, path)
			}
		}
	}
}

// The program that people without Go run holds nothing but ours and Go's: what
// bundles and compresses the pages has no business on their machine.
func TestProgramHoldsNoTools(t *testing.T) {
	for _, p := range list(t, false, "-deps", "./build/playground") {
		if !p.Standard {
			require.True(t, strings.HasPrefix(p.ImportPath, module+"/"), "%s is part of the program", p.ImportPath)
			require.NotEqual(t, module+"/build", p.ImportPath)
		}
	}
}

// Some packages of the standard library stand in few rooms. net/http is the
// world outside, which authcore never meets. syscall/js panics where safejs
// returns an error. What authcore holds is pure: no files, no processes.
func TestStandardImports(t *testing.T) {
	places := map[string][]string{
		"net/http":   {"authcore/demopim/pimhttp", "authcore/authhttp", "build"},
		"net":        {"authcore/demopim/pimhttp", "authcore/demopim/pimhttp/pipes", "authcore/authhttp", "build"},
		"os":         {"build"},
		"os/exec":    {"build"},
		"reflect":    {},
		"unsafe":     {},
		"syscall/js": {},
	}
	for _, p := range ours(t) {
		for _, path := range p.Imports {
			if allowed, limited := places[path]; limited {
				in := room(p.ImportPath)
				if strings.HasPrefix(in, "build/") { // what may stand in build may stand in its rooms
					in = "build"
				}
				require.Contains(t, allowed, in, "%s imports %s", p.ImportPath, path)
			}
		}
		require.NotContains(t, slices.Concat(p.TestImports, p.XTestImports), "syscall/js", p.ImportPath)
	}
}

// What the page links may not import these: each costs more of the page than
// what it does for us is worth (in KB of brotli).
func TestWasmImports(t *testing.T) {
	banned := map[string]int{
		"net/http": 501, "html/template": 770, "crypto/x509": 373, "text/template": 288, "encoding/json/v2": 274,
		"log/slog": 123, "encoding/json": 99, "regexp": 95, "encoding/asn1": 95, "encoding/xml": 100, "mime": 59,
		"runtime/debug": 58, "crypto/rsa": 56, "net/textproto": 53, "net/url": 37, "math/big": 33, "html": 26, "embed": 22,
	}
	for _, p := range list(t, true, "-deps", "./wasm") {
		if p.Standard {
			continue // of the standard library only what is called is linked
		}
		for _, path := range p.Imports {
			require.NotContains(t, banned, path, "%s imports it and is part of the page", p.ImportPath)
			if path == "crypto/rand" {
				require.Equal(t, "authcore/demopim", room(p.ImportPath), "randomness is a parameter everywhere else")
			}
		}
	}
}

// Every file of wasm/ says that it is for the page: a name alone (…_js.go) is
// easily lost, and natively the package must be empty.
func TestWasmFilesAreTagged(t *testing.T) {
	files, err := filepath.Glob("../wasm/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		lines := strings.Split(string(source), "\n")
		header := lines[:slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "package ") })]
		require.Contains(t, header, "//go:build js && wasm", file)
	}
}

// The demo PIM is the referee of authcore: were it to use authcore's
// calculations, a wrong formula would pass on both sides. It takes authcore's
// types, their accessors, and the names of versions.
func TestDemoPIMCalculatesItself(t *testing.T) {
	accessors := []string{"Header", "Version"} // types whose methods compute nothing of the wire
	functions := []string{"Versions", "ParseVersion"}
	info, files := typed(t, "./authcore/demopim")
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			name, ok := n.(*ast.Ident)
			if !ok || info.Uses[name] == nil || info.Uses[name].Pkg() == nil || info.Uses[name].Pkg().Path() != module+"/authcore" {
				return true
			}
			function, ok := info.Uses[name].(*types.Func)
			if !ok {
				return true
			}
			if receiver := function.Signature().Recv(); receiver != nil {
				at := receiver.Type()
				if pointer, ok := at.(*types.Pointer); ok {
					at = pointer.Elem()
				}
				require.Contains(t, accessors, at.(*types.Named).Obj().Name(), "demopim calls %s", function.FullName())
			} else {
				require.Contains(t, functions, function.Name(), "demopim calls %s", function.FullName())
			}
			return true
		})
	}
}

// Reading and writing dates through layouts links 24 KB. The page's packages
// calculate RFC 3339 from Unix seconds.
func TestWasmFormatsNoDates(t *testing.T) {
	dear := []string{
		"time.Parse", "time.ParseInLocation", "(time.Time).Format", "(time.Time).AppendFormat", "(time.Time).String",
		"(time.Time).MarshalJSON", "(time.Time).MarshalText", "(*time.Time).UnmarshalJSON", "(*time.Time).UnmarshalText",
	}
	for _, p := range list(t, true, "-deps", "./wasm") {
		if !strings.HasPrefix(p.ImportPath, module+"/authcore") {
			continue
		}
		info, _ := typed(t, "./"+room(p.ImportPath))
		for name, object := range info.Uses {
			if function, ok := object.(*types.Func); ok {
				require.NotContains(t, dear, function.FullName(), "%s uses it as %s", p.ImportPath, name)
			}
		}
	}
}

// typed returns the syntax of a package and what its names mean. The packages
// that it imports come from the compiler's own export files.
func typed(t *testing.T, pattern string) (*types.Info, []*ast.File) {
	t.Helper()
	exports := map[string]string{}
	var p listed
	for _, p = range list(t, false, "-export", "-deps", pattern) { // the last is the one asked for
		exports[p.ImportPath] = p.Export
	}
	set := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		files = append(files, file)
	}
	config := types.Config{Importer: importer.ForCompiler(set, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	_, err := config.Check(p.ImportPath, set, files, info)
	require.NoError(t, err)
	return info, files
}
