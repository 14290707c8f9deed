// Text that stands for credentials and is none: what documents print, what a
// shell or a template should have filled in, what a log has covered.

package diagnose

import "strings"

// samples are the pairs that the documentation prints and that no PIM has. Not
// among them: those that the demo PIM knows.
var samples = [...]string{
	"4gm4rnoizp8gskgkk080ssoo80040g44ksowwgw844k44sc00s:5dyvo1z6y34so4ogkgksw88ookoows00cgoc488kcs8wk4c40s",
	"3_1swng54dv680w0o8gcwcww84swkoc044ocsg4ocwk4cc00ck0w:3suahxe88licow00g0o80gccgggw8cskg4wco8woooww4880so",
}

func isSample(id, secret string) bool {
	for _, s := range samples {
		if id+":"+secret == s {
			return true
		}
	}
	return false
}

// names are what documents call the credentials, in small letters, without
// what separates words.
const names = " clientid client id secret clientsecret clientidsecret clientidandsecret publicid apiclientid apisecret apikey key" +
	" username user login password pass userpassword apiuser apipassword appclientid appclientsecret appsecret appid" +
	" credentials credential base64 base64credentials base64encoded encoded encodedcredentials base64encodedcredentials" +
	" base64clientidandsecret base64clientidsecret base64clientid base64secret token string basicauth auth" +
	" changeme change insert placeholder example sample dummy "

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
	var plain strings.Builder
	for _, c := range []byte(strings.ToLower(text)) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			plain.WriteByte(c)
		case strings.IndexByte(" \t_-.:+<>[](){}\"'`", c) < 0:
			return false
		}
	}
	word := plain.String()
	if word == "" {
		return false
	}
	for _, before := range [...]string{"", "base64", "base64encode", "btoa", "b64encode", "akeneo", "pim", "oauth", "connection", "connector", "my", "the", "insert", "replace"} {
		if rest, ok := strings.CutPrefix(word, before); ok && rest != "" && strings.Contains(names, " "+strings.TrimSuffix(rest, "here")+" ") {
			return true
		}
	}
	// 1_xxxx, too
	return strings.HasPrefix(word, "your") || strings.Contains(word, "xxx") && strings.Trim(strings.TrimLeft(word, figures), "x") == ""
}

// unfilled reports whether a text is a variable that nothing was put in for.
func unfilled(text string) bool {
	for _, part := range [...][2]string{{"{{", "}}"}, {"${", "}"}, {"$(", ")"}, {"#{", "}"}, {"<%", "%>"}, {"%(", ")s"}} {
		_, rest, ok := strings.Cut(text, part[0])
		if ok && strings.Contains(rest, part[1]) {
			return true
		}
	}
	if name, ok := strings.CutPrefix(text, "$"); ok {
		name = strings.TrimPrefix(name, "env:")
		return strings.Trim(strings.ToLower(name), base36+"_") == "" && strings.Trim(name, figures) != ""
	}
	if len(text) > 4 && text[0] == '%' && text[len(text)-1] == '%' {
		return consists(strings.ToLower(text[1:len(text)-1]), base36+"_")
	}
	return len(text) > 2 && text[0] == '{' && text[len(text)-1] == '}'
}

// isCovered reports whether a log, or a person, covered a value: nothing can
// be said of what it was.
func isCovered(text string) bool {
	lower := strings.ToLower(strings.Trim(text, " \t[]<>(){}\"'"))
	switch lower {
	case "redacted", "hidden", "filtered", "masked", "removed", "secret hidden", "sensitive", "omitted":
		return true
	}
	return strings.Contains(text, "***") || strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…") || strings.Trim(text, "•●█*") == "" && text != ""
}
