// The corpus: how failures look, and what is wrong with each. The open part
// holds row by row. The sealed part was written before the rules and is never
// looked at while they are written: of it only figures are taken.

package diagnose_test

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/paste"
)

//go:embed corpus
var corpus embed.FS

// A row is one of the corpus; corpus/README.md says what its parts mean.
type row struct {
	Name, Source string
	Exchanges    []struct {
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
	Want  *struct{ Code, Certainty string }
	Args  map[string]string
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
	if m.BodyBase64 != nil {
		body, err := base64.StdEncoding.DecodeString(*m.BodyBase64)
		require.NoError(t, err)
		return body
	}
	if m.Body == nil {
		return nil
	}
	return []byte(*m.Body)
}

func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}

func (r row) cases(t *testing.T) []diagnose.Case {
	if r.Paste != "" {
		require.Empty(t, r.Exchanges, "a row has exchanges or a paste")
		found, err := paste.Read([]byte(r.Paste))
		if err != nil {
			return nil
		}
		return found.Cases
	}
	var cases []diagnose.Case
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

// first returns the first finding that is no ruled-out one.
func first(findings []diagnose.Finding) *diagnose.Finding {
	if len(findings) == 0 || findings[0].Certainty == diagnose.RuledOut {
		return nil
	}
	return &findings[0]
}

func rows(t *testing.T, part string) map[string][]row {
	files, err := fs.Glob(corpus, "corpus/"+part+"/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	all := map[string][]row{}
	for _, file := range files {
		text, err := corpus.ReadFile(file)
		require.NoError(t, err)
		var list []row
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&list), file)
		all[strings.TrimSuffix(path.Base(file), ".json")] = list
	}
	return all
}

func each(t *testing.T, part string, test func(*testing.T, row, []diagnose.Finding)) {
	for topic, list := range rows(t, part) {
		for _, r := range list {
			t.Run(topic+"/"+r.Name, func(t *testing.T) {
				test(t, r, diagnose.Journal(r.cases(t), r.known()))
			})
		}
	}
}

func TestOpenCorpus(t *testing.T) {
	each(t, "open", func(t *testing.T, r row, findings []diagnose.Finding) {
		found := first(findings)
		if r.Want == nil {
			require.Nil(t, found)
			return
		}
		require.NotNil(t, found)
		require.Equal(t, r.Want.Code+" "+r.Want.Certainty, found.Code+" "+found.Certainty.String())
		for name, value := range r.Args {
			require.Equal(t, value, found.Arg(name), name)
		}
	})
}

func TestHealthyCorpus(t *testing.T) {
	each(t, "healthy", func(t *testing.T, r row, findings []diagnose.Finding) {
		require.True(t, len(r.cases(t)) > 0, "the row is understood")
		for _, f := range findings {
			require.NotEqual(t, diagnose.Certain, f.Certainty, f.Code)
		}
	})
}

// Nobody tunes a rule against the sealed part: its files are those that were
// written before the rules.
func TestTheSealHolds(t *testing.T) {
	readme, err := corpus.ReadFile("corpus/README.md")
	require.NoError(t, err)
	files, err := fs.Glob(corpus, "corpus/sealed/*.json")
	require.NoError(t, err)
	for _, file := range files {
		text, err := corpus.ReadFile(file)
		require.NoError(t, err)
		require.Contains(t, string(readme), fmt.Sprintf("%x  sealed/%s\n", sha256.Sum256(text), path.Base(file)))
	}
}

// A score counts how often the first finding is the expected one.
type score struct {
	rows, wanted, found, right, sure int
}

func (s *score) add(r row, found *diagnose.Finding) {
	s.rows++
	if found != nil {
		s.found++
	}
	if r.Want == nil {
		return
	}
	s.wanted++
	if found != nil && found.Code == r.Want.Code {
		s.right++
		if found.Certainty.String() == r.Want.Certainty {
			s.sure++
		}
	}
}

func (s score) precision() float64 { return 100 * float64(s.right) / float64(max(1, s.found)) }
func (s score) recall() float64    { return 100 * float64(s.right) / float64(max(1, s.wanted)) }

func (s score) String() string {
	return fmt.Sprintf("%d rows: precision %.1f %% (%d of %d findings), recall %.1f %% (%d of %d causes), certainty as expected %d",
		s.rows, s.precision(), s.right, s.found, s.recall(), s.right, s.wanted, s.sure)
}

// The figures that `make judge` prints. The sealed part may not fall below
// what it reached when the rules were done.
func TestFigures(t *testing.T) {
	for _, part := range [...]string{"open", "sealed"} {
		var s score
		for _, list := range rows(t, part) {
			for _, r := range list {
				s.add(r, first(diagnose.Journal(r.cases(t), r.known())))
			}
		}
		t.Logf("%s part, %s", part, s)
		if part == "sealed" {
			require.GreaterOrEqual(t, s.recall(), sealedRecall)
			require.GreaterOrEqual(t, s.precision(), sealedPrecision)
		}
	}
	var healthy, certain int
	for _, list := range rows(t, "healthy") {
		for _, r := range list {
			healthy++
			if f := first(diagnose.Journal(r.cases(t), r.known())); f != nil && f.Certainty == diagnose.Certain {
				certain++
			}
		}
	}
	t.Logf("healthy part, %d rows: a certain finding in %d", healthy, certain)
}

const sealedRecall, sealedPrecision = 95.0, 95.0 // per cent
