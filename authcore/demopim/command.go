// What the commands of the console do.

package demopim

import (
	"strings"
	"unicode/utf8"
)

func (k *console) createClient() (exit int) {
	label, labelled := k.option("label")
	if k.argument != nil {
		label, labelled = *k.argument, true
	}
	grants := k.all("grant_type")
	if grants == nil {
		grants = ownGrants()
	}
	made, err := k.pim.newClient(label, grants, k.all("redirect_uri"))
	if err != nil {
		return k.fail(err.Error())
	}
	k.pim.data.keepClient(made)
	k.print("A new client has been added.", "client_id: "+made.id, "secret: "+made.secret)
	if labelled {
		k.print("label: " + label)
	}
	return 0
}

// listClients prints a table as Symfony draws it.
func (k *console) listClients() (exit int) {
	if len(k.pim.data.clients) == 0 {
		k.print("No client is currently registered.")
		return 0
	}
	rows := [][]string{{"client id", "secret", "label"}}
	for _, c := range k.pim.data.clients {
		rows = append(rows, []string{c.id, c.secret, c.label})
	}
	border := "+"
	for i := range rows[0] {
		width := 0
		for _, row := range rows {
			width = max(width, utf8.RuneCountInString(row[i]))
		}
		for _, row := range rows {
			row[i] += strings.Repeat(" ", width-utf8.RuneCountInString(row[i]))
		}
		border += strings.Repeat("-", width+2) + "+"
	}
	k.print(border)
	for i, row := range rows {
		k.print("| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			k.print(border)
		}
	}
	k.print(border)
	return 0
}

func (k *console) revokeClient() (exit int) {
	c := k.pim.data.client(*k.argument)
	if c == nil {
		k.print("No client found for this id.")
		return -1
	}
	if !k.has("no-interaction") {
		// In a terminal the line ends where the answer does.
		k.print("This operation is irreversible. Are you sure you want to revoke this client? (Y/n)")
		if answer := strings.TrimSpace(k.answer); answer != "" && !strings.ContainsAny(answer[:1], "yY") {
			k.print("Client revocation cancelled.")
			return 0
		}
	}
	k.print("Client with public id " + c.id + " and secret " + c.secret + " has been revoked.")
	k.pim.data.dropClient(c.id)
	return 0
}

func (k *console) createConnection() (exit int) {
	label, labelled := k.option("label")
	if !labelled {
		label = *k.argument
	}
	flowType := "other"
	if k.has("flow-type") {
		flowType, _ = k.option("flow-type")
	}
	auditable, valued := k.option("auditable")
	group, _ := k.option("user-group")
	made, wrong, err := k.connect(connection{
		code: *k.argument, label: label, flowType: flowType,
		auditable: k.has("auditable") && !valued || isTrue(auditable),
	}, group)
	if err != nil {
		return k.fail(err.Error())
	}
	for _, v := range wrong {
		k.print(v.english())
		exit = 1
	}
	if exit == 0 {
		c, u := k.pim.data.client(made.client), k.pim.data.user(made.username)
		k.print("A new connection has been created with the following settings:",
			"Code: "+made.code, "Client ID: "+c.id, "Secret: "+c.secret, "Username: "+u.name, "Password: "+u.password)
		if made.auditable {
			k.print("Auditable: yes")
		} else {
			k.print("Auditable: no")
		}
	}
	return exit
}

// createKeys makes the keys of OpenID, which are the same in every demo PIM.
func (k *console) createKeys() (exit int) {
	k.pim.data.openIDKeys = true
	return 0
}
