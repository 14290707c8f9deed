//go:build js && wasm

// The call that recognises what was pasted.

package main

import (
	"encoding/base64"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
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
	notes := make(jsontext.Array, len(found.Notes))
	for i := range found.Notes {
		notes[i] = codeValue(found.Notes[i].Code, found.Notes[i].Args)
	}
	spans := make(jsontext.Array, len(found.Spans))
	for i := range found.Spans {
		s := &found.Spans[i]
		w := casejson.Writer()
		w.Texts("in part", &s.In, &s.Part)
		w.Wholes("exchange line from to", &s.Case, &s.Line, &s.From, &s.To)
		spans[i] = w.Members
	}
	w := casejson.Writer()
	w.Texts("kind", &found.Kind)
	w.Cases("exchanges", &found.Cases)
	w.Put("notes", notes)
	w.Put("spans", spans)
	return w.Members, nil
}
