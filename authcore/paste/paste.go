// Package paste recognises what people have at hand when a request fails, and
// makes exchanges of it: a curl command with what it printed, raw HTTP, a HAR
// file, a call of fetch, the exception of a client, a line of a log, a header
// line, a pair, a token, an address.
//
// It unquotes as the shell of the paste does, since the fault is often in the
// bytes that the shell makes of a command. What is not in the paste, a file or
// the value of a variable, is named in the notes and never made up.
//
// [Read] takes time in proportion to the text, whatever it holds, and recurses
// on nothing foreign.
package paste

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/pim-auth/playground/authcore/diagnose"
)

// Limit is the length of the longest text that [Read] takes, in bytes.
const Limit = 10 << 20

// maxCases bounds what is made of a history or a log; of a HAR file, too.
const maxCases = 1000

// Found is what a text was recognised as.
type Found struct {
	// Kind is "curl", "powershell", "shell", "har", "fetch", "http", "failure",
	// "log", "header", "pair", "token", "json", "form", "status" or "url".
	Kind  string
	Cases []diagnose.Case // oldest first; the last is in question
	Notes []Note          // what is missing, and what was assumed
	Spans []Span          // in the order of the cases
}

// A Note is one thing that the reader of a finding should know of the paste.
// Its Code is one of:
//
//   - env_not_expanded [name]: the value of a variable is not in the paste
//   - file_not_included [name]: curl would have read it
//   - password_asked: curl -u without a password asks for it
//   - quote_open: a quote is never closed, so the rest of the paste is in it
//   - continuation_blank: a blank after the backslash at a line's end ends the command there
//   - continuation_missing: a line that goes on lacks the sign at its end
//   - smart_quotes: the shell takes no typographic quotes; read as if they were plain
//   - cut_at_ampersand: an & outside quotes ends the command
//   - words_ignored [n]: words of the command that curl takes for addresses
//   - base64_wrapped: base64 breaks its lines, as it does on Linux
//   - powershell_strips: PowerShell before 7.3 took the quotes out of an argument
//   - scheme_assumed [scheme]: the paste does not say whether it was http or https
//   - redirect_followed: curl -L went on to another address
//   - truncated: the tool that printed the body cut it
//   - only_pim_entries [n, of]: entries of other addresses were left out
//   - only_first [n]: there were more
//   - after_question [n]: exchanges after the last failure were left out
//   - encoded: the pair was put into a header
//   - har_sanitized: the browser that saved it leaves Authorization out, unless told otherwise
//   - message_only: of the answer only its message was found
type Note struct {
	Code string
	Args []diagnose.Arg
}

// A Span is a stretch of the pasted text that is, byte for byte, a part of a
// message, so that what is wrong can be marked in the paste itself. In, Part
// and Line are those of a [diagnose.Mark].
type Span struct {
	Case int // counted from 0
	In   string
	Part string
	Line int
	From int // bytes of the pasted text
	To   int
}

// An Error says why nothing was recognised. Code is "empty", "too_long",
// "binary" or "nothing".
type Error struct {
	Code string
	At   int // bytes before what is at fault; of too_long the length
}

func (e *Error) Error() string {
	switch e.Code {
	case "empty":
		return "paste: the text is empty"
	case "too_long":
		return "paste: the text has " + strconv.Itoa(e.At) + " bytes, more than " + strconv.Itoa(Limit)
	case "binary":
		return "paste: the text holds a NUL byte at byte " + strconv.Itoa(e.At) + ", so it is no text"
	}
	return "paste: nothing in the text was recognised"
}

// Read recognises text. The error is an *[Error].
func Read(text []byte) (Found, error) {
	switch at := strings.IndexByte(string(text), 0); {
	case len(text) > Limit:
		return Found{}, &Error{"too_long", len(text)}
	case at >= 0 && len(text) > 1 && (text[0] == 0xFF && text[1] == 0xFE || text[0] == 0xFE && text[1] == 0xFF):
		// What PowerShell before 6 wrote into a file. Positions in it are
		// those of another text.
		found, err := Read(fromUTF16(text))
		found.Spans = nil
		return found, err
	case at >= 0:
		return Found{}, &Error{"binary", at}
	}
	r := &reader{text: string(text)}
	if strings.TrimFunc(r.text, isBlankRune) == "" {
		return Found{}, &Error{"empty", 0}
	}
	for _, look := range [...]func(*reader) string{
		(*reader).har, (*reader).commands, (*reader).script, (*reader).panel,
		(*reader).http, (*reader).bare, (*reader).log,
	} {
		*r = reader{text: r.text, env: map[string]*value{}}
		if kind := look(r); kind != "" && len(r.cases) > 0 {
			r.question()
			return Found{kind, r.cases, r.notes, r.spans}, nil
		}
	}
	return Found{}, &Error{"nothing", 0}
}

func isBlankRune(c rune) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\uFEFF'
}

func fromUTF16(text []byte) []byte {
	high := 0 // which of two bytes
	if text[0] == 0xFF {
		high = 1
	}
	var units []uint16
	for i := 2; i+1 < len(text); i += 2 {
		if u := uint16(text[i+high])<<8 | uint16(text[i+1-high]); u != 0 {
			units = append(units, u)
		}
	}
	return []byte(string(utf16.Decode(units)))
}

// A reader is at work on one text.
type reader struct {
	text  string
	cases []diagnose.Case
	notes []Note
	spans []Span
	env   map[string]*value // what was given a name in the text

	pending *command // the command before the place that is read
	printed int      // where what it printed begins

	// What does not end before the end of the text is looked for once.
	noParenthesis, noDocument bool

	expanded int // bytes that stood for variables
}

// note adds a note, once.
func (r *reader) note(code string) { r.noteOf(code, "", "") }

// noteOf adds a note with an argument, once with the same.
func (r *reader) noteOf(code, name, value string) {
	if len(r.notes) > 50 {
		return
	}
	for i := range r.notes {
		if have := &r.notes[i]; have.Code == code && (name == "" || have.Args[0].Value == value) {
			return
		}
	}
	n := Note{Code: code}
	if name != "" {
		n.Args = []diagnose.Arg{{Name: name, Value: value}}
	}
	r.notes = append(r.notes, n)
}

// full reports whether no more cases are taken.
func (r *reader) full() bool {
	if len(r.cases) < maxCases {
		return false
	}
	r.noteOf("only_first", "n", strconv.Itoa(maxCases))
	return true
}

// add appends a case, if anything is known of it.
func (r *reader) add(d *draft) {
	if d.Request == nil && d.Response == nil && d.Failure == nil || r.full() {
		return
	}
	for _, s := range d.spans {
		name := partNames[s.part]
		r.spans = append(r.spans, Span{len(r.cases), name[0], name[1], s.line, s.from, s.to})
	}
	r.cases = append(r.cases, d.Case)
}

// question drops what came after the last failure, for the last case is the
// one in question. If nothing failed all stay.
func (r *reader) question() {
	for last := len(r.cases) - 1; last >= 0; last-- {
		c := &r.cases[last]
		answered := c.Response != nil || c.Failure != nil
		if c.Failure == nil && (c.Response == nil || c.Response.Status < 400) && (answered || last < len(r.cases)-1) {
			continue
		}
		if after := len(r.cases) - 1 - last; after > 0 {
			r.noteOf("after_question", "n", strconv.Itoa(after))
		}
		r.cases = r.cases[:last+1]
		for i, s := range r.spans {
			if s.Case > last {
				r.spans = r.spans[:i]
				break
			}
		}
		return
	}
}
