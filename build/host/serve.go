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
	"slices"
	"time"

	"github.com/pim-auth/playground/authcore"
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
	// Both ports are taken before anything slow is done.
	local, err := Listen("-pim-addr", s.pimAddr)
	if err != nil {
		return err
	}
	defer local.Close()
	var page *Door
	if !s.pimOnly {
		if page, err = Listen("-addr", s.addr); err != nil {
			return err
		}
		defer page.Close()
		s.origins = append(s.origins, page.URL)
	}
	beside, err := s.beside(ctx, page, local, out)
	if err != nil {
		return err
	}
	servers := []Server{beside.Server}
	if page != nil {
		site, err := load(ctx)
		if err != nil {
			return err
		}
		// How others name this machine is theirs to know.
		if !page.public {
			if site, err = site.at(page.URL + "/"); err != nil {
				return err
			}
		}
		servers = []Server{{"Playground", page, site.beside(beside.local)}, beside.Server}
	}
	if s.pimFCGI != "" {
		door, err := listenFCGI(s.pimFCGI)
		if err != nil {
			return err
		}
		defer door.Close()
		// What is told of the PIM is told of the last.
		servers = slices.Insert(servers, len(servers)-1, Server{"The same by FastCGI", door, overFCGI{beside.Handler}})
	}
	greetDoors(out, servers)
	beside.greet(servers)
	fmt.Fprintln(out, "\n  Ctrl-C stops.")
	err = Run(ctx, servers)
	fmt.Fprintln(out, "\nStopped.")
	return err
}

// A beside is what runs beside the page.
type beside struct {
	Server
	local Local                  // as the page is told of it
	greet func(servers []Server) // says what to know of it
}

// beside makes what answers at the door called own, for a page at its door, if
// there is one.
func (s *serving) beside(ctx context.Context, page, own *Door, out io.Writer) (*beside, error) {
	if s.pim != (authcore.Address{}) {
		h, err := s.relay(ctx, own, s.origins, out)
		if err != nil {
			return nil, err
		}
		local := Local{Address: own.URL, Kind: "relay", PIM: h.PIM.String(), Token: h.Token != ""}
		return &beside{Server{"Relay", own, h}, local, func(servers []Server) { greetRelay(out, servers, h) }}, nil
	}
	pim := &demopim.PIM{Version: s.version}
	if s.seeds != "" {
		if err := plant(pim, s.seeds, s.version); err != nil {
			return nil, err
		}
	}
	if page != nil {
		atHome(pim, page, own)
	}
	held := pim.Credentials()
	name := "Demo PIM " + held.Version.String()
	if !s.cors {
		name += ", no CORS"
	}
	h := &pimhttp.Handler{PIM: pim, CORS: s.cors, AllowOrigins: s.origins, Hosts: []string{own.host}}
	return &beside{Server{name, own, h}, Local{Address: own.URL, Kind: "demo"}, func(servers []Server) { greetDemo(out, servers, held) }}, nil
}

// atHome prepares a PIM for the page that runs beside it. Its App has its
// addresses there, unless seeds say others, and the cookie of its screens bears
// its port: cookies ignore ports, and a PIM of one's own may run on localhost.
func atHome(pim *demopim.PIM, page, own *Door) {
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
		serve := server.Serve
		if h, ok := s.Handler.(overFCGI); ok {
			serve = h.serve
			defer s.Close()
		}
		for _, listener := range s.listeners {
			go func() { failed <- serve(listener) }()
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
