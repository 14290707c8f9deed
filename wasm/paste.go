//go:build js && wasm

// The call that recognises what was pasted.

package main

import (
	"encoding/base64"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/paste"
)

// pasteRead says what a text is, and which exchanges are in it.
func pasteRead(args object) (any, error) {
	text := []byte(args.text("text"))
	if encoded := args.text("text_base64"); encoded != "" {
		decoded, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			args.wrong("text_base64", "base64")
		}
		text = decoded
	}
	if *args.fault != nil {
		return nil, *args.fault
	}
	found, err := paste.Read(text)
	if fault, ok := err.(*paste.Error); ok {
		return nil, &authcore.InputError{Code: fault.Code, Field: "paste", At: fault.At, Message: strings.TrimPrefix(fault.Error(), "paste: "), Next: "Paste a request, its answer, or a part of one."}
	}
	exchanges := make(jsontext.Array, len(found.Cases))
	for i, c := range found.Cases {
		exchanges[i] = caseValue(c)
	}
	notes := make(jsontext.Array, len(found.Notes))
	for i, n := range found.Notes {
		notes[i] = record("code", n.Code, "args", argsValue(n.Args))
	}
	spans := make(jsontext.Array, len(found.Spans))
	for i, s := range found.Spans {
		spans[i] = record("exchange", s.Case, "in", s.In, "part", s.Part, "line", s.Line, "from", s.From, "to", s.To)
	}
	return record("kind", found.Kind, "exchanges", exchanges, "notes", notes, "spans", spans), nil
}
