// The verb diagnose: what is wrong with an exchange, for a terminal and for the
// log of a job.
//
//	go run ./build diagnose < job.log
//	curl -sv … 2>&1 | go run ./build diagnose -json
//
// It reads whatever package paste recognises, from a file or from its input,
// and contacts nobody. It exits with 0 if nothing is wrong, with 1 if something
// is, and with 2 if it cannot read what it was given: a job can go on from
// that. Secrets are covered, unless -show-secrets is given, so that what it
// prints may stay in a log.

package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
	"github.com/pim-auth/playground/authcore/paste"
	"github.com/pim-auth/playground/build/verb"
)

func diagnosis(_ context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	var known diagnose.Known
	flags.StringVar(&known.PIM, "pim", "", "the `address` of the PIM that was meant")
	flags.StringVar(&known.Version, "version", "", "its `version`: 1.7 to 7.0, or saas")
	flags.StringVar(&known.Client.ID, "client-id", "", "the client `ID` that was meant")
	flags.StringVar(&known.Client.Secret, "secret", "", "likewise")
	flags.StringVar(&known.Username, "username", "", "likewise")
	flags.StringVar(&known.Password, "password", "", "likewise")
	flags.StringVar(&known.AppClientID, "app-client-id", "", "the client `ID` of the App that was meant")
	flags.StringVar(&known.AppSecret, "app-secret", "", "likewise")
	flags.StringVar(&known.CodeIdentifier, "code-identifier", "", "of the code challenge")
	flags.StringVar(&known.State, "state", "", "that the App sent to the PIM")
	flags.StringVar(&known.Page, "page", "", "the `origin` of the page that sent, if one did")
	now := flags.String("now", "", "the PIM's `time`, such as 2026-11-22T09:30:00Z")
	asJSON := flags.Bool("json", false, "print JSON")
	showSecrets := flags.Bool("show-secrets", false, "do not cover secrets")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: go run ./build diagnose [flags] [file, or - for the input]")
		flags.PrintDefaults()
	}
	flags.SetOutput(out)
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return err
	} else if err != nil {
		return verb.ErrUsage
	}
	if known.Version != "" {
		version, err := versionOf(known.Version)
		if err != nil {
			fmt.Fprintln(out, err)
			return verb.ErrUsage
		}
		known.Version = string(version)
	}
	if *now != "" {
		at, err := time.Parse(time.RFC3339, *now)
		if err != nil {
			fmt.Fprintf(out, "-now %q is no time such as 2026-11-22T09:30:00Z\n", *now)
			return verb.ErrUsage
		}
		known.Now = at
	}
	text, err := pasted(flags.Args())
	if err != nil {
		fmt.Fprintln(out, err)
		return verb.ErrUsage
	}
	found, err := paste.Read(text)
	if err != nil {
		fmt.Fprintln(out, unread(err))
		return verb.ErrUsage
	}
	table, err := words.English()
	if err != nil {
		return err
	}
	r := report{found, diagnose.Journal(found.Cases, known), table, *showSecrets}
	if *asJSON {
		err = r.json(out)
	} else {
		r.text(out)
	}
	if err == nil && r.wrong() {
		return verb.ErrFound
	}
	return err
}

// pasted returns what is to be read.
func pasted(args []string) ([]byte, error) {
	switch {
	case len(args) > 1:
		return nil, fmt.Errorf("diagnose takes one file, not also %q", args[1])
	case len(args) == 1 && args[0] != "-":
		return os.ReadFile(args[0])
	}
	// A byte more than paste takes, so that it says what is wrong.
	return io.ReadAll(io.LimitReader(os.Stdin, paste.Limit+1))
}

func unread(err error) string {
	var fault *paste.Error
	if !errors.As(err, &fault) || fault.Code != "nothing" {
		return strings.TrimPrefix(err.Error(), "paste: ")
	}
	return "Nothing was recognised. Looked for: a curl command, PowerShell, fetch, axios, Python's requests, raw HTTP, a HAR file,\n" +
		"an exception or a line of a log with a status, a header line, base64, a token, client_id:secret, JSON, an address."
}

// A report is what is printed of a diagnosis.
type report struct {
	found    paste.Found
	findings []diagnose.Finding
	words    *words.Table
	open     bool // secrets are shown
}

// wrong reports whether anything is.
func (r report) wrong() bool {
	return len(r.findings) > 0 && r.findings[0].Certainty != diagnose.RuledOut
}

// noted are the notes of package paste in words.
var noted = map[string]string{
	"env_not_expanded":     "The value of the variable {name} is not in the text: nothing is said of what it holds.",
	"file_not_included":    "The file {name} is not in the text: nothing is said of what it holds.",
	"password_asked":       "curl asks for the password of -u, so it is not in the text.",
	"quote_open":           "A quote is never closed: the rest of the text stands in it.",
	"continuation_blank":   "A blank follows the backslash at the end of a line: a shell ends the command there. Read as one command all the same.",
	"continuation_missing": "A line that goes on in the next lacks the sign for it. Read as one command all the same.",
	"smart_quotes":         "The command holds typographic quotes, which no shell takes for quotes. Read as if they were plain ones.",
	"cut_at_ampersand":     "An & outside quotes ends the command: what follows it was not sent.",
	"words_ignored":        "The command holds {n} more words that curl takes for addresses: quotes are missing.",
	"base64_wrapped":       "base64 breaks its lines after 76 characters on Linux (openssl after 64): use base64 -w0 or openssl base64 -A.",
	"powershell_strips":    "PowerShell before 7.3 takes the double quotes out of an argument: this one did.",
	"scheme_assumed":       "The text does not say whether it was http or https: read as {scheme}.",
	"redirect_followed":    "curl followed a redirect by itself (-L).",
	"truncated":            "The tool that printed the answer has cut it.",
	"only_pim_entries":     "Of {of} entries only the {n} of a PIM were looked at.",
	"only_first":           "Only the first {n} exchanges were looked at.",
	"after_question":       "{n} exchanges after the last failure were left out.",
	"encoded":              "The pair was put into a header for you.",
	"har_sanitized":        "The browser has left Authorization out of the HAR file: save it with sensitive data to have it looked at.",
	"message_only":         "Of the answer only its message is in the text.",
}

func (r report) text(out io.Writer) {
	n := len(r.found.Cases)
	fmt.Fprintf(out, "%s: %s\n", r.found.Kind, r.line(r.found.Cases[n-1]))
	if n > 1 {
		fmt.Fprintf(out, "the last of %d exchanges\n", n)
	}
	for _, note := range r.found.Notes {
		text := noted[note.Code]
		for _, a := range note.Args {
			text = strings.ReplaceAll(text, "{"+a.Name+"}", a.Value)
		}
		fmt.Fprintln(out, "note: "+text)
	}
	if !r.wrong() {
		fmt.Fprintln(out, "\nNothing wrong was found.")
	}
	ruledOut := "\nruled out:\n"
	for _, f := range r.findings {
		if f.Certainty == diagnose.RuledOut {
			fmt.Fprintf(out, "%s  %s: %s\n", ruledOut, f.Code, r.words.Reasons[f.Reason])
			ruledOut = ""
			continue
		}
		said := r.words.Of(f)
		fmt.Fprintf(out, "\n%s: %s\n", f.Certainty, f.Code)
		fmt.Fprintf(out, "  %s\n", said.Cause)
		for _, m := range f.Evidence {
			if line, carets, ok := r.evidence(m); ok {
				fmt.Fprintf(out, "    %s\n    %s\n", line, carets)
			}
		}
		for _, line := range append([]string{said.Cure}, said.Detail...) {
			if line != "" {
				fmt.Fprintf(out, "  %s\n", line)
			}
		}
		for _, s := range said.Snippet {
			fmt.Fprintf(out, "  %s:\n    %s\n", s.Title, strings.ReplaceAll(s.Text, "\n", "\n    "))
		}
		for _, p := range f.Probes {
			fmt.Fprintf(out, "  to decide: %s\n", r.words.Probes[p.Name])
		}
		if source := r.words.Sources[f.Source]; source != "" {
			fmt.Fprintf(out, "  (%s)\n", source)
		}
	}
}

// line says what an exchange was: "POST https://… 422".
func (r report) line(c diagnose.Case) string {
	var parts []string
	if c.Request != nil {
		for _, part := range []string{c.Request.Method, r.address(c.Request.URL)} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		if parts == nil {
			parts = append(parts, "a part of a request")
		}
	}
	switch {
	case c.Response != nil:
		parts = append(parts, fmt.Sprint(c.Response.Status))
	case c.Failure != nil:
		parts = append(parts, "no answer ("+c.Failure.Code+")")
	}
	return strings.Join(parts, " ")
}

func (r report) json(out io.Writer) error {
	type message struct {
		Method string      `json:"method"`
		URL    string      `json:"url"`
		Header [][2]string `json:"header"`
		Body   string      `json:"body,omitempty"`
	}
	type mark struct {
		In      string `json:"in"`
		Part    string `json:"part"`
		Line    int    `json:"line"`
		From    int    `json:"from"`
		To      int    `json:"to"`
		Decoded bool   `json:"decoded"`
	}
	type finding struct {
		Code      string            `json:"code"`
		Certainty string            `json:"certainty"`
		Args      map[string]string `json:"args,omitempty"`
		Cause     string            `json:"cause,omitempty"`
		Cure      string            `json:"cure,omitempty"`
		Reason    string            `json:"reason,omitempty"` // of what is ruled out
		Source    string            `json:"source,omitempty"`
		Evidence  []mark            `json:"evidence,omitempty"`
		Fix       *message          `json:"fix,omitempty"`
	}
	report := struct {
		Kind      string              `json:"kind"`
		Exchange  string              `json:"exchange"`
		Exchanges int                 `json:"exchanges"`
		Notes     []map[string]string `json:"notes,omitempty"`
		Findings  []finding           `json:"findings"`
	}{Kind: r.found.Kind, Exchange: r.line(r.found.Cases[len(r.found.Cases)-1]), Exchanges: len(r.found.Cases), Findings: []finding{}}
	for _, n := range r.found.Notes {
		note := map[string]string{"code": n.Code}
		for _, a := range n.Args {
			note[a.Name] = a.Value
		}
		report.Notes = append(report.Notes, note)
	}
	for _, f := range r.findings {
		said := r.words.Of(f)
		row := finding{Code: f.Code, Certainty: f.Certainty.String(), Args: map[string]string{}, Cause: said.Cause, Cure: said.Cure, Source: f.Source}
		if f.Certainty == diagnose.RuledOut {
			row.Cause, row.Cure, row.Reason = "", "", r.words.Reasons[f.Reason]
		}
		for _, m := range f.Evidence {
			row.Evidence = append(row.Evidence, mark(m))
		}
		for _, a := range f.Args {
			row.Args[a.Name] = a.Value
		}
		if f.Fix != nil && r.open { // it holds what the request holds
			row.Fix = &message{Method: f.Fix.Method, URL: f.Fix.URL, Header: [][2]string{}, Body: string(f.Fix.Body)}
			for _, line := range f.Fix.Header {
				row.Fix.Header = append(row.Fix.Header, [2]string{line.Name, line.Value})
			}
		}
		report.Findings = append(report.Findings, row)
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(report)
}

// versionOf reads a version as serve has it, or as a PIM shows its own.
func versionOf(name string) (authcore.Version, error) {
	if version, err := authcore.ParseVersion(name); err == nil {
		return version, nil
	}
	return authcore.GuessVersion(name)
}
