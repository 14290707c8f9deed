// The steps that differ between the versions of the PIM, as people do them.

package main

import "github.com/pim-auth/playground/authcore"

var writtenSteps = []writtenChange{
	{"client", "Where the client ID and secret come from", "Write down where your users find theirs, for each version that you support.", []until{
		{authcore.V1_7, `A command on the server, with the label as an option: <code>php app/console pim:oauth-server:create-client --grant_type="password" --grant_type="refresh_token" --env=prod --label="ERP connection"</code>`},
		{authcore.V3_2, `<b>System</b> › <b>API connections</b> › <b>Create</b>: a label, save. The grid then shows both.`},
		{authcore.V5_0, `<b>System</b> › <b>Connections</b> › <b>Create</b>: a label, a flow type, save. Both stand under <b>Credentials</b>.`},
		{authcore.SaaS, `<b>Connect</b> › <b>Connection settings</b> › <b>Create</b>: a label, a flow type, save. Both stand under <b>Credentials</b>.`},
	}},
	{"user", "Where the API user comes from", "From 4.0 on nobody has to create a user for you, and nobody can read the password later.", []until{
		{authcore.V3_2, `<b>System</b> › <b>Users</b>: create one for this connector alone, and choose its password.`},
		{authcore.SaaS, `It comes with the connection: a generated username and password. The password is shown once, right after the connection was created; <b>Regenerate</b> makes a new one.`},
	}},
	{"role", "What the API user may do", "A missing permission is a 403, never a 401: tell it apart in your error messages.", []until{
		{authcore.V3_2, `<b>System</b> › <b>Role</b> › <b>Create role</b>, tab <b>Web API Permissions</b>: <b>Overall Web API access</b> and whatever else the calls need; tab <b>Users</b>: tick the API user.`},
		{authcore.SaaS, `The connection names the role and the group of its user. Give it a role of its own that has the Web API permissions.`},
	}},
	{"leaked", "When the secret leaked", "Expect every token to die with the secret: get new ones by password.", []until{
		{authcore.V1_7, `<code>php app/console pim:oauth-server:revoke-client the-client-id --env=prod</code> deletes the client, after a question. Then create another: it has another client ID.`},
		{authcore.V3_2, `<b>Revoke</b> under <b>System</b> › <b>API connections</b> deletes the whole connection. Then create another: it has another client ID.`},
		{authcore.SaaS, `The icon beside the secret makes a new one. The client ID stays, and so does the connection.`},
	}},
	{"console", "The console on the server", "On SaaS nobody has a console: describe the screens first.", []until{
		{authcore.V1_7, `<code>php app/console pim:oauth-server:create-client</code>, <code>list-clients</code> and <code>revoke-client</code>; the label is an option.`},
		{authcore.V3_2, `<code>php bin/console pim:oauth-server:create-client</code>, <code>list-clients</code> and <code>revoke-client</code>; the label is an argument.`},
		{authcore.V5_0, `The three of <code>php bin/console pim:oauth-server</code>, and <code>akeneo:connectivity-connection:create</code> for a whole connection.`},
		{authcore.V7_0, `The three of <code>php bin/console pim:oauth-server</code>, <code>akeneo:connectivity-connection:create</code>, and <code>akeneo:connectivity-connection:openid-keys:create</code> for the keys that Apps need.`},
		{authcore.SaaS, `None: the server is the vendor’s.`},
	}},
	{"wrong-pair", "The client of one connection with the user of another", "It works everywhere, and mixes up who did what: keep the four values of a connection together.", []until{
		{authcore.V4_0, `A token comes, and nothing tells anyone.`},
		{authcore.SaaS, `A token comes, and the connection’s screen shows the wrong combination.`},
	}},
	{"apps", "Apps", "Supporting Apps means 6.0 at least, and 7.0 to test your own without the marketplace.", []until{
		{authcore.V5_0, `There are none.`},
		{authcore.V6_0, `Those of the marketplace. An App of your own cannot be registered in the PIM.`},
		{authcore.V7_0, `Those of the marketplace and your own, called test apps, in developer mode and with the permission to manage test apps.`},
		{authcore.SaaS, `Those of the marketplace and your own, called custom apps: <b>Connect</b> › <b>App Store</b> › <b>Create an app</b>. There may be 20 of them.`},
	}},
	{"more-scopes", "An App that needs more scopes", "Up to 6.0, tell people to open the App again yourself.", []until{
		{authcore.V5_0, `There are no Apps.`},
		{authcore.V6_0, `It asks for them the next time that somebody connects or opens it.`},
		{authcore.SaaS, `It announces them with <code>POST /connect/apps/v1/scopes/update</code>. The PIM then asks its users to review the App.`},
	}},
	{"limit", "How many connections and Apps there may be", "One pair per connector is still right: 50 are many.", []until{
		{authcore.V6_0, `As many as you like.`},
		{authcore.SaaS, `50 connections and connected Apps together.`},
	}},
	{"which", "How to find out the version", "Ask for the line as it stands there: a datetime means SaaS.", []until{
		{authcore.V7_0, `<b>System</b> › <b>System information</b>, the line with the version.`},
		{authcore.SaaS, `<b>System</b> › <b>System information</b>: the version looks like a datetime.`},
	}},
}
