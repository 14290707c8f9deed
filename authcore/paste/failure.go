// Why no answer came, by the words of the programs that say so.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/urltext"
)

// failures are read from the top: the first whose words stand in the text
// names the failure. Words are in small letters.
var failures = []struct {
	code  string
	words []string
}{
	{"mixed_content", []string{"mixed content", "mixed active content"}},
	{"csp", []string{"violates the following content security policy", "violates the document's content security policy", "content-security-policy: the page"}},
	{"no_answer", []string{"cors request did not succeed"}},
	{"no_cors", []string{"blocked by cors policy", "cross-origin request blocked", "not allowed by access-control-allow-origin", "due to access control checks"}},
	{"unsendable", []string{
		"non iso-8859-1", "not a valid http header field value", "is an invalid header value", "invalid character in header content", "failed to read the 'headers' property",
		"in header value", "cannot convert argument to a bytestring",
	}},
	{"tls_expired", []string{"certificate has expired", "cert_has_expired", "err_cert_date_invalid", "expired_certificate", "certificate expired"}},
	{"tls_name", []string{
		"no alternative certificate subject name", "certificate subject name", "altname_invalid", "altnames", "err_cert_common_name_invalid",
		"hostname mismatch", "no subject alternative", "bad_cert_domain", "certificate is valid for", "remotecertificatenamemismatch", "curl: (51)",
	}},
	{"tls_untrusted", []string{
		"local issuer certificate", "self signed certificate", "self-signed certificate", "self_signed_cert", "signed by unknown authority", "pkix path building failed",
		"verify_leaf_signature", "verify the first certificate", "err_cert_authority_invalid", "unknown_issuer", "remote certificate is invalid", "certificate_verify_failed",
		"certificate verify failed", "ssl certificate problem", "curl: (60)",
	}},
	{"tls_failed", []string{
		"wrong version number", "handshake failure", "handshake_failure", "sslhandshakeexception", "ssl connection could not be established", "err_ssl_", "tlsv1 alert",
		"tls alert", "curl: (35)", "curl error 35", "eproto", "ssl_connect", "unsupported protocol",
	}},
	{"dns", []string{
		"could not resolve", "couldn't resolve", "name or service not known", "getaddrinfo", "enotfound", "nodename nor servname", "no such host", "unknownhostexception",
		"err_name_not_resolved", "name resolution", "name could not be resolved", "failed to resolve", "curl: (6)",
	}},
	{"refused", []string{"connection refused", "econnrefused", "err_connection_refused", "actively refused", "connectionrefused"}},
	{"connection_timeout", []string{"connection timed out", "connect timed out", "connecttimeout", "connect timeout", "err_connection_timed_out", "etimedout", "connection timeout"}},
	{"timeout", []string{"timed out", "readtimeout", "timeouterror", "sockettimeoutexception", "timeout of ", "curl: (28)", "curl error 28"}},
	{"dropped", []string{
		"empty reply from server", "recv failure", "connection reset", "connection was reset", "econnreset", "socket hang up", "err_empty_response", "err_connection_reset",
		"err_connection_closed", "remote end closed connection", "connection aborted", "unexpected eof", "transfer closed with", "net_reset", "curl: (52)", "curl: (56)", "curl: (18)",
	}},
	{"refused", []string{"failed to connect to", "couldn't connect to server", "could not connect to server", "curl: (7)"}},
	{"cancelled", []string{"aborterror", "aborted a request", "err_aborted", "signal is aborted"}},
	{"no_answer", []string{"local network access", "private network access", "local_network", "private_network"}},
	{"fetch_failed", []string{"failed to fetch", "networkerror when attempting", "load failed", "fetch failed", "network error", "err_failed", "err_network"}},
}

// failure reads why a program had no answer; nil if the text does not say.
func (r *reader) failure(from, to int) *diagnose.Failure {
	text := r.text[from:to]
	row, at := firstFailure(text)
	if row == len(failures) {
		return nil
	}
	f := &diagnose.Failure{Code: failures[row].code}
	rest := text[at:]
	switch f.Code {
	case "csp":
		if i := strings.Index(rest, "-src"); i >= 0 {
			start := i
			for start > 0 && (isLetter(rest[start-1]) || rest[start-1] == '-') {
				start--
			}
			f.Directive = rest[start : i+4]
		}
	case "no_cors":
		i, _ := indexFold(text, "preflight")
		f.MayHaveActed = i < 0
	case "no_answer":
		if i, _ := indexFold(text, "access check", "permission was denied", "local network access", "private network access"); i >= 0 {
			f.LocalNetwork = "denied"
		}
	case "timeout", "dropped":
		f.MayHaveActed = true
		rest = rest[:min(len(rest), 100)]
		if i := strings.Index(rest, "after "); i >= 0 {
			f.Seconds, _ = number(rest[i+6:])
			if strings.Contains(rest, " milli") || strings.Contains(rest, " ms") {
				f.Seconds = (f.Seconds + 500) / 1000
			}
		}
	}
	f.Host = hostIn(text)
	return f
}

// firstFailure returns the first row that has words in the text, and where
// they begin; the number of rows if there is none. It goes through the text
// once, whatever the number of words.
func firstFailure(text string) (row, at int) {
	type candidate struct {
		row  int
		word string
	}
	var by [26][]candidate
	for i, f := range failures {
		for _, w := range f.words {
			by[w[0]-'a'] = append(by[w[0]-'a'], candidate{i, w})
		}
	}
	row = len(failures)
	for i := 0; i+2 < len(text); i++ {
		if !isLetter(text[i]) {
			continue
		}
		for _, c := range by[text[i]|0x20-'a'] {
			if c.row < row && text[i+1]|0x20 == c.word[1]|0x20 && hasFold(text[i:], c.word) {
				row, at = c.row, i
			}
		}
	}
	return row, at
}

// hostIn returns the host that a program could not reach: that of an address
// in the text, or the word behind one of a few others.
func hostIn(text string) string {
	if at, _ := addressIn(text); at >= 0 {
		if u, err := urltext.Parse(text[at:addressEnd(text, at)]); err == nil {
			return u.Host
		}
	}
	for _, before := range [...]string{"resolve host: ", "resolve host '", "host='", "connect to ", "ENOTFOUND ", "UnknownHostException: ", "ECONNREFUSED ", "lookup "} {
		if at := strings.Index(text, before); at >= 0 {
			at += len(before)
			end := at
			for end < len(text) && (isWord(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == ':') {
				end++
			}
			host := strings.TrimRight(text[at:end], ".:")
			if n, _ := number(strings.TrimPrefix(text[end:], " port ")); n > 0 && strings.HasPrefix(text[end:], " port ") && n != 443 && n != 80 {
				host += ":" + strings.TrimSpace(text[end+6:end+6+len(digits(text[end+6:]))])
			}
			return host
		}
	}
	return ""
}

func digits(text string) string {
	_, n := number(text)
	return text[:n]
}

// addressIn returns where the address that a text is about begins: one of a
// PIM's routes, or else the first that is no page of help; -1 if there is none.
func addressIn(text string) (at int, ofPIM bool) {
	at = -1
	for i := 0; ; {
		n := strings.Index(text[i:], "://")
		if n < 0 {
			return at, false
		}
		i += n
		start := i
		for start > 0 && isLetter(text[start-1]) && i-start < 5 {
			start--
		}
		address := text[start:addressEnd(text, start)]
		i += 3
		switch {
		case !hasFold(address, "http"):
		case pimPath(address):
			return start, true
		case at < 0 && !strings.Contains(address, "curl.") && !strings.Contains(address, "mozilla") && !strings.Contains(address, "httpstatuses") && !strings.Contains(address, "github.com"):
			at = start
		}
	}
}
