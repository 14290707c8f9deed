// The challenge of an App: made anew of the stand-ins, right or wrong in the
// way in which the real one is.

package standin

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

func (m *maker) challenge(text string) string {
	verdict := authcore.CheckChallenge(text, m.identifier, m.secret)
	if m.identifier == "" || verdict.Code == "unknown" || verdict.Code == "not_64" {
		return m.leaf(kindChallenge, text)
	}
	identifier, secret := m.leaf(kindIdentifier, m.identifier), m.leaf(kindSecret, m.secret)
	if m.collecting {
		return text
	}
	made := verdict.Challenge(identifier, secret)
	core := strings.TrimSpace(text)
	if strings.ToUpper(core) == core && verdict.Code != "base64" && verdict.Code != "base64url" && verdict.Code != "pkce" {
		made = strings.ToUpper(made)
	}
	m.note(kindChallenge, core, made)
	return strings.Replace(text, core, made, 1)
}
