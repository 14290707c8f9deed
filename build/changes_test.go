package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestRangeOf(t *testing.T) {
	for want, versions := range map[string][]authcore.Version{
		"Every version":          authcore.Versions(),
		"7.0":                    {authcore.V7_0},
		"SaaS":                   {authcore.SaaS},
		"1.7 and 2.3":            {authcore.V1_7, authcore.V2_3},
		"1.7 to 3.2":             {authcore.V1_7, authcore.V2_3, authcore.V3_2},
		"1.7 to 5.0 and SaaS":    {authcore.V1_7, authcore.V2_3, authcore.V3_2, authcore.V4_0, authcore.V5_0, authcore.SaaS},
		"1.7, 3.2, 7.0 and SaaS": {authcore.V1_7, authcore.V3_2, authcore.V7_0, authcore.SaaS},
	} {
		require.Equal(t, want, rangeOf(versions))
	}
}

// Each change says how it is with every version, once; two builds write the
// same; nothing is told that differs from PIM to PIM.
func TestChanges(t *testing.T) {
	table, err := changes()
	require.NoError(t, err)
	again, err := changes()
	require.NoError(t, err)
	require.Equal(t, table, again)
	secret := regexp.MustCompile(`\b[MNOYZ][0-9A-Za-z]{85}\b|\b[0-9a-f]{64}\b|\b\d+_[0-9a-z]{45,50}\b|eyJ|BEGIN`)
	ids := map[string]bool{}
	for _, c := range append(table.Steps, table.Wire...) {
		require.False(t, ids[c.ID], c.ID)
		ids[c.ID] = true
		var said []string
		for _, a := range c.Answers {
			said = append(said, strings.Fields(a.Versions)...)
			require.NotRegexp(t, secret, c.Ask+a.Ask+a.Wire, c.ID)
			require.True(t, (a.Text != "") != (a.Wire != ""), c.ID)
		}
		require.ElementsMatch(t, strings.Fields(names(authcore.Versions())), said, c.ID)
		if len(c.Answers) == 1 {
			require.Empty(t, c.Means, "%s: nothing changes", c.ID)
		}
	}
}

// What is known to differ does, where it is known to.
func TestWireChanges(t *testing.T) {
	want := map[string]string{
		"no-token":           "1.7 to 6.0; 7.0 and SaaS",
		"disabled-user":      "1.7 to 5.0; 6.0 to SaaS",
		"disabled-since":     "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"long-body":          "1.7 and 2.3; 3.2 to SaaS",
		"token-slash":        "1.7 to 5.0; 6.0 to SaaS",
		"token-get":          "1.7 to 5.0; 6.0 to SaaS",
		"no-route":           "1.7 to 5.0; 6.0 to SaaS",
		"wrong-method":       "1.7 to 5.0; 6.0 to SaaS",
		"bracket":            "1.7 to 6.0; 7.0 and SaaS",
		"category":           "1.7 to 5.0; 6.0 to SaaS",
		"search":             "1.7 to 3.2; 4.0 to SaaS",
		"position":           "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"no-entity":          "1.7 to 7.0; SaaS",
		"no-products":        "1.7 to 5.0; 6.0 to SaaS",
		"policy":             "1.7 to 3.2; 4.0; 5.0 to SaaS",
		"system":             "1.7 to 4.0; 5.0; 6.0; 7.0; SaaS",
		"label-option":       "1.7; 2.3 to SaaS",
		"label-argument":     "1.7; 2.3 to SaaS",
		"connection-console": "1.7 to 3.2; 4.0 to SaaS",
		"connection":         "1.7 to 3.2; 4.0 and 5.0; 6.0 to SaaS",
		"secret":             "1.7 to 3.2; 4.0 to SaaS",
		"authorize":          "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"long-scope":         "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"app-token":          "1.7 to 5.0; 6.0 to SaaS",
		"app-query":          "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"bad-code":           "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"late-code":          "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"old-app-token":      "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"scopes-update":      "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"disconnected":       "1.7 to 5.0; 6.0; 7.0 and SaaS",
		"key":                "1.7 to 5.0; 6.0 to SaaS",
		"id-token":           "1.7 to 5.0; 6.0 and 7.0; SaaS",
		"own-app":            "1.7 to 5.0; 6.0; 7.0; SaaS",
		"own-app-screen":     "1.7 to 6.0; 7.0; SaaS",
	}
	list, err := wireChanges()
	require.NoError(t, err)
	got := map[string]string{}
	for _, c := range list {
		var ranges []string
		for _, a := range c.Answers {
			ranges = append(ranges, a.Range)
		}
		if len(ranges) > 1 {
			got[c.ID] = strings.Join(ranges, "; ")
		}
	}
	require.Equal(t, want, got)
}

func TestItemCount(t *testing.T) {
	require.Equal(t, "200 OK\n\n2 items", itemCount(told{answer: "200 OK\n\n" + `{"_embedded":{"items":[{},{}]}}`}).answer)
	require.Equal(t, "403 Forbidden\n\n{}", itemCount(told{answer: "403 Forbidden\n\n{}"}).answer)
}

func TestMemberNames(t *testing.T) {
	require.Equal(t, []string{"a", "b", "c"}, memberNames([]byte(`{"a":{"x":1},"b":[{"y":2},3],"c":null}`)))
	require.Empty(t, memberNames([]byte(`[1]`)))
}
