// What may leave as it is: words of the protocol, of PIMs and of servers, and
// nothing else. A text is let through word by word or not at all.

package standin

import (
	"strings"

	"github.com/pim-auth/playground/authcore"
)

// A vocabulary is words in small letters, each with a blank before and behind.
type vocabulary string

func (v vocabulary) has(word string) bool {
	return word != "" && strings.IndexByte(word, ' ') < 0 && strings.Contains(string(v), " "+strings.ToLower(word)+" ")
}

const (
	methods  vocabulary = " get post put patch delete head options connect trace "
	schemes  vocabulary = " basic bearer token digest negotiate ntlm apikey oauth "
	versions vocabulary = " 1.7 2.3 3.2 4.0 5.0 6.0 7.0 saas "

	grants vocabulary = " authorization_code token password client_credentials refresh_token extensions implicit device_code "

	parameters vocabulary = " grant_type username password refresh_token access_token client_id client_secret scope scopes response_type redirect_uri state code code_identifier code_challenge code_verifier code_challenge_method pim_url error error_description " +
		"user login user_name userName email pass passwd pwd secret client clientid clientsecret id token type granttype grant refreshtoken accesstoken authorization " +
		"page limit with_count pagination_type search search_after with_position with_enriched_attributes with_attribute_options _username _password _csrf_token _target_path _remember_me api_key apikey " +
		"message expires_in token_type id_token host authentication routes route methods fos_oauth_server_token _links self first previous next href current_page items_count _embedded items parent updated labels values " +
		"errors property errors path status status_code line documentation public_key name label flow_type activate_url callback_url activateurl callbackurl clientsecret appid redirecturl usergroup url data body headers method uri params auth hint detail details title "

	headerNames vocabulary = " accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-credentials access-control-allow-headers access-control-allow-methods access-control-allow-origin access-control-expose-headers access-control-max-age " +
		"access-control-request-headers access-control-request-method access-control-request-private-network access-control-allow-private-network age allow alt-svc authorization cache-control cf-cache-status cf-ray client-id client-secret connection content-disposition content-encoding content-language content-length content-location " +
		"content-security-policy content-type cookie date dnt etag expect expires forwarded from host if-match if-modified-since if-none-match keep-alive last-modified link location origin p3p postman-token pragma priority proxy-authenticate proxy-authorization proxy-connection proxy-status referer referrer-policy retry-after " +
		"sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user server server-timing set-cookie status strict-transport-security te trailer transfer-encoding upgrade upgrade-insecure-requests user-agent vary via warning www-authenticate x-akeneo-request-id x-aspnet-version x-auth-token x-access-token x-api-key x-authorization x-cache x-cdn " +
		"x-content-security-policy x-content-type-options x-debug-token x-debug-token-link x-forwarded-for x-forwarded-host x-forwarded-port x-forwarded-proto x-frame-options x-generator x-iinfo x-powered-by x-real-ip x-redirect-by x-request-id x-requested-with x-robots-tag x-served-by x-sucuri-id x-timer x-ua-compatible x-varnish x-webkit-csp x-xss-protection "

	pathWords vocabulary = " api oauth v1 v2 token rest connect apps authorize oauth2 scopes update openid public-key index.php app.php app_dev.php index_dev.php user login login-check web public pim akeneo well-known .well-known " +
		"locale channel currency attribute option attribute-group family family-variant variant association-type product-model product category media-file " +
		"locales channels currencies attributes options attribute-groups attribute-options families variants association-types product-models products products-uuid categories media-files download measure-families measurement-families system-information " +
		"asset-families assets reference-entities reference-entities-media-files records catalogs jobs test-apps connections regenerate-secret regenerate-password custom-apps secret marketplace connected-apps open-app-url activate callback confirm-authorization confirm-authentication load-wizard-data connected_app authenticate app-store max-limit-reached rules collect_product_scores " +
		"token.php tokens oauth-server auth access_token _demo credentials clock faults reset console ui users roles journal "

	// placeholders are what documents write in the place of a value.
	placeholders vocabulary = " your my the a an here insert enter put change changeme replace me this with placeholder example sample dummy test todo value string redacted hidden removed secret secrets client clientid clientsecret id key token tokens access refresh user username name login password pass pwd and or of its base 64 filtered masked sensitive omitted covered " +
		"clientidsecret clientidandsecret publicid apiclientid apiclientsecret apisecret apikey userpassword apiuser apipassword appclientid appclientsecret appsecret appid credential connection connector b64 btoa akeneopim " +
		"pim akeneo api app base64 base64encoded encoded credentials basic bearer auth foo bar baz myclientid myclientsecret undefined null none nil object "

	// words are those of PIMs' messages, servers' pages and headers, HTML.
	words vocabulary = " parameter grant_type username or password is missing empty invalid client_id does not match any client secret this grant type authorized for no user found the given and refresh_token refresh token has expired an unsupported scope was requested request content exceeded maximum allowed size of bytes json message received content type header application x www form urlencoded to be specified as value only are valid in " +
		"route get post put patch delete head options connect trace method allow access provided your app been disconnected from that pim oauth2 authentication required access_denied error error_description user account locked disabled bad credentials you web api forbidden list create update categories families family variants attributes attribute groups association types channels locales currencies products product models media files " +
		"bracket syntax supported query parameters limit requests per second number items request more than boolean true false pagination search order category codes must send array integer should iterable validation failed property line long resources process code exist exists exists. check expected format on documentation string already used blank not_blank expects data null " +
		"full resource an authenticated invalid_client invalid_request invalid_grant unsupported_grant_type unsupported_response_type unauthorized_client invalid_scope invalid_token server_error temporarily_unavailable interaction_required login_required consent_required access_token token_type bearer basic realm service authorization_code client_credentials client_secret code_challenge code_identifier response_type state redirect_uri page_not_found app_not_found must_be_valid must_be_code " +
		"http https ftp html head body title meta link script style doctype public dtd xhtml strict transitional loose en w3c charset utf 8 utf8 iso 8859 1 viewport width device initial scale h1 h2 h3 p br hr b i a ul ol li div span center table tr td th tbody thead form input label button img src href rel stylesheet css js class id lang name content action text submit hidden email value placeholder autocomplete nav main header footer section article noscript iframe svg path pre small strong em font color bgcolor white black address " +
		"_username _password _csrf_token _target_path _remember_me _submit login_check log sign please welcome forgot forgotten remember akeneo pim-body akeneo-login login-check security login " +
		"internal server gateway unavailable timeout time out temporarily overloaded maintenance down back soon try again later minutes moment scheduled moved permanently temporarily found see other redirect redirecting document here object unauthorized denied permission directory index this url requested was port on at apache nginx openresty caddy litespeed lighttpd iis microsoft azure aspnetcore kestrel tomcat jetty haproxy varnish squid cloudflare cloudfront akamai akamaighost fastly envoy traefik istio kong gunicorn uvicorn werkzeug express envoyproxy ubuntu debian centos red hat alpine win64 unix openssl php fpm mod_ssl mod_fcgid mod_proxy cgi fastcgi symfony amazon aws elb awselb awsalb google gws ghs esf gcp f5 big ip bigip imperva incapsula sucuri fortinet fortigate fortiweb zscaler bluecoat barracuda sophos palo alto checkpoint forcepoint mcafee cisco umbrella websense proxy cache via ray hit miss dynamic attention required blocked block firewall web waf policy filtered rule captcha challenge just verifying checking browser before accessing javascript cookies enable network captive portal wifi wi fi guest hotspot terms accept continue internet terms-of-use agree connect connected device ssid free airport hotel " +
		"service upstream origin host connection refused closed reset peer response error errors failed failure cannot could unable reading reached reach received prematurely while too many large entity uri rate limited exceeded max keep alive chunked gzip deflate br identity close upgrade " +
		"warning notice deprecated fatal parse uncaught exception stack trace thrown undefined variable offset array to string conversion function call argument passed null strict standards cannot modify information headers already sent by output started file line failed open stream such directory permission sap xdebug include_path warnings " +
		"no store no-store no-cache private must revalidate must-revalidate max-age s-maxage age pragma vary accept encoding cookie origin authorization default src self unsafe inline unsafe-inline eval unsafe-eval nonce frame font script img connect-src default-src script-src img-src frame-src font-src data marketplace frame-ancestors nosniff sameorigin deny x frame options " +
		"bapid path httponly secure samesite lax strict none domain expires max mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec gmt utc " +
		"application xml json plain text multipart form-data boundary csv javascript octet stream vnd akeneo collection collection+json hal ld problem q image png svg+xml webp all mixed related x-www-form-urlencoded pdf " +
		"mozilla applewebkit khtml like gecko chrome safari firefox curl wget python python-requests requests httpx urllib aiohttp java okhttp apache-httpclient httpclient go http-client guzzlehttp guzzle php-client node fetch node-fetch axios postmanruntime postman insomnia ruby faraday perl powershell windowspowershell linux x86_64 windows nt x64 macintosh intel mac os bot cors navigate empty document same cross site origin xmlhttprequest " +
		"occurred returned quot amp lt gt nbsp apos akeneo_connectivity connectivity connection connect apps constraint must ongoing process authorization scope_too_long too_long backend frontend guru meditation healthy handle available don doesn won access support id ray_id disconnect overload 404s bad_gateway gateway_timeout connectors " +
		"endpoint resource resources v1 v2 oauth rest api token index.php app.php public locations from with without contains exception internal_server_error there is it we are you your can t s re be have an all new page pages click follow go home site application administrator contact support if problem persists reference id incident apologies sorry something went wrong oops whoops loading status "
)

// passes are all words that may leave: what a secret has in common with one
// of them betrays nothing.
func passes(word string) bool {
	word = strings.ToLower(word)
	for _, v := range [...]vocabulary{methods, schemes, grants, parameters, headerNames, pathWords, placeholders, words, fixedWords} {
		if strings.Contains(string(v), word) {
			return true
		}
	}
	for _, s := range authcore.Scopes(authcore.SaaS) {
		if strings.Contains(s.Name, word) {
			return true
		}
	}
	return false
}

// fixedWords stand in every link.
const fixedWords vocabulary = " method request response header header_base64 body body_base64 failure exchanges known gaps where what offset directive may_have_acted local_network seconds at_ms now_ms app_client_id app_secret others tokens stand_ins kind number value pim-1.example site-1.example cloud.akeneo.com api.akeneo.com docs.akeneo.com localhost demo.pim environment "

// nearly does what near does for what stands between signs.
func (m *maker) nearly(text string, v vocabulary) (string, bool) {
	core := strings.TrimFunc(text, isShape)
	near, ok := m.near(core, v)
	return strings.Replace(text, core, near, 1), ok
}

// near returns text if it is a word of v, or at most two edits from one:
// letters that the word does not have, but for the s of a plural, are
// replaced, so that all that is told is where it was misspelled. ok is false
// if there is no such word.
func (m *maker) near(text string, v vocabulary) (string, bool) {
	if v.has(text) {
		return text, true
	}
	if len(text) < 4 || len(text) > 40 || strings.IndexByte(text, ' ') >= 0 {
		return "", false
	}
	best, nearest := 3, ""
	for _, word := range strings.Fields(string(v)) {
		if len(word) < 5 || len(word)-len(text) > 2 || len(text)-len(word) > 2 {
			continue
		}
		if d := edits(strings.ToLower(text), strings.ToLower(word), nil); d < best {
			best, nearest = d, word
		}
	}
	if nearest == "" || best*3 > len(nearest) {
		return "", false
	}
	kept := make([]bool, len(text))
	edits(strings.ToLower(text), strings.ToLower(nearest), kept)
	var b strings.Builder
	for i := range len(text) {
		if kept[i] || !isAlnum(text[i]) && text[i] < 0x80 || strings.IndexByte(strings.ToLower(nearest)+"s", text[i]|lowers(text[i])) >= 0 {
			b.WriteByte(text[i])
		} else if text[i] >= 0x80 {
			return "", false
		} else {
			b.WriteString(m.replaced(text[i : i+1]))
		}
	}
	if !m.collecting {
		m.passed = append(m.passed, strings.ToLower(b.String()))
	}
	return b.String(), true
}

// edits counts what must be changed, taken away or put in to make b of a. If
// kept is given it learns which bytes of a are b's.
func edits(a, b string, kept []bool) int {
	width := len(b) + 1
	grid := make([]int, (len(a)+1)*width)
	for at := range grid {
		i, j := at/width, at%width
		if i == 0 || j == 0 {
			grid[at] = i + j
			continue
		}
		changed := grid[at-width-1]
		if a[i-1] != b[j-1] {
			changed++
		}
		grid[at] = min(changed, grid[at-width]+1, grid[at-1]+1)
	}
	at := len(grid) - 1
	all := grid[at]
	for kept != nil && at > width && at%width > 0 {
		i, here, before := at/width-1, grid[at], grid[at-width-1]
		switch {
		case here == before && a[i] == b[at%width-1]:
			kept[i] = true
			at -= width + 1
		case here == before+1:
			at -= width + 1
		case here == grid[at-width]+1:
			at -= width
		default:
			at--
		}
	}
	return all
}

// isPlaceholder reports whether a value is what a document writes in its
// place, or a variable that nobody filled in.
func isPlaceholder(text string) bool {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r > 0x7F || !isAlnum(byte(r)) })
	for _, word := range parts {
		if !placeholders.has(word) && strings.Trim(word, "xX") != "" {
			return false
		}
	}
	return len(parts) > 0 && strings.IndexFunc(text, func(r rune) bool { return !isShape(r) && r > 0x7F }) < 0
}
