// Exchanges and the findings about them as text: the rows of testdata, which
// read as the specification of what is said of routes, servers, tokens and
// permissions.

package diagnose_test

import (
	"embed"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
)

//go:embed testdata/*.txt
var rowFiles embed.FS

// stand are what {names} in the rows stand for.
var stand = map[string]string{
	"pim":     "https://pim.example.com",
	"id":      "1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s",
	"secret":  "5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
	"basic":   base64.StdEncoding.EncodeToString([]byte("1_4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s:5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s")),
	"other":   base64.StdEncoding.EncodeToString([]byte("2_2i67zh6y11wk48csowgcsocc4wo080kkg8w44cgokwscowo0gs:53bdt1c0w4100kc4gk0sw08o8w04cs8kgc8ws448cocgk84oc4")),
	"typed":   base64.StdEncoding.EncodeToString([]byte("erp:s3cret")),
	"a1":      "YTRjYzBmN2Q5YjQ4YzE1NTNhYTcyMGRiMDk1OTRhOTMyMTkzMGMwNjMxYTAzMGM5ZmI1NTUyYTEwZTUxZmE0Nw",
	"a2":      "NGY2NTY4MjMyMTdkY2E0OGE3NTRmMjhmYTRkMzZhZjMyNjVkYjg0OGJhNzMwMjRjZWFiZmU3ZWVmYjBiN2UxOA",
	"r1":      "MDlmNzc0YmI4ZjZlY2Y1NjIyZDE5ZThiNTU1NWFhNzkxZjZkMzNiZmY0OTQxOTg5OTQ0YjVhNGU2ZmI1MjQ0NA",
	"r2":      "NTcyZmRkYjYyNjkwNmI2YmYxOGY3MGNiM2E1NDRiMzZjMmJiZWNhNTZiZGIxNTM2YzJhYThlNDk3Mjg4NWUxZQ",
	"code":    "NDAwYjZjY2Y4NDYxOWRlNmQ1MTk3ZTE2ZmVmNmQyYzMzY2Q0MmRlZDBhNTA3Y2VmY2QxMTVhNjY5NDU2N2YxMw",
	"nbsp":    "\u00A0",
	"zwsp":    "\u200B",
	"lf":      "\n",
	"missing": `"Full authentication is required to access this resource."`,
	"invalid": `"The access token provided is invalid."`,
	"client":  `"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"`,
	"grant":   `"Parameter \"grant_type\", \"username\" or \"password\" is missing, empty or invalid"`,
	"refused": `"Refresh token is invalid or has expired"`,
}

var place = regexp.MustCompile(`\{([a-z0-9]+)\}`)

func filled(text string) string {
	return place.ReplaceAllStringFunc(text, func(p string) string {
		if v, ok := stand[p[1:len(p)-1]]; ok {
			return v
		}
		return p
	})
}

// emptied puts the names of long values back into a text.
func emptied(text string) string {
	for _, name := range []string{"basic", "other", "typed", "a1", "a2", "r1", "r2", "code", "id", "secret", "pim", "nbsp", "zwsp", "missing", "invalid", "client", "grant", "refused", "lf"} {
		text = strings.ReplaceAll(text, stand[name], "{"+name+"}")
	}
	return text
}

// A written is one row: "# name", "known …", requests in lines that begin with
// >, answers in lines that begin with <, then the findings, one a line.
type written struct {
	name  string
	cases []diagnose.Case
	known diagnose.Known
	want  []string
}

func readRows(t *testing.T, file string) (rows []written) {
	text, err := rowFiles.ReadFile("testdata/" + file)
	require.NoError(t, err)
	for block := range strings.SplitSeq("\n"+string(text), "\n# ") {
		lines := strings.Split(strings.TrimRight(block, "\n"), "\n")
		if lines[0] == "" {
			continue
		}
		row := written{name: lines[0]}
		var message []string
		flush := func() {
			if len(message) > 0 {
				row.add(t, message)
			}
			message = nil
		}
		for _, line := range lines[1:] {
			switch {
			case strings.HasPrefix(line, "known "):
				row.knows(t, strings.Fields(filled(line))[1:])
			case line == ">" || line == "<" || strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "< "):
				if len(message) > 0 && message[0][0] != line[0] {
					flush()
				}
				message = append(message, line)
			case line != "":
				flush()
				row.want = append(row.want, line)
			}
		}
		flush()
		rows = append(rows, row)
	}
	return rows
}

// add reads a message: "> POST https://… @60" or "< 422 {…}", header lines, an
// empty line, the body. A message in JSON may stand for {"code":…,"message":…}.
func (row *written) add(t *testing.T, lines []string) {
	first, rest := filled(strings.TrimPrefix(lines[0][1:], " ")), lines[1:]
	var h authcore.Header
	var body []byte
	for i, line := range rest {
		line = filled(strings.TrimPrefix(line[1:], " "))
		if line == "" {
			var more []string
			for _, l := range rest[i+1:] {
				more = append(more, filled(strings.TrimPrefix(l[1:], " ")))
			}
			body = []byte(strings.Join(more, "\n"))
			break
		}
		name, value, ok := strings.Cut(line, ": ")
		require.True(t, ok, "%s: %q is no header line", row.name, line)
		h.Add(name, value)
	}
	if lines[0][0] == '>' {
		first, seconds, timed := strings.Cut(first, " @")
		method, url, _ := strings.Cut(first, " ")
		c := diagnose.Case{Request: &authcore.Request{Method: method, URL: url, Header: h, Body: body}}
		if timed {
			n, err := strconv.Atoi(seconds)
			require.NoError(t, err)
			c.At = time.Unix(1_700_000_000+int64(n), 0)
		}
		row.cases = append(row.cases, c)
		return
	}
	number, short, _ := strings.Cut(first, " ")
	status, err := strconv.Atoi(number)
	require.NoError(t, err, row.name)
	if strings.HasPrefix(short, `"`) {
		short = `{"code":` + number + `,"message":` + short + `}`
	}
	if short != "" {
		body = []byte(short)
		if !h.Has("Content-Type") {
			h.Add("Content-Type", "application/json")
		}
	}
	if n := len(row.cases) - 1; n < 0 || row.cases[n].Response != nil {
		row.cases = append(row.cases, diagnose.Case{})
	}
	row.cases[len(row.cases)-1].Response = &authcore.Response{Status: status, Header: h, Body: body}
}

func (row *written) knows(t *testing.T, pieces []string) {
	for _, piece := range pieces {
		name, value, _ := strings.Cut(piece, "=")
		switch k := &row.known; name {
		case "version":
			k.Version = value
		case "pim":
			k.PIM = value
		case "client":
			k.Client = authcore.Client{ID: stand["id"], Secret: stand["secret"]}
		case "user":
			k.Username, k.Password, _ = strings.Cut(value, ":")
		case "now":
			n, err := strconv.Atoi(value)
			require.NoError(t, err)
			k.Now = time.Unix(1_700_000_000+int64(n), 0)
		case "other":
			o := diagnose.Environment{Name: "staging"}
			for part := range strings.SplitSeq(value, ",") {
				if user, password, ok := strings.Cut(part, ":"); ok {
					o.Username, o.Password = user, password
				} else {
					o.Tokens = append(o.Tokens, part)
				}
			}
			k.Others = append(k.Others, o)
		default:
			require.Fail(t, "known", name)
		}
	}
}

// said writes a finding: "certain code arg=value 'evidence' => what the changed
// request has that the request has not ? probes".
func said(f diagnose.Finding, cases []diagnose.Case) string {
	text := f.Certainty.String() + " " + f.Code
	for _, a := range f.Args {
		text += " " + a.Name + "=" + a.Value
	}
	for _, m := range f.Evidence {
		text += " '" + marked(m, cases) + "'"
	}
	if f.Fix != nil {
		text += " =>" + changes(*cases[len(cases)-1].Request, *f.Fix)
	}
	for _, p := range f.Probes {
		text += " ? " + p.Name
	}
	if f.Reason != "" {
		text += " " + f.Reason
	}
	return emptied(text)
}

func changes(was, is authcore.Request) (text string) {
	if was.Method != is.Method {
		text += " " + is.Method
	}
	if was.URL != is.URL {
		text += " " + is.URL
	}
	for _, f := range is.Header {
		if !slices.Contains(was.Header, f) {
			text += " " + f.Name + ": " + f.Value
		}
	}
	for _, f := range was.Header {
		if !is.Header.Has(f.Name) {
			text += " -" + f.Name
		}
	}
	if string(was.Body) != string(is.Body) {
		text += " " + string(is.Body)
	}
	return text
}

func TestRows(t *testing.T) {
	table, err := words.English()
	require.NoError(t, err)
	files, err := rowFiles.ReadDir("testdata")
	require.NoError(t, err)
	named := map[string]bool{}
	for _, file := range files {
		for _, row := range readRows(t, file.Name()) {
			t.Run(strings.TrimSuffix(file.Name(), ".txt")+"/"+row.name, func(t *testing.T) {
				require.False(t, named[row.name], "another row has the name")
				named[row.name] = true
				var got []string
				for _, f := range diagnose.Journal(row.cases, row.known) {
					if f.Certainty == diagnose.RuledOut && strings.HasPrefix(f.Code, "basic_") {
						continue // the pair has tests of its own
					}
					got = append(got, said(f, row.cases))
					row.speaks(t, table, f)
				}
				require.Equal(t, row.want, got)
			})
		}
	}
}

// speaks holds a finding to have words without open places and without secrets,
// and its cure to cure.
func (row written) speaks(t *testing.T, table *words.Table, f diagnose.Finding) {
	if f.Certainty == diagnose.RuledOut {
		require.NotEmpty(t, table.Reasons[f.Reason], "words for the reason %s", f.Reason)
		return
	}
	w := table.Of(f)
	for _, text := range append([]string{w.Cause, w.Cure, w.Change}, w.Detail...) {
		require.NotRegexp(t, `\{[a-z_]+(\|term)?\}`, text, "%s: a place without its argument", f.Code)
		for _, a := range f.Args {
			require.False(t, strings.Contains(a.Value, "_") && table.Terms[a.Value] == "" && a.Name == "what", "%s: no term for %s", f.Code, a.Value)
		}
		for _, name := range []string{"id", "secret", "basic", "a1", "a2", "r1", "r2", "code"} {
			require.NotContains(t, text, stand[name], f.Code)
		}
	}
	for _, p := range f.Probes {
		require.NotEmpty(t, table.Probes[p.Name], "words for the probe %s", p.Name)
		require.NotContains(t, string(p.Request.Body), "username")
	}
	if f.Fix == nil {
		return
	}
	require.NotEmpty(t, w.Change, "%s has a changed request, and no words for what it changes", f.Code)
	require.NotEqual(t, *row.cases[len(row.cases)-1].Request, *f.Fix, f.Code)
	cases := append(slices.Clone(row.cases[:len(row.cases)-1]), diagnose.Case{Request: f.Fix, At: row.cases[len(row.cases)-1].At})
	for _, left := range diagnose.Journal(cases, row.known) {
		require.False(t, left.Code == f.Code && slices.Equal(left.Args, f.Args) && left.Certainty == diagnose.Certain, "%s is still there after its fix", f.Code)
	}
}
