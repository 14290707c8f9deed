// The user of a token request: unknown, disabled, another's.

package diagnose

// users is for a user that the token route refuses.
func users(x *examination) {
	userDiffers(x)
	if x.answer != userRefused || x.explained() {
		return
	}
	message := x.atMessage()
	f := x.find("user_refused", Possible)
	if p := x.member("username"); p.from < p.to {
		f.at(atParam(p))
	}
	f.at(message)
	if before, _ := x.isBefore("6.0"); before {
		x.ruleOut("user_disabled", "old_version_lets_in")
	} else {
		x.tell(Possible, message, "user_disabled when=at_login", "")
	}
}

// userDiffers is for a user that is another than the one that was meant.
func userDiffers(x *examination) {
	username, password := x.member("username"), x.member("password")
	if grant := x.value("grant_type"); x.route != routeToken || username.value == "" || password.value == "" || grant != "password" && grant != "" {
		return
	}
	k := &x.known
	asMeant := username.value == k.Username
	if asMeant && (k.Password == "" || password.value == k.Password) {
		if x.answer == userRefused && k.Password != "" {
			x.ruleOut("user_known_differs", "user_as_meant")
		}
		return
	}
	for i := range k.Others {
		if o := &k.Others[i]; !asMeant && o.Username == username.value {
			sure := Certain
			if o.Password != password.value {
				sure = Likely
			}
			x.fixUser(x.tell(sure, atParam(username), "user_of_other_environment name", o.Name))
			return
		}
	}
	// Blanks and what a form makes of some letters are told more exactly.
	if k.Username == "" || x.holdsAny("value_invisible form_plus form_percent form_ampersand") {
		return
	}
	wrong, meant := username, k.Username
	if asMeant {
		wrong, meant = password, k.Password
	}
	at := 0
	for at < len(meant) && at < len(wrong.value) && meant[at] == wrong.value[at] {
		at++
	}
	x.fixUser(x.tell(Certain, atParam(wrong), "user_known_differs part", wrong.name).number("at", at))
}

// fixUser sets the user that was meant.
func (x *examination) fixUser(f *Finding) {
	k := &x.known
	if k.Username == "" || k.Password == "" {
		return
	}
	y := *x
	y.q = x.withMember("username", k.Username)
	y.body = bodyOf(y.q)
	f.fix(y.withMember("password", k.Password))
}
