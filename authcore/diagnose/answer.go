package diagnose

// answerRules look at …
var answerRules = []rule{}
