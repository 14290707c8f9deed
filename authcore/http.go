// Messages as text whose parts are known. The marks follow the structure of
// the bytes, whoever built them; what does not parse stays plain text.

package authcore

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// kindOf is the kind of the values of a member of bodies and queries.
func kindOf(member string) Kind {
	switch member {
	case "client_secret", "secret", "clientSecret":
		return Secret
	case "clientId":
		return ClientID
	case "_password":
		return Password
	case "client_id", "password", "access_token", "refresh_token", "state", "code", "code_identifier", "code_challenge", "id_token":
		return Kind(member)
	}
	return Plain
}

// HTTP returns the request as raw HTTP: request line, Host, the header lines,
// and, if there is a body, a blank line and the body, byte for byte. Lines end
// in \n. The request line names no version of HTTP and the text no header that
// a transport adds (Content-Length, User-Agent, …): both are the transport's
// choice, not the request's.
func (r Request) HTTP() Text {
	var t Text
	u, err := urltext.Parse(r.URL)
	target := u.Target()
	if err != nil {
		target = r.URL
	}
	t.add(Plain, r.Method+" ")
	t.addTarget(target)
	t.add(Plain, "\n")
	if u.Host != "" {
		t.addField(Field{"Host", u.Host})
		t.add(Plain, "\n")
	}
	for _, f := range r.Header {
		t.addField(f)
		t.add(Plain, "\n")
	}
	if r.Body != nil {
		t.add(Plain, "\n")
		t.addBody(r.Body)
	}
	return t.joined()
}

// BodyText returns the body with the secrets that stand in its JSON marked.
func (r Response) BodyText() Text {
	var t Text
	t.addBody(r.Body)
	return t.joined()
}

// add appends a stretch of text. In the end joined makes one span of those of
// one kind: doing it here would copy what is there again and again.
func (t *Text) add(kind Kind, text string) {
	if text != "" {
		*t = append(*t, Span{kind, text})
	}
}

// joined returns the text with no two spans of one kind beside each other.
func (t Text) joined() Text {
	var joined Text
	for from := 0; from < len(t); {
		to := from + 1
		for to < len(t) && t[to].Kind == t[from].Kind {
			to++
		}
		joined = append(joined, Span{t[from].Kind, t[from:to].String()})
		from = to
	}
	return joined
}

// addTarget appends a path and its query.
func (t *Text) addTarget(target string) {
	path, query, ok := strings.Cut(target, "?")
	t.add(Plain, path)
	if ok {
		t.add(Plain, "?")
		t.addForm(query)
	}
}

func (t *Text) addField(f Field) {
	t.add(Name, f.Name)
	t.add(Plain, ": ")
	scheme, credentials, ok := strings.Cut(f.Value, " ")
	switch {
	case !ok || !strings.EqualFold(f.Name, "Authorization"):
		t.add(Plain, f.Value)
	case strings.EqualFold(scheme, "Bearer"):
		t.add(Plain, scheme+" ")
		t.add(AccessToken, credentials)
	case strings.EqualFold(scheme, "Basic"):
		t.add(Plain, scheme+" ")
		t.addCredentials(credentials)
	default:
		t.add(Plain, f.Value)
	}
}

// addCredentials appends the base64 of a pair, its groups of four characters
// marked as [Client.Groups] has them. What is not base64, or not that of a
// pair, has no groups.
func (t *Text) addCredentials(credentials string) {
	pair, at := decodeBase64(credentials)
	colon := strings.IndexByte(string(pair), ':')
	if at >= 0 || colon < 0 {
		t.add(Plain, credentials)
		return
	}
	both := colon / 3 * 4 // where the group of the colon begins
	t.add(ClientID, credentials[:both])
	t.add(Pair, credentials[both:both+4])
	t.add(Secret, credentials[both+4:])
}

// addBody appends a JSON text, or a form, or what is neither and therefore has
// no member to mark. The bytes decide: a wrong Content-Type is no reason to
// leave a secret unmarked.
func (t *Text) addBody(body []byte) {
	if start := strings.TrimSpace(string(body)); !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		t.addForm(string(body))
		return
	}
	found := jsontext.Strings(body)
	// Elsewhere than in the exchange of a code, a code names a category and
	// what else a PIM holds.
	exchange := slices.ContainsFunc(found, func(s jsontext.Stretch) bool { return s.Name == "code_identifier" || s.Name == "grant_type" })
	at := 0
	for _, s := range found {
		t.add(Plain, string(body[at:s.Start]))
		text := string(body[s.Start:s.End])
		switch kind := kindOf(s.Name); {
		case kind == Plain:
			t.addCallback(text)
		case kind == State || kind == Code && !exchange:
			t.add(Plain, text)
		default:
			t.add(kind, text)
		}
		at = s.End
	}
	t.add(Plain, string(body[at:]))
}

// addCallback appends a string of JSON, which may be the address of a callback.
func (t *Text) addCallback(text string) {
	for {
		at, kind := -1, Plain
		for _, k := range [...]Kind{Code, State} {
			for _, before := range [...]string{"?", "&", `\u0026`} {
				name := before + string(k) + "="
				if i := strings.Index(text, name); i >= 0 && (at < 0 || i+len(name) < at) {
					at, kind = i+len(name), k
				}
			}
		}
		if at < 0 {
			t.add(Plain, text)
			return
		}
		end := at + strings.IndexAny(text[at:]+"&", `&\#`)
		t.add(Plain, text[:at])
		t.add(kind, text[at:end])
		text = text[end:]
	}
}

func (t *Text) addForm(form string) {
	plain, at := 0, 0 // where what is not yet added begins, and the next parameter
	for piece := range strings.SplitSeq(form, "&") {
		if name, value, ok := strings.Cut(piece, "="); ok {
			if kind := kindOf(urltext.QueryUnescape(name)); kind != Plain {
				start := at + len(name) + 1
				t.add(Plain, form[plain:start])
				t.add(kind, value)
				plain = start + len(value)
			}
		}
		at += len(piece) + 1
	}
	t.add(Plain, form[plain:])
}
