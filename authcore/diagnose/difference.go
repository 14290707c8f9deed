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
	var d difference
	d.parts(before.Request, after.Request)
	if d == nil {
		if passed := secondsBetween(before.At, after.At); passed > 0 {
			d.add("clock", "seconds", strconv.Itoa(passed))
		}
		d.add("nothing_changed", "", "")
		return d
	}
	if changes := cured(&before, after.Request, known); changes != nil {
		return changes
	}
	return d
}

// cured returns the faults of a case that a request is without.
func cured(before *Case, after *authcore.Request, known Known) []Change {
	q := before.Request
	alone := Request(*q, known)
	left := Request(*after, known)
	var changes difference
	all := Exchange(*before, known)
	for i := range all {
		f := &all[i]
		if f.Certainty > Likely || of(f.Code).stage == warning || holds(left, f.Code) {
			continue
		}
		// What was found by the answer alone is gone if what it was found in
		// was changed.
		if holds(alone, f.Code) || f.marksChanged(q, after) {
			c := changes.add("cured", "finding", f.Code)
			c.Args = append(c.Args, f.Args...)
		}
	}
	return changes
}

func holds(findings []Finding, code string) bool {
	for i := range findings {
		if f := &findings[i]; f.Code == code && f.Certainty <= Likely {
			return true
		}
	}
	return false
}

// marksChanged reports whether the part of a request that a finding is about
// is another now. Of one that the answer alone proves the stage tells which.
func (f *Finding) marksChanged(before, after *authcore.Request) bool {
	part, header := "header", ""
	if of(f.Code).stage == client {
		header = "Authorization"
	}
	for i := range f.Evidence {
		if m := &f.Evidence[i]; m.In == "request" {
			if part = m.Part; part == "header" {
				header = before.Header[m.Line].Name
			}
			break
		}
	}
	return partOf(before, part, header) != partOf(after, part, header)
}

func partOf(q *authcore.Request, part, header string) string {
	switch part {
	case "method":
		return q.Method
	case "url":
		return q.URL
	case "body":
		return string(q.Body)
	}
	return q.Header.Get(header)
}

// A difference is what is found when two requests are compared.
type difference []Change

func (d *difference) add(code, name, value string) *Change {
	*d = append(*d, Change{Code: code})
	c := &(*d)[len(*d)-1]
	if name != "" {
		addArg(&c.Args, name, value)
	}
	return c
}

// part adds a part that is another now, with both if they may be told.
func (d *difference) part(code, before, after string, told bool) {
	switch {
	case before == after:
	case told:
		addArg(&d.add(code, "before", before).Args, "after", after)
	default:
		d.add(code, "", "")
	}
}

// parts compares two requests, in the order in which they are written.
func (d *difference) parts(before, after *authcore.Request) {
	b, _ := urltext.Parse(before.URL)
	a, _ := urltext.Parse(after.URL)
	d.part("method_changed", plainName(before.Method), plainName(after.Method), true)
	d.part("scheme_changed", b.Scheme, a.Scheme, true)
	d.part("host_changed", b.Host, a.Host, true)
	d.part("path_changed", b.Path, a.Path, false)
	d.part("query_changed", b.RawQuery, a.RawQuery, false)
	if len(before.Header)+len(after.Header) > manyNames {
		d.add("header_changed", "name", "other_header")
	} else {
		d.names("header", linesOf(before.Header), linesOf(after.Header))
	}
	if string(before.Body) == string(after.Body) {
		return
	}
	var was, is body
	was.read(before)
	is.read(after)
	n := len(*d)
	if len(was.params)+len(is.params) <= manyNames {
		if was.json != is.json {
			d.add("body_kind_changed", "", "")
		}
		d.names("member", was.params, is.params)
	}
	if len(*d) == n {
		d.add("body_changed", "", "") // the same parameters, otherwise written
	}
}

// linesOf returns the lines of a header as parameters: those of one name are
// worth what the first of them says.
func linesOf(h authcore.Header) []param {
	lines := make([]param, len(h))
	for i := range h {
		name := h[i].Name
		lines[i].name, lines[i].value = strings.ToLower(name), h.Get(name)
	}
	return lines
}

// names compares what has a name, lines of a header or members of a body.
func (d *difference) names(kind string, before, after []param) {
	for i := range before {
		p := &before[i]
		switch now := paramOf(after, p.name); {
		case now == noParam:
			d.named(kind, "_removed", p.name)
		case now.value != p.value || now.text != p.text:
			d.named(kind, "_changed", p.name)
		}
	}
	for i := range after {
		if name := after[i].name; paramOf(before, name) == noParam {
			d.named(kind, "_added", name)
		}
	}
}

func (d *difference) named(kind, what, name string) {
	d.add(kind+what, "name", public(kind, name))
}

// manyNames are more than any request has; each is looked for among the others.
const manyNames = 200

// Names that people know. Any other may be a piece of a secret that was written
// in a wrong place.
const (
	publicLines   = "Authorization Content-Type Accept Accept-Language User-Agent Host Origin Referer Cookie Content-Length X-Requested-With Cache-Control"
	publicMembers = "grant_type username password refresh_token client_id client_secret scope code code_identifier code_challenge redirect_uri code_verifier access_token"
)

// public returns a name that may be told, as it is mostly written.
func public(kind, name string) string {
	names := publicMembers
	if kind == "header" {
		names = publicLines
	}
	for known := ""; names != ""; {
		if known, names, _ = strings.Cut(names, " "); strings.EqualFold(name, known) {
			return known
		}
	}
	return "other_" + kind
}

func secondsBetween(before, after time.Time) int {
	if before.IsZero() || after.IsZero() {
		return 0
	}
	return int(after.Unix() - before.Unix())
}
