// The steps of the walks as embeds have them: each a template of lit-html, made
// from the same HTML that the pages have, and all of them in one table.

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/pim-auth/playground/authcore"
)

// An embed is a step that can stand in a page of others.
type embed struct {
	step  string
	page  string // where its walk is
	leads bool   // it goes on in the person's browser, which only the playground's own page can
}

// embeds are all steps of the walks, in their order.
var embeds = []embed{
	{"credentials", "connector", false},
	{"user", "connector", false},
	{"encode", "connector", false},
	{"token", "connector", false},
	{"api", "connector", false},
	{"refresh", "connector", false},
	{"app-urls", "app", true},
	{"app-tunnel", "app", false},
	{"app-create", "app", false},
	{"app-connect", "app", true},
	{"app-authorize", "app", true},
	{"app-consent", "app", true},
	{"app-callback", "app", true},
	{"app-challenge", "app", false},
	{"app-token", "app", false},
	{"app-api", "app", false},
	{"app-scopes", "app", false},
	{"app-openid", "app", false},
	{"app-reconnect", "app", true},
	{"app-disconnect", "app", true},
	{"client-password", "client", false},
	{"client-token", "client", false},
	{"client-shared", "client", false},
	{"client-race", "client", false},
	{"client-app", "client", false},
}

// embedFolder is where what embeds load first is, of this version of what they
// promise (README).
const embedFolder = "embed/v1/"

// lent are the fields that a step of an embed needs and others of its walk
// have: for credentials other than the demo's.
var lent = map[string][]string{
	"encode":        {"client_id", "secret"},
	"token":         {"client_id", "secret", "username", "password"},
	"refresh":       {"client_id", "secret"},
	"app-challenge": {"app_secret"},
	"app-token":     {"app_client_id", "app_secret", "code_identifier"},
	"app-scopes":    {"app_token"},
	"client-token":  {"client_id", "secret", "username", "password"},
	"client-shared": {"client_id", "secret", "username", "password"},
	"client-race":   {"client_id", "secret", "username", "password"},
}

// findEmbed returns the step called so.
func findEmbed(step string) (embed, error) {
	var names []string
	for _, e := range embeds {
		if e.step == step {
			return e, nil
		}
		names = append(names, e.step)
	}
	return embed{}, fmt.Errorf("there is no step %q, only %s", step, strings.Join(names, ", "))
}

// versions are the PIM versions that a step is written for.
func (e embed) versions() []authcore.Version {
	for _, p := range pages {
		if p.name == e.page {
			return p.versions
		}
	}
	return nil
}

// html renders a step as its walk shows it at a version. Its links are relative
// to the root of the playground.
func (e embed) html(sources fs.FS, version authcore.Version) (string, error) {
	for _, p := range pages {
		if p.name != e.page {
			continue
		}
		s, err := newSampler(version)
		if err != nil {
			return "", err
		}
		set, err := templates(sources, s, p.name)
		if err != nil {
			return "", err
		}
		var b bytes.Buffer
		err = set.ExecuteTemplate(&b, "step-"+e.step, p.data(version, "./", s))
		return strings.TrimSpace(b.String()), err
	}
	return "", fmt.Errorf("there is no page %q", e.page)
}

// Where the fields that a step lends stand: behind what its answer means, or,
// in a step that is about them, first in its card.
var (
	endOfAnswer = regexp.MustCompile(`<div data-part="diagnosis"></div>\n`)
	startOfCard = regexp.MustCompile(`<div class="exchange[^"]*">\n?`)
	// No other step stands beside it.
	otherSteps = regexp.MustCompile(`Filled when step [^<]* brings one[^<]*`)
)

// live renders a step with all fields that it needs.
func (e embed) live(sources fs.FS) (string, error) {
	text, err := e.html(sources, writtenVersion)
	if err != nil {
		return "", err
	}
	text = otherSteps.ReplaceAllLiteralString(text, "Filled once there is one.")
	inputs := lent[e.step]
	if inputs == nil {
		return text, nil
	}
	at, name := endOfAnswer.FindStringIndex(text), "credentials"
	if e.step == "encode" || e.step == "app-challenge" {
		at, name = startOfCard.FindStringIndex(text), "credential-fields"
	}
	if at == nil {
		return "", fmt.Errorf("the step %s has no place for its fields", e.step)
	}
	s, err := newSampler(writtenVersion)
	if err != nil {
		return "", err
	}
	set, err := templates(sources, s, e.page)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = set.ExecuteTemplate(&b, name, map[string]any{"Demo": s.demo, "App": s.app, "inputs": inputs})
	return text[:at[1]] + strings.TrimSpace(b.String()) + text[at[1]:], err
}

// stepModule is a step as a module: lit-html makes nodes of it, which is the way
// from a string to nodes that a strict policy leaves open.
func stepModule(sources fs.FS, step string) (string, error) {
	e, err := findEmbed(step)
	if err != nil {
		return "", err
	}
	text, err := e.live(sources)
	if err != nil {
		return "", err
	}
	text = strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${").Replace(text)
	return "import { html } from \"lit/html.js\";\nexport default () => html`" + text + "`;", nil
}

// A field of a step, as the template "field" writes it, with what stands in it.
var stepField = regexp.MustCompile(`value="([^"]*)" data-input="([a-z_]+)"`)

var stepHeading = regexp.MustCompile(`(?s)<h2 id="[^"]*">(.*?)</h2>`)

// stepsModule is the table of all steps as a module. What a step shows is
// fetched when it is needed.
func stepsModule(sources fs.FS) (string, error) {
	type row struct {
		Page     string             `json:"page"`
		Title    string             `json:"title"`
		Leads    bool               `json:"leads"`
		Versions []authcore.Version `json:"versions"`
	}
	var b strings.Builder
	filled := map[string]string{}
	b.WriteString("export const steps = {\n")
	for _, e := range embeds {
		text, err := e.html(sources, writtenVersion)
		if err != nil {
			return "", err
		}
		for _, field := range stepField.FindAllStringSubmatch(text, -1) {
			filled[field[2]] = cmp.Or(filled[field[2]], html.UnescapeString(field[1]))
		}
		heading := stepHeading.FindStringSubmatch(text)
		if heading == nil {
			return "", fmt.Errorf("the step %s has no heading", e.step)
		}
		said, err := json.Marshal(row{e.page, heading[1], e.leads, e.versions()})
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "  %q: { ...%s, load: () => import(%q) },\n", e.step, said, "go:step/"+e.step)
	}
	said, err := json.Marshal(filled)
	fmt.Fprintf(&b, "};\nexport const demo = %s;\n", said)
	return b.String(), err
}

// embedStyle is the style sheet of embeds as text: a shadow root adopts it,
// which no policy about styles forbids.
func embedStyle(root string) (string, error) {
	result := api.Build(api.BuildOptions{
		AbsWorkingDir: root,
		EntryPoints:   []string{"web/styles/embed.css"},
		Bundle:        true,
		Charset:       api.CharsetUTF8,
		MinifySyntax:  true, MinifyWhitespace: true,
		LogLevel: api.LogLevelSilent,
		Outdir:   filepath.Join(root, "dist"), // a name only: nothing is written
	})
	if err := errors.Join(messages(result.Errors), messages(result.Warnings)); err != nil {
		return "", err
	}
	return reroot(string(result.OutputFiles[0].Contents)), nil
}

var (
	rem    = regexp.MustCompile(`(-?[0-9]*\.?[0-9]+)rem\b`)
	widths = regexp.MustCompile(`@media ?(\((?:max|min)-width)`)
	aToken = regexp.MustCompile(`--([a-z-]+):([^;}]+)`)
)

// offered are the custom properties that pages of others may set, by the names
// that our style has for them.
var offered = map[string]string{
	"accent":    "accent",
	"on-accent": "on-accent",
	"paper":     "paper",
	"card":      "card",
	"well":      "well",
	"line":      "line",
	"edge":      "edge",
	"ink":       "ink",
	"soft":      "soft",
	"sans":      "font",
	"mono":      "mono",
	"round":     "radius",
}

// reroot makes a style sheet of whole pages one of a tree in a page of others:
// the root is the outermost node of the tree, what asks for the window's width
// asks for the element's, what counts by the font of the root counts in pixels,
// and what pages may set is theirs first.
func reroot(css string) string {
	css = widths.ReplaceAllString(css, "@container $1")
	css = rem.ReplaceAllStringFunc(css, func(length string) string {
		n, _ := strconv.ParseFloat(strings.TrimSuffix(length, "rem"), 64) // digits by the pattern
		return strconv.FormatFloat(n*16, 'f', -1, 64) + "px"
	})
	css = aToken.ReplaceAllStringFunc(css, func(set string) string {
		found := aToken.FindStringSubmatch(set)
		if name := offered[found[1]]; name != "" {
			return fmt.Sprintf("--%s:var(--pim-auth-%s,%s)", found[1], name, found[2])
		}
		return set
	})
	return strings.NewReplacer(":root", ".embed", "html:not(.plain)", ".embed").Replace(css)
}

// embedLoader is embed.js, the one name that pages of others know: it fetches
// what has its content's hash in its name, and says so where that fails.
func embedLoader(root, script string) ([]byte, error) {
	source, err := os.ReadFile(filepath.Join(root, "web/src/embed/loader.js"))
	if err != nil {
		return nil, err
	}
	result := api.Transform(string(source), api.TransformOptions{
		Target:  api.ES2022,
		Charset: api.CharsetUTF8,
		Format:  api.FormatESModule,
		Define:  map[string]string{"SCRIPT": strconv.Quote(script)},

		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true,
		LogLevel: api.LogLevelSilent,
	})
	return result.Code, messages(result.Errors)
}
