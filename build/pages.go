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
)

// pages are the templates in web/pages/en that are pages, in the order of the
// walks. Label is the walk's name in the navigation; home is not a walk.
var pages = []struct{ name, label string }{
	{"home", ""},
	{"connector", "Connector"},
}

// A pageData is what a page's template is given.
type pageData struct {
	Name    string // "home"
	Root    string // "./" or "../": from this page to the root of the site
	Style   string // relative, as all addresses: the site works under any path
	Script  string
	Inline  template.JS
	CSP     string // for <meta>
	Version string // of the PIM that the samples come from
	Local   string // address of the demo PIM on localhost
	Pages   []pageLink
	Demo    credentials
}

// A pageLink leads from one page to another.
type pageLink struct {
	Name, Label, Href string
}

// renderPages returns the files of all pages. sources holds web/pages.
func renderPages(sources fs.FS, b *bundle, s *sampler) (map[string][]byte, error) {
	shared, err := template.New("").Funcs(template.FuncMap{
		"sample":   s.sample,
		"encoding": s.encoding,
		"text":     textHTML,
		"dict":     dict,
		"list":     func(values ...any) []any { return values },
	}).Option("missingkey=zero").ParseFS(sources, "en/layout.html", "en/parts/*.html", "en/steps/*.html")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, page := range pages {
		root, file := "../", page.name+"/index.html"
		if page.name == "home" {
			root, file = "./", "index.html"
		}
		data := pageData{
			Name:    page.name,
			Root:    root,
			Style:   root + b.style,
			Script:  root + b.script,
			Inline:  template.JS(b.inline),
			CSP:     metaPolicy(b.inline),
			Version: authcore.V7_0.String(),
			Local:   s.local.String(),
			Pages:   links(root),
			Demo:    s.demo,
		}
		if files[file], err = renderPage(shared, sources, "en/"+page.name+".html", data); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func renderPage(shared *template.Template, sources fs.FS, name string, data pageData) ([]byte, error) {
	set, err := shared.Clone()
	if err != nil {
		return nil, err
	}
	if set, err = set.ParseFS(sources, name); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := set.ExecuteTemplate(&page, "layout", data); err != nil {
		return nil, fmt.Errorf("web/pages/%s: %w", name, err)
	}
	return page.Bytes(), nil
}

// links returns the walks that there are, as seen from a page.
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
