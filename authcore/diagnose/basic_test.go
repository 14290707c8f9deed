package diagnose

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestHeader(t *testing.T) {
	pair := anID + ":" + aSecret
	right := "\n  > Authorization: Basic {" + pair + "}"
	known := Known{Client: authcore.Client{ID: anID, Secret: aSecret}}
	cut := encode(pair)[:76]
	checkAll(t, []finds{
		{name: "healthy", q: withPair(pair)},
		{name: "healthy scheme in small letters", q: withAuthorization("basic " + encode(pair))},
		{name: "healthy with two blanks", q: withAuthorization("Basic  " + encode(pair) + " ")},
		{name: "healthy colon in the secret", q: withPair(anID + ":a:b")},
		{name: "healthy pair in the body", q: asks("Content-Type: application/json\n\n" + `{"grant_type":"password","client_id":"` + anID + `","client_secret":"` + aSecret + `","username":"u","password":"p"}`)},
		{name: "the body counts beside a header without a pair", q: asks("Authorization: Basic " + encode("nothing") + "\nContent-Type: application/x-www-form-urlencoded\n\n" + loginForm + "&client_id=" + anID + "&client_secret=" + aSecret)},
		{name: "a log covered it", q: withAuthorization("Basic ***"), a: refusesClient, want: "possible client_refused | answer"},
		{name: "only the address is known", q: authcore.Request{Method: "POST", URL: tokenURL}, a: refusesClient, want: "possible client_refused | answer"},
		{name: "only a body is known", q: authcore.Request{Body: []byte(login)}},

		{name: "missing", q: asks("Content-Type: application/json\n\n" + login), want: "certain basic_missing"},
		{name: "missing, known", q: asks("Content-Type: application/json\n\n" + login), a: refusesClient, known: known, want: "certain basic_missing" + right},
		{name: "missing: another name", q: asks("Content-Type: application/json\nAuthorisation: Basic x\n\n" + login), want: `certain basic_missing | header 0 "Basic x"`},
		{name: "missing: nothing after the scheme", q: withAuthorization("Basic "), a: refusesClient, known: known, want: `certain basic_missing | header 0 "Basic "` + right},
		{name: "missing, but the grant is refused first", q: asks("Content-Type: application/json\n\n{}"), a: refusesGrant, want: "certain grant_missing\npossible basic_missing"},

		{name: "Bearer with the pair", q: withAuthorization("Bearer " + encode(pair)), a: refusesClient, want: `certain basic_bearer | header 0 "Bearer"` + right},
		{name: "Bearer with a token", q: withAuthorization("bearer " + aToken), want: `certain basic_bearer | header 0 "bearer"`},

		{name: "scheme misspelled", q: withAuthorization("Baisc " + encode(pair)), want: `certain basic_scheme scheme=Baisc what=other_scheme | header 0 "Baisc"` + right},
		{name: "scheme with a colon", q: withAuthorization("Basic: " + encode(pair)), want: `certain basic_scheme scheme=Basic: what=other_scheme | header 0 "Basic:"` + right},
		{name: "no blank after the scheme", q: withAuthorization("Basic" + encode(pair)), want: `certain basic_scheme scheme=Basic what=no_blank_after_scheme | header 0 "Basic"` + right},
		{name: "no scheme", q: withAuthorization(encode(pair)), want: `certain basic_scheme scheme= what=no_scheme | header 0 ""` + right},
		{name: "scheme twice", q: withAuthorization("Basic Basic " + encode(pair)), want: `certain basic_scheme scheme=Basic Basic what=scheme_twice | header 6 "Basic"` + right},
		{name: "no scheme and not encoded", q: withAuthorization(pair), want: `certain basic_not_encoded | header 0 "` + pair + `"` + right + "\n" + `certain basic_scheme scheme= what=no_scheme | header 0 ""` + right},

		{name: "not encoded", q: withAuthorization("Basic " + pair), a: refusesClient, want: `certain basic_not_encoded | header 6 "` + pair + `"` + right},
		{name: "not encoded, the ID alone", q: withAuthorization("Basic " + anID), known: known, want: `certain basic_not_encoded | header 6 "` + anID + `"` + right},
		{name: "not encoded, the colon percent-encoded", q: withAuthorization("Basic " + anID + "%3A" + aSecret), want: `certain basic_not_encoded | header 6 "` + anID + "%3A" + aSecret + `"` + right},

		{name: "twice", q: withAuthorization("Basic " + encode(encode(pair))), want: `certain basic_twice | header 6 "` + encode(encode(pair)) + `"` + right},
		{name: "twice with a line feed", q: withAuthorization("Basic " + encode(encode(pair)+"\n")), want: `certain basic_twice | header 6 "` + encode(encode(pair)+"\n") + `"` + right},
		{name: "twice with the scheme", q: withAuthorization("Basic " + encode("Basic "+encode(pair))), want: `certain basic_twice | header 6 "` + encode("Basic "+encode(pair)) + `"` + right},

		{name: "line break of 76 columns", q: withAuthorization("Basic " + cut + "\n" + encode(pair)[76:]), want: `certain basic_line_break what=line_feed at=76 | header 82 "\n"` + right},
		{name: "line break of Windows at the end", q: withAuthorization("Basic " + encode(pair) + "\r\n"), want: `certain basic_line_break what=cr_lf at=140 | header 146 "\r\n"` + right},
		{name: "a blank in the base64", q: withAuthorization("Basic " + cut + " " + encode(pair)[76:]), a: refusesClient, want: `likely basic_line_break what=blank at=76 | header 82 " "` + right},

		{name: "padding lost", q: withAuthorization("Basic " + strings.TrimRight(encode(pair+"1"), "=")), a: refusesClient, want: `likely basic_padding what=missing count=1 | header 145 ""` + "\n  > Authorization: Basic {" + pair + "1}"},
		{name: "padding too much", q: withAuthorization("Basic " + encode(pair) + "==="), want: `likely basic_padding what=extra count=3 | header 146 "==="` + right},
		{name: "another alphabet", q: withAuthorization("Basic " + strings.ReplaceAll(encode(anID+":~~~"), "+", "-")), want: `likely basic_url_alphabet char=- | header 77 "-"` + "\n  > Authorization: Basic {" + anID + ":~~~}"},

		{name: "each encoded by itself", q: withAuthorization("Basic " + encode(anID) + ":" + encode(aSecret)), want: `certain basic_base64 at=72 | header 78 ":"` + right},
		{name: "a letter lost", q: withAuthorization("Basic " + encode(pair)[:137]), want: `certain basic_base64 at=137 | header 143 ""`},
		{name: "a foreign character that changes all", q: withAuthorization("Basic MTJf#" + encode(pair)[5:]), a: refusesClient, want: `certain basic_base64 at=4 | header 10 "#"`},
		{name: "a foreign character that PHP passes over", q: withAuthorization("Basic " + encode(pair) + "."), a: refusesClient, want: `likely basic_base64 at=140 | header 146 "."`},
		{name: "invisible in the base64", q: withAuthorization("Basic \u200B" + encode(pair)), a: refusesClient, want: `likely basic_invisible what=zero_width_space part=pair at=0 | header 6 "\u200b"` + right},
		{name: "base64 in quotes", q: withAuthorization(`Basic "` + encode(pair) + `"`), want: `certain basic_quotes char=double_quote part=pair | header 6 "\"" | header 147 "\""` + right},
		{name: "base64 percent-encoded", q: withAuthorization("Basic " + strings.ReplaceAll(encode(pair), "=", "%3D")), want: `certain basic_percent part=pair | header 144 "%3D"` + right},

		{name: "no colon", q: withPair(anID), a: refusesClient, known: known, want: `certain basic_no_colon | header 0 "` + anID + `"` + right},
		{name: "no colon but a semicolon", q: withPair(anID + ";" + aSecret), want: `certain basic_no_colon | header 52 ";"` + right},
		{name: "no colon: a token", q: withPair(aToken[:40]), want: `certain basic_no_colon | header 0 "` + aToken[:40] + `"`},
		{name: "no colon but %3A", q: withPair(anID + "%3A" + aSecret), want: `certain basic_percent part=pair | header 52 "%3A"` + right},

		{name: "repeated", q: asks("Content-Type: application/json\nAuthorization: Basic " + encode(pair) + "\nauthorization: Bearer x\n\n" + login), want: `certain basic_repeated | header 0 "Basic ` + encode(pair) + `" | header 0 "Bearer x"`},
		{name: "repeated alike", q: asks("Content-Type: application/json\nAuthorization: Basic YTpi\nAuthorization: Basic YTpi\n\n" + login), a: refusesClient, want: `certain basic_repeated | header 0 "Basic YTpi" | header 0 "Basic YTpi"`},

		{name: "placeholder in the header", q: withAuthorization("Basic YOUR_BASE_64_CLIENT_ID_AND_SECRET"), known: known, want: `certain basic_placeholder part=pair | header 6 "YOUR_BASE_64_CLIENT_ID_AND_SECRET"` + right},
		{name: "placeholder of a template", q: withAuthorization("{{authorization}}"), want: `certain basic_placeholder part=pair | header 0 "{{authorization}}"`},
		{name: "placeholder in clear", q: withAuthorization("Basic client_id:secret"), want: `certain basic_placeholder part=pair | header 6 "client_id:secret"`},

		{name: "another method", q: authcore.Request{Method: "GET", URL: tokenURL, Header: authcore.Header{{Name: "Accept", Value: "*/*"}}}},
		{name: "another route", q: authcore.Request{Method: "POST", URL: "https://pim.example.com/api/rest/v1/categories", Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte("{}")}},
		{name: "a header alone", q: authcore.Request{Header: authcore.Header{{Name: "Authorization", Value: "Basic " + encode(pair+"\n")}}}, want: `certain basic_line_feed what=line_feed where=end part=secret at=50 | header 103 "\n"` + "\n  > Authorization: Basic {" + pair + "}"},
	})
}

// What PHP makes of a header decides which credentials count.
func TestDecodedByPHP(t *testing.T) {
	for value, want := range map[string]string{
		"Basic YTpi":        "a:b",
		"bASIC YTpiYw==":    "a:bc",
		"Basic YTpiYw":      "a:bc",
		"Basic Y T\np.i":    "a:b",
		"Basic YTpi-":       "a:b",
		"Bearer YTpi":       "",
		"YTpi":              "",
		"Basic":             "",
		"":                  "",
		" Basic \u200BYTpi": "a:b",
	} {
		x := examination{auth: authorization{value: value}}
		require.Equal(t, want, x.decodedByPHP(), value)
	}
}
