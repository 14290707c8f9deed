// The user of a token request: unknown, disabled, another's.

package diagnose

// users is for a user that the token route refuses.
func users(x *examination) {
	userDiffers(x)
	if x.answer != userRefused || x.explained() {
		return
	}
	f := x.find("user_refused", Possible)
	if p, ok := x.param("username"); ok && p.from < p.to {
		f.because(x.inBody(p.from, p.to))
	}
	f.because(x.inMessage())
	if before, known := x.isBefore("6.0"); known && before {
		x.ruleOut("user_disabled", "old_version_lets_in")
	} else {
		x.find("user_disabled", Possible).arg("when", "at_login").because(x.inMessage())
	}
}

// userDiffers is for a user that is another than the one that was meant.
func userDiffers(x *examination) {
	username, ok := x.param("username")
	password, okToo := x.param("password")
	if x.route != routeToken || !ok || !okToo || username.value == "" || password.value == "" || x.value("grant_type") != "password" && x.value("grant_type") != "" {
		return
	}
	k := x.known
	if username.value == k.Username && (k.Password == "" || password.value == k.Password) {
		if x.answer == userRefused && k.Password != "" {
			x.ruleOut("user_known_differs", "user_as_meant")
		}
		return
	}
	for _, o := range k.Others {
		if o.Username == "" || o.Username != username.value || o.Username == k.Username {
			continue
		}
		sure := Certain
		if o.Password != password.value {
			sure = Likely
		}
		f := x.find("user_of_other_environment", sure).arg("name", o.Name).because(x.inBody(username.from, username.to))
		x.fixUser(f)
		return
	}
	// Blanks and what a form makes of some letters are told more exactly.
	if k.Username == "" || x.holds("value_invisible") || x.holds("form_plus") || x.holds("form_percent") || x.holds("form_ampersand") {
		return
	}
	wrong, meant, part := username, k.Username, "username"
	if username.value == k.Username {
		wrong, meant, part = password, k.Password, "password"
	}
	at := 0
	for at < len(meant) && at < len(wrong.value) && meant[at] == wrong.value[at] {
		at++
	}
	f := x.find("user_known_differs", Certain).arg("part", part).number("at", at).because(x.inBody(wrong.from, wrong.to))
	x.fixUser(f)
}

// fixUser sets the user that was meant.
func (x *examination) fixUser(f *Finding) {
	k := x.known
	if k.Username == "" || k.Password == "" {
		return
	}
	q := x.withMember("username", k.Username)
	y := *x
	y.q, y.body = q, bodyOf(q)
	f.fix(y.withMember("password", k.Password))
}
