package standin_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/standin"
)

const (
	id     = "7_1yfs0cqbnmckc8w0ko4wsgok40ok0w4kgs4wgok8w84w8k0ogk"
	secret = "3n1pxyzh8qkgk4ss0w8cgk0ko4w0s4gsg0cko4w8k04gk0wocs"
	token  = "ZDM0YjFmMGM5OTdhNGU1NjQ5ZjEwYjIyYzQ2M2ZhZTc0ZDVhYjE0Mzk4NGM0NzI2ZDBkNzM0YWFlNWYyZGMwNA"
)

func basic(pair string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(pair))
}

func request(authorization, body string) authcore.Request {
	return authcore.Request{
		Method: "POST",
		URL:    "https://pim.shop.test/api/oauth/v1/token",
		Header: authcore.Header{{Name: "Authorization", Value: authorization}, {Name: "Content-Type", Value: "application/json"}},
		Body:   []byte(body),
	}
}

func shared(r authcore.Request, known diagnose.Known) (authcore.Request, standin.Shared) {
	s := standin.Make([]diagnose.Case{{Request: &r}}, known)
	return *s.Cases[0].Request, s.Shared
}

// decoded is the pair in a Basic header, whatever its alphabet and padding.
func decoded(t *testing.T, value string) string {
	t.Helper()
	text := strings.NewReplacer("-", "+", "_", "/", "=", "", "\n", "", " ", "").Replace(strings.TrimPrefix(value, "Basic "))
	pair, err := base64.RawStdEncoding.DecodeString(text)
	require.NoError(t, err)
	return string(pair)
}

// What relates values relates their stand-ins.
func TestRelationsStay(t *testing.T) {
	known := diagnose.Known{Client: authcore.Client{ID: id, Secret: secret}, Others: []diagnose.Environment{{Tokens: []string{token}}}}
	for name, form := range map[string]func(id, secret string) string{
		"equal":              func(i, s string) string { return i + ":" + s },
		"line feed":          func(i, s string) string { return i + ":" + s + "\n" },
		"swapped":            func(i, s string) string { return s + ":" + i },
		"row lost":           func(i, s string) string { return i[2:] + ":" + s },
		"cut":                func(i, s string) string { return i + ":" + s[:30] },
		"beginning lost":     func(i, s string) string { return i + ":" + s[20:] },
		"no colon":           func(i, s string) string { return i + s },
		"zero width space":   func(i, s string) string { return i + ":" + s[:19] + "\u200b" + s[19:] },
		"quoted":             func(i, s string) string { return `"` + i + `":"` + s + `"` },
		"percent":            func(i, s string) string { return strings.Replace(i, "_", "%5F", 1) + ":" + s },
		"capitals":           func(i, s string) string { return i + ":" + strings.ToUpper(s) },
		"base64 twice":       func(i, s string) string { return base64.StdEncoding.EncodeToString([]byte(i + ":" + s)) },
		"placeholders":       func(string, string) string { return "client_id:secret" },
		"unfilled variables": func(string, string) string { return "${CLIENT_ID}:${SECRET}" },
	} {
		t.Run(name, func(t *testing.T) {
			r, s := shared(request(basic(form(id, secret)), "{}"), known)
			require.NotEqual(t, id, s.Known.Client.ID)
			require.Equal(t, form(s.Known.Client.ID, s.Known.Client.Secret), decoded(t, r.Header[0].Value))
		})
	}
	for name, form := range map[string]func(secret, token string) string{
		"JSON":              func(s, _ string) string { return `{"password":"` + s + `"}` },
		"escapes":           func(s, _ string) string { return `{"password":"` + fmt.Sprintf(`\u%04x`, s[0]) + s[1:] + `"}` },
		"form, not encoded": func(s, _ string) string { return "grant_type=password&password=" + s },
		"percent":           func(s, _ string) string { return "password=" + fmt.Sprintf(`%%%02X`, s[0]) + s[1:] },
		"JSON in a string":  func(s, _ string) string { return `"{\"client_secret\":\"` + s + `\"}"` },
		"quotes of a shell": func(s, _ string) string { return `'{"client_secret":"` + s + `"}'` },
		"comma too many":    func(s, _ string) string { return `{"client_secret":"` + s + `",}` },
		"smart quotes":      func(s, _ string) string { return `{“client_secret”: “` + s + `”}` },
		"no quotes":         func(s, _ string) string { return `{client_secret: ` + s + `}` },
		"a token":           func(_, t string) string { return `access_token=` + t },
		"a token cut":       func(_, t string) string { return `{"refresh_token":"` + t[:40] + `"}` },
		"a token twice":     func(_, t string) string { return `{"refresh_token":"` + t + t + `"}` },
		"misspelled": func(string, string) string {
			return `{"grant_type":"Password","scopes":"read_product write_categories"}`
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, s := shared(request("", form(secret, token)), known)
			require.Equal(t, form(s.Known.Client.Secret, s.Known.Others[0].Tokens[0]), string(r.Body))
		})
	}
}

// A stand-in has the classes of the value's characters where they were.
func TestShape(t *testing.T) {
	class := func(text string) string {
		return strings.Map(func(r rune) rune {
			switch {
			case 'a' <= r && r <= 'z':
				return 'a'
			case 'A' <= r && r <= 'Z':
				return 'A'
			case '0' <= r && r <= '9':
				return '0'
			}
			return r
		}, text)
	}
	for _, value := range []string{id, secret, "206f450e-09a1-44ed-a0b3-9dd80f980ace", "0a1B2c3d4", "Magento_1234", "a b\tc", "1", "x y"} {
		r, _ := shared(request(basic(id+":"+value), "{}"), diagnose.Known{})
		_, got, _ := strings.Cut(decoded(t, r.Header[0].Value), ":")
		require.Equal(t, class(value), class(got))
		if len(value) > 4 {
			require.NotEqual(t, value, got)
		}
	}
	for value, form := range map[string]string{
		token:                                  `^[A-Za-z0-9]{86}$`,
		"206f450e-09a1-44ed-a0b3-9dd80f980ace": `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`,
		strings.Repeat("0f", 32):               `^[0-9a-f]{64}$`,
	} {
		r, _ := shared(request("Bearer "+value, "{}"), diagnose.Known{})
		require.Regexp(t, regexp.MustCompile(form), strings.TrimPrefix(r.Header[0].Value, "Bearer "))
	}
	r, _ := shared(request("Bearer "+token, "{}"), diagnose.Known{})
	digits, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(r.Header[0].Value, "Bearer "))
	require.NoError(t, err)
	require.Regexp(t, `^[0-9a-f]{64}$`, string(digits))
}

// The stand-ins follow from numbers and places: another secret of the same
// classes has the same.
func TestNothingFollowsFromTheSecret(t *testing.T) {
	other := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'y':
			return r + 1
		case '0' <= r && r <= '8':
			return r + 1
		}
		return r
	}, secret)
	a, _ := shared(request(basic(id+":"+secret+"\n"), "{}"), diagnose.Known{})
	b, _ := shared(request(basic(id+":"+other+"\n"), "{}"), diagnose.Known{})
	require.Equal(t, a, b)
}

// An App's challenge is right, or wrong in the same way.
func TestChallenge(t *testing.T) {
	const identifier, appSecret = "a8f2ce3107b84d21b70e1c3a5f", "Nzc5ZmFkYTZhYzkyY2Q0MjFlNWY5NDQ5N2EzZDYwZWExOTAxYzM5YjU4ZTFmMmM3MGJmZDZkNGY4NmQ3ZTUwNg"
	hash := func(text string) string { return authcore.CodeChallenge(text, "") }
	for _, challenge := range []string{
		hash(identifier + appSecret), strings.ToUpper(hash(identifier + appSecret)), hash(appSecret + identifier), hash(identifier), hash(appSecret),
		hash(identifier + ":" + appSecret), hash(identifier + appSecret + "\n"), hash(" " + identifier + appSecret), hash(identifier + "\r\n" + appSecret),
		hash(identifier+appSecret) + " ", hmacOf(appSecret, identifier), "abc", hash("something else"),
		base64.StdEncoding.EncodeToString([]byte(hash(identifier + appSecret))),
	} {
		body := "client_id=206f450e-09a1-44ed-a0b3-9dd80f980ace&code=x&grant_type=authorization_code&code_identifier=" + identifier + "&code_challenge=" + strings.ReplaceAll(challenge, " ", "+")
		r, s := shared(request("", body), diagnose.Known{AppSecret: appSecret})
		sent := map[string]string{}
		for pair := range strings.SplitSeq(string(r.Body), "&") {
			name, value, _ := strings.Cut(pair, "=")
			sent[name] = strings.ReplaceAll(value, "+", " ")
		}
		require.NotEqual(t, identifier, sent["code_identifier"])
		want := authcore.CheckChallenge(challenge, identifier, appSecret)
		require.Equal(t, want, authcore.CheckChallenge(sent["code_challenge"], sent["code_identifier"], s.Known.AppSecret), "%s", challenge)
	}
}

func hmacOf(key, text string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil))
}

func TestTimesAreDifferences(t *testing.T) {
	now := time.Date(2031, 5, 6, 7, 8, 9, 0, time.UTC)
	r := request(basic(id+":"+secret), "{}")
	s := standin.Make([]diagnose.Case{{Request: &r, At: now.Add(-time.Hour)}, {Request: &r, At: now}}, diagnose.Known{Now: now})
	require.Equal(t, time.Hour, s.Cases[1].At.Sub(s.Cases[0].At))
	require.True(t, s.Known.Now.Equal(s.Cases[1].At))
	require.NotEqual(t, now.Year(), s.Known.Now.Year())
}

func TestReport(t *testing.T) {
	r := request(basic(id+":"+secret+"\n"), `{"grant_type":"password","username":"anna@shop.test","password":"p\u00e4ssw7"}`)
	c := diagnose.Case{Request: &r, Response: &authcore.Response{
		Status: 422,
		Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:   []byte(`{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}`),
	}}
	s := standin.Make([]diagnose.Case{c}, diagnose.Known{Version: "6.0", Client: authcore.Client{ID: id, Secret: secret}})
	text, err := s.Report([]standin.Told{{Certainty: "certain", Cause: "The pair ends with a *line feed*.", Cure: "Use echo -n."}}, "https://doctor.example/#zabc")
	require.NoError(t, err)
	require.Equal(t, "## A request to a PIM that failed\n"+
		"\n"+
		"Values are replaced by stand-ins of the same shape.\n"+
		"\n"+
		"### Request\n"+
		"\n"+
		"```http\n"+
		"POST /api/oauth/v1/token\n"+
		"Host: pim-1.test\n"+
		"Authorization: Basic ‹base64 of ‹client_id#1: 52 characters›:‹secret#1: 50 characters, then a line feed››\n"+
		"Content-Type: application/json\n"+
		"\n"+
		`{"grant_type":"password","username":"‹username#1: 14 characters›","password":"‹password#1: 6 characters›"}`+"\n"+
		"```\n"+
		"\n"+
		"### Answer\n"+
		"\n"+
		"```http\n"+
		"Status 422\n"+
		"Content-Type: application/json\n"+
		"\n"+
		`{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}`+"\n"+
		"```\n"+
		"\n"+
		"### Diagnosis\n"+
		"\n"+
		`1. **certain:** The pair ends with a \*line feed\*. Use echo -n.`+"\n"+
		"\n"+
		"PIM version: 6.0\n"+
		"\n"+
		"[Open it and replay it](https://doctor.example/#zabc)\n", text)

	var leak *standin.LeakError
	_, err = s.Report([]standin.Told{{Cause: "It was " + secret}}, "")
	require.ErrorAs(t, err, &leak)
	require.ErrorAs(t, s.Check(base64.StdEncoding.EncodeToString([]byte("x"+basic("xy"+secret)))), &leak)
}

func TestOpenRefuses(t *testing.T) {
	encode := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	for text, code := range map[string]string{
		"":                       "json",
		"{":                      "json",
		"=":                      "encoding",
		"a+b":                    "encoding",
		encode(`[]`):             "version",
		encode(`{}`):             "version",
		`{"v":2}`:                "version",
		`{"v":1}`:                "shape",
		`{"v":1,"c":[],"k":{}}`:  "shape",
		`{"v":1,"c":[1],"k":{}}`: "shape",
		`{"v":1,"c":[{"request":{"method":1}}],"k":{}}`:            "shape",
		`{"v":1,"c":[{"request":{"header":[["a"]]}}],"k":{}}`:      "shape",
		`{"v":1,"c":[{"response":{"status":1e9}}],"k":{}}`:         "shape",
		`{"v":1,"c":[{"response":{"body":["%"]}}],"k":{}}`:         "shape",
		`{"v":1,"c":[{}],"k":{},"s":[["secret",1]]}`:               "shape",
		`{"v":1,"c":[` + strings.Repeat(`{},`, 10) + `{}],"k":{}}`: "shape",
		`{"v":1,"c":[{}],"k":{"others":[7]}}`:                      "shape",
		strings.Repeat("a", standin.MaxJSON*2):                     "too_long",
		"{" + strings.Repeat(" ", standin.MaxJSON):                 "too_long",
	} {
		_, err := standin.Open(text)
		require.Equal(t, &standin.LinkError{Code: code}, err, text[:min(len(text), 60)])
	}
	_, err := standin.Open(`{"v":1,"c":[{}],"k":{}}`)
	require.NoError(t, err)
}

func FuzzMake(f *testing.F) {
	f.Add("SECRETMARKx", "POST", "https://u:SECRETMARKx@pim.test/SECRETMARKx?a=SECRETMARKx#SECRETMARKx", "Basic U0VDUkVUTUFSS3g=", `{"password":"SECRETMARKx"}`, "<p>SECRETMARKx")
	f.Add("SECRETMARKx", "GET", "SECRETMARKx", "Bearer SECRETMARKx", "a=%53ECRETMARKx&SECRETMARKx", `{"message":"\u0053ECRETMARKx"}`)
	f.Add("zq7kx9wv", "", "", "\xffzq7kx9wv\u200b", "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nzq7kx9wv", "Warning: zq7kx9wv in")
	f.Fuzz(func(t *testing.T, mark, method, url, authorization, body, answer string) {
		if len(mark)+len(method)+len(url)+len(authorization)+len(body)+len(answer) > 2000 {
			t.Skip()
		}
		c := diagnose.Case{
			Request:  &authcore.Request{Method: method, URL: url, Header: authcore.Header{{Name: "Authorization", Value: authorization}, {Name: "X-Thing", Value: mark}}, Body: []byte(body)},
			Response: &authcore.Response{Status: 422, Header: authcore.Header{{Name: "Server", Value: mark}}, Body: []byte(answer)},
		}
		s := standin.Make([]diagnose.Case{c}, diagnose.Known{Password: mark})
		text, err := s.JSON()
		if err != nil {
			t.Skip() // refused: nothing leaves
		}
		opened, err := standin.Open(text)
		require.NoError(t, err)
		require.Equal(t, s.Shared, opened)
		report, err := s.Report(nil, "")
		if needle := told(mark); len(needle) >= 8 && strings.Trim(needle, "0123456789%") != "" && !vocabulary(needle) {
			requireNone(t, mark, 1, text)
			if err == nil {
				requireNone(t, mark, 1, report)
			}
		}
	})
}

// vocabulary reports whether a text stands in what every link or report holds.
func vocabulary(text string) bool {
	r := request("", "")
	s := standin.Make([]diagnose.Case{{Request: &r, Response: &authcore.Response{Status: 422}}}, diagnose.Known{})
	report, _ := s.Report(nil, "")
	return strings.Contains(strings.ToLower(report), text) || standin.Passes(text)
}

func FuzzOpen(f *testing.F) {
	f.Add(`{"v":1,"c":[{"request":{"method":"POST","header":[["a","b"]],"body":"x"},"at_ms":1}],"k":{"others":[{"tokens":["a"]}]},"s":[["secret",1,"x"]]}`)
	f.Add("eyJ2IjoxfQ")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := standin.Open(text)
		if err != nil {
			require.Equal(t, standin.Shared{}, s)
			return
		}
		require.NotEmpty(t, s.Cases)
		_ = s.Describe(text)
		again := standin.Make(s.Cases, s.Known)
		if text, err := again.JSON(); err == nil {
			require.True(t, json.Valid([]byte(text)))
		}
	})
}
