package diagnose

// basicRules look at …
var basicRules = []rule{}
