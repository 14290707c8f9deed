// The routes of the API, and how a request finds its own.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/urltext"
)

// A route is one method of one path, {name} standing for a segment.
type route struct {
	name, method, path string
	endpoint           *endpoint // nil: listed by the root, but not there yet
}

// An endpoint is what stands at a route.
type endpoint struct {
	needs *permission // nil: no token is asked for
	takes string      // the Content-Type of its requests, "" for those without a body
	act   func(*call) *authcore.Response
}

// route finds the endpoint of a request and leads it through the guards.
func (c *call) route() *authcore.Response {
	if !under(c.path, "/api") {
		return c.screen()
	}
	found, allow := c.find(c.path)
	switch {
	case found == nil && len(allow) > 0:
		methods := strings.Join(allow, ", ")
		return refuse(405, c.noRoute()+": Method Not Allowed (Allow: "+methods+")", authcore.Field{Name: "Allow", Value: methods})
	case found == nil:
		return c.elsewhere()
	case found.path == tokenPath:
		return found.endpoint.act(c)
	}
	if _, ok := c.decode(); !ok {
		return refuse(400, invalidJSON)
	}
	e := found.endpoint
	if e.needs != nil {
		if refusal := c.admit(); refusal != nil {
			return refusal
		}
	}
	if refusal := c.negotiate(e.takes); refusal != nil {
		return refusal
	}
	if e.needs != nil && !c.pim.data.may(c.user, *e.needs) {
		return refuse(403, e.needs.refusal)
	}
	return e.act(c)
}

// find returns the route of a path and of the request's method, or else the
// methods that the path has.
func (c *call) find(path string) (found *route, allow []string) {
	method := c.method
	if method == "HEAD" {
		method = "GET"
	}
	path = urltext.PathUnescape(path)
	for i := range c.v.routes {
		r := &c.v.routes[i]
		vars, ok := match(r.path, path)
		if r.endpoint == nil || !ok {
			continue
		}
		if r.method == method {
			c.vars = vars
			return r, nil
		}
		if !slices.Contains(allow, r.method) {
			allow = append(allow, r.method)
		}
	}
	return nil, allow
}

// match compares a path with a route's and returns what its {names} stand for.
func match(pattern, path string) (vars []string, ok bool) {
	for {
		wanted, patternRest, patternMore := strings.Cut(pattern, "/")
		got, pathRest, pathMore := strings.Cut(path, "/")
		switch {
		case strings.HasPrefix(wanted, "{") && got != "":
			vars = append(vars, got)
		case wanted != got:
			return nil, false
		}
		if patternMore != pathMore {
			return nil, false
		}
		if !patternMore {
			return vars, true
		}
		pattern, path = patternRest, pathRest
	}
}

// elsewhere answers for a path that is no route: where only a slash is too
// many, it names the route, to those who have a token.
func (c *call) elsewhere() *authcore.Response {
	trimmed := strings.TrimRight(c.path, "/")
	if c.method == "GET" || c.method == "HEAD" {
		if found, _ := c.find(trimmed); found != nil && trimmed != c.path {
			if refusal := c.admit(); refusal != nil {
				return refusal
			}
			location := c.origin + trimmed
			if c.rawQuery != "" {
				location += "?" + c.rawQuery
			}
			return redirect(301, location)
		}
	}
	return c.notFound()
}

func (c *call) notFound() *authcore.Response {
	message := c.noRoute()
	if referer := c.header.Get("Referer"); referer != "" {
		message += ` (from "` + referer + `")`
	}
	return refuse(404, message)
}

// noRoute begins what a PIM says of a request that has no route.
func (c *call) noRoute() string {
	return `No route found for "` + c.method + " " + c.origin + c.path + `"`
}

// routes are those that PIM 6.0 lists at its root, in its order, after the two
// that no list has. What 7.0 lists beyond them is not known.
var routes = []route{
	{tokenRoute, "POST", tokenPath, &endpoint{act: (*call).token}},
	{"", "GET", rootPath, &endpoint{act: (*call).root}},
	{"pim_api_locale_list", "GET", "/api/rest/v1/locales", nil},
	{"pim_api_locale_get", "GET", "/api/rest/v1/locales/{code}", nil},
	{"pim_api_channel_list", "GET", "/api/rest/v1/channels", nil},
	{"pim_api_channel_get", "GET", "/api/rest/v1/channels/{code}", nil},
	{"pim_api_channel_create", "POST", "/api/rest/v1/channels", nil},
	{"pim_api_channel_partial_update", "PATCH", "/api/rest/v1/channels/{code}", nil},
	{"pim_api_channel_partial_update_list", "PATCH", "/api/rest/v1/channels", nil},
	{"pim_api_currency_list", "GET", "/api/rest/v1/currencies", nil},
	{"pim_api_currency_get", "GET", "/api/rest/v1/currencies/{code}", nil},
	{"pim_api_attribute_list", "GET", "/api/rest/v1/attributes", nil},
	{"pim_api_attribute_create", "POST", "/api/rest/v1/attributes", nil},
	{"pim_api_attribute_partial_update", "PATCH", "/api/rest/v1/attributes/{code}", nil},
	{"pim_api_attribute_get", "GET", "/api/rest/v1/attributes/{code}", nil},
	{"pim_api_attribute_partial_update_list", "PATCH", "/api/rest/v1/attributes", nil},
	{"pim_api_attribute_option_list", "GET", "/api/rest/v1/attributes/{attributeCode}/options", nil},
	{"pim_api_attribute_option_create", "POST", "/api/rest/v1/attributes/{attributeCode}/options", nil},
	{"pim_api_attribute_option_partial_update", "PATCH", "/api/rest/v1/attributes/{attributeCode}/options/{code}", nil},
	{"pim_api_attribute_option_partial_update_list", "PATCH", "/api/rest/v1/attributes/{attributeCode}/options", nil},
	{"pim_api_attribute_option_get", "GET", "/api/rest/v1/attributes/{attributeCode}/options/{code}", nil},
	{"pim_api_attribute_group_list", "GET", "/api/rest/v1/attribute-groups", nil},
	{"pim_api_attribute_group_create", "POST", "/api/rest/v1/attribute-groups", nil},
	{"pim_api_attribute_group_get", "GET", "/api/rest/v1/attribute-groups/{code}", nil},
	{"pim_api_attribute_group_partial_update", "PATCH", "/api/rest/v1/attribute-groups/{code}", nil},
	{"pim_api_attribute_group_partial_update_list", "PATCH", "/api/rest/v1/attribute-groups", nil},
	{"pim_api_family_list", "GET", "/api/rest/v1/families", nil},
	{"pim_api_family_get", "GET", "/api/rest/v1/families/{code}", nil},
	{"pim_api_family_create", "POST", "/api/rest/v1/families", nil},
	{"pim_api_family_partial_update", "PATCH", "/api/rest/v1/families/{code}", nil},
	{"pim_api_family_partial_update_list", "PATCH", "/api/rest/v1/families", nil},
	{"pim_api_family_variant_list", "GET", "/api/rest/v1/families/{familyCode}/variants", nil},
	{"pim_api_family_variant_get", "GET", "/api/rest/v1/families/{familyCode}/variants/{code}", nil},
	{"pim_api_family_variant_create", "POST", "/api/rest/v1/families/{familyCode}/variants", nil},
	{"pim_api_family_variant_partial_update", "PATCH", "/api/rest/v1/families/{familyCode}/variants/{code}", nil},
	{"pim_api_family_variant_partial_update_list", "PATCH", "/api/rest/v1/families/{familyCode}/variants", nil},
	{"pim_api_association_type_list", "GET", "/api/rest/v1/association-types", nil},
	{"pim_api_association_type_get", "GET", "/api/rest/v1/association-types/{code}", nil},
	{"pim_api_association_type_create", "POST", "/api/rest/v1/association-types", nil},
	{"pim_api_association_type_partial_update", "PATCH", "/api/rest/v1/association-types/{code}", nil},
	{"pim_api_association_type_partial_update_list", "PATCH", "/api/rest/v1/association-types", nil},
	{"pim_api_product_model_list", "GET", "/api/rest/v1/product-models", nil},
	{"pim_api_product_model_get", "GET", "/api/rest/v1/product-models/{code}", nil},
	{"pim_api_product_model_create", "POST", "/api/rest/v1/product-models", nil},
	{"pim_api_product_model_partial_update", "PATCH", "/api/rest/v1/product-models/{code}", nil},
	{"pim_api_product_model_partial_update_list", "PATCH", "/api/rest/v1/product-models", nil},
	{"pim_api_product_model_delete", "DELETE", "/api/rest/v1/product-models/{code}", nil},
	{"pim_api_category_list", "GET", "/api/rest/v1/categories", &endpoint{needs: &listCategories, act: (*call).listCategories}},
	{"pim_api_category_get", "GET", "/api/rest/v1/categories/{code}", &endpoint{needs: &listCategories, act: (*call).getCategory}},
	{"pim_api_category_create", "POST", "/api/rest/v1/categories", &endpoint{needs: &editCategories, takes: typeJSON, act: (*call).notFound}},
	{"pim_api_category_partial_update", "PATCH", "/api/rest/v1/categories/{code}", &endpoint{needs: &editCategories, takes: typeJSON, act: (*call).notFound}},
	{"pim_api_category_partial_update_list", "PATCH", "/api/rest/v1/categories", &endpoint{needs: &editCategories, takes: typeCollection, act: (*call).notFound}},
	{"pim_api_product_list", "GET", "/api/rest/v1/products", nil},
	{"pim_api_product_get", "GET", "/api/rest/v1/products/{code}", nil},
	{"pim_api_product_create", "POST", "/api/rest/v1/products", nil},
	{"pim_api_product_partial_update", "PATCH", "/api/rest/v1/products/{code}", nil},
	{"pim_api_product_partial_update_list", "PATCH", "/api/rest/v1/products", nil},
	{"pim_api_product_delete", "DELETE", "/api/rest/v1/products/{code}", nil},
	{"pim_api_media_file_list", "GET", "/api/rest/v1/media-files", nil},
	{"pim_api_media_file_download", "GET", "/api/rest/v1/media-files/{code}/download", nil},
	{"pim_api_media_file_get", "GET", "/api/rest/v1/media-files/{code}", nil},
	{"pim_api_media_file_create", "POST", "/api/rest/v1/media-files", nil},
	{"legacy_pim_api_measure_family_list", "GET", "/api/rest/v1/measure-families", nil},
	{"legacy_pim_api_measure_family_get", "GET", "/api/rest/v1/measure-families/{code}", nil},
	{"pim_api_measurement_family_get", "GET", "/api/rest/v1/measurement-families", nil},
	{"pim_api_measurement_family_create_or_update", "PATCH", "/api/rest/v1/measurement-families", nil},
	{"pim_analytics_external_api_system_info_get", "GET", "/api/rest/v1/system-information", nil},
}
