// The codes of all findings, each with the stage at which a PIM would refuse
// and the answers that it explains.

package diagnose

import "strings"

// A stage is how far a request came, in the order in which a PIM looks.
type stage int

const (
	transport stage = iota // nothing reached the PIM, or nothing came back
	proxy                  // something before the PIM answered
	routing
	size
	json
	mediaType
	grant
	client // or the token of the bearer area
	allowed
	parameters
	user
	scope
	permission
	negotiation
	controller
	warning // it would not be refused at all
)

// A code is what is known of a finding's code.
type code struct {
	name     string
	stage    stage
	explains string // answers, separated by blanks; "*" is any
	source   string
}

// codes are all there are; of those of one stage the more specific come first.
var codes = []code{
	// transport: before anything reaches the PIM
	{"browser_unsendable", transport, "", "browser/fetch"},
	{"browser_mixed_content", transport, "", "browser/mixed"},
	{"browser_csp", transport, "", "browser/csp"},
	{"browser_local_network", transport, "", "browser/local"},
	{"local_down", transport, "", "browser/local_down"},
	{"browser_no_cors", transport, "", "cors"},
	{"browser_no_cors_on_errors", transport, "", "cors"},
	{"browser_timeout", transport, "", "browser/timeout"},
	{"browser_dropped", transport, "", "browser/dropped"},
	{"browser_cancelled", transport, "", "browser/cancelled"},
	{"browser_engine", transport, "", "browser/engine"},
	{"tls_untrusted", transport, "", "tls"},
	{"tls_expired", transport, "", "tls"},
	{"tls_name", transport, "", "tls"},
	{"tls_failed", transport, "", "tls"},
	{"dns_failed", transport, "", "network"},
	{"connection_refused", transport, "", "network"},
	{"connection_timeout", transport, "", "network"},
	{"browser_no_answer", transport, "", "browser/no_answer"},
	{"browser_maybe_acted", transport, "", "browser/no_answer"},

	// what a relay says, which is neither page nor PIM
	{"relay_tls_unknown_authority", transport, "", "relay"},
	{"relay_tls_expired", transport, "", "relay"},
	{"relay_tls_wrong_name", transport, "", "relay"},
	{"relay_tls_other", transport, "", "relay"},
	{"relay_dns", transport, "", "relay"},
	{"relay_address_changed", transport, "", "relay"},
	{"relay_refused", transport, "", "relay"},
	{"relay_reset", transport, "", "relay"},
	{"relay_timeout", transport, "", "relay"},
	{"relay_redirect", transport, "", "relay"},
	{"relay_route", transport, "", "relay"},
	{"relay_origin", transport, "", "relay"},
	{"relay_token", transport, "", "relay"},
	{"relay_host", transport, "", "relay"},
	{"relay_request", transport, "", "relay"},
	{"relay_too_large", transport, "", "relay"},
	{"relay_down", transport, "", "relay"},

	// what answers is not the PIM, or not at once
	{"redirect_https", proxy, "redirect hidden", "server/redirect"},
	{"redirect_host", proxy, "redirect hidden", "server/redirect"},
	{"header_dropped", proxy, "redirect token_missing client_refused", "server/redirect"},
	{"redirect_login", proxy, "redirect", "server/login"},
	{"redirect_slash", proxy, "redirect hidden", "server/redirect"},
	{"redirect_other", proxy, "redirect", "server/redirect"},
	{"redirect_hidden", proxy, "hidden", "browser/redirect"},
	{"two_tokens", proxy, "server_error", "bearer/place"},
	{"rate_limited_date", proxy, "rate_limited", "bearer/429"},
	{"rate_limited", proxy, "rate_limited", "bearer/429"},
	{"maintenance", proxy, "html_page unknown_error server_error empty broken_json status", "server/5xx"},
	{"gateway", proxy, "html_page unknown_error server_error empty broken_json status", "server/5xx"},
	{"captive_page", proxy, "html_page redirect", "server/html"},
	{"login_page", proxy, "login_page redirect", "server/login"},
	{"json_in_html", proxy, "html_page", "server/html"},
	{"proxy_page", proxy, "html_page unknown_error empty broken_json status", "server/html"},
	{"web_server_page", proxy, "html_page empty broken_json status", "server/html"},
	{"html_page", proxy, "html_page", "server/html"},
	{"notices_before_json", proxy, "broken_json html_page", "server/html"},
	{"cut_answer", proxy, "broken_json", "server/broken"},
	{"broken_answer", proxy, "broken_json", "server/broken"},
	{"empty_answer", proxy, "empty", "server/broken"},
	{"wrong_content_type", proxy, "*", "server/type"},
	{"wrong_form", proxy, "wrong_type unknown_error", "server/type"},
	{"server_error", proxy, "server_error status", "wire/500"},
	{"documented_only", proxy, "documented_401", "bearer/documented"},
	{"not_a_pim", proxy, "html_page wrong_type unknown_error not_found status", "server/html"},

	// routing
	{"trailing_slash", routing, "no_route token_missing html_page broken_json status", "token/18"},
	{"route_double_slash", routing, "no_route html_page broken_json status", "wire/404"},
	{"index_php", routing, "html_page no_route not_found status", "server/rewrite"},
	{"pim_folder", routing, "html_page no_route not_found status", "server/rewrite"},
	{"route_misspelled", routing, "no_route html_page broken_json status", "wire/404"},
	{"route_version", routing, "no_route html_page not_found status", "wire/404"},
	{"redirected_get", routing, "method_refused no_route status", "server/redirect"},
	{"preflight", routing, "method_refused status", "cors"},
	{"method_wrong", routing, "method_refused status", "token/17"},
	{"route_unknown", routing, "no_route status", "wire/404"},
	{"not_found", controller, "not_found", "wire/404"},

	// size, decoding, kind of the body
	{"body_too_long", size, "too_large status", "token/13"},
	{"body_compressed", json, "json_refused grant_refused type_refused", "wire/json"},
	{"body_encoding", json, "json_refused", "wire/json"},
	{"json_bom", json, "json_refused", "token/14"},
	{"json_smart_quotes", json, "json_refused", "token/14"},
	{"json_single_quotes", json, "json_refused", "token/14"},
	{"json_trailing_comma", json, "json_refused", "token/14"},
	{"json_comment", json, "json_refused", "token/14"},
	{"json_unquoted", json, "json_refused", "token/14"},
	{"shell_quotes", json, "json_refused grant_refused", "token/14"},
	{"app_json_escaped", json, "json_refused app_request html_page", "app/body"},
	{"json_escaped_twice", json, "json_refused", "token/14"},
	{"json_not_object", json, "json_refused grant_refused", "token/14"},
	{"body_form_as_json", json, "json_refused app_request", "token/14"},
	{"json_broken", json, "json_refused", "token/14"},
	{"body_multipart", mediaType, "type_refused app_request status", "token/16"},
	{"content_type_missing", mediaType, "type_missing status", "token/15"},
	{"content_type_other", mediaType, "type_refused app_request app_grant_type status", "token/16"},
	{"form_too_old", mediaType, "type_refused", "token/form"},

	// grant
	{"redirected_empty", grant, "grant_refused json_refused type_missing", "server/redirect"},
	{"params_in_query", grant, "grant_refused client_refused refresh_missing app_request", "token/query"},
	{"body_empty", grant, "grant_refused json_refused type_missing app_request", "token/3"},
	{"body_json_as_form", grant, "grant_refused app_request client_refused", "token/1"},
	{"grant_missing", grant, "grant_refused", "token/1"},
	{"grant_case", grant, "grant_refused", "token/1"},
	{"grant_unknown", grant, "grant_refused", "token/1"},

	// client, or token of the bearer area
	{"basic_repeated", client, "client_refused", "token/4"},
	{"basic_bearer", client, "client_refused", "token/4"},
	{"basic_app", client, "client_refused", "token/5"},
	{"app_connection_client", client, "app_client redirect", "app/2"},
	{"basic_not_encoded", client, "client_refused", "token/4"},
	{"basic_placeholder", client, "client_refused app_client", "token/5"},
	{"basic_line_break", client, "client_refused", "token/6"},
	{"basic_url_alphabet", client, "client_refused", "token/5"},
	{"basic_twice", client, "client_refused", "token/4"},
	{"basic_scheme", client, "client_refused", "token/4"},
	{"basic_base64", client, "client_refused", "token/4"},
	{"basic_padding", client, "client_refused", "token/5"},
	{"basic_line_feed", client, "client_refused", "token/6"},
	{"basic_invisible", client, "client_refused", "token/5"},
	{"basic_quotes", client, "client_refused", "token/5"},
	{"basic_percent", client, "client_refused", "token/5"},
	{"basic_blank", client, "client_refused", "token/5"},
	{"basic_swapped", client, "client_refused", "token/5"},
	{"basic_user", client, "client_refused", "token/5"},
	{"basic_row_lost", client, "client_refused", "token/5"},
	{"basic_empty", client, "client_refused", "token/6"},
	{"basic_no_colon", client, "client_refused", "token/4"},
	{"basic_missing", client, "client_refused", "token/4"},
	{"basic_other_environment", client, "client_refused app_client", "token/5"},
	{"basic_known_differs", client, "client_refused", "token/6"},
	{"client_refused", client, "client_refused", "token/5"},
	{"token_twice", client, "token_missing token_invalid", "bearer/place"},
	{"token_is_pair", client, "token_missing token_invalid", "bearer/place"},
	{"token_scheme", client, "token_missing", "bearer/place"},
	{"token_json", client, "token_missing token_invalid", "bearer/invalid"},
	{"token_placeholder", client, "token_missing token_invalid", "bearer/invalid"},
	{"token_quotes", client, "token_missing token_invalid", "bearer/invalid"},
	{"token_invisible", client, "token_missing token_invalid", "bearer/invalid"},
	{"token_is_refresh", client, "token_invalid", "bearer/invalid"},
	{"token_is_secret", client, "token_invalid", "bearer/invalid"},
	{"token_other_pim", client, "token_invalid refresh_refused", "bearer/invalid"},
	{"token_revoked", client, "token_invalid token_disconnected refresh_refused client_refused", "connection/regenerate"},
	{"token_padded", client, "token_invalid", "bearer/invalid"},
	{"token_cut", client, "token_invalid", "bearer/invalid"},
	{"token_missing", client, "token_missing login_page", "bearer/missing"},
	{"token_expired", client, "token_expired token_invalid", "bearer/expired"},
	{"app_disconnected", client, "token_disconnected token_invalid", "bearer/disconnected"},
	{"token_unknown", client, "token_invalid", "bearer/invalid"},
	{"authorization_stripped", client, "client_refused token_missing", "server/strip"},

	// app exchange and front channel
	{"app_content_type", mediaType, "app_request app_grant_type", "app/body"},
	{"app_query", grant, "app_request app_client", "app/body"},
	{"app_challenge", client, "app_client", "app/1"},
	{"app_challenge_form", client, "app_client", "app/1"},
	{"app_secret_sent", client, "app_client app_request success", "app/1"},
	{"app_client_unknown", client, "app_client redirect", "app/2"},
	{"app_challenge_empty", allowed, "app_request", "app/3"},
	{"app_parameter_missing", allowed, "app_request app_client app_grant_type redirect", "app/3"},
	{"app_code_used", user, "app_grant", "app/4"},
	{"app_code_expired", user, "app_grant", "app/5"},
	{"app_code_cut", user, "app_grant", "app/4"},
	{"app_code_other", user, "app_grant", "app/4"},
	{"app_code_unknown", user, "app_grant", "app/4"},
	{"app_grant_type", user, "app_grant_type", "app/6"},
	{"state_missing", controller, "*", "app/state"},
	{"state_altered", controller, "*", "app/state"},
	{"state_other_tab", controller, "*", "app/state"},
	{"callback_error", controller, "*", "app/callback"},
	{"callback_no_code", controller, "*", "app/callback"},
	{"activation_no_pim_url", controller, "*", "app/activate"},
	{"app_not_logged_in", controller, "login_page", "app/authorize"},
	{"response_type", controller, "redirect", "app/authorize"},
	{"scope_separator", controller, "*", "app/scopes"},
	{"scope_misspelled", controller, "*", "app/scopes"},
	{"app_pkce_sent", warning, "*", "app/pkce"},
	{"app_redirect_uri", warning, "*", "app/authorize"},
	{"app_basic", warning, "*", "app/body"},
	{"callback_http", warning, "*", "app/callback"},

	// what the client may do; parameters; user
	{"grant_not_allowed", allowed, "grant_not_allowed", "token/7"},
	{"parameter_misspelled", parameters, "grant_refused refresh_missing client_refused app_request app_client", "token/2"},
	{"parameter_missing", parameters, "grant_refused refresh_missing", "token/2"},
	{"form_plus", user, "user_refused grant_refused client_refused refresh_refused app_client app_grant", "token/form"},
	{"form_ampersand", user, "user_refused grant_refused client_refused", "token/form"},
	{"form_percent", user, "user_refused grant_refused client_refused", "token/form"},
	{"value_invisible", user, "user_refused refresh_refused", "token/8"},
	{"user_of_other_environment", user, "user_refused", "token/8"},
	{"user_known_differs", user, "user_refused", "token/8"},
	{"user_refused", user, "user_refused", "token/8"},
	{"user_disabled", user, "token_user user_refused", "bearer/disabled"},
	{"refresh_used", user, "refresh_refused", "token/11"},
	{"refresh_is_access", user, "refresh_refused", "token/11"},
	{"refresh_other_client", user, "refresh_refused", "token/11"},
	{"refresh_revoked", user, "refresh_refused", "connection/regenerate"},
	{"refresh_expired", user, "refresh_refused", "token/11"},
	{"refresh_cut", user, "refresh_refused", "token/11"},
	{"refresh_refused", user, "refresh_refused", "token/11"},
	{"scope_sent", scope, "scope_refused", "token/12"},

	// permissions and negotiation
	{"web_api_permission", permission, "api_forbidden", "bearer/403"},
	{"scope_missing", controller, "entity_forbidden api_forbidden", "app/scopes"},
	{"entity_permission", controller, "entity_forbidden api_forbidden", "bearer/403"},
	{"connection_token_as_app", permission, "not_app", "app/scopes"},
	{"accept_refused", negotiation, "accept_refused", "wire/406"},
	{"collection_type", negotiation, "type_refused", "wire/415"},
	{"json_required", negotiation, "type_refused type_missing", "wire/415"},
	{"bracket_query", negotiation, "bracket", "wire/bracket"},
	{"value_refused", controller, "value_refused", "wire/422"},
}

// of returns the row of a code.
func of(name string) *code {
	if i := rank(name); i < len(codes) {
		return &codes[i]
	}
	return &noCode
}

var noCode = code{stage: warning}

// rank is the place of a code in the list.
func rank(name string) int {
	for i := range codes {
		if codes[i].name == name {
			return i
		}
	}
	return len(codes)
}

// fits reports whether a finding of the code would bring the answer.
func (c *code) fits(a answer) bool {
	return c.explains == "*" || isOneOf(c.explains, answers[a].name)
}

// isOneOf reports whether a word stands in a list that blanks separate.
func isOneOf(list, word string) bool {
	for one := ""; list != ""; {
		if one, list, _ = strings.Cut(list, " "); one == word {
			return true
		}
	}
	return false
}

// Codes returns the codes of all findings that there are, in the order in
// which a PIM would refuse.
func Codes() []string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = c.name
	}
	return names
}

// Source returns where the rule of a code stands, as package words names it;
// "" for a code that there is none of.
func Source(code string) string {
	return of(code).source
}
