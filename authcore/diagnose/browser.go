package diagnose

// browserRules look at …
var browserRules = []rule{}
