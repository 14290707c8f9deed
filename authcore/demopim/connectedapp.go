package demopim

var connectedAppRoutes []route
