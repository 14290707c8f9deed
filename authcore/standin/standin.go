// Package standin lets a failure be shown to others without its secrets: each
// value is replaced by a stand-in of the same shape, so that whoever opens it
// sees the same diagnosis.
//
// What may leave is listed (vocabulary.go); everything else is replaced, known
// to be secret or not. A stand-in follows from a number and places alone,
// never from what it stands for, and at the end all that leaves is searched
// for what must not be in it.
package standin

import (
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore/diagnose"
)

// A Shared is a failure with stand-ins in the place of values.
type Shared struct {
	Cases    []diagnose.Case // oldest first; the last is in question
	Known    diagnose.Known
	StandIns []StandIn
}

// A StandIn is what stands for a value.
type StandIn struct {
	Kind   string // "secret", "client_id", …, "text"
	Number int    // from 1, within its kind
	Value  string
}

// Name returns "secret#1".
func (s StandIn) Name() string {
	return s.Kind + "#" + strconv.Itoa(s.Number)
}

// A Sharing is a failure about to be shared.
type Sharing struct {
	Shared

	// Same says that the stand-ins give the same diagnosis as the values.
	Same bool

	secrets []string // none of them may leave
}

// maxCases is how many exchanges are shared: the last one and what led to it.
const maxCases = 10

// Make replaces all values of exchanges, oldest first, and of what is known.
func Make(cases []diagnose.Case, known diagnose.Known) *Sharing {
	cases = cases[max(0, len(cases)-maxCases):]
	want := verdict(diagnose.Journal(cases, known))
	var best *Sharing
	// Chance may give a stand-in a form that means something, or letters that
	// were a secret's. Then there are others.
	for salt := range 8 {
		s := made(cases, &known, salt)
		s.Same = verdict(diagnose.Journal(s.Cases, s.Known)) == want
		clean := s.Check(s.json()) == nil
		if best == nil || clean {
			best = s
		}
		if clean && s.Same {
			break
		}
	}
	return best
}

// verdict is what must not change.
func verdict(findings []diagnose.Finding) string {
	var b strings.Builder
	for _, f := range findings {
		b.WriteString(f.Code + " " + f.Certainty.String() + " " + f.Reason)
		for _, a := range f.Args {
			if len(a.Value) < 3 || words.has(a.Value) {
				b.WriteString(" " + a.Name + "=" + a.Value)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func made(cases []diagnose.Case, known *diagnose.Known, salt int) *Sharing {
	m := &maker{of: map[string]StandIn{}, words: map[string]bool{}, secret: known.AppSecret, meant: known.Client.Secret}
	m.memory = memory{salt: salt, known: map[string]*atom{}, grams: map[string]place{}, used: map[string]bool{}, collecting: true}
	m.shared(cases, known)
	m.settle()
	s := &Sharing{Shared: m.shared(cases, known)}
	s.StandIns = m.standIns
	s.secrets = m.needles()
	return s
}

func (m *maker) shared(cases []diagnose.Case, known *diagnose.Known) (s Shared) {
	m.hosts = nil
	s.Known = *known
	m.belongings(&s.Known)
	begin := known.Now
	for i := range cases {
		if begin.IsZero() {
			begin = cases[i].At
		}
	}
	shift(&s.Known.Now, begin)
	for i := range cases {
		c := cases[i]
		shift(&c.At, begin)
		c.Failure = m.failure(c.Failure)
		m.identifier = known.CodeIdentifier
		if c.Request != nil {
			c.Request = m.request(c.Request)
		}
		if c.Response != nil {
			c.Response = m.response(c.Response)
		}
		var gaps []string
		for _, gap := range c.Gaps {
			gaps = append(gaps, m.word(gap))
		}
		c.Gaps = gaps
		s.Cases = append(s.Cases, c)
	}
	return s
}

// epoch is the time of every shared failure: only differences are told.
var epoch = time.Unix(1700000000, 0)

func shift(at *time.Time, begin time.Time) {
	if !at.IsZero() && !begin.IsZero() {
		*at = epoch.Add(at.Sub(begin))
	}
}

// belongings replaces what is known.
func (m *maker) belongings(k *diagnose.Known) {
	m.leaves("client_id secret username password client_id secret code_identifier state",
		&k.Client.ID, &k.Client.Secret, &k.Username, &k.Password, &k.AppClientID, &k.AppSecret, &k.CodeIdentifier, &k.State)
	k.PIM, k.Page = m.optionalURL(k.PIM), m.optionalURL(k.Page)
	if !versions.has(k.Version) {
		k.Version = ""
	}
	var others []diagnose.Environment
	for i := range k.Others {
		e := k.Others[i]
		e.Name = "environment " + strconv.Itoa(i+1)
		e.PIM = m.optionalURL(e.PIM)
		m.leaves("client_id secret username password client_id secret",
			&e.Client.ID, &e.Client.Secret, &e.Username, &e.Password, &e.AppClientID, &e.AppSecret)
		var tokens []string
		for _, token := range e.Tokens {
			tokens = append(tokens, m.leaf(kindToken, token))
		}
		e.Tokens = tokens
		others = append(others, e)
	}
	k.Others = others
}

// leaves replaces values of as many kinds.
func (m *maker) leaves(kinds string, values ...*string) {
	for i, kind := range strings.Fields(kinds) {
		*values[i] = m.leaf(kind, *values[i])
	}
}

func (m *maker) optionalURL(text string) string {
	if text == "" {
		return ""
	}
	return m.url(text)
}

func (m *maker) failure(f *diagnose.Failure) *diagnose.Failure {
	if f == nil {
		return nil
	}
	made := *f
	made.Code, made.What, made.LocalNetwork = m.word(f.Code), m.word(f.What), m.word(f.LocalNetwork)
	if made.Directive = f.Directive; !words.has(f.Directive) {
		made.Directive = m.replaced(f.Directive)
	}
	if f.Where != "" {
		made.Where = m.headerName(f.Where)
		if vocabulary(" method address body ").has(f.Where) {
			made.Where = f.Where
		}
	}
	if f.Host != "" {
		made.Host = m.authority(f.Host)
	}
	return &made
}

// failureWords are the codes of failures, of what fetch refuses and of gaps.
const failureWords vocabulary = " unsendable mixed_content csp timeout cancelled dropped no_cors no_answer engine local_down tls_untrusted tls_expired tls_name tls_failed dns refused connection_timeout fetch_failed prompt denied " +
	"line_feed carriage_return cr_lf blank tab nul control no_break_space zero_width_space byte_order_mark not_latin1 not_ascii soft_hyphen request response method url header body status part "

func (m *maker) word(text string) string {
	if text == "" || failureWords.has(text) || words.has(text) {
		return text
	}
	return m.replaced(text)
}
