// Package host serves the playground: the pages on one origin and a PIM on
// another, so that the browser's rules between them are the real ones. It
// builds nothing: the pages are handed to it.
package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// A Server is a handler behind a door.
type Server struct {
	Name string // "Playground"
	*Door
	http.Handler
}

// Serve is the verb serve: it does what args say until ctx ends. load brings the
// pages, if they are served at all.
func Serve(ctx context.Context, args []string, out io.Writer, load func(context.Context) (*Site, error)) error {
	s, err := serveFlags(args, out)
	if err != nil {
		return err
	}
	pim := &demopim.PIM{Version: s.version}
	if s.seeds != "" {
		if err := plant(pim, s.seeds, s.version); err != nil {
			return err
		}
	}
	// Both ports are taken before anything slow is done.
	pimDoor, err := Listen("-pim-addr", s.pimAddr)
	if err != nil {
		return err
	}
	defer pimDoor.Close()
	var servers []Server
	if !s.pimOnly {
		pageDoor, err := Listen("-addr", s.addr)
		if err != nil {
			return err
		}
		defer pageDoor.Close()
		site, err := load(ctx)
		if err != nil {
			return err
		}
		servers = append(servers, Server{"Playground", pageDoor, site.beside(Local{Address: pimDoor.URL, Kind: "demo"})})
		s.origins = append(s.origins, pageDoor.URL)
		beside(pim, pageDoor, pimDoor)
	}
	held := pim.Credentials()
	name := "Demo PIM " + held.Version.String()
	if !s.cors {
		name += ", no CORS"
	}
	servers = append(servers, Server{name, pimDoor, &pimhttp.Handler{PIM: pim, CORS: s.cors, AllowOrigins: s.origins, Hosts: []string{pimDoor.host}}})
	greet(out, servers, held)
	err = Run(ctx, servers)
	fmt.Fprintln(out, "\nStopped.")
	return err
}

// beside prepares a PIM for the page that runs beside it. Its App has its
// addresses there, unless seeds say others, and the cookie of its screens bears
// its port: cookies ignore ports, and a PIM of one's own may run on localhost.
func beside(pim *demopim.PIM, page, own *Door) {
	pim.Playground = page.URL
	pim.Cookie = "BAPID_" + own.port
}

// Run serves until ctx ends or a server fails. Requests under way get a
// moment to end.
func Run(ctx context.Context, servers []Server) error {
	failed := make(chan error, 2*len(servers))
	var running []*http.Server
	for _, s := range servers {
		server := pimhttp.Server(s.Handler)
		running = append(running, server)
		for _, listener := range s.listeners {
			go func() { failed <- server.Serve(listener) }()
		}
	}
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	for _, server := range running {
		if server.Shutdown(last) != nil {
			server.Close() // a slow answer, or a browser that keeps its connection
		}
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
