// The corpus, through Do: natively and in WebAssembly.

package demopim_test

import (
	"bytes"
	"embed"
	"encoding/json"
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
	Name, Source, Only string
	Setup              []step
	Request            message
	Want               struct {
		Status int
		Header [][2]string
		Absent []string
		Body   string
		HTML   bool
	}
}

type step struct {
	Token, Clock, Disable string
	Faults                json.RawMessage
	Request               *message
}

type message struct {
	Method, URL string
	Header      [][2]string
	Body        *string
}

func (m message) request() authcore.Request {
	r := authcore.Request{Method: m.Method, URL: m.URL}
	for _, line := range m.Header {
		r.Header.Add(line[0], line[1])
	}
	if m.Body != nil {
		r.Body = []byte(*m.Body)
	}
	return r
}

// eachRow runs every row of the corpus as a test of its own. do is made anew
// for each, to send requests to the PIM.
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
		for _, row := range rows {
			if row.Only != "" && row.Only != only {
				continue
			}
			t.Run(strings.TrimSuffix(file.Name(), ".json")+"/"+row.Name, func(t *testing.T) {
				pim := newPIM()
				send := do(t, pim)
				for _, step := range row.Setup {
					step.run(t, pim, send)
				}
				check(t, row, send(row.Request.request()))
			})
		}
	}
}

func (s step) run(t *testing.T, pim *demopim.PIM, send func(authcore.Request) authcore.Response) {
	control := func(path, body string) {
		r := send(authcore.Request{Method: "POST", URL: "http://pim.example.com/_demo/" + path, Body: []byte(body)})
		require.Equal(t, 200, r.Status, "%s", r.Body)
	}
	switch {
	case s.Token != "":
		require.Equal(t, 200, send(grant(s.Token)).Status)
	case s.Clock != "":
		control("clock", `{"advance":"`+s.Clock+`"}`)
	case s.Faults != nil:
		control("faults", string(s.Faults))
	case s.Disable != "":
		disable(t, pim, s.Disable)
	default:
		send(s.Request.request())
	}
}

func check(t *testing.T, row row, got authcore.Response) {
	require.Equal(t, row.Want.Status, got.Status, "%s", got.Body)
	for _, line := range row.Want.Header {
		require.Contains(t, got.Header, authcore.Field{Name: line[0], Value: line[1]})
	}
	for _, name := range row.Want.Absent {
		require.False(t, got.Header.Has(name), name)
	}
	if row.Want.HTML {
		require.Regexp(t, `(?s)^<(!DOCTYPE )?html>.*</html>`, string(got.Body))
		require.Regexp(t, `^text/html`, got.Header.Get("Content-Type"))
		return
	}
	require.Equal(t, row.Want.Body, string(got.Body))
}

// newPIM is the PIM that the corpus speaks of.
func newPIM() *demopim.PIM {
	return &demopim.PIM{
		Now:  func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 999, time.UTC) },
		Rand: &counting{},
	}
}

// counting is the randomness of the corpus: 32 bytes of 1, 32 of 2, …
type counting struct{ drawn int }

func (c *counting) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = byte(c.drawn/32) + 1
		c.drawn++
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
	var doc map[string]any
	require.NoError(t, json.Unmarshal(pim.Snapshot(), &doc))
	for _, u := range doc["users"].([]any) {
		if u := u.(map[string]any); u["username"] == username {
			u["enabled"] = false
		}
	}
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	require.NoError(t, pim.Restore(text))
}

func TestCorpus(t *testing.T) {
	eachRow(t, func(_ *testing.T, pim *demopim.PIM) func(authcore.Request) authcore.Response {
		return func(r authcore.Request) authcore.Response { return pim.Do(r).Response }
	}, "do")
}
