// The parameter search of a list of categories.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A filter keeps the categories whose codes it lists, or those below one.
type filter struct {
	codes  []string
	parent string // used if codes is nil
}

type filters []filter

// A criterion is what may be searched and what a PIM says of a wrong search.
var criteria = []struct {
	property, operator, wrongOperator string
	read                              func(value any) (filter, []string)
}{
	{"code", "IN", `In order to search on category codes you must use "IN" operator, `, readCodes},
	{"parent", "=", `In order to search on category parent you must use "=" operator, `, readParent},
}

// readSearch reads {"property":[{"operator":…,"value":…}]}, or answers.
func readSearch(text string) (filters, *authcore.Response) {
	v, err := jsontext.Parse([]byte(text))
	if err != nil {
		return nil, badSearch("The search query parameter must be a valid JSON: Syntax error")
	}
	if list, ok := v.(jsontext.Array); ok && len(list) == 0 {
		return nil, nil
	}
	asked, ok := v.(jsontext.Object)
	if !ok {
		failure := broken()
		return nil, &failure
	}
	var found filters
	var faults []string
	for _, member := range asked {
		i := slices.IndexFunc(criteria, func(c struct {
			property, operator, wrongOperator string
			read                              func(value any) (filter, []string)
		}) bool {
			return c.property == member.Name
		})
		if i < 0 {
			return nil, badSearch(`Available search filters are "code, parent" and you tried to search on unavailable filter "` + member.Name + `"`)
		}
		_ = i
	}
	if len(faults) > 0 {
		return nil, badSearch(strings.Join(faults, " "))
	}
	return found, nil
}
