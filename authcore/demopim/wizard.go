package demopim

var wizardRoutes []route
