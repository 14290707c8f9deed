// The verb sbom: a list of what the playground is made of, in the CycloneDX
// format, by syft (which the Makefile fetches in one version).

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pim-auth/playground/build/verb"
)

// sbomSources are the files that syft reads: what a build needs, in the
// versions that it takes. The packages of the tests are not among them.
var sbomSources = []string{"go.mod", "go.sum", "web/package.json", "web/package-lock.json"}

const sbomFile = "bin/sbom.cdx.json"

func sbom(ctx context.Context, root string, args []string, out io.Writer) error {
	if err := verb.Parse(flag.NewFlagSet("sbom", flag.ContinueOnError), args, out); err != nil {
		return err
	}
	tool := filepath.Join(root, "bin", "syft")
	if _, err := os.Stat(tool); err != nil {
		return errors.New("bin/syft is missing: run `make sbom`")
	}
	b, err := bundleWeb(ctx, root)
	if err != nil {
		return err
	}
	all, err := parts(ctx, root, b.sources)
	if err != nil {
		return err
	}
	// A folder of their own, since syft would name files by where they lie, and
	// read whatever else is there.
	dir, err := os.MkdirTemp("", "sbom-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	sources := filepath.Join(dir, "sources")
	for _, name := range sbomSources {
		content, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return err
		}
		file := filepath.Join(sources, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	raw := filepath.Join(dir, "raw.json")
	env := []string{"SYFT_CHECK_FOR_APP_UPDATE=false", "SYFT_GOLANG_SEARCH_LOCAL_MOD_CACHE_LICENSES=true"}
	if err := quiet(ctx, dir, env, tool, "scan", "-q", "dir:"+sources, "--base-path", sources,
		"--source-name", "pim-auth-playground", "-o", "cyclonedx-json="+raw); err != nil {
		return err
	}
	said, err := os.ReadFile(raw)
	if err != nil {
		return err
	}
	text, err := settle(said, all)
	if err != nil {
		return err
	}
	file := filepath.Join(root, sbomFile)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		return err
	}
	// It is still what the format allows: syft reads it and says it in another.
	if err := quiet(ctx, dir, env, tool, "convert", "-q", file, "-o", "spdx-json="+filepath.Join(dir, "spdx.json")); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s names what the playground is made of; its SHA-256 is\n%s\n", sbomFile, formOf(text).SHA256)
	return nil
}

// A bom is as much of CycloneDX as is touched here.
type bom map[string]any

// settle makes a list by syft the same for the same sources: it takes out when,
// where and under which number it was made. It says of each component whether
// the page holds it ("required") or only the build and its tests do
// ("excluded"), and adds Go, which no file of the sources names. A part that is
// not in the list is an error: the list would be wrong.
func settle(text []byte, all []part) ([]byte, error) {
	var list bom
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("what syft wrote: %w", err)
	}
	delete(list, "serialNumber")
	if about, ok := list["metadata"].(map[string]any); ok {
		delete(about, "timestamp")
		if component, ok := about["component"].(map[string]any); ok {
			component["bom-ref"], component["type"] = "pim-auth-playground", "application"
		}
	}
	var components []any
	missing := slices.Clone(all)
	found, _ := list["components"].([]any)
	for _, item := range found {
		component, ok := item.(map[string]any)
		if !ok || component["type"] == "file" {
			continue
		}
		component["scope"] = "excluded"
		missing = slices.DeleteFunc(missing, func(p part) bool {
			if p.Name != component["name"] || p.Version != component["version"] {
				return false
			}
			component["scope"] = "required"
			return true
		})
		withoutPlaces(component)
		components = append(components, component)
	}
	for _, p := range missing {
		if p.Name != "Go" {
			return nil, fmt.Errorf("what syft wrote lacks %s %s", p.Name, p.Version)
		}
		purl := "pkg:golang/stdlib@" + strings.TrimPrefix(p.Version, "go")
		components = append(components, map[string]any{
			"bom-ref": purl, "purl": purl, "type": "library", "name": "stdlib", "version": p.Version, "scope": "required",
			"licenses": []any{map[string]any{"license": map[string]any{"id": p.Licence}}},
		})
	}
	list["components"] = components
	settled, err := json.MarshalIndent(list, "", "  ")
	return append(settled, '\n'), err
}

// withoutPlaces takes out where the licences of a component lie on this machine.
func withoutPlaces(component map[string]any) {
	licences, _ := component["licenses"].([]any)
	for _, item := range licences {
		choice, _ := item.(map[string]any)
		licence, _ := choice["license"].(map[string]any)
		delete(licence, "url")
	}
}
