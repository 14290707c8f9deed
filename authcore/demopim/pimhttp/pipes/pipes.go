// Package pipes is a network in memory, for tests alone: servers and their
// clients live in time that passes only while all of them wait.
package pipes

import "net"

// A Listener accepts the connections that are handed to it.
type Listener struct {
	conns chan net.Conn
	done  chan struct{}
}

// Listen returns a listener without a connection.
func Listen() *Listener {
	return &Listener{make(chan net.Conn), make(chan struct{})}
}

// Hand gives the listener a connection, and returns once it is accepted.
func (l *Listener) Hand(conn net.Conn) { l.conns <- conn }

// Accept waits for a connection; after Close it returns net.ErrClosed.
func (l *Listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close may be called once.
func (l *Listener) Close() error { close(l.done); return nil }

// Addr returns nil: there is no address.
func (l *Listener) Addr() net.Addr { return nil }
