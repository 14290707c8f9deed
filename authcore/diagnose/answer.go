// What a PIM's own answer says by itself: of permissions, of what the request
// is to be like, of limits, of users.

package diagnose

import (
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

var answerRules = []rule{limited, negotiated, permissions, users, refusedValue, statusAlone}

// limited is for an answer that asks to wait. The limit is one of SaaS.
func limited(x *examination) {
	if x.answer != rateLimited {
		return
	}
	line, value := x.answerLine("Retry-After")
	value = strings.TrimSpace(value)
	seconds, err := strconv.Atoi(value)
	switch {
	case line < 0 || value == "":
		x.find("rate_limited", Certain).arg("seconds", "1").because(x.status())
	case err == nil && seconds >= 0:
		x.find("rate_limited", Certain).number("seconds", seconds).because(x.status(), x.inAnswer("header", line, 0, len(x.r.Header[line].Value)))
	default:
		x.find("rate_limited_date", Certain).arg("date", value).because(x.status(), x.inAnswer("header", line, 0, len(x.r.Header[line].Value)))
	}
}

// negotiated is for Accept, Content-Type and the names in the query.
func negotiated(x *examination) {
	if x.answer == acceptRefused {
		refusedAccept(x, Certain)
	}
	if x.route != routeAPI && x.route != routeRoot && x.sent && x.route != routeUnknown {
		return
	}
	switch x.answer {
	case none:
		if x.sent {
			refusedAccept(x, Certain)
			brackets(x, Certain)
			mediaTypes(x, Certain)
		}
	case bracketRefused:
		brackets(x, Certain)
	case typeRefused, typeMissing:
		mediaTypes(x, Certain)
	default:
		// What the answer says comes first; this would be next.
		brackets(x, Possible)
		mediaTypes(x, Possible)
	}
}

// requestLine returns a line of the request's header, -1 if there is none.
func (x *examination) requestLine(name string) (int, string) {
	for i, f := range x.q.Header {
		if strings.EqualFold(f.Name, name) {
			return i, f.Value
		}
	}
	return -1, ""
}

func refusedAccept(x *examination, sure Certainty) {
	line, value := x.requestLine("Accept")
	switch {
	case line < 0 && x.answer == acceptRefused:
		value, _, _ = strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "Accept"`)
		x.find("accept_refused", sure).arg("value", value).because(x.inMessage())
	case line < 0, x.answer == none && (x.q.Method != "GET" || value == "" || value == "application/json" || strings.Contains(value, "*/*") || strings.HasSuffix(x.path, "/download")):
	default:
		x.find("accept_refused", sure).arg("value", value).because(x.inHeader(line, 0, len(value))).fix(x.withHeader("Accept", "application/json"))
	}
}

// brackets is for x[]=… and x[a]=… in the query, which 7.0 and later refuse.
func brackets(x *examination, sure Certainty) {
	_, query, _ := strings.Cut(x.q.URL, "?")
	query, _, _ = strings.Cut(query, "#")
	at := strings.IndexByte(x.q.URL, '?') + 1
	for piece := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(piece, "=")
		plain := urltext.QueryUnescape(key)
		if open := strings.IndexByte(plain, '['); open > 0 && strings.IndexByte(plain[open:], ']') > 0 {
			if before, known := x.isBefore("7.0"); x.answer == none && known && before {
				return
			} else if x.answer == none && !known {
				sure = Likely
			}
			x.find("bracket_query", sure).arg("name", plain[:open]).because(x.inURL(at, at+len(key)))
			return
		}
		at += len(piece) + 1
	}
	if x.answer == bracketRefused {
		x.find("bracket_query", Certain).arg("name", "x").because(x.inMessage())
	}
}

const (
	typeOfJSON       = "application/json"
	typeOfCollection = "application/vnd.akeneo.collection+json"
)

// mediaTypes is for a body that is not called what the route takes.
func mediaTypes(x *examination, sure Certainty) {
	if x.route == routeUnknown && x.answer != typeRefused && x.answer != typeMissing {
		return
	}
	collection := strings.Contains(x.message, `Only "`+typeOfCollection+`"`) || x.takesCollection() && x.answer != typeRefused
	want := typeOfJSON
	if collection {
		want = typeOfCollection
	}
	given := x.body.mediaType
	switch {
	case !x.sent || x.route == routeUnknown:
		// Of the token route the answer says that it takes forms as well.
		if strings.Contains(x.message, "x-www-form-urlencoded") {
			return
		}
		sure = min(max(sure, Likely), Possible)
		if collection {
			sure = Certain
		}
	case x.answer == typeRefused || x.answer == typeMissing:
	case x.q.Method != "POST" && x.q.Method != "PATCH", given == want, x.path == rootPath+"/media-files" || strings.HasSuffix(x.path, "-media-files"), !x.routable():
		return
	}
	mark := x.inMessage()
	if x.body.line >= 0 {
		mark = x.inHeader(x.body.line, 0, len(x.q.Header[x.body.line].Value))
	} else if !x.came {
		mark = Mark{In: "request", Part: "method", To: len(x.q.Method)}
	}
	code := "json_required"
	if collection {
		code = "collection_type"
	}
	if said, _, ok := strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "Content-Type"`); ok && given == "" {
		given = said
	}
	if given == "" {
		given = "no_type"
	}
	f := x.find(code, sure).arg("type", given).because(mark)
	if x.sent && x.route != routeUnknown && len(x.q.Body) > 0 && (collection || x.body.json) {
		f.fix(x.withHeader("Content-Type", want))
	}
}

// takesCollection reports whether the route takes one object a line.
func (x *examination) takesCollection() bool {
	if x.q.Method != "PATCH" || x.path == rootPath+"/measurement-families" {
		return false
	}
	route, ok := routeAt(x.path)
	return ok && !strings.HasSuffix(route.path, "*")
}

// refusedValue is for a value that a PIM names in its answer.
func refusedValue(x *examination) {
	if x.answer != valueRefused {
		return
	}
	sure := Certain
	if !x.saysItsStatus() {
		sure = Possible
	}
	x.find("value_refused", sure).because(x.inMessage())
}

// statusAlone is for a log line: what a status on a route most often means.
func statusAlone(x *examination) {
	if x.answer != unreadableStatus {
		return
	}
	api := x.route == routeAPI || x.route == routeAppScopes
	switch status := x.r.Status; {
	case status == 401 && x.route == routeAppScopes && x.auth.line < 0:
	case status == 401 && x.route == routeAppScopes:
		x.find("app_disconnected", Possible).because(x.status())
		x.find("token_unknown", Possible).because(x.status())
	case status == 401 && (api || !x.sent):
		x.find("token_expired", Possible).arg("expired_at", "").arg("ago", "").because(x.status())
		x.find("token_unknown", Possible).because(x.status())
	case status == 403 && api:
		x.find("web_api_permission", Possible).because(x.status())
		if entity, _ := x.entityAsked(); entity != "" {
			x.find("entity_permission", Possible).arg("entity", entity).because(x.status())
		}
	case status == 406:
		if line, value := x.requestLine("Accept"); line >= 0 {
			x.find("accept_refused", Likely).arg("value", value).because(x.inHeader(line, 0, len(value)))
		}
	case status == 422 && x.route == routeToken:
		grant := x.value("grant_type")
		x.find("client_refused", Possible).because(x.status())
		if grant == "refresh_token" {
			x.find("refresh_refused", Possible).because(x.status())
		} else {
			x.find("user_refused", Possible).because(x.status())
		}
	case status == 422 && api:
		x.find("value_refused", Possible).because(x.status())
	}
}
