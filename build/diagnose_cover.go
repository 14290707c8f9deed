// The evidence of a finding as a line with marks under it, its secrets covered.

package main

import (
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// width is how much of a long line is printed around a mark.
const width = 60

// evidence returns the line that a mark is in, and carets below what is marked.
func (r report) evidence(m diagnose.Mark) (line, carets string, ok bool) {
	c := r.found.Cases[len(r.found.Cases)-1]
	if m.In == "earlier" && m.Line < len(r.found.Cases) {
		return "exchange " + string(rune('1'+m.Line)) + ": " + r.line(r.found.Cases[m.Line]), "", true
	}
	before, text, secret := "", "", []bool(nil)
	switch {
	case m.In == "request" && c.Request != nil:
		before, text, secret = ofRequest(*c.Request, m)
	case m.In == "response" && c.Response != nil:
		before, text, secret = ofResponse(*c.Response, m)
	}
	if text == "" || m.From > m.To || m.To > len(text) {
		return "", "", false
	}
	from, to := 0, len(text)
	if m.Part == "body" {
		// The line of the body that the mark begins in.
		from = strings.LastIndexByte(text[:m.From], '\n') + 1
		if end := strings.IndexByte(text[m.From:], '\n'); end >= 0 && m.From+end >= m.To {
			to = m.From + end
		}
	}
	from, to = max(from, m.From-width), min(to, m.To+width)
	var shown, below strings.Builder
	shown.WriteString(before)
	below.WriteString(strings.Repeat(" ", utf8.RuneCountInString(before)))
	for i := from; i < to; {
		char, n := utf8.DecodeRuneInString(text[i:])
		marked := m.From <= i && i < m.To
		if !r.open && secret != nil && secret[i] && (!marked || isLetterOrDigit(char)) {
			char = '•'
		}
		shown.WriteRune(visible(char))
		if marked || m.From == m.To && i == m.From {
			below.WriteByte('^')
		} else {
			below.WriteByte(' ')
		}
		i += n
	}
	if m.From == m.To && m.From == to {
		below.WriteByte('^')
	}
	return shown.String(), strings.TrimRight(below.String(), " "), true
}

// visible returns a character that can be seen for one that cannot.
func visible(char rune) rune {
	switch {
	case char < ' ':
		return '␀' + char
	case char == 0x7F:
		return '␡'
	case char == '\u00A0':
		return '⍽'
	case 0x200B <= char && char <= 0x200F, char == 0xFEFF, char == 0x2060, char == utf8.RuneError:
		return '\uFFFD'
	}
	return char
}

func isLetterOrDigit(char rune) bool {
	return char >= utf8.RuneSelf || '0' <= char && char <= '9' || 'A' <= char && char <= 'Z' || 'a' <= char && char <= 'z'
}

// ofRequest returns the part of a request that a mark is in, what is printed
// before it, and which of its bytes are secret.
func ofRequest(q authcore.Request, m diagnose.Mark) (before, text string, secret []bool) {
	switch {
	case m.Part == "method":
		return "", q.Method, nil
	case m.Part == "url":
		return "", q.URL, secretsOfAddress(q.URL)
	case m.Part == "body":
		return "", string(q.Body), secretsOfBody(string(q.Body))
	case m.Part != "header" || m.Line >= len(q.Header):
		return "", "", nil
	}
	f := q.Header[m.Line]
	if m.Decoded {
		pair := decoded(f.Value)
		return "decoded: ", pair, all(pair)
	}
	secret = make([]bool, len(f.Value))
	if strings.EqualFold(f.Name, "Authorization") || strings.EqualFold(f.Name, "Cookie") {
		for i := 1 + strings.IndexByte(f.Value, ' '); i < len(f.Value); i++ {
			secret[i] = true
		}
	}
	return f.Name + ": ", f.Value, secret
}

func ofResponse(a authcore.Response, m diagnose.Mark) (before, text string, secret []bool) {
	switch {
	case m.Part == "body":
		for _, s := range a.BodyText() {
			for range len(s.Text) {
				secret = append(secret, s.Kind != authcore.Plain && s.Kind != authcore.Name)
			}
		}
		return "", string(a.Body), secret
	case m.Part != "header" || m.Line >= len(a.Header):
		return "", "", nil
	}
	f := a.Header[m.Line]
	switch {
	case strings.EqualFold(f.Name, "Location"):
		secret = secretsOfAddress(f.Value)
	case strings.EqualFold(f.Name, "Set-Cookie"):
		secret = all(f.Value)
	}
	return f.Name + ": ", f.Value, secret
}

func all(text string) []bool {
	secret := make([]bool, len(text))
	for i := range secret {
		secret[i] = true
	}
	return secret
}

// decoded is what a lenient reader makes of the base64 in a header.
func decoded(value string) string {
	_, text, _ := strings.Cut(value, " ")
	text = strings.Map(func(c rune) rune {
		switch c {
		case '-':
			return '+'
		case '_':
			return '/'
		case ' ', '\t', '\r', '\n', '=':
			return -1
		}
		return c
	}, text)
	pair, _ := base64.RawStdEncoding.DecodeString(text)
	return string(pair)
}

// secretsOfAddress are the values of the query, and a user before the host.
func secretsOfAddress(address string) []bool {
	secret := make([]bool, len(address))
	if start, end := strings.Index(address, "://"), strings.IndexByte(address, '@'); start >= 0 && end > start {
		for i := start + 3; i < end; i++ {
			secret[i] = true
		}
	}
	value := false
	for i := 1 + strings.IndexAny(address, "?#"); i > 0 && i < len(address); i++ {
		switch address[i] {
		case '&':
			value = false
		case '=':
			value = true
		default:
			secret[i] = value
		}
	}
	return secret
}

// parameters are the names that a body may show.
var parameters = []string{"grant_type", "username", "password", "refresh_token", "client_id", "client_secret", "scope", "code", "code_identifier", "code_challenge", "access_token"}

// secretsOfBody are all letters and digits but those of the parameters' names,
// and of a grant. It looks at words, not at JSON or a form: the body may be
// neither.
func secretsOfBody(body string) []bool {
	secret := make([]bool, len(body))
	last := ""
	for at := 0; at < len(body); {
		end := at
		for end < len(body) && (isLetterOrDigit(rune(body[end])) || body[end] == '_') {
			end++
		}
		if end == at {
			secret[at] = last != "" && !strings.ContainsRune("\"'{}[]:,=& \r\n\t", rune(body[at]))
			at++
			continue
		}
		word := body[at:end]
		after := strings.TrimLeft(body[end:], "\"'”’ ")
		isName := slices.Contains(parameters, word) && (strings.HasPrefix(after, ":") || strings.HasPrefix(after, "="))
		isGrant := last == "grant_type" && (word == "password" || word == "refresh_token" || word == "authorization_code" || word == "client_credentials")
		for i := at; i < end && !isName && !isGrant; i++ {
			secret[i] = true
		}
		if last = word; !isName {
			last = "-"
		}
		at = end
	}
	return secret
}

// address returns an address with its secrets covered.
func (r report) address(address string) string {
	if r.open {
		return address
	}
	secret := secretsOfAddress(address)
	var b strings.Builder
	for i, char := range address {
		if secret[i] {
			char = '•'
		}
		b.WriteRune(char)
	}
	return b.String()
}
