package jsontext_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/jsontext"
)

func TestParse(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	deep := jsontext.Array{}
	for range 511 {
		deep = jsontext.Array{deep}
	}
	for name, test := range map[string]struct {
		text string
		want any
	}{
		"null":              {"null", nil},
		"true":              {" true\r\n", true},
		"false":             {"\tfalse", false},
		"numbers":           {"[0,-0,3600,1.50,-1e+3,2E-9]", jsontext.Array{jsontext.Number("0"), jsontext.Number("-0"), jsontext.Number("3600"), jsontext.Number("1.50"), jsontext.Number("-1e+3"), jsontext.Number("2E-9")}},
		"escapes":           {`"\"\\\/\b\f\n\r\t\u00e9\u00E9"`, "\"\\/\b\f\n\r\téé"},
		"surrogate pair":    {`"a\ud83c\udf89b"`, "a🎉b"},
		"raw UTF-8":         {`"Catégorie 🎉"`, "Catégorie 🎉"},
		"escaped NUL":       {`"\u0000"`, "\x00"},
		"empty":             {`[{},[],""]`, jsontext.Array{jsontext.Object{}, jsontext.Array{}, ""}},
		"order kept":        {`{"b":1,"a":{"c":null},"b":2}`, jsontext.Object{{"b", jsontext.Number("1")}, {"a", jsontext.Object{{"c", nil}}}, {"b", jsontext.Number("2")}}},
		"512 levels as PHP": {nested(512), deep},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := jsontext.Parse([]byte(test.text))
			require.NoError(t, err)
			require.Equal(t, test.want, got)
		})
	}
	for text, want := range map[string]string{
		"":                 "not JSON at byte 0: the text ends where a value should stand",
		" \n":              "not JSON at byte 2: the text ends where a value should stand",
		"\uFEFF{}":         "not JSON at byte 0: the text begins with a byte order mark",
		"<!DOCTYPE html>":  "not JSON at byte 0: no JSON value begins like this",
		"True":             "not JSON at byte 0: no JSON value begins like this",
		"{} {}":            "not JSON at byte 3: something follows the value",
		"01":               "not JSON at byte 1: something follows the value",
		"-":                "not JSON at byte 1: a digit is missing after the minus sign",
		"1.":               "not JSON at byte 2: a digit is missing after the decimal point",
		"1e+":              "not JSON at byte 3: a digit is missing in the exponent",
		`["a"`:             "not JSON at byte 4: a comma or a closing ] is missing",
		`[1,]`:             "not JSON at byte 3: no JSON value begins like this",
		`{"a":1,}`:         "not JSON at byte 7: a member's name in double quotes is missing",
		`{'a':1}`:          "not JSON at byte 1: a member's name in double quotes is missing",
		`{"a" 1}`:          "not JSON at byte 5: a colon after a member's name is missing",
		`{"a":1`:           "not JSON at byte 6: a comma or a closing } is missing",
		`{"a":`:            "not JSON at byte 5: the text ends where a value should stand",
		`{"a":"cut`:        "not JSON at byte 9: a string lacks its closing quote",
		`"cut\`:            "not JSON at byte 4: a string lacks its closing quote",
		`"\x41"`:           "not JSON at byte 1: JSON knows no such escape",
		`"\u00g0"`:         `not JSON at byte 1: \u lacks its four hexadecimal digits`,
		`"\u+123"`:         `not JSON at byte 1: \u lacks its four hexadecimal digits`,
		`"\ud83c"`:         `not JSON at byte 1: a \u escape is half of a surrogate pair`,
		`"\udf89\ud83c"`:   `not JSON at byte 1: a \u escape is half of a surrogate pair`,
		"\"a\nb\"":         "not JSON at byte 2: a control character stands unescaped in a string",
		"\"caf\xe9\"":      "not JSON at byte 4: a string is not valid UTF-8",
		"\"\xed\xa0\x80\"": "not JSON at byte 1: a string is not valid UTF-8",
		nested(513):        "not JSON at byte 512: more than 512 levels of nesting",
	} {
		t.Run("refuses "+text[:min(len(text), 20)], func(t *testing.T) {
			got, err := jsontext.Parse([]byte(text))
			require.EqualError(t, err, want)
			require.Nil(t, got)
		})
	}
}

func TestObjectGet(t *testing.T) {
	o := jsontext.Object{{"a", "first"}, {"b", nil}, {"a", "last"}}
	v, ok := o.Get("a")
	require.Equal(t, "last", v)
	require.True(t, ok)
	v, ok = o.Get("b")
	require.Nil(t, v)
	require.True(t, ok)
	_, ok = o.Get("c")
	require.False(t, ok)
}

func TestAppend(t *testing.T) {
	for _, test := range []struct {
		value             any
		compact, indented string
	}{
		{nil, `null`, `null`},
		{true, `true`, `true`},
		{7, `7`, `7`},
		{int64(-1 << 63), `-9223372036854775808`, `-9223372036854775808`},
		{jsontext.Number("1e3"), `1e3`, `1e3`},
		{jsontext.Array(nil), `[]`, `[]`},
		{jsontext.Object(nil), `{}`, `{}`},
		{"</script>&'é\u2028", "\"</script>&'é\u2028\"", "\"</script>&'é\u2028\""},
		{"\"\\/\b\f\n\r\t\x00\x1f\x7f", `"\"\\/\b\f\n\r\t\u0000\u001f` + "\x7f\"", `"\"\\/\b\f\n\r\t\u0000\u001f` + "\x7f\""},
		{"\xff\xc3(", "\"\uFFFD\uFFFD(\"", "\"\uFFFD\uFFFD(\""},
		{
			jsontext.Object{{"a", jsontext.Array{1, jsontext.Object{}}}, {"b", "c"}},
			`{"a":[1,{}],"b":"c"}`,
			"{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"c\"\n}",
		},
	} {
		require.Equal(t, test.compact, string(jsontext.Append(nil, test.value)))
		require.Equal(t, "x"+test.indented, string(jsontext.AppendIndent([]byte("x"), test.value)))
	}
	require.PanicsWithValue(t, "jsontext: float64 is no JSON value", func() { jsontext.Append(nil, 1.5) })
}

func TestStrings(t *testing.T) {
	type stretch struct{ name, text string }
	for text, want := range map[string][]stretch{
		`{"a":"x","b":1,"c" : "","d":{"e":"\u0041\""}}`: {{"a", "x"}, {"c", ""}, {"e", `\u0041\"`}},
		`[{"a":"x"},"y",{"a":"z"}]`:                     {{"a", "x"}, {"a", "z"}},
		`{"a":"x","b":"cut of`:                          {{"a", "x"}, {"b", "cut of"}},
		`{"a":"x"} and more`:                            {{"a", "x"}},
		`"a"`:                                           nil,
		``:                                              nil,
	} {
		var got []stretch
		for _, s := range jsontext.Strings([]byte(text)) {
			got = append(got, stretch{s.Name, text[s.Start:s.End]})
		}
		require.Equal(t, want, got, text)
	}
}

func ExampleParse() {
	v, err := jsontext.Parse([]byte(`{"expires_in":3600,"scope":null}`))
	if err != nil {
		panic(err)
	}
	lifetime, _ := v.(jsontext.Object).Get("expires_in")
	fmt.Println(lifetime)
	// Output: 3600
}

func ExampleAppendIndent() {
	fmt.Println(string(jsontext.AppendIndent(nil, jsontext.Object{{"grant_type", "password"}})))
	// Output:
	// {
	//   "grant_type": "password"
	// }
}
