package standin_test

import (
	"strings"
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/standin"
)

// Ten exchanges with pages of 100 KB, of which 8 are kept.
func BenchmarkMake(b *testing.B) {
	r := request(basic(id+":"+secret+"\n"), `{"grant_type":"password","username":"anna","password":"otto"}`)
	page := authcore.Response{Status: 502, Body: []byte("<html>" + strings.Repeat("<p class=\"x1y2\">Some portal of some shop</p>\n", 2500))}
	var cases []diagnose.Case
	for range 10 {
		cases = append(cases, diagnose.Case{Request: &r, Response: &page})
	}
	for b.Loop() {
		s := standin.Make(cases, diagnose.Known{})
		if _, err := s.JSON(); err != nil {
			b.Fatal(err)
		}
	}
}
