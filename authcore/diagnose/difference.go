// What made the difference between a failure and the success after it.

package diagnose

import (
	"strconv"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A Change is one thing that is no longer as it was.
type Change struct {
	// Code is cured (its argument finding is the code of what is gone, and the
	// others are those of that finding); method_changed; scheme_changed,
	// host_changed, path_changed, query_changed; header_added, header_removed,
	// header_changed, member_added, member_removed, member_changed, each with
	// the name; body_kind_changed, body_changed; clock (seconds passed); or
	// nothing_changed: the same bytes, and another answer.
	Code string
	Args []Arg
}

// Difference returns what changed between a failed case and the success after
// it, the likely reason first: the faults that are gone, or else what is no
// longer the same. No value is told, since it may be a secret.
func Difference(before, after Case, known Known) []Change {
	if before.Request == nil || after.Request == nil {
		return nil
	}
	parts := changedParts(*before.Request, *after.Request)
	if changes := cured(before, after, known); changes != nil && parts != nil {
		return changes
	}
	if parts == nil {
		if passed := secondsBetween(before.At, after.At); passed > 0 {
			parts = append(parts, Change{"clock", []Arg{{"seconds", strconv.Itoa(passed)}}})
		}
		parts = append(parts, Change{Code: "nothing_changed"})
	}
	return parts
}

// cured returns the faults of the one that the other is without.
func cured(before, after Case, known Known) []Change {
	alone := Request(*before.Request, known)
	left := Request(*after.Request, known)
	var changes []Change
	for _, f := range Exchange(before, known) {
		if f.Certainty > Likely || of(f.Code).stage == warning || holds(left, f.Code) {
			continue
		}
		// What was found by the answer alone is gone if what it was found in
		// was changed.
		if holds(alone, f.Code) || marksChanged(f, *before.Request, *after.Request) {
			changes = append(changes, Change{"cured", append([]Arg{{"finding", f.Code}}, f.Args...)})
		}
	}
	return changes
}

func holds(findings []Finding, code string) bool {
	for _, f := range findings {
		if f.Code == code && f.Certainty <= Likely {
			return true
		}
	}
	return false
}

// marksChanged reports whether the part of a request that a finding is about
// is another now. Of one that the answer alone proves the stage tells which.
func marksChanged(f Finding, before, after authcore.Request) bool {
	for _, m := range f.Evidence {
		if m.In != "request" {
			continue
		}
		switch m.Part {
		case "method":
			return before.Method != after.Method
		case "url":
			return before.URL != after.URL
		case "body":
			return string(before.Body) != string(after.Body)
		case "header":
			name := before.Header[m.Line].Name
			return before.Header.Get(name) != after.Header.Get(name)
		}
	}
	return of(f.Code).stage == client && before.Header.Get("Authorization") != after.Header.Get("Authorization")
}

// changedParts compares two requests, in the order in which they are written.
func changedParts(before, after authcore.Request) []Change {
	var changes []Change
	changed := func(is bool, code string, args ...Arg) {
		if is {
			changes = append(changes, Change{code, args})
		}
	}
	changed(before.Method != after.Method, "method_changed", Arg{"before", plainName(before.Method)}, Arg{"after", plainName(after.Method)})
	b, _ := urltext.Parse(before.URL)
	a, _ := urltext.Parse(after.URL)
	changed(b.Scheme != a.Scheme, "scheme_changed", Arg{"before", b.Scheme}, Arg{"after", a.Scheme})
	changed(b.Host != a.Host, "host_changed", Arg{"before", b.Host}, Arg{"after", a.Host})
	changed(b.Path != a.Path, "path_changed")
	changed(b.RawQuery != a.RawQuery, "query_changed")
	changes = append(changes, changedHeader(before.Header, after.Header)...)
	if string(before.Body) != string(after.Body) {
		changes = append(changes, changedBody(bodyOf(before), bodyOf(after))...)
	}
	return changes
}

func changedHeader(before, after authcore.Header) []Change {
	if len(before)+len(after) > manyNames {
		return []Change{{"header_changed", []Arg{{"name", "other_header"}}}}
	}
	var changes []Change
	for _, f := range before {
		switch name := []Arg{{"name", publicHeader(f.Name)}}; {
		case !after.Has(f.Name):
			changes = append(changes, Change{"header_removed", name})
		case after.Get(f.Name) != before.Get(f.Name):
			changes = append(changes, Change{"header_changed", name})
		}
	}
	for _, f := range after {
		if !before.Has(f.Name) {
			changes = append(changes, Change{"header_added", []Arg{{"name", publicHeader(f.Name)}}})
		}
	}
	return changes
}

// manyNames are more than any request has; each is looked for among the others.
const manyNames = 200

func changedBody(before, after body) []Change {
	var changes []Change
	if before.json != after.json {
		changes = append(changes, Change{Code: "body_kind_changed"})
	}
	if len(before.params)+len(after.params) > manyNames {
		return []Change{{Code: "body_changed"}}
	}
	for _, p := range before.params {
		now, ok := paramOf(after.params, p.name)
		switch code := "member_changed"; {
		case !ok:
			code = "member_removed"
			fallthrough
		case now.value != p.value || now.text != p.text:
			changes = append(changes, Change{code, []Arg{{"name", publicMember(p.name)}}})
		}
	}
	for _, p := range after.params {
		if !hasParam(before.params, p.name) {
			changes = append(changes, Change{"member_added", []Arg{{"name", publicMember(p.name)}}})
		}
	}
	if changes == nil {
		changes = []Change{{Code: "body_changed"}} // the same parameters, otherwise written
	}
	return changes
}

// publicHeader and publicMember return names that people know. Any other may
// be a piece of a secret that was written in a wrong place.
func publicHeader(name string) string {
	return public(name, "Authorization Content-Type Accept Accept-Language User-Agent Host Origin Referer Cookie Content-Length X-Requested-With Cache-Control", "other_header")
}

func publicMember(name string) string {
	return public(name, "grant_type username password refresh_token client_id client_secret scope code code_identifier code_challenge redirect_uri code_verifier access_token", "other_member")
}

func public(name, names, instead string) string {
	for known := range strings.FieldsSeq(names) {
		if strings.EqualFold(name, known) {
			return known
		}
	}
	return instead
}

func secondsBetween(before, after time.Time) int {
	if before.IsZero() || after.IsZero() {
		return 0
	}
	return int(after.Unix() - before.Unix())
}
