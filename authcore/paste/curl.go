// The arguments of curl as the request that it sends. What curl adds by itself
// (User-Agent, Accept, Content-Length) is left out.

package paste

import "strings"

// A command is a curl command in the making, or a call in a program.
type command struct {
	draft
	r       *reader
	stdin   *word
	letters []byte // of the options
	single  []word // of the options of which the last counts: X, u, o, and l for the address
	others  int    // further words that are taken for addresses
	lines   []word
	data    []word // of the body, joined by &; the parts of a form
	open    bool   // of the body something is not known
	strips  bool   // it was typed into PowerShell, which before 7.3 loses quotes
}

// singles are the letters of command.single.
const singles = "Xuol"

// longOptions are those that matter, with their letters, and those that take
// an argument and do not matter, with a dash. The letters are those of curl,
// but for r, B, U, j, l and o, which stand for long ones.
const longOptions = " request=X header=H data=d data-ascii=d data-raw=r data-binary=B data-urlencode=U json=j user=u form=F form-string=F " +
	"get=G head=I url=l location=L location-trusted=L oauth2-bearer=o cookie=b user-agent=A referer=e upload-file=- url-query=- " +
	"max-time=- connect-timeout=- output=- write-out=- cacert=- capath=- cert=- cert-type=- key=- key-type=- pass=- proxy=- " +
	"proxy-user=- proxy-header=- noproxy=- resolve=- connect-to=- retry=- retry-delay=- retry-max-time=- limit-rate=- config=- " +
	"cookie-jar=- dump-header=- range=- interface=- ciphers=- tls-max=- max-redirs=- trace=- trace-ascii=- stderr=- " +
	"unix-socket=- socks5=- socks5-hostname=- aws-sigv4=- pinnedpubkey=- request-target=- "

// shortArguments are the letters of options with an argument; those from T on
// do not matter.
const shortArguments = "XHdFuAebTmowxcCDEtUyYzQPKr"

// curl makes an exchange of the words behind "curl".
func (l *lexer) curl() *command {
	c := &command{r: l.reader, stdin: l.stdin, single: make([]word, len(singles))}
	for i := 0; i < len(l.words); i++ {
		w := l.words[i]
		letter := byte('l')
		switch {
		case strings.HasPrefix(w.text, "--"):
			name, _, glued := strings.Cut(w.text[2:], "=")
			at := strings.Index(longOptions, " "+name+"=")
			if at < 0 {
				continue
			}
			letter = longOptions[at+len(name)+2]
			w = w.from(min(len(w.text), len(name)+3))
			if !glued && strings.IndexByte("GIL", letter) < 0 {
				i++
				w = l.word(i)
			}
		case len(w.text) > 1 && w.text[0] == '-':
			k := 1
			for ; k < len(w.text) && strings.IndexByte(shortArguments, w.text[k]) < 0; k++ {
				c.give(w.text[k])
			}
			if k == len(w.text) {
				continue
			}
			letter = w.text[k]
			if w = w.from(k + 1); w.text == "" {
				i++
				w = l.word(i)
			}
			if strings.IndexByte(shortArguments, letter) >= strings.IndexByte(shortArguments, 'T') {
				letter = '-'
			}
		}
		c.option(letter, w)
	}
	c.finish()
	return c
}

// word returns the word of a number; an empty one if there are not so many.
func (l *lexer) word(i int) word {
	if i < len(l.words) {
		return l.words[i]
	}
	return word{at: -1}
}

// give notes that an option was given.
func (c *command) give(letter byte) { c.letters = append(c.letters, letter) }

// has reports whether an option was given.
func (c *command) has(letter byte) bool { return strings.IndexByte(string(c.letters), letter) >= 0 }

// option obeys one option.
func (c *command) option(letter byte, w word) {
	before := ""
	switch letter {
	case 'A':
		before = "User-Agent: "
	case 'e':
		before = "Referer: "
	case 'b':
		before = "Cookie: "
	case 'd', 'B', 'j':
		if strings.HasPrefix(w.text, "@") {
			w = c.file(w.text[1:], letter == 'd')
		}
	case 'U':
		w = c.encoded(w)
	case 'u':
		if !strings.Contains(w.text, ":") && !w.open {
			c.r.note("password_asked")
			w.open = true
		}
	case 'l':
		had := c.single[3].text
		if had != "" {
			c.others++
		}
		if had != "" && (strings.Contains(had, "://") || !strings.Contains(w.text, "://")) {
			return
		}
	}
	c.give(letter)
	switch {
	case strings.IndexByte("HAeb", letter) >= 0:
		if letter != 'H' {
			w = word{before + w.text, -1, w.open}
		}
		c.lines = append(c.lines, w)
	case strings.IndexByte("dBjrUF", letter) >= 0:
		c.data = append(c.data, w)
		c.open = c.open || w.open
	default:
		if i := strings.IndexByte(singles, letter); i >= 0 {
			c.single[i] = w
		}
	}
}

// file stands for a file that curl would read. -d takes the line ends out of
// what it reads.
func (c *command) file(name string, strips bool) word {
	if name == "-" && c.stdin != nil {
		if strips {
			return word{strings.ReplaceAll(strings.ReplaceAll(c.stdin.text, "\r", ""), "\n", ""), -1, c.stdin.open}
		}
		return *c.stdin
	}
	c.r.noteOf("file_not_included", "name", name)
	return word{"", -1, true}
}

// encoded does what --data-urlencode does: content, =content, name=content,
// name@file.
func (c *command) encoded(w word) word {
	name, value, named := strings.Cut(w.text, "=")
	if !named {
		file, isFile := "", false
		if name, file, isFile = strings.Cut(w.text, "@"); isFile {
			w = c.file(file, false)
			value = w.text
		} else {
			name, value = "", name
		}
	}
	if name != "" {
		name += "="
	}
	return word{name + escape(value), -1, w.open}
}
