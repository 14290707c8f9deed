// The page for writers before its script: the list of all steps, and the
// snippets of one of them, written for a playground whose address the script
// replaces.

package main

import (
	"html/template"
	"io/fs"
	"slices"

	"github.com/pim-auth/playground/build/snippet"
)

// writersStep is the one that the page shows first.
const writersStep = "token"

// A writersPage is what the page shows.
type writersPage struct {
	Address string // what stands for the playground's
	Step    string
	Walks   []writersWalk
	Sample  template.HTML
	Forms   []writersForm
}

// A writersWalk is a walk with its steps.
type writersWalk struct {
	Label string
	Steps []snippetStep
}

// A writersForm is a snippet in one of its forms.
type writersForm struct {
	Name, Label, Where, Text string
}

// writersForms are what the page says of each form.
var writersForms = []writersForm{
	{Name: "html", Label: "HTML", Where: "Into the body of a page, of an article in a CMS, of a README that becomes a page."},
	{Name: "markdown", Label: "Markdown", Where: "Hugo needs markup.goldmark.renderer.unsafe, other systems something alike, to let HTML through. In VitePress put the script into head of its config instead, and name the element in isCustomElement."},
	{Name: "mdx", Label: "MDX", Where: "Docusaurus and others that make React of a page. The script belongs into the head of the site: in Docusaurus into scripts of its config."},
	{Name: "iframe", Label: "iframe", Where: "For systems that take nothing else. Without the script the frame keeps its height, and scrolls."},
}

func writers(sources fs.FS, resize string) (p writersPage, err error) {
	steps, err := snippetSteps(sources)
	if err != nil {
		return p, err
	}
	p.Address, p.Step = examplePage+"/", writersStep
	for _, s := range steps {
		at := slices.IndexFunc(pages, func(p page) bool { return p.name == s.Page })
		if n := len(p.Walks); n == 0 || p.Walks[n-1].Label != pages[at].label {
			p.Walks = append(p.Walks, writersWalk{Label: pages[at].label})
		}
		walk := &p.Walks[len(p.Walks)-1]
		walk.Steps = append(walk.Steps, s)
	}
	first, err := findStep(steps, writersStep)
	if err != nil {
		return p, err
	}
	version := writtenVersion.String()
	p.Sample = template.HTML(first.Samples[version])
	snip := snippet.Snippet{
		Source: p.Address, Script: snippet.Loader(p.Address),
		Step: first.Step, Version: version, Title: first.Title, Walk: first.walk(version), Sample: first.Samples[version],
		PIM: "demo", Theme: "auto", Resize: resize, Height: frameHeights[first.Step],
	}
	for _, f := range writersForms {
		f.Text = snip.Write(f.Name)
		p.Forms = append(p.Forms, f)
	}
	return p, nil
}
