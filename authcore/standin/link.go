// The text of a link, and reading one that came from anywhere.

package standin

import (
	"encoding/base64"
	"strings"

	"github.com/pim-auth/playground/authcore/diagnose/casejson"
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
	var s Shared
	if code := s.open(text); code != "" {
		return Shared{}, &LinkError{code}
	}
	return s, nil
}

// open returns the code of a [LinkError], "" for none.
func (s *Shared) open(text string) string {
	if len(text) > MaxJSON/3*4+4 {
		return "too_long"
	}
	json := []byte(text)
	if !strings.HasPrefix(text, "{") {
		decoded, err := base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil || strings.ContainsAny(text, "\r\n") {
			return "encoding"
		}
		json = decoded
	}
	if len(json) > MaxJSON {
		return "too_long"
	}
	v, err := jsontext.Parse(json)
	if err != nil {
		return "json"
	}
	o, _ := v.(jsontext.Object)
	if version, _ := o.Get("v"); version != jsontext.Number("1") {
		return "version"
	}
	var fault error
	link := casejson.LinkReader(o, &fault)
	link.Cases("c", &s.Cases)
	link.Known("k", &s.Known)
	for _, v := range link.List("s", 2000) {
		row, _ := v.(jsontext.Array)
		if len(row) != 3 {
			return "shape"
		}
		var i StandIn
		standIn := casejson.LinkReader(jsontext.Object{{Name: "kind", Value: row[0]}, {Name: "number", Value: row[1]}, {Name: "value", Value: row[2]}}, &fault)
		standIn.Texts("kind value", &i.Kind, &i.Value)
		standIn.Wholes("number", &i.Number)
		s.StandIns = append(s.StandIns, i)
	}
	if fault != nil || len(s.Cases) == 0 {
		return "shape"
	}
	return ""
}

func (s *Shared) json() string {
	link := casejson.LinkWriter()
	link.Put("v", 1)
	link.Cases("c", &s.Cases)
	link.Known("k", &s.Known)
	standIns := make(jsontext.Array, len(s.StandIns))
	for i := range s.StandIns {
		standIn := &s.StandIns[i]
		standIns[i] = jsontext.Array{standIn.Kind, standIn.Number, link.Encoded(standIn.Value)}
	}
	link.Put("s", standIns)
	return string(jsontext.Append(nil, link.Members))
}
