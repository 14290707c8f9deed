// What pins the script of embeds: for pages that take one version of it only.

package main

import (
	"fmt"
	"html"
	"strings"
)

// embedScript is the path of the script that embed.js fetches, which has its
// content's hash in its name.
func embedScript(files map[string][]byte) string {
	for name := range files {
		if strings.HasPrefix(name, embedFolder+"embed.") && isKind(name, ".js") {
			return name
		}
	}
	return ""
}

// pinnedScript is the tag for pages that take this very script and no other: a
// browser refuses it once its bytes are not these. What it imports is named by
// the hash of its content, which no browser checks. at is the playground's
// address, with a slash at its end.
func pinnedScript(files map[string][]byte, at string) string {
	script := embedScript(files)
	return fmt.Sprintf(`<script type="module" src="%s" integrity="%s" crossorigin="anonymous"></script>`, html.EscapeString(at+script), integrityOf(files[script]))
}
