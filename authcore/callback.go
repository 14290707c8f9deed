// The two addresses of an App that a PIM sends people's browsers to. Whatever
// arrives there was carried by a browser and may be anybody's: it is read
// strictly, and nothing of it is trusted.

package authcore

import (
	"crypto/subtle"
	"strings"

	"github.com/pim-auth/playground/authcore/urltext"
)

// ParseActivation reads the address that a PIM opens an App with
// (documentation, "Get your App token", Step 1): the whole address, or its
// query alone. It returns the PIM's address as it was written, which
// [ParseAddress] takes. Anybody can make such an address: before anything is
// sent to a PIM that the App does not know, a person should be asked.
//
// The error is an *[InputError] with the Field "url" and the code
// activation_no_pim_url or activation_repeated, or one of [ParseAddress].
func ParseActivation(url string) (pimURL string, err error) {
	pimURL, count := parameter(queryOf(url), "pim_url")
	switch {
	case count > 1:
		return "", &InputError{"activation_repeated", "url", -1, "The address names more than one PIM", "Open the App from the PIM again: its address has one pim_url."}
	case pimURL == "":
		return "", &InputError{"activation_no_pim_url", "url", -1, "The address has no pim_url", "Open the App from the PIM, which adds its own address."}
	}
	if _, _, err := ParseAddress(pimURL); err != nil {
		return "", err
	}
	return pimURL, nil
}

// ParseCallback reads the address that a PIM sends the browser back to
// (documentation, "Get your App token", Step 1; RFC 6749 §4.1.2), the whole
// address or its query alone, and returns the code for [App.TokenRequest]. The
// state is the one that the App gave to [App.AuthorizationRequest] for this
// browser, and is good for one callback only.
//
// The error is an *[InputError] with the Field "url". Its code is, looked for
// in this order: callback_repeated, callback_no_state, callback_state (another
// than the App's), callback_error, callback_no_code.
func ParseCallback(url, state string) (code string, err error) {
	refuse := func(code, message, next string) (string, error) {
		return "", &InputError{code, "url", -1, message, next}
	}
	query := queryOf(url)
	came, states := parameter(query, "state")
	code, codes := parameter(query, "code")
	_, faults := parameter(query, "error")
	switch {
	case states > 1 || codes > 1:
		return refuse("callback_repeated", "The callback names its code or its state more than once", "Take no code from it, and start the authorization again: a PIM names each once.")
	case came == "":
		return refuse("callback_no_state", "The callback has no state", "Take no code from it, and start the authorization again: a PIM gives back the state that it was sent.")
	case subtle.ConstantTimeCompare([]byte(came), []byte(state)) != 1:
		return refuse("callback_state", "The state of the callback is not the one that the App sent", "Take no code from it, and start the authorization again: somebody else may have begun this one.")
	case faults > 0:
		return refuse("callback_error", "The callback tells of an error", "Read its parameter error, and start the authorization again: a PIM itself sends no errors here.")
	case code == "":
		return refuse("callback_no_code", "The callback has no code", "Start the authorization again, and let the PIM send the browser back.")
	}
	return code, nil
}

// queryOf returns the parameters of an address, or of a query with or without
// its question mark.
func queryOf(text string) []urltext.Pair {
	text, _, _ = strings.Cut(strings.TrimFunc(text, blank), "#")
	if address, query, ok := strings.Cut(text, "?"); ok {
		text = query
	} else if strings.ContainsAny(address, "/:") && !strings.Contains(address, "=") {
		text = ""
	}
	return urltext.ParseQuery(text)
}

// parameter returns the first value of a name, and how often it comes.
func parameter(pairs []urltext.Pair, name string) (value string, count int) {
	for _, p := range pairs {
		if p.Name == name {
			if count == 0 {
				value = p.Value
			}
			count++
		}
	}
	return value, count
}
