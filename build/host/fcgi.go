// The demo PIM over FastCGI, as a web server reaches PHP-FPM: to try a web
// server's configuration with.

package host

import (
	"errors"
	"net"
	"net/http"
	"net/http/fcgi"
)

// listenFCGI takes an address of this machine. Others may not come in: whoever
// speaks FastCGI says himself at which host he asks, and the control routes
// trust that.
func listenFCGI(address string) (*Door, error) {
	door, err := Listen("-pim-fcgi", address)
	if err != nil {
		return nil, err
	}
	if door.public {
		door.Close()
		return nil, errors.New("-pim-fcgi " + address + " lets other machines in, and FastCGI has no guard: give an address of this machine, such as 127.0.0.1:9000")
	}
	door.URL = "fcgi://127.0.0.1:" + door.port
	return door, nil
}

// overFCGI is a handler for what web servers hand on.
type overFCGI struct{ http.Handler }

// serve answers until the listener is closed.
func (h overFCGI) serve(l net.Listener) error { return fcgi.Serve(l, h) }

// ServeHTTP hands the header over as Symfony, on which a PIM stands, reads it
// from variables: Authorization under a second name, too, since rules that lead
// to index.php rename it.
func (h overFCGI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if renamed := fcgi.ProcessEnv(r)["REDIRECT_HTTP_AUTHORIZATION"]; renamed != "" && r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", renamed)
	}
	defer func() {
		// net/http drops the connection at this one, which package fcgi cannot:
		// it would say 200. This is what a web server makes of a PHP-FPM that ends.
		switch dropped := recover(); dropped {
		case nil:
		case http.ErrAbortHandler:
			clear(w.Header())
			w.WriteHeader(http.StatusBadGateway)
		default:
			panic(dropped)
		}
	}()
	h.Handler.ServeHTTP(w, r)
}
