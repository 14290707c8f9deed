package diagnose

// serverRules look at …
var serverRules = []rule{}
