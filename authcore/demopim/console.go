// The console of the server that a PIM runs on, as far as it has to do with
// credentials: a table of commands, and how a line finds its own. Of what
// Symfony prints around an error only the text is here, indented and on lines
// of its own.

package demopim

import (
	"slices"
	"strings"

	"github.com/pim-auth/playground/authcore"
	"github.com/pim-auth/playground/authcore/jsontext"
)

// A command may have one argument, and then needs it.
type command struct {
	name, argument string
	options        []option
	in             func(*behaviour) bool // whether a version has it, nil for each
	run            func(*console) int
}

var clientOptions = []option{{"redirect_uri", 0, required}, {"grant_type", 0, required}, {"label", 0, required}}

var commands = []command{
	{"pim:oauth-server:create-client", "", clientOptions, func(v *behaviour) bool { return v.labelOption }, (*console).createClient},
	{"pim:oauth-server:create-client", "label", clientOptions[:2], func(v *behaviour) bool { return !v.labelOption }, (*console).createClient},
	{"pim:oauth-server:list-clients", "", nil, nil, (*console).listClients},
	{"pim:oauth-server:revoke-client", "client_id", nil, nil, (*console).revokeClient},
	{"akeneo:connectivity-connection:create", "code", []option{{"flow-type", 0, optional}, {"label", 0, optional}, {"auditable", 0, optional}, {"user-group", 0, optional}},
		func(v *behaviour) bool { return v.connections }, (*console).createConnection},
	{"akeneo:connectivity-connection:openid-keys:create", "", nil, func(v *behaviour) bool { return v.apps }, (*console).createKeys},
}

// A console is one line on its way.
type console struct {
	*call
	command  *command
	argument *string
	options  []setOption
	answer   string // to the question, should there be one
	output   string
}

// console answers the control route: what one line prints, and its exit code.
func (c *call) console(body jsontext.Object) *authcore.Response {
	if c.v == nil {
		return c.answer() // which says so
	}
	line, _ := body.Get("line")
	answer, _ := body.Get("answer")
	k := console{call: c}
	k.answer, _ = answer.(string)
	exit := k.enter(line.(string))
	return controlReply(200, object("output", k.output, "exit", exit))
}

// enter runs a line.
func (k *console) enter(line string) (exit int) {
	words, wrong := shellWords(line)
	if wrong != "" {
		return k.fail(wrong)
	}
	isConsole := func(i int) bool {
		return i < len(words) && (strings.HasSuffix(words[i], "bin/console") || strings.HasSuffix(words[i], "app/console"))
	}
	if isConsole(1) && words[0] == "php" {
		words = words[1:]
	}
	if isConsole(0) {
		words = words[1:]
	}
	at := 0
	for at < len(words) && (strings.HasPrefix(words[at], "-") || at > 0 && (words[at-1] == "-e" || words[at-1] == "--env")) {
		at++
	}
	list := ""
	for i := range commands {
		if c := &commands[i]; c.in == nil || c.in(k.v) {
			list += "\n  " + c.name
			if at < len(words) && c.name == words[at] {
				k.command = c
			}
		}
	}
	switch {
	case at == len(words) || words[at] == "list":
		k.print("Available commands:" + list)
		return 0
	case k.command == nil:
		return k.fail(`Command "` + words[at] + "\" is not defined.\n\n  Did you mean one of these?" + strings.ReplaceAll(list, "\n", "\n    "))
	}
	if wrong := k.read(slices.Concat(words[:at], words[at+1:])); wrong != "" {
		return k.fail(wrong)
	}
	argument := k.command.argument
	switch {
	case k.has("help"):
		usage := "Usage:\n  " + k.command.name + " [options]"
		if argument != "" {
			usage += " [--] <" + argument + ">"
		}
		k.print(usage)
		return 0
	case argument != "" && k.argument == nil:
		return k.fail(`Not enough arguments (missing: "` + argument + `").`)
	}
	if exit = k.command.run(k); k.has("quiet") {
		k.output = "" // but Symfony's own errors
	}
	return exit
}

func (k *console) print(lines ...string) {
	for _, line := range lines {
		k.output += line + "\n"
	}
}

// fail prints an error.
func (k *console) fail(text string) (exit int) {
	k.print("\n  "+text, "")
	return 1
}
