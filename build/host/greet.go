// What serve says when it runs: what runs where, and with what to try it.

package host

import (
	"fmt"
	"io"
	"strings"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/build/relay"
)

// greetDoors prints what answers where.
func greetDoors(out io.Writer, servers []Server) {
	fmt.Fprintln(out)
	for _, s := range servers {
		row(out, s.Name, "%s", s.URL)
	}
}

// greetDemo prints what a demo PIM, the last of servers, holds: the credentials
// of its first connection, its users and its App.
func greetDemo(out io.Writer, servers []Server, held demopim.Credentials) {
	fmt.Fprintln(out, "\n  Demo credentials, public, guarding nothing:")
	if len(held.Connections) > 0 {
		first := held.Connections[0]
		row(out, "Client ID", "%s", first.ClientID)
		row(out, "Secret", "%s", first.Secret)
		row(out, "Username", "%s", first.Username)
		row(out, "Password", "%s", first.Password)
	}
	for _, u := range held.Users {
		row(out, "Another user", "%s / %s (%s)", u.Username, u.Password, u.Note)
	}
	if held.UIUser.Username != "" {
		row(out, "Login at the PIM", "%s / %s", held.UIUser.Username, held.UIUser.Password)
	}
	if held.App.ClientID != "" {
		row(out, held.App.Name, "%s", held.App.ClientID)
		row(out, "Its secret", "%s", held.App.ClientSecret)
	}
	row(out, "As JSON", "%s/_demo/credentials", servers[len(servers)-1].URL)
	for _, s := range servers {
		if s.public {
			fmt.Fprintf(out, "\n  Other machines may reach %s; it asks nobody to log in.\n", s.URL)
		}
	}
}

// greetRelay says where a relay, the last of servers, leads, for whom, and what
// it lets through.
func greetRelay(out io.Writer, servers []Server, h *relay.Handler) {
	row(out, "It leads to", "%s", h.PIM)
	row(out, "For the pages of", "%s", strings.Join(h.Origins, ", "))
	routes := "those of the walks; -all-routes lets the others through"
	if h.AllRoutes {
		routes = "all"
	}
	row(out, "Routes", "%s", routes)
	if h.Token != "" {
		row(out, "Relay token", "%s", h.Token)
	}
	for i, s := range servers {
		switch {
		case s.public && i == len(servers)-1:
			fmt.Fprintf(out, "\n  Other machines may reach %s with the token. What they send there,\n  secrets too, travels without TLS.\n", s.URL)
			if s.any {
				fmt.Fprintln(out, "\n  The pages there look for it on their own machine, though: give the one address\n  by which others reach this machine in -addr and in -pim-addr.")
			}
		case s.public:
			fmt.Fprintf(out, "\n  Other machines may reach %s; it asks nobody to log in.\n", s.URL)
		}
	}
	if host, _ := split(h.PIM); h.PIM.Scheme() == "http" && !isLoopback(host) {
		fmt.Fprintf(out, "\n  The way to %s is without TLS: whoever is on it can read the secrets.\n", h.PIM.Host())
	}
}

// row prints a name and what there is to say of it.
func row(out io.Writer, name, format string, args ...any) {
	fmt.Fprintf(out, "  %-18s %s\n", name, fmt.Sprintf(format, args...))
}
