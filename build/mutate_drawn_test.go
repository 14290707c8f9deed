package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Every place for a slip is found, and named by what stands there.
func TestDraw(t *testing.T) {
	drawn, err := draw([]source{{"slips.go", `package slips

import "strings"

const most = 0x10

var table = []pair{{"a", 1}, {"é", 2}}

func slips(c *call, list []string) (said string) {
	if len(list) == 0 || !c.known && "" < said {
		return said
	}
	t, ok := c.find(list)
	if !ok {
		panic(1)
		return "b"
	}
	said += t
	said += "c"
	c.tell(said)
	c.tell(true)
	switch {
	case t > said:
		said = t
	case said != t:
	default:
	}
	return said[:pick(t > said)]
}
`}, {"other.go", "package slips\n\nvar a, b = 1, 2\n"}})
	require.NoError(t, err)
	lines := map[string][]string{}
	for kind, all := range drawn {
		for _, f := range all {
			lines[kind] = append(lines[kind], f.String()+" > "+f.text)
		}
	}
	for _, kind := range kinds {
		slices.Sort(lines[kind])
	}
	require.Equal(t, map[string][]string{
		"constant": {
			`other.go: a: 1 is one more > 2`,
			`other.go: a: 2 is one more > 3`,
			`slips.go: most: 0x10 is one more > 17`,
			`slips.go: slips: "" is a text > "x"`,
			`slips.go: slips: "b" lacks its last character > ""`,
			`slips.go: slips: "c" lacks its last character > ""`,
			`slips.go: slips: 0 is one more > 1`,
			`slips.go: slips: 1 is one more > 2`,
			`slips.go: slips: true becomes false > false`,
			`slips.go: table: "a" lacks its last character > ""`,
			`slips.go: table: "é" lacks its last character > ""`,
			`slips.go: table: 1 is one more > 2`,
			`slips.go: table: 2 is one more > 3`,
		},
		"comparison": {
			`slips.go: slips: != becomes == in said != t > said == t`,
			`slips.go: slips: < becomes <= in "" < said > "" <= said`,
			`slips.go: slips: == becomes != in len(list) == 0 > len(list) != 0`,
			`slips.go: slips: > becomes >= in t > said (2) > t >= said`,
			`slips.go: slips: > becomes >= in t > said > t >= said`,
		},
		"connective": {
			`slips.go: slips: && becomes || in !c.known && "" < said > !c.known || "" < said`,
			`slips.go: slips: without the ! of !c.known > c.known`,
			`slips.go: slips: without the ! of !ok > ok`,
			`slips.go: slips: || becomes && in len(list) == 0 || !c.known && "" < said > len(list) == 0 && !c.known && "" < said`,
		},
		"order": {
			"slips.go: slips: c.tell(said) comes after c.tell(true) > c.tell(true)\n\tc.tell(said)",
			"slips.go: slips: case t > said: comes after case said != t: > case said != t:\n\tcase t > said:\n\t\tsaid = t",
			"slips.go: slips: if len(list) == 0 || !c.known && \"\" < said comes after if !ok > t, ok := c.find(list)\n\tif !ok {\n\t\tpanic(1)\n\t\treturn \"b\"\n\t}\n" +
				"\tif len(list) == 0 || !c.known && \"\" < said {\n\t\treturn said\n\t}",
			"slips.go: slips: said += t comes after said += \"c\" > said += \"c\"\n\tsaid += t",
		},
		"omission": {
			`slips.go: slips: without c.tell(said) > `,
			`slips.go: slips: without c.tell(true) > `,
			`slips.go: slips: without if !ok > `,
			`slips.go: slips: without if len(list) == 0 || !c.known && "" < said > `,
			`slips.go: slips: without panic(1) > `,
			`slips.go: slips: without said += "c" > `,
			`slips.go: slips: without said += t > `,
			`slips.go: slips: without said = t > `,
		},
	}, lines)
	for i, name := range []string{"slips.go", "other.go", "slips.go", "other.go", "slips.go", "slips.go"} {
		require.Equal(t, name == "other.go", drawn["constant"][i].file == "other.go", "one of each file, then the second of each: %s", drawn["constant"][i])
	}
}
