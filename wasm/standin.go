//go:build js && wasm

// The calls that share a failure: stand-ins for its values, what a link and a
// report hold, and the demo PIM at which it happens again.

package main

import (
	"github.com/pim-auth/playground/authcore/diagnose"
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
	return with(sharedValue(s.Shared), "json", text, "same", s.Same), nil
}

// shareReport writes exchanges and the words of their findings as Markdown.
func shareReport(args object) (any, error) {
	s, err := sharing(args)
	if err != nil {
		return nil, err
	}
	var told []standin.Told
	for _, v := range args.array("findings") {
		members, _ := v.(jsontext.Object)
		f := object{args.path + "findings.", members, args.fault}
		told = append(told, standin.Told{Certainty: f.text("certainty"), Cause: f.text("cause"), Cure: f.text("cure")})
	}
	link := args.text("link")
	if *args.fault != nil {
		return nil, *args.fault
	}
	text, err := s.Report(told, link)
	if err != nil {
		return nil, leak(err)
	}
	return record("markdown", text), nil
}

// shareCheck searches any text that is to leave.
func shareCheck(args object) (any, error) {
	s, err := sharing(args)
	text := args.text("text")
	if *args.fault != nil || err != nil {
		return nil, *args.fault // err is the same
	}
	if err := s.Check(text); err != nil {
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
	return sharedValue(s), nil
}

// shareReplay says how the failure happens again at a demo PIM of this page.
func shareReplay(args object) (any, error) {
	cases, known, err := casesAndKnown(args)
	if err != nil {
		return nil, err
	}
	p := replay.Of(standin.Shared{Cases: cases, Known: known}, args.text("pim"), []byte(args.text("snapshot")))
	if p.Why != "" {
		return record("possible", false, "why", p.Why), nil
	}
	return record("possible", true, "why", "", "version", p.Version, "snapshot", string(p.Snapshot), "request", requestValue(p.Request)), nil
}

func sharing(args object) (*standin.Sharing, error) {
	cases, known, err := casesAndKnown(args)
	if err != nil {
		return nil, err
	}
	return standin.Make(cases, known), nil
}

func casesAndKnown(args object) ([]diagnose.Case, diagnose.Known, error) {
	cases, known := casesOf(args), knownOf(args.object("known"))
	if *args.fault == nil && len(cases) == 0 {
		args.wrong("exchanges", "a list of one or more")
	}
	return cases, known, *args.fault
}

func leak(err error) error {
	return &callError{"leak", message(err)}
}

func sharedValue(s standin.Shared) jsontext.Object {
	cases, standIns := jsontext.Array{}, jsontext.Array{}
	for _, c := range s.Cases {
		cases = append(cases, caseValue(c))
	}
	for _, i := range s.StandIns {
		standIns = append(standIns, record("kind", i.Kind, "number", i.Number, "value", i.Value))
	}
	return record("exchanges", cases, "known", knownValue(s.Known), "stand_ins", standIns)
}
