// What a pair that was refused is not refused for.

package diagnose

// When a cause is ruled out: of every pair, of one in the header, of one that
// is whole, whose client ID begins with its row, that has no App's secret
// either, if other PIMs are known, if the pair is the one that was meant.
const (
	ofAny = 1 << iota
	ofHeader
	ofWhole
	ofRow
	ofNoApp
	ofOthers
	ofMeant
)

// lookedFor is what is looked for in a pair, and the reason why it is not it.
var lookedFor = [...]struct {
	code, reason string
	when         int
}{
	{"basic_missing", "pair_sent", ofAny},
	{"basic_scheme", "scheme_right", ofHeader},
	{"basic_not_encoded", "base64_right", ofHeader},
	{"basic_base64", "base64_right", ofHeader},
	{"basic_line_break", "base64_unbroken", ofHeader},
	{"basic_padding", "padding_right", ofHeader},
	{"basic_url_alphabet", "alphabet_right", ofHeader},
	{"basic_no_colon", "colon_there", ofHeader},
	{"basic_twice", "colon_there", ofHeader},
	{"basic_line_feed", "no_line_feed", ofAny},
	{"basic_blank", "no_blank", ofAny},
	{"basic_invisible", "all_visible", ofAny},
	{"basic_quotes", "no_quotes", ofAny},
	{"basic_percent", "no_percent", ofAny},
	{"basic_placeholder", "no_sample", ofAny},
	{"basic_empty", "both_there", ofWhole},
	{"basic_swapped", "row_there", ofRow},
	{"basic_row_lost", "row_there", ofRow},
	{"basic_user", "row_there", ofRow},
	{"basic_app", "row_there", ofNoApp},
	{"basic_other_environment", "of_no_other", ofOthers},
	{"basic_known_differs", "as_meant", ofMeant},
}

// ruleOutRest says what was looked for in a pair that is refused. What was
// found is not ruled out.
func (p *pair) ruleOutRest() {
	is := ofAny
	if !p.inBody {
		is |= ofHeader
	}
	if p.id != "" && p.secret != "" {
		is |= ofWhole
	}
	if hasRow(p.id) {
		is |= ofRow
		if !isToken(p.secret) {
			is |= ofNoApp
		}
	}
	if len(p.known.Others) > 0 {
		is |= ofOthers
	}
	if p.isKnown() {
		is |= ofMeant
	}
	for i := range lookedFor {
		if row := &lookedFor[i]; is&row.when != 0 {
			p.ruleOut(row.code, row.reason)
		}
	}
}
