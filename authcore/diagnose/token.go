package diagnose

// tokenRules look at …
var tokenRules = []rule{}
