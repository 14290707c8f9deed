// Package corpus reads the rows that judge the doctor. It is for tests alone.
package corpus

import (
	"bytes"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/paste"
)

// Files are the README and all parts.
//
//go:embed README.md open sealed healthy
var Files embed.FS

// A Row is one of the corpus; README.md says what its parts mean.
type Row struct {
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

// Rows returns the rows of a part by their topics.
func Rows(part string) (map[string][]Row, error) {
	files, err := fs.Glob(Files, part+"/*.json")
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("corpus: there is no part %q", part)
	}
	all := map[string][]Row{}
	for _, file := range files {
		var list []Row
		text, err := Files.ReadFile(file)
		if err == nil {
			d := json.NewDecoder(bytes.NewReader(text))
			d.DisallowUnknownFields()
			err = d.Decode(&list)
		}
		for _, r := range list {
			if err == nil {
				err = r.check()
			}
		}
		if err != nil {
			return nil, fmt.Errorf("corpus: %s: %w", file, err)
		}
		all[strings.TrimSuffix(path.Base(file), ".json")] = list
	}
	return all, err
}

func (r *Row) check() error {
	if r.Paste != "" && r.Exchanges != nil {
		return fmt.Errorf("%s has exchanges and a paste", r.Name)
	}
	for _, e := range r.Exchanges {
		for _, m := range []*message{e.Request, e.Response} {
			if m == nil || m.BodyBase64 == nil {
				continue
			}
			if _, err := base64.StdEncoding.DecodeString(*m.BodyBase64); err != nil {
				return fmt.Errorf("%s: %w", r.Name, err)
			}
		}
	}
	return nil
}

// Cases are the exchanges, of a paste those that are recognised in it.
func (r *Row) Cases() []diagnose.Case {
	if r.Paste != "" {
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
			c.Request = &authcore.Request{Method: m.Method, URL: m.URL, Header: m.header(), Body: m.body()}
		}
		if m := e.Response; m != nil {
			c.Response = &authcore.Response{Status: m.Status, Header: m.header(), Body: m.body()}
		}
		if f := e.Failure; f != nil {
			c.Failure = &diagnose.Failure{Code: f.Code, Where: f.Where, What: f.What, Offset: f.Offset, Directive: f.Directive, MayHaveActed: f.MayHaveActed, LocalNetwork: f.LocalNetwork, Host: f.Host, Seconds: f.Seconds}
		}
		cases = append(cases, c)
	}
	return cases
}

func (m *message) header() (h authcore.Header) {
	for _, line := range m.Header {
		h.Add(line[0], line[1])
	}
	return h
}

func (m *message) body() []byte {
	switch {
	case m.BodyBase64 != nil:
		body, _ := base64.StdEncoding.DecodeString(*m.BodyBase64) // see check
		return body
	case m.Body != nil:
		return []byte(*m.Body)
	}
	return nil
}

// Beside returns what is known beside the exchanges.
func (r *Row) Beside() diagnose.Known {
	b := &r.Known
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
