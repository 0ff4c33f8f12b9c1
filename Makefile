# Each target makes what it needs by itself; `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := _build
SPHINX := $(BIN)/sphinx-build -j auto
.DEFAULT_GOAL := help
# What people type: make does not look for variables or functions in it, and the shell
# takes it as "$$NAME", quotes and all. ARGS alone is split into words by the shell.
TYPED := NAME NAMES ENTITY ARTICLE FILE SIDES TITLE KEY ENCODING APPEND DRY FORMAT SEARCH N ARGS PYTHON DOC
$(foreach each,$(TYPED),$(eval override $(each) := $$(value $(each))))
export $(TYPED)
# The site and the book share what has been read; two at once would write it at once.
.NOTPARALLEL:

.PHONY: help html pdf epub live check test lint mutants fuzz bench bench-large bench-lists bench-live \
  bench-pdf bench-search new import policy clean pictures golden lock linkcheck figures matrix \
  foreign audit sbom release-check

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

html: $(VENV)/ready ## Build the site into _build/html
	@$(SPHINX) -b html -d $(OUT)/doctrees -D read_as_folders=$(OUT)/pdf,$(OUT)/epub . $(OUT)/html
	@echo "The site is ready: open $(OUT)/html/index.html"

# All pages are read for a part of the book too: what is wrong with others does not fail it.
pdf: $(VENV)/ready ## Build the book into _build/pdf (DOC=articles: a folder or document alone)
	@if [ -z "$$DOC" ]; then set -- -W; else set -- -D "typst_only=$$DOC"; fi; \
	  $(SPHINX) -b typst "$$@" -d $(OUT)/doctrees $(ARGS) . $(OUT)/pdf

epub: $(VENV)/ready ## Build the book for electronic readers into _build/epub
	@rm -rf $(OUT)/epub # All that lies in the folder would be in the book.
	@$(SPHINX) -b epub -W -d $(OUT)/epub.doctrees . $(OUT)/epub

live: $(VENV)/ready ## Serve the site and show each change at once (SEARCH=1: with its index)
	@PYTHONPATH=_ext $(BIN)/python -m sphinx_versus.site.preview -j auto -D site_search_index="$${SEARCH:-0}" \
	  $(ARGS) . $(OUT)/live

# The rules of this site are asked of what the build has read, be it right or wrong.
check: $(VENV)/ready ## Build strictly, review, spelling, rules of this site (FORMAT=sarif, github; NAMES=1)
	@todo=; $(SPHINX) -b html -n -W --keep-going -E -q -D versus_review=1 \
	  -D versus_review_names="$${NAMES:-0}" -D versus_explain=1 -D misspellings=1 \
	  -D diagnostics_format="$$FORMAT" . $(OUT)/check || todo="each WARNING"; \
	$(BIN)/python tools/content.py || todo="$${todo:+$$todo and }what the rules of this site ask"; \
	if [ -z "$$todo" ]; then echo "No problem found."; else \
	  echo "To do: mend or answer $$todo above, and type make check again." >&2; exit 1; fi

linkcheck: $(VENV)/ready ## Try every link to the outside, sources as well
	@$(SPHINX) -b linkcheck -q . $(OUT)/linkcheck

test: $(VENV)/ready $(VENV)/browser ## Run all tests
	@$(BIN)/python -m pytest -q -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

matrix: $(VENV)/ready ## Try the lowest, locked and newest releases, on each Python (ARGS="lowest")
	@$(BIN)/python tools/matrix.py $(ARGS)

foreign: $(OUT)/foreign/venv/ready ## Build documentations of others with and without us, and compare (ARGS="pip attrs")
	@$(OUT)/foreign/venv/bin/python tools/foreign.py $(ARGS)

audit: $(OUT)/audit/ready ## Look for known vulnerabilities in the locked releases
	@$(OUT)/audit/bin/python tools/audit.py $(ARGS)

# The tool reads no version that setuptools finds.
sbom: $(OUT)/audit/ready ## Write the bill of materials of the lock file into _build/sbom.json
	@version=$$(sed -n 's/^__version__ = //p' _ext/sphinx_versus/__init__.py) && \
	  sed "s/^dynamic = .*/version = $$version/" pyproject.toml > $(OUT)/audit/pyproject.toml
	@$(OUT)/audit/bin/python -W ignore -m cyclonedx_py requirements requirements.lock \
	  --pyproject $(OUT)/audit/pyproject.toml --mc-type library --output-reproducible \
	  -o $(OUT)/sbom.json
	@echo "The bill of materials is $(OUT)/sbom.json."

release-check: $(VENV)/ready sbom ## Build the package twice, compare, look into it, test it, audit it
	@$(BIN)/python tools/release.py
	@$(OUT)/audit/bin/python tools/audit.py $(ARGS)

lint: $(VENV)/ready ## Check the style and the types of the code
	@$(BIN)/ruff check conf.py _ext tests tools bench
	@$(BIN)/ruff format --check conf.py _ext tests tools bench
	@$(BIN)/mypy

mutants: $(VENV)/ready ## Break the code in small ways, tell which tests see it (ARGS=--all: all)
	@$(BIN)/python tools/mutants.py $(ARGS)

fuzz: $(VENV)/ready ## Try N random comparisons of two kinds (default 5000)
	@FUZZ="$${N:-5000}" $(BIN)/python -m pytest -q -n 2 tests/test_fuzz.py

bench: $(VENV)/ready $(VENV)/browser ## Measure large sites against the field: make bench ARGS="--pages 50 100"
	@$(BIN)/python bench/field/bench.py --directive --live $(ARGS)

bench-large: $(VENV)/ready $(VENV)/browser ## Build 4,000 comparisons, search them, print 200 of them
	@$(BIN)/python bench/field/large.py $(ARGS)

bench-search: $(VENV)/ready $(VENV)/browser ## Measure how well and how fast the search finds things
	@$(BIN)/python bench/search/bench.py $(ARGS)

bench-lists: $(VENV)/ready $(VENV)/browser ## Measure how soon a list of 4,000 claims answers a key
	@$(BIN)/python bench/lists.py $(ARGS)

bench-live: $(VENV)/ready $(VENV)/browser ## Measure how soon the preview shows an edit
	@$(BIN)/python tools/bench_live.py $(ARGS)

bench-pdf: $(VENV)/ready ## Measure what the book costs, against the site
	@$(BIN)/python tools/bench_book.py $(ARGS)

new: $(VENV)/ready ## Write a new page to fill in: NAME="A vs B", ENTITY="A" or ARTICLE="A title"
	@PYTHONPATH=_ext $(BIN)/python -m sphinx_versus new \
	  $(if $(ENTITY),--as entity -- "$$ENTITY",$(if $(ARTICLE),--as article -- "$$ARTICLE",-- "$$NAME"))

import: $(VENV)/ready ## Draft comparisons from Markdown, text or CSV: FILE=page.md or a folder (DRY=1: show)
	@PYTHONPATH=_ext $(BIN)/python -m sphinx_versus.importing --sides="$$SIDES" --title="$$TITLE" \
	  --key="$$KEY" --encoding="$$ENCODING" $(if $(APPEND),--append) $(if $(DRY),--dry-run) \
	  $(ARGS) -- "$$FILE"

policy: html ## Print the content security policy that the site works with
	@$(BIN)/python tools/policy.py $(OUT)/html

clean: ## Remove what was built, but not the virtual environment
	@rm -rf $(OUT)

pictures: html pdf $(VENV)/browser ## Take the pictures of the README and the guide anew
	@$(BIN)/python tools/pictures.py

figures: $(VENV)/ready ## Draw the figures of the comparisons anew
	@$(BIN)/python tools/figures.py

golden: $(VENV)/ready ## Write the expected results of the tests anew
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/test_problems.py tests/test_doctrees.py \
	  tests/test_facts.py tests/pure/test_answers.py

lock: $(VENV)/ready ## Write the lock file anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --group site --group dev --universal \
	  --fork-strategy fewest --python-version 3.11 --generate-hashes --no-annotate \
	  --upgrade --quiet --custom-compile-command 'make lock' -o requirements.lock
	@for releases in lowest-direct:lowest highest:newest; do \
	  $(BIN)/uv pip compile pyproject.toml --group matrix --all-extras --universal \
	  --resolution $${releases%:*} --python-version 3.11 --generate-hashes --no-annotate \
	  --upgrade --quiet --custom-compile-command 'make lock' \
	  -o tests/matrix/$${releases#*:}.lock || exit 1; done
	@$(BIN)/uv pip compile --group audit --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --upgrade --quiet --custom-compile-command 'make lock' \
	  -o tools/audit.lock
	@$(BIN)/uv pip compile bench/field/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --upgrade --quiet --custom-compile-command 'make lock' \
	  -o bench/field/requirements.lock
	@$(BIN)/uv pip compile tests/foreign/requirements.in --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --upgrade --quiet --custom-compile-command 'make lock' \
	  -o tests/foreign/requirements.lock

$(VENV)/ready: requirements.lock tools/make_venv.sh
	@sh tools/make_venv.sh $(VENV) requirements.lock

$(OUT)/audit/ready: tools/audit.lock tools/make_venv.sh
	@sh tools/make_venv.sh $(OUT)/audit tools/audit.lock

$(OUT)/foreign/venv/ready: tests/foreign/requirements.lock tools/make_venv.sh
	@sh tools/make_venv.sh $(OUT)/foreign/venv tests/foreign/requirements.lock

$(VENV)/browser: $(VENV)/ready tools/find_browser.sh
	@sh tools/find_browser.sh $(VENV)
