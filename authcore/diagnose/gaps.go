// What is not known of a request says nothing about it.

package diagnose

import (
	"slices"
	"strings"
)

// guessed are the beginnings of codes that rest on the bytes of a part.
var guessed = [...]struct{ gap, prefixes string }{
	{"authorization", "basic_ token_missing token_scheme token_twice token_quotes token_placeholder token_invisible token_json token_is_ token_cut token_padded two_tokens"},
	{"header", "content_type_ app_content json_required collection_type accept_"},
	{"body", "body_ json_ shell_ grant_ parameter params_ form_ value_invisible refresh_is_ refresh_cut scope_sent " +
		"app_challenge app_parameter app_secret app_pkce app_code_cut redirected_empty"},
	{"url", "route_ trailing_ index_ pim_folder method_ callback_ state_ activation_ bracket_"},
}

// guesses reports whether a finding of the code rests on a part of the request
// that is not known.
func (x *examination) guesses(code string) bool {
	for i := range guessed {
		row := &guessed[i]
		if !slices.Contains(x.this.Gaps, row.gap) {
			continue
		}
		for prefix, rest := "", row.prefixes; rest != ""; {
			if prefix, rest, _ = strings.Cut(rest, " "); strings.HasPrefix(code, prefix) {
				return true
			}
		}
	}
	return false
}

// toldByAnswer reports whether the answer itself says what was found: that is
// no guess.
func (f *Finding) toldByAnswer() bool {
	for i := range f.Evidence {
		if m := &f.Evidence[i]; m.In != "response" || m.Part == "status" {
			return false
		}
	}
	return len(f.Evidence) > 0
}

// guessable reports whether a guess is worth a word: nothing else explains the
// answer.
func (x *examination) guessable(f *Finding) bool {
	if f.Certainty == RuledOut || x.answer == none || strings.HasSuffix(f.Code, "_placeholder") {
		return false
	}
	for _, other := range x.found {
		if c := of(other.Code); other.Certainty != RuledOut && c.explains != "*" && c.fits(x.answer) && !x.guesses(other.Code) {
			return false
		}
	}
	return true
}
