// What a pair that was refused is not refused for.

package diagnose

// ruleOutRest says what was looked for in a pair that is refused. What was
// found is not ruled out.
func (p *pair) ruleOutRest() {
	for _, row := range [...]struct {
		code, reason string
		is           bool
	}{
		{"basic_missing", "pair_sent", true},
		{"basic_scheme", "scheme_right", !p.inBody},
		{"basic_not_encoded", "base64_right", !p.inBody},
		{"basic_base64", "base64_right", !p.inBody},
		{"basic_line_break", "base64_unbroken", !p.inBody},
		{"basic_padding", "padding_right", !p.inBody},
		{"basic_url_alphabet", "alphabet_right", !p.inBody},
		{"basic_no_colon", "colon_there", !p.inBody},
		{"basic_twice", "colon_there", !p.inBody},
		{"basic_line_feed", "no_line_feed", true},
		{"basic_blank", "no_blank", true},
		{"basic_invisible", "all_visible", true},
		{"basic_quotes", "no_quotes", true},
		{"basic_percent", "no_percent", true},
		{"basic_placeholder", "no_sample", true},
		{"basic_empty", "both_there", p.id != "" && p.secret != ""},
		{"basic_swapped", "row_there", hasRow(p.id)},
		{"basic_row_lost", "row_there", hasRow(p.id)},
		{"basic_user", "row_there", hasRow(p.id)},
		{"basic_app", "row_there", hasRow(p.id) && !isToken(p.secret)},
		{"basic_other_environment", "of_no_other", len(p.known.Others) > 0},
		{"basic_known_differs", "as_meant", p.isKnown()},
	} {
		if row.is {
			p.ruleOut(row.code, row.reason)
		}
	}
}
