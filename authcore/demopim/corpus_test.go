// The corpus, through Do: natively and in WebAssembly.

package demopim_test

import (
	"bytes"
	"embed"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

//go:embed testdata/*.json
var corpus embed.FS

// A row is one row of the corpus; testdata/README.md says what its parts mean.
type row struct {
	Name, Source, Versions, Only string
	Setup                        []step
	Request                      message
	Want                         *want
	Wants                        []want
}

type want struct {
	Versions string
	Status   int
	Header   [][2]string
	Absent   []string
	Body     string
	HTML     bool
}

type step struct {
	Token, Clock, Disable, Console string
	Answer                         *string
	Holds                          map[string]any
	Faults                         json.RawMessage
	Request                        *message
	Keep                           map[string]string
}

type message struct {
	Method, URL, As string
	Header          [][2]string
	Body            *string
}

// A run is a row on its way through a PIM of one version.
type run struct {
	pim  *demopim.PIM
	send func(authcore.Request) authcore.Response
	kept map[string]string
}

// repeat is {{x*1000}} for a thousand of x.
var repeat = regexp.MustCompile(`\{\{(.)\*(\d+)\}\}`)

// filled puts what earlier answers held in the place of {{name}}.
func (r *run) filled(text string) string {
	text = repeat.ReplaceAllStringFunc(text, func(found string) string {
		part := repeat.FindStringSubmatch(found)
		times, _ := strconv.Atoi(part[2])
		return strings.Repeat(part[1], times)
	})
	for name, value := range r.kept {
		text = strings.ReplaceAll(text, "{{"+name+"}}", value)
	}
	return text
}

func (r *run) request(m message) authcore.Request {
	q := authcore.Request{Method: m.Method, URL: r.filled(m.URL)}
	for _, line := range m.Header {
		q.Header.Add(line[0], r.filled(line[1]))
	}
	if m.As != "" {
		q.Header.Add("Cookie", "BAPID="+r.pim.Enter(m.As))
	}
	if m.Body != nil {
		q.Body = []byte(r.filled(*m.Body))
	}
	return q
}

// eachRow runs every row of the corpus as a test of its own, once for each
// version in its range. do is made anew for each, to send requests to the PIM.
func eachRow(t *testing.T, do func(*testing.T, *demopim.PIM) func(authcore.Request) authcore.Response, only string) {
	files, err := corpus.ReadDir("testdata")
	require.NoError(t, err)
	for _, file := range files {
		text, err := corpus.ReadFile("testdata/" + file.Name())
		require.NoError(t, err)
		var rows []row
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&rows), file.Name())
		names := map[string]bool{}
		for _, row := range rows {
			require.False(t, names[row.Name], "%s: two rows are named %q", file.Name(), row.Name)
			names[row.Name] = true
			if row.Only != only && (row.Only != "" || only == "cors") {
				continue
			}
			for _, version := range span(t, row.Versions) {
				t.Run(strings.TrimSuffix(file.Name(), ".json")+"/"+row.Name+"/"+string(version), func(t *testing.T) {
					pim := newPIM()
					pim.Version = version
					r := run{pim: pim, send: do(t, pim), kept: map[string]string{}}
					for _, step := range row.Setup {
						r.step(t, step)
					}
					r.check(t, row.wanted(t, version), r.send(r.request(row.Request)))
				})
			}
		}
	}
}

// span reads a range of versions: "" for all, "7.0", ">=6.0", "<=5.0",
// "4.0-6.0", and several of them after commas.
func span(t testing.TB, text string) (versions []authcore.Version) {
	all := authcore.Versions()
	if text == "" {
		return all
	}
	named := func(name string) int {
		i := slices.Index(all, authcore.Version(name))
		require.GreaterOrEqual(t, i, 0, "%q names no version", text)
		return i
	}
	for _, part := range strings.Split(text, ", ") {
		first, last, between := strings.Cut(part, "-")
		switch {
		case strings.HasPrefix(part, ">="):
			versions = append(versions, all[named(part[2:]):]...)
		case strings.HasPrefix(part, "<="):
			versions = append(versions, all[:named(part[2:])+1]...)
		case between:
			versions = append(versions, all[named(first):named(last)+1]...)
		default:
			versions = append(versions, all[named(part)])
		}
	}
	return versions
}

// wanted is what the row wants of a version; exactly one answer must fit.
func (r row) wanted(t *testing.T, version authcore.Version) want {
	if r.Want != nil {
		require.Empty(t, r.Wants)
		return *r.Want
	}
	var fit []want
	for _, w := range r.Wants {
		if slices.Contains(span(t, w.Versions), version) {
			fit = append(fit, w)
		}
	}
	require.Len(t, fit, 1, "answers for %s", version)
	return fit[0]
}

func (r *run) step(t *testing.T, s step) {
	control := func(path, body string) {
		answer := r.send(authcore.Request{Method: "POST", URL: "http://pim.example.com/_demo/" + path, Body: []byte(body)})
		require.Equal(t, 200, answer.Status, "%s", answer.Body)
	}
	switch {
	case s.Token != "":
		require.Equal(t, 200, r.send(grant(s.Token)).Status)
	case s.Clock != "":
		control("clock", `{"advance":"`+s.Clock+`"}`)
	case s.Faults != nil:
		control("faults", string(s.Faults))
	case s.Disable != "":
		disable(t, r.pim, s.Disable)
	case s.Holds != nil:
		alter(t, r.pim, func(doc map[string]any) { maps.Copy(doc, s.Holds) })
	case s.Console != "":
		body, err := json.Marshal(struct {
			Line   string  `json:"line"`
			Answer *string `json:"answer,omitempty"`
		}{r.filled(s.Console), s.Answer})
		require.NoError(t, err)
		control("console", string(body))
	default:
		answer := r.send(r.request(*s.Request))
		text := ""
		for _, line := range answer.Header {
			text += line.Name + ": " + line.Value + "\n"
		}
		text += string(answer.Body)
		for name, pattern := range s.Keep {
			found := regexp.MustCompile(pattern).FindStringSubmatch(text)
			require.Len(t, found, 2, "%s in status %d\n%s", pattern, answer.Status, text)
			r.kept[name] = found[1]
		}
	}
}

func (r *run) check(t *testing.T, w want, got authcore.Response) {
	require.Equal(t, w.Status, got.Status, "%s", got.Body)
	for _, line := range w.Header {
		require.Contains(t, got.Header, authcore.Field{Name: line[0], Value: r.filled(line[1])})
	}
	for _, name := range w.Absent {
		require.False(t, got.Header.Has(name), name)
	}
	if w.HTML {
		require.Regexp(t, `(?s)^<(!DOCTYPE )?html.*</html>`, string(got.Body))
		require.Regexp(t, `^text/html`, got.Header.Get("Content-Type"))
		return
	}
	require.Equal(t, r.filled(w.Body), string(got.Body))
}

// newPIM is the PIM that the corpus speaks of.
func newPIM() *demopim.PIM {
	return &demopim.PIM{
		Now:  func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 999, time.UTC) },
		Rand: &counting{},
	}
}

// counting is the randomness of the corpus: the n-th draw is filled with n.
type counting struct{ drawn byte }

func (c *counting) Read(b []byte) (int, error) {
	c.drawn++
	for i := range b {
		b[i] = c.drawn
	}
	return len(b), nil
}

var passwords = map[string]string{"myERPuser": "64bngr78"}

// grant is the password grant of the client erp; most users' passwords are
// their names.
func grant(username string) authcore.Request {
	password, ok := passwords[username]
	if !ok {
		password = username
	}
	return authcore.Request{
		Method: "POST",
		URL:    "http://pim.example.com/api/oauth/v1/token",
		Header: authcore.Header{
			{Name: "Content-Type", Value: "application/json"},
			{Name: "Authorization", Value: "Basic MV80Z200cm5vaXpwOGdza2drazA4MHNzb284MDA0MGc0NGtzb3d3Z3c4NDRrNDRzYzAwczo1ZHl2bzF6NnkzNHNvNG9na2drc3c4OG9va29vd3MwMGNnb2M0ODhrY3M4d2s0YzQwcw=="},
		},
		Body: []byte(`{"grant_type":"password","username":"` + username + `","password":"` + password + `"}`),
	}
}

// disable switches a user off by way of a snapshot.
func disable(t *testing.T, pim *demopim.PIM, username string) {
	alter(t, pim, func(doc map[string]any) {
		for _, u := range doc["users"].([]any) {
			if u := u.(map[string]any); u["username"] == username {
				u["enabled"] = false
			}
		}
	})
}

// alter changes what a PIM holds.
func alter(t *testing.T, pim *demopim.PIM, change func(map[string]any)) {
	var doc map[string]any
	require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
	change(doc)
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	require.NoError(t, pim.Restore(text))
}

func TestCorpus(t *testing.T) {
	eachRow(t, func(_ *testing.T, pim *demopim.PIM) func(authcore.Request) authcore.Response {
		return func(r authcore.Request) authcore.Response { return pim.Do(r).Response }
	}, "do")
}
