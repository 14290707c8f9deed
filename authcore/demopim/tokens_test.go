package demopim

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/jsontext"
)

// texts lists the tokens that a document would hold.
func (t *tokens) texts() []string {
	held := []string{}
	d := document{}
	t.members("tokens", &d)
	list, _ := d.object.Get("tokens")
	for _, v := range list.(jsontext.Array) {
		text, _ := v.(jsontext.Object).Get("token")
		held = append(held, text.(string))
	}
	return held
}

func TestTokens(t *testing.T) {
	var held tokens
	require.Nil(t, held.find("a"))
	held.drop("a")
	for _, k := range []token{{"a", "1", "x", 5, ""}, {"b", "2", "x", 5, ""}, {"c", "1", "y", 0, ""}, {"d", "2", "y", 0, ""}} {
		held.add(k, 1)
	}
	require.Equal(t, &token{"b", "2", "x", 5, ""}, held.find("b"))
	require.Equal(t, []string{"a", "b", "c", "d"}, held.texts())
	require.Equal(t, "c", held.last(func(k *token) bool { return k.client == "1" }).text)
	require.Equal(t, "d", held.last(func(*token) bool { return true }).text)
	require.Equal(t, "a", held.last(func(k *token) bool { return k.text == "a" }).text)
	require.Nil(t, held.last(func(k *token) bool { return k.client == "" }))

	held.add(token{"a", "3", "z", 9, ""}, 1)
	require.Equal(t, []string{"b", "c", "d", "a"}, held.texts(), "the same text again")
	held.drop("c")
	require.Nil(t, held.find("c"))
	held.dropAll(func(k *token) bool { return k.user == "y" || k.client == "2" })
	require.Equal(t, []string{"a"}, held.texts())
	require.Equal(t, &token{"a", "3", "z", 9, ""}, held.find("a"))
}

func TestTokenExpiry(t *testing.T) {
	require.False(t, (&token{expires: 5}).expired(5))
	require.True(t, (&token{expires: 5}).expired(6))
	require.False(t, (&token{expires: 0}).expired(6), "never")
}

// However many tokens are issued, few more are held than may be used or told
// that they have expired, and those that never expire all stay.
func TestTokensStayBounded(t *testing.T) {
	for name, test := range map[string]struct {
		issued, step  int // tokens, and seconds between two
		expired, live int // what is held in the end at least, and at most twice
	}{
		"the clock moves":  {60_000, 1, expiredKept, 3600},
		"the clock stands": {230_000, 0, 0, liveKept},
	} {
		t.Run(name, func(t *testing.T) {
			var held tokens
			held.add(token{text: "eternal"}, 0)
			most := 0
			for i := 1; i <= test.issued; i++ {
				now := int64(i * test.step)
				held.add(token{text: strconv.Itoa(i), expires: now + 3600}, now)
				most = max(most, len(held.all), len(held.place))
			}
			require.LessOrEqual(t, most, 2*(test.expired+test.live+1)+1000)
			require.NotNil(t, held.find("eternal"))
			for _, back := range []int{0, 1, test.live - 1, test.live + test.expired - 1} {
				require.NotNil(t, held.find(strconv.Itoa(test.issued-back)), "%d before the last", back)
			}
			require.Nil(t, held.find("1"))
			require.Equal(t, "eternal", held.texts()[0])
		})
	}
}

func TestTokensOfADocument(t *testing.T) {
	read := func(texts ...string) error {
		list := jsontext.Array{}
		for _, text := range texts {
			list = append(list, object("token", text, "client_id", "1", "username", "x", "expires", jsontext.Number("5"), "scope", ""))
		}
		d := document{reading: true, object: object("tokens", list)}
		var held tokens
		if held.members("tokens", &d); d.err == nil {
			require.Equal(t, texts, held.texts())
		}
		return d.err
	}
	require.NoError(t, read("b", "a"))
	require.EqualError(t, read("a", "b", "a"), "tokens holds one twice, or one without a text")
	require.EqualError(t, read("a", ""), "tokens holds one twice, or one without a text")
}
