// The way from the name of the PIM to its network address, and the check that it
// is still the one that the person meant.

package relay

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// A way finds the addresses of one host. Whoever owns a name can point it at
// this machine or its network from one moment to the next (DNS rebinding), and
// the relay would carry the page's requests there. So an address must be public,
// or of a network of which the first ones were.
type way struct {
	host   string // without a port
	lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)
	dialer func(ctx context.Context, network, address string) (net.Conn, error)

	mu    sync.Mutex
	first map[string]bool // the networks of the first addresses
}

// newWay returns the way to a host, which may have a port.
func newWay(host string) *way {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return &way{host: strings.Trim(host, "[]"), lookup: net.DefaultResolver.LookupNetIP, dialer: new(net.Dialer).DialContext}
}

// Start looks the PIM's name up, so that what it leads to now is what the person
// meant. Without it the first request does that.
func (h *Handler) Start(ctx context.Context) error {
	h.init()
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	if _, err := h.way.addresses(ctx); err != nil {
		return h.problem(err)
	}
	return nil
}

// addresses looks the host up.
func (w *way) addresses(ctx context.Context) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(w.host); err == nil {
		return []netip.Addr{literal}, nil
	}
	found, err := w.lookup(ctx, "ip", w.host)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.first == nil {
		w.first = map[string]bool{}
		for _, address := range found {
			w.first[network(address)] = true
		}
	}
	for _, address := range found {
		if of := network(address); of != public && !w.first[of] {
			return nil, &changedError{of}
		}
	}
	return found, nil
}

// dial connects to the PIM. The port is that of its address; the host of the
// address is not asked, as it cannot be another.
func (w *way) dial(ctx context.Context, kind, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTime)
	defer cancel()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	found, err := w.addresses(ctx)
	if err != nil {
		return nil, err
	}
	err = &net.DNSError{Err: "no address", Name: w.host, IsNotFound: true}
	for i, address := range found {
		var conn net.Conn
		if conn, err = w.try(ctx, kind, net.JoinHostPort(address.String(), port), len(found)-i); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// try connects to one address in its share of the time that is left.
func (w *way) try(ctx context.Context, kind, address string, shares int) (net.Conn, error) {
	if end, limited := ctx.Deadline(); limited {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(end)/time.Duration(shares))
		defer cancel()
	}
	return w.dialer(ctx, kind, address)
}

// A changedError is a name that leads to another network than at first.
type changedError struct{ network string }

func (e *changedError) Error() string {
	return fmt.Sprintf("the name leads to %s, and did not at first", e.network)
}

const public = "the public network"

// notPublic are the networks that are not public, by what they are called.
var notPublic = []struct{ name, prefixes string }{
	{"this machine", "127.0.0.0/8 0.0.0.0/8 ::1/128 ::/128"},
	{"addresses of one wire, where clouds keep secrets of their machines", "169.254.0.0/16 fe80::/10"},
	{"a private network", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10"},
}

// network returns what network an address is of. One that holds an IPv4 address
// is of the network of that.
func network(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	if inner, ok := embedded(a); ok {
		a = inner
	}
	for _, kind := range notPublic {
		for text := range strings.FieldsSeq(kind.prefixes) {
			if netip.MustParsePrefix(text).Contains(a) {
				return kind.name
			}
		}
	}
	reserved := netip.MustParsePrefix("192.0.0.0/24").Contains(a) || netip.MustParsePrefix("198.18.0.0/15").Contains(a) ||
		a.Is4() && a.As4()[0] >= 224 || a.Is6() && !netip.MustParsePrefix("2000::/3").Contains(a)
	if reserved {
		return "an address that is nobody's"
	}
	return public
}

// embedded returns the IPv4 address in one of NAT64 (RFC 6052) or 6to4.
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:])), true
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return a, false
}
