// The verb snippet: what an author copies into a page to have a step there.
//
//	go run ./build snippet --step token --version 6.0 --format markdown
//
// It prints it and changes nothing.

package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/snippet"
	"github.com/pim-auth/playground/build/verb"
)

func writeSnippet(ctx context.Context, root string, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("snippet", flag.ContinueOnError)
	format := flags.String("format", "html", "`form` of the snippet: "+strings.Join(snippet.Formats, ", "))
	asked := snippet.Snippet{}
	flags.StringVar(&asked.Step, "step", "", "the `step`")
	flags.StringVar(&asked.Version, "version", writtenVersion.String(), "the PIM `version`")
	flags.StringVar(&asked.Source, "src", examplePage+"/", "the `address` of the playground that is to be embedded")
	flags.StringVar(&asked.Theme, "theme", "auto", "`auto` as the page around it, light or dark")
	flags.StringVar(&asked.PIM, "pim", "demo", "demo, or the `address` of a PIM")
	flags.StringVar(&asked.Choose, "choose", "", "what a reader may choose: `version`, pim, or \"version pim\"")
	flags.StringVar(&asked.Session, "session", "", "the `name` of a session that steps on one page share")
	flags.BoolVar(&asked.Lazy, "lazy", false, "start once the reader asks for it")
	script := flags.Bool("script", true, "with the tag that a page needs once; --script=false where the site has it already")
	pinned := flags.Bool("pinned", false, "with a tag that takes one version of the element alone, by its hash")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: go run ./build snippet --step name [--version version] [--format form] [--src address] …")
		flags.PrintDefaults()
		listSteps(flags.Output())
	}
	if err := verb.Parse(flags, args, out); err != nil {
		return err
	}
	if asked.Step == "" {
		flags.Usage()
		return verb.ErrUsage
	}
	if err := checkSnippet(&asked, *format); err != nil {
		fmt.Fprintln(out, err)
		return verb.ErrUsage
	}
	step, err := snippetStepOf(os.DirFS(filepath.Join(root, "web", "pages")), asked.Step)
	if err != nil {
		return err
	}
	asked.Title, asked.Sample, asked.Walk = step.Title, step.Samples[asked.Version], step.walk(asked.Version)
	resize, err := os.ReadFile(filepath.Join(root, frameScript))
	if err != nil {
		return err
	}
	asked.Resize, asked.Height = string(resize), frameHeights[step.Step]
	switch {
	case *pinned:
		if asked.Script, err = pinnedTag(ctx, root, asked.Source); err != nil {
			return err
		}
	case *script:
		asked.Script = snippet.Loader(asked.Source)
	}
	_, err = io.WriteString(out, asked.Write(*format))
	return err
}

func listSteps(out io.Writer) {
	fmt.Fprintln(out, "\nsteps:")
	for _, e := range embeds {
		fmt.Fprintf(out, "  %-16s  %s\n", e.step, names(e.versions()))
	}
}

var sessionName = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)

// checkSnippet says what of it makes no sense, and what would; it writes what
// has several forms in one.
func checkSnippet(s *snippet.Snippet, format string) error {
	e, err := findEmbed(s.Step)
	if err != nil {
		return err
	}
	version, err := authcore.ParseVersion(s.Version)
	if err != nil || !slices.Contains(e.versions(), version) {
		return fmt.Errorf("the step %s is not there for version %q, only for %s", s.Step, s.Version, names(e.versions()))
	}
	s.Version = version.String()
	if !slices.Contains(snippet.Formats, format) {
		return fmt.Errorf("there is no format %q, only %s", format, strings.Join(snippet.Formats, ", "))
	}
	if !slices.Contains([]string{"auto", "light", "dark"}, s.Theme) {
		return fmt.Errorf("there is no theme %q, only auto, light, dark", s.Theme)
	}
	chosen := strings.Fields(s.Choose)
	for _, word := range chosen {
		if word != "version" && word != "pim" {
			return fmt.Errorf("a reader cannot choose %q, only version, pim", word)
		}
	}
	s.Choose = strings.Join(chosen, " ")
	if !sessionName.MatchString(s.Session) {
		return fmt.Errorf("%q is no name of a session: use letters, digits, - and _", s.Session)
	}
	if s.PIM != "demo" && !webAddress(s.PIM) {
		return fmt.Errorf("%q is not the address of a PIM: write demo, or one that begins with https:// or http://", s.PIM)
	}
	if !webAddress(s.Source) || strings.ContainsAny(s.Source, "?#") {
		return fmt.Errorf("%q is not the address of a playground: write one such as %s/ that begins with https:// or http://, without ? and #", s.Source, examplePage)
	}
	s.Source = strings.TrimSuffix(s.Source, "embed.js")
	if !strings.HasSuffix(s.Source, "/") {
		s.Source += "/"
	}
	return nil
}

// webAddress reports whether a text is an address that the element takes, as it
// stands: no script and no quotation mark ends in it.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.ContainsAny(text, "\"'<>`\\ ")
}

// pinnedTag is the tag for the element as these sources make it.
func pinnedTag(ctx context.Context, root, source string) (string, error) {
	s, err := buildSite(ctx, root)
	if err != nil {
		return "", err
	}
	script := embedScript(s.files)
	return snippet.Pinned(source, script, integrityOf(s.files[script])), nil
}
