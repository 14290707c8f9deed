// The pages, written with html/template so that each reads completely before,
// and without, its script.

package main

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/host"
	"github.com/pim-auth/playground/build/snippet"
)

// A page is a template in web/pages/en with a script of the same name in
// web/src/pages.
type page struct {
	name     string
	label    string             // in the navigation; empty where it is not there
	file     string             // in the site, empty: a folder of that name
	versions []authcore.Version // that it can show
	walk     bool               // what it says differs by version: there is a page for each
}

var (
	allVersions = authcore.Versions()
	appVersions = []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS}
)

// pages are all there are, in the order of the navigation.
var pages = []page{
	{"home", "", "index.html", allVersions, false},
	{"connector", "Connector", "", allVersions, true},
	{"app", "App", "", appVersions, true},
	{"client", "Client library", "", allVersions, true},
	{"doctor", "Doctor", "", allVersions, false},
	{"changes", "", "", allVersions, false},
	{"attacker", "", "", appVersions, false},
	{"own", "", "", allVersions, false},
	{"embed", "", "", allVersions, false},
	{"embedding", "", "", allVersions, false},
	// An App's URLs are registered without a slash, and answered without a redirect.
	{"activate", "", "activate.html", appVersions, false},
	{"callback", "", "callback.html", appVersions, false},
}

// writtenVersion is the one that a page shows unless it is asked for another.
const writtenVersion = authcore.V7_0

// files are those of a page: one, or one more for each other version of a walk.
func (p page) files() map[authcore.Version]string {
	if p.file != "" {
		return map[authcore.Version]string{writtenVersion: p.file}
	}
	files := map[authcore.Version]string{writtenVersion: p.name + "/index.html"}
	if !p.walk {
		return files
	}
	for _, v := range p.versions {
		if v != writtenVersion {
			files[v] = p.name + "/" + v.String() + "/index.html"
		}
	}
	return files
}

// A pageData is what a page's template is given.
type pageData struct {
	Name        string // "home"
	Root        string // "./", "../" or "../../": from this page to the root of the site
	Style       string // relative, as all addresses: the site works under any path
	Script      string
	Inline      template.JS
	CSP         string // for <meta>
	Version     string // of the PIM that the page describes and its samples come from
	VersionName string // "PIM 7.0"
	Versions    []versionLink
	Walk        bool   // there is a page for each version
	Local       string // address of the demo PIM on localhost
	Pages       []pageLink
	Demo        credentials
	App         app
	Pinned      string // the tag for the element as it is now, and no other
	Resize      string // the script that gives frames their height
}

// A versionLink leads to the page of a version.
type versionLink struct {
	Version, Name, Href string
}

// A pageLink leads from one page to another.
type pageLink struct {
	Name, Label, Href string
}

// renderPages returns the files of all pages. sources holds web/pages.
func renderPages(sources fs.FS, b *bundle) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, page := range pages {
		for version, file := range page.files() {
			s, err := newSampler(version)
			if err != nil {
				return nil, err
			}
			data := page.data(version, rootOf(file), s)
			data.Style, data.Script = data.Root+b.styles[page.name], data.Root+b.scripts[page.name]
			data.Resize, data.Pinned = b.resize, snippet.Pinned(examplePage+"/", b.embed, integrityOf(b.files[b.embed]))
			data.Inline, data.CSP = template.JS(b.inline), host.MetaPolicy(b.inline)
			if files[file], err = renderPage(sources, page.name, data, s); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

// rootOf returns the way from a file to the root of the site.
func rootOf(file string) string {
	if up := strings.Repeat("../", strings.Count(file, "/")); up != "" {
		return up
	}
	return "./"
}

// data is what templates are told of a page. root leads to the root of the site.
func (p page) data(version authcore.Version, root string, s *sampler) pageData {
	data := pageData{
		Name:        p.name,
		Root:        root,
		Version:     version.String(),
		VersionName: versionName(version),
		Local:       s.local.String(),
		Pages:       links(root),
		Demo:        s.demo,
		App:         s.app,
		Walk:        p.walk,
	}
	files := p.files()
	for _, v := range p.versions {
		href := root + strings.TrimSuffix(files[v], "index.html")
		if files[v] == "" {
			href = ""
		}
		data.Versions = append(data.Versions, versionLink{v.String(), versionName(v), href})
	}
	return data
}

func versionName(v authcore.Version) string {
	if v == authcore.SaaS {
		return "PIM SaaS"
	}
	return "PIM " + v.String()
}

func renderPage(sources fs.FS, name string, data pageData, s *sampler) ([]byte, error) {
	set, err := templates(sources, s, name)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := set.ExecuteTemplate(&page, "layout", data); err != nil {
		return nil, fmt.Errorf("web/pages/en/%s.html: %w", name, err)
	}
	return page.Bytes(), nil
}

// templates reads what the pages are made of, with the page called name.
func templates(sources fs.FS, s *sampler, name string) (*template.Template, error) {
	set := template.New("")
	set.Funcs(template.FuncMap{
		"sample":   s.sample,
		"encoding": s.encoding,
		"text":     textHTML,
		"changes":  changes,
		"conduct":  s.conduct,
		"sick":     s.sick,
		"patient":  s.patient,
		"own":      s.own,
		"snippets": func(resize string) (writersPage, error) { return writers(sources, resize) },
		"frames":   func() ([]host.Step, error) { return frameSteps(sources) },
		"dict":     dict,
		"list":     func(values ...any) []any { return values },
		"lens":     func(data pageData, name string) (template.HTML, error) { return lens(set, data, name) },
	}).Option("missingkey=zero")
	_, err := set.ParseFS(sources, "en/layout.html", "en/parts/*.html", "en/steps/*.html", "en/"+name+".html")
	return set, err
}

// links returns the pages of the navigation, as seen from one of them.
func links(root string) []pageLink {
	var list []pageLink
	for _, page := range pages {
		if page.label != "" {
			list = append(list, pageLink{page.name, page.label, root + page.name + "/"})
		}
	}
	return list
}

// textHTML writes text with its kinds as classes, the ones that the script
// gives them as well.
func textHTML(text authcore.Text) template.HTML {
	var b strings.Builder
	for _, span := range text {
		escaped := template.HTMLEscapeString(span.Text)
		if span.Kind == authcore.Plain {
			b.WriteString(escaped)
			continue
		}
		fmt.Fprintf(&b, `<span class="k-%s">%s</span>`, span.Kind, escaped)
	}
	return template.HTML(b.String())
}

// dict makes a map of names and values in turn, to hand several to a template.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict: a name without a value")
	}
	values := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is not a name", pairs[i])
		}
		values[name] = pairs[i+1]
	}
	return values, nil
}
