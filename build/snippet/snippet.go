// Package snippet writes what an author copies into a page: a step of the
// playground as an element or a frame, with a sample inside that reads without
// any script. web/src/components/embedding/snippet.ts writes the same texts;
// the folder vectors holds both to it.
package snippet

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// A Snippet is what an author chose.
type Snippet struct {
	Source string // the address of the playground, a slash at its end
	Script string // the tag that fetches the element (see [Loader]); "" leaves out what a page needs once
	Resize string // the script that gives frames their height, PLAYGROUND in it for the address

	Step, Version string
	Title         string // of the step: "Get a token"
	Height        int    // of its frame, before or where no script may say more
	Walk          string // where it stands in the playground: "connector/6.0/#token"
	Sample        string // what [Plain] made of it

	PIM     string // "demo" or the address of one
	Choose  string // what a reader may choose: "version", "pim" or both
	Theme   string // "auto", "light" or "dark"
	Session string // the name of the session that several steps share
	Lazy    bool   // starts once the reader asks for it
}

// Formats are the ways to write a snippet.
var Formats = []string{"html", "markdown", "mdx", "iframe"}

// Write returns the snippet in one of the [Formats].
func (s Snippet) Write(format string) string {
	switch format {
	case "markdown":
		return s.markdown()
	case "mdx":
		return s.mdx()
	case "iframe":
		return s.frame()
	}
	return s.html()
}

// Loader is the tag that fetches the element from a playground.
func Loader(source string) string {
	return `<script type="module" src="` + quoted(source) + `embed.js"></script>`
}

// Pinned is the tag that fetches one version of the element and no other: a
// browser refuses what has not this hash.
func Pinned(source, file, integrity string) string {
	return `<script type="module" src="` + quoted(source) + file + `" integrity="` + integrity + `" crossorigin="anonymous"></script>`
}

// values are what was chosen beside the step and its version, in turn names and
// values; what is the default is not among them.
func (s Snippet) values() [][2]string {
	values := [][2]string{{"step", s.Step}, {"version", s.Version}}
	for _, v := range [][3]string{{"pim", s.PIM, "demo"}, {"choose", s.Choose, ""}, {"theme", s.Theme, "auto"}, {"session", s.Session, ""}} {
		if v[1] != v[2] {
			values = append(values, [2]string{v[0], v[1]})
		}
	}
	return values
}

func (s Snippet) element() string {
	var b strings.Builder
	b.WriteString("<pim-auth-step")
	for _, v := range s.values() {
		b.WriteString(" " + v[0] + `="` + quoted(v[1]) + `"`)
	}
	if s.Lazy {
		b.WriteString(` lazy=""`)
	}
	return b.String() + ">\n" + s.Sample + "\n" + s.link() + "\n</pim-auth-step>\n"
}

// link is the last line of a sample.
func (s Snippet) link() string {
	return `<p>A sample: address, credentials and tokens are made up. <a href="` + quoted(s.Source+s.Walk) + `">Try this step in the playground.</a></p>`
}

func (s Snippet) html() string {
	return s.script("") + s.element()
}

// script is the tag on a line of its own.
func (s Snippet) script(after string) string {
	if s.Script == "" {
		return ""
	}
	return s.Script + "\n" + after
}

// markdown puts the element into a div: every Markdown knows this one for a
// block of HTML, and reads it up to the first empty line, of which there is none.
func (s Snippet) markdown() string {
	return s.script("\n") + "<div>\n" + s.element() + "</div>\n"
}

// mdx writes the element as JSX. Between tags MDX reads Markdown, so a text
// stands there as it is only if it means nothing in it.
func (s Snippet) mdx() string {
	var b strings.Builder
	if s.Script != "" {
		b.WriteString("{/* Once, in the head of the site: " + strings.ReplaceAll(s.Script, "*/", "*%2F") + " */}\n\n")
	}
	for _, part := range markup.FindAllString(s.element(), -1) {
		text := entities.Replace(part)
		switch {
		case part[0] == '<', strings.TrimSpace(part) == "", plainText.MatchString(text):
			b.WriteString(part)
		default:
			b.WriteString("{" + quote(text) + "}")
		}
	}
	return b.String()
}

var (
	markup    = regexp.MustCompile(`<[^>]*>|[^<]+`)
	entities  = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#10;", "\n", "&#123;", "{", "&#34;", `"`, "&amp;", "&")
	plainText = regexp.MustCompile(`^([A-Za-z0-9 ,.;?()’“”…›-]|:( |$))+$`)
)

// quote writes a text as JavaScript does.
func quote(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic(err) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (s Snippet) frame() string {
	var b strings.Builder
	if s.Script != "" {
		b.WriteString("<script>\n" + strings.Replace(s.Resize, "PLAYGROUND", quote(s.Source), 1) + "</script>\n")
	}
	query := "?"
	for i, v := range s.values() {
		if i > 0 {
			query += "&"
		}
		query += v[0] + "=" + strings.ReplaceAll(url.QueryEscape(v[1]), "+", "%20")
	}
	b.WriteString(`<iframe src="` + quoted(s.Source+"embed/"+query) + `" title="` + quoted(s.Title) + `, PIM Auth Playground" width="100%" height="` + strconv.Itoa(s.Height) + `" style="border: 0" loading="lazy" allow="clipboard-write; loopback-network; local-network"></iframe>` + "\n")
	b.WriteString(`<p><a href="` + quoted(s.Source+s.Walk) + `">` + escaped(s.Title) + ` in the PIM Auth Playground</a></p>` + "\n")
	return b.String()
}

// quoted writes a text for between the quotation marks of an attribute.
func quoted(text string) string {
	return strings.ReplaceAll(escaped(text), `"`, "&#34;")
}
