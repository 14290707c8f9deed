// What serve says when it runs: what runs where, and with what to try it.

package host

import (
	"fmt"
	"io"

	"github.com/pim-auth/playground/authcore/demopim"
)

// greet prints the addresses and what the PIM holds: the credentials of its
// first connection, its users and its App.
func greet(out io.Writer, servers []Server, held demopim.Credentials) {
	row := func(name, format string, args ...any) {
		fmt.Fprintf(out, "  %-18s %s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintln(out)
	for _, s := range servers {
		row(s.Name, "%s", s.URL)
	}
	fmt.Fprintln(out, "\n  Demo credentials, public, guarding nothing:")
	if len(held.Connections) > 0 {
		first := held.Connections[0]
		row("Client ID", "%s", first.ClientID)
		row("Secret", "%s", first.Secret)
		row("Username", "%s", first.Username)
		row("Password", "%s", first.Password)
	}
	for _, u := range held.Users {
		row("Another user", "%s / %s (%s)", u.Username, u.Password, u.Note)
	}
	if held.UIUser.Username != "" {
		row("Login at the PIM", "%s / %s", held.UIUser.Username, held.UIUser.Password)
	}
	if held.App.ClientID != "" {
		row(held.App.Name, "%s", held.App.ClientID)
		row("Its secret", "%s", held.App.ClientSecret)
	}
	row("As JSON", "%s/_demo/credentials", servers[len(servers)-1].URL)
	for _, s := range servers {
		if s.public {
			fmt.Fprintf(out, "\n  Other machines may reach %s; it asks nobody to log in.\n", s.URL)
		}
	}
	fmt.Fprintln(out, "\n  Ctrl-C stops.")
}
