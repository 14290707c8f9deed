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
	p := x.asks(name)
	certainty := Certain
	if x.answer != none {
		certainty = Likely // it is not what the answer is about
	}
	if separator := wrongSeparator(p.value); separator != "" {
		found := x.findIn(p, "scope_separator", certainty).arg("char", separator)
		x.fixInURL(found, p.from, p.to, strings.Join(scopeWords(p.value), "%20"))
	}
	x.wrongScopes(p, certainty, -1)
}

// scopesBefore finds what the App had asked for in vain: the token that it gets
// lacks it, and so does the permission.
func (x *examination) scopesBefore() {
	if x.route == routeAPI && x.answer != entityForbidden && x.answer != apiForbidden || x.route == routeAppToken && x.answer != success {
		return
	}
	for n := len(x.before) - 1; n >= 0; n-- {
		e := x.past(n)
		if e.route != routeAppAuthorize {
			continue
		}
		x.wrongScopes(e.asks("scope"), Likely, n)
		return // the last one counts
	}
}

// wrongSeparator returns what stands between scopes in place of a blank.
func wrongSeparator(scopes string) string {
	for _, c := range [...]string{",", ";", "|"} {
		if strings.Contains(scopes, c) && len(scopes) <= longestScopes {
			return c
		}
	}
	return ""
}

func scopeWords(scopes string) []string {
	return strings.FieldsFunc(scopes, func(c rune) bool { return strings.ContainsRune(" ,;|\t\r\n", c) })
}

// wrongScopes finds the words that look like a scope and are none, in the
// address of this request, or of an earlier one. A word that is like none may
// be a scope of a later PIM.
func (x *examination) wrongScopes(p *param, certainty Certainty, earlier int) {
	if len(p.value) > longestScopes {
		return
	}
	text := ""
	known := authcore.Scopes(authcore.Version(or(x.known.Version, string(authcore.SaaS))))
	for i := range known {
		text += known[i].Name + " "
	}
	names := strings.Fields(text + enterpriseScopes)
	for _, word := range scopeWords(p.value) {
		if slices.Contains(names, word) || strings.HasSuffix(word, "_catalogs") {
			continue
		}
		meant := nearestScope(word, names)
		if meant == "" {
			continue
		}
		found := x.find("scope_misspelled", certainty).arg("scope", plainName(word)).arg("nearest", meant)
		from, to := p.from, p.to // of one that is written with percent signs
		if earlier >= 0 {
			found.mark("earlier", "url", earlier, from, to)
			continue
		}
		if at := wordIn(x.q.URL[from:to], word); at >= 0 {
			from += at
			to = from + len(word)
		}
		found.mark("request", "url", 0, from, to)
		x.fixInURL(found, from, to, meant)
	}
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

// verbs are what people say for those of scopes.
const verbs = " view:read list:read get:read edit:write update:write create:write manage:write remove:delete"

// nearestScope returns the scope that a word was meant to be: a misspelled one,
// one with other signs between its words or in another order, or an entity
// without its verb. "": none.
func nearestScope(word string, names []string) string {
	if len(word) > 64 {
		return ""
	}
	plain := snakeCase(word)
	tries := plain
	if at := strings.LastIndexByte(plain, '_'); at >= 0 && isOneOf("read write delete", plain[at+1:]) {
		tries += " " + plain[at+1:] + "_" + plain[:at]
	}
	verb, entity, ok := strings.Cut(plain, "_")
	_, scopeVerb, said := strings.Cut(verbs, " "+verb+":")
	if said = said && ok; said {
		scopeVerb, _, _ = strings.Cut(scopeVerb, " ")
		tries += " " + scopeVerb + "_" + entity
	} else {
		tries += " read_" + plain
	}
	for _, try := range strings.Split(tries, " ") {
		if meant, ok := nearest(try, names); ok {
			return meant
		}
	}
	if said {
		return ""
	}
	if verb != "read" && verb != "write" {
		verb, entity = "read", plain
	}
	for i := range partsOfScopes {
		row := &partsOfScopes[i]
		if _, ok := nearest(entity, strings.Fields(row.entities)); ok {
			if meant := verb + "_" + row.scope; slices.Contains(names, meant) {
				return meant
			}
			return "read_" + row.scope
		}
	}
	return ""
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
		case upper:
			if i > 0 && 'a' <= word[i-1] && word[i-1] <= 'z' {
				b.WriteByte('_')
			}
			c |= 0x20
		}
		b.WriteByte(c)
	}
	return b.String()
}
