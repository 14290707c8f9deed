//go:build js && wasm

// The two messages of HTTP, and text with its kinds, as they cross.

package main

import (
	"encoding/base64"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func requestOf(o object) authcore.Request {
	return authcore.Request{Method: o.text("method"), URL: o.text("url"), Header: headerOf(o), Body: bodyOf(o)}
}

func requestValue(r authcore.Request) jsontext.Object {
	return append(record("method", r.Method, "url", r.URL, "header", headerValue(r.Header)), bodyValue(r.Body)...)
}

func responseOf(o object) authcore.Response {
	return authcore.Response{Status: o.whole("status"), Header: headerOf(o), Body: bodyOf(o)}
}

func responseValue(r authcore.Response) jsontext.Object {
	return append(record("status", r.Status, "header", headerValue(r.Header)), bodyValue(r.Body)...)
}

func headerOf(o object) authcore.Header {
	var header authcore.Header
	for _, line := range o.array("header") {
		pair, _ := line.(jsontext.Array)
		if len(pair) == 2 {
			name, isName := pair[0].(string)
			value, isValue := pair[1].(string)
			if isName && isValue {
				header.Add(name, value)
				continue
			}
		}
		o.wrong("header", "a list of pairs of strings")
	}
	return header
}

func headerValue(header authcore.Header) jsontext.Array {
	lines := make(jsontext.Array, len(header))
	for i, line := range header {
		lines[i] = jsontext.Array{line.Name, line.Value}
	}
	return lines
}

// bodyOf returns nil where there is neither body nor body_base64.
func bodyOf(o object) []byte {
	if encoded, ok := o.members.Get("body_base64"); ok && encoded != nil {
		body, err := base64.StdEncoding.DecodeString(o.text("body_base64"))
		if err != nil {
			o.wrong("body_base64", "base64")
		}
		return body
	}
	if body, ok := o.members.Get("body"); ok && body != nil {
		return []byte(o.text("body"))
	}
	return nil
}

func bodyValue(body []byte) jsontext.Object {
	switch {
	case body == nil:
		return nil
	case utf8.Valid(body):
		return record("body", string(body))
	}
	return record("body_base64", base64.StdEncoding.EncodeToString(body))
}

func textValue(text authcore.Text) jsontext.Array {
	spans := make(jsontext.Array, len(text))
	for i, span := range text {
		spans[i] = jsontext.Array{string(span.Kind), span.Text}
	}
	return spans
}
