// The parameter search of a list of categories.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A filter returns the codes of the categories that it keeps.
type filter func(all []category) []string

// searchable are the properties that can be searched, with the one operator of
// each, and how a PIM names them in a refusal.
var searchable = []struct {
	property, words, operator string
	read                      func(value any) (filter, []string)
}{
	{"code", "codes", "IN", readCodes},
	{"parent", "parent", "=", readParent},
}

const notIterable = "This value should be of type iterable."

// readSearch reads {"property":[{"operator":…,"value":…}]}. Either the filters
// or the refusal is nil.
func readSearch(text string) ([]filter, *authcore.Response) {
	v, err := jsontext.Parse([]byte(text))
	if err != nil {
		return nil, refuse(400, "The search query parameter must be a valid JSON: Syntax error")
	}
	asked, ok := v.(jsontext.Object)
	if list, isList := v.(jsontext.Array); !ok && (!isList || len(list) > 0) {
		return nil, broken() // PHP throws on what is no array
	}
	filters, faults := []filter{}, []string{}
	for _, member := range asked {
		known := false
		for _, s := range searchable {
			if s.property != member.Name {
				continue
			}
			known = true
			list, ok := elements(member.Value)
			if !ok {
				faults = append(faults, notIterable)
			}
			for _, criterion := range list {
				object, _ := criterion.(jsontext.Object)
				operator, _ := object.Get("operator")
				if operator != s.operator {
					faults = append(faults, "In order to search on category "+s.words+` you must use "`+s.operator+`" operator, `+string(jsontext.Append(nil, operator))+" given.")
				}
				value, _ := object.Get("value")
				f, wrong := s.read(value)
				filters, faults = append(filters, f), append(faults, wrong...)
			}
		}
		if !known {
			return nil, refuse(400, `Available search filters are "code, parent" and you tried to search on unavailable filter "`+member.Name+`"`)
		}
	}
	if len(faults) > 0 {
		return nil, refuse(400, strings.Join(faults, " "))
	}
	return filters, nil
}

func readCodes(value any) (filter, []string) {
	list, ok := elements(value)
	if !ok {
		return nil, []string{"In order to search on category codes you must send an array of category codes as value, " + phpType(value) + " given.", notIterable}
	}
	var codes, faults []string
	for _, v := range list {
		code, ok := v.(string)
		if !ok {
			faults = append(faults, "This value should be of type string.")
		}
		codes = append(codes, code)
	}
	return func([]category) []string { return codes }, faults
}

func readParent(value any) (filter, []string) {
	parent, ok := value.(string)
	if !ok { // the PIM names the type it wants where it means to name the one it got
		return nil, []string{"In order to search on category parent you must send a parent code category as value, string given."}
	}
	return func(all []category) []string { return below(all, parent) }, nil
}

// elements returns what PHP would iterate over in an array, which is what both
// of JSON's become.
func elements(v any) (list []any, ok bool) {
	switch v := v.(type) {
	case jsontext.Array:
		return v, true
	case jsontext.Object:
		for _, member := range v {
			list = append(list, member.Value)
		}
		return list, true
	}
	return nil, false
}

// phpType names the type of a value as PHP's gettype does.
func phpType(v any) string {
	switch v := v.(type) {
	case bool:
		return "boolean"
	case string:
		return "string"
	case jsontext.Number:
		if strings.ContainsAny(string(v), ".eE") {
			return "double"
		}
		return "integer"
	case jsontext.Array, jsontext.Object:
		return "array"
	}
	return "NULL"
}

// choose returns the categories that every filter keeps, in their order.
func choose(all []category, filters []filter) []category {
	chosen := all
	for _, keeps := range filters {
		codes := keeps(all)
		var kept []category
		for _, k := range chosen {
			if slices.Contains(codes, k.code) {
				kept = append(kept, k)
			}
		}
		chosen = kept
	}
	return chosen
}
