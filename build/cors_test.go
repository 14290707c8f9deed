package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/build/cors"
)

const servers = `
servers:
  nginx       nginx
  apache      Apache
  apache-fpm  Apache that keeps Authorization from PHP-FPM, FastCGI or CGI
  caddy       Caddy
  traefik     Traefik (not run in a test)
`

// The verb prints what package cors makes, and says what it could not make.
func TestCORS(t *testing.T) {
	const page = "https://docs.example.com"
	recipe := func(server string, o cors.Options) string {
		text, err := cors.Recipe(server, page, o)
		require.NoError(t, err)
		return text
	}
	usage := `usage: go run ./build cors --server name --origin origin [--pim address]
  -origin origin
    	the origin of the page, such as https://docs.example.com
  -pim address
    	the address of the PIM, for its path and, in Traefik's, its host
  -server server
    	the server before the PIM
` + servers
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"nginx":          {[]string{"--server", "nginx", "--origin", page}, 0, recipe("nginx", cors.Options{})},
		"one dash":       {[]string{"-server=caddy", "-origin=" + page}, 0, recipe("caddy", cors.Options{})},
		"a path":         {[]string{"--server", "apache-fpm", "--origin", page, "--pim", "https://[::1]/pim/api/rest/v1"}, 0, recipe("apache-fpm", cors.Options{BasePath: "/pim"})},
		"Traefik's host": {[]string{"--server", "traefik", "--origin", page, "--pim", "https://Pim.example.org:8443/"}, 0, recipe("traefik", cors.Options{Host: "pim.example.org"})},
		"help":           {[]string{"-h"}, 0, usage},
		"no server":      {[]string{"--origin", page}, 2, usage},
		"unknown server": {[]string{"--server", "iis", "--origin", page}, 2, `there is no recipe for "iis": choose from nginx, apache, apache-fpm, caddy, traefik` + "\n" + servers},
		"no origin":      {[]string{"--server", "nginx"}, 2, "the origin is missing: give scheme, host and port of the page, such as https://docs.example.com or http://localhost:8080\n"},
		"a bad address":  {[]string{"--server", "nginx", "--origin", page, "--pim", "ftp://pim"}, 2, "authcore: the address begins with another scheme than http or https. Begin it with https://, or with http:// on this machine.\n"},
		"a bad path":     {[]string{"--server", "nginx", "--origin", page, "--pim", "https://pim.example.org/a%20b"}, 2, `the base path "/a%20b" is none that a recipe can hold: give one such as /pim, of letters, digits and . _ ~ -` + "\n"},
		"too much":       {[]string{"nginx"}, 2, `cors takes no "nginx"` + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			require.Equal(t, test.code, run(t.Context(), append([]string{"cors"}, test.args...), &out, &errs))
			require.Equal(t, test.says, out.String())
			require.Empty(t, errs.String())
		})
	}
}
