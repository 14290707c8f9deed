// The entities beside what the corpus says of them.

package demopim_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// What a PIM shows may be sent back to it, and then nothing has changed. It
// holds for the seeds, too, that nothing of them would be refused.
func TestSendBackWhatWasRead(t *testing.T) {
	for path, readOnly := range map[string]string{
		"categories":                        "updated",
		"channels":                          "",
		"attributes":                        "",
		"attributes/a_multi_select/options": "",
		"attribute-groups":                  "",
		"families":                          "",
		"families/familyA/variants":         "",
		"association-types":                 "",
		"product-models":                    "",
		"products":                          "",
	} {
		t.Run(path, func(t *testing.T) {
			pim := newPIM()
			token := login(t, pim, "myERPuser")
			list := get("/api/rest/v1/"+path+"?limit=100", token)
			before := pim.Do(list).Body
			page, err := jsontext.Parse(before)
			require.NoError(t, err)
			embedded, _ := page.(jsontext.Object).Get("_embedded")
			items, _ := embedded.(jsontext.Object).Get("items")
			var lines []string
			for _, thing := range items.(jsontext.Array) {
				own := slices.DeleteFunc(thing.(jsontext.Object), func(m jsontext.Member) bool { return m.Name == "_links" || m.Name == readOnly })
				lines = append(lines, string(jsontext.Append(nil, own)))
			}
			require.NotEmpty(t, lines)
			answer := pim.Do(authcore.Request{
				Method: "PATCH",
				URL:    "http://pim.example.com/api/rest/v1/" + path,
				Header: authcore.Header{{Name: "Authorization", Value: "Bearer " + token}, {Name: "Content-Type", Value: "application/vnd.akeneo.collection+json"}},
				Body:   []byte(strings.Join(lines, "\n")),
			})
			require.Equal(t, 200, answer.Status)
			for result := range strings.SplitSeq(string(answer.Body), "\n") {
				require.Contains(t, result, `"status_code":204}`)
			}
			require.Equal(t, string(before), string(pim.Do(list).Body))
		})
	}
}

// A document whose categories or items are none is refused.
func TestRestoreRefusesThings(t *testing.T) {
	const reason = "demopim: the snapshot is broken: "
	for name, row := range map[string]struct {
		list   string
		change map[string]any
		want   string
	}{
		"category without a code":        {"categories", map[string]any{"code": ""}, `category "" has no code of its own`},
		"category with another's code":   {"categories", map[string]any{"code": "categoryA"}, `category "categoryA" has no code of its own`},
		"category below one that is not": {"categories", map[string]any{"parent": "nope"}, `category "master_china" stands before its parent "nope"`},
		"item of no entity":              {"items", map[string]any{"entity": "rocket"}, `item "shirt_long" is no rocket`},
		"item of another entity":         {"items", map[string]any{"entity": "family"}, `item "shirt_long" is no family`},
		"item that is no JSON":           {"items", map[string]any{"text": "{"}, `item "shirt_long" is no product`},
		"item that is no object":         {"items", map[string]any{"text": "[]"}, `item "shirt_long" is no product`},
		"item that lacks a member":       {"items", map[string]any{"text": `{"identifier":"shirt_long"}`}, `item "shirt_long" is no product`},
	} {
		t.Run(name, func(t *testing.T) {
			var doc map[string]any
			pim := newPIM()
			before := pim.Snapshot()
			require.NoError(t, json.Unmarshal(before, &doc))
			all := doc[row.list].([]any)
			last := all[len(all)-1].(map[string]any)
			for name, value := range row.change {
				last[name] = value
			}
			text, err := json.Marshal(doc)
			require.NoError(t, err)
			require.EqualError(t, pim.Restore(text), reason+row.want)
			require.Equal(t, string(before), string(pim.Snapshot()))
		})
	}
}

// Two PIMs share no thing: what is written to one is not in the other.
func TestSeedsAreNotShared(t *testing.T) {
	one, other := newPIM(), newPIM()
	token := login(t, one, "myERPuser")
	for _, r := range []authcore.Request{get("/api/rest/v1/products/cap", token), get("/api/rest/v1/categories/master", token)} {
		r.Method, r.Body = "PATCH", []byte(`{}`)
		r.Header.Add("Content-Type", "application/json")
		require.Equal(t, 204, one.Do(r).Status)
	}
	r := get("/api/rest/v1/products/cap", token)
	r.Method = "DELETE"
	require.Equal(t, 204, one.Do(r).Status)
	require.Equal(t, 404, one.Do(get("/api/rest/v1/products/cap", token)).Status)
	require.Equal(t, 200, other.Do(get("/api/rest/v1/products/cap", login(t, other, "myERPuser"))).Status)
	require.NotEqual(t, string(one.Snapshot()), string(new(demopim.PIM).Snapshot()))
}
