// The login at the screens.

package demopim

import "github.com/pim-auth/playground/authcore"

const loginPath = "/user/login"

var loginRoutes = []route{
	{method: "GET", path: "/", guard: byNothing, act: (*call).home},
	{method: "GET", path: loginPath, guard: byNothing, act: (*call).loginPage},
}

func (c *call) home() *authcore.Response { return redirect(302, loginPath) }

func (c *call) loginPage() *authcore.Response { return loginForm(200) }

// askLogin answers what needs a login: the login page in the same response.
func (c *call) askLogin() *authcore.Response { return loginForm(401) }

func loginForm(status int) *authcore.Response {
	return page(status, "Login", "<h1>Demo PIM</h1>\n        <p>This is the login page of the PIM. A client of the API should never see it.</p>")
}
