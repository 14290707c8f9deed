// What is asked of the demo PIM of every version. Each row is one thing that a
// connector or an App may meet.

package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/pim-auth/playground/authcore"
)

const categories = "/api/rest/v1/categories"

var probes = []probe{
	{"no-token", "A call without a token", "Tell it by the status, 401: the body changes its shape.",
		func(a *asker) told { return a.tell(request("GET", categories, "")) }},
	{"unknown-token", "A token that the PIM does not know", "",
		func(a *asker) told { return a.tell(bearer("GET", categories, "unknown")) }},
	{"expired-token", "A token after its hour", "",
		func(a *asker) told {
			r := a.get(categories)
			a.control("clock", map[string]string{"advance": "3601s"})
			return a.tell(r)
		}},
	{"disabled-user", "A token for a user who is disabled", "Up to 5.0 the token comes, and the calls fail.",
		func(a *asker) told { return a.tell(a.password("disabled", "disabled")) }},
	{"disabled-since", "The token of a user who was disabled since", "Tell it by the status: the text names three different reasons.",
		func(a *asker) told {
			r := a.get(categories)
			a.control("users", map[string]any{"username": a.demo.Username, "enabled": false})
			return a.tell(r)
		}},
	{"long-body", "More than 300 bytes for a token", "Send nothing but what the grant needs.",
		func(a *asker) told {
			r := a.password(a.demo.Username, a.demo.Password)
			r.Body = append(r.Body[:len(r.Body)-1], `,"padding":"`+strings.Repeat("x", 300)+`"}`...)
			t := a.tell(r)
			t.ask = strings.ReplaceAll(t.ask, strings.Repeat("x", 300), "… 300 bytes …")
			return t
		}},
	{"form-body", "A form instead of JSON for a token", "",
		func(a *asker) told {
			return a.tell(request("POST", "/api/oauth/v1/token", "grant_type=password&username="+a.demo.Username+"&password="+a.demo.Password,
				"Content-Type", "application/x-www-form-urlencoded", "Authorization", a.basic()))
		}},
	{"no-type", "No Content-Type for a token", "",
		func(a *asker) told {
			r := a.password(a.demo.Username, a.demo.Password)
			r.Header.Del("Content-Type")
			return a.tell(r)
		}},
	{"wrong-secret", "A wrong secret", "",
		func(a *asker) told {
			r := a.password(a.demo.Username, a.demo.Password)
			r.Header.Del("Authorization")
			r.Header.Add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(a.demo.ClientID+":wrong")))
			t := a.tell(r)
			t.ask = strings.ReplaceAll(t.ask, r.Header.Get("Authorization"), "Basic client_id:wrong")
			return t
		}},
	{"wrong-password", "A wrong password", "",
		func(a *asker) told { return a.tell(a.password(a.demo.Username, "wrong")) }},
	{"used-refresh", "A refresh token used twice", "",
		func(a *asker) told {
			var got struct {
				RefreshToken string `json:"refresh_token"`
			}
			a.read(a.pim.Do(a.password(a.demo.Username, a.demo.Password)).Response, &got)
			body := fmt.Sprintf(`{"grant_type":"refresh_token","refresh_token":"%s"}`, got.RefreshToken)
			r := request("POST", "/api/oauth/v1/token", body, "Content-Type", "application/json", "Authorization", a.basic())
			a.pim.Do(r)
			return a.tell(r)
		}},
	{"token-slash", "The token route with a slash at its end", "Tell a wrong path by the status: the text names the path first, later the whole address.",
		func(a *asker) told { return a.tell(request("POST", "/api/oauth/v1/token/", "")) }},
	{"token-get", "GET for a token", "",
		func(a *asker) told { return a.tell(request("GET", "/api/oauth/v1/token", "")) }},
	{"no-route", "A path that there is not", "",
		func(a *asker) told { return a.tell(a.get("/api/rest/v1/nope")) }},
	{"wrong-method", "A method that a path does not take", "",
		func(a *asker) told { return a.tell(request("DELETE", categories, "")) }},
	{"slash", "Categories with a slash at the end", "",
		func(a *asker) told { return a.tell(a.get(categories + "/")) }},
	{"bracket", "Brackets in the query", "Arrays in a query were ignored and are refused now: leave them out.",
		func(a *asker) told { return itemCount(a.tell(a.get(categories + "?x[]=1"))) }},
	{"accept", "Accept with two types", "",
		func(a *asker) told { return a.tell(a.get(categories, "Accept", "application/json, text/plain")) }},
	{"category", "One category", "A member more, updated: ignore members that you do not know.",
		func(a *asker) told { return a.tell(a.get(categories + "/categoryA")) }},
	{"search", "Categories that are searched for", "Before 4.0 the parameter is ignored: all categories come.",
		func(a *asker) told {
			return itemCount(a.tell(a.get(categories + `?search={"code":[{"operator":"IN","value":["master"]}]}`)))
		}},
	{"position", "A category’s place in its tree", "",
		func(a *asker) told { return members(a.tell(a.get(categories + "?limit=1&with_position=true"))) }},
	{"no-entity", "A role that may not list categories", "On SaaS this text no longer means that the whole API is closed.",
		func(a *asker) told { return a.tell(bearer("GET", categories, a.token("julia", "julia"))) }},
	{"no-products", "The same role lists products", "From 6.0 on products want a permission of their own.",
		func(a *asker) told {
			return itemCount(a.tell(bearer("GET", "/api/rest/v1/products?limit=1", a.token("julia", "julia"))))
		}},
	{"no-api", "A role that may not use the API", "",
		func(a *asker) told { return a.tell(bearer("GET", categories, a.token("kevin", "kevin"))) }},
	{"policy", "A policy on every answer", "Nothing for a connector: only browsers read it.",
		func(a *asker) told {
			return headerOnly(a.tell(request("GET", "/api/rest/v1", ""), "Content-Security-Policy"))
		}},
	{"system", "The version, by the API", "Before 5.0 only a person can read it, at the screen.",
		func(a *asker) told { return a.tell(a.get("/api/rest/v1/system-information")) }},
	{"label-option", "A client made on the server, the label as an option", "Write the command for each version apart.",
		func(a *asker) told {
			return a.console(`pim:oauth-server:create-client --grant_type="password" --grant_type="refresh_token" --label="ERP"`)
		}},
	{"label-argument", "The same, the label as an argument", "",
		func(a *asker) told {
			return a.console(`pim:oauth-server:create-client ERP --grant_type="password" --grant_type="refresh_token"`)
		}},
	{"connection-console", "A connection made on the server", "",
		func(a *asker) told { return a.console(`akeneo:connectivity-connection:create shop --label="Shop"`) }},
	{"connection", "What the screen of connections sends", "",
		func(a *asker) told {
			return a.at("POST", "/rest/connections", `{"code":"shop","label":"Shop","flow_type":"other"}`)
		}},
	{"secret", "A new secret, by the screen", "",
		func(a *asker) told { return a.at("POST", "/rest/connections/erp/regenerate-secret", "") }},
	{"authorize", "An App that the PIM does not know asks for authorization", "The text is for the person: the App never hears of it.",
		func(a *asker) told {
			return a.at("GET", "/connect/apps/v1/authorize?response_type=code&client_id=nope&scope=read_products", "")
		}},
	{"long-scope", "More than 1000 characters of scopes", "",
		func(a *asker) told {
			long := strings.TrimSpace(strings.Repeat("read_products ", 80))
			t := a.at("GET", "/connect/apps/v1/authorize?response_type=code&client_id="+a.app.ClientID+"&scope="+strings.ReplaceAll(long, " ", "%20"), "")
			t.ask = "GET /connect/apps/v1/authorize?response_type=code&client_id=…&scope=read_products%20… 80 times …"
			return t
		}},
	{"app-token", "A code for an App’s token", "",
		func(a *asker) told { return a.asApp(a.exchange(a.code("read_products"), false)) }},
	{"app-query", "The same, in the address instead of the body", "Always send a body.",
		func(a *asker) told { return a.asApp(a.exchange(a.code("read_products"), true)) }},
	{"bad-code", "A code that the PIM does not know", "6.0 gives no reason: decide by the member error.",
		func(a *asker) told { return a.asApp(a.exchange("unknown", false)) }},
	{"late-code", "A code after its 30 seconds", "",
		func(a *asker) told {
			r := a.exchange(a.code("read_products"), false)
			a.control("clock", map[string]string{"advance": "31s"})
			return a.asApp(r)
		}},
	{"old-app-token", "The App’s old token, after it got more scopes", "From 7.0 on, use the new token at once: the old one dies.",
		func(a *asker) told {
			token := a.appToken("read_categories")
			a.appToken("read_categories read_products")
			return a.unlessNone(itemCount(a.tell(bearer("GET", categories, token))))
		}},
	{"scopes-update", "An App says that it wants more scopes", "",
		func(a *asker) told {
			r := bearer("POST", "/connect/apps/v1/scopes/update?scopes=read_products%20write_products", a.appToken("read_products"))
			r.Header.Add("Accept", "application/json")
			return a.tell(r)
		}},
	{"disconnected", "The token of an App that was disconnected", "From 7.0 on the PIM says so: ask the person to connect the App again.",
		func(a *asker) told {
			token := a.appToken("read_categories")
			if a.hasApps {
				a.disconnect()
			}
			return a.unlessNone(a.tell(bearer("GET", categories, token)))
		}},
	{"key", "The key that id_tokens are signed with", "",
		func(a *asker) told {
			return a.tell(request("GET", "/connect/apps/v1/openid/public-key", "", "Accept", "application/json"))
		}},
	{"id-token", "The claims of an id_token", "",
		func(a *asker) told { return a.claims() }},
	{"own-app", "An App of one’s own, made by the API", "Two names for the same thing.",
		func(a *asker) told {
			r := request("POST", "/api/rest/v1/test-apps", `{"name":"","activate_url":"https://app/a","callback_url":"https://app/c"}`,
				"Authorization", "Bearer "+a.token("admin", "admin"), "Content-Type", "application/json")
			return a.tell(r)
		}},
	{"own-app-screen", "An App of one’s own, made at the screen", "",
		func(a *asker) told {
			path := "/rest/custom-apps"
			if a.version == authcore.V7_0 {
				path = "/rest/marketplace/test-apps"
			}
			return a.at("POST", path, `{"name":"My App","activateUrl":"https://app/a","callbackUrl":"https://app/c"}`)
		}},
}

// asApp asks the App's token route, which answers in HTML to those who do not
// ask for JSON.
func (a *asker) asApp(r authcore.Request) told {
	r.Header.Add("Accept", "application/json")
	return a.tell(r)
}

// disconnect takes the App away, before the question.
func (a *asker) disconnect() {
	location := a.screen("GET", "/connect/apps/v1/connected_app/"+a.app.ClientID, "").Header.Get("Location")
	_, code, found := strings.Cut(location, "/#/connect/connected-apps/")
	if !found { // 6.0 has no such address
		var confirmed struct{ UserGroup string }
		a.screen("GET", "/connect/apps/v1/authorize?response_type=code&scope=read_categories%20read_products&client_id="+a.app.ClientID, "")
		a.read(a.screen("POST", "/rest/apps/confirm-authorization/"+a.app.ClientID, ""), &confirmed)
		code = confirmed.UserGroup
	}
	if r := a.screen("DELETE", "/rest/apps/connected-apps/"+code, ""); r.Status != 204 && a.err == nil {
		a.err = fmt.Errorf("disconnect %q: %d %s", code, r.Status, r.Body)
	}
}

// claims tells what an id_token says, by its names.
func (a *asker) claims() told {
	r := a.exchange(a.code("openid profile email"), false)
	r.Header.Add("Accept", "application/json")
	response := a.pim.Do(r).Response
	t := told{ask: a.told(r) + "\n\nafter the scopes openid profile email", answer: answered(response)}
	var got struct {
		IDToken string `json:"id_token"`
	}
	if !a.hasApps {
		return a.unlessNone(t)
	}
	a.read(response, &got)
	if parts := strings.Split(got.IDToken, "."); len(parts) == 3 {
		claims, err := base64.RawURLEncoding.DecodeString(parts[1])
		if err != nil && a.err == nil {
			a.err = err
		}
		t.answer = strings.Join(memberNames(claims), ", ")
	}
	return t
}

// itemCount tells how many items came instead of what they are.
func itemCount(t told) told {
	head, body, _ := strings.Cut(t.answer, "\n\n")
	var page struct {
		Embedded struct {
			Items []struct{ Code, Identifier string }
		} `json:"_embedded"`
	}
	if strings.HasPrefix(head, "200") && json.Unmarshal([]byte(body), &page) == nil {
		t.answer = fmt.Sprintf("%s\n\n%d items", head, len(page.Embedded.Items))
		if len(page.Embedded.Items) == 1 {
			t.answer = head + "\n\n1 item"
		}
	}
	return t
}

// members tells the names of what the first item says.
func members(t told) told {
	head, body, _ := strings.Cut(t.answer, "\n\n")
	var page struct {
		Embedded struct{ Items []json.RawMessage } `json:"_embedded"`
	}
	if json.Unmarshal([]byte(body), &page) == nil && len(page.Embedded.Items) > 0 {
		t.answer = head + "\n\nan item has " + strings.Join(memberNames(page.Embedded.Items[0]), ", ")
	}
	return t
}

// memberNames returns the names of an object's members in their order.
func memberNames(object []byte) (names []string) {
	d := json.NewDecoder(bytes.NewReader(object))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return nil
	}
	for d.More() {
		name, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return nil
		}
		names = append(names, fmt.Sprint(name))
	}
	return names
}

// headerOnly leaves the body out.
func headerOnly(t told) told {
	t.answer, _, _ = strings.Cut(t.answer, "\n\n")
	return t
}
