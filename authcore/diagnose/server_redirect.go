// Answers that send the request elsewhere, and what is lost on the way.

package diagnose

import "strings"

// redirects is for an answer that names another address, and for one of which
// a browser says only that it does.
func redirects(x *examination) {
	if x.answer == noAnswerToSee {
		redirectHidden(x)
	}
	if x.answer != redirectAnswer || !x.expectsJSON() || x.r.Status == 304 {
		return
	}
	here := *parsed(x.q.URL)
	line := x.answerLine("Location")
	location, mark := line.value, line.mark
	if mark == nil {
		mark = x.status()
	}
	there := *parsed(location)
	if there.Host == "" {
		there.Scheme, there.Host = here.Scheme, here.Host
	}
	sure, said, fix := Certain, "redirect_other status", ""
	var scheme *Mark
	strange := false
	switch {
	case location == "":
	case strings.Contains(location, "/user/login"), strings.HasSuffix(there.Path, "/login"):
		said = "redirect_login"
	case captive(x):
		return
	case here.Host == "":
		// The request is not known.
		if sure = Likely; there.Scheme == "https" {
			said, strange = "redirect_https", true
		}
	case hostname(here.Host) != hostname(there.Host):
		if said = "redirect_host host"; sameSite(here.Host, there.Host) {
			fix = location
		}
	case here.Scheme == "http" && there.Scheme == "https":
		said, fix, scheme = "redirect_https", location, x.atURL(0, len("http"))
	case there.Path == here.Path+"/", there.Path+"/" == here.Path:
		if said = "redirect_slash what=slash_taken"; len(there.Path) > len(here.Path) {
			said = "redirect_slash what=slash_added"
		}
		there.Scheme, there.Host, there.HasHost = here.Scheme, here.Host, true
		fix = there.String()
	}
	x.fixAddress(x.tell(sure, mark, said, there.Host).at(scheme), fix)
	if strange {
		x.tell(Possible, mark, "redirect_host host", there.Host)
	} else if said == "redirect_host host" && x.auth.line >= 0 {
		x.tell(Possible, mark, "header_dropped host", there.Host)
	}
}

// redirectHidden is for the address of a request that a browser saw redirected.
func redirectHidden(x *examination) {
	x.note(Certain, "redirect_hidden @status")
	there := *parsed(x.q.URL)
	scheme, host, path := there.Scheme, there.Host, there.Path
	there.Path = strings.TrimRight(path, "/")
	if there.Path != path && routeAt(there.Path) != nil {
		x.fixAddress(x.note(Likely, "redirect_slash what=slash_taken"), there.String())
	}
	if scheme == "http" && !isLocal(host) {
		x.fixAddress(x.tell(Likely, x.atURL(0, len("http")), "redirect_https", ""), "https"+x.q.URL[len("http"):])
	}
}

// hostname is the host without its port, in small letters.
func hostname(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return strings.ToLower(host)
}

func isLocal(host string) bool {
	name := hostname(host)
	return isOneOf("localhost [::1]", name) || strings.HasSuffix(name, ".localhost") || strings.HasPrefix(name, "127.")
}

// headerDropped is for the second request of a redirect to another host: the
// programs that follow it send no Authorization there.
func headerDropped(x *examination) {
	n := len(x.before) - 1
	if !x.sent || x.auth.line >= 0 || n < 0 || x.route == routeOther {
		return
	}
	first := x.past(n)
	if first.auth.line < 0 || first.r.Status/100 != 3 {
		return
	}
	from := *parsed(first.q.URL)
	to := hostOf(first.answerLine("Location").value)
	here := *parsed(x.q.URL)
	if to == "" || !strings.EqualFold(to, here.Host) || strings.EqualFold(from.Host, here.Host) && from.Scheme == here.Scheme {
		return
	}
	f := x.tell(Certain, x.earlier(n), "header_dropped host", here.Host)
	if sameSite(from.Host, here.Host) {
		x.fixHeader(f, "Authorization", first.auth.value)
	}
}

// sameSite reports whether two hosts differ by "www." and the port at most:
// only then is it no question to whom a secret may be sent.
func sameSite(a, b string) bool {
	return strings.TrimPrefix(hostname(a), "www.") == strings.TrimPrefix(hostname(b), "www.")
}
