// Values: what a parameter, a member or a header line holds, by what it is
// called.

package standin

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// Kinds of stand-ins.
const (
	kindClientID   = "client_id"
	kindSecret     = "secret"
	kindUsername   = "username"
	kindPassword   = "password"
	kindToken      = "token"
	kindRefresh    = "refresh_token"
	kindCode       = "code"
	kindState      = "state"
	kindIdentifier = "code_identifier"
	kindChallenge  = "code_challenge"
	kindText       = "text"
)

// kinds are what the values of parameters and members are.
var kinds = [...]struct {
	names vocabulary
	kind  string
}{
	{" client_id clientid client id appid ", kindClientID},
	{" client_secret secret clientsecret ", kindSecret},
	{" username user login user_name email _username ", kindUsername},
	{" password pass passwd pwd _password ", kindPassword},
	{" access_token token accesstoken id_token ", kindToken},
	{" refresh_token refreshtoken ", kindRefresh},
	{" code ", kindCode},
	{" state ", kindState},
	{" code_identifier code_verifier ", kindIdentifier},
	{" code_challenge ", kindChallenge},
}

// A maker makes stand-ins. It goes through everything twice: to collect, and
// to replace.
type maker struct {
	memory
	standIns []StandIn
	of       map[string]StandIn // by the value that it stands for
	hosts    []string           // in the order in which they came, in small letters
	passed   []string           // words that passed since they are nearly known
	secrets  []string           // what was replaced
	words    map[string]bool    // whether they pass

	meant      string // the secret of the client that was meant
	secret     string // of the App that was meant
	identifier string // of the exchange in question
}

// What the documentation prints is nobody's, and to send it is a fault of its
// own.
var (
	samplePairs = [...]string{
		"4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s:5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
		"3_1swng54dv680w0o8gcwcww84swkoc044ocsg4ocwk4cc00ck0w:3suahxe88licow00g0o80gccgggw8cskg4wco8woooww4880so",
	}
	sampleTokens = [...]string{
		"NzFiYTM4ZTEwMjcwZTcyZWIzZTA0NmY3NjE3MTIyMjM1Y2NlMmNlNWEyMTAzY2UzYmY0YWIxYmUzNTkyMDcyNQ",
		"MjkxYjM0ZGU0OGQzN2MzNmRmOGFkMzgxODdhMDZiNmE1MTI2ZDJmYmM5MTBhZWFiMGY0ZjE3YzJhOTJkOGRlZA",
	}
)

// depth is how many encodings within each other are looked through.
const depth = 4

// leaf replaces a value.
func (m *maker) leaf(kind, text string) string {
	return m.nested(kind, text, depth)
}

func (m *maker) nested(kind, text string, left int) string {
	if text == sampleTokens[0] || text == sampleTokens[1] {
		return text
	}
	if text == "" || (kind == kindClientID || kind == kindSecret || kind == kindToken || kind == kindRefresh) && isPlaceholder(text) {
		return text
	}
	if start := strings.TrimLeft(text, " \t\r\n'\"\uFEFF"); left > 0 && (strings.HasPrefix(start, "{") && strings.Contains(start, ":") || strings.HasPrefix(start, "[{")) {
		return m.json(text)
	}
	if left > 0 && isURL(text) {
		return m.url(text)
	}
	core := strings.TrimFunc(text, isShape)
	made := ""
	if v := percentView(text, false); left > 0 && v.plain != text {
		made = v.again(m.nested(kind, v.plain, left-1))
	} else if v, ok := telling(core); left > 0 && ok {
		at := strings.Index(text, core)
		made = m.replaced(text[:at]) + v.again(m.within(v.plain, left-1)) + m.replaced(text[at+len(core):])
		core = ""
	} else {
		made = m.replaced(text)
	}
	if core != "" && !m.collecting {
		m.note(kind, core, strings.TrimFunc(made, isShape))
	}
	return made
}

// within replaces what base64 says: a pair, base64 again, or anything.
func (m *maker) within(text string, left int) string {
	if left > 0 {
		if v, ok := telling(text); ok {
			return v.again(m.within(v.plain, left-1))
		}
	}
	return m.pair(text, left)
}

// pair replaces "client ID:secret", in which anything may stand instead.
func (m *maker) pair(text string, left int) string {
	id, secret, ok := strings.Cut(text, ":")
	if (text == samplePairs[0] || text == samplePairs[1]) && secret != m.meant {
		return text
	}
	if !ok || strings.HasPrefix(text, "{") {
		return m.nested(kindSecret, text, left)
	}
	return m.nested(kindClientID, id, left) + ":" + m.nested(kindSecret, secret, left)
}

// telling returns what a text says if it is base64 of a text.
func telling(text string) (view, bool) {
	if len(text) < 12 || len(text) > 1<<14 || isTokens(text) || strings.ContainsAny(text, ": ,;.{}()<>@%&\"'") {
		return view{}, false
	}
	v, ok := base64View(text)
	return v, ok && isText(v.plain)
}

// isText reports whether bytes are characters that people type.
func isText(text string) bool {
	for _, r := range text {
		if r == 0xFFFD || r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7F {
			return false
		}
	}
	return true
}

// note remembers what stands for a value. The kind under which it came first
// is its name.
func (m *maker) note(kind, value, standIn string) {
	if _, ok := m.of[value]; ok {
		return
	}
	number := 1
	for _, s := range m.standIns {
		if s.Kind == kind {
			number++
		}
	}
	s := StandIn{kind, number, standIn}
	m.of[value] = s
	m.standIns = append(m.standIns, s)
	m.secrets = append(m.secrets, value)
}

// passing are the values that pass as they are, by what they are called. Of
// digits there may be few.
var passing = [...]struct{ names, values vocabulary }{
	{" grant_type granttype grant ", grants},
	{" code_challenge_method ", " s256 plain "},
	{" token_type ", schemes},
}

const (
	counts    vocabulary = " page limit expires_in status status_code line current_page items_count "
	flags     vocabulary = " with_count pagination_type with_position with_enriched_attributes with_attribute_options "
	sentences vocabulary = " message error error_description detail details hint title type route methods path documentation method "
)

// named replaces the value of a parameter or member.
func (m *maker) named(name, text string) string {
	name = strings.ToLower(name)
	for i := range passing {
		if passing[i].names.has(name) {
			return m.oneOf(text, passing[i].values)
		}
	}
	digits := strings.Trim(text, "-0123456789") == ""
	switch {
	case name == "response_type":
		return m.listed(text, " code token id_token ")
	case vocabulary(" scope scopes authenticationscopes ").has(name):
		return m.listed(text, scopeNames())
	case digits && len(text) <= 7 && counts.has(name),
		digits && len(text) <= 3 && name == "code", // a status
		flags.has(name) && vocabulary(" true false 0 1 page search_after ").has(text):
		return text
	case sentences.has(name):
		return m.told(text)
	case name == "code_challenge":
		return m.challenge(text)
	}
	for i := range kinds {
		if kinds[i].names.has(name) {
			return m.leaf(kinds[i].kind, text)
		}
	}
	return m.leaf(kindText, text)
}

// oneOf lets a word pass, or what is nearly one.
func (m *maker) oneOf(text string, v vocabulary) string {
	if near, ok := m.nearly(text, v); ok {
		return near
	}
	for _, prefix := range [...]string{"urn:ietf:params:oauth:grant-type:", "urn:", "http://", "https://"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			return prefix + m.leaf(kindText, rest)
		}
	}
	return m.leaf(kindText, text)
}

func scopeNames() vocabulary {
	known := " read_asset_families write_asset_families read_assets write_assets delete_assets read_reference_entities write_reference_entities read_reference_entity_records write_reference_entity_records "
	for _, s := range authcore.Scopes(authcore.SaaS) {
		known += s.Name + " "
	}
	return vocabulary(known)
}

// listed lets words pass one by one, whatever separates them.
func (m *maker) listed(text string, v vocabulary) string {
	var b strings.Builder
	for text != "" {
		n := strings.IndexFunc(text, func(r rune) bool { return r < 0x80 && r != '_' && r != '-' && !isAlnum(byte(r)) })
		if n < 0 {
			n = len(text)
		}
		if n > 0 {
			b.WriteString(m.oneOf(text[:n], v))
		}
		if n < len(text) {
			b.WriteByte(text[n])
			n++
		}
		text = text[n:]
	}
	return b.String()
}

// told replaces what is no known word in a sentence, a page or a header line,
// and the addresses in it.
func (m *maker) told(text string) string {
	if v := percentView(text, false); v.plain != text && !strings.Contains(text, "://") {
		return v.again(m.sentence(v.plain))
	}
	return m.sentence(text)
}

func (m *maker) sentence(text string) string {
	var b strings.Builder
	for at := 0; at < len(text); {
		rest := text[at:]
		fresh := at == 0 || !isAlnum(text[at-1])
		if fresh && isURL(rest) {
			n := strings.IndexAny(rest, " \t\r\n\"'<>()`\\|{},")
			if n < 0 {
				n = len(rest)
			}
			b.WriteString(m.url(rest[:n]))
			at += n
			continue
		}
		if fresh {
			if n := run(rest, "+/=-_"); n >= 12 {
				if v, ok := telling(rest[:n]); ok {
					b.WriteString(v.again(m.within(v.plain, depth-1)))
					at += n
					continue
				}
			}
		}
		n := run(rest, "_")
		switch word := rest[:n]; {
		case n == 0:
			n = 1
			for at+n < len(text) && text[at+n]&0xC0 == 0x80 {
				n++
			}
			b.WriteString(m.replaced(rest[:n]))
		case m.isWord(word):
			b.WriteString(word)
		case n == 3 && '1' <= word[0] && word[0] <= '5' && strings.Trim(word, "0123456789") == "" && (at == 0 || strings.IndexByte(`#\%&x`, text[at-1]) < 0):
			b.WriteString(word) // a status
		default:
			b.WriteString(m.parts(word))
		}
		at += n
	}
	return b.String()
}

// isWord reports whether a word passes in a sentence. A page repeats its words.
func (m *maker) isWord(word string) bool {
	is, seen := m.words[word]
	if !seen {
		is = words.has(word) || pathWords.has(word) || parameters.has(word)
		m.words[word] = is
	}
	return is
}

// parts replaces the parts of a_name_like_this that are no known words.
func (m *maker) parts(word string) string {
	pieces := strings.Split(word, "_")
	for i, p := range pieces {
		if !m.isWord(p) {
			pieces[i] = m.replaced(p)
		}
	}
	return strings.Join(pieces, "_")
}

// run returns how many letters, digits and other given characters text begins
// with.
func run(text, others string) int {
	n := 0
	for n < len(text) && (isAlnum(text[n]) || strings.IndexByte(others, text[n]) >= 0) {
		n++
	}
	return n
}
