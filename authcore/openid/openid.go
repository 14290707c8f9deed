// Package openid verifies the id_token of an App in a Go program: who the
// person is that let the App in, signed by the PIM.
//
//	answer, err := authcore.ParseAppToken(response)
//	certificate, err := authcore.ParsePublicKey(keyResponse)
//	token, err := openid.Verify(answer.IDToken, certificate, pim.String(), clientID, time.Now())
//
// It stands apart from authcore because crypto/x509 and crypto/rsa weigh more
// than all else on a page, where the browser verifies.
//
// Notably absent: fetching or keeping the certificate. A PIM makes a new one
// when it is told to, and each lasts a year: fetch it again when a signature
// fails, over https, from the PIM that the token is from.
package openid

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"github.com/pim-auth/playground/authcore"
)

// ErrSignature means that another key signed the token, or that the token was
// changed since.
var ErrSignature = errors.New("openid: the signature of the id_token does not fit the certificate: fetch the PIM's public key again, and believe nothing of the token")

// A FaultError means that the PIM signed the token, and that it is not for this
// App or not for now.
type FaultError struct {
	Faults []authcore.TokenFault // at least one
}

func (e *FaultError) Error() string {
	return fmt.Sprintf("openid: the id_token is genuine and must not be believed: %v", e.Faults)
}

// Verify returns what an id_token says if a PIM signed it with the key of the
// certificate, the member public_key of its answer, and if it is for the App
// with this client ID and for now (OpenID Connect Core §3.1.3.7). issuer is the
// address of the PIM without a slash at its end, as pim_url has it. Whether the
// certificate itself has expired does not matter: it is a wrapping, which the
// PIM signed itself.
//
// The error is an *[authcore.InputError], [ErrSignature] or a *[FaultError].
func Verify(token, certificatePEM, issuer, clientID string, now time.Time) (authcore.IDToken, error) {
	t, err := authcore.ParseIDToken(token)
	if err != nil {
		return authcore.IDToken{}, err
	}
	der, err := authcore.CertificateKey(certificatePEM)
	if err != nil {
		return authcore.IDToken{}, err
	}
	// The key says how it is used, not the header: a token that calls itself
	// HS256 or none fails here or in Check.
	public, err := x509.ParsePKIXPublicKey(der)
	key, ok := public.(*rsa.PublicKey)
	if err != nil || !ok {
		return authcore.IDToken{}, &authcore.InputError{
			Code: "certificate_key", Field: "certificate", At: -1,
			Message: "The certificate holds no RSA key",
			Next:    "Take the member public_key from the answer of the PIM, with all its lines.",
		}
	}
	sum := sha256.Sum256([]byte(t.SigningInput))
	if rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], t.Signature) != nil {
		return authcore.IDToken{}, ErrSignature
	}
	if faults := t.Check(issuer, clientID, now); faults != nil {
		return authcore.IDToken{}, &FaultError{faults}
	}
	return t, nil
}
