package demopim

var appTokenRoutes []route
