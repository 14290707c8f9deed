//go:build js && wasm

// The two messages of HTTP, and text with its kinds, as they cross.

package main

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose/casejson"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func requestOf(o object) (r authcore.Request) {
	o.codec().Request(&r)
	return r
}

func requestValue(r authcore.Request) jsontext.Object {
	w := casejson.Writer()
	w.Request(&r)
	return w.Members
}

func responseOf(o object) (r authcore.Response) {
	o.codec().Response(&r)
	return r
}

func responseValue(r authcore.Response) jsontext.Object {
	w := casejson.Writer()
	w.Response(&r)
	return w.Members
}

func textValue(text authcore.Text) jsontext.Array {
	spans := make(jsontext.Array, len(text))
	for i, span := range text {
		spans[i] = jsontext.Array{string(span.Kind), span.Text}
	}
	return spans
}
