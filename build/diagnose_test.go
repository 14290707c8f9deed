package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// diagnosed runs the verb on a text.
func diagnosed(t *testing.T, text string, args ...string) (code int, out string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "pasted")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	var b, errs strings.Builder
	code = run(context.Background(), append(append([]string{"diagnose"}, args...), file), &b, &errs)
	require.Empty(t, errs.String())
	return code, b.String()
}

// A pair with the line feed of echo, as a terminal shows it.
const echoed = `$ curl https://pim.example.com/api/oauth/v1/token -H "Authorization: Basic $(echo 1_abc:def | base64)" -H 'Content-Type: application/json' -d '{"grant_type":"password","username":"u","password":"p"}'
{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}
`

func TestDiagnosePrintsCauseEvidenceAndCure(t *testing.T) {
	code, out := diagnosed(t, echoed)
	require.Equal(t, 1, code)
	require.True(t, strings.HasPrefix(out, "curl: POST https://pim.example.com/api/oauth/v1/token 422\n\ncertain: basic_line_feed\n  "), out)
	require.Contains(t, out, "\n    decoded: •••••••••␊\n                      ^\n")
	require.Contains(t, out, "\nruled out:\n")
	require.NotContains(t, out, "{", "every place of the words is filled")

	_, out = diagnosed(t, echoed, "-show-secrets")
	require.Contains(t, out, "\n    decoded: 1_abc:def␊\n                      ^\n")
}

func TestDiagnosePrintsJSON(t *testing.T) {
	code, out := diagnosed(t, echoed, "-json", "-version", "7", "-now", "2026-11-22T09:30:00Z")
	require.Equal(t, 1, code)
	var report struct {
		Kind, Exchange string
		Exchanges      int
		Findings       []struct {
			Code, Certainty, Cause, Cure, Source string
			Evidence                             []struct {
				In, Part       string
				Line, From, To int
				Decoded        bool
			}
			Fix *struct{ Header [][2]string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	require.Equal(t, "curl", report.Kind)
	require.Equal(t, "POST https://pim.example.com/api/oauth/v1/token 422", report.Exchange)
	require.Equal(t, 1, report.Exchanges)
	first := report.Findings[0]
	require.Equal(t, []string{"basic_line_feed", "certain"}, []string{first.Code, first.Certainty})
	require.NotEmpty(t, first.Cause)
	require.NotEmpty(t, first.Cure)
	require.Nil(t, first.Fix, "it holds the secret")
	require.Equal(t, "header", first.Evidence[0].Part)

	_, out = diagnosed(t, echoed, "-json", "-show-secrets")
	require.NoError(t, json.Unmarshal([]byte(out), &report))
	require.Contains(t, report.Findings[0].Fix.Header, [2]string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte("1_abc:def"))})
}

func TestDiagnoseExitCodes(t *testing.T) {
	healthy := "curl https://pim.example.com/api/rest/v1/categories -H 'Authorization: Bearer MmQ3MTE2NDJiNzI2YjA0NDAxNjI3Y2E5ZmJhYzMyZjVjODUzMGZiMTkwM2NjNGRiMDIyNTg3MTc5MjFhNDg4MQ'"
	for name, test := range map[string]struct {
		text string
		args []string
		code int
		out  string
	}{
		"nothing wrong":      {healthy, nil, 0, "\nNothing wrong was found.\n"},
		"something wrong":    {`{"code":422,"message":"Refresh token is invalid or has expired"}`, nil, 1, "json: 422\n"},
		"not recognised":     {"good morning", nil, 2, "Nothing was recognised. Looked for: a curl command"},
		"empty":              {" \n", nil, 2, "the text is empty\n"},
		"no text":            {"\x00", nil, 2, "the text holds a NUL byte at byte 0"},
		"a version":          {healthy, []string{"-version", "eight"}, 2, "names no version"},
		"a time":             {healthy, []string{"-now", "noon"}, 2, `-now "noon" is no time such as`},
		"a flag":             {healthy, []string{"-x"}, 2, "flag provided but not defined: -x"},
		"two files":          {healthy, []string{"other"}, 2, "diagnose takes one file, not also"},
		"what was not there": {"curl https://pim.example.com/api/rest/v1 -H \"Authorization: Bearer $TOKEN\"", nil, 0, "note: The value of the variable TOKEN is not in the text"},
	} {
		t.Run(name, func(t *testing.T) {
			code, out := diagnosed(t, test.text, test.args...)
			require.Equal(t, test.code, code, out)
			require.Contains(t, out, test.out)
		})
	}
	var out, errs strings.Builder
	require.Equal(t, 2, run(context.Background(), []string{"diagnose", "nowhere.txt"}, &out, &errs))
	require.Contains(t, out.String(), "nowhere.txt: no such file")
}

// Whatever is wrong with a secret's surroundings, it is not printed.
func TestDiagnoseCoversSecrets(t *testing.T) {
	const hidden = "HIDDENHIDDEN"
	pair := base64.StdEncoding.EncodeToString([]byte("1_abc" + hidden + ":" + hidden + " \n"))
	for _, request := range []string{
		"-H 'Authorization: Basic " + pair + "'",
		"-H 'Authorization: Basic 1_abc:" + hidden + "'",
		"-H 'Authorization: " + hidden + "'",
		"-H 'Authorization: Bearer Bearer " + hidden + "'",
		"-H 'Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(pair)) + "'",
		"-u '" + hidden + "@x'",
		"-d 'grant_type=passwords&username=" + hidden + "&password=" + hidden + "+" + hidden + "%ZZ'",
		"-d '{\"grant_type\":\"password\",\"username\":\"" + hidden + "\",\"password\":\"" + hidden + "\",}'",
		"-d '{“grant_type”:“password”,“password”:“" + hidden + "”}' -H 'Content-Type: application/json'",
		"-d '{\"grant_type\":\"refresh_token\",\"refresh_token\":\"" + hidden + "\"}' -H 'Content-Type: application/json'",
		"-d 'client_id=1_a&client_secret=" + hidden + "%20&grant_type=password'",
	} {
		for _, address := range []string{"https://pim.example.com/api/oauth/v1/token", "https://u:" + hidden + "@pim.example.com/api/oauth/v1/token?password=" + hidden, "https://pim.example.com/api/rest/v1/categories?access_token=" + hidden, "https://app.example.com/callback?code=" + hidden + "&state=" + hidden} {
			for _, answer := range []string{"", "\n" + `{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}`, "\n" + `{"access_token":"` + hidden + `","refresh_token":"` + hidden, "\nHTTP/1.1 302 Found\nLocation: https://x/?code=" + hidden + "\nSet-Cookie: a=" + hidden} {
				text := "curl '" + address + "' " + request + answer
				for _, flag := range []string{"-json=false", "-json"} {
					_, out := diagnosed(t, text, flag)
					for _, secret := range []string{hidden, pair[8:20], base64.StdEncoding.EncodeToString([]byte(pair))[8:20]} {
						require.NotContains(t, out, secret, text)
					}
				}
			}
		}
	}
}

// Every note of package paste has words, and no other has.
func TestNotesHaveWords(t *testing.T) {
	source, err := os.ReadFile("../authcore/paste/paste.go")
	require.NoError(t, err)
	_, list, _ := strings.Cut(string(source), "Its Code is one of:")
	list, _, _ = strings.Cut(list, "type Note struct")
	var codes []string
	for line := range strings.Lines(list) {
		if code, ok := strings.CutPrefix(line, "//   - "); ok {
			code, _, _ = strings.Cut(code, ":")
			code, _, _ = strings.Cut(code, " ")
			codes = append(codes, code)
		}
	}
	for _, code := range codes {
		require.Contains(t, noted, code)
	}
	require.Len(t, noted, len(codes))
}
