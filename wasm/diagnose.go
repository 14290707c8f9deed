//go:build js && wasm

// The calls that diagnose: exchanges and what is known in, findings out.

package main

import (
	"encoding/base64"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/standin"
)

// given reads exchanges and what is known.
func given(args object) *standin.Shared {
	s := &standin.Shared{}
	c := args.codec()
	c.Cases("exchanges", &s.Cases)
	c.Known("known", &s.Known)
	return s
}

// diagnosis says what is wrong with the last of the exchanges.
func diagnosis(args object) (any, error) {
	s := given(args)
	findings := diagnose.Journal(s.Cases, s.Known)
	all := make(jsontext.Array, len(findings))
	for i := range findings {
		all[i] = findingValue(&findings[i])
	}
	return record("findings", all), nil
}

// difference says what made the difference between a failure and the success
// after it.
func difference(args object) (any, error) {
	s := given(args)
	if len(s.Cases) != 2 {
		args.wrong("exchanges", "the failure and the success")
		return nil, nil
	}
	changes := jsontext.Array{}
	for _, c := range diagnose.Difference(s.Cases[0], s.Cases[1], s.Known) {
		changes = append(changes, codeValue(c.Code, c.Args))
	}
	return record("changes", changes), nil
}

func findingValue(f *diagnose.Finding) jsontext.Object {
	evidence := make(jsontext.Array, len(f.Evidence))
	for i := range f.Evidence {
		m := &f.Evidence[i]
		w := casejson.Writer()
		w.Texts("in part", &m.In, &m.Part)
		w.Wholes("line from to", &m.Line, &m.From, &m.To)
		w.Flag("decoded", &m.Decoded)
		evidence[i] = w.Members
	}
	probes := make(jsontext.Array, len(f.Probes))
	for i := range f.Probes {
		probes[i] = with(shown(&f.Probes[i].Request), "name", f.Probes[i].Name)
	}
	certainty := f.Certainty.String()
	w := &casejson.Codec{Members: codeValue(f.Code, f.Args)}
	w.Texts("certainty source reason", &certainty, &f.Source, &f.Reason)
	w.Put("evidence", evidence)
	w.Put("probes", probes)
	if f.Fix != nil {
		w.Put("fix", shown(f.Fix))
	}
	return w.Members
}

// codeValue is a code and what its words are about.
func codeValue(code string, args []diagnose.Arg) jsontext.Object {
	o := jsontext.Object{}
	for i := range args {
		o = append(o, jsontext.Member{Name: args[i].Name, Value: args[i].Value})
	}
	return record("code", code, "args", o)
}

// shown is a request and how it is shown.
func shown(r *authcore.Request) jsontext.Object {
	return record("request", requestValue(*r), "http", textValue(r.HTTP()))
}

// decodedPair is the decoded pair of an Authorization header, "" if it is
// none: a page marks its bytes.
func decodedPair(args object) (any, error) {
	pair := diagnose.Pair(args.text("authorization"))
	return record("pair_base64", base64.StdEncoding.EncodeToString(pair)), nil
}
