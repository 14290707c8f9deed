// How the rules for answers, servers and tokens say what they found: a code
// with its arguments, and a mark, in one go.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// tell adds a finding. said is its code and then its arguments, separated by
// blanks: "name=value", or a name alone, which has the value. An argument
// called status is always the answer's; @status and @message are none, they
// mark the answer's status, or what its JSON says.
func (x *examination) tell(sure Certainty, mark *Mark, said, value string) *Finding {
	code, args, _ := strings.Cut(said, " ")
	f := x.find(code, sure).at(mark)
	for _, arg := range strings.Fields(args) {
		name, fixed, ok := strings.Cut(arg, "=")
		switch {
		case name == "@status":
			f.at(x.status())
		case name == "@message":
			f.at(x.atMessage())
		case name == "status":
			f.number(name, x.shownStatus())
		case ok:
			f.arg(name, fixed)
		default:
			f.arg(name, value)
		}
	}
	return f
}

// note is tell without a mark and a value.
func (x *examination) note(sure Certainty, said string) *Finding {
	return x.tell(sure, nil, said, "")
}

// at adds a mark, if there is one.
func (f *Finding) at(mark *Mark) *Finding {
	if mark != nil {
		f.because(*mark)
	}
	return f
}

// holdsOne reports whether a text holds one of several, separated by commas.
func holdsOne(text, signs string) bool {
	for _, sign := range strings.Split(signs, ",") {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// Marks. Those of a header line that is missing are none.

func mark(in, part string, line, from, to int) *Mark {
	if line < 0 {
		return nil
	}
	return &Mark{In: in, Part: part, Line: line, From: from, To: to}
}

// atAuth marks a stretch of the line Authorization.
func (x *examination) atAuth(from, to int) *Mark {
	return mark("request", "header", x.auth.line, from, to)
}

func (x *examination) atURL(from, to int) *Mark {
	return mark("request", "url", 0, from, to)
}

func (x *examination) atMethod() *Mark {
	return mark("request", "method", 0, 0, len(x.q.Method))
}

// atParam marks the value of a parameter.
func atParam(p *param) *Mark {
	return mark("request", "body", 0, p.from, p.to)
}

// status marks the answer's status.
func (x *examination) status() *Mark {
	return mark("response", "status", 0, 0, 0)
}

func (x *examination) atAnswer(from, to int) *Mark {
	return mark("response", "body", 0, from, to)
}

// atBodyStart marks where the answer's body begins.
func (x *examination) atBodyStart() *Mark {
	return x.atAnswer(0, min(len(x.r.Body), 40))
}

// atMessage marks what the answer's JSON says.
func (x *examination) atMessage() *Mark {
	all := jsontext.Strings(x.r.Body)
	for i := range all {
		s := &all[i]
		switch s.Name {
		case "error":
			if strings.Contains(string(x.r.Body), "error_description") {
				continue
			}
		case "message", "error_description":
		default:
			continue
		}
		return x.atAnswer(s.Start, s.End)
	}
	return x.status()
}

// inMessage is atMessage for because.
func (x *examination) inMessage() Mark { return *x.atMessage() }

// A field is a line of a header.
type field struct {
	line  int // -1: there is none of the name
	value string
	mark  *Mark // the whole value
}

func fieldOf(in string, h authcore.Header, name string) field {
	line := lineOf(h, name)
	if line < 0 {
		return field{line: line}
	}
	value := h[line].Value
	return field{line, value, mark(in, "header", line, 0, len(value))}
}

// requestLine returns a line of the request's header.
func (x *examination) requestLine(name string) field {
	return fieldOf("request", x.q.Header, name)
}

// answerLine returns a line of the answer's header.
func (x *examination) answerLine(name string) field {
	return fieldOf("response", x.r.Header, name)
}

// parsed takes an address apart; what is none has no parts.
func parsed(url string) *urltext.URL {
	u, _ := urltext.Parse(url)
	return &u
}

// Cures. An empty one is none.

func (x *examination) fixAddress(f *Finding, url string) {
	if url != "" {
		x.fixed(f).URL = url
	}
}

func (x *examination) fixHeader(f *Finding, name, value string) {
	f.fix(x.withHeader(name, value))
}

// fixToken puts a token into the line Authorization, if there is one.
func (x *examination) fixToken(f *Finding, token string) {
	if token != "" && x.auth.line >= 0 {
		x.fixBearer(f, token)
	}
}

// fixBearer is fixToken for whatever is left of a token.
func (x *examination) fixBearer(f *Finding, token string) {
	f.fix(x.withLine(x.auth.line, "Bearer "+token))
}
