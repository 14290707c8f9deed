// What is not known of a request says nothing about it.

package diagnose

import (
	"slices"
	"strings"
)

// guessed are the beginnings of codes that rest on the bytes of a part.
var guessed = []struct {
	gap      string
	prefixes []string
}{
	{"authorization", []string{"basic_", "token_missing", "token_scheme", "token_twice", "token_quotes", "token_placeholder", "token_invisible", "token_json", "token_is_", "token_cut", "token_padded", "two_tokens"}},
	{"header", []string{"content_type_", "app_content", "json_required", "collection_type", "accept_"}},
	{"body", []string{"body_", "json_", "shell_", "grant_", "parameter", "params_", "form_", "value_invisible", "refresh_is_", "refresh_cut", "scope_sent", "app_challenge", "app_parameter", "app_secret", "app_pkce", "app_code_cut", "redirected_empty"}},
	{"url", []string{"route_", "trailing_", "index_", "pim_folder", "method_", "callback_", "state_", "activation_", "bracket_"}},
}

// guesses reports whether a finding of the code rests on a part of the request
// that is not known.
func (x *examination) guesses(code string) bool {
	for _, row := range guessed {
		if slices.Contains(x.this.Gaps, row.gap) && slices.ContainsFunc(row.prefixes, func(p string) bool { return strings.HasPrefix(code, p) }) {
			return true
		}
	}
	return false
}

// toldByAnswer reports whether the answer itself says what was found: that is
// no guess.
func (f Finding) toldByAnswer() bool {
	return len(f.Evidence) > 0 && !slices.ContainsFunc(f.Evidence, func(m Mark) bool { return m.In != "response" || m.Part == "status" })
}

// guessable reports whether a guess is worth a word: nothing else explains the
// answer.
func (x *examination) guessable(f Finding) bool {
	if f.Certainty == RuledOut || x.answer == none || strings.HasSuffix(f.Code, "_placeholder") {
		return false
	}
	return !slices.ContainsFunc(x.found, func(other *Finding) bool {
		return other.Certainty != RuledOut && !x.guesses(other.Code) && of(other.Code).explains != "*" && of(other.Code).fits(x.answer)
	})
}
