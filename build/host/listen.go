// Taking a port, and saying what to do where it is taken.

package host

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

// A Door is where a server is reached.
type Door struct {
	URL       string // "http://localhost:8080"
	host      string // "localhost"
	port      string // "8080"
	public    bool   // other machines may come in
	any       bool   // at all addresses of this machine
	asked     string // the address as it was asked for
	listeners []net.Listener
}

// Close gives the port back.
func (d *Door) Close() {
	for _, l := range d.listeners {
		l.Close() // a second time after the server closed it: the error says so and no more
	}
}

// Listen takes an address, given by the flag called name. A loopback address is
// taken in IPv4 and, where the machine has it, IPv6: browsers try ::1 first for
// localhost, and must not meet another program there.
func Listen(name, address string) (*Door, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%s %s: give host and port, such as 127.0.0.1:8080", name, address)
	}
	ip := net.ParseIP(host)
	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	if loopback {
		host = "127.0.0.1"
	}
	first, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, explainListen(name, address, port, err)
	}
	d := &Door{listeners: []net.Listener{first}, public: !loopback, any: host == "" || ip != nil && ip.IsUnspecified(), asked: address}
	_, port, _ = net.SplitHostPort(first.Addr().String()) // port 0 has become one
	if loopback {
		second, err := net.Listen("tcp6", net.JoinHostPort("::1", port))
		if errors.Is(err, syscall.EADDRINUSE) {
			d.Close()
			return nil, explainListen(name, address, port, err)
		}
		if err == nil {
			d.listeners = append(d.listeners, second)
		}
	}
	if loopback || d.any {
		host = "localhost"
	}
	d.host, d.port = host, port
	d.URL = "http://" + net.JoinHostPort(host, port)
	if port == "80" {
		d.URL = "http://" + host
	}
	return d, nil
}

// hosts returns what may stand in the Host line of a request for it.
func (d *Door) hosts() []string {
	names := []string{d.host}
	if d.host == "localhost" {
		names = append(names, "127.0.0.1", "::1")
	}
	for i, name := range names {
		names[i] = strings.ToLower(net.JoinHostPort(name, d.port))
	}
	return names
}

// explainListen makes one line of why an address could not be taken.
func explainListen(name, address, port string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("port %s is taken by another program: stop it, or choose another port: %[2]s 127.0.0.1:%[3]s (make run ARGS=\"%[2]s 127.0.0.1:%[3]s\")", port, name, other(port))
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("port %s needs more rights than you have: choose another: %[2]s 127.0.0.1:%[3]s (make run ARGS=\"%[2]s 127.0.0.1:%[3]s\")", port, name, other(port))
	}
	return fmt.Errorf("%s %s: %w", name, address, err)
}

// other proposes a port that is rarely taken, one that the other server does
// not have by default.
func other(port string) string {
	if port == "8081" {
		return "9081"
	}
	return "9080"
}
