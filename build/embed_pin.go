// What pins the script of embeds: for pages that take one version of it only.

package main

import "strings"

// embedScript is the path of the script that embed.js fetches, which has its
// content's hash in its name. A browser that is given its integrity refuses it
// once its bytes are others. What it imports is named by the hash of its
// content, too, which no browser checks.
func embedScript(files map[string][]byte) string {
	for name := range files {
		if strings.HasPrefix(name, embedFolder+"embed.") && isKind(name, ".js") {
			return name
		}
	}
	return ""
}
