// The same headers in the words of other servers, for those who host dist.

package host

import (
	"fmt"
	"slices"
	"strings"
)

// HeaderServers are those whose words this package knows. _headers is a file
// that Netlify, Cloudflare Pages and others read.
func HeaderServers() []string { return []string{"nginx", "apache", "_headers"} }

// HeaderFile is the configuration of a server that says of each file of a site
// what serve says. names are the paths of the files; prefix is where the site
// lies, "/" or "/docs/pim/".
func HeaderFile(server, prefix, policy string, names []string) (string, error) {
	if !strings.HasPrefix(prefix, "/") || !strings.HasSuffix(prefix, "/") || strings.ContainsFunc(prefix, unplain) {
		return "", fmt.Errorf("the prefix %q: give a path that begins and ends with a slash, of letters, digits and any of / . _ ~ -", prefix)
	}
	switch server {
	case "nginx":
		return nginxHeaders(prefix, policy), nil
	case "apache":
		return apacheHeaders(prefix, policy), nil
	case "_headers":
		return hostedHeaders(prefix, policy, names), nil
	}
	return "", fmt.Errorf("there is no server %q; there are %s", server, strings.Join(HeaderServers(), ", "))
}

// unplain reports whether a character of a path could mean something to a server.
func unplain(r rune) bool {
	return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._~-", r)
}

// always is what nginx and Apache say of a line that errors have, too. Of a
// missing file no browser is to keep anything.
func always(l line) string {
	if l == (line{cacheControl, forEver}) {
		return ""
	}
	return " always"
}

// nginxHeaders are a location for each kind: an add_header in one hides those
// around it, so each has all of its own.
func nginxHeaders(prefix, policy string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Lines for the server { } that serves the playground at %s. What must stand in these\n# locations besides (root, gzip_static) stands in them or around them; other add_header\n# lines around them do not reach in here.\n", prefix)
	for _, k := range kinds {
		exact := ""
		if k.path == k.file {
			exact = "= "
		}
		fmt.Fprintf(&b, "location %s%s {\n", exact, prefix+k.path)
		for _, l := range lines(k.file, policy) {
			fmt.Fprintf(&b, "    add_header %s \"%s\"%s;\n", l.name, l.value, always(l))
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// apacheHeaders stand in a virtual host or in the .htaccess of the site's folder.
func apacheHeaders(prefix, policy string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Lines for the virtual host that serves the playground at %s, or for the .htaccess in its\n# folder. They need mod_headers and mod_mime.\nAddType application/wasm .wasm\nAddType text/javascript .js\nAddCharset utf-8 .html .css .js .txt\n", prefix)
	// The longest path first, since the first that fits is taken.
	for i, k := range slices.Backward(kinds) {
		name, end := "ElseIf", ""
		if k.path == k.file {
			end = "$"
		}
		pattern := fmt.Sprintf(" \"%%{REQUEST_URI} =~ m#^%s%s#\"", strings.ReplaceAll(prefix+k.path, ".", `\.`), end)
		if i == len(kinds)-1 {
			name = "If"
		}
		fmt.Fprintf(&b, "<%s%s>\n", name, pattern)
		for _, l := range lines(k.file, policy) {
			fmt.Fprintf(&b, "    Header%s set %s \"%s\"\n", always(l), l.name, l.value)
		}
		fmt.Fprintf(&b, "</%s>\n", name)
	}
	return b.String()
}

// hostedHeaders name each path in one rule only: hosts join what several rules
// say of a header.
func hostedHeaders(prefix, policy string, names []string) string {
	var rules []string
	for _, name := range names {
		top, _, deep := strings.Cut(name, "/")
		folder, index := strings.CutSuffix(name, "index.html")
		switch k := kindOf(name); {
		case k.kept == forEver:
			rules = append(rules, k.path+"*")
		case k.any && strings.Count(name, "/") > 1:
			rules = append(rules, strings.Join(strings.SplitN(name, "/", 3)[:2], "/")+"/*")
		case index && (k.any || !deep):
			rules = append(rules, folder, name)
		case deep && !k.any:
			rules = append(rules, top+"/*")
		case strings.HasSuffix(name, ".html"):
			rules = append(rules, strings.TrimSuffix(name, ".html"), name)
		case !strings.HasPrefix(name, "_"):
			rules = append(rules, name)
		}
	}
	slices.Sort(rules)
	var b strings.Builder
	for _, rule := range slices.Compact(rules) {
		fmt.Fprintf(&b, "%s%s\n", prefix, rule)
		for _, l := range lines(rule, policy) {
			fmt.Fprintf(&b, "  %s: %s\n", l.name, l.value)
		}
	}
	return b.String()
}
