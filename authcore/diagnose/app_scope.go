// The scopes that an App asks for. A PIM drops those that it does not know, and
// says nothing: the App hears of it when it is refused.

package diagnose

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// enterpriseScopes are those of the Enterprise Edition, by its documentation.
const enterpriseScopes = "read_asset_families write_asset_families read_assets write_assets delete_assets " +
	"read_reference_entities write_reference_entities read_reference_entity_records write_reference_entity_records delete_reference_entity_records"

// longestScopes is more than anybody asks for; a PIM itself takes 1000.
const longestScopes = 4000

// A wrongScope is a word that no PIM takes for a scope.
type wrongScope struct {
	scope, nearest string
}

func scopesOfApp(x *examination) {
	name := "scope"
	switch x.route {
	case routeAppAuthorize:
	case routeAppScopes:
		name = "scopes"
	case routeAppToken, routeAPI:
		x.scopesBefore()
		return
	default:
		return
	}
	query, _ := rawQuery(x.q.URL)
	p, ok := paramOf(query, name)
	if !ok || len(p.value) > longestScopes {
		return
	}
	certainty := Certain
	if x.answer != none {
		certainty = Likely // it is not what the answer is about
	}
	raw := x.q.URL[p.from:p.to]
	if separator := wrongSeparator(p.value); separator != "" {
		scopes := strings.Join(scopeWords(p.value), "%20")
		x.find("scope_separator", certainty).arg("char", separator).because(x.inURL(p.from, p.to)).
			fix(x.withURL(x.q.URL[:p.from] + scopes + x.q.URL[p.to:]))
	}
	for _, w := range x.wrongScopes(p.value) {
		from, to := p.from, p.to // of one that is written with percent signs
		if at := wordIn(raw, w.scope); at >= 0 {
			from, to = p.from+at, p.from+at+len(w.scope)
		}
		x.find("scope_misspelled", certainty).arg("scope", plainName(w.scope)).arg("nearest", w.nearest).because(x.inURL(from, to)).
			fix(x.withURL(x.q.URL[:from] + w.nearest + x.q.URL[to:]))
	}
}

// scopesBefore finds what the App had asked for in vain: the token that it gets
// lacks it, and so does the permission.
func (x *examination) scopesBefore() {
	if x.route == routeAPI && x.answer != entityForbidden && x.answer != apiForbidden || x.route == routeAppToken && x.answer != success {
		return
	}
	for n := len(x.before) - 1; n >= 0; n-- {
		q := x.before[n].Request
		if q == nil {
			continue
		}
		if r, _ := routeOf(pathOf(q.URL)); r != routeAppAuthorize {
			continue
		}
		query, _ := rawQuery(q.URL)
		p, _ := paramOf(query, "scope")
		if len(p.value) > longestScopes {
			return
		}
		for _, w := range x.wrongScopes(p.value) {
			x.find("scope_misspelled", Likely).arg("scope", plainName(w.scope)).arg("nearest", w.nearest).
				because(Mark{In: "earlier", Part: "url", Line: n, From: p.from, To: p.to})
		}
		return // the last one counts
	}
}

// wrongSeparator returns what stands between scopes in place of a blank.
func wrongSeparator(scopes string) string {
	for _, c := range ",;|" {
		if strings.ContainsRune(scopes, c) {
			return string(c)
		}
	}
	return ""
}

func scopeWords(scopes string) []string {
	return strings.FieldsFunc(scopes, func(c rune) bool { return strings.ContainsRune(" ,;|\t\r\n", c) })
}

// wrongScopes returns the words that look like a scope and are none. A word
// that is like none may be a scope of a later PIM.
func (x *examination) wrongScopes(scopes string) []wrongScope {
	version := authcore.SaaS
	if x.known.Version != "" {
		version = authcore.Version(x.known.Version)
	}
	var names []string
	for _, s := range authcore.Scopes(version) {
		names = append(names, s.Name)
	}
	names = append(names, strings.Fields(enterpriseScopes)...)
	var wrong []wrongScope
	for _, word := range scopeWords(scopes) {
		if slices.Contains(names, word) || strings.HasSuffix(word, "_catalogs") {
			continue
		}
		if meant, ok := nearestScope(word, names); ok {
			wrong = append(wrong, wrongScope{scope: word, nearest: meant})
		}
	}
	return wrong
}

// wordIn returns where a word stands in a text and is not a part of another,
// -1 if it does not.
func wordIn(text, word string) int {
	letter := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] == '_' || 'a' <= text[i]|0x20 && text[i]|0x20 <= 'z')
	}
	for at := 0; ; at++ {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return -1
		}
		at += i
		if !letter(at-1) && !letter(at+len(word)) {
			return at
		}
	}
}

// nearestScope returns the scope that a word was meant to be: a misspelled one,
// one with other signs between its words or in another order, or an entity
// without its verb.
func nearestScope(word string, names []string) (string, bool) {
	if len(word) > 64 {
		return "", false
	}
	plain := snakeCase(word)
	if meant, ok := nearest(plain, names); ok {
		return meant, true
	}
	for _, verb := range []string{"read", "write", "delete"} {
		if rest, ok := strings.CutSuffix(plain, "_"+verb); ok {
			if meant, ok := nearest(verb+"_"+rest, names); ok {
				return meant, true
			}
		}
	}
	for _, pair := range [...][2]string{
		{"view", "read"}, {"list", "read"}, {"get", "read"}, {"edit", "write"}, {"update", "write"}, {"create", "write"}, {"manage", "write"}, {"remove", "delete"},
	} {
		if rest, ok := strings.CutPrefix(plain, pair[0]+"_"); ok {
			return nearest(pair[1]+"_"+rest, names)
		}
	}
	if meant, ok := nearest("read_"+plain, names); ok {
		return meant, true
	}
	verb, entity, _ := strings.Cut(plain, "_")
	if verb != "read" && verb != "write" {
		verb, entity = "read", plain
	}
	for _, row := range partsOfScopes {
		if _, ok := nearest(entity, strings.Fields(row.entities)); ok {
			if meant := verb + "_" + row.scope; slices.Contains(names, meant) {
				return meant, true
			}
			return "read_" + row.scope, true
		}
	}
	return "", false
}

// partsOfScopes are entities that have no scope of their own, and whose they
// share.
var partsOfScopes = [...]struct{ entities, scope string }{
	{"attributes attribute_groups families family_variants", "catalog_structure"},
	{"channels", "channel_settings"},
	{"locales currencies", "channel_localization"},
	{"product_models", "products"},
	{"associations", "association_types"},
	{"options", "attribute_options"},
}

// snakeCase writes readProducts, read:products and READ-PRODUCTS as scopes are
// written.
func snakeCase(word string) string {
	var b strings.Builder
	for i := range len(word) {
		c := word[i]
		switch upper := 'A' <= c && c <= 'Z'; {
		case strings.IndexByte(":.-/ ", c) >= 0:
			c = '_'
		case upper && i > 0 && 'a' <= word[i-1] && word[i-1] <= 'z':
			b.WriteString("_" + string(c|0x20))
			continue
		case upper:
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}
