// What changes from one version of the PIM to another, for the page of that
// name: the steps as they are written down, the wire as the demo PIM of each
// version answers the same requests, here, while the pages are written.

package main

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// A changesTable is all that the page shows.
type changesTable struct {
	Versions []namedVersion // oldest first
	Steps    []change
	Wire     []change
}

// A namedVersion is a version and what the pages call it.
type namedVersion struct {
	Version, Name string // "7.0", "PIM 7.0"
}

// A change is one thing, and how it is with each version. One answer alone
// means that nothing changes.
type change struct {
	ID, Title string
	Means     string // what to do about it, "" if it changes nothing for anyone
	Ask       string // what is sent, "" where there is nothing or each answer has its own
	Answers   []versionAnswer
}

// A versionAnswer is how it is with some versions.
type versionAnswer struct {
	Versions string        // "1.7 2.3"
	Range    string        // the same in words: "1.7 and 2.3"
	Ask      string        // what is sent to these versions, where that differs
	Text     template.HTML // of a step
	Wire     string        // of the wire: status line, telling header lines, body
}

// changes returns the table of all versions.
func changes() (changesTable, error) {
	var table changesTable
	for _, v := range authcore.Versions() {
		table.Versions = append(table.Versions, namedVersion{v.String(), versionName(v)})
	}
	var err error
	if table.Steps, err = stepChanges(); err != nil {
		return changesTable{}, err
	}
	table.Wire, err = wireChanges()
	return table, err
}

// shortName is a version's name in a range.
func shortName(v authcore.Version) string { return strings.TrimPrefix(versionName(v), "PIM ") }

// rangeOf says in words which versions these are: "Every version", "4.0 to
// 6.0", "1.7, 7.0 and SaaS".
func rangeOf(versions []authcore.Version) string {
	all := authcore.Versions()
	if len(versions) == len(all) {
		return "Every version"
	}
	var parts []string
	for i := 0; i < len(versions); {
		end := i
		for end+1 < len(versions) && slices.Index(all, versions[end+1]) == slices.Index(all, versions[end])+1 {
			end++
		}
		first, last := shortName(versions[i]), shortName(versions[end])
		switch end - i {
		case 0:
			parts = append(parts, first)
		case 1:
			parts = append(parts, first, last)
		default:
			parts = append(parts, first+" to "+last)
		}
		i = end + 1
	}
	last := len(parts) - 1
	if last == 0 {
		return parts[0]
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// A writtenChange is one step as it was written down: an answer for each range of
// versions, whose last one is named.
type writtenChange struct {
	id, title, means string
	until            []until
}

// until is how it is up to and with a version, from the one before it on.
type until struct {
	last authcore.Version
	text template.HTML
}

// stepChanges makes sure that each step says how it is with every version.
func stepChanges() ([]change, error) {
	all := authcore.Versions()
	var list []change
	for _, step := range writtenSteps {
		c := change{ID: step.id, Title: step.title, Means: step.means}
		next := 0
		for _, u := range step.until {
			end := slices.Index(all, u.last) + 1
			if end <= next {
				return nil, fmt.Errorf("the change %q: version %q stands in the wrong place", step.id, u.last)
			}
			c.Answers = append(c.Answers, versionAnswer{Versions: names(all[next:end]), Range: rangeOf(all[next:end]), Text: u.text})
			next = end
		}
		if next != len(all) {
			return nil, fmt.Errorf("the change %q does not say how it is from %s on", step.id, all[next])
		}
		list = append(list, c)
	}
	return list, nil
}

func names(versions []authcore.Version) string {
	list := make([]string, len(versions))
	for i, v := range versions {
		list[i] = v.String()
	}
	return strings.Join(list, " ")
}

// wireChanges asks the demo PIM of every version the same.
func wireChanges() ([]change, error) {
	var list []change
	for _, p := range probes {
		c := change{ID: p.id, Title: p.title, Means: p.means}
		type group struct {
			told
			versions []authcore.Version
		}
		var groups []group
		asks := map[string]bool{}
		for _, v := range authcore.Versions() {
			t, err := p.run(v)
			if err != nil {
				return nil, fmt.Errorf("the change %q, version %s: %w", p.id, v, err)
			}
			asks[t.ask] = true
			i := slices.IndexFunc(groups, func(g group) bool { return g.told == t })
			if i < 0 {
				i, groups = len(groups), append(groups, group{told: t})
			}
			groups[i].versions = append(groups[i].versions, v)
		}
		for _, g := range groups {
			a := versionAnswer{Versions: names(g.versions), Range: rangeOf(g.versions), Ask: g.ask, Wire: g.answer}
			if len(asks) == 1 {
				c.Ask, a.Ask = g.ask, ""
			}
			c.Answers = append(c.Answers, a)
		}
		list = append(list, c)
	}
	return list, nil
}
