// What passes through a person's browser: the authorization, its callback, the
// activation, and the scopes.

package diagnose_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/diagnose"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestAuthorize(t *testing.T) {
	without := func(name string) diagnose.Case {
		var pieces []string
		for piece := range strings.SplitSeq(right, "&") {
			if !strings.HasPrefix(piece, name+"=") {
				pieces = append(pieces, piece)
			}
		}
		return authorize(strings.Join(pieces, "&"))
	}
	screen := "/#/connect/apps/authorize?error=akeneo_connectivity.connection.connect.apps."
	login := answered(authorize(right), 401, `<html><form><input name="_username"></form></html>`)
	for _, row := range []told{
		{"not logged in", one(login), diagnose.Known{}, []string{"certain app_not_logged_in 'status'"}},
		{"no response_type", one(redirected(without("response_type"), screen+"constraint.response_type.not_blank")), diagnose.Known{}, []string{
			"certain response_type value=response_type_none '" + screen + "constraint.response_type.not_blank' fix",
		}},
		{"response_type of the implicit grant", one(authorize(strings.Replace(right, "type=code", "type=token", 1))), diagnose.Known{}, []string{
			"certain response_type value=token 'token' fix",
		}},
		{"response_type, by the answer", one(diagnose.Case{Response: redirected(diagnose.Case{}, screen+"constraint.response_type.must_be_code").Response}), diagnose.Known{}, []string{
			"certain response_type value=response_type_none '" + screen + "constraint.response_type.must_be_code'",
			"likely redirect_other status=302 '" + screen + "constraint.response_type.must_be_code'",
		}},
		{"no client_id", one(without("client_id")), knownApp, []string{"certain app_parameter_missing name=client_id fix"}},
		{"no client_id, 7.0", one(redirected(without("client_id"), screen+"error.app_not_found")), knownApp, []string{
			"certain app_parameter_missing name=client_id '" + screen + "error.app_not_found'",
		}},
		{"unknown App", one(redirected(authorize(right), screen+"error.app_not_found")), diagnose.Known{}, []string{
			"certain app_client_unknown '" + screen + "error.app_not_found'",
		}},
		{"pair of a connection", one(redirected(authorize(strings.Replace(right, appID, erpID, 1)), screen+"constraint.client_id.must_be_valid")), knownApp, []string{
			"certain app_connection_client '" + erpID + "' fix",
		}},
		{"no state", one(without("state")), diagnose.Known{}, []string{"likely state_missing where=state_in_request ''"}},
		{"PKCE and redirect_uri", one(authorize(right + "&redirect_uri=https%3A%2F%2Fapp.example.com&code_challenge=x&code_challenge_method=S256")), diagnose.Known{}, []string{
			"possible app_pkce_sent name=code_challenge 'x'",
			"possible app_redirect_uri 'https%3A%2F%2Fapp.example.com'",
		}},
		{"http callback", one(redirected(authorize(right), "http://app.example.com/callback?code="+appCode+"&state=0a1b2c3d4e5f60718293")), diagnose.Known{}, []string{
			"possible callback_http 'http'",
		}},
	} {
		row.test(t)
	}
}

func TestCallback(t *testing.T) {
	came := func(query string) diagnose.Case { return get(appCallback + "?" + query) }
	code := "code=" + appCode
	first, second := authorize(strings.Replace(right, "0a1b", "ffff", 1)), authorize(right)
	state := "0a1b2c3d4e5f60718293"
	meant := diagnose.Known{State: state}
	for _, row := range []told{
		{"no state", one(came(code)), meant, []string{"certain state_missing where=state_in_callback '" + code + "'"}},
		{"state empty", one(came(code + "&state=")), meant, []string{"certain state_missing where=state_in_callback '" + code + "&state='"}},
		{"another state", one(came(code + "&state=00000000000000000000")), meant, []string{
			"likely state_other_tab n= '00000000000000000000'",
			"possible state_altered how=state_is_another '00000000000000000000'",
		}},
		{"nothing like it", one(came(code + "&state=hello")), meant, []string{"certain state_altered how=state_is_another 'hello'"}},
		{"cut", one(came(code + "&state=0a1b2c")), meant, []string{"certain state_altered how=state_cut '0a1b2c'"}},
		{"capitals", one(came(code + "&state=0A1B2C3D4E5F60718293")), meant, []string{"certain state_altered how=state_case '0A1B2C3D4E5F60718293'"}},
		{"line feed", one(came(code + "&state=" + state + "%0A")), meant, []string{"certain state_altered how=state_stray '" + state + "%0A'"}},
		{"plus sign", one(came(code + "&state=a+b")), diagnose.Known{State: "a+b"}, []string{"certain state_altered how=state_encoding 'a+b'"}},
		{"by the journal", one(second, came(code+"&state=00000000000000000000")), diagnose.Known{}, []string{
			"likely state_other_tab n= '00000000000000000000'",
			"possible state_altered how=state_is_another '00000000000000000000'",
		}},
		{"of the tab before", one(first, second, came(code+"&state=ffff2c3d4e5f60718293")), diagnose.Known{}, []string{
			"certain state_other_tab n=1 'ffff2c3d4e5f60718293' '" + first.Request.URL + "'",
		}},
		{"no code", one(came("state=" + state)), meant, []string{"certain callback_no_code 'state=" + state + "'"}},
		{"no code, at an address of another name", one(get("https://app.example.com/pim?state=" + state)), meant, []string{"certain callback_no_code 'state=" + state + "'"}},
		{"nothing", one(get(appCallback)), diagnose.Known{}, []string{"certain callback_no_code ''"}},
		{"an error", one(came("error=access_denied&state=" + state)), meant, []string{"certain callback_error error=access_denied 'access_denied'"}},
		{"over http", one(get("http://app.example.com/callback?" + code + "&state=" + state)), meant, []string{"possible callback_http 'http'"}},
		{"whatever the App says", one(answered(came(code), 200, "{}")), meant, []string{"certain state_missing where=state_in_callback '" + code + "'"}},
	} {
		row.test(t)
	}
}

func TestActivation(t *testing.T) {
	for _, row := range []told{
		{"opened by hand", one(get("https://app.example.com/activate")), diagnose.Known{}, []string{"certain activation_no_pim_url ''"}},
		{"empty", one(get("https://app.example.com/activate?pim_url=")), diagnose.Known{}, []string{"certain activation_no_pim_url ''"}},
		{"misspelled", one(get("https://app.example.com/activate?pimUrl=https%3A%2F%2Fpim")), diagnose.Known{}, []string{"certain activation_no_pim_url 'pimUrl=https%3A%2F%2Fpim'"}},
		{"with the App's own parameter", one(get("https://app.example.com/activate?utm_source=store")), diagnose.Known{}, []string{"certain activation_no_pim_url 'utm_source=store'"}},
		{"perhaps of another kind", one(get("https://shop.example.com/activate?token=1")), diagnose.Known{}, []string{"likely activation_no_pim_url 'token=1'"}},
	} {
		row.test(t)
	}
}

func TestScopes(t *testing.T) {
	asks := func(scope string) diagnose.Case {
		return authorize("response_type=code&client_id=" + appID + "&state=x&scope=" + scope)
	}
	wizard := "/#/connect/apps/authorize?client_id=" + appID
	update := diagnose.Case{Request: &authcore.Request{Method: "POST", URL: appPIM + "/connect/apps/v1/scopes/update?scopes=read_product", Header: authcore.Header{{Name: "Authorization", Value: "Bearer " + appCode}, {Name: "Accept", Value: "application/json"}}}}
	misspelled := asks("read_product")
	for _, row := range []told{
		{"a letter is missing", one(misspelled), diagnose.Known{}, []string{"certain scope_misspelled scope=read_product nearest=read_products 'read_product' fix"}},
		{"the PIM says nothing", one(redirected(misspelled, wizard)), diagnose.Known{}, []string{"likely scope_misspelled scope=read_product nearest=read_products 'read_product' fix"}},
		{"as elsewhere", one(asks("openid%20read:products")), diagnose.Known{}, []string{"certain scope_misspelled scope=read:products nearest=read_products 'read:products' fix"}},
		{"in camel case", one(asks("writeCategories")), diagnose.Known{}, []string{"certain scope_misspelled scope=writeCategories nearest=write_categories 'writeCategories' fix"}},
		{"other order", one(asks("products_read")), diagnose.Known{}, []string{"certain scope_misspelled scope=products_read nearest=read_products 'products_read' fix"}},
		{"no verb", one(asks("categories")), diagnose.Known{}, []string{"certain scope_misspelled scope=categories nearest=read_categories 'categories' fix"}},
		{"another verb", one(asks("edit_products")), diagnose.Known{}, []string{"certain scope_misspelled scope=edit_products nearest=write_products 'edit_products' fix"}},
		{"an entity that has no scope of its own", one(asks("write_families")), diagnose.Known{}, []string{"certain scope_misspelled scope=write_families nearest=write_catalog_structure 'write_families' fix"}},
		{"the same, of one that is read only", one(asks("write_locales")), diagnose.Known{}, []string{"certain scope_misspelled scope=write_locales nearest=read_channel_localization 'write_locales' fix"}},
		{"right after the wrong one", one(asks("read_products+read_product")), diagnose.Known{}, []string{"certain scope_misspelled scope=read_product nearest=read_products 'read_product' fix"}},
		{"of the Enterprise Edition", one(asks("read_assets+write_reference_entities")), diagnose.Known{}, nil},
		{"of a later PIM", one(asks("read_workflow_tasks")), diagnose.Known{}, nil},
		{"commas", one(asks("read_products,write_categories")), diagnose.Known{}, []string{"certain scope_separator char=, 'read_products,write_categories' fix"}},
		{"commas and a success", one(redirected(asks("read_products%2Cread_categories"), wizard)), diagnose.Known{}, []string{"likely scope_separator char=, 'read_products%2Cread_categories' fix"}},
		{"update", one(update), diagnose.Known{}, []string{"certain scope_misspelled scope=read_product nearest=read_products 'read_product' fix"}},
		{"update and success", one(answered(update, 200, `"Ok"`)), diagnose.Known{}, []string{"likely scope_misspelled scope=read_product nearest=read_products 'read_product' fix"}},
		{"the token lacks it", one(misspelled, answered(exchange(), 200, `{"access_token":"x","token_type":"bearer","scope":""}`)), knownApp, []string{"likely scope_misspelled scope=read_product nearest=read_products 'read_product'"}},
	} {
		row.test(t)
	}
}
