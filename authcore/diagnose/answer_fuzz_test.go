// Whatever is pasted: no rule may fail.

package diagnose_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

// Nothing that is pasted makes a rule fail, and every mark stands within the
// message that it marks.
func FuzzJournal(f *testing.F) {
	for _, file := range []string{"answers.txt", "servers.txt", "tokens.txt"} {
		text, err := rowFiles.ReadFile("testdata/" + file)
		if err != nil {
			f.Fatal(err)
		}
		for block := range strings.SplitSeq(string(text), "\n# ") {
			f.Add(filled(block))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		cases := anyCases(text)
		for _, finding := range diagnose.Journal(cases, diagnose.Known{Client: authcore.Client{ID: stand["id"], Secret: stand["secret"]}, Username: "u", Password: "p", PIM: "https://pim.example.com/x", Now: time.Unix(1_700_009_000, 0)}) {
			require.NotEmpty(t, finding.Source, finding.Code)
			for _, m := range finding.Evidence {
				require.LessOrEqual(t, m.From, m.To, finding.Code)
				if !m.Decoded {
					_ = marked(m, cases)
				}
			}
		}
	})
}

// anyCases makes exchanges of any text: lines that begin with > and < as in the
// rows, and whatever stands there.
func anyCases(text string) []diagnose.Case {
	cases := []diagnose.Case{{}}
	for line := range strings.SplitSeq(text, "\n") {
		last := &cases[len(cases)-1]
		switch {
		case strings.HasPrefix(line, "> ") && (last.Request == nil || last.Response != nil):
			method, url, _ := strings.Cut(line[2:], " ")
			url, _, timed := strings.Cut(url, " @")
			c := diagnose.Case{Request: &authcore.Request{Method: method, URL: url}}
			if timed {
				c.At = time.Unix(1_700_000_000+int64(len(cases))*3000, 0)
			}
			if last.Request == nil && last.Response == nil {
				*last = c
			} else {
				cases = append(cases, c)
			}
		case strings.HasPrefix(line, ">") && last.Request != nil:
			if name, value, ok := strings.Cut(strings.TrimPrefix(line[1:], " "), ": "); ok && last.Request.Body == nil {
				last.Request.Header.Add(name, value)
			} else {
				last.Request.Body = append(last.Request.Body, line[1:]...)
			}
		case strings.HasPrefix(line, "< ") && last.Response == nil:
			status := 0
			for _, c := range []byte(line[2:min(len(line), 5)]) {
				status = status*10 + int(c-'0')%10
			}
			last.Response = &authcore.Response{Status: status, Body: []byte(line[min(len(line), 6):])}
		case strings.HasPrefix(line, "<") && last.Response != nil:
			if name, value, ok := strings.Cut(strings.TrimPrefix(line[1:], " "), ": "); ok && len(last.Response.Body) == 0 {
				last.Response.Header.Add(name, value)
			} else {
				last.Response.Body = append(last.Response.Body, line[1:]...)
			}
		}
	}
	return cases
}

// BenchmarkLong shows that the time grows with the length and no faster: a
// tenth of the input in a tenth of the time.
func BenchmarkLong(b *testing.B) {
	for name, piece := range map[string]string{"slashes": "/", "segments": "/api", "invisible": "\u200B", "pairs": "a=b&", "brackets": "[", "quotes": `"`, "bearers": "Bearer ", "json": `{"code":`} {
		for _, size := range []int{1 << 20, 10 << 20} {
			long := strings.Repeat(piece, size/len(piece))
			q := authcore.Request{Method: "GET", URL: "https://pim.example.com/api/rest/v1/x" + long + "?" + long, Header: authcore.Header{{Name: "Authorization", Value: "Bearer " + long}}, Body: []byte(long)}
			a := authcore.Response{Status: 404, Body: []byte(`{"code":404,"message":"No route found for \"GET ` + "/x" + `\""}` + long)}
			b.Run(name+"/"+strconv.Itoa(size>>20)+"MB", func(b *testing.B) {
				for b.Loop() {
					diagnose.Exchange(diagnose.Case{Request: &q, Response: &a}, diagnose.Known{})
				}
			})
		}
	}
}
