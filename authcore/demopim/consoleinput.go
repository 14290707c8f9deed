// How Symfony reads the argument and the options of a command.

package demopim

import (
	"slices"
	"strings"
)

// An option may have a value, or must have one.
type option struct {
	name  string
	short byte
	value int
}

const (
	optional = iota + 1
	required
)

// anyCommand has these options. Only the first two and the fourth do anything
// here.
var anyCommand = []option{{"help", 'h', 0}, {"quiet", 'q', 0}, {"verbose", 'v', 0}, {"no-interaction", 'n', 0}, {"ansi", 0, 0}, {"no-ansi", 0, 0}, {"no-debug", 0, 0}, {"env", 'e', required}}

// A setOption is an option as it was written.
type setOption struct {
	name, value string
	valued      bool
}

// read reads a command's argument and options, and says what is wrong with
// them.
func (k *console) read(words []string) string {
	known := slices.Concat(anyCommand, k.command.options)
	for i := 0; i < len(words); i++ {
		word := words[i]
		takes := func(o *option, value string, valued bool) string {
			if valued && o.value == 0 {
				return `The "--` + o.name + `" option does not accept a value.`
			}
			if !valued && o.value != 0 && i+1 < len(words) && !strings.HasPrefix(words[i+1], "-") {
				i++
				value, valued = words[i], true
			}
			if !valued && o.value == required {
				return `The "--` + o.name + `" option requires a value.`
			}
			k.options = append(k.options, setOption{o.name, value, valued})
			return ""
		}
		wrong := ""
		switch {
		case word == "--" && k.argument == nil && k.command.argument != "" && i+1 < len(words):
			i++ // whatever it looks like
			k.argument = &words[i]
		case word == "--":
		case strings.HasPrefix(word, "--"):
			name, value, valued := strings.Cut(word[2:], "=")
			o := find(known, func(o *option) bool { return o.name == name })
			if o == nil {
				return `The "--` + name + `" option does not exist.`
			}
			wrong = takes(o, value, valued)
		case len(word) > 1 && word[0] == '-':
			for j := 1; j < len(word) && wrong == ""; j++ {
				o := find(known, func(o *option) bool { return o.short == word[j] })
				if o == nil {
					return `The "-` + word[j:j+1] + `" option does not exist.`
				}
				if rest := word[j+1:]; o.value != 0 {
					wrong = takes(o, rest, rest != "")
					break
				}
				wrong = takes(o, "", false)
			}
		case k.argument != nil || k.command.argument == "":
			text := k.v.tooMany
			if k.command.argument == "" {
				text = k.v.noneExpected
			}
			for _, filled := range [...][2]string{{"{command}", k.command.name}, {"{argument}", k.command.argument}, {"{got}", word}} {
				text = strings.ReplaceAll(text, filled[0], filled[1])
			}
			return text
		default:
			k.argument = &words[i]
		}
		if wrong != "" {
			return wrong
		}
	}
	return ""
}

// option returns the value of an option. valued is false of one that was given
// without, or not at all.
func (k *console) option(name string) (value string, valued bool) {
	for _, o := range k.options {
		if o.name == name {
			value, valued = o.value, o.valued
		}
	}
	return value, valued
}

func (k *console) has(name string) bool {
	return slices.ContainsFunc(k.options, func(o setOption) bool { return o.name == name })
}

// all returns all values of an option.
func (k *console) all(name string) []string {
	var values []string
	for _, o := range k.options {
		if o.name == name {
			values = append(values, o.value)
		}
	}
	return values
}
