// What a new connection must be, and the two ways in which a PIM says that it
// is not: keys for the screens, English on the console.

package demopim

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A breach is a rule that a new connection breaks. field is the property's
// name, key ends that of its text.
type breach struct{ field, key string }

// breaches are the texts in English. Those of a key's second half go on
// after the name of the field.
var breaches = [...][2]string{
	{"connections_number_limit_reached", "You reached the limit of 50 connections and connected Apps."},
	{"flow_type.invalid", "Connection flow type can only be 'data_source', 'data_destination' or 'other'."},
	{"user_group.must_exist", "The user group was not found. Make sure the specified user group exists."},
	{"required", "is required."},
	{"too_short", "is too short. It should have 3 characters or more."},
	{"too_long", "is too long. It should have 100 characters or less."},
	{"invalid", "may contain only letters, numbers and underscores."},
	{"must_be_unique", "must be unique."},
}

func (w breach) english() string {
	_, rule, _ := strings.Cut(w.key, ".")
	for _, v := range breaches {
		switch v[0] {
		case w.key:
			return v[1]
		case rule:
			return "Connection " + w.field + " " + v[1]
		}
	}
	return w.key
}

// notWord reports whether a character is none of a word to PCRE.
func notWord(r rune) bool {
	return r != '_' && (r < '0' || r > '9') && (r|' ' < 'a' || r|' ' > 'z')
}

// maxConnections counts connected Apps, too.
const maxConnections = 50

// check returns what is wrong with a new connection. Whether its code is taken
// is looked at if nothing else is wrong.
func (c *call) check(k *connection, group string) (wrong []breach) {
	d := c.pim.data
	if c.v.limited && len(d.connections)+len(d.connected) >= maxConnections {
		wrong = append(wrong, breach{"", breaches[0][0]})
	}
	for _, text := range [...][2]string{{"code", k.code}, {"label", k.label}} {
		length, rule := utf8.RuneCountInString(text[1]), ""
		switch {
		case length == 0 || text[1] == "0": // empty to PHP
			rule = "required"
		case length < 3:
			rule = "too_short"
		case length > 100:
			rule = "too_long"
		case text[0] == "code" && strings.ContainsFunc(text[1], notWord):
			rule = "invalid"
		default:
			continue
		}
		wrong = append(wrong, breach{text[0], text[0] + "." + rule})
	}
	if !slices.Contains([]string{"data_source", "data_destination", "other"}, k.flowType) {
		wrong = append(wrong, breach{"flowType", "flow_type.invalid"})
	}
	if c.v.userGroups && group != "" && group != "All" {
		wrong = append(wrong, breach{"userGroup", "user_group.must_exist"})
	}
	if wrong == nil && d.connection(k.code) != nil {
		wrong = append(wrong, breach{"code", "code.must_be_unique"})
	}
	return wrong
}

// trim is PHP's.
func trim(s string) string { return strings.Trim(s, " \t\n\r\x00\v") }
