// Media files: to upload and to download them. The last member of such an item
// is what the file holds, in base64.

package demopim

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

const typeMultipart = "multipart/form-data"

// A part is a field of a form that holds files.
type part struct{ name, file, mime, body string }

// parts reads a body of multipart/form-data (RFC 7578).
func (c *call) parts() (all []part) {
	boundary := attribute(c.header.Get("Content-Type"), "boundary")
	if boundary == "" {
		return nil
	}
	rest := "\r\n" + string(c.body)
	for {
		_, after, found := strings.Cut(rest, "\r\n--"+boundary+"\r\n")
		head, body, whole := strings.Cut(after, "\r\n\r\n")
		end := strings.Index(body, "\r\n--"+boundary)
		if !found || !whole || end < 0 {
			return all
		}
		p := part{mime: "application/octet-stream", body: body[:end]}
		for line := range strings.SplitSeq(head, "\r\n") {
			name, value, _ := strings.Cut(line, ":")
			switch strings.ToLower(name) {
			case "content-disposition":
				p.name, p.file = attribute(value, "name"), attribute(value, "filename")
			case "content-type":
				p.mime = strings.TrimSpace(value)
			}
		}
		all = append(all, p)
		rest = body[end:]
	}
}

// attribute finds name=value or name="value" in a line of a header.
func attribute(line, name string) string {
	for field := range strings.SplitSeq(line, ";") {
		if key, value, _ := strings.Cut(strings.TrimSpace(field), "="); strings.EqualFold(key, name) {
			return strings.Trim(value, `"`)
		}
	}
	return ""
}

// createMediaFile takes a file for a value of a product or product model.
func (c *call) createMediaFile() *authcore.Response {
	all := c.parts()
	part := func(name string) *part { return find(all, func(p *part) bool { return p.name == name }) }
	e, named, key := entityOf("product"), part("product"), "identifier"
	model := part("product_model")
	switch {
	case named != nil && model != nil:
		return refuse(422, `You should give either a "product" or a "product_model" key.`)
	case model != nil:
		e, named, key = entityOf("product_model"), model, "code"
	case named == nil:
		return refuse(422, `You should at least give one of the following properties: "product" or "product_model".`)
	}
	v, err := jsontext.Parse([]byte(named.body))
	if err != nil || v == nil {
		return refuse(400, invalidJSON)
	}
	link := make([]any, 4)
	for i, name := range [...]string{key, "attribute", "locale", "scope"} {
		var ok bool
		if link[i], ok = fields(v).Get(name); !ok || i < 2 && link[i] == nil {
			return refuse(422, e.word+` property must contain "`+key+`", "attribute", "locale" and "scope" properties.`)
		}
	}
	code, attribute := text(link[0]), text(link[1])
	at, file := c.pim.data.item(e.name, "", code), part("file")
	switch {
	case at < 0:
		return refuse(422, e.word+` "`+code+`" does not exist.`)
	case file == nil:
		return refuse(422, `Property "file" is required.`)
	case !c.pim.data.has("attribute", attribute):
		return refuse(422, `Property "`+attribute+`" does not exist.`)
	}
	made, err := c.pim.mediaFile(file)
	if err != nil {
		return broken()
	}
	value := object("locale", link[2], "scope", link[3], "data", made.code)
	if _, _, no := c.putItem(e, "", code, true, object("values", object(attribute, jsontext.Array{value}))); no != nil {
		return no.answer()
	}
	c.pim.data.items = append(c.pim.data.items, made)
	return answer(201, "no-cache, private", nil, authcore.Field{Name: "Location", Value: c.origin + c.collection() + "/" + escape(made.code)})
}

// mediaFile makes the item of a file. A PIM spreads its files over directories
// named after the first digits of a digest.
func (p *PIM) mediaFile(file *part) (item, error) {
	b, err := p.random(20)
	digits := fmt.Sprintf("%x", b)
	name := []byte(file.file)
	for i, char := range name {
		if !('a' <= char && char <= 'z' || 'A' <= char && char <= 'Z' || '0' <= char && char <= '9' || char == '.') {
			name[i] = '_'
		}
	}
	code := fmt.Sprintf("%c/%c/%c/%c/%s_%s", digits[0], digits[1], digits[2], digits[3], digits, name)
	extension := file.file[strings.LastIndexByte(file.file, '.')+1:]
	members := object("code", code, "original_filename", file.file, "mime_type", file.mime, "size", len(file.body), "extension", extension,
		"data", base64.StdEncoding.EncodeToString([]byte(file.body)))
	return item{"media_file", "", code, string(jsontext.Append(nil, members))}, err
}

// downloadMediaFile answers with what a file holds.
func (c *call) downloadMediaFile() *authcore.Response {
	at := c.pim.data.item("media_file", "", c.vars[0])
	if at < 0 {
		return refuse(404, `Media file "`+c.vars[0]+`" does not exist.`)
	}
	o := c.pim.data.items[at].object()
	held := make([]string, 3)
	for i, name := range [...]string{"original_filename", "mime_type", "data"} {
		v, _ := o.Get(name)
		held[i] = text(v)
	}
	data, _ := base64.StdEncoding.DecodeString(held[2])
	a := answer(200, "no-cache, private", data, authcore.Field{Name: "Content-Disposition", Value: `attachment; filename="` + held[0] + `"`})
	a.Header[0].Value = held[1]
	return a
}
