// The members of exchanges and of what is known.

package casejson

import (
	"encoding/base64"
	"unicode/utf8"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// What a link holds at most.
const (
	maxCases  = 10
	maxLines  = 500
	maxGaps   = 20
	maxOthers = 20
	maxTokens = 50
)

// Cases is a list of exchanges.
func (c *Codec) Cases(name string, cases *[]diagnose.Case) {
	elements := c.objects(name, maxCases, len(*cases))
	if c.fault != nil {
		*cases = make([]diagnose.Case, len(elements))
	}
	for i, e := range elements {
		e.exchange(&(*cases)[i])
	}
	c.listed(name, elements)
}

func (c *Codec) exchange(e *diagnose.Case) {
	if o := c.object("request", e.Request != nil); o != nil {
		if c.fault != nil {
			e.Request = &authcore.Request{}
		}
		o.Request(e.Request)
		c.done("request", o)
	}
	if o := c.object("response", e.Response != nil); o != nil {
		if c.fault != nil {
			e.Response = &authcore.Response{}
		}
		o.Response(e.Response)
		c.done("response", o)
	}
	if o := c.object("failure", e.Failure != nil); o != nil {
		if c.fault != nil {
			e.Failure = &diagnose.Failure{}
		}
		f := e.Failure
		o.Texts("code where what directive local_network host", &f.Code, &f.Where, &f.What, &f.Directive, &f.LocalNetwork, &f.Host)
		o.Wholes("offset seconds", &f.Offset, &f.Seconds)
		o.Flag("may_have_acted", &f.MayHaveActed)
		c.done("failure", o)
	}
	if c.fault != nil || e.Gaps != nil {
		c.texts("gaps", maxGaps, &e.Gaps)
	}
	c.moment("at_ms", &e.At)
}

// Request is the members of a request.
func (c *Codec) Request(r *authcore.Request) {
	c.Texts("method url", &r.Method, &r.URL)
	c.header(&r.Header)
	c.body(&r.Body)
}

// Response is the members of an answer.
func (c *Codec) Response(r *authcore.Response) {
	c.Wholes("status", &r.Status)
	c.header(&r.Header)
	c.body(&r.Body)
}

// header tells none from one without lines in a link alone.
func (c *Codec) header(h *authcore.Header) {
	if c.fault == nil {
		if *h != nil || !c.link {
			lines := make(jsontext.Array, len(*h))
			for i, f := range *h {
				lines[i] = jsontext.Array{c.Encoded(f.Name), c.Encoded(f.Value)}
			}
			c.Put("header", lines)
		}
		return
	}
	const want = "a list of pairs of strings"
	lines := c.List("header", maxLines)
	if lines != nil && c.link {
		*h = authcore.Header{}
	}
	for _, line := range lines {
		pair, _ := line.(jsontext.Array)
		if len(pair) != 2 {
			c.wrong("header", want)
			return
		}
		h.Add(c.decoded("header", pair[0], want), c.decoded("header", pair[1], want))
	}
}

// body tells none from an empty one.
func (c *Codec) body(body *[]byte) {
	if c.fault != nil {
		if v := c.get("body_base64"); v != nil {
			*body = c.bytes("body_base64", v)
		} else if v := c.get("body"); v != nil {
			*body = []byte(c.decoded("body", v, "a string"))
		}
	} else if c.link || utf8.Valid(*body) {
		if *body != nil {
			c.Put("body", c.Encoded(string(*body)))
		}
	} else {
		c.Put("body_base64", base64.StdEncoding.EncodeToString(*body))
	}
}

// Known is the object of what is known.
func (c *Codec) Known(name string, k *diagnose.Known) {
	o := c.object(name, true)
	if o == nil {
		return
	}
	o.Texts("pim version client_id secret username password app_client_id app_secret code_identifier state page",
		&k.PIM, &k.Version, &k.Client.ID, &k.Client.Secret, &k.Username, &k.Password, &k.AppClientID, &k.AppSecret, &k.CodeIdentifier, &k.State, &k.Page)
	o.Flag("relay", &k.Relay)
	o.moment("now_ms", &k.Now)
	others := o.objects("others", maxOthers, len(k.Others))
	if c.fault != nil && others != nil {
		k.Others = make([]diagnose.Environment, len(others))
	}
	for i, other := range others {
		e := &k.Others[i]
		other.Texts("name pim client_id secret username password app_client_id app_secret",
			&e.Name, &e.PIM, &e.Client.ID, &e.Client.Secret, &e.Username, &e.Password, &e.AppClientID, &e.AppSecret)
		other.texts("tokens", maxTokens, &e.Tokens)
	}
	if others != nil || !c.link {
		o.listed("others", others)
	}
	c.done(name, o)
}
