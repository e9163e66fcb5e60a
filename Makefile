# Needs Python 3.11 or later and make; everything else is installed into .venv on demand.
# `make` alone lists the targets.

PYTHON ?= python3
BIN    := .venv/bin
PY     := $(BIN)/python
PEDIDO := $(BIN)/pedido
BENCH  := .venv/bench/bin/python
UV     := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
INSTALL := $(UV) pip install --quiet --compile-bytecode
PINNED := $(INSTALL) --require-hashes --no-build
PINS   := $(UV) pip compile --quiet --universal --python $(PY) --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins"
CORE   := */pedido/machine/*,*/pedido/rules/*,*/pedido/machines/*,*/pedido/actions/*

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test slow lint diagrams docs scenarios verify mutations bench pins clean

help: ## List the targets.
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'

demo: .venv/.ready-dev ## Run the scenarios, explain, cancel, refuse and modify orders, verify, draw every diagram (build/).
	@mkdir -p build/diagrams
	@echo; echo "== The scenarios, and what of the machine they reach"
	$(PEDIDO) run scenarios --coverage
	@echo; echo "== What may happen to an order in handling, and why not the rest"
	$(PEDIDO) explain examples/orders/handling.json --lang pt
	@echo; echo "== Two-step cancellation: the first asks, the second cancels"
	$(PEDIDO) apply examples/orders/handling.json cancel cancel -o build/canceled.json
	@echo; echo "== A partly invoiced order is not canceled: exit code 1, with the reasons"
	$(PEDIDO) apply examples/orders/partly-invoiced.json cancel -o build/refused.json; \
	code=$$?; echo "exit code $$code"; test $$code -eq 1
	@echo; echo "== A modification, previewed: what it comes to, and what is asked of Payments"
	$(PEDIDO) modify examples/orders/weighed-items.json examples/modifications/combined.json \
	    --catalog examples/modifications/catalog.json --preview --lang pt
	@echo; echo "== What would lift the refusal of another one: exit code 1"
	$(PEDIDO) explain examples/orders/certified-marketplace.json --request examples/modifications/change-price.json; \
	code=$$?; echo "exit code $$code"; test $$code -eq 1
	@echo; echo "== What always holds, in two of the worlds that verification explores"
	$(PEDIDO) verify requests received -o build/counterexamples
	@echo; echo "== The diagrams, drawn into build/diagrams"
	$(PY) -m pedido.diagram.publish build/diagrams
	@ls build/diagrams

test: .venv/.ready-dev ## Run the tests but the slow ones; at least 95 % covered, and all of the engine, the rules and the machines.
	@rm -rf build/coverage && mkdir -p build/coverage
	$(PY) -m coverage run -m pytest -m "not slow" --numprocesses=auto --dist=loadfile $(PYTEST_ARGS)
	@$(PY) -m coverage combine --quiet
	$(PY) -m coverage report --fail-under=95
	$(PY) -m coverage report --include='$(CORE)' --fail-under=100

slow: .venv/.ready-dev ## Run the slow tests: crashes, races, mutations, everything that can be explored or generated.
	$(PY) -m pytest -m slow --numprocesses=auto --dist=loadfile $(PYTEST_ARGS)

lint: .venv/.ready-dev ## Check style, format and types.
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy src tests benchmarks

diagrams: .venv/.ready-dev ## Draw diagrams/ afresh from the machines.
	$(PY) -m pedido.diagram.publish diagrams

docs: .venv/.ready-dev ## Write the generated pages of docs/ afresh.
	$(PY) -m pedido.pages .
	$(PY) -m pedido.scenario.schema src/pedido/scenario/schema.json
	$(PY) -m pedido.machines.ledger src/pedido/machines/versions.json

scenarios: .venv/.ready-dev ## Write the generated scenarios afresh.
	$(PEDIDO) generate --cover pairs -o scenarios/generated

verify: .venv/.ready-dev ## Explore everything that can happen, and write docs/verification.md afresh.
	@mkdir -p build
	$(PEDIDO) verify --json build/verification.json --junit build/verification.xml -o build/counterexamples
	$(PY) -m pedido.pages.verification build/verification.json tests/mutations/results.json docs/verification.md

mutations: .venv/.ready-dev ## Break the tables in every systematic way, and see that each break is noticed (minutes).
	$(PY) -m tests.mutations.report tests/mutations/results.json

bench: .venv/.ready-bench ## Measure pedido against its peers, and the store against the bare drivers; renew benchmarks/README.md.
	@mkdir -p build
	$(BENCH) -m pytest benchmarks/test_peers.py -q -p no:benchmark
	$(BENCH) -m pytest benchmarks/test_event.py benchmarks/test_decide.py benchmarks/test_preview.py -q --benchmark-only --benchmark-disable-gc --benchmark-sort=mean \
	    --benchmark-columns=median,iqr,rounds --benchmark-json=build/benchmark.json --benchmark-storage=build/benchmarks
	@$(BENCH) -m benchmarks.report build/benchmark.json benchmarks/README.md
	$(BENCH) -m benchmarks.store benchmarks/README.md
	@sed -n '/table: begin/,/table: end/p' benchmarks/README.md

pins: $(BIN)/uv ## Renew the pinned versions in requirements/.
	$(PINS) --upgrade --group dev pyproject.toml -o requirements/dev.txt
	$(PINS) --upgrade --group bench -c requirements/dev.txt -o requirements/bench.txt

clean: ## Remove everything that make made.
	rm -rf .venv build dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit("pedido needs Python 3.11 or later: make PYTHON=..." * (sys.version_info < (3, 11)) or None)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-input "$$(sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements/dev.txt)"

# The pins hold every dependency; the package itself is linked from src and built without fetching anything.
.venv/.ready-dev: requirements/dev.txt pyproject.toml | $(BIN)/uv
	$(PINNED) --python $(PY) -r requirements/dev.txt
	$(INSTALL) --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

# An environment of its own: a peer brings a pytest plugin, which the tests of pedido must not meet.
.venv/.ready-bench: requirements/bench.txt .venv/.ready-dev
	$(UV) venv --quiet --clear --python $(PY) .venv/bench
	$(PINNED) --python $(BENCH) -r requirements/dev.txt -r requirements/bench.txt
	$(INSTALL) --python $(BENCH) --no-deps --no-build-isolation -e .
	@touch $@
