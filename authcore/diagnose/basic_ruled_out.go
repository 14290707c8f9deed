// What a pair that was refused is not refused for.

package diagnose

import "strings"

// lookedFor is what is looked for in a pair, and the reason why it is not it.
// The first letter says when there is one: of every pair (-), of one in the
// header (h), of one that is whole (w), whose client ID begins with its row
// (r), and that has no App's secret either (a), if other PIMs are known (o),
// if the pair is the one that was meant (m).
const lookedFor = "- basic_missing pair_sent\n" +
	"h basic_scheme scheme_right\n" +
	"h basic_not_encoded base64_right\n" +
	"h basic_base64 base64_right\n" +
	"h basic_line_break base64_unbroken\n" +
	"h basic_padding padding_right\n" +
	"h basic_url_alphabet alphabet_right\n" +
	"h basic_no_colon colon_there\n" +
	"h basic_twice colon_there\n" +
	"- basic_line_feed no_line_feed\n" +
	"- basic_blank no_blank\n" +
	"- basic_invisible all_visible\n" +
	"- basic_quotes no_quotes\n" +
	"- basic_percent no_percent\n" +
	"- basic_placeholder no_sample\n" +
	"w basic_empty both_there\n" +
	"r basic_swapped row_there\n" +
	"r basic_row_lost row_there\n" +
	"r basic_user row_there\n" +
	"a basic_app row_there\n" +
	"o basic_other_environment of_no_other\n" +
	"m basic_known_differs as_meant\n"

// ruleOutRest says what was looked for in a pair that is refused. What was
// found is not ruled out.
func (p *pair) ruleOutRest() {
	is := "-"
	if !p.inBody {
		is += "h"
	}
	if p.id != "" && p.secret != "" {
		is += "w"
	}
	if hasRow(p.id) {
		is += "r"
		if !isToken(p.secret) {
			is += "a"
		}
	}
	if len(p.known.Others) > 0 {
		is += "o"
	}
	if p.isKnown() {
		is += "m"
	}
	for rest := lookedFor; rest != ""; {
		var row string
		row, rest, _ = strings.Cut(rest, "\n")
		if when, row, _ := strings.Cut(row, " "); strings.Contains(is, when) {
			code, reason, _ := strings.Cut(row, " ")
			p.ruleOut(code, reason)
		}
	}
}
