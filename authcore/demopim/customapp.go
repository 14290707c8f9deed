package demopim

var customAppRoutes []route
