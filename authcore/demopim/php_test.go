// The small calculations that are this package's own, judged by others.

package demopim

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore/jsontext"
)

func TestPHP(t *testing.T) {
	for text, want := range map[string][2]string{
		"a/b":                      {`"a\/b"`, `"a\/b"`},
		`"'&<>`:                    {`"\"'&<>"`, `"\u0022\u0027\u0026\u003C\u003E"`},
		"\\\b\f\n\r\t\x00\x1f\x7f": {`"\\\b\f\n\r\t\u0000\u001f` + "\x7f\"", `"\\\b\f\n\r\t\u0000\u001f` + "\x7f\""},
		"é€🎉":                      {`"\u00e9\u20ac\ud83c\udf89"`, `"\u00e9\u20ac\ud83c\udf89"`},
		"\xff":                     {`"\ufffd"`, `"\ufffd"`},
	} {
		require.Equal(t, want[0], string(php(text, false)))
		require.Equal(t, want[1], string(php(text, true)))
	}
	require.Equal(t, `{"a":[null,true,1],"b":{}}`, string(php(object("a", jsontext.Array{nil, true, 1}, "b", object()), true)))
}

func FuzzPHP(f *testing.F) {
	f.Add("\"'&<>/\\\x00é🎉\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, tags := range []bool{false, true} {
			written := php(text, tags)
			var read string
			require.NoError(t, json.Unmarshal(written, &read))
			require.Equal(t, string([]rune(text)), read) // a range over bytes that are not UTF-8 gives U+FFFD, too
			if tags {
				require.False(t, strings.ContainsAny(string(written[1:len(written)-1]), `"'&<>`))
			}
		}
	})
}

func FuzzBasic(f *testing.F) {
	f.Add("a:b")
	f.Add(":\x00\xff:")
	f.Fuzz(func(t *testing.T, pair string) {
		user, secret, found := strings.Cut(pair, ":")
		if !found {
			user, secret = "", ""
		}
		encoded := base64.StdEncoding.EncodeToString([]byte(pair))
		for _, header := range []string{"Basic " + encoded, "bAsIc " + strings.TrimRight(encoded, "="), "Basic \n" + strings.Join(strings.Split(encoded, ""), " ")} {
			gotUser, gotSecret := basic(header)
			require.Equal(t, [2]string{user, secret}, [2]string{gotUser, gotSecret})
		}
	})
}

func TestBasicIsNone(t *testing.T) {
	for _, header := range []string{"", "Basic", "Basic ", "Basicx", "Bearer YTpi", "Basic\tYTpi", " Basic YTpi"} {
		user, secret := basic(header)
		require.Empty(t, user+secret, header)
	}
}

func FuzzInstant(f *testing.F) {
	for _, s := range []int64{0, -1, 951782400, 951868799, 4107542400, 253402300799, -62135596800} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, seconds int64) {
		seconds %= 253402300800 // years of four digits
		if at := time.Unix(seconds, 0).UTC(); at.Year() >= 0 {
			require.Equal(t, at.Format(time.RFC3339), instant(seconds))
		}
	})
}
