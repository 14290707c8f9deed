// Package demopim is a PIM in memory, as strict as a real one: it answers a
// request with the status, the header lines and the bytes that a PIM answers,
// its refusals and their order above all. It is the other side of the
// playground's pages and the referee of its tests, and it serves whoever
// tests a connector (over HTTP: package pimhttp).
//
//	pim := &demopim.PIM{Version: authcore.V5_0}
//	answer := pim.Do(request)
//
// It is every version from 1.7 to 7.0 and SaaS, each as the last patch release
// that [authcore.Version.Release] names; what they differ in is one table
// (version.go). There are the token endpoint; the REST API behind its guards,
// with categories and all other entities to read and to write; the API root;
// connections and Apps with their screens, the App's authorization, token and
// id_token; the commands of the console; users, roles and permissions. A
// [Browser] is the person at the screens.
//
// Beside the PIM's own routes it has control routes, /_demo/…, which no PIM
// has: credentials, reset, clock, faults, console, ui, users, roles, journal.
// They are meant for tests and pages and hand out every secret; see package
// pimhttp for who may call them. The journal holds the bare pages of the
// screens, whatever a server makes of them.
//
// It shares types with package authcore but none of its calculations, so that
// a formula that is wrong there is refused here.
//
// # What is not known
//
// Where the behaviour of a version could be read nowhere, that of its
// neighbours stands in, or the simplest that a client would bear.
//
// Of answers in general. "Vary: Accept" and "Cache-Control: no-cache, private"
// are sent in every version, though seen from 6.0 on. The policies
// (Content-Security-Policy) name their sources in an order of ours, and 5.0 has
// that of 7.0. A slash too many is answered 301 in every version, and Allow
// never names HEAD. What a web server before a PIM refuses by itself, too slow,
// too long or broken, has pages like nginx's.
//
// Of the API. Which routes a version other than 6.0 has follows from the number
// of those that it lists; what later versions list beyond those of 6.0 is left
// out. Texts about pages and searches are the same in every version that has the
// parameter; a parameter that a version lacks is ignored, and repeated in links.
// Texts about writing are those of 5.0 to 7.0 in every version. Of entities other
// than categories only the guards, the shapes and the codes are held to be
// a PIM's; their values are checked for what they refer to, and little else.
// SaaS refuses whatever token a disabled user has as 7.0 does, and in every
// version a disabled user may refresh one.
//
// Of the console. It knows its five commands by their full names and prints the
// text of an error only; it does not repeat the answer to its question. To
// revoke the client of a connection takes the connection away and leaves its
// user. Before 4.0, where clients have no code, that of the demo's is empty.
//
// Of connections. Their type is printed from 6.0 on, and user_group_id is null.
// Codes are compared without case. A member that is missing, or no text, counts
// as empty. Whoever is logged in may list them; all else needs the permission.
//
// Of the screens. A failed CSRF check says "Invalid CSRF token.", all else that
// fails at the login "Invalid credentials."; the cookie has the same attributes
// in every version, and scripts hear the login page, too. A 403 says "Access
// Denied.".
//
// Of Apps. On 7.0 the permission to manage test apps takes the place of those
// to manage and to open Apps. In 6.0 the permission is looked at first. What an
// App asked for stays in the session after it was confirmed. Asking for fewer
// authentication scopes shrinks a consent; its sub stays for ever. The number of
// connections and Apps is limited where an App is activated, not where it is
// confirmed. load-wizard-data needs no permission. confirm-authentication for an
// App that was never connected answers as if it had asked for nothing, and its
// other refusals are those of confirm-authorization. An array of scopes is
// refused on SaaS and counts as none before. 6.0 signs with a key of 2048 bits,
// as 7.0 does. The titles, the checkbox and the names of entities in the wizard
// are our words.
//
// Left out: the record of a user of one connection with the client of another,
// which 5.0 and later keep but show on a screen only; changing a connection;
// whatever the Enterprise Edition adds; limits of SaaS's own proxies, for which
// there are the faults.
package demopim
