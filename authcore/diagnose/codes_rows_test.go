// For each code there is, the rows of testdata/codes: what is the fault, what
// looks like it and is none, and what rules it out.

package diagnose_test

import (
	"embed"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

//go:embed testdata/codes/*.txt
var codeFiles embed.FS

// cannotBeRuledOut are the reasons why nothing in a request or an answer can
// say that a cause is none.
var cannotBeRuledOut = map[string]string{
	"failure": "why no answer came is told by whoever sent the request: there is nothing beside it to look at",
	"answer":  "the answer itself says it",
}

// A codeRow is a row about one code, or about several that are listed
// together:
//
//	== CODE …
//	+ CERTAINTY NAME         the fault
//	- NAME                   looks like it, and is none
//	x REASON NAME            would explain the answer, and is ruled out for the reason
//	x bytes NAME             likewise: nothing is said of it, since the bytes show another cause, or that it is none
//	x never REASON           see cannotBeRuledOut
//
// Below the name: "known …"; messages as in the other rows, or ">> NAME", one
// of the requests of plainly; "~ OLD => NEW" puts other text into the request;
// "h NAME: VALUE" adds a line to its header; "! FAILURE …" is why no answer
// came. «…» is base64 of what stands in it.
type codeRow struct {
	written
	codes         []string
	sign          string // "+", "-", "x"
	detail        string // the certainty, or the reason
	file          string
	unanswered    *diagnose.Failure
	neverRuledOut bool
}

// plainly are requests that are right.
var plainly = map[string]string{
	"token":     "> POST {pim}/api/oauth/v1/token\n> Content-Type: application/json\n> Authorization: Basic {basic}\n>\n> {\"grant_type\":\"password\",\"username\":\"erp_1234\",\"password\":\"s3cret\"}",
	"form":      "> POST {pim}/api/oauth/v1/token\n> Content-Type: application/x-www-form-urlencoded\n> Authorization: Basic {basic}\n>\n> grant_type=password&username=erp_1234&password=s3cret",
	"refresh":   "> POST {pim}/api/oauth/v1/token\n> Content-Type: application/json\n> Authorization: Basic {basic}\n>\n> {\"grant_type\":\"refresh_token\",\"refresh_token\":\"{r1}\"}",
	"api":       "> GET {pim}/api/rest/v1/categories\n> Authorization: Bearer {a1}",
	"create":    "> POST {pim}/api/rest/v1/categories\n> Content-Type: application/json\n> Authorization: Bearer {a1}\n>\n> {\"code\":\"shoes\"}",
	"root":      "> GET {pim}/api/rest/v1",
	"authorize": "> GET {pim}/connect/apps/v1/authorize?response_type=code&client_id={app}&scope=read_products%20write_categories&state=0a1b2c3d4e5f60718293",
	"callback":  "> GET https://app.example.com/callback?code={code}&state=0a1b2c3d4e5f60718293",
	"activate":  "> GET https://app.example.com/activate?pim_url=https%3A%2F%2Fpim.example.com",
	"exchange":  "> POST {pim}/connect/apps/v1/oauth2/token\n> Content-Type: application/x-www-form-urlencoded\n>\n> client_id={app}&code={code}&grant_type=authorization_code&code_identifier={identifier}&code_challenge={challenge}",
	"json":      "> POST {pim}/connect/apps/v1/oauth2/token\n> Content-Type: application/json\n>\n> {\"client_id\":\"{app}\",\"code\":\"{code}\",\"grant_type\":\"authorization_code\",\"code_identifier\":\"{identifier}\",\"code_challenge\":\"{challenge}\"}",
	"scopes":    "> POST {pim}/connect/apps/v1/scopes/update?scopes=read_products\n> Authorization: Bearer {a1}",
}

// brief are more names for what rows repeat.
var brief = map[string]string{
	"app":        appID,
	"appsecret":  appSecret,
	"identifier": appIdentifier,
	"challenge":  authcore.CodeChallenge(appIdentifier, appSecret),
	"user":       `"No user found for the given username and password"`,
	"json":       `"Invalid json message received"`,
	"issued":     `{"access_token":"{a1}","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"{r1}"}`,
	"issuedapp":  `{"access_token":"{a1}","token_type":"bearer","scope":"read_products"}`,
	"list":       `{"_links":{},"current_page":1,"_embedded":{"items":[]}}`,
	"type":       `"\"text/plain\" in \"Content-Type\" header is not valid. Only \"application/json\" or \"application/x-www-form-urlencoded\" are allowed."`,
	"noroute":    `"No route found for \"GET https://pim.example.com/api/rest/v1/category\""`,
	"pad300":     strings.Repeat(" ", 300-66),
	"bom":        "\uFEFF",
	"latin1":     "\xE9",
	"blank":      " ",
}

var inBase64 = regexp.MustCompile(`«([^»]*)»`)

// expanded puts values into a line of a row.
func expanded(t *testing.T, text string) string {
	for name, value := range brief {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	// A line feed comes last: until then a row is lines.
	text = strings.ReplaceAll(filled(strings.ReplaceAll(text, "{lf}", "\x00")), "\x00", "{lf}")
	return inBase64.ReplaceAllStringFunc(text, func(p string) string {
		says, err := strconv.Unquote(`"` + strings.TrimSuffix(strings.TrimPrefix(p, "«"), "»") + `"`)
		require.NoError(t, err, p)
		return base64.StdEncoding.EncodeToString([]byte(says))
	})
}

func readCodeRows(t *testing.T) (rows []codeRow) {
	files, err := codeFiles.ReadDir("testdata/codes")
	require.NoError(t, err)
	for _, file := range files {
		text, err := codeFiles.ReadFile("testdata/codes/" + file.Name())
		require.NoError(t, err)
		var codes []string
		var row *codeRow
		var message []string
		flush := func() {
			if len(message) > 0 {
				row.add(t, message)
			}
			message = nil
		}
		end := func() {
			if row != nil {
				flush()
				row.fail()
				rows = append(rows, *row)
			}
			row = nil
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			sign, rest, _ := strings.Cut(line, " ")
			switch sign {
			case "==":
				end()
				codes = strings.Fields(rest)
			case "+", "-", "x":
				end()
				row = &codeRow{codes: codes, sign: sign, file: file.Name()}
				row.name = rest
				if sign != "-" {
					row.detail, row.name, _ = strings.Cut(rest, " ")
				}
				if row.neverRuledOut = row.detail == "never"; row.neverRuledOut {
					require.Contains(t, cannotBeRuledOut, row.name, "%v", codes)
				}
			case "known":
				row.alsoKnows(t, strings.Fields(expanded(t, rest)))
			case ">>":
				flush()
				name, seconds, timed := strings.Cut(rest, " @")
				require.Contains(t, plainly, name)
				message = strings.Split(expanded(t, plainly[name]), "\n")
				if timed {
					message[0] += " @" + seconds
				}
			case "~":
				old, next, _ := strings.Cut(expanded(t, rest), " =>")
				next = strings.TrimPrefix(next, " ")
				was := strings.Join(message, "\n")
				require.Contains(t, was, old, "%s: %s", codes, row.name)
				message = strings.Split(strings.ReplaceAll(was, old, next), "\n")
			case "h":
				message = slices.Insert(message, 1, "> "+expanded(t, rest))
			case "!":
				row.unanswered = failureOf(t, strings.Fields(expanded(t, rest)))
			case ">", "<":
				if len(message) > 0 && message[0][0] != line[0] {
					flush()
				}
				message = append(message, expanded(t, line))
			default:
				require.Empty(t, line, "%s: %v", file.Name(), codes)
			}
		}
		end()
	}
	return rows
}

// fail sets why no answer came to the last request.
func (row *codeRow) fail() {
	if row.unanswered == nil {
		return
	}
	if len(row.cases) == 0 {
		row.cases = append(row.cases, diagnose.Case{})
	}
	row.cases[len(row.cases)-1].Failure = row.unanswered
}

func failureOf(t *testing.T, pieces []string) *diagnose.Failure {
	f := &diagnose.Failure{Code: pieces[0], Host: "pim.example.com"}
	for _, piece := range pieces[1:] {
		name, value, _ := strings.Cut(piece, "=")
		switch name {
		case "where":
			f.Where = value
		case "what":
			f.What = value
		case "at":
			n, err := strconv.Atoi(value)
			require.NoError(t, err)
			f.Offset = n
		case "acted":
			f.MayHaveActed = true
		case "near":
			f.LocalNetwork = value
		case "host":
			f.Host = value
		default:
			require.Fail(t, "failure", name)
		}
	}
	return f
}

// alsoKnows reads what only these rows know of, and leaves the rest to the
// others.
func (row *codeRow) alsoKnows(t *testing.T, pieces []string) {
	for _, piece := range pieces {
		name, value, _ := strings.Cut(piece, "=")
		switch k := &row.known; name {
		case "app":
			k.AppClientID, k.AppSecret = appID, appSecret
		case "state":
			k.State = value
		case "page":
			k.Page = value
		case "relay":
			k.Relay = true
		case "otherclient":
			id, secret, _ := strings.Cut(value, ":")
			k.Others = append(k.Others, diagnose.Environment{Name: "staging", Client: authcore.Client{ID: id, Secret: secret}})
		case "otherapp":
			k.Others = append(k.Others, diagnose.Environment{Name: "staging", AppClientID: value})
		default:
			row.knows(t, []string{piece})
		}
	}
}

// finds returns how certain a code is of a row, and why it is ruled out; "":
// nothing is said of it.
func (row codeRow) finds(code string) (certainty, reason string) {
	for _, f := range diagnose.Journal(row.cases, row.known) {
		if f.Code == code {
			return f.Certainty.String(), f.Reason
		}
	}
	return "", ""
}

func TestRowsOfCodes(t *testing.T) {
	for _, row := range readCodeRows(t) {
		if row.neverRuledOut {
			continue
		}
		require.NotEmpty(t, row.cases, row.name)
		if r := row.cases[len(row.cases)-1].Response; row.sign == "-" && r != nil && r.Status/100 == 2 && strings.Contains(r.Header.Get("Content-Type"), "json") {
			t.Run("nothing is certain/"+row.name, func(t *testing.T) {
				for _, f := range diagnose.Journal(row.cases, row.known) {
					require.NotEqual(t, diagnose.Certain, f.Certainty, f.Code)
				}
			})
		}
		for _, code := range row.codes {
			t.Run(code+"/"+row.sign+" "+row.name, func(t *testing.T) {
				certainty, reason := row.finds(code)
				switch {
				case row.sign == "+":
					require.Equal(t, row.detail, certainty)
				case row.sign == "-" || row.detail == "bytes":
					require.NotContains(t, []string{"certain", "likely", "possible"}, certainty)
				default:
					require.Equal(t, []string{"ruled_out", row.detail}, []string{certainty, reason})
				}
				if row.sign == "x" {
					require.True(t, diagnose.Explains(code, row.cases, row.known), "the answer is none that %s explains", code)
				}
			})
		}
	}
}

// Each code has a row in which it is the fault, a near miss, and one that
// rules it out or a reason why nothing can.
func TestEveryCodeHasRows(t *testing.T) {
	has := map[string]map[string]bool{"+": {}, "-": {}, "x": {}}
	for _, row := range readCodeRows(t) {
		for _, code := range row.codes {
			require.Contains(t, diagnose.Codes(), code, row.file)
			has[row.sign][code] = true
		}
	}
	// The rows of the other tables, and of the open part of the corpus, have
	// faults enough.
	files, err := rowFiles.ReadDir("testdata")
	require.NoError(t, err)
	for _, file := range files {
		for _, row := range readRows(t, file.Name()) {
			for _, line := range row.want {
				if words := strings.Fields(line); words[0] != "ruled_out" {
					has["+"][words[1]] = true
				}
			}
		}
	}
	for _, list := range rows(t, "open") {
		for _, r := range list {
			if r.Want != nil {
				has["+"][r.Want.Code] = true
			}
		}
	}
	for sign, what := range map[string]string{"+": "in which it is the fault", "-": "that looks like it and is none", "x": "that rules it out, nor a reason why none can"} {
		for _, code := range diagnose.Codes() {
			if !has[sign][code] {
				t.Errorf("%s has no row %s", code, what)
			}
		}
	}
}
