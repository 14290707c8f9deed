// Why the PIM was not reached, in words.

package relay

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// explain tells the page what went wrong on the way to the PIM. A page that has
// left is told nothing.
func (h *Handler) explain(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return
	}
	h.problem(err).deliver(w)
}

// winRefused is what Windows says for a refused connection, which package
// syscall has no portable name for.
const winRefused = syscall.Errno(10061)

// problem finds out what an error of the way to the PIM means.
func (h *Handler) problem(err error) *problem {
	host := h.PIM.Host()
	var told *problem
	var changed *changedError
	var dns *net.DNSError
	var failure net.Error
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &told):
		return told
	case errors.As(err, &changed):
		return &problem{code: codeChanged,
			message: "The name " + host + " now leads to " + changed.network + ", which it did not when the relay was started.",
			next:    "If you changed it yourself, start the relay anew. If you did not, somebody may be using the name to reach into your network."}
	case errors.As(err, &dns) && dns.IsTimeout:
		return &problem{code: codeDNS,
			message: "The DNS of this machine did not say in time where " + host + " is.",
			next:    "See whether this machine is online, and whether a VPN has to be on."}
	case errors.As(err, &dns):
		return &problem{code: codeDNS,
			message: "The DNS of this machine does not know the name " + host + ".",
			next:    "Check the spelling of -pim, and whether a VPN has to be on."}
	case errors.Is(err, errTime), errors.Is(err, context.DeadlineExceeded), errors.As(err, &failure) && failure.Timeout():
		return h.tooLate(err)
	case errors.As(err, &unknown):
		return &problem{code: codeUnknownAuthority,
			message: "The certificate of " + host + " comes from an authority that this machine does not know.",
			next:    "If it is your company's or your own, start the relay with -ca and the file (PEM) that holds the authority's certificate. If you do not know why, go no further: somebody may stand in between."}
	case errors.As(err, &name):
		return wrongName(host, name)
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return expired(host, invalid.Cert, time.Now())
	case errors.As(err, &record):
		return &problem{code: codeTLS,
			message: host + " does not speak TLS at this port.",
			next:    "Start the relay with -pim http://" + host + ", if the PIM has no https, or with the port that has it."}
	case errors.As(err, &verification), errors.As(err, &alert), strings.Contains(err.Error(), "tls: "):
		_, reason, _ := strings.Cut(err.Error(), "tls: ")
		return &problem{code: codeTLS,
			message: "The relay and " + host + " could not agree on a connection by TLS: " + short(reason) + ".",
			next:    "Check the certificate and the versions of TLS (at least 1.2) in the configuration of the PIM's web server."}
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, winRefused):
		return &problem{code: codeRefused,
			message: host + " refused the connection: nothing listens at this port, or a firewall is in the way.",
			next:    "Check the port in -pim, and whether the PIM's web server runs."}
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return &problem{code: codeRefused,
			message: "No way leads from this machine to " + host + ".",
			next:    "See whether this machine is online, and whether a VPN has to be on."}
	}
	return &problem{code: codeReset,
		message: "The connection to " + host + " ended before there was an answer that could be read.",
		next:    "See the log of the PIM's web server, which may have acted on the request. If only this address does not speak https, or only https, correct the scheme in -pim."}
}

// tooLate says what took too long.
func (h *Handler) tooLate(err error) *problem {
	var op *net.OpError
	// The timeout of the handshake has no type.
	if errors.As(err, &op) && op.Op == "dial" || strings.Contains(err.Error(), "TLS handshake timeout") {
		return &problem{code: codeTimeout,
			message: h.PIM.Host() + " did not take the connection within 10 seconds.",
			next:    "Check the address, and whether a firewall or a VPN is in the way."}
	}
	return &problem{code: codeTimeout,
		message: h.PIM.Host() + " did not answer within 25 seconds.",
		next:    "The PIM may have acted on the request. See its log, or what keeps it busy, before you send it again."}
}

// expired tells a certificate that is no longer valid from one that is not yet.
func expired(host string, certificate *x509.Certificate, now time.Time) *problem {
	if now.Before(certificate.NotBefore) {
		return &problem{code: codeExpired,
			message: "The certificate of " + host + " is not valid before " + day(certificate.NotBefore) + ".",
			next:    "Check the clock of this machine first."}
	}
	return &problem{code: codeExpired,
		message: "The certificate of " + host + " expired on " + day(certificate.NotAfter) + ".",
		next:    "Renew it at the PIM's web server. The relay has no switch to go on without: the secrets would go to whoever answers."}
}

func day(t time.Time) string { return t.UTC().Format("2 January 2006") }

// wrongName names what a certificate is for.
func wrongName(host string, e x509.HostnameError) *problem {
	names := e.Certificate.DNSNames
	for _, ip := range e.Certificate.IPAddresses {
		names = append(names, ip.String())
	}
	for i, name := range names {
		names[i] = short(strings.Map(func(c rune) rune {
			if c <= ' ' || c >= 0x7f {
				return '?'
			}
			return c
		}, name))
	}
	if len(names) > 5 {
		names = append(names[:5:5], strconv.Itoa(len(names)-5)+" more")
	}
	whose := "no name at all"
	if len(names) > 0 {
		whose = strings.Join(names, ", ")
	}
	return &problem{code: codeWrongName,
		message: "The certificate of " + host + " is for " + whose + ".",
		next:    "Start the relay with a name in -pim that stands in the certificate, or have one made for this name."}
}

// redirected tells of an answer that leads elsewhere.
func (h *Handler) redirected(status int, location string) *problem {
	p := &problem{code: codeRedirect, status: status, location: location,
		message: h.PIM.Host() + " answered " + strconv.Itoa(status) + ", which is not followed: the credentials would go along to wherever it leads.",
		next:    "If you know the address in location as the PIM's, start the relay with it as -pim."}
	if location == "" {
		p.message = h.PIM.Host() + " answered " + strconv.Itoa(status) + " and named no other address."
		p.next = "See the configuration of the PIM's web server: a PIM does not answer so."
	}
	return p
}
