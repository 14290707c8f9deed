// No bytes make a PIM panic, and whatever it answers is an answer.

package demopim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/demopim"
)

func FuzzDo(f *testing.F) {
	add := func(r authcore.Request) {
		lines := ""
		for _, line := range r.Header {
			lines += line.Name + ": " + line.Value + "\n"
		}
		f.Add(r.Method, r.URL, lines, r.Body)
	}
	add(grant("myERPuser"))
	add(get("/api/rest/v1/categories?search=%7B%22code%22:[%7B%22operator%22:%22IN%22,%22value%22:[1]%7D]%7D&page=2&limit=3&with_count=true", "TOKEN"))
	add(get("/api/rest/v1/categories/caf%C3%A9%FF/?x[a=1&.=%&[]", "TOKEN"))
	add(get("//api/rest/v1/%2f%", ""))
	add(control("faults", `{"status":503,"slow":"2s"}`))
	add(control("clock", `{"advance":"9999999h"}`))
	add(control("reset", `{"version":"7"}`))
	f.Add("", "", "", []byte(nil))
	f.Add("HEAD", "http://[::1", "Referer: \xff\n: \n", []byte("\x00"))
	f.Add("POST", "https://h/api/oauth/v1/token", "Content-Type: application/x-www-form-urlencoded\nAuthorization: basic !!!\n", []byte("a[b][c=1&&=&grant_type=urn:"))
	f.Fuzz(func(t *testing.T, method, url, lines string, body []byte) {
		pim := newPIM()
		token := login(t, pim, "myERPuser")
		r := authcore.Request{Method: method, URL: url, Body: body}
		for line := range strings.SplitSeq(lines, "\n") {
			if name, value, ok := strings.Cut(line, ": "); ok {
				r.Header.Add(name, strings.ReplaceAll(value, "TOKEN", token))
			}
		}
		for range 2 { // the second meets what the first has done
			answer := pim.Do(r)
			require.GreaterOrEqual(t, answer.Status, 200)
			require.Less(t, answer.Status, 600)
			if strings.EqualFold(method, "HEAD") {
				require.Empty(t, answer.Body)
			} else if answer.Header.Get("Content-Type") == "application/json" && pim.ActiveFaults() == (demopim.Faults{}) {
				require.True(t, json.Valid(answer.Body), "%s", answer.Body)
			}
		}
		require.NoError(t, newPIM().Restore(pim.Snapshot()))
	})
}

func FuzzRestore(f *testing.F) {
	pim := newPIM()
	login(f, pim, "myERPuser")
	pim.Do(control("faults", `{"slow":"2s"}`))
	f.Add(pim.Snapshot())
	f.Add([]byte(`{"snapshot":2}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		pim := newPIM()
		if pim.Restore(doc) != nil {
			return
		}
		again := newPIM()
		require.NoError(t, again.Restore(pim.Snapshot()))
		require.Equal(t, string(pim.Snapshot()), string(again.Snapshot()))
		pim.Do(get("/api/rest/v1/categories?with_position=1", "x"))
		pim.Do(grant("myERPuser"))
	})
}
