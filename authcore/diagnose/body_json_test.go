package diagnose

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

func TestJSON(t *testing.T) {
	q := func(body string) authcore.Request { return posts(typeJSON, body) }
	right := "\n" + `  > {"grant_type":"password","username":"u","password":"p"}`
	long := q(`{"grant_type":"password",` + strings.Repeat(" ", 20<<10) + `}`)
	long.URL = "https://pim.example.com/api/rest/v1/categories"
	api := q(`{"code":"x",}`)
	api.URL = long.URL
	collection := authcore.Request{Method: "PATCH", URL: long.URL, Header: authcore.Header{{Name: "Content-Type", Value: "application/vnd.akeneo.collection+json"}}, Body: []byte("{\"code\":\"a\"}\n{\"code\":\"b\"}")}
	checkAll(t, []finds{
		{name: "healthy with quotes of a poem", q: q(`{"grant_type":"password","username":"u","password":"“p” 'q' // #"}`)},
		{name: "healthy lines of a collection", q: collection},
		{name: "healthy list of another route", q: func() authcore.Request { q := api; q.Body = []byte("[]"); return q }()},

		{name: "trailing comma", q: q(`{"grant_type":"password","username":"u","password":"p",}`), a: refusesJSON, want: `certain json_trailing_comma at=54 | body 54 ","` + right},
		{name: "trailing comma and a line break", q: q("{\"grant_type\":\"password\",\n}"), want: `certain json_trailing_comma at=24 | body 24 ","` + "\n  > {\"grant_type\":\"password\"\n"[:len("\n  > {\"grant_type\":\"password\"")]},
		{name: "trailing comma on another route", q: api, a: refusesJSON, want: `certain json_trailing_comma at=11 | body 11 ","` + "\n" + `  > {"code":"x"}`},
		{name: "trailing comma, but the answer is of the client", q: q(`{"grant_type":"password",}`), a: refusesClient, want: "possible client_refused | answer"},
		{name: "trailing comma in much", q: long, want: `certain json_trailing_comma at=24 | body 24 ","`},

		{name: "smart quotes", q: q(`{“grant_type”:“password”,“username”:“u”,“password”:“p”}`), a: refusesJSON, want: `certain json_smart_quotes at=1 | body 1 "“"` + right},
		{name: "one smart quote", q: q(`{"grant_type":"password","username”:"u","password":"p"}`), want: `certain json_smart_quotes at=34 | body 34 "”"` + right},
		{name: "single quotes", q: q(`{'grant_type':'password','username':'u','password':'p'}`), want: `certain json_single_quotes at=1 | body 1 "'"` + right},
		{name: "unquoted names", q: q(`{grant_type:"password",username:"u",password:"p"}`), want: `certain json_unquoted at=1 | body 1 "g"` + right},
		{name: "unquoted value", q: q(`{"grant_type":password,"username":"u","password":"p"}`), want: `certain json_unquoted at=14 | body 14 "p"` + right},
		{name: "None of Python", q: q(`{"grant_type":"password","scope":None}`), want: `certain json_unquoted at=33 | body 33 "N"` + "\n" + `  > {"grant_type":"password","scope":null}`},
		{name: "comment", q: q("{\"grant_type\":\"password\" // the grant\n,\"username\":\"u\",\"password\":\"p\"}"), want: `certain json_comment at=25 | body 25 "/"` + "\n" + `  > {"grant_type":"password" ,"username":"u","password":"p"}`},
		{name: "comment between", q: q(`{/* x */"grant_type":"password","username":"u","password":"p"}`), want: `certain json_comment at=1 | body 1 "/"` + right},

		{name: "quotes of a shell", q: q(`'{"grant_type":"password","username":"u","password":"p"}'`), a: refusesJSON, want: `certain shell_quotes | body 0 "'"` + right},
		{name: "quotes of a shell, the inner ones gone", q: q(`'{grant_type:password,username:u,password:p}'`), want: `certain shell_quotes | body 0 "'"` + right},
		{name: "JSON in a string", q: q(`"{\"grant_type\":\"password\",\"username\":\"u\",\"password\":\"p\"}"`), a: refusesJSON, want: `certain json_escaped_twice | body 0 "\""` + right},
		{name: "what is left of a string", q: q(`{\"grant_type\":\"password\",\"username\":\"u\",\"password\":\"p\"}`), want: `certain json_escaped_twice | body 1 "\\"` + right},
		{name: "byte order mark", q: q("\uFEFF" + `{"grant_type":"password","username":"u","password":"p"}`), want: `certain json_bom | body 0 "\ufeff"` + right},
		{name: "null", q: q("null"), a: refusesJSON, want: `certain json_not_object | body 0 "n"`},
		{name: "a list", q: q(` [{"grant_type":"password"}]`), a: refusesGrant, want: `certain json_not_object | body 1 "["`},

		{name: "comma missing", q: q(`{"grant_type":"password" "username":"u","password":"p"}`), want: `certain json_broken at=25 reason=json_comma_or_end | body 25 "\""` + "\n" + `  > {"grant_type":"password", "username":"u","password":"p"}`},
		{name: "brace missing", q: q(`{"grant_type":"password"`), want: `certain json_broken at=24 reason=json_comma_or_end | body 24 ""` + "\n" + `  > {"grant_type":"password"}`},
		{name: "quote missing", q: q(`{"grant_type":"password","username":"u`), want: `certain json_broken at=38 reason=json_string_open | body 38 ""`},
		{name: "a quote in a password", q: q(`{"grant_type":"password","username":"u","password":"p"w"}`), want: `certain json_broken at=54 reason=json_comma_or_end | body 54 "w"`},
		{name: "a backslash in a password", q: q(`{"grant_type":"password","username":"u","password":"p\w"}`), want: `certain json_broken at=53 reason=json_escape | body 53 "\\"`},
		{name: "a line break in a password", q: q("{\"password\":\"p\n\"}"), want: `certain json_broken at=14 reason=json_control | body 14 "\n"`},
		{name: "a variable in it", q: q(`{"username":$USER}`), want: `certain json_unquoted at=12 | body 12 "$"`},

		{name: "a body alone", q: authcore.Request{Body: []byte(`{"grant_type":"password","username":"u","password":"p",}`)}, want: `certain json_trailing_comma at=54 | body 54 ","` + right},
		{name: "a GET", q: authcore.Request{Method: "GET", URL: long.URL, Header: api.Header, Body: []byte("{,}")}},
	})
}

// Every reason of the parser has a name.
func TestReasons(t *testing.T) {
	for _, text := range []string{"", "{", `{"`, `{"a`, `{"a"}`, `{"a":1`, `[1`, "[", "x", "1 2", "\"\n\"", `"\x"`, `"\u1"`, `"\ud800"`, "-", "1.", "1e", strings.Repeat("[", 513), "\"\xff\""} {
		_, err := jsontext.Parse([]byte(text))
		fault, ok := err.(*jsontext.SyntaxError)
		require.True(t, ok, text)
		require.NotEmpty(t, entry(jsonReasons, fault.Reason), "%q: %s", text, fault.Reason)
	}
}

// No text keeps the rules busy for long, and none makes them fail.
func FuzzExchange(f *testing.F) {
	f.Add("Basic "+encode(anID+":"+aSecret+"\n"), login, typeJSON, true)
	f.Add("Basic \u200B"+encode("a:b")+"==\n x", `{'a':'b',}`, typeJSON, true)
	f.Add("Basic Basic “%zz”:<a>", "grant_type=password&password=a+b%&c", typeForm, true)
	f.Add("Bearer", `"{\"a\":\"\ud83d\ude00`, "multipart/form-data", false)
	f.Add("YTpi", "--b\r\nname=\"", "multipart/form-data", false)
	f.Fuzz(func(t *testing.T, authorization, body, mediaType string, refused bool) {
		q := asks("Content-Type: " + mediaType + "\n\n" + body)
		q.Header.Add("Authorization", authorization)
		c := Case{Request: &q}
		if refused {
			c.Response = refusesClient
		}
		for _, known := range []Known{{}, {Client: authcore.Client{ID: anID, Secret: aSecret}, Username: "u", Password: "a+b%&c"}} {
			for _, finding := range ours(Exchange(c, known)) {
				for _, m := range finding.Evidence {
					marked(t, c, m)
				}
			}
		}
	})
}
