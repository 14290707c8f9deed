package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/snippet"
	"github.com/pim-auth/playground/build/verb"
)

// What the verb prints for the arguments that stand in the vectors. They were
// read by eye; `go run ./build snippet …` writes them anew.
func TestSnippetVectors(t *testing.T) {
	folder := filepath.Join("snippet", "vectors")
	text, err := os.ReadFile(filepath.Join(folder, "vectors.json"))
	require.NoError(t, err)
	var vectors []struct {
		File string
		Args map[string]string
	}
	require.NoError(t, json.Unmarshal(text, &vectors))
	require.NotEmpty(t, vectors)
	for _, v := range vectors {
		want, err := os.ReadFile(filepath.Join(folder, v.File))
		require.NoError(t, err)
		var args []string
		for name, value := range v.Args {
			args = append(args, "--"+name+"="+value)
		}
		var out bytes.Buffer
		require.NoError(t, writeSnippet(context.Background(), "..", args, &out), v.File)
		require.Equal(t, string(want), out.String(), v.File)
	}
}

func TestSnippetRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"--step=tokens":                     `there is no step "tokens", only credentials, user, encode, token,`,
		"--step=token --version=8.0":        `the step token is not there for version "8.0", only for 1.7 2.3 3.2 4.0 5.0 6.0 7.0 saas`,
		"--step=app-token --version=5.0":    `the step app-token is not there for version "5.0", only for 6.0 7.0 saas`,
		"--step=token --format=pdf":         `there is no format "pdf", only html, markdown, mdx, iframe`,
		"--step=token --theme=blue":         `there is no theme "blue", only auto, light, dark`,
		"--step=token --choose=step":        `a reader cannot choose "step", only version, pim`,
		"--step=token --session=\"":         `"\"" is no name of a session: use letters, digits, - and _`,
		"--step=token --pim=mine":           `"mine" is not the address of a PIM: write demo, or one that begins with https:// or http://`,
		"--step=token --pim=https://a:b@c/": `"https://a:b@c/" is not the address of a PIM`,
		"--step=token --src=/play/":         `"/play/" is not the address of a playground: write one such as https://playground.example.com/`,
		"--step=token --src=https://a/?b":   `"https://a/?b" is not the address of a playground`,
		"--step=token --src=https://a/'b":   `is not the address of a playground`,
		"":                                  "usage: go run ./build snippet --step name",
	} {
		var out bytes.Buffer
		require.ErrorIs(t, writeSnippet(context.Background(), "..", strings.Fields(args), &out), verb.ErrUsage, args)
		require.Contains(t, out.String(), want, args)
	}
}

// Short forms of a version, an address without its slash and that of the
// script itself are understood.
func TestSnippetUnderstands(t *testing.T) {
	print := func(args ...string) string {
		var out bytes.Buffer
		require.NoError(t, writeSnippet(context.Background(), "..", append([]string{"--step=token"}, args...), &out))
		return out.String()
	}
	want := print("--version=7.0", "--src=https://docs.example.com/p/")
	for _, args := range [][]string{{"--version=7"}, {}, {"--src=https://docs.example.com/p"}, {"--src=https://docs.example.com/p/embed.js"}} {
		require.Equal(t, want, print(append([]string{"--src=https://docs.example.com/p/"}, args...)...), args)
	}
}

// The only elements of a sample, and the only attributes.
var (
	sampleTags  = regexp.MustCompile(`^(a|b|caption|code|dd|dl|dt|em|i|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul)$`)
	sampleAttrs = regexp.MustCompile(`^(a href|th scope)$`)
	requestOf   = regexp.MustCompile(`(?s)<pre data-part="http">(.*?)</pre>`)
	tags        = regexp.MustCompile(`<[^>]*>`)
)

// Each step at each version: every form is well-formed, needs no style sheet,
// holds no empty line where Markdown would end the block, and has the lines of
// the request.
func TestSnippetsOfAllSteps(t *testing.T) {
	sources := os.DirFS(filepath.Join("..", "web", "pages"))
	steps, err := snippetSteps(sources)
	require.NoError(t, err)
	require.Len(t, steps, len(embeds))
	for i, s := range steps {
		require.Equal(t, embeds[i].step, s.Step)
		for _, version := range s.Versions {
			at := s.Step + " " + version.String()
			snip := snippet.Snippet{Source: examplePage + "/", Script: snippet.Loader(examplePage + "/"), Step: s.Step, Version: version.String(), Title: s.Title, Walk: s.walk(version.String()), Sample: s.Samples[version.String()], PIM: "demo", Theme: "auto"}
			require.NotContains(t, snip.Sample, "demo.pim", at)
			require.NotRegexp(t, `(?i)javascript|this page|localhost:8081`, strings.ReplaceAll(snip.Sample, "All stories of this page", ""), at)
			text := wellFormed(t, at, snip.Sample)
			rendered, err := embeds[i].html(sources, version)
			require.NoError(t, err)
			for _, request := range requestOf.FindAllStringSubmatch(rendered, -1) {
				for line := range strings.Lines(strings.ReplaceAll(html.UnescapeString(tags.ReplaceAllString(request[1], "")), "demo.pim", "my-pim.example.com")) {
					require.Contains(t, text, strings.TrimSpace(line), at)
				}
			}
			_, block, found := strings.Cut(snip.Write("markdown"), "\n\n")
			require.True(t, found, at)
			require.NotRegexp(t, `\n[ \t]*\n`, block, at)
			require.Regexp(t, `^<div>\n<pim-auth-step [^\n]*>\n(?s:.*)\n</pim-auth-step>\n</div>\n$`, block, at)
			require.Contains(t, snip.Write("html"), snip.Sample, at)
			require.NotContains(t, snip.Write("html"), "{{", at)
			isJSX(t, at, snip.Write("mdx"))
			require.Contains(t, snip.Write("iframe"), `src="https://playground.example.com/embed/?step=`+s.Step+`&amp;version=`+version.String()+`"`, at)
		}
	}
}

// wellFormed returns the text of a sample.
func wellFormed(t *testing.T, at, sample string) string {
	d := xml.NewDecoder(strings.NewReader("<div>" + sample + "</div>"))
	var text strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if err == io.EOF {
			return text.String()
		}
		require.NoError(t, err, at)
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				continue
			}
			require.Regexp(t, sampleTags, token.Name.Local, at)
			for _, a := range token.Attr {
				require.Regexp(t, sampleAttrs, token.Name.Local+" "+a.Name.Local, at)
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			text.Write(token)
		}
	}
}

// isJSX holds a snippet to what MDX takes: JSX in which no text outside of
// braces means anything in Markdown.
func isJSX(t *testing.T, at, text string) {
	made := api.Transform("export default () => <>"+text+"</>", api.TransformOptions{Loader: api.LoaderJSX, JSX: api.JSXPreserve, LogLevel: api.LogLevelSilent})
	require.Empty(t, made.Errors, at)
	_, body, _ := strings.Cut(text, "\n\n")
	require.NotContains(t, body, "\n\n", at)
	outside := regexp.MustCompile(`\{"(?:[^"\\]|\\.)*"\}|<[^>]*>`).ReplaceAllString(body, "")
	require.NotRegexp(t, "[][{}<>&*_`~#|!\\\\@=]|://|www\\.|:[A-Za-z]", outside, at)
}

// The samples are those of the very versions: what differs by version does.
func TestSamplesDiffer(t *testing.T) {
	steps, err := snippetSteps(os.DirFS(filepath.Join("..", "web", "pages")))
	require.NoError(t, err)
	for _, s := range steps {
		if s.Step == "api" {
			require.NotEqual(t, s.Samples[authcore.V5_0.String()], s.Samples[authcore.V6_0.String()])
		}
		if s.Step == "credentials" {
			require.Contains(t, s.Samples["1.7"], "php app/console pim:oauth-server:create-client")
			require.NotContains(t, s.Samples["7.0"], "php app/console")
		}
	}
}
