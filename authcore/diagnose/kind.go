package diagnose

// Kind names the kind of the answer that an exchange had: "success", or one of
// those that rules explain, "client_refused", "token_expired", …; "" if none
// came.
func Kind(c Case) string {
	return answers[examine([]Case{c}, Known{}).answer].name
}
