// Text whose parts are known: one source for every view that colours,
// underlines or covers the same thing in the same way.

package authcore

import "strings"

// A Kind says what a stretch of Text is, in the wire's own words.
type Kind string

// The kinds. Plain is the zero value.
const (
	Plain        Kind = ""
	Name         Kind = "name"      // the name of a header line
	ClientID     Kind = "client_id" // in clear, escaped or in base64
	Secret       Kind = "secret"    // the client's secret, likewise
	Pair         Kind = "pair"      // four base64 characters that hold bytes of client ID and secret, or the colon
	Password     Kind = "password"  // the user's password
	AccessToken  Kind = "access_token"
	RefreshToken Kind = "refresh_token" //

	// Those of Apps; two bear a second name, since a function and a type
	// have the first.
	State          Kind = "state"
	Code           Kind = "code" // of an authorization
	CodeIdentifier Kind = "code_identifier"
	ChallengeKind  Kind = "code_challenge"
	IDTokenKind    Kind = "id_token"
)

// A Span is a stretch of Text of one kind.
type Span struct {
	Kind Kind
	Text string
}

// Text is a string in spans. Joined, they are the string, byte for byte.
type Text []Span

// String returns the text without its kinds.
func (t Text) String() string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}
