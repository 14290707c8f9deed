package relay

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// An authority signs certificates of a test.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) *authority {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Test"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	certificate, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return &authority{certificate, key}
}

func (a *authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

// signs returns a certificate for pim.test, changed by edit.
func (a *authority) signs(t *testing.T, edit func(*x509.Certificate)) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{"pim.test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if edit != nil {
		edit(template)
	}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	require.NoError(t, err)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTLS(t *testing.T) {
	ours := newAuthority(t)
	old := time.Date(2020, 2, 3, 4, 5, 6, 0, time.UTC)
	for name, test := range map[string]struct {
		pool    *x509.CertPool
		edit    func(*x509.Certificate)
		config  *tls.Config
		code    string // "": a good answer
		message string
	}{
		"trusted by its file": {pool: ours.pool()},
		"an authority that is unknown": {pool: x509.NewCertPool(), code: "tls_unknown_authority",
			message: "The certificate of pim.test comes from an authority that this machine does not know."},
		"another authority": {pool: newAuthority(t).pool(), code: "tls_unknown_authority",
			message: "The certificate of pim.test comes from an authority that this machine does not know."},
		"expired": {pool: ours.pool(), edit: func(c *x509.Certificate) { c.NotBefore, c.NotAfter = old.AddDate(-1, 0, 0), old }, code: "tls_expired",
			message: "The certificate of pim.test expired on 3 February 2020."},
		"not yet valid": {pool: ours.pool(), edit: func(c *x509.Certificate) { c.NotBefore, c.NotAfter = old.AddDate(80, 0, 0), old.AddDate(81, 0, 0) }, code: "tls_expired",
			message: "The certificate of pim.test is not valid before 3 February 2100."},
		"another name": {pool: ours.pool(), edit: func(c *x509.Certificate) {
			c.DNSNames, c.IPAddresses = []string{"other.test", "*.other.test"}, []net.IP{{192, 0, 2, 1}}
		}, code: "tls_wrong_name", message: "The certificate of pim.test is for other.test, *.other.test, 192.0.2.1."},
		"many names": {pool: ours.pool(), edit: func(c *x509.Certificate) {
			c.DNSNames = strings.Fields("a.test b.test c.test d.test e.test f.test g.test")
		}, code: "tls_wrong_name",
			message: "The certificate of pim.test is for a.test, b.test, c.test, d.test, e.test, 2 more."},
		"no name": {pool: ours.pool(), edit: func(c *x509.Certificate) { c.DNSNames = nil; c.Subject.CommonName = "pim.test" }, code: "tls_wrong_name",
			message: "The certificate of pim.test is for no name at all."},
		"not for servers": {pool: ours.pool(), edit: func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }, code: "tls_other",
			message: "The relay and pim.test could not agree on a connection by TLS: failed to verify certificate: x509: certificate specifies an incompatible key usage."},
		"an old version": {pool: ours.pool(), config: &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, code: "tls_other",
			message: "The relay and pim.test could not agree on a connection by TLS: protocol version not supported."},
		"wants a certificate of ours": {pool: ours.pool(), config: &tls.Config{ClientAuth: tls.RequireAnyClientCert}, code: "tls_other",
			message: "The relay and pim.test could not agree on a connection by TLS: certificate required."},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "{}") }))
			server.Config.ErrorLog = quietLog
			server.TLS = test.config
			if server.TLS == nil {
				server.TLS = &tls.Config{}
			}
			server.TLS.Certificates = []tls.Certificate{ours.signs(t, test.edit)}
			server.StartTLS()
			defer server.Close()
			h := &Handler{PIM: address(t, "https://pim.test"), Origins: []string{page}, Hosts: []string{own}, CA: test.pool}
			reach(h, func() (net.Conn, error) { return net.Dial("tcp", server.Listener.Addr().String()) })
			answer := talk(t, h, asks("GET /api/rest/v1"))
			if test.code == "" {
				require.Regexp(t, "^HTTP/1.1 200 OK\r\n", answer)
				return
			}
			status, s := ownAnswer(t, answer)
			require.Equal(t, "502 Bad Gateway", status)
			require.Equal(t, test.code, s.Relay.Code)
			require.Equal(t, test.message, s.Relay.Message)
		})
	}
}

func TestNoAnswer(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed.Close()
	answers := func(text string) func() (net.Conn, error) { return upstreamThat(t, text).dial }
	for name, test := range map[string]struct {
		pim     string
		lookup  error
		dial    func() (net.Conn, error)
		code    string
		message string
	}{
		"a name that is unknown":      {"https://pim.test", &net.DNSError{Err: "no such host", Name: "pim.test", IsNotFound: true}, nil, "dns", "The DNS of this machine does not know the name pim.test."},
		"a DNS that is silent":        {"https://pim.test", &net.DNSError{Err: "i/o timeout", Name: "pim.test", IsTimeout: true}, nil, "dns", "The DNS of this machine did not say in time where pim.test is."},
		"a port that is closed":       {"http://pim.test:8443", nil, func() (net.Conn, error) { return net.Dial("tcp", closed.Addr().String()) }, "refused", "pim.test:8443 refused the connection: nothing listens at this port, or a firewall is in the way."},
		"nothing, before TLS":         {"https://pim.test", nil, func() (net.Conn, error) { ours, theirs := net.Pipe(); theirs.Close(); return ours, nil }, "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"nothing":                     {"http://pim.test", nil, answers(""), "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"half a header":               {"http://pim.test", nil, answers("HTTP/1.1 200 OK\r\nContent-"), "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"another protocol":            {"http://pim.test", nil, answers("SSH-2.0-OpenSSH_9.9\r\n"), "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"a header beyond all measure": {"http://pim.test", nil, answers("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 300<<10) + "\r\n\r\n"), "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"two lengths":                 {"http://pim.test", nil, answers("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), "reset", "The connection to pim.test ended before there was an answer that could be read."},
		"another protocol from now":   {"http://pim.test", nil, answers("HTTP/1.1 101 Switching Protocols\r\n\r\nhello"), "reset", "pim.test changed the protocol, which nobody had asked for."},
		"a WebSocket":                 {"http://pim.test", nil, answers("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhello"), "reset", "pim.test changed the protocol, which nobody had asked for."},
	} {
		t.Run(name, func(t *testing.T) {
			h := to(t, test.pim, test.dial)
			if test.lookup != nil {
				h.way.lookup = func(context.Context, string, string) ([]netip.Addr, error) { return nil, test.lookup }
			}
			status, s := ownAnswer(t, talk(t, h, asks("GET /api/rest/v1")))
			require.Equal(t, "502 Bad Gateway", status)
			require.Equal(t, test.code, s.Relay.Code)
			require.Equal(t, test.message, s.Relay.Message)
		})
	}
}

// A server of plain HTTP says so in its first bytes.
func TestNoTLS(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	h := to(t, "https://pim.test", func() (net.Conn, error) { return net.Dial("tcp", server.Listener.Addr().String()) })
	status, s := ownAnswer(t, talk(t, h, asks("GET /api/rest/v1")))
	require.Equal(t, "502 Bad Gateway", status)
	require.Equal(t, "tls_other", s.Relay.Code)
	require.Equal(t, "pim.test does not speak TLS at this port.", s.Relay.Message)
}

// Nobody goes where a PIM points, be it private, and the page hears where.
func TestRedirects(t *testing.T) {
	for answer, want := range map[string]struct {
		status   int
		location string
	}{
		"301 Moved Permanently\r\nLocation: https://www.pim.test/api/rest/v1?a=1&b=<2>":    {301, "https://www.pim.test/api/rest/v1?a=1&b=<2>"},
		"302 Found\r\nLocation: /user/login\r\nSet-Cookie: a=b":                            {302, "/user/login"},
		"307 Temporary Redirect\r\nLocation: http://169.254.169.254/latest/meta-data/":     {307, "http://169.254.169.254/latest/meta-data/"},
		"308 Permanent Redirect\r\nLocation: http://127.0.0.1:22/\r\nX-Relay-Error: route": {308, "http://127.0.0.1:22/"},
		"300 Multiple Choices": {300, ""},
		"304 Not Modified\r\nLocation: //x\xff\r\nAccess-Control-Allow-Origin: https://evil.example": {304, "//x\ufffd"},
		"399 Odd\r\nLocation: javascript:alert(1)":                                                   {399, "javascript:alert(1)"},
	} {
		up := upstreamThat(t, "HTTP/1.1 "+answer+"\r\nContent-Length: 0\r\n\r\n")
		got := talk(t, to(t, "http://pim.test", up.dial), asks("POST /api/oauth/v1/token", "Authorization: Basic MTpz", "Content-Length: 2")+"{}")
		status, s := ownAnswer(t, got)
		require.Equal(t, "502 Bad Gateway", status)
		require.Equal(t, "redirect", s.Relay.Code)
		require.Equal(t, want.status, s.Relay.Status)
		require.Equal(t, want.location, s.Relay.Location)
		require.NotContains(t, got, "Set-Cookie")
		require.NotContains(t, got, "evil.example")
		require.Contains(t, got, "\r\nAccess-Control-Allow-Origin: "+page+"\r\n")
		require.Equal(t, "POST /api/oauth/v1/token HTTP/1.1\r\nHost: pim.test\r\nContent-Length: 2\r\nAuthorization: Basic MTpz\r\n\r\n{}", <-up.got)
		up.nothing(t)
	}
}
