// JSON as PHP handles it where things are written: objects and lists are one,
// scalars become text, an update takes in what it is given.

package demopim

import "github.com/pim-auth/playground/authcore/jsontext"

// get returns a member's value, nil if there is none.
func get(o jsontext.Object, name string) any {
	v, _ := o.Get(name)
	return v
}

// set gives a member that there is a value.
func set(o jsontext.Object, name string, v any) {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = v
		}
	}
}

// text returns a scalar as PHP casts it.
func text(v any) string {
	return members(object("", v))[0].value
}

// fields returns the members of an object, or of the array that PHP makes of a
// list.
func fields(v any) jsontext.Object {
	o, _ := v.(jsontext.Object)
	list, _ := v.(jsontext.Array)
	for i, element := range list {
		o = append(o, jsontext.Member{Name: string(jsontext.Append(nil, i)), Value: element})
	}
	return o
}

// merged is what an update makes of a member: an object takes in the other's
// members and loses those that are null, anything else is replaced.
func merged(was, v any, name string) any {
	old, isObject := was.(jsontext.Object)
	if _, isList := was.(jsontext.Array); isList {
		list, _ := elements(v)
		return jsontext.Array(list)
	}
	if !isObject {
		return v
	}
	for _, m := range fields(v) {
		now := m.Value
		switch name {
		case "labels":
			if now = text(now); now == "" {
				now = nil
			}
		case "values":
			now = mergedValues(get(old, m.Name), now)
		default:
			if before := get(old, m.Name); before != nil {
				now = merged(before, now, "")
			}
		}
		old = with(old, m.Name, now)
	}
	return old
}

// with gives a member a value, where it stands or else at the end, and takes
// one away for nil.
func with(old jsontext.Object, name string, v any) jsontext.Object {
	var o jsontext.Object
	for i := range old {
		if old[i].Name != name {
			o = append(o, old[i])
		} else if v != nil {
			o, v = append(o, jsontext.Member{Name: name, Value: v}), nil
		}
	}
	if v != nil {
		o = append(o, jsontext.Member{Name: name, Value: v})
	}
	return o
}

// mergedValues is what an update makes of an attribute's values: one for each
// locale and scope, none without data. No value at all is nil.
func mergedValues(before, now any) any {
	var all jsontext.Object // by locale and scope
	for _, values := range [...]any{before, now} {
		list, _ := elements(values)
		for _, v := range list {
			given := fields(v)
			one := object("locale", get(given, "locale"), "scope", get(given, "scope"), "data", get(given, "data"))
			place := text(one[0].Value) + "\x00" + text(one[1].Value)
			if one[2].Value == nil {
				all = with(all, place, nil)
			} else {
				all = with(all, place, one)
			}
		}
	}
	if all == nil {
		return nil
	}
	list, _ := elements(all)
	return jsontext.Array(list)
}
