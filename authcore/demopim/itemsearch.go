// The parameter search of a list of items.

package demopim

import "github.com/pim-auth/playground/authcore/jsontext"

// A condition is a property and what it may be.
type condition struct {
	property string
	among    []any
}

type conditions []condition

// readSearch reads {"property":[{"operator":…,"value":…}]}, the operator being
// IN a list or = a value.
func (e *entity) readSearch(query []param) (all conditions, no refusal) {
	search, ok := given(query, "search")
	if !ok {
		return nil, nil
	}
	v, err := jsontext.Parse([]byte(search))
	if _, ok := elements(v); err != nil || !ok {
		return nil, refusing(400, "Search query parameter should be valid JSON.")
	}
	shape := parsed(e.shape)
	if shape == nil {
		shape = object("code", "", "enabled", true)
	}
	for _, m := range fields(v) {
		criteria, _ := m.Value.(jsontext.Array)
		if len(criteria) == 0 {
			return nil, refusing(422, `Structure of filter "`+m.Name+`" should respect this structure: {"`+m.Name+`":[{"operator": "my_operator", "value": "my_value"}]}`)
		}
		for _, criterion := range criteria {
			o := fields(criterion)
			operator, wanted := text(get(o, "operator")), get(o, "value")
			among, ok := elements(wanted)
			if operator == "=" {
				among, ok = []any{wanted}, true
			}
			if _, known := shape.Get(m.Name); !known || !ok || operator != "=" && operator != "IN" {
				return nil, refusing(422, `Filter on property "`+m.Name+`" is not supported or does not support operator "`+operator+`".`)
			}
			all = append(all, condition{m.Name, among})
		}
	}
	return all, nil
}

// finds reports whether a thing meets every condition: the property, or an
// element of it, is among the values.
func (all conditions) finds(thing jsontext.Object) bool {
	for i := range all {
		v := get(thing, all[i].property)
		own, isList := elements(v)
		if !isList {
			own = []any{v}
		}
		met := false
		for _, a := range own {
			for _, b := range all[i].among {
				met = met || string(jsontext.Append(nil, a)) == string(jsontext.Append(nil, b))
			}
		}
		if !met {
			return false
		}
	}
	return true
}
