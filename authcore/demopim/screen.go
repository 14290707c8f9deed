// What a person sees of an answer that is a page, as data: whoever serves or
// shows a PIM draws it in his own way, from the same words.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A Screen is a page of the PIM as data. The fields after Text belong to the
// kind that is named above them.
type Screen struct {
	Kind  ScreenKind
	Title string
	Text  string // a sentence below the title, or ""

	// HomeScreen
	Apps string // path at which a script finds the Apps to connect, "" if there is none

	// LoginScreen
	CSRF     string // for the field _csrf_token
	Target   string // for the field _target_path: where the login leads, "" for home
	Failure  string // why the last login failed, or ""
	Username string // of that login

	// ErrorScreen; its Text is the English message
	Key string // what the PIM calls the error, "" if it has no name for it

	// ConsentScreen
	App      string // its name
	Steps    []Step
	Step     int    // the one that is shown, from 0
	Checkbox string // what must be ticked before the last step is confirmed, "" for nothing
}

// A ScreenKind says what can be done on a screen.
type ScreenKind string

// The kinds of screens.
const (
	HomeScreen    ScreenKind = "home"    // Apps can be connected
	LoginScreen   ScreenKind = "login"   // a form that is sent to /user/login-check
	ConsentScreen ScreenKind = "consent" // the wizard of an App that wants to be let in
	ErrorScreen   ScreenKind = "error"   // of an App's request; nothing can be done but to leave
	PageScreen    ScreenKind = "page"    // to be read
)

// A Step is one page of the wizard.
type Step struct {
	Title   string
	Items   []string // what the person is asked for
	Granted []string // what was given before
	Button  string   // that goes on: "Allow and next" or, at the last, "Confirm"
}

var homeScreen = Screen{Kind: HomeScreen, Title: "Home", Text: "You are logged in to the demo PIM."}

// appKeys begins what a PIM calls the errors of an App's request.
const appKeys = "akeneo_connectivity.connection.connect.apps."

// texts are words for what the wire only names: for the errors those of a PIM,
// for the wizard those of a PIM where they are known.
var texts = [...][2]string{
	{appKeys + "error.app_not_found", "The client_id does not match any existing app."},
	{appKeys + "constraint.client_id.not_blank", "The client_id is required."},
	{appKeys + "constraint.client_id.must_be_valid", "The client_id does not match any known client."},
	{appKeys + "constraint.client_id.must_have_ongoing_authorization", "The client_id do not have any ongoing authorization process at the moment"},
	{appKeys + "constraint.response_type.not_blank", "The response_type is required."},
	{appKeys + "constraint.response_type.must_be_code", `The response_type must be "code".`},
	{appKeys + "constraint.scope.too_long", "The scope list must not contain more than 1000 characters."},
	{appKeys + "constraint.scope.must_be_string", "The scope list must be a string separated by spaces."},
	{"error", "The App cannot be connected"},
	{"support", "Please, contact the App support."},
	{"view", "View {{entities}}"},
	{"edit", "View and edit {{entities}}"},
	{"delete", "View, edit and delete {{entities}}"},
	{"profile", "Your first and last name"},
	{"email", "Your email address"},
	{"authentication", "{{app}} wants to know who you are"},
	{"authorizations", "{{app}} wants to use this PIM"},
	{"next", "Allow and next"},
	{"confirm", "Confirm"},
	{"checkbox", "I agree that {{app}} may do all of this."},
}

// Texts returns the English words for the keys of errors and for the parts of
// the wizard. {{app}} and {{entities}} stand for names.
func Texts() map[string]string {
	all := map[string]string{}
	for _, t := range texts {
		all[t[0]] = t[1]
	}
	return all
}

// english returns the words for a key, or the key if there are none.
func english(key string) string {
	for _, t := range texts {
		if t[0] == key {
			return t[1]
		}
	}
	return key
}

// errorScreen shows an error by what a PIM calls it.
func errorScreen(key string) *Screen {
	return &Screen{Kind: ErrorScreen, Title: english("error"), Text: english(key), Key: key}
}

// consentScreen is the wizard for what /rest/apps/load-wizard-data answered:
// both steps, or the authentication only. news are, between commas, the
// authentication scopes that are new, where the answer does not tell.
func consentScreen(data jsontext.Object, authenticate bool, news string) *Screen {
	s := &Screen{Kind: ConsentScreen, App: member[string](data, "appName")}
	step := func(key string, all, before jsontext.Array) {
		step := Step{Title: strings.ReplaceAll(english(key), "{{app}}", s.App)}
		granted := words(before)
		for _, item := range words(all) {
			if slices.Contains(granted, item) {
				step.Granted = append(step.Granted, item)
			} else {
				step.Items = append(step.Items, item)
			}
		}
		s.Steps = append(s.Steps, step)
	}
	scopes, before := member[jsontext.Array](data, "authenticationScopes"), member[jsontext.Array](data, "oldAuthenticationScopes")
	for _, scope := range scopes {
		if name, _ := scope.(string); news != "" && !strings.Contains(","+news+",", ","+name+",") {
			before = append(before, scope)
		}
	}
	if len(scopes) > 0 || authenticate {
		step("authentication", scopes, before)
	}
	if !authenticate {
		step("authorizations", member[jsontext.Array](data, "scopeMessages"), member[jsontext.Array](data, "oldScopeMessages"))
	}
	for i := range s.Steps {
		s.Steps[i].Button = english("next")
	}
	s.Steps[len(s.Steps)-1].Button = english("confirm")
	if member[bool](data, "displayCheckboxConsent") {
		s.Checkbox = strings.ReplaceAll(english("checkbox"), "{{app}}", s.App)
	}
	s.Title = s.Steps[0].Title
	return s
}

// words are scopes, by their name or as scope messages, in English.
func words(scopes jsontext.Array) (all []string) {
	for _, scope := range scopes {
		name, _ := scope.(string)
		if message, ok := scope.(jsontext.Object); ok {
			all = append(all, strings.ReplaceAll(english(member[string](message, "type")), "{{entities}}", strings.ReplaceAll(member[string](message, "entities"), "_", " ")))
		} else {
			all = append(all, english(name))
		}
	}
	return all
}

// member returns a member of an object if it is of type T.
func member[T any](o jsontext.Object, name string) T {
	v, _ := o.Get(name)
	t, _ := v.(T)
	return t
}

// paint answers with a page, and hands it on as data, too.
func (c *call) paint(status int, s *Screen, extra ...authcore.Field) *authcore.Response {
	c.screen = s
	body := "<h1>" + s.Title + "</h1>\n        <p>" + s.Text + "</p>"
	if s.Kind == LoginScreen {
		body = `<h1>Demo PIM</h1>
        <p role="alert">` + s.Failure + `</p>
        <form method="post" action="` + loginCheckPath + `">
            <input type="hidden" name="_csrf_token" value="` + s.CSRF + `" />
            <input type="hidden" name="_target_path" value="` + escapeHTML(s.Target) + `" />
            <input type="text" name="_username" value="` + escapeHTML(s.Username) + `" />
            <input type="password" name="_password" />
            <input type="checkbox" name="_remember_me" value="on" />
            <button type="submit">Login</button>
        </form>`
	}
	return page(status, s.Title, body, extra...)
}
