// Why no answer came, by the words of the programs that say so.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/diagnose"
)

// failures are read from the top: the first whose words stand in the text
// names the failure. Words are in small letters, and begin with one.
var failures = [...]struct{ code, words string }{
	{"mixed_content", "mixed content|mixed active content"},
	{"csp", "violates the following content security policy|violates the document's content security policy|content-security-policy: the page"},
	{"no_answer", "cors request did not succeed"},
	{"no_cors", "blocked by cors policy|cross-origin request blocked|not allowed by access-control-allow-origin|due to access control checks"},
	{"unsendable", "non iso-8859-1|not a valid http header field value|is an invalid header value|invalid character in header content" +
		"|failed to read the 'headers' property|in header value|cannot convert argument to a bytestring"},
	{"tls_expired", "certificate has expired|cert_has_expired|err_cert_date_invalid|expired_certificate|certificate expired"},
	{"tls_name", "no alternative certificate subject name|certificate subject name|altname_invalid|altnames|err_cert_common_name_invalid" +
		"|hostname mismatch|no subject alternative|bad_cert_domain|certificate is valid for|remotecertificatenamemismatch|curl: (51)"},
	{"tls_untrusted", "local issuer certificate|self signed certificate|self-signed certificate|self_signed_cert|signed by unknown authority" +
		"|pkix path building failed|verify_leaf_signature|verify the first certificate|err_cert_authority_invalid|unknown_issuer" +
		"|remote certificate is invalid|certificate_verify_failed|certificate verify failed|ssl certificate problem|curl: (60)"},
	{"tls_failed", "wrong version number|handshake failure|handshake_failure|sslhandshakeexception|ssl connection could not be established|err_ssl_" +
		"|tlsv1 alert|tls alert|curl: (35)|curl error 35|eproto|ssl_connect|unsupported protocol"},
	{"dns", "could not resolve|couldn't resolve|name or service not known|getaddrinfo|enotfound|nodename nor servname|no such host" +
		"|unknownhostexception|err_name_not_resolved|name resolution|name could not be resolved|failed to resolve|curl: (6)"},
	{"refused", "connection refused|econnrefused|err_connection_refused|actively refused|connectionrefused"},
	{"connection_timeout", "connection timed out|connect timed out|connecttimeout|connect timeout|err_connection_timed_out|etimedout|connection timeout"},
	{"timeout", "timed out|readtimeout|timeouterror|sockettimeoutexception|timeout of |curl: (28)|curl error 28"},
	{"dropped", "empty reply from server|recv failure|connection reset|connection was reset|econnreset|socket hang up|err_empty_response" +
		"|err_connection_reset|err_connection_closed|remote end closed connection|connection aborted|unexpected eof|transfer closed with" +
		"|net_reset|curl: (52)|curl: (56)|curl: (18)"},
	{"refused", "failed to connect to|couldn't connect to server|could not connect to server|curl: (7)"},
	{"cancelled", "aborterror|aborted a request|err_aborted|signal is aborted"},
	{"no_answer", "local network access|private network access|local_network|private_network"},
	{"fetch_failed", "failed to fetch|networkerror when attempting|load failed|fetch failed|network error|err_failed|err_network"},
}

// failure reads why a program had no answer; nil if the text does not say.
func (r *reader) failure(from, to int) *diagnose.Failure {
	text := r.text[from:to]
	code, rest := firstFailure(strings.ToLower(text))
	if code == "" {
		return nil
	}
	f := &diagnose.Failure{Code: code}
	switch code {
	case "csp":
		if i := strings.Index(rest, "-src"); i >= 0 {
			f.Directive = rest[strings.LastIndexAny(rest[:i], " \"':;")+1 : i+4]
		}
	case "no_cors":
		f.MayHaveActed = indexFold(text, "preflight") < 0
	case "no_answer":
		if indexFold(text, "access check") >= 0 || indexFold(text, "permission was denied") >= 0 || indexFold(text, "network access") >= 0 {
			f.LocalNetwork = "denied"
		}
	case "timeout", "dropped":
		f.MayHaveActed = true
		rest = rest[:min(len(rest), 100)]
		if _, after, ok := strings.Cut(rest, "after "); ok {
			f.Seconds, _ = number(after)
			if holds(rest, " milli| ms") {
				f.Seconds = (f.Seconds + 500) / 1000
			}
		}
	}
	f.Host = hostIn(text)
	return f
}

// firstFailure returns the code of the first row that has words in the text,
// which is in small letters, and the text from there on.
func firstFailure(text string) (code, rest string) {
	for i := range failures {
		for word, more := "", failures[i].words; more != ""; {
			word, more, _ = strings.Cut(more, "|")
			if at := strings.Index(text, word); at >= 0 {
				return failures[i].code, text[at:]
			}
		}
	}
	return "", ""
}

// beforeHost are words that a host stands behind.
const beforeHost = "resolve host: |resolve host '|host='|connect to |ENOTFOUND |UnknownHostException: |ECONNREFUSED |lookup "

// hostIn returns the host that a program could not reach: that of an address
// in the text, or the word behind one of a few others.
func hostIn(text string) string {
	if at, _ := addressIn(text); at >= 0 {
		_, host := origin(text[at:addressEnd(text, at)])
		return host
	}
	for before, rest := "", beforeHost; rest != ""; {
		before, rest, _ = strings.Cut(rest, "|")
		_, after, ok := strings.Cut(text, before)
		if !ok {
			continue
		}
		end := words(after, 0, ".-:")
		host := strings.TrimRight(after[:end], ".:")
		if port, ok := strings.CutPrefix(after[end:], " port "); ok {
			if port = port[:words(port, 0, "")]; !among(port, "443|80") {
				host += ":" + port
			}
		}
		return host
	}
	return ""
}

// addressIn returns where the address that a text is about begins: one of a
// PIM's routes, or else the first that is no page of help; -1 if there is none.
func addressIn(text string) (at int, ofPIM bool) {
	at = -1
	for i := 0; ; i += 3 {
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
		switch {
		case !hasFold(address, "http"):
		case pimPath(address):
			return start, true
		case at < 0 && !holds(address, "curl.|mozilla|httpstatuses|github.com"):
			at = start
		}
	}
}
