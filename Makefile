# What a user or a developer runs. Needs Python 3.11 or later, git and make; everything is installed into .venv of this folder.
# Only relative paths, so that the folder's own path may hold spaces.

VENV ?= .venv
PY := $(VENV)/bin/python
TMEKG := $(VENV)/bin/tmekg
SECRETS := secrets/neo4j_password.txt secrets/neo4j_auth.txt
NEO4J_URL ?= bolt://127.0.0.1:7687

.PHONY: help demo release app neo4j secrets test fast audit bench bench-sources snapshot wheel lint format model lock clean distclean
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# --- installation: one stamp a lock; a larger lock holds the smaller ones -------------------------------------------

$(PY):
	@for python in $(PYTHON) python3 python3.11 python3.12 python3.13; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); echo "Python's venv module does not work here; on Debian: apt install python3-venv" >&2; exit 3; \
	  fi; \
	done; echo "Python 3.11 or later is needed; if it is not on the PATH: make demo PYTHON=/path/to/python3.11" >&2; exit 3

define install
	@echo "Installing $(1) into $(VENV) ($(2)) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endef

$(VENV)/.base: requirements.txt pyproject.toml | $(PY)
	$(call install,requirements.txt,480 MB)
	@touch $@

$(VENV)/.app: requirements-app.txt pyproject.toml | $(PY)
	$(call install,requirements-app.txt,600 MB)
	@touch $(VENV)/.base $@

$(VENV)/.dev: requirements-dev.txt pyproject.toml | $(PY)
	$(call install,requirements-dev.txt,1 GB)
	@touch $(VENV)/.base $(VENV)/.app $@

# --- use ------------------------------------------------------------------------------------------------------------

# Build and load only when something that goes into them is newer than the last load. The embedded store is meant, whatever
# TMEKG_URL says: a load replaces all that a store holds.
release: $(VENV)/.base
	@home="$${TMEKG_HOME:-build}"; \
	if [ ! -e "$$home/.loaded" ] || [ -n "$$(find ingest kg schema/generated -name __pycache__ -prune -o \
	    \( -type f -o -path 'ingest/curated*' \) -newer "$$home/.loaded" -print -quit)" ]; then \
	  unset TMEKG_URL; $(TMEKG) build && $(TMEKG) load && touch "$$home/.loaded"; \
	fi

demo: release  ## install, build the graph, load it and trace a mechanism
	@unset TMEKG_URL; $(TMEKG) trace VWF immunosuppression --via hypoxia -k 3

app: $(VENV)/.app release  ## open the graph in the browser
	@$(TMEKG) app

neo4j: $(VENV)/.app $(SECRETS)  ## start Neo4j by Docker Compose and load the graph into it
	@docker compose version >/dev/null 2>&1 || { echo "Docker with Compose is needed; docs/neo4j.md says how to use any other Neo4j" >&2; exit 3; }
	docker compose up --detach --wait neo4j
	$(TMEKG) build
	unset NEO4J_PASSWORD; NEO4J_USER=neo4j NEO4J_PASSWORD_FILE=secrets/neo4j_password.txt $(TMEKG) load $(NEO4J_URL)

secrets: $(SECRETS)  ## make a random password for Neo4j, once

secrets/neo4j_password.txt: | $(PY)
	@mkdir -p secrets && chmod 700 secrets
	@$(PY) -c 'import secrets; print(secrets.token_urlsafe(24), end="")' > $@

# As the Neo4j image wants it: user/password. Readable for the image's own user, who is not the owner; the folder is not.
secrets/neo4j_auth.txt: secrets/neo4j_password.txt
	@printf 'neo4j/%s' "$$(cat secrets/neo4j_password.txt)" > $@
	@chmod 644 $^ $@

# --- development ----------------------------------------------------------------------------------------------------

test: $(VENV)/.dev  ## run the tests; ARGS="-k name" chooses
	$(PY) -m pytest $(ARGS)

fast: $(VENV)/.dev  ## run the tests that need neither Neo4j nor a browser
	$(PY) -m pytest -n auto -m "not neo4j and not browser" $(ARGS)

audit: $(VENV)/.base  ## draw findings to read against their papers; ARGS="-n 25 --seed 7 --axis caf", or --rates
	@$(TMEKG) audit $(ARGS)

bench: $(VENV)/.base  ## measure names, build, load and trace; writes build/bench.json
	$(PY) benchmarks/names.py
	$(PY) benchmarks/first_slice.py

CACHE ?= build/cache/sources

bench-sources: $(VENV)/.base  ## measure a build of all public sources from the files in CACHE; writes build/bench_sources.json
	$(PY) benchmarks/sources.py --cache "$(CACHE)"

snapshot: $(VENV)/.base  ## write ingest/snapshot anew from the open sources' files in CACHE, downloading what is missing
	$(PY) -m ingest.renew --cache "$(CACHE)"

wheel: $(VENV)/.dev  ## build dist/*.whl with the open release in it
	$(TMEKG) build --sources open --out kg/_data/release
	$(PY) -m hatchling build -t wheel
	rm -rf kg/_data

lint: $(VENV)/.dev  ## style, types, generated files, curated tables, compose file
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) schema/generate.py --check
	$(PY) -m kg.queries_docs --check
	$(PY) -m kg.audit_docs --check
	$(TMEKG) validate ingest/curated
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(VENV)/bin/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff

format: $(VENV)/.dev  ## let ruff mend style
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

model: $(VENV)/.dev  ## write again what is generated: from schema/tme.yaml, the queries, the audit
	$(PY) schema/generate.py
	$(PY) -m kg.queries_docs
	$(PY) -m kg.audit_docs

UV := UV_CUSTOM_COMPILE_COMMAND="make lock" $(VENV)/bin/uv pip compile pyproject.toml --group build \
  --universal --generate-hashes --python-version 3.11 --quiet

lock: $(VENV)/.dev  ## resolve the three locks again; ARGS=--upgrade takes new releases
	$(UV) --extra dev $(ARGS) -o requirements-dev.txt
	$(UV) --extra app --extra neo4j --extra sources -c requirements-dev.txt -o requirements-app.txt
	$(UV) --extra sources -c requirements-dev.txt -o requirements.txt

clean:  ## remove what was built and measured
	rm -rf build build.new* dist test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find kg ingest schema app tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## remove the environment and the Neo4j jars, too
	rm -rf $(VENV) .neo4j
