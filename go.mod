module github.com/pim-auth/playground

go 1.26

ignore ./web/node_modules
