module github.com/pim-auth/playground

go 1.26

ignore (
	./build/proof/docs/docusaurus/node_modules
	./build/proof/docs/vitepress/node_modules
	./build/proof/node_modules
	./web/node_modules
)

require (
	github.com/andybalholm/brotli v1.2.8
	github.com/evanw/esbuild v0.28.2
	github.com/hack-pad/safejs v0.1.0
	github.com/stretchr/testify v1.12.1
)

require (
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/sys v0.4.0 // indirect
)
