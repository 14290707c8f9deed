// The verb serve: the playground on one origin and a demo PIM on another, so
// that the browser's rules between them are the real ones.

package main

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

// A server is a handler behind a door.
type server struct {
	name string
	*door
	http.Handler
}

func serve(ctx context.Context, root string, args []string, out io.Writer) error {
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
	pimDoor, err := listen("-pim-addr", s.pimAddr)
	if err != nil {
		return err
	}
	defer pimDoor.close()
	var servers []server
	if !s.pimOnly {
		pageDoor, err := listen("-addr", s.addr)
		if err != nil {
			return err
		}
		defer pageDoor.close()
		fmt.Fprintln(out, "Building the playground …")
		handler, err := playground(ctx, root, pimDoor.url)
		if err != nil {
			return err
		}
		servers = append(servers, server{"Playground", pageDoor, handler})
		s.origins = append(s.origins, pageDoor.url)
		beside(pim, pageDoor, pimDoor)
	}
	held := pim.Credentials()
	name := "Demo PIM " + held.Version.String()
	if !s.cors {
		name += ", no CORS"
	}
	servers = append(servers, server{name, pimDoor, &pimhttp.Handler{PIM: pim, CORS: s.cors, AllowOrigins: s.origins, Hosts: []string{pimDoor.host}}})
	greet(out, servers, held)
	err = runServers(ctx, servers)
	fmt.Fprintln(out, "\nStopped.")
	return err
}

// beside prepares a PIM for the page that runs beside it. Its App has its
// addresses there, unless seeds say others, and the cookie of its screens bears
// its port: cookies ignore ports, and a PIM of one's own may run on localhost.
func beside(pim *demopim.PIM, page, own *door) {
	pim.Playground = page.url
	pim.Cookie = "BAPID_" + own.port
}

// playground builds the site and returns its handler. Its config.json names
// the PIM that really runs beside it.
func playground(ctx context.Context, root, pim string) (http.Handler, error) {
	built, err := buildSite(ctx, root)
	if err != nil {
		return nil, err
	}
	built.files["config.json"] = config(pim)
	forms, err := compressor{Folder: userFolder(), Hasty: true}.all(built.files)
	return siteHandler(forms, headerPolicy(built.inline)), err
}

// runServers serves until ctx ends or a server fails. Requests under way get a
// moment to end.
func runServers(ctx context.Context, servers []server) error {
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
