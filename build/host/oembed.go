// oEmbed 1.0 (https://oembed.com): what a site tells systems that make a frame of
// a link. All addresses in it are whole, so that only who hosts the site can
// have it written: a site by itself stands under any address.

package host

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/url"
	"strings"
)

// StepsFile is the file of a site that lists its steps.
const StepsFile = "embed/steps.json"

const (
	framePage    = "embed/index.html"
	oembedFolder = "embed/oembed/"
	frameWidth   = 720 // CSS pixels; the height of a step is measured at it
)

// A Step is one that a page of others can show in a frame.
type Step struct {
	Step     string   `json:"step"`
	Page     string   `json:"page"`  // the walk that it is a step of
	Title    string   `json:"title"` // as text
	Versions []string `json:"versions"`
	Written  string   `json:"written"` // the version where none is asked for
	Height   int      `json:"height"`  // in CSS pixels, before anything is sent
	Stands   bool     `json:"stands"`  // for its walk: a link to that becomes this step
}

// BaseURL returns the address of a site as its files name it: absolute, with a
// slash at its end.
func BaseURL(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(text, "?#\"<> ") {
		return "", fmt.Errorf("%q is no address of a site: give one such as https://docs.example.com/pim/", text)
	}
	return strings.TrimSuffix(text, "/") + "/", nil
}

// Frame is the element that shows a step in a page of others; width is that of
// its attribute.
func (s Step) Frame(base, version, width string) string {
	src := base + "embed/?step=" + s.Step + "&version=" + version + "#" + s.Step
	return fmt.Sprintf(`<iframe src="%s" title="%s" width="%s" height="%d" style="border: 0; max-width: 100%%" loading="lazy" allow="clipboard-write; loopback-network; local-network"></iframe>`,
		html.EscapeString(src), html.EscapeString(s.Title+", "+versionName(version)+" · "+provider), width, s.Height)
}

const provider = "PIM Auth Playground"

func versionName(version string) string {
	if version == "saas" {
		return "PIM SaaS"
	}
	return "PIM " + version
}

// A rich is the answer of oEmbed for something that is more than a picture, a
// video or a link. Type, Version, HTML, Width and Height are required of it.
type rich struct {
	Type     string `json:"type"`
	Version  string `json:"version"`
	Title    string `json:"title"`
	Provider string `json:"provider_name"`
	Home     string `json:"provider_url"`
	CacheAge int    `json:"cache_age"` // seconds
	HTML     string `json:"html"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
}

// OEmbed returns the files that a site at base has for oEmbed, or has otherwise
// without it:
//
//	embed/oembed/token.json      the answer for a step
//	embed/oembed/token.6.0.json  the same at another version, for the pages of walks
//	embed/token/index.html       the frame of a step, whose link is found to be one
//
// and the pages of the walks. A static host sends the same whatever a query
// says, so that /embed/?step=… names no answer, and maxwidth changes none.
func OEmbed(files map[string][]byte, base string) (map[string][]byte, error) {
	var steps []Step
	if err := json.Unmarshal(files[StepsFile], &steps); err != nil {
		return nil, fmt.Errorf("%s: %w", StepsFile, err)
	}
	made := map[string][]byte{}
	for _, s := range steps {
		versions := []string{s.Written}
		if s.Stands {
			versions = s.Versions
		}
		for _, version := range versions {
			name, page := oembedFolder+s.Step+".json", s.Page+"/index.html"
			if version != s.Written {
				name, page = oembedFolder+s.Step+"."+version+".json", s.Page+"/"+version+"/index.html"
			}
			var err error
			if made[name], err = s.rich(base, version); err != nil {
				return nil, err
			}
			if s.Stands {
				if made[page], err = discovered(files[page], base+name, s.Title); err != nil {
					return nil, fmt.Errorf("%s: %w", page, err)
				}
			}
		}
		page, err := discovered(s.page(files[framePage]), base+oembedFolder+s.Step+".json", s.Title)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", framePage, err)
		}
		made["embed/"+s.Step+"/index.html"] = page
	}
	return made, nil
}

func (s Step) rich(base, version string) ([]byte, error) {
	var b bytes.Buffer
	to := json.NewEncoder(&b)
	to.SetEscapeHTML(false)
	err := to.Encode(rich{
		Type: "rich", Version: "1.0", Title: s.Title + ", " + versionName(version),
		Provider: provider, Home: base, CacheAge: 24 * 60 * 60,
		HTML: s.Frame(base, version, fmt.Sprint(frameWidth)), Width: frameWidth, Height: s.Height,
	})
	return b.Bytes(), err
}

// page makes of the page for frames the one of a step, a folder deeper.
func (s Step) page(frame []byte) []byte {
	frame = bytes.ReplaceAll(frame, []byte(`="../`), []byte(`="../../`))
	return bytes.Replace(frame, []byte("<html "), []byte(`<html data-step="`+s.Step+`" `), 1)
}

// discovered returns a page whose head names the answer for it.
func discovered(page []byte, answer, title string) ([]byte, error) {
	head := []byte("</head>")
	if bytes.Count(page, head) != 1 {
		return nil, fmt.Errorf("there is no head to name %s in", answer)
	}
	link := fmt.Sprintf("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"%s\" title=\"%s\">\n", html.EscapeString(answer), html.EscapeString(title))
	return bytes.Replace(page, head, append([]byte(link), head...), 1), nil
}

// at is the site as it says of itself that it stands at base.
func (s *Site) at(base string) (*Site, error) {
	plain := map[string][]byte{}
	for name, f := range s.Files {
		plain[name] = f.Plain
	}
	if plain[StepsFile] == nil {
		return s, nil // one without frames
	}
	made, err := OEmbed(plain, base)
	if err != nil {
		return nil, err
	}
	told := &Site{Files: maps.Clone(s.Files), Inline: s.Inline}
	for name, content := range made {
		told.Files[name] = File{Plain: content}
	}
	return told, nil
}
