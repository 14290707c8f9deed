// The samples that snippets hold, for each step and version: the verb snippet
// writes them, and the page for writers fetches them.

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/snippet"
)

// A snippetStep is a step as snippets show it.
type snippetStep struct {
	Step     string             `json:"-"`
	Page     string             `json:"page"`
	Title    string             `json:"title"`
	Versions []authcore.Version `json:"versions"`
	Height   int                `json:"height"` // of its frame
	Samples  map[string]string  `json:"-"`      // by version: plain HTML
}

// snippetSteps returns the steps of these names, all if there are none, with the
// samples of all versions, made with a PIM whose address stands for the reader's.
func snippetSteps(sources fs.FS, only ...string) ([]snippetStep, error) {
	var steps []snippetStep
	for _, p := range pages {
		var here []snippetStep
		for _, e := range embeds {
			if e.page == p.name && (len(only) == 0 || slices.Contains(only, e.step)) {
				here = append(here, snippetStep{Step: e.step, Page: p.name, Versions: p.versions, Height: frameHeights[e.step], Samples: map[string]string{}})
			}
		}
		if len(here) == 0 {
			continue
		}
		for _, version := range p.versions {
			if err := sampleSteps(sources, p, version, here); err != nil {
				return nil, err
			}
		}
		steps = append(steps, here...)
	}
	return steps, nil
}

// sampleSteps fills in the samples of one version.
func sampleSteps(sources fs.FS, p page, version authcore.Version, steps []snippetStep) error {
	s, err := newSampler(version)
	if err != nil {
		return err
	}
	// What a terminal can reach: the demo PIM is inside a page.
	if s.local, _, err = authcore.ParseAddress(examplePIM); err != nil {
		return err
	}
	set, err := templates(sources, s, p.name)
	if err != nil {
		return err
	}
	for i := range steps {
		var b bytes.Buffer
		if err := set.ExecuteTemplate(&b, "step-"+steps[i].Step, p.data(version, "./", s)); err != nil {
			return err
		}
		heading := stepHeading.FindStringSubmatch(b.String())
		if heading == nil {
			return fmt.Errorf("the step %s has no heading", steps[i].Step)
		}
		steps[i].Title = html.UnescapeString(heading[1])
		plain, err := snippet.Plain(b.String())
		if err != nil {
			return fmt.Errorf("the step %s for %s: %w", steps[i].Step, version, err)
		}
		steps[i].Samples[version.String()] = strings.ReplaceAll(plain, strings.TrimPrefix(pageHost, "https://"), strings.TrimPrefix(examplePIM, "https://"))
	}
	return nil
}

// snippetsModule is the table of all steps as a module. The samples of each are
// a file of their own, fetched for who chooses it.
func snippetsModule(samples func() ([]snippetStep, error)) (string, error) {
	steps, err := samples()
	if err != nil {
		return "", err
	}
	var head, table strings.Builder
	for i, s := range steps {
		said, err := json.Marshal(s)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&head, "import f%d from \"go:samples-%s.json\";\n", i, s.Step)
		fmt.Fprintf(&table, "  %q: { ...%s, samples: new URL(f%d, import.meta.url).href },\n", s.Step, said, i)
	}
	return head.String() + "export const steps = {\n" + table.String() + "};\n", nil
}

// snippetStepOf returns one step with its samples.
func snippetStepOf(sources fs.FS, step string) (snippetStep, error) {
	steps, err := snippetSteps(sources, step)
	if err != nil {
		return snippetStep{}, err
	}
	return findStep(steps, step)
}

func findStep(steps []snippetStep, step string) (snippetStep, error) {
	at := slices.IndexFunc(steps, func(s snippetStep) bool { return s.Step == step })
	if at < 0 {
		return snippetStep{}, fmt.Errorf("there is no step %q", step)
	}
	return steps[at], nil
}

// walk is where the step stands in the playground.
func (s snippetStep) walk(version string) string {
	if version != writtenVersion.String() {
		return s.Page + "/" + version + "/#" + s.Step
	}
	return s.Page + "/#" + s.Step
}

// samplesFile is what is fetched of a step: its samples by version.
func samplesFile(samples func() ([]snippetStep, error), step string) (string, error) {
	steps, err := samples()
	if err != nil {
		return "", err
	}
	s, err := findStep(steps, step)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(s.Samples)
	return string(text), err
}
