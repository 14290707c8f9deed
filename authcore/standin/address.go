// Addresses: scheme, port and known paths pass, hosts get numbers.

package standin

import (
	"strconv"
	"strings"
)

func isURL(text string) bool {
	return len(text) > 7 && strings.EqualFold(text[:7], "http://") || len(text) > 8 && strings.EqualFold(text[:8], "https://")
}

// url replaces what tells something in an address, be it one or not.
func (m *maker) url(text string) string {
	trimmed := strings.TrimLeftFunc(text, isShape)
	var b strings.Builder
	b.WriteString(text[:len(text)-len(trimmed)])
	scheme, rest, ok := strings.Cut(trimmed, "://")
	if !ok || len(scheme) > 10 {
		b.WriteString(m.target(trimmed))
		return b.String()
	}
	b.WriteString(m.oneOf(scheme, " http https ftp file ws wss "))
	b.WriteString("://")
	authority, after := rest, ""
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		authority, after = rest[:end], rest[end:]
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		name, password, hasPassword := strings.Cut(authority[:at], ":")
		b.WriteString(m.leaf(kindUsername, name))
		if hasPassword {
			b.WriteString(":" + m.leaf(kindPassword, password))
		}
		b.WriteByte('@')
		authority = authority[at+1:]
	}
	b.WriteString(m.authority(authority))
	b.WriteString(m.target(after))
	return b.String()
}

// authority replaces a host, which may have a port.
func (m *maker) authority(text string) string {
	host, port := text, ""
	if colon := strings.LastIndexByte(text, ':'); colon > strings.LastIndexByte(text, ']') {
		host, port = text[:colon], text[colon+1:]
		if len(port) > 5 || strings.Trim(port, "0123456789") != "" {
			port = m.replaced(port)
		}
		port = ":" + port
	}
	return m.host(host) + port
}

// host gives a host a number. What a browser and a PIM tell hosts apart by
// stays: this machine, a private network, a PIM in the cloud.
func (m *maker) host(text string) string {
	name := strings.TrimFunc(text, func(r rune) bool { return r != '[' && r != ']' && isShape(r) })
	if name == "" {
		return m.replaced(text)
	}
	before, after, _ := strings.Cut(text, name)
	folded := strings.ToLower(name)
	if vocabulary(" localhost 127.0.0.1 [::1] 0.0.0.0 demo.pim api.akeneo.com docs.akeneo.com help.akeneo.com ").has(folded) {
		return text
	}
	n := 0
	for n < len(m.hosts) && m.hosts[n] != folded {
		n++
	}
	if n == len(m.hosts) {
		m.hosts = append(m.hosts, folded)
	}
	if !m.collecting {
		m.secrets = append(m.secrets, folded)
	}
	return before + numbered(folded, n) + after
}

// networks are how addresses begin that stay in the house, and their stand-ins.
var networks = [...][2]string{{"127.", "127.0.0."}, {"10.", "192.168.0."}, {"192.168.", "192.168.0."}, {"172.", "192.168.0."}}

// endings are those of hosts that stay.
var endings = [...]string{".localhost", ".cloud.akeneo.com", ".local", ".internal", ".lan", ".test"}

func numbered(host string, n int) string {
	for i := range networks {
		if strings.HasPrefix(host, networks[i][0]) {
			return networks[i][1] + strconv.Itoa(n%200+2)
		}
	}
	name := "pim-" + strconv.Itoa(n+1)
	for i := range endings {
		if strings.HasSuffix(host, endings[i]) {
			return name + endings[i]
		}
	}
	return name + ".example"
}

// target replaces what is no word of a route in a path, and the values in a
// query.
func (m *maker) target(text string) string {
	path, fragment, hasFragment := strings.Cut(text, "#")
	path, query, hasQuery := strings.Cut(path, "?")
	segments := strings.Split(path, "/")
	for i, s := range segments {
		v := percentView(s, false)
		if near, ok := m.nearly(v.plain, pathWords); ok {
			segments[i] = v.again(near)
		} else {
			segments[i] = m.leaf(kindText, s)
		}
	}
	all := strings.Join(segments, "/")
	if hasQuery {
		all += "?" + m.form(query)
	}
	if hasFragment {
		// A page's own address has its parameters here.
		if path, query, ok := strings.Cut(fragment, "?"); ok {
			fragment = m.target(path) + "?" + m.form(query)
		} else if strings.Contains(fragment, "=") {
			fragment = m.form(fragment)
		} else {
			fragment = m.target(fragment)
		}
		all += "#" + fragment
	}
	return all
}

// form replaces the values of a form or a query.
func (m *maker) form(text string) string {
	pieces := strings.Split(text, "&")
	for i, p := range pieces {
		name, value, ok := strings.Cut(p, "=")
		if !ok {
			pieces[i] = m.leaf(kindText, p)
			continue
		}
		n, v := percentView(name, true), percentView(value, true)
		pieces[i] = n.again(m.name(n.plain)) + "=" + v.again(m.named(n.plain, v.plain))
	}
	return strings.Join(pieces, "&")
}

// name lets the name of a parameter or member pass, or what is nearly one.
func (m *maker) name(text string) string {
	if near, ok := m.nearly(text, parameters); ok {
		return near
	}
	return m.leaf(kindText, text)
}
