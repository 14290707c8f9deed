// The arguments of curl as the request that it sends. What curl adds by itself
// (User-Agent, Accept, Content-Length) is left out.

package paste

import (
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// A command is a curl command in the making.
type command struct {
	draft
	r               *reader
	method, address word
	others          int // further words that are taken for addresses
	lines           []word
	credentials     *word // of -u
	bearer          *word
	data            []word // -d, joined by &
	form            []word // -F
	multipart       bool
	json, get, head bool
	put             bool
	follows         bool // -L
	stdin           *word
	open            bool // of the body something is not known
	strips          bool // it was typed into PowerShell, which before 7.3 loses quotes
}

// longOptions are those that matter and their letters; a letter before a colon
// takes an argument.
var longOptions = map[string]byte{
	"request": 'X', "header": 'H', "data": 'd', "data-ascii": 'd', "data-raw": 'r', "data-binary": 'B', "data-urlencode": 'U',
	"json": 'j', "user": 'u', "form": 'F', "form-string": 'S', "get": 'G', "head": 'I', "url": 'l', "url-query": 'q', "location": 'L',
	"location-trusted": 'L', "oauth2-bearer": 'o', "cookie": 'b', "user-agent": 'A', "referer": 'e', "upload-file": 'T',
}

// otherArguments are the long options that take an argument and do not matter.
const otherArguments = " max-time connect-timeout output write-out cacert capath cert cert-type key key-type pass proxy proxy-user proxy-header noproxy resolve connect-to retry retry-delay retry-max-time limit-rate config cookie-jar continue-at dump-header range interface ciphers tls-max max-redirs trace trace-ascii stderr keepalive-time local-port preproxy socks5 socks5-hostname socks4 unix-socket speed-limit speed-time time-cond aws-sigv4 delegation dns-servers doh-url hostpubmd5 krb engine login-options mail-from max-filesize pinnedpubkey proto proto-default proto-redir quote request-target sasl-authzid service-name tls13-ciphers tlsauthtype rate "

// curl makes an exchange of the words behind "curl".
func (r *reader) curl(words []word, stdin *word) command {
	c := command{r: r, stdin: stdin}
	for i := 0; i < len(words); i++ {
		w := words[i]
		argument := func() (a word) {
			if i++; i < len(words) {
				a = words[i]
			}
			return a
		}
		switch {
		case strings.HasPrefix(w.text, "--"):
			name, value, glued := strings.Cut(w.text[2:], "=")
			letter := longOptions[name]
			switch {
			case letter == 'G' || letter == 'I' || letter == 'L':
				c.option(letter, word{})
			case letter != 0 && glued:
				c.option(letter, w.from(len(w.text)-len(value)))
			case letter != 0:
				c.option(letter, argument())
			case !glued && strings.Contains(otherArguments, " "+name+" "):
				i++
			}
		case len(w.text) > 1 && w.text[0] == '-':
			for k := 1; k < len(w.text); k++ {
				letter := w.text[k]
				switch {
				case strings.IndexByte("GIL", letter) >= 0:
					c.option(letter, word{})
					continue
				case strings.IndexByte("XHdFuATebmowxcCDEtUyYzQPKr", letter) < 0:
					continue
				}
				value := w.from(k + 1)
				if value.text == "" {
					value = argument()
				}
				if strings.IndexByte("XHdFuATeb", letter) >= 0 {
					c.option(letter, value)
				}
				break
			}
		default:
			c.option('l', w)
		}
	}
	c.finish()
	return c
}

// option obeys one option. The letters are those of curl, but for r, B, U, S,
// j, l, q and o, which stand for long ones.
func (c *command) option(letter byte, w word) {
	switch letter {
	case 'X':
		c.method = w
	case 'H':
		if strings.HasPrefix(w.text, "@") {
			c.r.note("file_not_included", "name", w.text[1:])
		} else {
			c.lines = append(c.lines, w)
		}
	case 'A':
		c.lines = append(c.lines, word{"User-Agent: " + w.text, -1, w.open})
	case 'e':
		c.lines = append(c.lines, word{"Referer: " + w.text, -1, w.open})
	case 'b':
		if strings.Contains(w.text, "=") {
			c.lines = append(c.lines, word{"Cookie: " + w.text, -1, w.open})
		}
	case 'd', 'B', 'j':
		c.json = c.json || letter == 'j'
		if strings.HasPrefix(w.text, "@") {
			w = c.file(w.text[1:], letter == 'd')
		}
		c.data = append(c.data, w)
	case 'r':
		c.data = append(c.data, w)
	case 'U':
		c.data = append(c.data, c.encoded(w))
	case 'F', 'S':
		c.multipart = true
		c.form = append(c.form, w)
	case 'u':
		if !strings.Contains(w.text, ":") && !w.open {
			c.r.note("password_asked")
			w.open = true
		}
		c.credentials = &w
	case 'o':
		c.bearer = &w
	case 'G':
		c.get = true
	case 'I':
		c.head = true
	case 'L':
		c.follows = true
	case 'T':
		c.put, c.open = true, true
		c.r.note("file_not_included", "name", w.text)
	case 'q':
		c.address.at, c.address.text = -1, withQuery(c.address.text, c.encoded(w).text)
	case 'l':
		switch {
		case c.address.text == "":
			c.address = w
		case strings.Contains(w.text, "://") && !strings.Contains(c.address.text, "://"):
			c.address = w
			c.others++
		default:
			c.others++
		}
	}
}

// file stands for a file that curl would read. -d takes the line ends out of
// what it reads.
func (c *command) file(name string, strips bool) word {
	if name == "-" && c.stdin != nil {
		if strips {
			return word{strings.NewReplacer("\r", "", "\n", "").Replace(c.stdin.text), -1, c.stdin.open}
		}
		return *c.stdin
	}
	c.r.note("file_not_included", "name", name)
	return word{"", -1, true}
}

// encoded does what --data-urlencode does: content, =content, name=content,
// @file, name@file.
func (c *command) encoded(w word) word {
	name, value, named := strings.Cut(w.text, "=")
	if !named {
		if name, file, isFile := strings.Cut(w.text, "@"); isFile {
			w = c.file(file, false)
			value = w.text
			if name != "" {
				name += "="
			}
			return word{name + escape(value), -1, w.open}
		}
		return word{escape(w.text), -1, w.open}
	}
	if name != "" {
		name += "="
	}
	return word{name + escape(value), -1, w.open}
}

// escape is what curl does: a blank is %20.
func escape(s string) string {
	return strings.ReplaceAll(urltext.QueryEscape(s), "+", "%20")
}

func withQuery(address, query string) string {
	address, fragment, _ := strings.Cut(address, "#")
	switch {
	case strings.HasSuffix(address, "?"):
	case strings.Contains(address, "?"):
		query = "&" + query
	default:
		query = "?" + query
	}
	if address += query; fragment != "" {
		address += "#" + fragment
	}
	return address
}
