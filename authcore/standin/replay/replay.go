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
func Of(s standin.Shared, pim string, held []byte) Plan {
	last := s.Cases[len(s.Cases)-1]
	switch {
	case last.Request == nil:
		return Plan{Why: "no_request"}
	case last.Failure != nil:
		return Plan{Why: "no_answer"}
	}
	for _, doc := range documents(s.Known.Version, held) {
		for _, r := range requests(s, pim) {
			for _, w := range worlds(s, r, clock(doc)) {
				if snapshot, version, ok := tried(doc, w, w.changed(r), last); ok {
					return Plan{Version: version, Snapshot: snapshot, Request: w.changed(r)}
				}
			}
		}
	}
	return Plan{Why: "other_answer"}
}

// documents are the PIMs to begin with.
func documents(version string, held []byte) []jsontext.Object {
	if len(held) > 0 {
		v, _ := jsontext.Parse(held)
		o, _ := v.(jsontext.Object)
		return []jsontext.Object{o}
	}
	names := []authcore.Version{authcore.V7_0, authcore.V6_0, authcore.V5_0, authcore.V1_7}
	if version != "" {
		names = []authcore.Version{authcore.Version(version)}
	}
	var all []jsontext.Object
	for _, name := range names {
		v, _ := jsontext.Parse((&demopim.PIM{Version: name}).Snapshot())
		o, _ := v.(jsontext.Object)
		all = append(all, o)
	}
	return all
}

// clock is the time by a PIM whose snapshot it is, in Unix seconds.
func clock(doc jsontext.Object) int64 {
	v, _ := doc.Get("advance")
	text, _ := v.(string)
	advance, _ := time.ParseDuration(text) // a snapshot's own is one
	return time.Now().Add(advance).Unix()
}

// tried puts a request to a PIM that knows what a world knows, and reports
// whether it answers as it did.
func tried(doc jsontext.Object, w world, r authcore.Request, last diagnose.Case) (snapshot []byte, version string, ok bool) {
	snapshot = jsontext.Append(nil, w.into(doc))
	pim := &demopim.PIM{}
	if pim.Restore(snapshot) != nil {
		return nil, "", false
	}
	answer := pim.Do(r).Response
	if last.Response == nil {
		return snapshot, string(pim.Version), true // any answer will do
	}
	want := diagnose.Kind(last)
	if answer.Status != last.Response.Status || want != "status" && diagnose.Kind(diagnose.Case{Request: last.Request, Response: &answer}) != want {
		return nil, "", false
	}
	return snapshot, string(pim.Version), true
}
