// What serve runs with -pim: a relay to somebody's own PIM.

package host

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/build/relay"
)

// relaying is what the flags of serve say of a relay.
type relaying struct {
	pim       authcore.Address // the zero value: none
	allRoutes bool
	ca        string // a file
	token     string
}

// minToken is the fewest characters of a token that somebody thinks of.
const minToken = 16

func (r *relaying) define(flags *flag.FlagSet) {
	flags.Func("pim", "`address` of your own PIM: then a relay to it runs at -pim-addr instead of the demo PIM", func(text string) (err error) {
		r.pim, _, err = authcore.ParseAddress(text)
		var input *authcore.InputError
		if errors.As(err, &input) {
			err = fmt.Errorf("%s. %s", input.Message, input.Next)
		}
		return err
	})
	flags.BoolVar(&r.allRoutes, "all-routes", false, "with -pim: relay every route of the PIM, not only those of the walks")
	flags.StringVar(&r.ca, "ca", "", "with -pim: `file` (PEM) with the certificate of an authority to trust beside those that this machine knows")
	flags.Func("token", "with -pim: `text` of at least 16 characters that the page has to send; needed where other machines can reach the relay", func(text string) error {
		if len(text) < minToken || strings.ContainsFunc(text, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
			return errors.New("give at least 16 letters, digits or signs without blanks, such as " + rand.Text())
		}
		r.token = text
		return nil
	})
}

// checkRelay refuses flags that exclude each other. set are the names of those that
// were given.
func (r *relaying) checkRelay(set []string) error {
	is := func(name string) bool { return slices.Contains(set, name) }
	if is("pim") {
		for _, name := range []string{"version", "seeds", "cors", "pim-only", "pim-fcgi"} {
			if is(name) {
				return fmt.Errorf("-%s is for the demo PIM, and -pim runs a relay instead of it: leave out one of them", name)
			}
		}
		return nil
	}
	for _, name := range []string{"all-routes", "ca", "token"} {
		if is(name) {
			return fmt.Errorf("-%s is for a relay: give the address of your PIM with -pim", name)
		}
	}
	return nil
}

// relay makes the relay that answers at a door, for the pages of origins. What
// does not keep it from running is told to out.
func (r *relaying) relay(ctx context.Context, door *Door, origins []string, out io.Writer) (*relay.Handler, error) {
	if door.public && r.token == "" {
		return nil, fmt.Errorf("-pim-addr %s lets other machines use this way to the PIM: give a -token that the page has to send, such as -token %s", door.asked, rand.Text())
	}
	if host, port := split(r.pim); port == door.port && (host == door.host || isLoopback(host) && !door.public) {
		return nil, fmt.Errorf("-pim %s is where the relay itself listens: give the address of the PIM", r.pim)
	}
	authorities, err := trusted(r.ca)
	if err != nil {
		return nil, err
	}
	h := &relay.Handler{PIM: r.pim, Origins: origins, Hosts: door.hosts(), AnyIP: door.any, AllRoutes: r.allRoutes, Token: r.token, CA: authorities}
	if err := h.Start(ctx); err != nil {
		fmt.Fprintf(out, "%s\n", err)
	}
	return h, nil
}

// split returns the host and the port of an address, that of its scheme if it
// names none.
func split(pim authcore.Address) (host, port string) {
	host, port, err := net.SplitHostPort(pim.Host())
	if err != nil {
		host, port = strings.Trim(pim.Host(), "[]"), map[string]string{"http": "80", "https": "443"}[pim.Scheme()]
	}
	return host, port
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// trusted returns the authorities that the machine knows and those of a file;
// nil without a file.
func trusted(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("-ca: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool() // none that is known: those of the file are all
	}
	if !pool.AppendCertsFromPEM(text) {
		return nil, fmt.Errorf("-ca %s holds no certificate: it has to be PEM, which begins with -----BEGIN CERTIFICATE-----", file)
	}
	return pool, nil
}
