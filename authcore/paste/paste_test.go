// Every kind of paste, by what is made of it as a whole. The rows stand in
// testdata/*.txt, for a paste is easier read as it is than quoted.

package paste_test

import (
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/paste"
)

var write = flag.Bool("write", false, "write what is found into testdata, to be read before it is believed")

// A row is "=== name", the paste, "--- found" and the description of what is
// found. A ¶ in a paste is a carriage return before the line end.
type row struct{ name, paste, found string }

func rowsOf(t testing.TB, file string) []row {
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	var rows []row
	for _, part := range strings.Split("\n"+string(content), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		text, found, _ := strings.Cut(rest, "\n--- found\n")
		rows = append(rows, row{name, strings.ReplaceAll(text, "¶\n", "\r\n"), strings.TrimRight(found, "\n")})
	}
	return rows
}

func files(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func TestRead(t *testing.T) {
	for _, file := range files(t) {
		var written strings.Builder
		for _, row := range rowsOf(t, file) {
			found, err := paste.Read([]byte(row.paste))
			got := describe(row.paste, found, err)
			if *write {
				fmt.Fprintf(&written, "=== %s\n%s\n--- found\n%s\n\n", row.name, strings.ReplaceAll(row.paste, "\r\n", "¶\n"), got)
				continue
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+row.name, func(t *testing.T) {
				require.Equal(t, row.found, got)
			})
		}
		if *write {
			require.NoError(t, os.WriteFile(file, []byte(strings.TrimSuffix(written.String(), "\n")), 0o644))
		}
	}
}

// describe writes everything that was found; a part that stands in the paste
// byte for byte has a + before it.
func describe(text string, found paste.Found, err error) string {
	if err != nil {
		return "error " + err.(*paste.Error).Code
	}
	var b strings.Builder
	b.WriteString(found.Kind)
	for _, n := range found.Notes {
		b.WriteString("\nnote " + n.Code)
		for _, a := range n.Args {
			b.WriteString(" " + a.Name + "=" + a.Value)
		}
	}
	for i, c := range found.Cases {
		line := func(in, part string, number int, value string) string {
			for _, s := range found.Spans {
				if s.Case == i && s.In == in && s.Part == part && s.Line == number {
					if text[s.From:s.To] != value {
						return fmt.Sprintf("span is wrong: %q", text[s.From:s.To])
					}
					return "+" + fmt.Sprintf("%q", value)
				}
			}
			return fmt.Sprintf("%q", value)
		}
		header := func(in string, header authcore.Header) {
			for k, f := range header {
				fmt.Fprintf(&b, "\n    %s: %s", f.Name, line(in, "header", k, f.Value))
				if pair, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(f.Value, "Basic ")); err == nil && strings.HasPrefix(f.Value, "Basic ") {
					fmt.Fprintf(&b, " = %q", pair)
				}
			}
		}
		if !c.At.IsZero() {
			fmt.Fprintf(&b, "\nat %d ms", c.At.UnixMilli())
		}
		if q := c.Request; q != nil {
			fmt.Fprintf(&b, "\nrequest %s %s", line("request", "method", 0, q.Method), line("request", "url", 0, q.URL))
			header("request", q.Header)
			if q.Body != nil {
				b.WriteString("\n    " + line("request", "body", 0, string(q.Body)))
			}
		}
		if c.Gaps != nil {
			b.WriteString("\ngaps " + strings.Join(c.Gaps, " "))
		}
		if a := c.Response; a != nil {
			fmt.Fprintf(&b, "\nanswer %s", strings.ReplaceAll(line("response", "status", 0, fmt.Sprint(a.Status)), `"`, ""))
			header("response", a.Header)
			if a.Body != nil {
				b.WriteString("\n    " + line("response", "body", 0, string(a.Body)))
			}
		}
		if f := c.Failure; f != nil {
			fmt.Fprintf(&b, "\nfailure %s", f.Code)
			for _, part := range [...]struct{ name, value string }{
				{"host", f.Host}, {"directive", f.Directive}, {"local_network", f.LocalNetwork},
			} {
				if part.value != "" {
					b.WriteString(" " + part.name + "=" + part.value)
				}
			}
			if f.Seconds != 0 {
				fmt.Fprintf(&b, " seconds=%d", f.Seconds)
			}
			if f.MayHaveActed {
				b.WriteString(" may_have_acted")
			}
		}
	}
	return b.String()
}
