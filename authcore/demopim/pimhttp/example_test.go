package pimhttp_test

import (
	"fmt"
	"net/http/httptest"

	"github.com/pim-auth/playground/authcore/demopim"
	"github.com/pim-auth/playground/authcore/demopim/pimhttp"
)

// What goes wrong on purpose: a web server that takes the header away which it
// should pass on.
func ExampleServer() {
	pim := &demopim.PIM{Version: "5.0", Faults: demopim.Faults{StripAuthorization: true}}
	server := httptest.NewUnstartedServer(nil)
	server.Config = pimhttp.Server(&pimhttp.Handler{PIM: pim})
	server.Start()
	defer server.Close()

	erp := pim.Credentials().Connections[0]
	s := shop{pim: server.URL, clientID: erp.ClientID, secret: erp.Secret}
	fmt.Println(s.login(erp.Username, erp.Password))
	// Output:
	// 422 Parameter "client_id" is missing or does not match any client, or secret is invalid
}
