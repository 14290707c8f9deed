# What there is to do; `make help` prints it. The work itself is in build/.

linter = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
syft   = github.com/anchore/syft/cmd/syft@v1.52.0
caddy  = github.com/caddyserver/caddy/v2/cmd/caddy@v2.11.9
hugo   = github.com/gohugoio/hugo@v0.165.0
build  = go run ./build
proved = $(addsuffix /node_modules/.stamp,build/proof build/proof/docs/vitepress build/proof/docs/docusaurus)

run: ready           ## serve the playground and a demo PIM; flags: make run ARGS="-addr 127.0.0.1:9080"
	@go build -o bin/build ./build && exec bin/build serve $(ARGS)

test: ready tools    ## run every test; some of them: make test ARGS="go e2e"
	@$(build) test $(ARGS)

check: ready         ## lint Go and TypeScript; plant faults that tests must notice
	@GOBIN=$(CURDIR)/bin go install $(linter)
	bin/golangci-lint run
	GOOS=js GOARCH=wasm bin/golangci-lint run ./authcore/... ./wasm/...
	cd web && node node_modules/eslint/bin/eslint.js --max-warnings 0 .
	@$(build) mutate

proof: ready tools $(proved)  ## prove it with what others make: clients, web servers, documentation systems, Lighthouse; a part: make proof ARGS=servers
	@sh build/need.sh nginx brotli h2load apache
	@GOBIN=$(CURDIR)/bin go install $(caddy)
	@GOBIN=$(CURDIR)/bin go install $(hugo) # minutes, once
	@$(build) proof $(ARGS)

judge:               ## print how often the doctor is right, on the open and the sealed corpus
	@go test -count=1 -run TestFigures -v ./authcore/diagnose | grep part

build: ready         ## write dist/, for any static host
	@$(build) dist

binary: ready        ## build the playground as one program, pages and relay in it; others: make binary ARGS="-for windows/amd64"
	@$(build) binary $(ARGS)

reproduce: ready     ## build dist/ twice, in places that differ in all they can, and compare
	@$(build) reproduce

sbom: ready          ## list what the playground is made of (CycloneDX); building the lister takes minutes, once
	@GOBIN=$(CURDIR)/bin go install -trimpath -ldflags="-s -w -X main.version=$(lastword $(subst @v, ,$(syft)))" $(syft)
	@$(build) sbom

bench: ready         ## measure Go natively and in wasm, and the bridge between
	@$(build) bench

size: ready          ## print what weighs what, and what is left of each budget
	@$(build) size

shot: ready tools    ## take the README's picture anew
	@cd web && node node_modules/@playwright/test/cli.js test -c shots.config.ts

fmt:                 ## format the Go code
	@gofmt -w authcore build wasm

help:                ## print this
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

ready: versions web/node_modules/.stamp
versions:
	@sh build/need.sh go node
tools: ready
	@sh build/need.sh curl browser

# The packages of a folder, as its lock file has them; the stamp is as old.
%/node_modules/.stamp: %/package-lock.json
	@echo "Installing the packages of $*/ …"
	@cd $* && npm ci --silent && touch node_modules/.stamp

.DEFAULT_GOAL := help
.PHONY: run test check proof judge build binary reproduce sbom bench size shot fmt help ready versions tools
