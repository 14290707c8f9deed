// The report: a failure as Markdown, for an issue or a mail. What stands for a
// value is told by its shape.

package standin

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A Told is a finding in words, made of the stand-ins.
type Told struct {
	Certainty, Cause, Cure string
}

// Report writes the last exchange and its findings as Markdown. The link, if
// there is one, opens the whole. The error is a *[LeakError].
func (s *Sharing) Report(findings []Told, link string) (string, error) {
	text := s.report(findings, link)
	return text, s.Check(text)
}

func (s *Shared) report(findings []Told, link string) string {
	var b strings.Builder
	c := &s.Cases[len(s.Cases)-1]
	b.WriteString("## A request to a PIM that failed\n\nValues are replaced by stand-ins of the same shape.\n")
	if c.Request != nil {
		b.WriteString("\n### Request\n\n" + fenced(s.Describe(c.Request.HTTP().String())))
	}
	if r := c.Response; r != nil {
		text := "Status " + strconv.Itoa(r.Status) + "\n"
		for _, f := range r.Header {
			text += f.Name + ": " + f.Value + "\n"
		}
		if len(r.Body) > 0 {
			text += "\n" + string(r.Body)
		}
		b.WriteString("\n### Answer\n\n" + fenced(s.Describe(text)))
	}
	if f := c.Failure; f != nil {
		b.WriteString("\n### No answer\n\n" + fenced(f.Code))
	}
	b.WriteString("\n### Diagnosis\n\n")
	if len(findings) == 0 {
		b.WriteString("Nothing was found.\n")
	}
	for i, f := range findings {
		b.WriteString(strconv.Itoa(i+1) + ". **" + inline(f.Certainty) + ":** " + inline(f.Cause) + " " + inline(f.Cure) + "\n")
	}
	version := "not known"
	if s.Known.Version != "" {
		version = s.Known.Version
	}
	b.WriteString("\nPIM version: " + version + "\n")
	if link != "" {
		b.WriteString("\n[Open it and replay it](" + replaced(link, " ", "%20", "(", "%28", ")", "%29", "\n", "") + ")\n")
	}
	return b.String()
}

// fenced is a block of code that no text can end before its end.
func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "http\n" + strings.TrimRight(strings.ReplaceAll(text, "\r", ""), "\n") + "\n" + fence + "\n"
}

// inline is a text on one line that is no markup.
func inline(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return replaced(text, "<", "&lt;", "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "`", "\\`")
}

// replaced replaces texts by others, one pair after the other.
func replaced(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
	}
	return text
}

// Describe returns a text with the names and shapes of stand-ins in their
// place, in base64 too, and with names for what cannot be seen.
func (s *Shared) Describe(text string) string {
	return described(text, s.forms(), false, depth)
}

// A form is how a stand-in is written.
type form struct {
	text string
	of   StandIn
}

// forms are all of them, the longest first.
func (s *Shared) forms() []form {
	var all []form
	seen := map[string]bool{}
	for _, i := range s.StandIns {
		if len(i.Value) < 3 {
			continue // it stands in every word
		}
		escaped := string(jsontext.Append(nil, i.Value))
		ascii := ""
		for _, r := range i.Value {
			if r < 0x80 {
				ascii += string(r)
			} else {
				ascii += writeEscape(false)(string(r))
			}
		}
		for _, text := range [...]string{i.Value, urltext.QueryEscape(i.Value), escaped[1 : len(escaped)-1], ascii} {
			if !seen[text] {
				seen[text] = true
				all = append(all, form{text, i})
			}
		}
	}
	for i := 1; i < len(all); i++ {
		for j := i; j > 0 && len(all[j].text) > len(all[j-1].text); j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	return all
}

// described does so. decoded says that text is what base64 says, where a line
// end is part of a value.
func described(text string, forms []form, decoded bool, left int) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		rest := text[at:]
		fresh := at == 0 || !isAlnum(text[at-1]) || !isAlnum(rest[0])
		if f := formAt(rest, forms); fresh && f != nil {
			n := len(f.text)
			b.WriteString("‹" + f.of.Name() + ": " + characters(f.of.Value))
			for decoded && n < len(rest) {
				r, length := utf8.DecodeRuneInString(rest[n:])
				if unseen(r) == "" {
					break
				}
				b.WriteString(", then " + unseen(r))
				n += length
			}
			b.WriteString("›")
			at += n
			continue
		}
		if n := run(rest, "+/=-_"); fresh && n >= 12 && left > 0 {
			if v, ok := telling(rest[:n]); ok {
				if inner := described(v.plain, forms, true, left-1); inner != v.plain {
					b.WriteString("‹base64 of " + inner + "›")
					at += n
					continue
				}
			}
		}
		r, n := utf8.DecodeRuneInString(rest)
		if name := unseen(r); name != "" && (r > 0x7F || decoded && r != ' ') {
			b.WriteString("‹" + strings.TrimPrefix(strings.TrimPrefix(name, "a "), "an ") + "›")
		} else {
			b.WriteString(rest[:n])
		}
		at += n
	}
	return b.String()
}

// formAt returns the form that text begins with, not in the middle of a word;
// nil: none.
func formAt(text string, forms []form) *form {
	for i := range forms {
		f := &forms[i]
		if n := len(f.text); strings.HasPrefix(text, f.text) && (n == len(text) || !isAlnum(text[n]) || !isAlnum(text[n-1])) {
			return f
		}
	}
	return nil
}

// characters tells how long a value is, and what in it is seen badly.
func characters(value string) string {
	text := strconv.Itoa(utf8.RuneCountInString(value)) + " characters"
	if utf8.RuneCountInString(value) == 1 {
		text = "1 character"
	}
	told := ""
	for _, r := range value {
		if name := unseen(r); name != "" && !strings.Contains(told, name) {
			told += " with " + name
		}
	}
	return text + told
}

// unseen names a character that cannot be seen, "" if it can.
func unseen(r rune) string {
	switch {
	case r == ' ':
		return "a blank"
	case r == '\n':
		return "a line feed"
	case r == '\r':
		return "a carriage return"
	case r == '\t':
		return "a tab"
	case r == 0xA0:
		return "a no-break space"
	case r == 0xAD:
		return "a soft hyphen"
	case r == 0x200B:
		return "a zero width space"
	case r == 0xFEFF:
		return "a byte order mark"
	case r < ' ', 0x7F <= r && r < 0xA0, 0x2000 <= r && r < 0x2010, 0x2028 <= r && r < 0x2030, 0x205F <= r && r < 0x2070, r == 0x3000, r == 0x180E:
		return "an unseen character"
	}
	return ""
}
