// What differs between the versions of the PIM, as one table. A version is a
// row; no other file asks which version it is.

package demopim

import (
	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A behaviour is what one version does.
type behaviour struct {
	version        authcore.Version
	tokenBody      int      // bytes that a token request may have
	tokenTypes     []string // the Content-Types that it may have
	missingToken   string   // message of the 401 without a token
	securityPolicy string   // value of the three Content-Security-Policy headers
	routes         []route
}

// behaviours has a row for each version, oldest first. The nonce in the policy
// is one of our own, and constant, so that the same request gets the same bytes.
var behaviours = []behaviour{
	{
		version:        authcore.V7_0,
		tokenBody:      300,
		tokenTypes:     []string{typeJSON, typeForm},
		missingToken:   "Full authentication is required to access this resource.",
		securityPolicy: "default-src 'self' *.akeneo.com 'unsafe-inline'; script-src 'self' 'unsafe-eval' 'nonce-64656d6f2d70696d2d6e6f6e63652d3030303031'; img-src 'self' data: *.akeneo.com marketplace.akeneo.com; frame-src *; font-src 'self' data:; connect-src 'self' *.akeneo.com",
		routes:         routes,
	},
}

// Versions returns the versions that this package can imitate, oldest first.
func Versions() []authcore.Version {
	all := make([]authcore.Version, len(behaviours))
	for i, b := range behaviours {
		all[i] = b.version
	}
	return all
}

// behaves returns the row of a version, nil if there is none.
func behaves(v authcore.Version) *behaviour {
	for i := range behaviours {
		if behaviours[i].version.String() == v.String() {
			return &behaviours[i]
		}
	}
	return nil
}

// named finds a version that can be imitated by its name or short form.
func named(name string) (authcore.Version, bool) {
	v, err := authcore.ParseVersion(name)
	return v, err == nil && behaves(v) != nil
}

// versionNames lists the versions for a refusal.
func versionNames() jsontext.Member {
	names := jsontext.Array{}
	for _, v := range Versions() {
		names = append(names, v.String())
	}
	return jsontext.Member{Name: "versions", Value: names}
}
