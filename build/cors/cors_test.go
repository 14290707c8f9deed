package cors_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/cors"
)

const page = "https://docs.example.com"

// Each recipe is held whole: what stands in testdata was read line by line, and
// is what the tests with real servers run.
func TestRecipes(t *testing.T) {
	for _, server := range cors.Servers() {
		for name, options := range map[string]cors.Options{
			server.ID:           {},
			server.ID + "-base": {Host: "shop.example.org", BasePath: "/pim.v7"},
		} {
			t.Run(name, func(t *testing.T) {
				want, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
				require.NoError(t, err)
				got, err := cors.Recipe(server.ID, page, options)
				require.NoError(t, err)
				require.Equal(t, string(want), got)
			})
		}
	}
}

// Every recipe opens every route that the requests go to, and names its page.
func TestRoutesAndOrigin(t *testing.T) {
	for _, id := range cors.IDs() {
		recipe, err := cors.Recipe(id, "http://localhost:8080", cors.Options{})
		require.NoError(t, err)
		require.Contains(t, recipe, "http://localhost:8080")
		for _, route := range authcore.Routes() {
			require.Regexp(t, regexp.QuoteMeta(route.Path)+"[^/a-z]", recipe, id)
		}
		for _, never := range []string{"Allow-Credentials", "AllowCredentials", `Origin "*"`, "x-requested-with"} {
			require.NotContains(t, recipe, never, id)
		}
	}
}

func TestServers(t *testing.T) {
	var run []string
	for _, server := range cors.Servers() {
		require.NotEmpty(t, server.Name)
		require.NotEmpty(t, server.Where)
		require.NotEmpty(t, server.Remove)
		if server.Run {
			run = append(run, server.ID)
			continue
		}
		recipe, err := cors.Recipe(server.ID, page, cors.Options{})
		require.NoError(t, err)
		require.Contains(t, recipe, "was not run")
	}
	require.Equal(t, []string{"nginx", "apache", "apache-fpm", "caddy"}, run)
}

func TestGoodOrigins(t *testing.T) {
	for _, origin := range []string{
		"https://docs.example.com",
		"http://localhost:8080",
		"http://localhost",
		"https://xn--bcher-kva.example:8443",
		"http://127.0.0.1:9080",
		"http://[::1]:8080",
		"https://[2001:db8::1]",
		"https://my_page.example.com",
		"https://" + strings.Repeat("a", 63) + ".example.com",
	} {
		for _, id := range cors.IDs() {
			recipe, err := cors.Recipe(id, origin, cors.Options{})
			require.NoError(t, err, origin)
			require.Contains(t, recipe, origin)
		}
	}
}

func TestBadInput(t *testing.T) {
	const such = "such as https://docs.example.com or http://localhost:8080"
	for _, test := range []struct {
		server, origin string
		options        cors.Options
		want           string
	}{
		{"iis", page, cors.Options{}, `there is no recipe for "iis": choose from nginx, apache, apache-fpm, caddy, traefik`},
		{"traefik-fpm", page, cors.Options{}, `there is no recipe for "traefik-fpm": choose from nginx, apache, apache-fpm, caddy, traefik`},
		{"nginx", "", cors.Options{}, "the origin is missing: give scheme, host and port of the page, " + such},
		{"nginx", "*", cors.Options{}, `"*" would let every page read this PIM's answers: give the origin of one, ` + such},
		{"nginx", "https://*.example.com", cors.Options{}, `"https://*.example.com" would let every page read this PIM's answers: give the origin of one, ` + such},
		{"nginx", "null", cors.Options{}, "the origin null is that of local files and of every frame that is boxed in, a stranger's too: serve the page by http or https and give its origin, " + such},
		{"nginx", " https://docs.example.com", cors.Options{}, `" https://docs.example.com" has blanks or control characters in it: give the origin without them, ` + such},
		{"nginx", "https://docs.example.com\n", cors.Options{}, `"https://docs.example.com\n" has blanks or control characters in it: give the origin without them, ` + such},
		{"nginx", "https://bücher.example", cors.Options{}, `"https://bücher.example" has other letters than ASCII's: give the host as browsers send it, in its form that begins with xn--`},
		{"nginx", "HTTPS://Docs.example.com", cors.Options{}, `"HTTPS://Docs.example.com" has capital letters, and browsers send none: give "https://docs.example.com"`},
		{"nginx", "https://me:pw@docs.example.com", cors.Options{}, `"https://me:pw@docs.example.com" has a user in it, and an origin has none: give scheme, host and port, ` + such},
		{"nginx", "https://docs.example.com/", cors.Options{}, `"https://docs.example.com/" is more than an origin: give it without path, query and slash at its end: "https://docs.example.com"`},
		{"nginx", "https://docs.example.com/pim/?a#b", cors.Options{}, `"https://docs.example.com/pim/?a#b" is more than an origin: give it without path, query and slash at its end: "https://docs.example.com"`},
		{"nginx", "docs.example.com", cors.Options{}, `"docs.example.com" is no origin: give scheme, host and port of the page, ` + such},
		{"nginx", "ftp://docs.example.com", cors.Options{}, `"ftp://docs.example.com" is no origin: give scheme, host and port of the page, ` + such},
		{"nginx", `https://a";return`, cors.Options{}, `"https://a\";return" is no origin: give scheme, host and port of the page, ` + such},
		{"nginx", "https://$host", cors.Options{}, `"https://$host" is no origin: give scheme, host and port of the page, ` + such},
		{"nginx", "https://", cors.Options{}, `"https://" is no origin: give scheme, host and port of the page, ` + such},
		{"nginx", "https://docs.example.com:443", cors.Options{}, `"https://docs.example.com:443" names the port that browsers leave out: give "https://docs.example.com"`},
		{"nginx", "http://docs.example.com:80", cors.Options{}, `"http://docs.example.com:80" names the port that browsers leave out: give "http://docs.example.com"`},
		{"nginx", "http://docs.example.com:65536", cors.Options{}, `"http://docs.example.com:65536" has no port of 1 to 65535 behind its colon: give the page's, or none`},
		{"nginx", "http://docs.example.com:080", cors.Options{}, `"http://docs.example.com:080" has no port of 1 to 65535 behind its colon: give the page's, or none`},
		{"nginx", "http://docs..example.com", cors.Options{}, `"docs..example.com" is no name of a host: give one such as docs.example.com`},
		{"nginx", "http://-a.example.com", cors.Options{}, `"-a.example.com" is no name of a host: give one such as docs.example.com`},
		{"nginx", "http://127.1", cors.Options{}, `"127.1" is no IP address in the form that browsers send, such as 192.0.2.1 or [2001:db8::1]`},
		{"nginx", "http://[0:0::1]", cors.Options{}, `"[0:0::1]" is no IP address in the form that browsers send, such as 192.0.2.1 or [2001:db8::1]`},
		{"nginx", page, cors.Options{BasePath: "/pim/"}, `the base path "/pim/" ends with a slash: leave that out`},
		{"nginx", page, cors.Options{BasePath: "pim"}, `the base path "pim" is none that a recipe can hold: give one such as /pim, of letters, digits and . _ ~ -`},
		{"nginx", page, cors.Options{BasePath: "/p(i"}, `the base path "/p(i" is none that a recipe can hold: give one such as /pim, of letters, digits and . _ ~ -`},
		{"nginx", page, cors.Options{BasePath: "/a/../b"}, `the base path "/a/../b" leads elsewhere: leave out its parts . and .. in favour of what they mean`},
		{"traefik", page, cors.Options{Host: "pim.example.com:8443"}, `"pim.example.com:8443" is no name of a host without port: give one such as pim.example.com`},
		{"traefik", page, cors.Options{Host: "a`)||Path(`/"}, "\"a`)||Path(`/\" is no name of a host: give one such as docs.example.com"},
	} {
		recipe, err := cors.Recipe(test.server, test.origin, test.options)
		require.Empty(t, recipe)
		require.EqualError(t, err, test.want)
	}
}

// Whatever is given as origin, base path and host: a recipe says nothing that
// it would not say to others, and what was given stands in it as a word.
func FuzzRecipe(f *testing.F) {
	for _, origin := range []string{page, "*", "null", "https://a\";\n}", "https://$host", "http://[::1]:80", "https://a'`%{X}b", "http://a.b:99999", "https://a\\", "https://{x}", "https://a#b"} {
		f.Add(origin, "/pim.v7", "pim.example.com")
		f.Add(page, origin, origin)
	}
	word := regexp.MustCompile(`^https?://[a-z0-9._:\[\]-]+$`)
	f.Fuzz(func(t *testing.T, origin, base, host string) {
		for _, id := range cors.IDs() {
			recipe, err := cors.Recipe(id, origin, cors.Options{Host: host, BasePath: base})
			if err != nil {
				require.Empty(t, recipe)
				return
			}
			require.Regexp(t, word, origin)
			require.Regexp(t, `^[A-Za-z0-9._~/-]*$`, base)
			require.Regexp(t, `^[a-z0-9._-]*$`, host)
			plain, err := cors.Recipe(id, "https://the-origin", cors.Options{Host: "the-host", BasePath: "/the-base"})
			require.NoError(t, err)
			if id != "caddy" && id != "traefik" {
				base = strings.ReplaceAll(base, ".", "[.]")
			}
			if host == "" {
				host = "pim.example.com"
			}
			require.Equal(t, strings.NewReplacer("https://the-origin", origin, "the-host", host, "/the-base", base).Replace(plain), recipe)
		}
	})
}
