// The PIM: its settings, and how a request goes through it.

package demopim

import (
	"io"
	"strings"
	"sync"
	"time"

	"github.com/pim-auth/playground/authcore"
)

// MaxBody is the most bytes of a body that are read. More is answered as a
// proxy before the PIM would, 413 with an HTML page.
const MaxBody = 1 << 20

// A PIM is a PIM and what it holds. The zero value is a 7.0 with the demo's
// seeds. Its fields may be set before the first use; from then on the control
// routes change them. Its methods may be called from several goroutines.
type PIM struct {
	// Version is what is imitated, one of [Versions]; "" means 7.0.
	Version authcore.Version

	// Now is the clock, which POST /_demo/clock moves on from. nil means
	// time.Now.
	Now func() time.Time

	// Rand gives the bytes of tokens, 32 for each. nil means crypto/rand. A
	// reader that fails makes the PIM answer 500.
	Rand io.Reader

	// AccessTokenLifetime and RefreshTokenLifetime count in whole seconds. 0
	// means those of a PIM, an hour and 14 days.
	AccessTokenLifetime, RefreshTokenLifetime time.Duration

	// Faults are what goes wrong on purpose.
	Faults Faults

	// Playground is the address of the directory below which the demo App has
	// its addresses activate and callback. "" means http://localhost:8080.
	Playground string

	// Cookie names the cookie of a session at the screens. "" means BAPID, as
	// at a PIM.
	Cookie string

	mu      sync.Mutex
	advance time.Duration // of the clock
	data    *data         // nil before the first use
	journal []exchange
}

// An Answer is what a PIM answers and how it is to be delivered: [PIM.Do]
// neither sleeps nor hangs up, the transport does.
type Answer struct {
	authcore.Response
	Delay  time.Duration // to wait before anything is sent
	Screen *Screen       // what a person sees of an answer that is a page, else nil
	Drop   bool          // close the connection after Delay and send nothing of Response
}

// Do answers one request. It takes any bytes: what cannot be a request is
// answered 400 as by a proxy. The scheme and host of the request's URL are the
// PIM's own address in all that it answers.
func (p *PIM) Do(r authcore.Request) Answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seed()
	c, ok := p.read(r)
	if !ok {
		return Answer{Response: bare(r.Method, ProxyPage(400))}
	}
	if IsControl(r) {
		return Answer{Response: bare(c.method, *c.control())}
	}
	at := p.now()
	a := c.deliver()
	p.note(at, r, a)
	return a
}

// now is the PIM's time: the clock and its advances.
func (p *PIM) now() time.Time {
	clock := p.Now
	if clock == nil {
		clock = time.Now
	}
	return clock().Add(p.advance)
}

// seconds returns a lifetime in whole seconds, the PIM's own for 0.
func seconds(lifetime, own time.Duration) int64 {
	if lifetime == 0 {
		lifetime = own
	}
	return int64(lifetime / time.Second)
}

// answer is the PIM's own answer, before any fault touches it.
func (c *call) answer() *authcore.Response {
	if len(c.body) > MaxBody {
		tooLong := ProxyPage(413)
		return &tooLong
	}
	if c.v == nil {
		return controlError(500, "this demo PIM cannot be version \""+c.pim.Version.String()+"\"", versionNames())
	}
	r := c.answerRoute()
	if c.v.securityPolicy == "" {
		return r
	}
	for _, name := range [...]string{"Content-Security-Policy", "X-Content-Security-Policy", "X-WebKit-CSP"} {
		r.Header.Add(name, c.v.securityPolicy)
	}
	return r
}

// bare takes the body away where HTTP allows none.
func bare(method string, r authcore.Response) authcore.Response {
	if strings.EqualFold(method, "HEAD") {
		r.Body = nil
	}
	return r
}

// under reports whether path is root or stands below it.
func under(path, root string) bool {
	return path == root || strings.HasPrefix(path, root+"/")
}
