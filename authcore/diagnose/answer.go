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
	wait := x.answerLine("Retry-After")
	said, value := "rate_limited seconds", strings.TrimSpace(wait.value)
	seconds, err := strconv.Atoi(value)
	switch {
	case value == "":
		value, wait.mark = "1", nil
	case err == nil && seconds >= 0:
		value = strconv.Itoa(seconds)
	default:
		said = "rate_limited_date date"
	}
	x.tell(Certain, x.status(), said, value).at(wait.mark)
}

// negotiated is for Accept, Content-Type and the names in the query.
func negotiated(x *examination) {
	if x.answer == acceptRefused {
		refusedAccept(x)
	}
	if x.sent && x.route != routeAPI && x.route != routeRoot && x.route != routeUnknown {
		return
	}
	switch x.answer {
	case none:
		if x.sent {
			refusedAccept(x)
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

// refused returns the value of a line that the PIM names in its answer, or all
// that it says if it names none.
func (x *examination) refused(name string) (value string, ok bool) {
	value, _, ok = strings.Cut(strings.TrimPrefix(x.message, `"`), `" in "`+name+`"`)
	return value, ok
}

func refusedAccept(x *examination) {
	accept := x.requestLine("Accept")
	value := accept.value
	switch {
	case accept.line < 0 && x.answer == acceptRefused:
		value, _ = x.refused("Accept")
		x.tell(Certain, nil, "accept_refused value @message", value)
	case accept.line < 0, x.answer == none && (x.q.Method != "GET" || value == "" || value == typeOfJSON || strings.Contains(value, "*/*") || strings.HasSuffix(x.path, "/download")):
	default:
		x.fixHeader(x.tell(Certain, accept.mark, "accept_refused value", value), "Accept", typeOfJSON)
	}
}

// brackets is for x[]=… and x[a]=… in the query, which 7.0 and later refuse.
func brackets(x *examination, sure Certainty) {
	query, at := x.queryText()
	for _, piece := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(piece, "=")
		name, rest, ok := strings.Cut(urltext.QueryUnescape(key), "[")
		if ok && name != "" && strings.IndexByte(rest, ']') >= 0 {
			if before, known := x.isBefore("7.0"); x.answer == none && before {
				return
			} else if x.answer == none && !known {
				sure = Likely
			}
			x.tell(sure, x.atURL(at, at+len(key)), "bracket_query name", name)
			return
		}
		at += len(piece) + 1
	}
	if x.answer == bracketRefused {
		x.note(Certain, "bracket_query name=x @message")
	}
}

const (
	typeOfJSON       = "application/json"
	typeOfCollection = "application/vnd.akeneo.collection+json"
)

// mediaTypes is for a body that is not called what the route takes.
func mediaTypes(x *examination, sure Certainty) {
	refused := x.answer == typeRefused || x.answer == typeMissing
	unknown := x.route == routeUnknown
	if unknown && !refused {
		return
	}
	said, want := "json_required type", typeOfJSON
	collection := strings.Contains(x.message, `Only "`+typeOfCollection+`"`) || x.answer != typeRefused && x.takesCollection()
	if collection {
		said, want = "collection_type type", typeOfCollection
	}
	given := x.body.mediaType
	switch {
	case !x.sent || unknown:
		// Of the token route the answer says that it takes forms as well.
		if strings.Contains(x.message, "x-www-form-urlencoded") {
			return
		}
		sure = min(max(sure, Likely), Possible)
		if collection {
			sure = Certain
		}
	case refused:
	case !isOneOf("POST PATCH", x.q.Method), given == want, x.path == rootPath+"/media-files" || strings.HasSuffix(x.path, "-media-files"), !x.routable():
		return
	}
	mark := x.requestLine("Content-Type").mark
	if mark == nil {
		if mark = x.atMessage(); !x.came {
			mark = x.atMethod()
		}
	}
	if value, ok := x.refused("Content-Type"); ok && given == "" {
		given = value
	}
	if given == "" {
		given = "no_type"
	}
	f := x.tell(sure, mark, said, given)
	if x.sent && !unknown && len(x.q.Body) > 0 && (collection || x.body.json) {
		x.fixHeader(f, "Content-Type", want)
	}
}

// takesCollection reports whether the route takes one object a line.
func (x *examination) takesCollection() bool {
	if x.q.Method != "PATCH" || x.path == rootPath+"/measurement-families" {
		return false
	}
	route := routeAt(x.path)
	return route != nil && !strings.HasSuffix(route.path, "*")
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
	x.note(sure, "value_refused @message")
}

// statusAlone is for a log line: what a status on a route most often means.
func statusAlone(x *examination) {
	if x.answer != unreadableStatus {
		return
	}
	scopes := x.route == routeAppScopes
	api := x.route == routeAPI || scopes
	switch status := x.r.Status; {
	case status == 401 && scopes:
		if x.auth.line >= 0 {
			x.note(Possible, "app_disconnected @status")
			x.note(Possible, "token_unknown @status")
		}
	case status == 401 && (api || !x.sent):
		x.note(Possible, "token_expired expired_at= ago= @status")
		x.note(Possible, "token_unknown @status")
	case status == 403 && api:
		x.note(Possible, "web_api_permission @status")
		if entity, _ := x.entityAsked(); entity != "" {
			x.tell(Possible, nil, "entity_permission entity @status", entity)
		}
	case status == 406:
		if accept := x.requestLine("Accept"); accept.line >= 0 {
			x.tell(Likely, accept.mark, "accept_refused value", accept.value)
		}
	case status == 422 && x.route == routeToken:
		x.note(Possible, "client_refused @status")
		if x.value("grant_type") == "refresh_token" {
			x.note(Possible, "refresh_refused @status")
		} else {
			x.note(Possible, "user_refused @status")
		}
	case status == 422 && api:
		x.note(Possible, "value_refused @status")
	}
}
