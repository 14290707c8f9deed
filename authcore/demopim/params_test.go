package demopim

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// What PHP makes of a query or a form.
func TestParams(t *testing.T) {
	value := func(name, value string) param { return param{name: name, value: value} }
	element := func(name, key, value string) param { return param{name, value, true, key} }
	for text, want := range map[string][]param{
		"":                         nil,
		"a=1&b=2&a=3":              {value("a", "3"), value("b", "2")},
		"a.b=1& c d=2&a b=3":       {value("a_b", "3"), value("c_d", "2")},
		"=1&a=":                    {value("a", "")},
		"x[]=1&y=2&x[]=3":          {element("x", "[0]", "1"), element("x", "[1]", "3"), value("y", "2")},
		"x[a]=1&x[]=2&x[a]=3":      {element("x", "[a]", "3"), element("x", "[1]", "2")},
		"x[a][b]=1&x[][c]=2":       {element("x", "[a][b]", "1"), element("x", "[1][c]", "2")},
		"x[a]b=1":                  {element("x", "[a]", "1")},
		"x=1&x[]=2":                {element("x", "[0]", "2")},
		"x[]=1&x[]=2&x=3&y=4":      {value("x", "3"), value("y", "4")},
		"x[=1&x[a=2":               {value("x_", "1"), value("x_a", "2")},
		"[x]=1&]=2":                {value("_x]", "1"), value("]", "2")},
		"x%5B%5D=1&x%5Ba%20b%5D=2": {element("x", "[0]", "1"), element("x", "[a b]", "2")},
	} {
		require.Equal(t, want, params(text), text)
	}
	many := params(strings.Repeat("x[]=&", maxParams) + "y=1")
	require.Len(t, many, maxParams)
	require.Equal(t, element("x", "[999]", ""), many[maxParams-1])
}

// What PHP makes of a JSON object where it wants texts.
func TestMembers(t *testing.T) {
	v, err := jsontext.Parse([]byte(`{"a":"1","b":2.50,"c":true,"d":false,"e":null,"f":["x"],"g":{"h":1},"a":"3"}`))
	require.NoError(t, err)
	require.Equal(t, []param{
		{name: "a", value: "3"}, {name: "b", value: "2.50"}, {name: "c", value: "1"}, {name: "d"}, {name: "e"},
		{name: "f", array: true}, {name: "g", array: true},
	}, members(v))
	require.Nil(t, members(jsontext.Array{"a"}))
	require.Nil(t, members(nil))
}
