// What is not known of a request says nothing about it.

package diagnose

import (
	"slices"
	"strings"
)

// guesses reports whether a finding of the code rests on a part of the request
// that is not known.
func (x *examination) guesses(code string) bool {
	for _, row := range [...]struct {
		gap      string
		prefixes []string
	}{
		{"authorization", []string{"basic_", "token_", "two_tokens"}},
		{"body", []string{"body_", "json_", "shell_", "grant_", "parameter", "params_", "form_", "value_", "refresh_", "scope_", "app_", "redirected_empty"}},
		{"url", []string{"route_", "trailing_", "index_", "pim_folder", "method_", "callback_", "state_", "activation_", "bracket_"}},
	} {
		if slices.Contains(x.this.Gaps, row.gap) && slices.ContainsFunc(row.prefixes, func(p string) bool { return strings.HasPrefix(code, p) }) {
			return true
		}
	}
	return false
}
