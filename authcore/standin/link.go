// The text of a link, and reading one that came from anywhere.

package standin

import (
	"encoding/base64"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// MaxJSON is the most bytes of JSON that [Open] reads.
const MaxJSON = 256 << 10

// A LinkError says why a text is no shared failure: "too_long", "encoding",
// "json", "version" or "shape".
type LinkError struct {
	Code string
}

func (e *LinkError) Error() string {
	for _, row := range [...][2]string{
		{"too_long", "it is longer than any that is made here"},
		{"encoding", "it is cut off or changed"},
		{"json", "it is cut off or changed"},
		{"version", "it was made by another version of this program"},
	} {
		if row[0] == e.Code {
			return "standin: " + row[1]
		}
	}
	return "standin: it holds no shared failure"
}

// JSON returns what a link holds, for those who compress it. The error is a
// *[LeakError].
func (s *Sharing) JSON() (string, error) {
	text := s.json()
	return text, s.Check(text)
}

// Link returns what stands behind the # of a link. The error is a *[LeakError].
func (s *Sharing) Link() (string, error) {
	text, err := s.JSON()
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString([]byte(text)), nil
}

// Open reads what stands behind the # of a link, or its JSON. The error is a
// *[LinkError].
func Open(text string) (Shared, error) {
	if len(text) > MaxJSON/3*4+4 {
		return Shared{}, &LinkError{"too_long"}
	}
	json := []byte(text)
	if !strings.HasPrefix(text, "{") {
		decoded, err := base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil || strings.ContainsAny(text, "\r\n") {
			return Shared{}, &LinkError{"encoding"}
		}
		json = decoded
	}
	if len(json) > MaxJSON {
		return Shared{}, &LinkError{"too_long"}
	}
	v, err := jsontext.Parse(json)
	if err != nil {
		return Shared{}, &LinkError{"json"}
	}
	d := &document{}
	o := d.object(v)
	if version, _ := o.Get("v"); version != jsontext.Number("1") {
		return Shared{}, &LinkError{"version"}
	}
	s := d.shared(o)
	if d.wrong || len(s.Cases) == 0 || len(s.Cases) > maxCases {
		return Shared{}, &LinkError{"shape"}
	}
	return s, nil
}

func (s Shared) json() string {
	cases, standIns := jsontext.Array{}, jsontext.Array{}
	for _, c := range s.Cases {
		cases = append(cases, caseValue(c))
	}
	for _, i := range s.StandIns {
		standIns = append(standIns, jsontext.Array{i.Kind, i.Number, encoded(i.Value)})
	}
	return string(jsontext.Append(nil, jsontext.Object{{Name: "v", Value: 1}, {Name: "c", Value: cases}, {Name: "k", Value: knownValue(s.Known)}, {Name: "s", Value: standIns}}))
}

// with appends members whose values tell something.
func with(o jsontext.Object, pairs ...any) jsontext.Object {
	for i := 0; i < len(pairs); i += 2 {
		v := pairs[i+1]
		if v == "" || v == 0 || v == false || v == int64(0) {
			continue
		}
		if text, ok := v.(string); ok {
			v = encoded(text)
		}
		o = append(o, jsontext.Member{Name: pairs[i].(string), Value: v})
	}
	return o
}

func caseValue(c diagnose.Case) jsontext.Object {
	o := jsontext.Object{}
	if r := c.Request; r != nil {
		o = append(o, jsontext.Member{Name: "request", Value: bodied(with(jsontext.Object{}, "method", r.Method, "url", r.URL), r.Header, r.Body)})
	}
	if r := c.Response; r != nil {
		o = append(o, jsontext.Member{Name: "response", Value: bodied(with(jsontext.Object{}, "status", r.Status), r.Header, r.Body)})
	}
	if f := c.Failure; f != nil {
		o = append(o, jsontext.Member{Name: "failure", Value: with(jsontext.Object{}, "code", f.Code, "where", f.Where, "what", f.What, "offset", f.Offset,
			"directive", f.Directive, "may_have_acted", f.MayHaveActed, "local_network", f.LocalNetwork, "host", f.Host, "seconds", f.Seconds)})
	}
	if !c.At.IsZero() {
		o = with(o, "at_ms", c.At.UnixMilli())
	}
	gaps := jsontext.Array{}
	for _, gap := range c.Gaps {
		gaps = append(gaps, encoded(gap))
	}
	if len(gaps) > 0 {
		o = append(o, jsontext.Member{Name: "gaps", Value: gaps})
	}
	return o
}

func bodied(o jsontext.Object, h authcore.Header, body []byte) jsontext.Object {
	header := jsontext.Array{}
	for _, f := range h {
		header = append(header, jsontext.Array{encoded(f.Name), encoded(f.Value)})
	}
	if h != nil {
		o = append(o, jsontext.Member{Name: "header", Value: header})
	}
	if body != nil {
		o = append(o, jsontext.Member{Name: "body", Value: encoded(string(body))})
	}
	return o
}

// encoded writes bytes that are no UTF-8 in an array, as base64.
func encoded(text string) any {
	if utf8.ValidString(text) {
		return text
	}
	return jsontext.Array{base64.StdEncoding.EncodeToString([]byte(text))}
}

func belongings(pim string, c authcore.Client, username, password, app, secret string) jsontext.Object {
	return with(jsontext.Object{}, "pim", pim, "client_id", c.ID, "secret", c.Secret, "username", username, "password", password, "app_client_id", app, "app_secret", secret)
}

func knownValue(k diagnose.Known) jsontext.Object {
	o := with(belongings(k.PIM, k.Client, k.Username, k.Password, k.AppClientID, k.AppSecret), "version", k.Version, "code_identifier", k.CodeIdentifier, "state", k.State, "page", k.Page)
	if !k.Now.IsZero() {
		o = with(o, "now_ms", k.Now.UnixMilli())
	}
	others := jsontext.Array{}
	for _, e := range k.Others {
		tokens := jsontext.Array{}
		for _, t := range e.Tokens {
			tokens = append(tokens, encoded(t))
		}
		others = append(others, append(with(belongings(e.PIM, e.Client, e.Username, e.Password, e.AppClientID, e.AppSecret), "name", e.Name), jsontext.Member{Name: "tokens", Value: tokens}))
	}
	if len(others) > 0 {
		o = append(o, jsontext.Member{Name: "others", Value: others})
	}
	return o
}

// A document reads what somebody else wrote. Whatever is not as it should be
// is noted, and reads as nothing.
type document struct {
	wrong bool
}

func (d *document) object(v any) jsontext.Object {
	o, ok := v.(jsontext.Object)
	d.wrong = d.wrong || !ok
	return o
}

// array reads at most n elements; a missing member is none.
func (d *document) array(o jsontext.Object, name string, n int) jsontext.Array {
	v, ok := o.Get(name)
	a, isArray := v.(jsontext.Array)
	d.wrong = d.wrong || ok && !isArray || len(a) > n
	if d.wrong {
		return nil
	}
	return a
}

func (d *document) text(o jsontext.Object, name string) string {
	if v, ok := o.Get(name); ok {
		return d.decoded(v)
	}
	return ""
}

func (d *document) flag(o jsontext.Object, name string) bool {
	v, ok := o.Get(name)
	b, isBool := v.(bool)
	d.wrong = d.wrong || ok && !isBool
	return b
}

// whole reads a number of at most 15 digits.
func (d *document) whole(o jsontext.Object, name string) int64 {
	v, ok := o.Get(name)
	n, isNumber := v.(jsontext.Number)
	if !ok {
		return 0
	}
	digits := strings.TrimPrefix(string(n), "-")
	if !isNumber || len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		d.wrong = true
		return 0
	}
	var value int64
	for _, c := range []byte(digits) {
		value = value*10 + int64(c-'0')
	}
	if digits != string(n) {
		value = -value
	}
	return value
}

func (d *document) moment(o jsontext.Object, name string) time.Time {
	if ms := d.whole(o, name); ms != 0 {
		return time.UnixMilli(ms)
	}
	return time.Time{}
}

// decoded reads what encoded wrote.
func (d *document) decoded(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case jsontext.Array:
		if len(v) == 1 {
			text, _ := v[0].(string)
			if bytes, err := base64.StdEncoding.DecodeString(text); err == nil {
				return string(bytes)
			}
		}
	}
	d.wrong = true
	return ""
}

func (d *document) header(o jsontext.Object) authcore.Header {
	var h authcore.Header
	if _, ok := o.Get("header"); ok {
		h = authcore.Header{}
	}
	for _, line := range d.array(o, "header", 500) {
		pair, _ := line.(jsontext.Array)
		if len(pair) != 2 {
			d.wrong = true
			return nil
		}
		h.Add(d.decoded(pair[0]), d.decoded(pair[1]))
	}
	return h
}

func (d *document) body(o jsontext.Object) []byte {
	if v, ok := o.Get("body"); ok {
		return []byte(d.decoded(v))
	}
	return nil
}

func (d *document) shared(o jsontext.Object) Shared {
	var s Shared
	for _, v := range d.array(o, "c", maxCases) {
		s.Cases = append(s.Cases, d.exchange(d.object(v)))
	}
	k, _ := o.Get("k")
	s.Known = d.known(d.object(k))
	for _, v := range d.array(o, "s", 2000) {
		a, _ := v.(jsontext.Array)
		if len(a) != 3 {
			d.wrong = true
			break
		}
		whole := jsontext.Object{{Name: "kind", Value: a[0]}, {Name: "number", Value: a[1]}, {Name: "value", Value: a[2]}}
		s.StandIns = append(s.StandIns, StandIn{d.text(whole, "kind"), int(d.whole(whole, "number")), d.text(whole, "value")})
	}
	return s
}

func (d *document) exchange(o jsontext.Object) (c diagnose.Case) {
	if v, ok := o.Get("request"); ok {
		r := d.object(v)
		c.Request = &authcore.Request{Method: d.text(r, "method"), URL: d.text(r, "url"), Header: d.header(r), Body: d.body(r)}
	}
	if v, ok := o.Get("response"); ok {
		r := d.object(v)
		c.Response = &authcore.Response{Status: int(d.whole(r, "status")), Header: d.header(r), Body: d.body(r)}
	}
	if v, ok := o.Get("failure"); ok {
		f := d.object(v)
		c.Failure = &diagnose.Failure{
			Code: d.text(f, "code"), Where: d.text(f, "where"), What: d.text(f, "what"), Offset: int(d.whole(f, "offset")), Directive: d.text(f, "directive"),
			MayHaveActed: d.flag(f, "may_have_acted"), LocalNetwork: d.text(f, "local_network"), Host: d.text(f, "host"), Seconds: int(d.whole(f, "seconds")),
		}
	}
	for _, v := range d.array(o, "gaps", 20) {
		c.Gaps = append(c.Gaps, d.decoded(v))
	}
	c.At = d.moment(o, "at_ms")
	return c
}

func (d *document) known(o jsontext.Object) diagnose.Known {
	k := diagnose.Known{
		PIM: d.text(o, "pim"), Version: d.text(o, "version"), Client: authcore.Client{ID: d.text(o, "client_id"), Secret: d.text(o, "secret")},
		Username: d.text(o, "username"), Password: d.text(o, "password"), AppClientID: d.text(o, "app_client_id"), AppSecret: d.text(o, "app_secret"),
		CodeIdentifier: d.text(o, "code_identifier"), State: d.text(o, "state"), Page: d.text(o, "page"), Now: d.moment(o, "now_ms"),
	}
	for _, v := range d.array(o, "others", 20) {
		e := d.object(v)
		other := diagnose.Environment{
			Name: d.text(e, "name"), PIM: d.text(e, "pim"), Client: authcore.Client{ID: d.text(e, "client_id"), Secret: d.text(e, "secret")},
			Username: d.text(e, "username"), Password: d.text(e, "password"), AppClientID: d.text(e, "app_client_id"), AppSecret: d.text(e, "app_secret"),
		}
		for _, t := range d.array(e, "tokens", 50) {
			other.Tokens = append(other.Tokens, d.decoded(t))
		}
		k.Others = append(k.Others, other)
	}
	return k
}
