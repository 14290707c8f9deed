// The steps as frames of other pages have them: the page /embed/ lists them, and
// what a site says of them by oEmbed names them (host.OEmbed).

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"maps"

	"github.com/pim-auth/playground/build/host"
)

// A baseURL is the address of a site, "" where it is unknown: the value of a flag.
type baseURL string

func (u *baseURL) String() string { return string(*u) }

// Set implements [flag.Value].
func (u *baseURL) Set(text string) error {
	base, err := host.BaseURL(text)
	*u = baseURL(base)
	return err
}

// at makes the site say what needs its address.
func (s *site) at(base baseURL) error {
	if base == "" {
		return nil
	}
	made, err := host.OEmbed(s.files, string(base))
	maps.Copy(s.files, made)
	return err
}

// standing are the steps that stand for their walk where a link to it becomes a
// frame.
var standing = map[string]string{"connector": "token", "app": "app-token", "client": "client-token"}

// frameSteps returns all steps of the walks, in their order.
func frameSteps(sources fs.FS) ([]host.Step, error) {
	var steps []host.Step
	for _, p := range pages {
		if !p.walk {
			continue
		}
		s, err := newSampler(writtenVersion)
		if err != nil {
			return nil, err
		}
		set, err := templates(sources, s, p.name)
		if err != nil {
			return nil, err
		}
		data := p.data(writtenVersion, "./", s)
		for _, e := range embeds {
			if e.page != p.name {
				continue
			}
			var b bytes.Buffer
			if err := set.ExecuteTemplate(&b, "step-"+e.step, data); err != nil {
				return nil, err
			}
			heading := stepHeading.FindStringSubmatch(b.String())
			if heading == nil {
				return nil, fmt.Errorf("the step %s has no heading", e.step)
			}
			step := host.Step{
				Step: e.step, Page: p.name, Title: html.UnescapeString(heading[1]), Written: writtenVersion.String(),
				Height: frameHeights[e.step], Stands: standing[p.name] == e.step,
			}
			for _, v := range p.versions {
				step.Versions = append(step.Versions, v.String())
			}
			steps = append(steps, step)
		}
	}
	return steps, nil
}

// stepsFile is the list of the steps for programs, a step a line.
func stepsFile(sources fs.FS) ([]byte, error) {
	steps, err := frameSteps(sources)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for i, step := range steps {
		b.WriteString(map[bool]string{true: "[", false: ",\n"}[i == 0])
		text, err := json.Marshal(step)
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteString("]\n")
	return b.Bytes(), nil
}

// frameHeights are the heights of steps in a frame 720 pixels wide, before
// anything is sent: a frame that begins with it moves nothing below.
var frameHeights = map[string]int{
	"credentials":     920,
	"user":            580,
	"encode":          640,
	"token":           1520,
	"api":             1160,
	"refresh":         1580,
	"app-urls":        840,
	"app-tunnel":      500,
	"app-create":      880,
	"app-connect":     580,
	"app-authorize":   940,
	"app-consent":     600,
	"app-callback":    480,
	"app-challenge":   1560,
	"app-token":       1940,
	"app-api":         1180,
	"app-scopes":      1200,
	"app-openid":      2300,
	"app-reconnect":   640,
	"app-disconnect":  460,
	"client-password": 1760,
	"client-token":    1500,
	"client-shared":   1900,
	"client-race":     3080,
	"client-app":      1040,
}
