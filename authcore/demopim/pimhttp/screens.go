// The screens of the PIM as pages for people: one plain page for each, drawn
// from the same data as any other view of them. They look like the playground,
// not like a PIM, and say that they are a demo's.

package pimhttp

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

//go:embed screen/page.html
var pageHTML string

//go:embed screen/page.css
var pageCSS string

//go:embed screen/home.js
var homeJS string

var page = template.Must(template.New("page").Parse(pageHTML))

// paint puts the page that a person sees in the place of the bare one that the
// PIM wrote. The header stays the PIM's: its policy lets scripts run that have
// its nonce, and styles.
func (h *Handler) paint(r *http.Request, answer *demopim.Answer) {
	if answer.Screen == nil || r.Method == http.MethodHead {
		return
	}
	known := h.PIM.Credentials()
	var b bytes.Buffer
	err := page.Execute(&b, map[string]any{
		"Screen":  answer.Screen,
		"Status":  answer.Status,
		"Version": known.Version,
		"Release": known.Version.Release(),
		"User":    known.UIUser,
		"App":     map[string]string{"id": known.App.ClientID, "name": known.App.Name},
		"HasApps": known.Version.AtLeast(authcore.V6_0),
		"Words":   demopim.Texts(),
		"Nonce":   nonce(answer.Header),
		"CSS":     template.CSS(pageCSS),
		"JS":      template.JS(homeJS),
	})
	if err == nil { // else the bare page is good enough
		answer.Body = b.Bytes()
	}
}

// nonce finds in the policy what a script must have to run.
func nonce(header authcore.Header) string {
	_, rest, _ := strings.Cut(header.Get("Content-Security-Policy"), "'nonce-")
	found, _, _ := strings.Cut(rest, "'")
	return found
}
