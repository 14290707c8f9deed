package diagnose

// bodyRules look at …
var bodyRules = []rule{}
