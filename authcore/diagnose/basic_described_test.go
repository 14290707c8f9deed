package diagnose

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
)

// The people and PIMs of these tests.
const (
	anID     = "12_3k5n0d9v1x4w8ss4oo0gcg4wkc0w8o4wckogk0ws88o4g4kgk"
	aSecret  = "2x6p9s0tq1mo4kws8c00gso4wcsw8k4ogw0s4kcoo8c4gs08k4"
	anAppID  = "9a3f2c51-77b0-4d0e-8f15-2b6c1f0e4d7a"
	aToken   = "YTRjYzBmN2Q5YjQ4YzE1NTNhYTcyMGRiMDk1OTRhOTMyMTkzMGMwNjMxYTAzMGM5ZmI1NTUyYTEwZTUxZmE0Nw"
	tokenURL = "https://pim.example.com" + tokenPath
)

var (
	refusesClient = refusal(422, `Parameter "client_id" is missing or does not match any client, or secret is invalid`)
	refusesGrant  = refusal(422, `Parameter "grant_type", "username" or "password" is missing, empty or invalid`)
	refusesUser   = refusal(422, "No user found for the given username and password")
	refusesJSON   = refusal(400, "Invalid json message received")
	login         = `{"grant_type":"password","username":"erp_1234","password":"0a1b2c3d4"}`
	loginForm     = "grant_type=password&username=erp_1234&password=0a1b2c3d4"
)

func refusal(status int, message string) *authcore.Response {
	return &authcore.Response{
		Status: status,
		Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:   []byte(`{"code":` + strconv.Itoa(status) + `,"message":` + strconv.Quote(message) + `}`),
	}
}

// asks is a POST to the token route: header lines, a blank line, the body.
func asks(text string) authcore.Request {
	head, body, _ := strings.Cut(text, "\n\n")
	q := authcore.Request{Method: "POST", URL: tokenURL}
	for line := range strings.SplitSeq(head, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			q.Header.Add(name, value)
		}
	}
	if body != "" {
		q.Body = []byte(body)
	}
	return q
}

func encode(pair string) string { return base64.StdEncoding.EncodeToString([]byte(pair)) }

// withHeader is a login with JSON and a line Authorization.
func withAuthorization(value string) authcore.Request {
	q := asks("Content-Type: application/json\n\n" + login)
	q.Header.Add("Authorization", value)
	return q
}

func withPair(pair string) authcore.Request { return withAuthorization("Basic " + encode(pair)) }

// described writes findings as lines: certainty, code, arguments, the evidence
// as it stands in the message, and those lines of the changed request that the
// request does not have, the pair in its header decoded.
func described(t *testing.T, c Case, findings []Finding) string {
	t.Helper()
	var lines []string
	for _, f := range findings {
		if f.Certainty == RuledOut {
			continue
		}
		line := f.Certainty.String() + " " + f.Code
		for _, a := range f.Args {
			line += " " + a.Name + "=" + a.Value
		}
		for _, m := range f.Evidence {
			line += " | " + marked(t, c, m)
		}
		lines = append(lines, line)
		if f.Fix != nil {
			was := strings.Split(c.Request.HTTP().String(), "\n")
			for changed := range strings.SplitSeq(f.Fix.HTTP().String(), "\n") {
				if !contains(was, changed) {
					lines = append(lines, "  > "+legible(t, changed))
				}
			}
		}
		require.NotEmpty(t, f.Source, f.Code)
	}
	return strings.Join(lines, "\n")
}

func contains(lines []string, line string) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
}

func legible(t *testing.T, line string) string {
	credentials, ok := strings.CutPrefix(line, "Authorization: Basic ")
	if !ok {
		return line
	}
	pair, err := base64.StdEncoding.Strict().DecodeString(credentials)
	require.NoError(t, err, line)
	return "Authorization: Basic {" + string(pair) + "}"
}

// marked returns what a mark marks.
func marked(t *testing.T, c Case, m Mark) string {
	t.Helper()
	text := ""
	switch m.In + " " + m.Part {
	case "request header":
		text = c.Request.Header[m.Line].Value
		if m.Decoded {
			_, credentials, _ := strings.Cut(text, " ")
			text = string(lenient(credentials))
		}
	case "request body":
		text = string(c.Request.Body)
	case "request url":
		text = c.Request.URL
	case "request method":
		text = c.Request.Method
	case "response body":
		require.LessOrEqual(t, m.To, len(c.Response.Body))
		return "answer"
	case "earlier method":
		return "exchange " + strconv.Itoa(m.Line)
	default:
		require.Fail(t, "no such part", "%+v", m)
	}
	require.LessOrEqual(t, m.From, m.To)
	require.LessOrEqual(t, m.To, len(text))
	return m.Part + " " + strconv.Itoa(m.From) + " " + strconv.Quote(text[m.From:m.To])
}

// A finds is a row of the tables: a request, its answer, what is known, and
// what is found.
type finds struct {
	name  string
	q     authcore.Request
	a     *authcore.Response
	known Known
	want  string
}

func checkAll(t *testing.T, rows []finds) {
	t.Helper()
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := Case{Request: &row.q, Response: row.a}
			for _, f := range Exchange(c, row.known) {
				if f.Fix == nil {
					continue
				}
				for _, left := range Request(*f.Fix, row.known) {
					require.NotEqual(t, f.Code+fmt.Sprint(f.Args), left.Code+fmt.Sprint(left.Args), "it is still there after its fix")
				}
			}
			body, header := string(row.q.Body), append(authcore.Header(nil), row.q.Header...)
			require.Equal(t, strings.Trim(row.want, "\n"), described(t, c, ours(Exchange(c, row.known))))
			require.Equal(t, body, string(row.q.Body), "the request is not written into")
			require.Equal(t, header, append(authcore.Header(nil), row.q.Header...))
		})
	}
}

// ours are the findings of the rules for credentials and bodies.
func ours(findings []Finding) (kept []Finding) {
	for _, f := range findings {
		for _, prefix := range [...]string{"basic_", "client_refused", "body_", "json_", "shell_", "content_type", "form_", "grant_", "parameter_", "params_", "value_invisible", "scope_sent", "redirected_"} {
			if strings.HasPrefix(f.Code, prefix) && f.Code != "json_required" && f.Code != "json_in_html" {
				kept = append(kept, f)
				break
			}
		}
	}
	return kept
}

// ruledOut are the codes that are ruled out, with their reasons.
func ruledOut(findings []Finding) map[string]string {
	codes := map[string]string{}
	for _, f := range findings {
		if f.Certainty == RuledOut {
			codes[f.Code] = f.Reason
		}
	}
	return codes
}
