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

	"github.com/pim-auth/playground/authcore"
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
		s := made(cases, known, salt)
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

func made(cases []diagnose.Case, known diagnose.Known, salt int) *Sharing {
	m := &maker{of: map[string]StandIn{}, words: map[string]bool{}, secret: known.AppSecret, meant: known.Client.Secret}
	m.memory = memory{salt: salt, known: map[string]*atom{}, grams: map[string]place{}, used: map[string]bool{}, collecting: true}
	m.shared(cases, known)
	m.settle()
	s := &Sharing{Shared: m.shared(cases, known)}
	s.StandIns = m.standIns
	s.secrets = m.needles()
	return s
}

func (m *maker) shared(cases []diagnose.Case, known diagnose.Known) Shared {
	m.hosts = nil
	s := Shared{Known: m.knownOf(known)}
	begin := known.Now
	for _, c := range cases {
		if begin.IsZero() {
			begin = c.At
		}
	}
	shift := func(at time.Time) time.Time {
		if at.IsZero() || begin.IsZero() {
			return at
		}
		return epoch.Add(at.Sub(begin))
	}
	s.Known.Now = shift(known.Now)
	for _, c := range cases {
		made := diagnose.Case{At: shift(c.At), Failure: m.failure(c.Failure)}
		m.identifier = known.CodeIdentifier
		if c.Request != nil {
			r := m.request(*c.Request)
			made.Request = &r
		}
		if c.Response != nil {
			r := m.response(*c.Response)
			made.Response = &r
		}
		for _, gap := range c.Gaps {
			made.Gaps = append(made.Gaps, m.word(gap))
		}
		s.Cases = append(s.Cases, made)
	}
	return s
}

// epoch is the time of every shared failure: only differences are told.
var epoch = time.Unix(1700000000, 0)

func (m *maker) knownOf(k diagnose.Known) diagnose.Known {
	made := diagnose.Known{
		Client:         m.client(k.Client),
		Username:       m.leaf(kindUsername, k.Username),
		Password:       m.leaf(kindPassword, k.Password),
		AppClientID:    m.leaf(kindClientID, k.AppClientID),
		AppSecret:      m.leaf(kindSecret, k.AppSecret),
		CodeIdentifier: m.leaf(kindIdentifier, k.CodeIdentifier),
		State:          m.leaf(kindState, k.State),
		PIM:            m.optionalURL(k.PIM),
		Page:           m.optionalURL(k.Page),
	}
	if versions.has(k.Version) {
		made.Version = k.Version
	}
	for i, e := range k.Others {
		other := diagnose.Environment{
			Name:        "environment " + strconv.Itoa(i+1),
			PIM:         m.optionalURL(e.PIM),
			Client:      m.client(e.Client),
			Username:    m.leaf(kindUsername, e.Username),
			Password:    m.leaf(kindPassword, e.Password),
			AppClientID: m.leaf(kindClientID, e.AppClientID),
			AppSecret:   m.leaf(kindSecret, e.AppSecret),
		}
		for _, token := range e.Tokens {
			other.Tokens = append(other.Tokens, m.leaf(kindToken, token))
		}
		made.Others = append(made.Others, other)
	}
	return made
}

func (m *maker) client(c authcore.Client) authcore.Client {
	return authcore.Client{ID: m.leaf(kindClientID, c.ID), Secret: m.leaf(kindSecret, c.Secret)}
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
