// What differs between the versions of the PIM, as one table. A version is a
// row and says what it changed. No other file asks which version it is, but
// that a route says from which on there is one like it.

package demopim

import (
	"slices"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A behaviour is what one version does.
type behaviour struct {
	version authcore.Version

	// The token endpoint.
	tokenBody   int  // bytes that a request may have, 0 for any number
	strictLogin bool // a disabled user gets no token

	// Errors.
	missingToken   string // message of the 401 without a token, "" for the OAuth library's own answer
	disabledUser   string // what the OAuth library says to the token of a user who was disabled
	absolute       bool   // messages about routes name the whole address
	noBrackets     bool   // 400 for x[]=… in a query
	readable       string // what stays as it is in the query of a link, beside letters, digits and -_.~
	securityPolicy string // value of the three Content-Security-Policy headers, "" for none
	revoked        bool   // the tokens of an app that was disconnected are told so

	// Categories.
	search       bool // the parameter search
	updated      bool // the member updated
	enriched     bool // the parameters with_position and with_enriched_attributes
	shortRefusal bool // 403 as if the whole API were refused

	// Products.
	guardedProducts bool // they have permissions of their own

	// The system information.
	edition, release string // release is "" for the version's own

	// The console.
	labelOption  bool   // a client's label is an option, later an argument
	tooMany      string // what Symfony says of an argument too many
	noneExpected string // and where a command has none

	// Connections and Apps.
	connections bool // the API clients are those of connections
	limited     bool // there may be 50 of them and of connected Apps
	userGroups  bool // a connection's user group must exist
	apps        bool // there are Apps, and OpenID
	customApps  bool // which can be registered in the PIM; before, the demo's is one of the marketplace
	testApps    bool // and are called test apps
	catalogs    bool // there are scopes for catalogs
	patientApps bool // the App's side as it is from 7.0 on: no parameters in the query, descriptions of errors, tokens replaced when scopes change
	scopeIsText bool // a list of scopes that is an array is told so
	emailStatus bool // an id_token says that the email address was not verified
}

// history has a row for each version, oldest first: what changed in it. A
// version stands for the last patch release of its line, so that what came
// with one of its patches counts as the version's.
var history = []struct {
	version authcore.Version
	changes func(*behaviour)
}{
	{authcore.V1_7, func(b *behaviour) {
		// Form bodies are taken since 1.7.13, so by every version here.
		b.labelOption = true
		b.tooMany, b.noneExpected = "Too many arguments.", "Too many arguments."
		b.disabledUser = "User account is locked."
		b.readable = "/"
	}},
	{authcore.V2_3, func(b *behaviour) {
		b.labelOption = false // the PIM lists clients by label and wants each to have one
		// Symfony 3
		b.tooMany = `Too many arguments, expected arguments "command" "{argument}".`
		b.noneExpected = `Too many arguments, expected arguments "command".`
	}},
	{authcore.V3_2, func(b *behaviour) {
		b.tokenBody = 300 // since 3.2.81
	}},
	{authcore.V4_0, func(b *behaviour) {
		b.connections = true
		b.search = true // a patch of 4.0 brought it
		b.securityPolicy = "default-src 'self' *.akeneo.com 'unsafe-inline'; script-src 'self' 'unsafe-eval' 'nonce-" + nonce + "'; img-src 'self' data: ; frame-src * ; font-src 'self' data:"
	}},
	{authcore.V5_0, func(b *behaviour) {
		// It records who uses the user of one connection with the client of
		// another, for a screen that this package does not have.
		// Its screens talk to the vendor; whether with 5.0 or 6.0 is not known.
		b.securityPolicy = "default-src 'self' *.akeneo.com 'unsafe-inline'; script-src 'self' 'unsafe-eval' 'nonce-" + nonce + "'; img-src 'self' data: *.akeneo.com marketplace.akeneo.com; frame-src *; font-src 'self' data:; connect-src 'self' *.akeneo.com"
		b.edition = "CE"
	}},
	{authcore.V6_0, func(b *behaviour) {
		b.absolute, b.readable = true, readable // Symfony 5.4
		b.disabledUser = "User account is disabled."
		b.strictLogin = true // a patch of 6.0 (PIM-10277)
		b.updated = true
		b.guardedProducts = true
		b.apps = true
		// Symfony 5.4
		b.tooMany = `Too many arguments to "{command}" command, expected arguments "{argument}".`
		b.noneExpected = `No arguments expected for "{command}" command, got "{got}".`
	}},
	{authcore.V7_0, func(b *behaviour) {
		// Symfony's new authenticators answer where the OAuth library did.
		b.missingToken = "Full authentication is required to access this resource."
		b.disabledUser = "Bad credentials."
		b.noBrackets = true
		b.enriched = true
		b.customApps, b.testApps = true, true
		b.patientApps, b.revoked = true, true // with scopes/update, at which an App asks for more
		b.catalogs = true
		b.limited, b.userGroups = true, true
	}},
	{authcore.SaaS, func(b *behaviour) {
		b.testApps = false // they are called custom apps
		b.scopeIsText = true
		b.shortRefusal = true // GRF-829, May 2023
		b.edition, b.release = "GE", "20240408"
		b.emailStatus = true // March 2023
	}},
}

// nonce stands in the policies. It is one of our own, and constant, so that
// the same request gets the same bytes.
const nonce = "64656d6f2d70696d2d6e6f6e63652d3030303031"

// Versions returns the versions that this package can imitate, oldest first.
func Versions() []authcore.Version {
	all := make([]authcore.Version, len(history))
	for i, row := range history {
		all[i] = row.version
	}
	return all
}

// behaves returns what a version does, nil if there is no such version.
func behaves(v authcore.Version) *behaviour {
	b := &behaviour{version: authcore.Version(v.String())}
	for _, row := range history {
		if row.changes(b); row.version == b.version {
			return b
		}
	}
	return nil
}

// named finds a version that can be imitated by its name or short form.
func named(name string) (authcore.Version, bool) {
	v, err := authcore.ParseVersion(name)
	return v, err == nil && slices.Contains(Versions(), v)
}

// versionNames lists the versions for a refusal.
func versionNames() jsontext.Member {
	names := jsontext.Array{}
	for _, v := range Versions() {
		names = append(names, v.String())
	}
	return jsontext.Member{Name: "versions", Value: names}
}
