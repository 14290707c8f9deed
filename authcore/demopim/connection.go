package demopim

var connectionRoutes []route
