//go:build js && wasm

// The calls that share a failure: stand-ins for its values, what a link and a
// report hold, and the demo PIM at which it happens again.

package main

import (
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/standin/replay"
)

// share replaces the values of exchanges.
func share(args object) (any, error) {
	s, err := sharing(args)
	if err != nil {
		return nil, err
	}
	text, err := s.JSON()
	if err != nil {
		return nil, leak(err)
	}
	return with(sharedValue(&s.Shared), "json", text, "same", s.Same), nil
}

// shareReport writes exchanges and the words of their findings as Markdown.
func shareReport(args object) (any, error) {
	s, err := sharing(args)
	if err != nil {
		return nil, err
	}
	var told []standin.Told
	for _, v := range args.array("findings") {
		var t standin.Told
		members, _ := v.(jsontext.Object)
		casejson.Reader(members, "findings.", args.fault).Texts("certainty cause cure", &t.Certainty, &t.Cause, &t.Cure)
		told = append(told, t)
	}
	text, err := s.Report(told, args.text("link"))
	if err != nil {
		return nil, leak(err)
	}
	return record("markdown", text), nil
}

// shareCheck searches any text that is to leave.
func shareCheck(args object) (any, error) {
	s, err := sharing(args)
	if err != nil {
		return nil, err
	}
	if err := s.Check(args.text("text")); err != nil {
		return nil, leak(err)
	}
	return jsontext.Object{}, nil
}

// shareOpen reads what a link holds.
func shareOpen(args object) (any, error) {
	s, err := standin.Open(args.text("text"))
	if link, ok := err.(*standin.LinkError); ok {
		return nil, &callError{"link_" + link.Code, message(err)}
	}
	return sharedValue(&s), nil
}

// shareReplay says how the failure happens again at a demo PIM of this page.
func shareReplay(args object) (any, error) {
	s, err := shareable(args)
	if err != nil {
		return nil, err
	}
	p := replay.Of(s, args.text("pim"), []byte(args.text("snapshot")))
	o := record("possible", p.Why == "", "why", p.Why)
	if p.Why == "" {
		o = with(o, "version", p.Version, "snapshot", string(p.Snapshot), "request", requestValue(p.Request))
	}
	return o, nil
}

func sharing(args object) (*standin.Sharing, error) {
	s, err := shareable(args)
	if err != nil {
		return nil, err
	}
	return standin.Make(s.Cases, s.Known), nil
}

// shareable reads one exchange or more.
func shareable(args object) (*standin.Shared, error) {
	s := given(args)
	if len(s.Cases) == 0 {
		args.wrong("exchanges", "a list of one or more")
	}
	return s, *args.fault
}

func leak(err error) error {
	return &callError{"leak", message(err)}
}

func sharedValue(s *standin.Shared) jsontext.Object {
	standIns := jsontext.Array{}
	for i := range s.StandIns {
		standIn := &s.StandIns[i]
		w := casejson.Writer()
		w.Texts("kind value", &standIn.Kind, &standIn.Value)
		w.Wholes("number", &standIn.Number)
		standIns = append(standIns, w.Members)
	}
	w := casejson.Writer()
	w.Cases("exchanges", &s.Cases)
	w.Known("known", &s.Known)
	w.Put("stand_ins", standIns)
	return w.Members
}
