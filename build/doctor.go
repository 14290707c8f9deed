// The doctor's page before its script: failures to try it with, each answered
// by a demo PIM, and one of them diagnosed, here, while the pages are written.

package main

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
)

// sickHost is where the examples of the doctor were sent.
const sickHost = "https://pim.example.com"

// A sick is a failure as people have it: in a terminal, a log, a console.
type sick struct {
	Name, Label string
	Text        string
}

// A patient is a failure taken apart.
type patient struct {
	Text     string // as it was pasted
	Start    string // of the request: its first line
	Lines    []patientLine
	Body     authcore.Text
	Status   string
	Answer   authcore.Text
	Findings []patientFinding
}

// A patientLine is a line of the header, and the pair that its base64 is of.
type patientLine struct {
	Name, Value string
	Pair        template.HTML
}

// A patientFinding is a finding in words.
type patientFinding struct {
	words.Finding
	Certainty string
	Evidence  template.HTML
}

// sick returns the examples, the one that is diagnosed first.
func (s *sampler) sick() ([]sick, error) {
	pim, _, err := authcore.ParseAddress(sickHost)
	if err != nil {
		return nil, err
	}
	host := strings.TrimPrefix(sickHost, "https://")
	lineFeed, refused, err := s.lineFeed()
	if err != nil {
		return nil, err
	}
	expired, tooLate, err := s.expired(pim)
	if err != nil {
		return nil, err
	}
	exchange, denied, err := s.pkce(pim)
	if err != nil {
		return nil, err
	}
	pair := base64.StdEncoding.EncodeToString([]byte(s.demo.ClientID + ":" + s.demo.Secret))
	notJSON := freshPIM(s.version).Do(authcore.Request{
		Method: "POST", URL: pageHost + "/api/oauth/v1/token",
		Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}}, Body: []byte("'{"),
	}).Response
	forbidden, err := s.forbidden()
	if err != nil {
		return nil, err
	}
	return []sick{
		{"line-feed", "422, though the secret is right", fmt.Sprintf("$ curl -s %s/api/oauth/v1/token \\\n    -H 'Authorization: %s' \\\n    -H 'Content-Type: application/json' \\\n    -d '%s'\n%s\n",
			sickHost, lineFeed.Header.Get("Authorization"), lineFeed.Body, refused.Body)},
		{"windows", "Invalid json, on Windows", fmt.Sprintf("C:\\Users\\me>curl -X POST %s/api/oauth/v1/token -H \"Authorization: Basic %s\" -H \"Content-Type: application/json\" -d '{\"grant_type\":\"password\",\"username\":\"%s\",\"password\":\"%s\"}'\r\n%s\r\n",
			sickHost, pair, s.demo.Username, s.demo.Password, notJSON.Body)},
		{"expired", "It worked an hour ago", fmt.Sprintf("GET /api/rest/v1/categories HTTP/1.1\nHost: %s\nAuthorization: %s\n\nHTTP/1.1 %s\nContent-Type: application/json\n\n%s\n",
			host, expired.Header.Get("Authorization"), statusLine(tooLate.Status), tooLate.Body)},
		{"forbidden", "A PHP exception, 403", fmt.Sprintf("PHP Fatal error:  Uncaught GuzzleHttp\\Exception\\ClientException: Client error: `GET %s/api/rest/v1/categories` resulted in a `403 Forbidden` response:\n%s\n in vendor/guzzlehttp/guzzle/src/Exception/RequestException.php:113\n",
			sickHost, forbidden.Body)},
		{"cors", "Blocked by CORS", fmt.Sprintf("Access to fetch at '%s/api/oauth/v1/token' from origin 'https://shop.example' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nPOST %[1]s/api/oauth/v1/token net::ERR_FAILED\n",
			sickHost)},
		{"challenge", "An App’s invalid_client", fmt.Sprintf("POST /connect/apps/v1/oauth2/token HTTP/1.1\nHost: %s\nContent-Type: application/x-www-form-urlencoded\n\n%s\n\nHTTP/1.1 %s\nContent-Type: application/json\n\n%s\n",
			host, exchange.Body, statusLine(denied.Status), denied.Body)},
	}, nil
}

// patient returns the first example, diagnosed.
func (s *sampler) patient() (patient, error) {
	all, err := s.sick()
	if err != nil {
		return patient{}, err
	}
	request, response, err := s.lineFeed()
	if err != nil {
		return patient{}, err
	}
	table, err := words.English()
	if err != nil {
		return patient{}, err
	}
	p := patient{
		Text:   all[0].Text,
		Start:  request.Method + " " + strings.TrimPrefix(request.URL, sickHost),
		Status: statusLine(response.Status),
		Answer: response.BodyText(),
	}
	findings := diagnose.Exchange(diagnose.Case{Request: &request, Response: &response}, diagnose.Known{})
	for _, f := range findings {
		if f.Certainty == diagnose.RuledOut {
			continue
		}
		p.Findings = append(p.Findings, patientFinding{table.Of(f), f.Certainty.String(), pairHTML(request, f.Evidence, 28)})
	}
	p.Lines = append(p.Lines, patientLine{Name: "Host", Value: strings.TrimPrefix(sickHost, "https://")})
	for _, f := range request.Header {
		line := patientLine{Name: f.Name, Value: f.Value}
		if f.Name == "Authorization" && len(findings) > 0 {
			line.Pair = pairHTML(request, findings[0].Evidence, len(f.Value))
		}
		p.Lines = append(p.Lines, line)
	}
	p.Body = authcore.Response{Body: request.Body}.BodyText()
	return p, nil
}

// pairHTML writes the decoded pair of a request, its faulty bytes marked as
// the script marks them, with so many characters before them; nothing where no
// byte of it is at fault.
func pairHTML(request authcore.Request, evidence []diagnose.Mark, around int) template.HTML {
	pair := diagnose.Pair(request.Header.Get("Authorization"))
	for _, m := range evidence {
		if !m.Decoded || m.From < 0 || m.From > m.To || m.To > len(pair) {
			continue
		}
		before := ""
		if id, secret, ok := strings.Cut(string(pair[:m.From]), ":"); len(secret) > around {
			before = fmt.Sprintf(`…<span class="k-secret">%s</span>`, template.HTMLEscapeString(secret[len(secret)-around:]))
		} else if ok {
			before = fmt.Sprintf(`<span class="k-client_id">%s</span>:<span class="k-secret">%s</span>`, template.HTMLEscapeString(id), template.HTMLEscapeString(secret))
		}
		return template.HTML(fmt.Sprintf(`%s<mark class="odd" data-n="1" data-char="line feed"><span>%s</span></mark>%s`,
			before, template.HTMLEscapeString(string(pair[m.From:m.To])), template.HTMLEscapeString(string(pair[m.To:]))))
	}
	return ""
}

// lineFeed is the token request that echo without -n spoils.
func (s *sampler) lineFeed() (authcore.Request, authcore.Response, error) {
	request, err := s.request("line_feed", s.page, authcore.Token{})
	if err != nil {
		return request, authcore.Response{}, err
	}
	response := freshPIM(s.version).Do(request).Response
	request.URL = strings.Replace(request.URL, pageHost, sickHost, 1)
	return request, response, nil
}

// expired is a call with a token that is an hour old.
func (s *sampler) expired(at authcore.Address) (authcore.Request, authcore.Response, error) {
	pim := freshPIM(s.version)
	now := pim.Now()
	pim.Now = func() time.Time { return now }
	token, err := s.token(pim, s.demo.Username, s.demo.Password)
	if err != nil {
		return authcore.Request{}, authcore.Response{}, err
	}
	now = now.Add(time.Hour + time.Second)
	here, err := authcore.ListCategories(s.page, token.AccessToken)
	if err != nil {
		return authcore.Request{}, authcore.Response{}, err
	}
	there, err := authcore.ListCategories(at, token.AccessToken)
	return there, pim.Do(here).Response, err
}

// forbidden is what julia, who may use the API and nothing in it, hears.
func (s *sampler) forbidden() (authcore.Response, error) {
	pim := freshPIM(s.version)
	token, err := s.token(pim, "julia", "julia")
	if err != nil {
		return authcore.Response{}, err
	}
	request, err := authcore.ListCategories(s.page, token.AccessToken)
	return pim.Do(request).Response, err
}

func (s *sampler) token(pim *demopim.PIM, username, password string) (authcore.Token, error) {
	client := authcore.Client{ID: s.demo.ClientID, Secret: s.demo.Secret}
	request, err := authcore.Connector{PIM: s.page, Client: client}.PasswordRequest(username, password)
	if err != nil {
		return authcore.Token{}, err
	}
	return authcore.ParseToken(pim.Do(request).Response)
}

// pkce is the exchange of a code with the challenge of RFC 7636, which a PIM
// does not know.
func (s *sampler) pkce(at authcore.Address) (authcore.Request, authcore.Response, error) {
	random := rand.NewChaCha8([32]byte([]byte("the app that the samples let in.")))
	code, err := authcore.NewState(random)
	if err != nil {
		return authcore.Request{}, authcore.Response{}, err
	}
	identifier, err := authcore.NewCodeIdentifier(random)
	if err != nil {
		return authcore.Request{}, authcore.Response{}, err
	}
	sum := sha256.Sum256([]byte(identifier))
	challenge := base64.RawURLEncoding.EncodeToString(sum[:])
	of := func(address authcore.Address) (authcore.Request, error) {
		return authcore.App{PIM: address, ClientID: s.app.ClientID, Secret: s.app.Secret}.TokenRequestWith(code, identifier, challenge)
	}
	here, err := of(s.page)
	if err != nil {
		return here, authcore.Response{}, err
	}
	there, err := of(at)
	return there, freshPIM(s.version).Do(here).Response, err
}
