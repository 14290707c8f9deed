//go:build !js

// crypto/x509 is the judge of the walk through a certificate.

package authcore_test

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

func FuzzCertificateKey(f *testing.F) {
	for _, v := range load[[]struct {
		Name, Source, PEM, Error any
		SPKI                     any `json:"spki_base64"`
	}](f, "certificates") {
		if block, _ := pem.Decode([]byte(v.PEM.(string))); block != nil {
			f.Add(block.Bytes)
		}
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		got, err := authcore.CertificateKey("-----BEGIN CERTIFICATE-----\n" + base64.StdEncoding.EncodeToString(der) + "\n-----END CERTIFICATE-----\n")
		if err != nil {
			requireInput(t, err)
			require.Nil(t, got)
		}
		if judge, judged := x509.ParseCertificate(der); judged == nil {
			require.NoError(t, err)
			require.Equal(t, judge.RawSubjectPublicKeyInfo, got)
		}
	})
}
