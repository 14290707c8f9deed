// The blocks of a page that differ by PIM version: the page holds the one of
// its own version in place and the others as templates beside it, which the
// script puts in place when the version changes.

package main

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// lens renders the block called name. Its forms are templates called after it
// and the versions that each is for: "credentials@2.3 3.2".
func lens(set *template.Template, data pageData, name string) (template.HTML, error) {
	type form struct{ versions, html string }
	var forms []form
	var covered []string
	for _, t := range set.Templates() {
		versions, found := strings.CutPrefix(t.Name(), name+"@")
		if !found {
			continue
		}
		var block bytes.Buffer
		if err := t.Execute(&block, data); err != nil {
			return "", err
		}
		forms = append(forms, form{versions, strings.TrimSpace(block.String())})
		covered = append(covered, strings.Fields(versions)...)
	}
	slices.SortFunc(forms, func(a, b form) int { return strings.Compare(a.versions, b.versions) })
	var here, others strings.Builder
	for _, f := range forms {
		versions := template.HTMLEscapeString(f.versions)
		if slices.Contains(strings.Fields(f.versions), data.Version) {
			fmt.Fprintf(&here, "<div data-lens=%q data-version=%q>%s</div>", name, versions, f.html)
		} else {
			fmt.Fprintf(&others, "<template data-lens=%q data-version=%q>%s</template>", name, versions, f.html)
		}
	}
	for _, v := range data.Versions {
		if n := len(slices.DeleteFunc(slices.Clone(covered), func(c string) bool { return c != v.Version })); n != 1 {
			return "", fmt.Errorf("the block %q has %d forms for version %s, not one", name, n, v.Version)
		}
	}
	return template.HTML(here.String() + others.String()), nil
}
