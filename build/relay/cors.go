// What lets the page, and no other, read what comes back.

package relay

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// preflight reports whether a browser asks whether it may ask. It says nothing
// of the PIM, so it needs neither token nor route: a refusal here would be one
// that the page cannot read.
func preflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}

// allow answers a preflight with what was asked for. Its age is 0, so that a
// relay that was started anew is asked anew.
func allow(answer, asked http.Header) {
	answer.Set("Access-Control-Allow-Methods", asked.Get("Access-Control-Request-Method"))
	if names := asked.Get("Access-Control-Request-Headers"); names != "" {
		answer.Set("Access-Control-Allow-Headers", names)
	}
	if asked.Get("Access-Control-Request-Private-Network") == "true" {
		answer.Set("Access-Control-Allow-Private-Network", "true")
	}
	answer.Set("Access-Control-Max-Age", "0")
}

// expose lets the page read every line of an answer's header.
func expose(header http.Header) {
	header.Set("Access-Control-Expose-Headers", "") // which is one of them
	names := slices.Collect(maps.Keys(header))
	names = slices.DeleteFunc(names, func(name string) bool { return header[name] == nil }) // will not be sent
	slices.Sort(names)
	header.Set("Access-Control-Expose-Headers", strings.Join(names, ", "))
}
