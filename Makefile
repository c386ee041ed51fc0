# Laidan. `make help` lists what there is.
SHELL := /bin/bash
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
DATA ?= data
LISTEN ?= 127.0.0.1:8080
# A static binary that depends on the commit alone: no path, no time, no build id.
GOFLAGS_BUILD := -trimpath -buildvcs=false -ldflags "-s -w -buildid= -X main.version=$(VERSION)"

.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

run: build ## build, make a demo organisation on embedded SQLite, serve http://127.0.0.1:8080
	@bin/laidan demo --data $(DATA) --customers 3000 --people 24 --touches 15000 --once
	@bin/laidan serve --data $(DATA) --listen $(LISTEN)

build: web ## bin/laidan with the UI inside
	@$(MAKE) --no-print-directory program VERSION="$(VERSION)"

program: # alone, with the UI that was built last
	@CGO_ENABLED=0 go build $(GOFLAGS_BUILD) -o bin/laidan ./cmd/laidan

web: web/node_modules/.installed locales ## the UI alone
	@cd web && npm run --silent build
	@go run ./internal/webui/compress internal/webui/dist

# install, not ci: registries that lack a package for another platform would fail ci
web/node_modules/.installed: web/package-lock.json
	@cd web && npm install --no-save --no-audit --no-fund --loglevel=error && touch node_modules/.installed

locales: ## merge the parts of the message catalogues
	@go run ./internal/i18n/merge

openapi: ## generated from the code: api/openapi.json, the UI's types and words, docs/architecture.md's drawing
	@go run ./cmd/laidan openapi > api/openapi.json.tmp && mv api/openapi.json.tmp api/openapi.json
	@cd web && npm run --silent types
	@go run ./internal/words/browser web/src/api/words
	@go run ./internal/app/drawing docs/architecture.md

dev: web/node_modules/.installed ## server and UI with reload: http://127.0.0.1:5173
	@scripts/dev

test: ## everything: Go on SQLite and PostgreSQL, UI, browser journeys, lint, verify
	@scripts/test

lint: ## formatting and linters
	@scripts/lint

verify: locales openapi ## generated files are up to date
	@git diff --exit-code --stat -- locales api web/src/api/schema.d.ts web/src/api/words docs/architecture.md

release-check: build ## the long proofs: isolation, rights taken out one by one, hostile texts, every page in every way
	@PROOF=full go test -count=1 -timeout 4h ./internal/proof
	@PROOF=full go test -count=1 -timeout 4h -tags rightsmutation -run TestMutationOfRights -v ./internal/proof
	@ACCESS=full scripts/e2e access.spec keyboard.spec xss.spec
	@scripts/reproducible

reproducible: ## the same commit built twice in different places gives the same program
	@scripts/reproducible

bench: build ## speed and memory against the bare driver (docs/performance.md)
	@scripts/bench

package: ## dist/: binary, deb, rpm, SBOM and their hashes
	@scripts/package

torture: build ## kills, power loss, full disks, cut connections, races, bad clients (docs/torture.md, 25 minutes)
	@scripts/torture

.PHONY: help run build program reproducible web locales openapi dev test lint verify bench package torture release-check
