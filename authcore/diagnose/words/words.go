// Package words puts findings into sentences. A program that only looks at
// codes need not link it; the page of the playground fetches the same table as
// data.
//
// A sentence holds places: {at} is the argument of that name, {what|term} is
// what the table calls its value. A line of detail about an argument that is
// empty is left out: it tells of something that is not always known.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore/diagnose"
)

// A Table is the words of one language.
type Table struct {
	Findings    map[string]Finding `json:"findings"`
	Terms       map[string]string  `json:"terms"`       // what arguments are called
	Reasons     map[string]string  `json:"reasons"`     // why a cause is ruled out
	Probes      map[string]string  `json:"probes"`      // what a probe would prove
	Sources     map[string]string  `json:"sources"`     // where a rule stands
	Differences map[string]string  `json:"differences"` // what changed between failure and success
}

// A Finding is the words of one code, or of one finding once its places are
// filled.
type Finding struct {
	Cause   string    `json:"cause"`            // one sentence
	Cure    string    `json:"cure"`             // what to do
	Detail  []string  `json:"detail,omitempty"` // what else to know
	Change  string    `json:"change,omitempty"` // what the changed request changes
	Snippet []Snippet `json:"snippet,omitempty"`
}

// A Snippet is text to copy into a configuration.
type Snippet struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

//go:embed en/*.json
var files embed.FS

// English returns the table in English. The error says which file is no table,
// or that two files have words for the same thing: neither is the case in a
// released module.
func English() (*Table, error) {
	t := &Table{map[string]Finding{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	names, err := fs.Glob(files, "en/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var part Table
		decoder := json.NewDecoder(strings.NewReader(string(text)))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&part); err != nil {
			return nil, fmt.Errorf("words: %s: %w", name, err)
		}
		if err := t.add(part); err != nil {
			return nil, fmt.Errorf("words: %s: %w", name, err)
		}
	}
	return t, nil
}

func (t *Table) add(part Table) error {
	for code, f := range part.Findings {
		if _, twice := t.Findings[code]; twice {
			return fmt.Errorf("another file has words for %s", code)
		}
		t.Findings[code] = f
	}
	for _, pair := range [...]struct{ all, more map[string]string }{
		{t.Terms, part.Terms}, {t.Reasons, part.Reasons}, {t.Probes, part.Probes}, {t.Sources, part.Sources}, {t.Differences, part.Differences},
	} {
		for _, name := range slices.Sorted(maps.Keys(pair.more)) {
			if known, twice := pair.all[name]; twice && known != pair.more[name] {
				return fmt.Errorf("another file has other words for %s", name)
			}
			pair.all[name] = pair.more[name]
		}
	}
	return nil
}

// Of returns the words of a finding, its arguments filled in. A code that the
// table does not have is its own cause.
func (t *Table) Of(f diagnose.Finding) Finding {
	w, ok := t.Findings[f.Code]
	if !ok {
		return Finding{Cause: f.Code}
	}
	w.Cause, w.Cure, w.Change = t.fill(w.Cause, f.Args), t.fill(w.Cure, f.Args), t.fill(w.Change, f.Args)
	w.Detail = slices.DeleteFunc(slices.Clone(w.Detail), func(line string) bool {
		return slices.ContainsFunc(f.Args, func(a diagnose.Arg) bool {
			return a.Value == "" && (strings.Contains(line, "{"+a.Name+"}") || strings.Contains(line, "{"+a.Name+"|"))
		})
	})
	for i, line := range w.Detail {
		w.Detail[i] = t.fill(line, f.Args)
	}
	w.Snippet = slices.Clone(w.Snippet)
	for i, s := range w.Snippet {
		w.Snippet[i].Text = t.fill(s.Text, f.Args)
	}
	return w
}

// Change returns what made a difference, in words; what was cured by the
// sentence of its cause.
func (t *Table) Change(c diagnose.Change) string {
	args := slices.Clone(c.Args)
	for i, a := range args {
		if a.Name == "finding" {
			args[i].Value = t.Of(diagnose.Finding{Code: a.Value, Args: c.Args}).Cause
		}
	}
	return t.fill(t.Differences[c.Code], args)
}

// fill puts arguments into the places of a text. Braces that are no place stay.
func (t *Table) fill(text string, args []diagnose.Arg) string {
	for _, a := range args {
		text = strings.ReplaceAll(text, "{"+a.Name+"}", a.Value)
		term, ok := t.Terms[a.Value]
		if !ok {
			term = a.Value
		}
		text = strings.ReplaceAll(text, "{"+a.Name+"|term}", term)
	}
	return text
}

// JSON returns the table as the page reads it.
func (t *Table) JSON() ([]byte, error) {
	return json.Marshal(t)
}
