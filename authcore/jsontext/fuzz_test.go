// encoding/json is the judge: what it takes and what we refuse must differ by
// the three rules of PHP alone.

package jsontext_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/jsontext"
)

var seeds = []string{
	`{"access_token":"NzFi","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"MDk2"}`,
	`{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}`,
	`{"_links":{"self":{"href":"http:\/\/localhost:8080\/api"}},"current_page":1,"_embedded":{"items":[]}}`,
	`[1,-0,0.5,1e9,1E-9,true,false,null,"",{},[]]`,
	`{"a":1,"a":2}`, `"\ud83c\udf89"`, `"\ud83c"`, `"\udf89"`, `"\ud83c\ud83c\udf89"`, `"\\ud83c"`, "\"\xff\"", "\uFEFF1",
	`[`, `{"`, `{"a":"`, `01`, `1.`, `+1`, `.5`, "\"\t\"", `"\u00zz"`, `nul`, `{}x`, `[[[[]]]]`, "", " ",
	strings.Repeat("[", 513) + strings.Repeat("]", 513),
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := jsontext.Parse(text)
		if (err == nil) != accepts(text) {
			t.Fatalf("Parse(%q): %v", text, err)
		}
		for _, s := range jsontext.Strings(text) {
			require.True(t, 0 < s.Start && s.Start <= s.End && s.End <= len(text))
			if err == nil {
				_, err := jsontext.Parse(text[s.Start-1 : s.End+1])
				require.NoError(t, err)
			}
		}
		if err != nil {
			var syntax *jsontext.SyntaxError
			require.ErrorAs(t, err, &syntax)
			require.True(t, 0 <= syntax.Offset && syntax.Offset <= len(text))
			require.Nil(t, got)
			return
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		var want any
		require.NoError(t, d.Decode(&want))
		require.Equal(t, want, plain(got))

		compact := jsontext.Append(nil, got)
		again, err := jsontext.Parse(compact)
		require.NoError(t, err)
		require.Equal(t, got, again)
		require.Equal(t, compact, jsontext.Append(nil, again))
		var indented bytes.Buffer
		require.NoError(t, json.Indent(&indented, compact, "", "  "))
		require.Equal(t, indented.String(), string(jsontext.AppendIndent(nil, got)))
	})
}

func FuzzAppend(f *testing.F) {
	for _, s := range append(seeds, "\x00\x1f\x7f\u2028\u2029<&>'", "\xed\xa0\x80", "é\xc3") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		judged, err := json.Marshal(s)
		require.NoError(t, err)
		var want string
		require.NoError(t, json.Unmarshal(judged, &want))
		got, err := jsontext.Parse(jsontext.Append(nil, s))
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

var (
	pairs = regexp.MustCompile(`\\[^u]|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}`)
	halfs = regexp.MustCompile(`\\u[dD][89a-fA-F]`)
)

// accepts says what Parse must take, by other means.
func accepts(text []byte) bool {
	if !json.Valid(text) || !utf8.Valid(text) || halfs.Match(pairs.ReplaceAll(text, nil)) {
		return false
	}
	depth := 0
	for d := json.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if err != nil {
			return true
		}
		switch token {
		case json.Delim('['), json.Delim('{'):
			if depth++; depth > 512 {
				return false
			}
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
	}
}

// plain turns our values into those of encoding/json.
func plain(v any) any {
	switch v := v.(type) {
	case jsontext.Number:
		return json.Number(v)
	case jsontext.Array:
		a := make([]any, len(v))
		for i, element := range v {
			a[i] = plain(element)
		}
		return a
	case jsontext.Object:
		m := map[string]any{}
		for _, member := range v {
			m[member.Name] = plain(member.Value)
		}
		return m
	}
	return v
}
