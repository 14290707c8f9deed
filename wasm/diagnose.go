//go:build js && wasm

// The calls that diagnose: exchanges and what is known in, findings out.

package main

import (
	"encoding/base64"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// diagnosis says what is wrong with the last of the exchanges.
func diagnosis(args object) (any, error) {
	cases, known := casesOf(args), knownOf(args.object("known"))
	if *args.fault != nil {
		return nil, *args.fault
	}
	return record("findings", findingsValue(diagnose.Journal(cases, known))), nil
}

// difference says what made the difference between a failure and the success
// after it.
func difference(args object) (any, error) {
	cases, known := casesOf(args), knownOf(args.object("known"))
	if *args.fault == nil && len(cases) != 2 {
		args.wrong("exchanges", "the failure and the success")
	}
	if *args.fault != nil {
		return nil, *args.fault
	}
	changes := jsontext.Array{}
	for _, c := range diagnose.Difference(cases[0], cases[1], known) {
		changes = append(changes, record("code", c.Code, "args", argsValue(c.Args)))
	}
	return record("changes", changes), nil
}

func casesOf(args object) []diagnose.Case {
	var cases []diagnose.Case
	for _, v := range args.array("exchanges") {
		members, ok := v.(jsontext.Object)
		if !ok {
			args.wrong("exchanges", "a list of objects")
		}
		cases = append(cases, caseOf(object{args.path + "exchanges.", members, args.fault}))
	}
	return cases
}

func caseOf(o object) (c diagnose.Case) {
	if r := o.object("request"); r.members != nil {
		request := requestOf(r)
		c.Request = &request
	}
	if r := o.object("response"); r.members != nil {
		response := responseOf(r)
		c.Response = &response
	}
	if f := o.object("failure"); f.members != nil {
		c.Failure = &diagnose.Failure{
			Code:         f.text("code"),
			Where:        f.text("where"),
			What:         f.text("what"),
			Offset:       f.whole("offset"),
			Directive:    f.text("directive"),
			MayHaveActed: f.flag("may_have_acted"),
			LocalNetwork: f.text("local_network"),
			Host:         f.text("host"),
			Seconds:      f.whole("seconds"),
		}
	}
	for _, v := range o.array("gaps") {
		gap, ok := v.(string)
		if !ok {
			o.wrong("gaps", "a list of strings")
		}
		c.Gaps = append(c.Gaps, gap)
	}
	c.At = momentOf(o, "at_ms")
	return c
}

func caseValue(c diagnose.Case) jsontext.Object {
	var o jsontext.Object
	if c.Request != nil {
		o = with(o, "request", requestValue(*c.Request))
	}
	if c.Response != nil {
		o = with(o, "response", responseValue(*c.Response))
	}
	if f := c.Failure; f != nil {
		o = with(o, "failure", record(
			"code", f.Code, "where", f.Where, "what", f.What, "offset", f.Offset,
			"directive", f.Directive, "may_have_acted", f.MayHaveActed,
			"local_network", f.LocalNetwork, "host", f.Host, "seconds", f.Seconds,
		))
	}
	if !c.At.IsZero() {
		o = with(o, "at_ms", c.At.UnixMilli())
	}
	if c.Gaps != nil {
		gaps := make(jsontext.Array, len(c.Gaps))
		for i, gap := range c.Gaps {
			gaps[i] = gap
		}
		o = with(o, "gaps", gaps)
	}
	return o
}

// momentOf reads milliseconds since 1970; missing or 0 is the zero time.
func momentOf(o object, name string) time.Time {
	if ms := o.whole(name); ms != 0 {
		return time.UnixMilli(int64(ms))
	}
	return time.Time{}
}

func knownOf(o object) diagnose.Known {
	known := diagnose.Known{
		PIM:            o.text("pim"),
		Version:        o.text("version"),
		Client:         authcore.Client{ID: o.text("client_id"), Secret: o.text("secret")},
		Username:       o.text("username"),
		Password:       o.text("password"),
		AppClientID:    o.text("app_client_id"),
		AppSecret:      o.text("app_secret"),
		CodeIdentifier: o.text("code_identifier"),
		State:          o.text("state"),
		Now:            momentOf(o, "now_ms"),
		Page:           o.text("page"),
	}
	for _, v := range o.array("others") {
		members, _ := v.(jsontext.Object)
		e := object{o.path + "others.", members, o.fault}
		other := diagnose.Environment{
			Name:        e.text("name"),
			PIM:         e.text("pim"),
			Client:      authcore.Client{ID: e.text("client_id"), Secret: e.text("secret")},
			Username:    e.text("username"),
			Password:    e.text("password"),
			AppClientID: e.text("app_client_id"),
			AppSecret:   e.text("app_secret"),
		}
		for _, token := range e.array("tokens") {
			text, _ := token.(string)
			other.Tokens = append(other.Tokens, text)
		}
		known.Others = append(known.Others, other)
	}
	return known
}

func knownValue(k diagnose.Known) jsontext.Object {
	others := make(jsontext.Array, len(k.Others))
	for i, e := range k.Others {
		tokens := make(jsontext.Array, len(e.Tokens))
		for j, token := range e.Tokens {
			tokens[j] = token
		}
		others[i] = record(
			"name", e.Name, "pim", e.PIM, "client_id", e.Client.ID, "secret", e.Client.Secret,
			"username", e.Username, "password", e.Password,
			"app_client_id", e.AppClientID, "app_secret", e.AppSecret, "tokens", tokens,
		)
	}
	o := record(
		"pim", k.PIM, "version", k.Version, "client_id", k.Client.ID, "secret", k.Client.Secret,
		"username", k.Username, "password", k.Password,
		"app_client_id", k.AppClientID, "app_secret", k.AppSecret,
		"code_identifier", k.CodeIdentifier, "state", k.State, "page", k.Page, "others", others,
	)
	if !k.Now.IsZero() {
		o = with(o, "now_ms", k.Now.UnixMilli())
	}
	return o
}

func findingsValue(findings []diagnose.Finding) jsontext.Array {
	all := make(jsontext.Array, len(findings))
	for i, f := range findings {
		evidence := make(jsontext.Array, len(f.Evidence))
		for j, m := range f.Evidence {
			evidence[j] = record("in", m.In, "part", m.Part, "line", m.Line, "from", m.From, "to", m.To, "decoded", m.Decoded)
		}
		probes := make(jsontext.Array, len(f.Probes))
		for j, p := range f.Probes {
			probes[j] = with(shown(p.Request), "name", p.Name)
		}
		all[i] = record(
			"code", f.Code,
			"certainty", f.Certainty.String(),
			"args", argsValue(f.Args),
			"evidence", evidence,
			"probes", probes,
			"source", f.Source,
			"reason", f.Reason,
		)
		if f.Fix != nil {
			all[i] = with(all[i].(jsontext.Object), "fix", shown(*f.Fix))
		}
	}
	return all
}

func argsValue(args []diagnose.Arg) jsontext.Object {
	o := jsontext.Object{}
	for _, a := range args {
		o = append(o, jsontext.Member{Name: a.Name, Value: a.Value})
	}
	return o
}

// shown is a request and how it is shown.
func shown(r authcore.Request) jsontext.Object {
	return record("request", requestValue(r), "http", textValue(r.HTTP()))
}

// decodedPair is the decoded pair of an Authorization header, "" if it is
// none: a page marks its bytes.
func decodedPair(args object) (any, error) {
	pair := diagnose.Pair(args.text("authorization"))
	return record("pair_base64", base64.StdEncoding.EncodeToString(pair)), nil
}
