package diagnose_test

import (
	"fmt"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
	"github.com/pim-auth/playground/authcore/diagnose/words"
)

// A client that was refused: the pair was encoded with the line feed of echo.
func ExampleExchange() {
	request := authcore.Request{
		Method: "POST",
		URL:    "https://pim.example.com/api/oauth/v1/token",
		Header: authcore.Header{
			{Name: "Content-Type", Value: "application/json"},
			{Name: "Authorization", Value: "Basic MV80Z200cm5vaXpwOGdza2drazA4MHNzb284MDA0MGc0NGtzb3d3Z3c4NDRrNDRzYzAwczo1ZHl2bzF6NnkzNHNvNG9na2drc3c4OG9va29vd3MwMGNnb2M0ODhrY3M4d2s0YzQwcwo="},
		},
		Body: []byte(`{"grant_type":"password","username":"myERPuser","password":"64bngr78"}`),
	}
	response := authcore.Response{
		Status: 422,
		Header: authcore.Header{{Name: "Content-Type", Value: "application/json"}},
		Body:   []byte(`{"code":422,"message":"Parameter \"client_id\" is missing or does not match any client, or secret is invalid"}`),
	}
	finding := diagnose.Exchange(diagnose.Case{Request: &request, Response: &response}, diagnose.Known{})[0]
	fmt.Println(finding.Certainty, finding.Code, finding.Arg("what"))
	mark := finding.Evidence[0]
	pair := diagnose.Pair(request.Header[mark.Line].Value)
	fmt.Printf("%q at byte %d of %d\n", pair[mark.From:mark.To], mark.From, len(pair))
	fmt.Println(finding.Fix.Header.Get("Authorization") != request.Header.Get("Authorization"))

	english, err := words.English()
	if err != nil {
		panic(err)
	}
	fmt.Println(english.Of(finding).Cause)
	// Output:
	// certain basic_line_feed line_feed
	// "\n" at byte 103 of 104
	// true
	// In the secret there is a line feed at the end, and the PIM takes it for a part of it.
}
