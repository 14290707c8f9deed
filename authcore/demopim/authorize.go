package demopim

var authorizeRoutes []route
