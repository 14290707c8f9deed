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

// form reads a body of multipart/form-data (RFC 7578): its fields, and what is
// known of the file.
func (c *call) form() (all []param, filename, mime string) {
	boundary := attribute(c.header.Get("Content-Type"), "boundary")
	for _, part := range strings.Split("\r\n"+string(c.body), "\r\n--"+boundary)[1:] {
		head, body, found := strings.Cut(part, "\r\n\r\n")
		if !found || boundary == "" {
			break // the end
		}
		name, kind := "", "application/octet-stream"
		for _, line := range strings.Split(head, "\r\n") {
			switch title, value, _ := strings.Cut(line, ":"); strings.ToLower(title) {
			case "content-disposition":
				if name = attribute(value, "name"); name == "file" {
					filename = attribute(value, "filename")
				}
			case "content-type":
				kind = strings.TrimSpace(value)
			}
		}
		if name == "file" {
			mime = kind
		}
		all = append(all, param{name: name, value: body})
	}
	return all, filename, mime
}

// attribute finds name=value or name="value" in a line of a header.
func attribute(line, name string) string {
	for _, field := range strings.Split(line, ";") {
		if key, value, _ := strings.Cut(strings.TrimSpace(field), "="); key == name {
			return strings.Trim(value, `"`)
		}
	}
	return ""
}

// createMediaFile takes a file for a value of a product or product model. A PIM
// spreads its files over directories named after the first digits of a digest.
func (c *call) createMediaFile() *authcore.Response {
	form, filename, mime := c.form()
	file, hasFile := given(form, "file")
	owner, isProduct := given(form, "product")
	model, isModel := given(form, "product_model")
	e := entityOf("product")
	switch {
	case isProduct && isModel:
		return refuse(422, `You should give either a "product" or a "product_model" key.`)
	case isModel:
		e, owner = entityOf("product_model"), model
	case !isProduct:
		return refuse(422, `You should at least give one of the following properties: "product" or "product_model".`)
	}
	v, err := jsontext.Parse([]byte(owner))
	link, d := fields(v), c.pim.data
	if err != nil || v == nil {
		return refuse(400, invalidJSON)
	}
	code, attribute := text(get(link, e.key())), text(get(link, "attribute"))
	locale, hasLocale := link.Get("locale")
	scope, hasScope := link.Get("scope")
	message := ""
	switch {
	case code == "" || attribute == "" || !hasLocale || !hasScope:
		message = e.word + ` property must contain "` + e.key() + `", "attribute", "locale" and "scope" properties.`
	case d.item(e.name, "", code) < 0:
		message = e.word + ` "` + code + `" does not exist.`
	case !hasFile:
		message = `Property "file" is required.`
	case d.item("attribute", "", attribute) < 0:
		message = `Property "` + attribute + `" does not exist.`
	}
	if message != "" {
		return refuse(422, message)
	}
	drawn, err := c.pim.random(20)
	if err != nil {
		return broken()
	}
	digits, name := fmt.Sprintf("%x", drawn), []byte(filename)
	for i := range name {
		if char := name[i] | 0x20; (char < 'a' || 'z' < char) && (name[i] < '0' || '9' < name[i]) && name[i] != '.' {
			name[i] = '_'
		}
	}
	extension := ""
	if dot := strings.LastIndexByte(filename, '.'); dot >= 0 {
		extension = filename[dot+1:]
	}
	key := fmt.Sprintf("%c/%c/%c/%c/%s_%s", digits[0], digits[1], digits[2], digits[3], digits, name)
	value := object("locale", locale, "scope", scope, "data", key)
	if _, _, no := c.put(e, "", code, object("values", object(attribute, jsontext.Array{value}))); no != nil {
		return no.answer()
	}
	made := object("code", key, "original_filename", filename, "mime_type", mime, "size", len(file),
		"extension", extension, "data", base64.StdEncoding.EncodeToString([]byte(file)))
	d.items = append(d.items, item{"media_file", "", key, string(jsontext.Append(nil, made))})
	return c.written(key, true)
}

// downloadMediaFile answers with what a file holds.
func (c *call) downloadMediaFile() *authcore.Response {
	at := c.pim.data.item("media_file", "", c.vars[0])
	if at < 0 {
		return refuse(404, `Media file "`+c.vars[0]+`" does not exist.`)
	}
	held := members(parsed(c.pim.data.items[at].text))
	data, _ := base64.StdEncoding.DecodeString(value(held, "data"))
	a := answer(200, "no-cache, private", data, authcore.Field{Name: "Content-Disposition", Value: `attachment; filename="` + value(held, "original_filename") + `"`})
	a.Header[0].Value = value(held, "mime_type")
	return a
}
