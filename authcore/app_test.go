// An App's requests, addresses, challenges, id_tokens and certificates against
// the vectors, and what the vectors do not hold.

package authcore_test

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// appRequest builds the request of a vector by the name of its call.
type appRequest struct {
	Name, Source, Request, PIM, State, Scope, Code string
	ClientID                                       string `json:"app_client_id"`
	Secret                                         string `json:"app_secret"`
	CodeIdentifier                                 string `json:"code_identifier"`
	CodeChallenge                                  string `json:"code_challenge"`
	Token                                          string `json:"app_token"`
	JSON                                           bool
	HTTP                                           string
	Error                                          *inputError
}

func (v appRequest) build() (authcore.Request, error) {
	pim, _, err := authcore.ParseAddress(v.PIM)
	if err != nil {
		return authcore.Request{}, err
	}
	app := authcore.App{PIM: pim, ClientID: v.ClientID, Secret: v.Secret, JSON: v.JSON}
	scopes := strings.Fields(v.Scope)
	switch {
	case v.Request == "app_authorize":
		return app.AuthorizationRequest(v.State, scopes)
	case v.Request == "app_scopes":
		return authcore.UpdateScopes(pim, v.Token, scopes)
	case v.Request == "app_key":
		return authcore.PublicKey(pim), nil
	case v.CodeChallenge != "":
		return app.TokenRequestWith(v.Code, v.CodeIdentifier, v.CodeChallenge)
	}
	return app.TokenRequest(v.Code, v.CodeIdentifier)
}

func TestAppRequestVectors(t *testing.T) {
	for _, v := range load[[]appRequest](t, "app_requests") {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := v.build()
			v.Error.require(t, err)
			if v.Error != nil {
				require.Equal(t, authcore.Request{}, got)
				return
			}
			require.Equal(t, v.HTTP, got.HTTP().String())
		})
	}
}

func TestAppRequestsWithoutPIM(t *testing.T) {
	app := authcore.App{ClientID: "c", Secret: "s"}
	_, authorize := app.AuthorizationRequest("x", nil)
	_, token := app.TokenRequest("a", "b")
	_, with := app.TokenRequestWith("a", "b", "c")
	_, update := authcore.UpdateScopes(authcore.Address{}, "t", nil)
	for _, err := range []error{authorize, token, with, update} {
		(&inputError{"pim_empty", "pim", -1}).require(t, err)
	}
	app.PIM = favorite
	_, err := app.TokenRequestWith("a", "b", "")
	(&inputError{"code_challenge_empty", "code_challenge", -1}).require(t, err)
	app.JSON = true
	_, err = app.TokenRequest("\xff", "b")
	(&inputError{"code_utf8", "code", 0}).require(t, err)
	_, err = app.AuthorizationRequest("x", []string{"read_products", "a b"})
	(&inputError{"scope_character", "scope", 15}).require(t, err)
}

func TestAppTokenAnswerVectors(t *testing.T) {
	vectors := load[[]struct {
		Name, Source string
		Response     wireResponse
		Token        *struct {
			AccessToken string `json:"access_token"`
			TokenType   string `json:"token_type"`
			Scope       string
			IDToken     string `json:"id_token"`
		}
		Error map[string]any
	}](t, "app_token_answers")
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.ParseAppToken(v.Response.response())
			if v.Token != nil {
				require.NoError(t, err)
				require.Equal(t, authcore.AppToken(*v.Token), got)
				return
			}
			require.Equal(t, authcore.AppToken{}, got)
			require.Equal(t, v.Error, answerError(t, err))
		})
	}
}

func TestParsePublicKey(t *testing.T) {
	key, err := authcore.ParsePublicKey(authcore.Response{Status: 200, Body: []byte(`{"public_key":"-----BEGIN\r\n"}`)})
	require.NoError(t, err)
	require.Equal(t, "-----BEGIN\r\n", key)
	for body, want := range map[string]error{
		`"No OpenId keys"`: &authcore.PIMError{Status: 500, Message: "No OpenId keys"},
		`"cut off`:         &authcore.BrokenJSONError{Status: 500, Offset: 8, Reason: "a string lacks its closing quote"},
		`{"public_key":1}`: &authcore.TypeError{Status: 500, Member: "message", Want: "string", Got: "nothing"},
	} {
		key, err := authcore.ParsePublicKey(authcore.Response{Status: 500, Body: []byte(body)})
		require.Equal(t, want, err)
		require.Empty(t, key)
	}
	_, err = authcore.ParsePublicKey(authcore.Response{Status: 200, Body: []byte(`"No OpenId keys"`)})
	require.Equal(t, &authcore.TypeError{Status: 200, Want: "object", Got: "string"}, err)
}

func TestParseScopesUpdated(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		want   error
	}{
		{200, `"Ok"`, nil},
		{200, ` "Fine" `, nil},
		{403, `"Ok"`, &authcore.TypeError{Status: 403, Want: "object", Got: "string"}},
		{403, `{"code":403,"message":"Not an authenticated App"}`, &authcore.PIMError{Status: 403, Code: 403, Message: "Not an authenticated App"}},
		{200, `{}`, &authcore.TypeError{Status: 200, Want: "string", Got: "object"}},
		{200, ``, &authcore.EmptyError{Status: 200}},
	} {
		require.Equal(t, test.want, authcore.ParseScopesUpdated(authcore.Response{Status: test.status, Body: []byte(test.body)}), test.body)
	}
}

func TestCallbackVectors(t *testing.T) {
	for _, v := range load[[]struct {
		Source, URL, State, Code string
		Error                    *inputError
	}](t, "callbacks") {
		t.Run(v.URL, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.ParseCallback(v.URL, v.State)
			v.Error.require(t, err)
			require.Equal(t, v.Code, got)
		})
	}
}

func TestActivationVectors(t *testing.T) {
	for _, v := range load[[]struct {
		Source, URL string
		PIMURL      string `json:"pim_url"`
		Error       *inputError
	}](t, "activations") {
		t.Run(v.URL, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.ParseActivation(v.URL)
			v.Error.require(t, err)
			require.Equal(t, v.PIMURL, got)
		})
	}
}

func TestChallengeCheckVectors(t *testing.T) {
	seen := map[string]bool{}
	for _, v := range load[[]struct {
		Name, Source, Challenge, Code, Of, Where string
		CodeIdentifier                           string `json:"code_identifier"`
		Secret                                   string `json:"app_secret"`
	}](t, "challenge_checks") {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			require.Equal(t, authcore.ChallengeVerdict{Code: v.Code, Of: v.Of, Where: v.Where},
				authcore.CheckChallenge(v.Challenge, v.CodeIdentifier, v.Secret))
		})
		seen[v.Code] = true
	}
	require.Len(t, seen, 14, "every code that there is")
}

func TestIDTokenVectors(t *testing.T) {
	for _, v := range load[[]struct {
		Name, Source, Token        string
		Header, Claims             [][2]string
		Algorithm, Issuer, Subject string
		Audience                   string
		IssuedAt                   int64  `json:"issued_at"`
		ExpiresAt                  int64  `json:"expires_at"`
		Signature                  string `json:"signature_base64"`
		Error                      *inputError
	}](t, "id_tokens") {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.ParseIDToken(v.Token)
			v.Error.require(t, err)
			if v.Error != nil {
				require.Equal(t, authcore.IDToken{}, got)
				return
			}
			signature, err := base64.StdEncoding.DecodeString(v.Signature)
			require.NoError(t, err)
			require.Equal(t, v.IssuedAt, got.IssuedAt.UnixMilli())
			require.Equal(t, v.ExpiresAt, got.ExpiresAt.UnixMilli())
			require.Equal(t, authcore.IDToken{
				Header: claimsOf(v.Header), Claims: claimsOf(v.Claims),
				Algorithm: v.Algorithm, Issuer: v.Issuer, Subject: v.Subject, Audience: v.Audience,
				IssuedAt: got.IssuedAt, ExpiresAt: got.ExpiresAt,
				SigningInput: v.Token[:strings.LastIndexByte(v.Token, '.')],
				Signature:    signature,
			}, got)
		})
	}
}

func claimsOf(pairs [][2]string) (claims []authcore.Claim) {
	for _, pair := range pairs {
		claims = append(claims, authcore.Claim{Name: pair[0], Value: pair[1]})
	}
	return claims
}

func TestIDTokenCheck(t *testing.T) {
	at := time.Unix(1_700_000_000, 0)
	token := authcore.IDToken{Algorithm: "RS256", Issuer: "https://pim", Audience: "app", IssuedAt: at, ExpiresAt: at.Add(time.Hour)}
	require.Nil(t, token.Check("https://pim", "app", at))
	require.Nil(t, token.Check("https://pim", "app", at.Add(-time.Minute)), "clocks differ")
	require.Nil(t, token.Check("https://pim", "app", at.Add(time.Hour-1)))
	require.Equal(t, []authcore.TokenFault{authcore.FaultExpired}, token.Check("https://pim", "app", at.Add(time.Hour)))
	require.Equal(t, []authcore.TokenFault{authcore.FaultFuture}, token.Check("https://pim", "app", at.Add(-time.Minute-1)))
	require.Equal(t, []authcore.TokenFault{authcore.FaultIssuer}, token.Check("https://pim/", "app", at))
	require.Equal(t, []authcore.TokenFault{authcore.FaultAudience}, token.Check("https://pim", "", at))
	require.Equal(t, []authcore.TokenFault{authcore.FaultAlgorithm, authcore.FaultIssuer, authcore.FaultAudience, authcore.FaultExpired}, authcore.IDToken{}.Check("https://pim", "app", at))
}

func TestCertificateVectors(t *testing.T) {
	for _, v := range load[[]struct {
		Name, Source, PEM string
		SPKI              string `json:"spki_base64"`
		Error             *inputError
	}](t, "certificates") {
		t.Run(v.Name, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.CertificateKey(v.PEM)
			v.Error.require(t, err)
			require.Equal(t, v.SPKI, base64.StdEncoding.EncodeToString(got))
		})
	}
}

func TestVersionVectors(t *testing.T) {
	for _, v := range load[[]struct {
		Source, Text, Version string
		Error                 *inputError
	}](t, "versions") {
		t.Run(v.Text, func(t *testing.T) {
			require.NotEmpty(t, v.Source)
			got, err := authcore.GuessVersion(v.Text)
			v.Error.require(t, err)
			require.Equal(t, authcore.Version(v.Version), got)
		})
	}
	for _, version := range authcore.Versions()[:7] {
		got, err := authcore.GuessVersion(version.Release())
		require.NoError(t, err)
		require.Equal(t, version, got)
	}
}

func TestScopes(t *testing.T) {
	require.Empty(t, authcore.Scopes(authcore.V5_0))
	require.Len(t, authcore.Scopes(authcore.V6_0), 17)
	all := authcore.Scopes(authcore.V7_0)
	require.Len(t, all, 20)
	require.Equal(t, all, authcore.Scopes(authcore.SaaS))
	byName := map[string]authcore.Scope{}
	for _, scope := range all {
		byName[scope.Name] = scope
		require.NotEmpty(t, scope.What)
		for _, implied := range scope.Implies {
			require.Contains(t, byName, implied)
			for _, permission := range byName[implied].Permissions {
				require.Contains(t, scope.Permissions, permission)
			}
		}
	}
	require.Equal(t, authcore.Scope{
		Name: "delete_products", Implies: []string{"read_products", "write_products"},
		Permissions: []string{"pim_api_product_list", "pim_api_product_edit", "pim_api_product_remove"},
		What:        "View, edit and delete products",
	}, byName["delete_products"])
	require.Empty(t, byName["openid"].Permissions)
}

func TestWithImplied(t *testing.T) {
	for scopes, want := range map[string]string{
		"":                                    "",
		"write_products read_products openid": "openid read_products write_products",
		"delete_products":                     "delete_products read_products write_products",
		"write_categories read_assets write_categories": "read_assets read_categories write_categories",
	} {
		require.Equal(t, want, strings.Join(authcore.WithImplied(strings.Fields(scopes)), " "))
	}
	given := []string{"b", "a"}
	authcore.WithImplied(given)
	require.Equal(t, []string{"b", "a"}, given, "the caller's own stay")
}

func FuzzParseCallback(f *testing.F) {
	for _, v := range load[[]struct{ Source, URL, State, Code, Error any }](f, "callbacks") {
		f.Add(v.URL.(string), v.State.(string))
	}
	f.Fuzz(func(t *testing.T, url, state string) {
		code, err := authcore.ParseCallback(url, state)
		if err != nil {
			requireInput(t, err)
			require.Empty(t, code)
			return
		}
		require.NotEmpty(t, code)
		_, err = authcore.ParseCallback(url, state+"x")
		require.Error(t, err, "no address fits two states")
	})
}

func FuzzParseActivation(f *testing.F) {
	for _, v := range load[[]struct {
		Source, URL, Error any
		PIMURL             any `json:"pim_url"`
	}](f, "activations") {
		f.Add(v.URL.(string))
	}
	f.Fuzz(func(t *testing.T, url string) {
		pim, err := authcore.ParseActivation(url)
		if err != nil {
			requireInput(t, err)
			require.Empty(t, pim)
			return
		}
		_, _, err = authcore.ParseAddress(pim)
		require.NoError(t, err)
	})
}

func FuzzCheckChallenge(f *testing.F) {
	f.Add("", "", "")
	f.Add("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "s")
	f.Fuzz(func(t *testing.T, challenge, identifier, secret string) {
		right := authcore.CodeChallenge(identifier, secret)
		require.Equal(t, challenge == right, authcore.CheckChallenge(challenge, identifier, secret).Code == "right")
		require.Equal(t, "right", authcore.CheckChallenge(right, identifier, secret).Code)
	})
}

func FuzzParseIDToken(f *testing.F) {
	for _, v := range load[[]map[string]any](f, "id_tokens") {
		f.Add(v["token"].(string))
	}
	f.Fuzz(func(t *testing.T, text string) {
		token, err := authcore.ParseIDToken(text)
		if err != nil {
			requireInput(t, err)
			require.Equal(t, authcore.IDToken{}, token)
			return
		}
		require.Equal(t, text, token.SigningInput+"."+base64.RawURLEncoding.EncodeToString(token.Signature))
		require.True(t, slices.ContainsFunc(token.Claims, func(c authcore.Claim) bool { return c.Name == "iss" }))
	})
}

func FuzzGuessVersion(f *testing.F) {
	for _, v := range load[[]struct{ Source, Text, Version, Error any }](f, "versions") {
		f.Add(v.Text.(string))
	}
	f.Fuzz(func(t *testing.T, text string) {
		version, err := authcore.GuessVersion(text)
		if err != nil {
			requireInput(t, err)
			require.Empty(t, version)
			return
		}
		require.NotEmpty(t, version.Release())
	})
}

func requireInput(t *testing.T, err error) {
	t.Helper()
	var input *authcore.InputError
	require.True(t, errors.As(err, &input), "%v", err)
	require.NotEmpty(t, input.Next)
}
