// Package replay makes a shared failure happen again at a demo PIM, which is
// made to know the stand-ins that the real PIM knew as values.
//
// What the real PIM knew follows from how far the request came. Where that
// leaves a choice all are tried, each at a PIM of its own, and what gives the
// same kind of answer is taken.
package replay

import (
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/standin"
)

// A Plan is a demo PIM and the request to put to it.
type Plan struct {
	// Why says why the failure cannot be replayed, "" if it can: "no_request",
	// "no_answer" (a failure of the way, not of the PIM), "other_answer" (a
	// demo PIM does not answer so).
	Why      string
	Version  string
	Snapshot []byte // of the demo PIM, see [demopim.PIM.Restore]
	Request  authcore.Request
}

// Of plans the replay of the last exchange at a demo PIM of the given address.
// held is the snapshot of one whose data are to stay; nil: a new one, of the
// version that is known or of any that answers so.
func Of(s *standin.Shared, pim string, held []byte) Plan {
	last := &s.Cases[len(s.Cases)-1]
	switch {
	case last.Request == nil:
		return Plan{Why: "no_request"}
	case last.Failure != nil:
		return Plan{Why: "no_answer"}
	}
	for _, doc := range documents(s.Known.Version, held) {
		for _, r := range requests(last.Request, pim) {
			for _, w := range worlds(s, &r, clock(doc)) {
				p := Plan{Snapshot: jsontext.Append(nil, w.into(doc)), Request: w.changed(r)}
				if p.happens(last) {
					return p
				}
			}
		}
	}
	return Plan{Why: "other_answer"}
}

// documents are the PIMs to begin with.
func documents(version string, held []byte) []jsontext.Object {
	if len(held) > 0 {
		return []jsontext.Object{document(held)}
	}
	names := []authcore.Version{authcore.V7_0, authcore.V6_0, authcore.V5_0, authcore.V1_7}
	if version != "" {
		names = []authcore.Version{authcore.Version(version)}
	}
	var all []jsontext.Object
	for _, name := range names {
		pim := demopim.PIM{Version: name}
		all = append(all, document(pim.Snapshot()))
	}
	return all
}

func document(snapshot []byte) jsontext.Object {
	v, _ := jsontext.Parse(snapshot)
	o, _ := v.(jsontext.Object)
	return o
}

// clock is the time by a PIM whose snapshot it is, in Unix seconds.
func clock(doc jsontext.Object) int64 {
	v, _ := doc.Get("advance")
	text, _ := v.(string)
	advance, _ := time.ParseDuration(text) // a snapshot's own is one
	return time.Now().Add(advance).Unix()
}

// happens reports whether the PIM of the plan answers as it did. Where no
// answer is known any will do.
func (p *Plan) happens(last *diagnose.Case) bool {
	pim := &demopim.PIM{}
	if pim.Restore(p.Snapshot) != nil {
		return false
	}
	p.Version = string(pim.Version)
	answer := pim.Do(p.Request).Response
	if last.Response == nil {
		return true
	}
	want := diagnose.Kind(*last)
	return answer.Status == last.Response.Status && (want == "status" || diagnose.Kind(diagnose.Case{Request: last.Request, Response: &answer}) == want)
}
