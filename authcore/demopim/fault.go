// What goes wrong on purpose, so that a client and a page can be shown every
// kind of trouble: faults, and the answers that they spoil.

package demopim

import (
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// Faults are the troubles that a PIM, or what stands before it, can make. They
// combine, and never touch the control routes. The zero value is none.
type Faults struct {
	// StripAuthorization removes the header Authorization before anything
	// reads it, as a web server set up without care does.
	StripAuthorization bool

	// CORS "off" takes away the CORS headers of whoever serves the PIM.
	CORS string

	// Status from 200 to 599 answers every request with it, and the PIM does
	// not see the request: 429 with Retry-After, from 500 on the HTML page of
	// a proxy, others a JSON error. 0 means no such fault.
	Status int

	// HTMLLoginPage sends every request on to the login page, without the PIM
	// acting on it.
	HTMLLoginPage bool

	// Slow is how long every answer takes.
	Slow time.Duration

	// DropConnection hangs up instead of answering: the PIM has acted.
	DropConnection bool

	// BadJSON cuts the body in the middle, EmptyBody leaves nothing of it,
	// WrongContentType calls it text/html. The PIM has acted.
	BadJSON, EmptyBody, WrongContentType bool
}

// ActiveFaults returns the faults of a PIM that is in use.
func (p *PIM) ActiveFaults() Faults {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.Faults
}

// deliver answers a request of the PIM's own routes, faults included.
func (c *call) deliver() Answer {
	f := c.pim.Faults
	a := Answer{Delay: f.Slow, Drop: f.DropConnection}
	var made *authcore.Response
	switch {
	case f.Status != 0:
		made = failing(f.Status)
	case f.HTMLLoginPage && c.path != loginPath:
		made = redirect(302, loginPath)
	default:
		if f.StripAuthorization {
			c.header.Del("Authorization")
		}
		made = c.answer()
		a.Screen = c.screen
	}
	a.Response = bare(c.method, *made)
	if f.BadJSON {
		a.Body = a.Body[:len(a.Body)/2]
	}
	if f.EmptyBody {
		a.Body = nil
	}
	if f.BadJSON || f.EmptyBody || f.WrongContentType {
		a.Screen = nil // nobody sees it
	}
	if f.WrongContentType {
		for i := range a.Header {
			if a.Header[i].Name == "Content-Type" {
				a.Header[i].Value = "text/html"
			}
		}
	}
	return a
}

// failing is what answers in the PIM's place.
func failing(status int) *authcore.Response {
	switch {
	case status == 429:
		return refuse(429, "You have exceeded the limit of API requests per second.", authcore.Field{Name: "Retry-After", Value: "3"})
	case status >= 500:
		page := ProxyPage(status)
		return &page
	}
	return refuse(status, phrase(status))
}

// A knob is one fault by its name on the control route. turn reports whether
// the value fits; shown is nil for a fault that is off.
type knob struct {
	name, wants string
	turn        func(*Faults, any) bool
	shown       func(Faults) any
}

// knobs are the faults in the order in which they are shown.
var knobs = []knob{
	toggle("strip_authorization", func(f *Faults) *bool { return &f.StripAuthorization }),
	{"cors", `"off" or ""`,
		func(f *Faults, v any) bool {
			f.CORS, _ = v.(string)
			return v == "off" || v == ""
		},
		func(f Faults) any { return unless(f.CORS == "", f.CORS) }},
	{"status", "a whole number from 200 to 599, or 0",
		func(f *Faults, v any) bool {
			n, isNumber := v.(jsontext.Number)
			status, ok := number(string(n))
			f.Status = status
			return isNumber && (n == "0" || ok && status >= 200 && status <= 599)
		},
		func(f Faults) any { return unless(f.Status == 0, f.Status) }},
	toggle("html_login_page", func(f *Faults) *bool { return &f.HTMLLoginPage }),
	{"slow", `a Go duration such as "2s", zero or more`,
		func(f *Faults, v any) bool {
			d, ok := duration(v)
			f.Slow = d
			return ok
		},
		func(f Faults) any { return unless(f.Slow == 0, f.Slow.String()) }},
	toggle("drop_connection", func(f *Faults) *bool { return &f.DropConnection }),
	toggle("bad_json", func(f *Faults) *bool { return &f.BadJSON }),
	toggle("empty_body", func(f *Faults) *bool { return &f.EmptyBody }),
	toggle("wrong_content_type", func(f *Faults) *bool { return &f.WrongContentType }),
}

// toggle is the knob of a fault that is on or off.
func toggle(name string, of func(*Faults) *bool) knob {
	return knob{name, "true or false",
		func(f *Faults, v any) bool {
			b, ok := v.(bool)
			*of(f) = b
			return ok
		},
		func(f Faults) any { return unless(!*of(&f), true) }}
}

// unless returns v, or nil for what is off.
func unless(off bool, v any) any {
	if off {
		return nil
	}
	return v
}

// duration reads a Go duration of zero or more.
func duration(v any) (time.Duration, bool) {
	text, _ := v.(string)
	d, err := time.ParseDuration(text)
	return d, err == nil && d >= 0
}

// document shows the faults that are on.
func (f Faults) document() jsontext.Object {
	on := jsontext.Object{}
	for _, k := range knobs {
		if v := k.shown(f); v != nil {
			on = append(on, jsontext.Member{Name: k.name, Value: v})
		}
	}
	return on
}

// readFaults reads a whole set, or says what is wrong with it. unknown is the
// name that is no fault's.
func readFaults(set jsontext.Object) (f Faults, unknown, message string) {
	for _, member := range set {
		known := false
		for _, k := range knobs {
			if k.name == member.Name {
				known = true
				if !k.turn(&f, member.Value) {
					return Faults{}, "", `fault "` + k.name + `" is ` + k.wants
				}
			}
		}
		if !known {
			return Faults{}, member.Name, ""
		}
	}
	return f, "", ""
}
