package relay

import (
	"context"
	"net"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func addresses(text string) (all []netip.Addr) {
	for one := range strings.FieldsSeq(text) {
		all = append(all, netip.MustParseAddr(one))
	}
	return all
}

// DNS rebinding: the name of the PIM leads elsewhere than it did when the relay
// was started.
func TestRebinding(t *testing.T) {
	for name, test := range map[string]struct {
		first, later string
		want         string // "": it is reached; else where it leads to
	}{
		"it moves":                         {"203.0.113.7", "198.51.100.4", ""},
		"it gets IPv6":                     {"203.0.113.7", "2001:db8::1 203.0.113.7", ""},
		"to this machine":                  {"203.0.113.7", "127.0.0.1", "this machine"},
		"to another number of it":          {"203.0.113.7", "127.99.1.2", "this machine"},
		"to this machine by IPv6":          {"203.0.113.7", "::1", "this machine"},
		"to this machine, mapped":          {"203.0.113.7", "::ffff:127.0.0.1", "this machine"},
		"to zero":                          {"203.0.113.7", "0.0.0.0", "this machine"},
		"to zero by IPv6":                  {"203.0.113.7", "::", "this machine"},
		"to a home's network":              {"203.0.113.7", "192.168.1.1", "a private network"},
		"to a company's network":           {"203.0.113.7", "10.1.2.3", "a private network"},
		"to 172.16":                        {"203.0.113.7", "172.31.255.255", "a private network"},
		"to a provider's network":          {"203.0.113.7", "100.100.100.200", "a private network"},
		"to a private network by IPv6":     {"203.0.113.7", "fd00:ec2::254", "a private network"},
		"to metadata":                      {"203.0.113.7", "169.254.169.254", "addresses of one wire, where clouds keep secrets of their machines"},
		"to metadata, mapped":              {"203.0.113.7", "::ffff:169.254.169.254", "addresses of one wire, where clouds keep secrets of their machines"},
		"to metadata by NAT64":             {"203.0.113.7", "64:ff9b::a9fe:a9fe", "addresses of one wire, where clouds keep secrets of their machines"},
		"to this machine by 6to4":          {"203.0.113.7", "2002:7f00:1::1", "this machine"},
		"to a wire by IPv6":                {"203.0.113.7", "fe80::1%eth0", "addresses of one wire, where clouds keep secrets of their machines"},
		"to many":                          {"203.0.113.7", "224.0.0.1", "an address that is nobody's"},
		"to nobody by IPv6":                {"203.0.113.7", "100::1", "an address that is nobody's"},
		"one of two":                       {"203.0.113.7", "203.0.113.7 127.0.0.1", "this machine"},
		"private from the start":           {"10.1.2.3", "10.9.9.9", ""},
		"this machine from the start":      {"127.0.0.1 ::1", "::1", ""},
		"private, then this machine":       {"192.168.1.5", "127.0.0.1", "this machine"},
		"private, then metadata":           {"192.168.1.5", "169.254.169.254", "addresses of one wire, where clouds keep secrets of their machines"},
		"private, then public":             {"192.168.1.5", "203.0.113.7", ""},
		"public by NAT64":                  {"203.0.113.7", "64:ff9b::cb00:7107", ""},
		"both from the start, as with VPN": {"203.0.113.7 10.1.2.3", "10.1.2.3", ""},
	} {
		t.Run(name, func(t *testing.T) {
			up := upstreamThat(t, ok)
			h := to(t, "https://pim.test", nil)
			h.PIM = address(t, "http://pim.test")
			at, dialled := test.first, []string{}
			h.way.lookup = func(_ context.Context, network, host string) ([]netip.Addr, error) {
				require.Equal(t, "ip pim.test", network+" "+host)
				return addresses(at), nil
			}
			h.way.dialer = func(_ context.Context, network, address string) (net.Conn, error) {
				dialled = append(dialled, network+" "+address)
				return up.dial()
			}
			require.NoError(t, h.Start(t.Context()))
			at = test.later
			answer := talk(t, h, asks("GET /api/rest/v1"))
			if test.want == "" {
				require.Regexp(t, "^HTTP/1.1 200 OK\r\n", answer)
				require.Equal(t, []string{"tcp " + net.JoinHostPort(addresses(test.later)[0].String(), "80")}, dialled)
				return
			}
			require.Empty(t, dialled)
			status, s := ownAnswer(t, answer)
			require.Equal(t, "502 Bad Gateway address_changed", status+" "+s.Relay.Code)
			require.Equal(t, "The name pim.test now leads to "+test.want+", which it did not when the relay was started.", s.Relay.Message)
		})
	}
}

// The first answer of the DNS counts, whoever asked for it.
func TestFirstLookup(t *testing.T) {
	up := upstreamThat(t, ok)
	h := to(t, "http://pim.test", up.dial)
	var at []netip.Addr
	h.way.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		if at == nil {
			return nil, &net.DNSError{IsNotFound: true}
		}
		return at, nil
	}
	require.EqualError(t, h.Start(t.Context()), "The DNS of this machine does not know the name pim.test. Check the spelling of -pim, and whether a VPN has to be on.")
	for _, step := range []struct{ at, want string }{{"203.0.113.7", "200"}, {"127.0.0.1", "502"}, {"203.0.113.8", "200"}} {
		at = addresses(step.at)
		require.Regexp(t, "^HTTP/1.1 "+step.want+" ", talk(t, h, asks("GET /api/rest/v1")))
	}
}

// An address by number is where it is, and asks no DNS.
func TestNumbers(t *testing.T) {
	for pim, want := range map[string]string{
		"http://127.0.0.1:8082":      "127.0.0.1:8082",
		"http://[::1]":               "[::1]:80",
		"http://169.254.169.254/pim": "169.254.169.254:80",
	} {
		h := to(t, pim, nil)
		h.way.lookup = func(context.Context, string, string) ([]netip.Addr, error) { panic("no DNS") }
		up, dialled := upstreamThat(t, ok), ""
		h.way.dialer = func(_ context.Context, _, address string) (net.Conn, error) {
			dialled = address
			return up.dial()
		}
		require.NoError(t, h.Start(t.Context()))
		require.Regexp(t, "^HTTP/1.1 200 ", talk(t, h, asks("GET /api/rest/v1")))
		require.Equal(t, want, dialled)
	}
}

// Of several addresses the next is tried where one is closed.
func TestSeveralAddresses(t *testing.T) {
	up := upstreamThat(t, ok)
	h := to(t, "http://pim.test:8080", nil)
	h.way.lookup = func(context.Context, string, string) ([]netip.Addr, error) {
		return addresses("2001:db8::1 203.0.113.7 203.0.113.8"), nil
	}
	var dialled []string
	h.way.dialer = func(_ context.Context, _, address string) (net.Conn, error) {
		dialled = append(dialled, address)
		if len(dialled) < 2 {
			return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
		}
		return up.dial()
	}
	require.Regexp(t, "^HTTP/1.1 200 ", talk(t, h, asks("GET /api/rest/v1")))
	require.Equal(t, []string{"[2001:db8::1]:8080", "203.0.113.7:8080"}, dialled)
}
