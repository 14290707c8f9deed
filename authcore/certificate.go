// The public key in a PIM's certificate. Why not crypto/x509? It would add 373
// KB to the WebAssembly module; a browser wants the key alone, which stands at
// a known place of the certificate's DER (RFC 5280 §4.1).

package authcore

import (
	"encoding/base64"
	"strings"
)

// CertificateKey returns the SubjectPublicKeyInfo in a certificate in PEM, as
// DER: what Web Crypto imports as "spki" and x509.ParsePKIXPublicKey reads. It
// verifies nothing about the certificate, which a PIM signs itself; that it is
// the PIM's is known by where it was fetched.
//
// The error is an *[InputError] with the Field "certificate" and the code
// certificate_pem or certificate_der.
func CertificateKey(pem string) (spki []byte, err error) {
	refuse := func(code, message string) ([]byte, error) {
		return nil, &InputError{"certificate_" + code, "certificate", -1, message, "Take the member public_key from the answer of the PIM, with all its lines."}
	}
	const begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
	_, body, opened := strings.Cut(pem, begin)
	body, _, closed := strings.Cut(body, end)
	der, fault := base64.StdEncoding.Strict().DecodeString(strings.Join(strings.Fields(body), ""))
	if !opened || !closed || fault != nil {
		return refuse("pem", "The certificate is not what stands between BEGIN CERTIFICATE and END CERTIFICATE, in base64")
	}
	certificate, rest, _ := element(der, tagSequence)
	fields, _, _ := element(certificate.content, tagSequence)
	at := fields.content
	if _, after, ok := element(at, tagVersion); ok {
		at = after
	}
	// Serial number, algorithm, issuer, validity, subject; then the key.
	for _, tag := range []byte{tagInteger, tagSequence, tagSequence, tagSequence, tagSequence} {
		_, at, _ = element(at, tag)
	}
	key, _, ok := element(at, tagSequence)
	if !ok || len(rest) > 0 {
		return refuse("der", "What stands between BEGIN CERTIFICATE and END CERTIFICATE is no certificate")
	}
	return key.whole, nil
}

// The tags of the elements on the way to the key.
const (
	tagInteger  = 0x02
	tagSequence = 0x30
	tagVersion  = 0xA0 // [0], in front of all certificates but the first version's
)

// A derElement is one element of DER: tag, length and content.
type derElement struct {
	whole, content []byte
}

// element takes the element of a tag off the front. Without one, nothing is
// left, so that a walk need not ask at each step.
func element(der []byte, tag byte) (e derElement, rest []byte, ok bool) {
	if len(der) < 2 || der[0] != tag {
		return derElement{}, nil, false
	}
	head, length := 2, int(der[1])
	if length >= 0x80 { // the length of the length
		n := length - 0x80
		if n < 1 || n > 3 || len(der) < head+n {
			return derElement{}, nil, false
		}
		length = 0
		for _, b := range der[head : head+n] {
			length = length<<8 | int(b)
		}
		head += n
		if length < 0x80 || n > 1 && length < 1<<(8*(n-1)) { // DER is as short as can be
			return derElement{}, nil, false
		}
	}
	if len(der) < head+length {
		return derElement{}, nil, false
	}
	end := head + length
	return derElement{der[:end], der[head:end]}, der[end:], true
}
