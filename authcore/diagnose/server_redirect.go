// Answers that send the request elsewhere, and what is lost on the way.

package diagnose

import (
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// redirects is for an answer that names another address, and for one of which
// a browser says only that it does.
func redirects(x *examination) {
	here, _ := urltext.Parse(x.q.URL)
	switch {
	case x.answer == noAnswerToSee:
		x.find("redirect_hidden", Certain).because(x.status())
		trimmed := strings.TrimRight(here.Path, "/")
		if _, ok := routeAt(trimmed); ok && trimmed != here.Path {
			there := here
			there.Path = trimmed
			x.find("redirect_slash", Likely).arg("what", "slash_taken").fix(x.withURL(there.String()))
		}
		if here.Scheme == "http" && !isLocal(here.Host) {
			x.find("redirect_https", Likely).because(x.inURL(0, len("http"))).fix(x.withURL("https" + x.q.URL[len("http"):]))
		}
		return
	case x.answer != redirectAnswer || !x.expectsJSON() || x.r.Status == 304:
		return
	}
	line, location := x.answerLine("Location")
	mark := x.inAnswer("header", line, 0, len(location))
	if line < 0 {
		mark = x.status()
	}
	there, _ := urltext.Parse(location)
	if there.Host == "" {
		there.Scheme, there.Host = here.Scheme, here.Host
	}
	sameHost := hostname(here.Host) == hostname(there.Host)
	switch {
	case location == "":
		x.find("redirect_other", Certain).number("status", x.r.Status).because(mark)
	case strings.Contains(location, "/user/login"), strings.HasSuffix(there.Path, "/login"):
		x.find("redirect_login", Certain).because(mark)
	case captive(x):
	case here.Host == "":
		redirectBlind(x, there, mark)
	case !sameHost:
		f := x.find("redirect_host", Certain).arg("host", there.Host).because(mark)
		if sameSite(here.Host, there.Host) {
			f.fix(x.withURL(location))
		}
		if x.auth.line >= 0 {
			x.find("header_dropped", Possible).arg("host", there.Host).because(mark)
		}
	case here.Scheme == "http" && there.Scheme == "https":
		x.find("redirect_https", Certain).because(mark, x.inURL(0, len("http"))).fix(x.withURL(location))
	case there.Path == here.Path+"/":
		x.find("redirect_slash", Certain).arg("what", "slash_added").because(mark).fix(x.withURL(absolute(here, there)))
	case there.Path+"/" == here.Path:
		x.find("redirect_slash", Certain).arg("what", "slash_taken").because(mark).fix(x.withURL(absolute(here, there)))
	default:
		x.find("redirect_other", Certain).number("status", x.r.Status).because(mark)
	}
}

// redirectBlind is for a redirect of which the request is not known.
func redirectBlind(x *examination, there urltext.URL, mark Mark) {
	if there.Scheme == "https" {
		x.find("redirect_https", Likely).because(mark)
		x.find("redirect_host", Possible).arg("host", there.Host).because(mark)
		return
	}
	x.find("redirect_other", Likely).number("status", x.r.Status).because(mark)
}

func absolute(here, there urltext.URL) string {
	there.Scheme, there.Host, there.HasHost = here.Scheme, here.Host, true
	return there.String()
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
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || strings.HasPrefix(name, "127.") || name == "[::1]"
}

// headerDropped is for the second request of a redirect to another host: the
// programs that follow it send no Authorization there.
func headerDropped(x *examination) {
	if !x.sent || x.auth.line >= 0 || len(x.before) == 0 || x.route == routeOther {
		return
	}
	n := len(x.before) - 1
	first := x.before[n]
	if first.Request == nil || first.Response == nil || first.Response.Status/100 != 3 || !first.Request.Header.Has("Authorization") {
		return
	}
	from, _ := urltext.Parse(first.Request.URL)
	to, _ := urltext.Parse(first.Response.Header.Get("Location"))
	here, _ := urltext.Parse(x.q.URL)
	if to.Host == "" || !strings.EqualFold(to.Host, here.Host) || strings.EqualFold(from.Host, here.Host) && from.Scheme == here.Scheme {
		return
	}
	f := x.find("header_dropped", Certain).arg("host", here.Host).because(x.earlier(n))
	if sameSite(from.Host, here.Host) {
		f.fix(x.withHeader("Authorization", first.Request.Header.Get("Authorization")))
	}
}

// sameSite reports whether two hosts differ by "www." and the port at most:
// only then is it no question to whom a secret may be sent.
func sameSite(a, b string) bool {
	return strings.TrimPrefix(hostname(a), "www.") == strings.TrimPrefix(hostname(b), "www.")
}
