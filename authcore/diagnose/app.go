package diagnose

// appRules look at …
var appRules = []rule{}
