// Package diagnose names the cause of a failure, and its cure, from the bytes
// of what was sent and what came back.
//
// It is pure: [Exchange], [Request], [Response] and [Journal] take values and
// return findings, most likely first. A finding is data: a stable code with
// arguments, how certain it is, where the evidence stands, the request as it
// should have been, and requests that would decide between causes. The words
// for people stand in the package words, which programs that only look at
// codes need not link.
//
// What a PIM refuses, and in which order it looks, follows its sources; see
// [Finding.Source].
package diagnose

import (
	"time"

	"github.com/pim-auth/playground/authcore"
)

// A Case is one exchange as far as it is known.
type Case struct {
	Request  *authcore.Request  // nil: not known. Its Method and URL may be empty if only a header is
	Response *authcore.Response // nil: none came, or it is not known
	Failure  *Failure           // why no answer came; nil: not known, or one came
	At       time.Time          // when it was sent, by the PIM's clock; zero: not known

	// Gaps are the parts of the Request whose bytes are not known, since a
	// variable or a file of a shell would have put them there, or a log holds
	// the first line only: "url", "authorization", "header" (the other lines),
	// "body".
	Gaps []string
}

// A Failure is why a page, or a program, has no answer.
type Failure struct {
	// Code is one of those of a page: unsendable, mixed_content, csp, timeout,
	// cancelled, dropped, no_cors, no_answer, engine, local_down; or of a
	// program: tls_untrusted, tls_expired, tls_name, tls_failed, dns, refused,
	// fetch_failed.
	Code string

	// Of unsendable: the byte that fetch would change or refuse.
	Where  string // the name of a header line, or "method", "address", "body"
	What   string // what stands there: "line_feed", "no_break_space", …
	Offset int    // bytes before it, in that value

	Directive    string // of csp: "connect-src"
	MayHaveActed bool   // the PIM may have acted on the request
	LocalNetwork string // what the browser says of addresses near it: "", "prompt" or "denied"
	Host         string // that did not answer
	Seconds      int    // that were waited; 0: not known

	relay *authcore.Response // of a relay itself, in place of the PIM's
}

// Known is what is known beside the exchanges. The zero value is nothing.
type Known struct {
	PIM            string          // its address
	Version        string          // "1.7" to "7.0", "saas"; "": not known
	Client         authcore.Client // the pair that was meant
	Username       string          // likewise
	Password       string
	AppClientID    string // of the App that was meant
	AppSecret      string
	CodeIdentifier string
	State          string        // that was sent to the PIM
	Others         []Environment // what belongs to other PIMs
	Now            time.Time     // by the PIM's clock
	Page           string        // the origin of the page that sent; "": it was no page
	Relay          bool          // the requests go through a relay, which has answers of its own
}

// An Environment is another PIM and what is known of it. Its name is shown.
type Environment struct {
	Name                   string
	PIM                    string
	Client                 authcore.Client
	Username, Password     string
	AppClientID, AppSecret string
	Tokens                 []string
}

// A Certainty says how sure a finding is.
type Certainty int

// The certainties, the surest first.
const (
	Certain  Certainty = iota // the bytes, or the journal, prove it
	Likely                    // a strong sign, but something else gives the same bytes
	Possible                  // it fits, and nothing speaks for it more than for others
	RuledOut                  // it would fit the answer, but the bytes say no
)

// String returns "certain", "likely", "possible" or "ruled_out".
func (c Certainty) String() string {
	return [...]string{"certain", "likely", "possible", "ruled_out"}[c]
}

// A Finding is one cause, and what to do about it.
type Finding struct {
	Code      string // stable: "basic_line_feed", …
	Certainty Certainty
	Args      []Arg // for the words, none of them secret
	Evidence  []Mark
	Fix       *authcore.Request // the request without this fault; nil where the cure is none of the request
	Probes    []Probe           // each would decide whether it is this
	Source    string            // where the rule stands: "token/4", "bearer/expired", … (see package words)
	Reason    string            // of RuledOut: why, as a code
}

// An Arg is an argument of a finding's words.
type Arg struct {
	Name, Value string
}

// Arg returns the value of an argument, "" if there is none of the name.
func (f Finding) Arg(name string) string {
	for _, a := range f.Args {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// A Mark is a stretch of bytes that shows a fault.
type Mark struct {
	// In is the message: "request", "response", or "earlier", which is the
	// request of the exchange number Line of those before.
	In   string
	Part string // "method", "url", "status", "header" (a line's value) or "body"
	Line int    // of the header, from 0
	From int    // bytes of the part before the stretch
	To   int    // bytes of the part up to its end; From: a place between two bytes

	// Decoded says that From and To count bytes of what the base64 in the
	// header says, not of the header.
	Decoded bool
}

// A Probe is a request that would decide. It never holds a user's password,
// and no PIM issues a token for it.
type Probe struct {
	Name    string // "pair_in_header", "pair_in_body", …
	Request authcore.Request
}

// Exchange finds what is wrong with one exchange. No findings: nothing is.
func Exchange(c Case, known Known) []Finding {
	return Journal([]Case{c}, known)
}

// Request finds what a PIM would refuse in a request that has not been sent,
// or whose answer is not known.
func Request(r authcore.Request, known Known) []Finding {
	return Exchange(Case{Request: &r}, known)
}

// Response finds what an answer alone says.
func Response(r authcore.Response, known Known) []Finding {
	return Exchange(Case{Response: &r}, known)
}

// Journal finds what is wrong with the last of several exchanges with one PIM.
// Those before it, oldest first, are evidence: a refresh token that they have
// used, a token that they have seen expire.
func Journal(cases []Case, known Known) []Finding {
	if len(cases) == 0 {
		return nil
	}
	if known.Relay {
		cases = withoutRelay(cases)
	}
	x := examine(cases, known)
	for _, rules := range [...][]rule{browserRules, bodyRules, basicRules, answerRules, serverRules, tokenRules, appRules} {
		for _, look := range rules {
			look(x)
		}
	}
	return x.settled()
}
