// What must hold for any input: parsers never panic and are strict, what was
// written reads back, texts hold every byte, errors hold no secret.

package authcore_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func FuzzParseAddress(f *testing.F) {
	for _, v := range load[[]struct{ Source, Text, Address, Trims, Error any }](f, "addresses") {
		f.Add(v.Text.(string))
	}
	f.Fuzz(func(t *testing.T, text string) {
		pim, trims, err := authcore.ParseAddress(text)
		if err != nil {
			var input *authcore.InputError
			require.ErrorAs(t, err, &input)
			require.True(t, -1 <= input.At && input.At <= len(text))
			require.Equal(t, authcore.Address{}, pim)
			require.Nil(t, trims)
			return
		}
		again, none, err := authcore.ParseAddress(pim.String())
		require.NoError(t, err)
		require.Equal(t, pim, again)
		require.Empty(t, none)

		judge, err := url.Parse(pim.String() + "/api/rest/v1")
		require.NoError(t, err)
		require.Equal(t, pim.Scheme(), judge.Scheme)
		require.Equal(t, pim.Host(), judge.Host)
		require.Nil(t, judge.User)
		require.Equal(t, pim.Origin(), judge.Scheme+"://"+judge.Host)
		require.True(t, strings.HasSuffix(judge.Path, "/api/rest/v1"))
		if inner := judge.Hostname(); strings.Contains(inner, ":") {
			address, err := netip.ParseAddr(inner)
			require.NoError(t, err)
			if !address.Is4In6() { // which browsers write in hexadecimal
				require.Equal(t, address.String(), inner)
			}
		}
		_, err = http.NewRequest("GET", authcore.APIRoot(pim).URL, nil)
		require.NoError(t, err)
	})
}

func FuzzParseCredentials(f *testing.F) {
	for _, v := range load[[]struct {
		Name, Source, Header, Secret, Error any
		ClientID                            any `json:"client_id"`
	}](f, "authorization") {
		f.Add(v.Header.(string))
	}
	f.Fuzz(func(t *testing.T, header string) {
		client, err := authcore.ParseCredentials(header)
		if err != nil {
			var input *authcore.InputError
			require.ErrorAs(t, err, &input)
			require.Equal(t, authcore.Client{}, client)
			return
		}
		credentials, err := client.Credentials()
		require.NoError(t, err)
		require.Equal(t, header[len("Basic "):], credentials)
		judge := http.Request{Header: http.Header{"Authorization": {header}}}
		id, secret, ok := judge.BasicAuth()
		require.True(t, ok)
		require.Equal(t, authcore.Client{ID: id, Secret: secret}, client)
	})
}

func FuzzCredentials(f *testing.F) {
	f.Add("1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s", "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s")
	f.Add("a:b", "c")
	f.Add("", "\n")
	f.Add("é", "🎉\xff")
	f.Fuzz(func(t *testing.T, id, secret string) {
		client := authcore.Client{ID: id, Secret: secret}
		var joined string
		var held []byte
		for _, group := range client.Groups() {
			joined += group.Base64
			held = append(held, group.Bytes...)
		}
		require.Equal(t, id+":"+secret, string(held))
		require.Equal(t, base64.StdEncoding.EncodeToString(held), joined)
		credentials, err := client.Credentials()
		if err != nil {
			require.Empty(t, credentials)
			return
		}
		require.Equal(t, joined, credentials)
		var kinds authcore.Text
		for _, group := range client.Groups() {
			if last := len(kinds) - 1; last >= 0 && kinds[last].Kind == group.Kind {
				kinds[last].Text += group.Base64
			} else {
				kinds = append(kinds, authcore.Span{Kind: group.Kind, Text: group.Base64})
			}
		}
		shown := authcore.Request{Header: authcore.Header{{Name: "Authorization", Value: "Basic " + credentials}}}.HTTP()
		require.Equal(t, kinds, shown[len(shown)-1-len(kinds):len(shown)-1])
		back, err := authcore.ParseCredentials("Basic " + credentials)
		require.NoError(t, err)
		require.Equal(t, client, back)
	})
}

func FuzzParseToken(f *testing.F) {
	for _, v := range load[[]struct {
		Name, Source, Token, Error any
		Response                   wireResponse
	}](f, "token_answers") {
		f.Add(v.Response.Status, []byte(v.Response.Body))
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		r := authcore.Response{Status: status, Body: body}
		require.Equal(t, string(body), r.BodyText().String())
		token, err := authcore.ParseToken(r)
		if err != nil {
			var answer authcore.AnswerError
			require.ErrorAs(t, err, &answer)
			require.NotEmpty(t, answer.Next())
			require.NotEmpty(t, err.Error())
			require.Equal(t, authcore.Token{}, token)
			return
		}
		var judge struct {
			AccessToken  string  `json:"access_token"`
			ExpiresIn    int     `json:"expires_in"`
			TokenType    string  `json:"token_type"`
			Scope        *string `json:"scope"`
			RefreshToken *string `json:"refresh_token"`
		}
		var exact map[string]json.RawMessage // encoding/json takes names in any case
		require.NoError(t, json.Unmarshal(body, &exact))
		for name := range exact {
			if name != strings.ToLower(name) || len(name) != len(strings.ToValidUTF8(name, "")) || !ascii(name) {
				return
			}
		}
		require.NoError(t, json.Unmarshal(body, &judge))
		require.Equal(t, judge.AccessToken, token.AccessToken)
		require.Equal(t, time.Duration(judge.ExpiresIn)*time.Second, token.ExpiresIn)
		require.Equal(t, judge.TokenType, token.TokenType)
		require.Equal(t, value(judge.Scope), token.Scope)
		require.Equal(t, value(judge.RefreshToken), token.RefreshToken)
	})
}

func ascii(s string) bool { return utf8.RuneCountInString(s) == len(s) }

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func FuzzParseCategories(f *testing.F) {
	f.Add([]byte(categories))
	f.Add([]byte(`{"_links":{"next":null},"current_page":1,"_embedded":{"items":[{"code":"a","parent":null,"labels":[]}]}}`))
	f.Add([]byte(`{"current_page":1,"_links":{},"_embedded":{"items":[{"code":"a","labels":{"en":1}}]}}`))
	f.Add([]byte(`{"host":"h","routes":{}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := authcore.Response{Status: 200, Body: body}
		page, err := authcore.ParseCategories(r)
		if err != nil {
			var answer authcore.AnswerError
			require.ErrorAs(t, err, &answer)
			require.Equal(t, authcore.CategoryPage{}, page)
		}
		require.True(t, err != nil || json.Valid(body))
		if _, err := authcore.ParseRoot(r); err != nil {
			var answer authcore.AnswerError
			require.ErrorAs(t, err, &answer)
		}
	})
}

// FuzzConnector judges what is built by net/http, net/url and encoding/json.
func FuzzConnector(f *testing.F) {
	f.Add("1_a", "s", "u", "p", false, false)
	f.Add("1_a", "it's", "a b", "p&ss=w+rd \"q\\ü\n🎉%\x00", true, true)
	f.Add("1_a", "s", "u", strings.Repeat("p", 300), false, true)
	f.Add("a:b", "\n", "\xff", "p", true, false)
	f.Fuzz(func(t *testing.T, id, secret, username, password string, form, inBody bool) {
		c := authcore.Connector{PIM: favorite, Client: authcore.Client{ID: id, Secret: secret}, Form: form, ClientInBody: inBody}
		r, err := c.PasswordRequest(username, password)
		if err != nil {
			var input *authcore.InputError
			require.ErrorAs(t, err, &input)
			require.Equal(t, authcore.Request{}, r)
			return
		}
		want := map[string]string{"grant_type": "password", "username": username, "password": password}
		if inBody {
			want["client_id"], want["client_secret"] = id, secret
		} else {
			judge := http.Request{Header: http.Header{"Authorization": {r.Header.Get("Authorization")}}}
			gotID, gotSecret, ok := judge.BasicAuth()
			require.True(t, ok)
			require.Equal(t, c.Client, authcore.Client{ID: gotID, Secret: gotSecret})
		}
		got := map[string]string{}
		if form {
			values, err := url.ParseQuery(string(r.Body))
			require.NoError(t, err)
			for name := range values {
				got[name] = values.Get(name)
			}
		} else {
			require.NoError(t, json.Unmarshal(r.Body, &got))
		}
		require.Equal(t, want, got)
		require.Equal(t, "POST /api/oauth/v1/token\nHost: my-favorite-pim.com\n"+lines(r.Header)+"\n"+string(r.Body), r.HTTP().String())
	})
}

func lines(h authcore.Header) string {
	var b strings.Builder
	for _, f := range h {
		b.WriteString(f.Name + ": " + f.Value + "\n")
	}
	return b.String()
}

// FuzzHTTP takes requests that nobody builds.
func FuzzHTTP(f *testing.F) {
	f.Add("GET", "http://h/a?access_token=x", "Authorization", "Basic MV9hOnNlY3JldA==", []byte(`{"client_secret":"s`))
	f.Add("", "::", "authorization", "bearer ", []byte("password=p&&=&client_secret"))
	f.Add("\n", "http://[::1]:80/#x", "Authorization", "Basic ====", []byte("[{\"password\":\"\\ud800\"}]"))
	f.Fuzz(func(t *testing.T, method, address, name, value string, body []byte) {
		r := authcore.Request{Method: method, URL: address, Header: authcore.Header{{name, value}}, Body: body}
		text := r.HTTP()
		want := "\n" + name + ": " + value + "\n"
		if body != nil {
			want += "\n" + string(body)
		}
		require.True(t, strings.HasPrefix(text.String(), method+" "))
		require.True(t, strings.HasSuffix(text.String(), want))
		for i, s := range text {
			require.NotEmpty(t, s.Text)
			require.True(t, i == 0 || text[i-1].Kind != s.Kind)
		}
		if !strings.Contains(text.String(), "\x00") {
			require.Contains(t, r.Curl().String(), "curl -i")
			require.NotEmpty(t, authcore.CurlAfter(r, r).String())
		}
	})
}
