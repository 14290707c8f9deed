// The corpus of the doctor, shared: the stand-ins give the same diagnosis, and
// the demo PIM fails in the same way.

package standin_test

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/paste"
	"github.com/pim-auth/playground/authcore/standin"
	"github.com/pim-auth/playground/authcore/standin/replay"
)

// A row is one of the corpus: see its README.
type row struct {
	Name      string
	Exchanges []struct {
		Request  *message
		Response *message
		Failure  *struct {
			Code, Where, What, Directive, Host string
			Offset, Seconds                    int
			MayHaveActed                       bool   `json:"may_have_acted"`
			LocalNetwork                       string `json:"local_network"`
		}
		At int64
	}
	Paste string
	Known belongings
}

type message struct {
	Method, URL string
	Status      int
	Header      [][2]string
	Body        *string
	BodyBase64  *string `json:"body_base64"`
}

type belongings struct {
	Name, Version, PIM, Username, Password, State, Page string
	ClientID                                            string `json:"client_id"`
	Secret                                              string
	AppClientID                                         string `json:"app_client_id"`
	AppSecret                                           string `json:"app_secret"`
	CodeIdentifier                                      string `json:"code_identifier"`
	Now                                                 int64
	Others                                              []belongings
	Tokens                                              []string
}

func (m message) header() (h authcore.Header) {
	for _, line := range m.Header {
		h.Add(line[0], line[1])
	}
	return h
}

func (m message) body(t *testing.T) []byte {
	switch {
	case m.BodyBase64 != nil:
		body, err := base64.StdEncoding.DecodeString(*m.BodyBase64)
		require.NoError(t, err)
		return body
	case m.Body != nil:
		return []byte(*m.Body)
	}
	return nil
}

func (r row) cases(t *testing.T) (cases []diagnose.Case) {
	if r.Paste != "" {
		found, err := paste.Read([]byte(r.Paste))
		if err != nil {
			return nil
		}
		return found.Cases
	}
	for _, e := range r.Exchanges {
		c := diagnose.Case{At: moment(e.At)}
		if m := e.Request; m != nil {
			c.Request = &authcore.Request{Method: m.Method, URL: m.URL, Header: m.header(), Body: m.body(t)}
		}
		if m := e.Response; m != nil {
			c.Response = &authcore.Response{Status: m.Status, Header: m.header(), Body: m.body(t)}
		}
		if f := e.Failure; f != nil {
			c.Failure = &diagnose.Failure{Code: f.Code, Where: f.Where, What: f.What, Offset: f.Offset, Directive: f.Directive, MayHaveActed: f.MayHaveActed, LocalNetwork: f.LocalNetwork, Host: f.Host, Seconds: f.Seconds}
		}
		cases = append(cases, c)
	}
	return cases
}

func (r row) known() diagnose.Known {
	b := r.Known
	k := diagnose.Known{
		PIM: b.PIM, Version: b.Version, Client: authcore.Client{ID: b.ClientID, Secret: b.Secret},
		Username: b.Username, Password: b.Password, AppClientID: b.AppClientID, AppSecret: b.AppSecret,
		CodeIdentifier: b.CodeIdentifier, State: b.State, Now: moment(b.Now), Page: b.Page,
	}
	for _, o := range b.Others {
		k.Others = append(k.Others, diagnose.Environment{
			Name: o.Name, PIM: o.PIM, Client: authcore.Client{ID: o.ClientID, Secret: o.Secret},
			Username: o.Username, Password: o.Password, AppClientID: o.AppClientID, AppSecret: o.AppSecret, Tokens: o.Tokens,
		})
	}
	return k
}

func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}

// corpus returns the rows of a part in which there is an exchange.
func corpus(t *testing.T, part string) []row {
	files, err := filepath.Glob("../diagnose/corpus/" + part + "/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var all []row
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var list []row
		require.NoError(t, json.Unmarshal(text, &list))
		for _, r := range list {
			if len(r.cases(t)) > 0 {
				all = append(all, r)
			}
		}
	}
	return all
}

func firstOf(findings []diagnose.Finding) string {
	if len(findings) == 0 {
		return "nothing"
	}
	return findings[0].Code + " " + findings[0].Certainty.String()
}

func TestStandInsGiveTheSameDiagnosis(t *testing.T) {
	rows, same := corpus(t, "open"), 0
	for _, r := range rows {
		s := standin.Make(r.cases(t), r.known())
		link, err := s.Link()
		require.NoError(t, err, r.Name)
		opened, err := standin.Open(link)
		require.NoError(t, err, r.Name)
		before, after := firstOf(diagnose.Journal(r.cases(t), r.known())), firstOf(diagnose.Journal(opened.Cases, opened.Known))
		if before == after {
			same++
		} else {
			t.Logf("%s: %s became %s", r.Name, before, after)
		}
	}
	t.Logf("the same first finding in %d of %d", same, len(rows))
	require.Greater(t, 100*same, 98*len(rows))
}

func TestReplay(t *testing.T) {
	whys := map[string]int{}
	possible, same := 0, 0
	for _, r := range corpus(t, "open") {
		s := standin.Make(r.cases(t), r.known())
		last := s.Cases[len(s.Cases)-1]
		kind := diagnose.Kind(last)
		if kind == "success" || kind == "" && last.Failure == nil {
			continue
		}
		p := replay.Of(&s.Shared, "https://demo.pim", nil)
		whys[p.Why]++
		if p.Why != "" {
			if p.Why == "other_answer" {
				t.Logf("%s: no %s %d", r.Name, kind, last.Response.Status)
			}
			continue
		}
		possible++
		pim := &demopim.PIM{}
		require.NoError(t, pim.Restore(p.Snapshot))
		answer := pim.Do(p.Request).Response
		require.Equal(t, last.Response.Status, answer.Status)
		if kind == diagnose.Kind(diagnose.Case{Request: last.Request, Response: &answer}) || kind == "status" {
			same++
		} else {
			t.Errorf("%s: %s", r.Name, kind)
		}
	}
	t.Logf("%v; the same kind of answer in %d of %d", whys, same, possible)
	require.Greater(t, possible, 9*whys["other_answer"])
}
