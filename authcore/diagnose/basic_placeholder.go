// Text that stands for credentials and is none: what documents print, what a
// shell or a template should have filled in, what a log has covered.

package diagnose

import (
	"slices"
	"strings"
)

// samples are the pairs that the documentation prints and that no PIM has. Not
// among them: those that the demo PIM knows.
var samples = []string{
	"4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s:5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
	"3_1swng54dv680w0o8gcwcww84swkoc044ocsg4ocwk4cc00ck0w:3suahxe88licow00g0o80gccgggw8cskg4wco8woooww4880so",
}

func isSample(id, secret string) bool {
	return slices.Contains(samples, id+":"+secret)
}

// names are what documents call the credentials, in small letters, without
// what separates words.
const names = " clientid client id secret clientsecret clientidsecret clientidandsecret publicid apiclientid apisecret apikey key" +
	" username user login password pass userpassword apiuser apipassword appclientid appclientsecret appsecret appid" +
	" credentials credential base64 base64credentials base64encoded encoded encodedcredentials base64encodedcredentials" +
	" base64clientidandsecret base64clientidsecret base64clientid base64secret token string basicauth auth" +
	" changeme change insert placeholder example sample dummy "

// prefixes are what stands before such a name.
var prefixes = []string{"", "base64", "base64encode", "btoa", "b64encode", "akeneo", "pim", "oauth", "connection", "connector", "my", "the", "insert", "replace"}

// isPlaceholder reports whether a text stands for a value that should have
// taken its place.
func isPlaceholder(text string) bool {
	if len(text) > 200 || len(text) < 2 {
		return false
	}
	if unfilled(text) {
		return true
	}
	// <client_id>, [client_id], "your client id", base64(client_id:secret)
	lower := strings.ToLower(text)
	if !consists(lower, base36+" \t_-.:+<>[](){}\"'`") {
		return false
	}
	word := only(lower, base36)
	for _, before := range prefixes {
		rest, ok := strings.CutPrefix(word, before)
		if ok && rest != "" && strings.Contains(names, " "+strings.TrimSuffix(rest, "here")+" ") {
			return true
		}
	}
	// 1_xxxx, too
	return strings.HasPrefix(word, "your") || strings.Contains(word, "xxx") && strings.Trim(strings.TrimLeft(word, figures), "x") == ""
}

// variables are what programs put around the name of a variable.
var variables = [...]struct{ open, shut string }{{"{{", "}}"}, {"${", "}"}, {"$(", ")"}, {"#{", "}"}, {"<%", "%>"}, {"%(", ")s"}}

// unfilled reports whether a text is a variable that nothing was put in for.
func unfilled(text string) bool {
	for i := range variables {
		_, rest, ok := strings.Cut(text, variables[i].open)
		if ok && strings.Contains(rest, variables[i].shut) {
			return true
		}
	}
	if name, ok := strings.CutPrefix(text, "$"); ok {
		name = strings.TrimPrefix(name, "env:")
		return strings.Trim(strings.ToLower(name), base36+"_") == "" && strings.Trim(name, figures) != ""
	}
	end := len(text) - 1
	if text[0] == '%' && text[end] == '%' {
		return end > 3 && consists(strings.ToLower(text[1:end]), base36+"_")
	}
	return end > 1 && text[0] == '{' && text[end] == '}'
}

// covers are what logs write over a value.
var covers = []string{"redacted", "hidden", "filtered", "masked", "removed", "secret hidden", "sensitive", "omitted"}

// isCovered reports whether a log, or a person, covered a value: nothing can
// be said of what it was.
func isCovered(text string) bool {
	return slices.Contains(covers, strings.ToLower(strings.Trim(text, " \t[]<>(){}\"'"))) ||
		strings.Contains(text, "***") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") ||
		text != "" && strings.Trim(text, "•●█*") == ""
}
