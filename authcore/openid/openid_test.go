// A token of the demo PIM, and all that can be wrong with one.

package openid_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/openid"
)

const (
	issuer   = "https://demo.pim"
	clientID = "206f450e-09a1-44ed-a0b3-9dd80f980ace"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 123456000, time.UTC)

// letIn walks an App through a PIM, from the person's login to the token.
func letIn(version authcore.Version, scopes ...string) (token authcore.AppToken, certificate string) {
	pim := &demopim.PIM{Version: version, Now: func() time.Time { return noon }}
	known := pim.Credentials()
	person := demopim.Browser{Do: func(r authcore.Request) authcore.Response { return pim.Do(r).Response }}
	address, _, err := authcore.ParseAddress(issuer)
	check(err)
	app := authcore.App{PIM: address, ClientID: known.App.ClientID, Secret: known.App.ClientSecret}

	state, err := authcore.NewState(rand.Reader)
	check(err)
	request, err := app.AuthorizationRequest(state, scopes)
	check(err)
	_, err = person.Open(issuer + "/")
	check(err)
	_, err = person.Login(known.UIUser.Username, known.UIUser.Password)
	check(err)
	_, err = person.Open(request.URL)
	check(err)
	for person.Screen() != nil { // until the browser leaves for the callback
		_, err = person.Next(true)
		check(err)
	}
	code, err := authcore.ParseCallback(person.Address(), state)
	check(err)
	identifier, err := authcore.NewCodeIdentifier(rand.Reader)
	check(err)
	request, err = app.TokenRequest(code, identifier)
	check(err)
	token, err = authcore.ParseAppToken(pim.Do(request).Response)
	check(err)
	certificate, err = authcore.ParsePublicKey(pim.Do(authcore.PublicKey(address)).Response)
	check(err)
	return token, certificate
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func ExampleVerify() {
	token, certificate := letIn(authcore.SaaS, "openid", "profile", "read_products")
	person, err := openid.Verify(token.IDToken, certificate, issuer, clientID, noon)
	check(err)
	for _, claim := range person.Claims[len(person.Claims)-2:] {
		fmt.Println(claim.Name, claim.Value)
	}
	// Two hours later:
	_, err = openid.Verify(token.IDToken, certificate, issuer, clientID, noon.Add(2*time.Hour))
	fmt.Println(err)
	// Output:
	// firstname "John"
	// lastname "Doe"
	// openid: the id_token is genuine and must not be believed: [expired]
}

func TestVerify(t *testing.T) {
	for _, version := range []authcore.Version{authcore.V6_0, authcore.V7_0, authcore.SaaS} {
		token, certificate := letIn(version, "openid")
		got, err := openid.Verify(token.IDToken, certificate, issuer, clientID, noon)
		require.NoError(t, err)
		want, err := authcore.ParseIDToken(token.IDToken)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Equal(t, noon, got.IssuedAt.UTC())
		require.Equal(t, noon.Add(time.Hour), got.ExpiresAt.UTC())
	}
}

func TestVerifyRefuses(t *testing.T) {
	token, certificate := letIn(authcore.V7_0, "openid")
	parts := strings.Split(token.IDToken, ".")
	other := strings.Split(forged(`{"typ":"JWT","alg":"HS256"}`), ".")
	for name, test := range map[string]struct {
		token, certificate, issuer, client string
		now                                time.Time
		want                               error
	}{
		"claims of somebody else": {parts[0] + "." + other[1] + "." + parts[2], certificate, issuer, clientID, noon, openid.ErrSignature},
		"another algorithm":       {other[0] + "." + parts[1] + "." + parts[2], certificate, issuer, clientID, noon, openid.ErrSignature},
		"no signature":            {parts[0] + "." + parts[1] + ".", certificate, issuer, clientID, noon, openid.ErrSignature},
		"all but the signature":   {token.IDToken, certificate, "https://other", "x", noon.Add(time.Hour), &openid.FaultError{Faults: []authcore.TokenFault{"issuer", "audience", "expired"}}},
		"of the future":           {token.IDToken, certificate, issuer, clientID, noon.Add(-time.Hour), &openid.FaultError{Faults: []authcore.TokenFault{"future"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := openid.Verify(test.token, test.certificate, test.issuer, test.client, test.now)
			require.Equal(t, test.want, err)
			require.Equal(t, authcore.IDToken{}, got)
		})
	}
	for code, test := range map[string]struct{ token, certificate string }{
		"id_token_parts":  {"a.b", certificate},
		"certificate_pem": {token.IDToken, "PEM"},
		"certificate_key": {token.IDToken, curve(t)},
	} {
		_, err := openid.Verify(test.token, test.certificate, issuer, clientID, noon)
		var input *authcore.InputError
		require.ErrorAs(t, err, &input)
		require.Equal(t, code, input.Code)
	}
}

// forged is a token that nobody signed.
func forged(header string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(`{"iss":"`+issuer+`","sub":"x","aud":"`+clientID+`","iat":1,"exp":9999999999}`)) + "."
}

// curve is a certificate with a key that signs no RS256.
func curve(t *testing.T) string {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{Organization: []string{"x"}}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}
