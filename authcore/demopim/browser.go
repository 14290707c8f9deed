// The browser of a person at a PIM, as a value: it keeps cookies, follows
// redirects, and does what the scripts of the PIM's screens do.

package demopim

import (
	"errors"
	"strconv"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A Browser is a person's browser at the screens of one PIM. It goes as far as
// the PIM leads and stops where another site begins: at the activate or
// callback address of an App, which is [Browser.Address] then and was not
// sent. Every method returns the exchanges that it caused, in their order.
//
// It reads nothing but what is on the wire. It sends no header lines but
// Cookie, Content-Type and X-Requested-With, and knows one path for all
// cookies. A Browser must not be used by two goroutines at once.
type Browser struct {
	// Do sends a request. A Response with status 0 means that none came. It
	// must not be nil.
	Do func(authcore.Request) authcore.Response

	origin, address string
	cookies         []authcore.Field
	screen          *Screen
	confirm         string // path to which the consent on the screen is sent
	hops            []Hop
}

// A Hop is one exchange of a [Browser] with the PIM.
type Hop struct {
	Request  authcore.Request
	Response authcore.Response
}

// Address returns what stands in the address bar, fragment included.
func (b *Browser) Address() string { return b.address }

// Screen returns what the person sees, nil before the first address and at
// another site.
func (b *Browser) Screen() *Screen { return b.screen }

// maxHops ends a redirect that leads back to itself.
const maxHops = 20

// Open goes to an address as if it were typed in. From now on its origin is
// the PIM's; the cookies of another one are forgotten.
func (b *Browser) Open(address string) ([]Hop, error) {
	u, err := urltext.Parse(address)
	if err != nil || u.Host == "" {
		return nil, errors.New("demopim: the browser needs an address with scheme and host")
	}
	if origin := originOf(u); origin != b.origin {
		b.origin, b.cookies = origin, nil
	}
	return b.visit(authcore.Request{Method: "GET", URL: address}), nil
}

// Login fills in the form on the screen and sends it.
func (b *Browser) Login(username, password string) ([]Hop, error) {
	if b.screen == nil || b.screen.Kind != LoginScreen {
		return nil, errors.New("demopim: there is no login form on the screen")
	}
	form := []urltext.Pair{{Name: "_username", Value: username}, {Name: "_password", Value: password}, {Name: "_csrf_token", Value: b.screen.CSRF}, {Name: "_target_path", Value: b.screen.Target}}
	return b.visit(authcore.Request{
		Method: "POST",
		URL:    b.origin + loginCheckPath,
		Header: authcore.Header{{Name: "Content-Type", Value: typeForm}},
		Body:   []byte(urltext.EncodeQuery(form)),
	}), nil
}

// Connect begins to connect an App, or opens one: the browser ends up at the
// App's activate address. The person must be logged in.
func (b *Browser) Connect(clientID string) ([]Hop, error) {
	if b.origin == "" {
		return nil, errors.New("demopim: the browser is at no PIM")
	}
	b.leave("GET", "/rest/apps/activate/"+clientID, "url")
	return b.done(), nil
}

// Next presses the button of the consent's step. At the last it confirms, and
// the browser ends up at the App's callback address. agree is the tick in the
// checkbox, if the screen has one.
func (b *Browser) Next(agree bool) ([]Hop, error) {
	s := b.screen
	switch {
	case s == nil || s.Kind != ConsentScreen:
		return nil, errors.New("demopim: there is no consent on the screen")
	case s.Step < len(s.Steps)-1:
		shown := *s
		shown.Step++
		shown.Title = s.Steps[shown.Step].Title
		b.screen = &shown
		return nil, nil
	case s.Checkbox != "" && !agree:
		return nil, errors.New("demopim: the checkbox must be ticked first")
	}
	b.leave("POST", b.confirm, "redirectUrl")
	return b.done(), nil
}

// Close leaves the wizard. The App hears nothing of it.
func (b *Browser) Close() ([]Hop, error) {
	return b.Open(b.origin + "/#/connect/app-store")
}

// done hands over the exchanges since the last time.
func (b *Browser) done() []Hop {
	hops := b.hops
	b.hops = nil
	return hops
}

// send sends one request, with the cookies and without a fragment.
func (b *Browser) send(r authcore.Request) authcore.Response {
	r.URL, _, _ = strings.Cut(r.URL, "#")
	var pairs []string
	for _, cookie := range b.cookies {
		pairs = append(pairs, cookie.Name+"="+cookie.Value)
	}
	if pairs != nil {
		r.Header.Add("Cookie", strings.Join(pairs, "; "))
	}
	answer := b.Do(r)
	b.hops = append(b.hops, Hop{r, answer})
	for _, line := range answer.Header {
		if strings.EqualFold(line.Name, "Set-Cookie") {
			pair, _, _ := strings.Cut(line.Value, ";")
			name, value, _ := strings.Cut(pair, "=")
			b.cookies = append(without(b.cookies, func(c *authcore.Field) bool { return c.Name == name }), authcore.Field{Name: name, Value: value})
		}
	}
	return answer
}

// script sends what a script of a screen does, and reads the JSON that comes
// back. What is no success goes on the screen.
func (b *Browser) script(method, path string) (jsontext.Object, bool) {
	answer := b.send(authcore.Request{Method: method, URL: b.origin + path, Header: authcore.Header{{Name: "X-Requested-With", Value: "XMLHttpRequest"}}})
	v, _ := jsontext.Parse(answer.Body)
	body, _ := v.(jsontext.Object)
	if answer.Status == 200 && body != nil {
		return body, true
	}
	if b.screen = refusedScreen(answer.Status); len(member[jsontext.Array](body, "errors")) > 0 {
		first, _ := member[jsontext.Array](body, "errors")[0].(jsontext.Object)
		b.screen = errorScreen(member[string](first, "message"))
	}
	return nil, false
}

// leave has a script ask where to go, and goes there.
func (b *Browser) leave(method, path, named string) {
	if body, ok := b.script(method, path); ok {
		b.follow(authcore.Request{Method: "GET", URL: member[string](body, named)})
	}
}

func (b *Browser) visit(r authcore.Request) []Hop {
	b.follow(r)
	return b.done()
}

// follow sends a request and whatever the PIM redirects it to, and shows what
// comes in the end.
func (b *Browser) follow(r authcore.Request) {
	for range maxHops {
		b.address, b.screen = r.URL, nil
		if u, err := urltext.Parse(r.URL); err != nil || originOf(u) != b.origin {
			return
		}
		answer := b.send(r)
		location := answer.Header.Get("Location")
		if answer.Status/100 != 3 || location == "" {
			b.look(answer)
			return
		}
		if strings.HasPrefix(location, "/") {
			location = b.origin + location
		}
		r = authcore.Request{Method: "GET", URL: location}
	}
	b.screen = &Screen{Kind: PageScreen, Title: "Too many redirects"}
}

// look makes out what a page is and, where it is the one whose fragment says
// what to show, does so.
func (b *Browser) look(answer authcore.Response) {
	u, _ := urltext.Parse(b.address)
	page := string(answer.Body)
	csrf, isLogin := between(page, `name="_csrf_token" value="`, `"`)
	switch {
	case isLogin:
		b.screen = &Screen{Kind: LoginScreen, Title: "Login", CSRF: csrf}
		b.screen.Target, _ = between(page, `name="_target_path" value="`, `"`)
		b.screen.Username, _ = between(page, `name="_username" value="`, `"`)
		b.screen.Failure, _ = between(page, `role="alert">`, "<")
	case answer.Status == 200 && u.Target() == "/":
		b.route(u.Fragment)
	default:
		b.screen = refusedScreen(answer.Status)
	}
}

// route shows what a fragment of the PIM's own application names.
func (b *Browser) route(fragment string) {
	path, query, _ := strings.Cut(fragment, "?")
	given := params(query)
	client, authenticate := value(given, "client_id"), path == strings.TrimPrefix(authenticateScreen, "/#")
	switch key := value(given, "error"); {
	case key != "":
		b.screen = errorScreen(key)
	case client != "" && (authenticate || path == strings.TrimPrefix(authorizeScreen, "/#")):
		data, ok := b.script("GET", "/rest/apps/load-wizard-data/"+client)
		if !ok {
			return
		}
		b.screen, b.confirm = consentScreen(data, authenticate, value(given, "new_authentication_scopes")), "/rest/apps/confirm-authorization/"+client
		if authenticate {
			b.confirm = "/rest/apps/confirm-authentication/" + client
		}
	default:
		home := homeScreen
		b.screen = &home
	}
}

// refusedScreen is what there is to see of an answer that is no screen.
func refusedScreen(status int) *Screen {
	if status == 0 {
		return &Screen{Kind: PageScreen, Title: "No answer"}
	}
	return &Screen{Kind: PageScreen, Title: statusLine(status)}
}

// between returns the text that stands in a page after one mark and before
// another.
func between(page, after, before string) (string, bool) {
	_, rest, found := strings.Cut(page, after)
	found = found && strings.Contains(rest, before)
	rest, _, _ = strings.Cut(rest, before)
	return unescapeHTML(rest), found
}

// unescapeHTML undoes what PHP, or Go, does to a text in HTML.
func unescapeHTML(s string) string {
	for char := ' '; char < 0x7F; char++ {
		s = strings.ReplaceAll(s, "&#"+strconv.Itoa(int(char))+";", string(char))
	}
	for i := range htmlNames {
		e := htmlNames[len(htmlNames)-1-i] // & at last, or it would make others
		s = strings.ReplaceAll(s, e[1], e[0])
	}
	return s
}
