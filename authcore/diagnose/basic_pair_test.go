package diagnose

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func TestPair(t *testing.T) {
	pair := anID + ":" + aSecret
	right := "\n  > Authorization: Basic {" + pair + "}"
	meant := authcore.Client{ID: anID, Secret: aSecret}
	known := Known{Client: meant}
	other := "3_5f1hq9xkzo084wk0cow4s4sgc80k0ogcwkkg4owo0ws8ss4kc0"
	otherSecret := "6b8k0z4mvs8w4co0kgs4ww0ogck8k4sc0wc8ks0o4g4cgw00oc"
	others := []Environment{{Name: "staging", PIM: "https://staging.example.com", Client: authcore.Client{ID: other, Secret: otherSecret}}}

	checkAll(t, []finds{
		{name: "line feed of echo", q: withPair(pair + "\n"), a: refusesClient, want: `certain basic_line_feed what=line_feed where=end part=secret at=50 | header 103 "\n"` + right},
		{name: "line feed, known", q: withPair(pair + "\n"), a: refusesClient, known: known, want: `certain basic_line_feed what=line_feed where=end part=secret at=50 | header 103 "\n"` + right},
		{name: "line feed of Windows", q: withPair(pair + "\r\n"), want: `certain basic_line_feed what=cr_lf where=end part=secret at=50 | header 103 "\r\n"` + right},
		{name: "carriage return", q: withPair(pair + "\r"), want: `certain basic_line_feed what=carriage_return where=end part=secret at=50 | header 103 "\r"` + right},
		{name: "line feeds of two files", q: withPair(anID + "\n:" + aSecret + "\n"), want: `
certain basic_line_feed what=line_feed where=id_end part=client_id at=52 | header 52 "\n"
  > Authorization: Basic {` + pair + `}
certain basic_line_feed what=line_feed where=end part=secret at=50 | header 104 "\n"` + right},
		{name: "line feed, but the PIM took it", q: withPair(pair + "\n"), a: refusesUser},
		{name: "line feed, but the grant comes first", q: func() authcore.Request {
			q := withPair(pair + "\n")
			q.Body = []byte("{}")
			return q
		}(), a: refusesGrant, want: "certain grant_missing\n" + `possible basic_line_feed what=line_feed where=end part=secret at=50 | header 103 "\n"` + right},

		{name: "blank at the end", q: withPair(pair + " "), want: `certain basic_blank what=blank where=end part=secret at=50 | header 103 " "` + right},
		{name: "tab at the start", q: withPair("\t" + pair), want: `certain basic_blank what=tab where=start part=client_id at=0 | header 0 "\t"` + right},
		{name: "blank after the colon", q: withPair(anID + ": " + aSecret), want: `certain basic_blank what=blank where=secret_start part=secret at=0 | header 53 " "` + right},
		{name: "blank before the colon", q: withPair(anID + " :" + aSecret), want: `certain basic_blank what=blank where=id_end part=client_id at=52 | header 52 " "` + right},
		{name: "blank within the ID", q: withPair("12_ " + anID[3:] + ":" + aSecret), want: `certain basic_blank what=blank where=inside part=client_id at=3 | header 3 " "` + right},
		{name: "blank within the secret", q: withPair(anID + ":two words"), want: `likely basic_blank what=blank where=inside part=secret at=3 | header 56 " "` + "\n  > Authorization: Basic {" + anID + ":twowords}"},
		{name: "blank within the secret that was meant", q: withPair(anID + ":two words"), known: Known{Client: authcore.Client{ID: anID, Secret: "two words"}}},

		{name: "no-break space", q: withPair(pair + "\u00A0"), want: `certain basic_invisible what=no_break_space where=end part=secret at=50 | header 103 "\u00a0"` + right},
		{name: "byte order mark", q: withPair("\uFEFF" + pair), want: `certain basic_invisible what=byte_order_mark where=start part=client_id at=0 | header 0 "\ufeff"` + right},
		{name: "zero width space inside", q: withPair("12_\u200B" + anID[3:] + ":" + aSecret), want: `certain basic_invisible what=zero_width_space where=inside part=client_id at=3 | header 3 "\u200b"` + right},
		{name: "visible letters of other scripts", q: withPair(anID + ":pässwörd")},

		{name: "quotes around both", q: withPair(`"` + pair + `"`), want: `certain basic_quotes char=double_quote part=pair | header 0 "\"" | header 104 "\""` + right},
		{name: "quotes around both, and a line feed", q: withPair("'" + pair + "'\n"), want: `
certain basic_line_feed what=line_feed where=end part=secret at=51 | header 105 "\n"
  > Authorization: Basic {` + pair + `}
certain basic_quotes char=single_quote part=pair | header 0 "'" | header 104 "'"` + right},
		{name: "quotes around each", q: withPair("<" + anID + ">:“" + aSecret + "”"), want: `
certain basic_quotes char=angle_bracket part=client_id | header 0 "<" | header 53 ">"
  > Authorization: Basic {` + pair + `}
certain basic_quotes char=smart_quote part=secret | header 55 "“" | header 108 "”"` + right},
		{name: "a quote and a comma of a program", q: withPair(anID + ":" + aSecret + `",`), want: `likely basic_quotes char=double_quote part=secret | header 103 "\","` + right},
		{name: "quotes that were meant", q: withPair(anID + `:"x"`), known: Known{Client: authcore.Client{ID: anID, Secret: `"x"`}}},

		{name: "percent in the ID", q: withPair("12%5F" + anID[3:] + ":" + aSecret), want: `certain basic_percent part=client_id | header 2 "%5F"` + right},
		{name: "percent in the secret", q: withPair(anID + ":a%21"), want: `likely basic_percent part=secret | header 54 "%21"` + "\n  > Authorization: Basic {" + anID + ":a!}"},
		{name: "percent in the secret, known", q: withPair(anID + ":a%21"), known: Known{Client: authcore.Client{ID: anID, Secret: "a!"}}, want: `certain basic_percent part=secret | header 54 "%21"` + "\n  > Authorization: Basic {" + anID + ":a!}"},
		{name: "a percent sign alone", q: withPair(anID + ":100%")},

		{name: "placeholder of a document", q: withPair("client_id:secret"), known: known, want: `certain basic_placeholder part=pair | header 0 "client_id" | header 10 "secret"` + right},
		{name: "placeholder in brackets", q: withPair("<your client id>:" + aSecret), want: `certain basic_placeholder part=client_id | header 0 "<your client id>"`},
		{name: "variable not filled in", q: withPair(anID + ":${PIM_SECRET}"), want: `certain basic_placeholder part=secret | header 53 "${PIM_SECRET}"`},
		{name: "the documents' pair", q: withPair(samples[1]), want: `certain basic_placeholder part=pair | header 0 "` + samples[1][:52] + `" | header 53 "` + samples[1][53:] + `"`},
		{name: "the demo PIM's pair", q: withPair("1_" + samples[0])},
		{name: "the demo PIM's pair without its row", q: withPair(samples[0]), known: Known{Client: authcore.Client{ID: "1_" + samples[0][:50], Secret: samples[0][51:]}}, want: `certain basic_row_lost | header 0 "` + samples[0][:50] + `"` + "\n  > Authorization: Basic {1_" + samples[0] + "}"},

		{name: "empty secret", q: withPair(anID + ":"), a: refusesClient, known: known, want: `certain basic_empty part=secret | header 53 ""` + right},
		{name: "empty ID", q: withPair(":" + aSecret), want: `certain basic_empty part=client_id | header 0 ""`},

		{name: "swapped by its shape", q: withPair(aSecret + ":" + anID), a: refusesClient, want: `certain basic_swapped | header 0 "` + aSecret + `" | header 51 "` + anID + `"` + right},
		{name: "swapped, known", q: withPair("b:1_a"), known: Known{Client: authcore.Client{ID: "1_a", Secret: "b"}}, want: `certain basic_swapped | header 0 "b" | header 2 "1_a"` + "\n  > Authorization: Basic {1_a:b}"},
		{name: "swapped with a line feed", q: withPair(aSecret + ":" + anID + "\n"), want: `
certain basic_line_feed what=line_feed where=end part=secret at=52 | header 103 "\n"
  > Authorization: Basic {` + aSecret + ":" + anID + `}
certain basic_swapped | header 0 "` + aSecret + `" | header 51 "` + anID + `\n"` + right},

		{name: "another environment", q: withPair(other + ":" + otherSecret), a: refusesClient, known: Known{Client: meant, Others: others}, want: `certain basic_other_environment name=staging | header 0 "` + other + `" | header 53 "` + otherSecret + `"` + right},
		{name: "another environment's secret", q: withPair(anID + ":" + otherSecret), known: Known{Client: meant, Others: others}, want: `certain basic_other_environment name=staging | header 0 "` + anID + `" | header 53 "` + otherSecret + `"` + right},
		{name: "the pair of this environment, others known", q: withPair(pair), known: Known{Client: meant, Others: others}},

		{name: "an App's ID", q: withPair(anAppID + ":" + aSecret), known: known, want: `certain basic_app | header 0 "` + anAppID + `" | header 37 "` + aSecret + `"` + right},
		{name: "an App's secret", q: withPair(anID + ":" + aToken), want: `certain basic_app | header 0 "` + anID + `" | header 53 "` + aToken + `"`},
		{name: "a known App", q: withPair("app:x"), known: Known{AppClientID: "app"}, want: `certain basic_app | header 0 "app" | header 4 "x"`},

		{name: "the user of the body", q: withPair("erp_1234:x"), want: `certain basic_user | header 0 "erp_1234" | header 9 "x"`},
		{name: "a user by its shape", q: withPair("magento_0042:0f3a9c1d2"), known: known, want: `certain basic_user | header 0 "magento_0042" | header 13 "0f3a9c1d2"` + right},
		{name: "perhaps a user", q: withPair("jo@example.com:pw"), want: `likely basic_user | header 0 "jo@example.com" | header 15 "pw"`},
		{name: "a known user", q: withPair("jo:pw"), known: Known{Username: "jo"}, want: `certain basic_user | header 0 "jo" | header 3 "pw"`},

		{name: "row lost", q: withPair(anID[3:] + ":" + aSecret), want: `certain basic_row_lost | header 0 "` + anID[3:] + `"`},
		{name: "row lost, not its underscore", q: withPair(anID[2:] + ":" + aSecret), known: known, want: `certain basic_row_lost | header 0 "` + anID[2:] + `"` + right},
		{name: "row lost of a short ID", q: withPair("abc:x"), known: Known{Client: authcore.Client{ID: "1_abc", Secret: "x"}}, want: `certain basic_row_lost | header 0 "abc"` + "\n  > Authorization: Basic {1_abc:x}"},

		{name: "another secret than was meant", q: withPair(anID + ":" + aSecret[:40] + "x" + aSecret[41:]), a: refusesClient, known: known, want: `certain basic_known_differs part=secret at=40 | header 93 "x` + aSecret[41:] + `"` + right},
		{name: "a secret cut off", q: withPair(pair[:100]), known: known, want: `certain basic_known_differs part=secret at=47 | header 100 ""` + right},
		{name: "another ID than was meant", q: withPair("13" + pair[2:]), known: known, want: `certain basic_known_differs part=client_id at=1 | header 1 "3` + anID[2:] + `"` + right},
		{name: "the pair that was meant", q: withPair(pair), a: refusesClient, known: known, want: "possible client_refused | answer"},
		{name: "nothing to be seen", q: withPair("1_a:b"), a: refusesClient, want: "possible client_refused | answer"},
	})
}

// The same in a body, where the evidence stands as it is written.
func TestPairInBody(t *testing.T) {
	json := func(id, secret string) authcore.Request {
		return asks("Content-Type: application/json\n\n" + `{"grant_type":"password","client_id":"` + id + `","client_secret":"` + secret + `","username":"u","password":"p"}`)
	}
	form := func(id, secret string) authcore.Request {
		return asks("Content-Type: application/x-www-form-urlencoded\n\ngrant_type=password&client_id=" + id + "&client_secret=" + secret + "&username=u&password=p")
	}
	rightJSON := "\n  > " + string(json(anID, aSecret).Body)
	rightForm := "\n  > " + string(form(anID, aSecret).Body)
	known := Known{Client: authcore.Client{ID: anID, Secret: aSecret}}
	checkAll(t, []finds{
		{name: "healthy JSON", q: json(anID, aSecret), known: known},
		{name: "healthy form", q: form(anID, aSecret), known: known},
		{name: "line feed as JSON writes it", q: json(anID, aSecret+`\n`), a: refusesClient, want: `certain basic_line_feed what=line_feed where=end part=secret at=50 | body 159 "\\n"` + rightJSON},
		{name: "line feed as a form writes it", q: form(anID, aSecret+"%0D%0A"), want: `certain basic_line_feed what=cr_lf where=end part=secret at=50 | body 147 "%0D%0A"` + rightForm},
		{name: "invisible, escaped", q: json(`\ufeff`+anID, aSecret), want: `certain basic_invisible what=byte_order_mark where=start part=client_id at=0 | body 38 "\\ufeff"` + rightJSON},
		{name: "invisible in the middle of a form", q: form(anID[:3]+"%E2%80%8B"+anID[3:], aSecret), want: `certain basic_invisible what=zero_width_space where=inside part=client_id at=3 | body 33 "%E2%80%8B"` + rightForm},
		{name: "quotes", q: form(anID, "%22"+aSecret+"%22"), want: `certain basic_quotes char=double_quote part=secret | body 97 "%22" | body 150 "%22"` + rightForm},
		{name: "swapped", q: json(aSecret, anID), want: `certain basic_swapped | body 38 "` + aSecret + `" | body 107 "` + anID + `"` + rightJSON},
		{name: "encoded twice for a form", q: form("12%255F"+anID[3:], aSecret), want: `certain basic_percent part=client_id | body 32 "%255F"` + rightForm},
		{name: "placeholder", q: json("<CLIENT_ID>", "xxx"), known: known, want: `certain basic_placeholder part=pair | body 38 "<CLIENT_ID>" | body 68 "xxx"` + rightJSON},
		{name: "no secret", q: form(anID, ""), known: known, want: `certain basic_empty part=secret | body 97 ""` + rightForm},
		{name: "no secret at all", q: asks("Content-Type: application/json\n\n" + `{"grant_type":"password","client_id":"` + anID + `"}`), a: refusesClient, known: known, want: "certain basic_empty part=secret\n" + `  > {"client_secret":"` + aSecret + `","grant_type":"password","client_id":"` + anID + `"}` + "\npossible parameter_missing name=username\npossible parameter_missing name=password"},
		{name: "a wrong header wins", q: func() authcore.Request {
			q := form(anID, aSecret)
			q.Header.Add("Authorization", "Basic "+encode(anID+":"+aSecret+"\n"))
			return q
		}(), a: refusesClient, want: `certain basic_line_feed what=line_feed where=end part=secret at=50 | header 103 "\n"` + "\n  > Authorization: Basic {" + anID + ":" + aSecret + "}"},
		{name: "other than meant", q: json("13"+anID[2:], aSecret), known: known, want: `certain basic_known_differs part=client_id at=1 | body 39 "3` + anID[2:] + `"` + rightJSON},
		{name: "covered", q: json(anID, "***"), a: refusesClient, want: "possible client_refused | answer"},
		{name: "refused", q: json(anID, aSecret), a: refusesClient, want: "possible client_refused | answer"},
	})
}

func TestAppClientID(t *testing.T) {
	app := func(id string) authcore.Request {
		q := asks("Content-Type: application/x-www-form-urlencoded\n\nclient_id=" + id + "&code=" + aToken + "&grant_type=authorization_code&code_identifier=abc&code_challenge=def")
		q.URL = "https://pim.example.com" + appTokenPath
		return q
	}
	checkAll(t, []finds{
		{name: "an App's", q: app(anAppID)},
		{name: "a placeholder", q: app("YOUR_CLIENT_ID"), want: `certain basic_placeholder part=client_id | body 10 "YOUR_CLIENT_ID"`},
	})
}

func TestRuledOut(t *testing.T) {
	q := withPair(anID + ":" + aSecret)
	known := Known{Client: authcore.Client{ID: anID, Secret: aSecret}, Others: []Environment{{Name: "x", Client: authcore.Client{ID: "1_b"}}}}
	got := ruledOut(ours(Exchange(Case{Request: &q, Response: refusesClient}, known)))
	require.Equal(t, map[string]string{
		"basic_missing":           "pair_sent",
		"basic_scheme":            "scheme_right",
		"basic_not_encoded":       "base64_right",
		"basic_base64":            "base64_right",
		"basic_line_break":        "base64_unbroken",
		"basic_padding":           "padding_right",
		"basic_url_alphabet":      "alphabet_right",
		"basic_no_colon":          "colon_there",
		"basic_twice":             "colon_there",
		"basic_line_feed":         "no_line_feed",
		"basic_blank":             "no_blank",
		"basic_invisible":         "all_visible",
		"basic_quotes":            "no_quotes",
		"basic_percent":           "no_percent",
		"basic_placeholder":       "no_sample",
		"basic_empty":             "both_there",
		"basic_swapped":           "row_there",
		"basic_row_lost":          "row_there",
		"basic_user":              "row_there",
		"basic_app":               "row_there",
		"basic_other_environment": "of_no_other",
		"basic_known_differs":     "as_meant",
	}, got)

	// What is found is not ruled out, and nothing is without a refusal.
	q = withPair(anID + ":" + aSecret + "\n")
	got = ruledOut(ours(Exchange(Case{Request: &q, Response: refusesClient}, Known{})))
	require.NotContains(t, got, "basic_line_feed")
	require.Equal(t, "no_blank", got["basic_blank"])
	require.Empty(t, ruledOut(Request(q, Known{})))
	require.Empty(t, ruledOut(Exchange(Case{Request: &q, Response: refusesUser}, Known{})))
	require.Equal(t, []string{"client_refused"}, codesOf(ours(Response(*refusesClient, Known{}))))
}

func codesOf(findings []Finding) (codes []string) {
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	return codes
}

func TestPlaceholders(t *testing.T) {
	for _, text := range []string{
		"client_id", "CLIENT_ID", "clientId", "<client-id>", "[client id]", "{client_id}", "your_client_id", "YOUR-SECRET-HERE", "akeneo_client_id", "my_client_secret",
		"xxx", "XXXXXXXX", "1_xxxx", "{{client_id}}", "$CLIENT_ID", "${CLIENT_ID}", "$env:CLIENT_ID", "%CLIENT_ID%", "$(cat secret)", "<%= id %>", "base64(client_id:secret)",
		"YOUR_BASE_64_CLIENT_ID_AND_SECRET", "changeme", "insert_client_id_here", "username", "password",
	} {
		require.True(t, isPlaceholder(text), text)
	}
	for _, text := range []string{anID, aSecret, anAppID, aToken, encode(anID + ":" + aSecret), "erp_1234", "admin", "0a1b2c3d4", "myERPuser", "", "x", "$1.50", "50%", "myshop", "connection_7", "...", "<>"} {
		require.False(t, isPlaceholder(text), text)
	}
	for _, text := range []string{"***", "MV8...", "1_4gm4…", "[REDACTED]", "<hidden>", "••••••"} {
		require.True(t, isCovered(text), text)
	}
	for _, text := range []string{"", anID, "<client_id>", "a*b"} {
		require.False(t, isCovered(text), text)
	}
}
