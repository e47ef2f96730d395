# Everything is done by scripts/errand; this file only names what there is.
# Variables are passed through the environment: make run PORT=8070, make test T=errand_base.

.PHONY: help setup run test lint bench soak screenshots rights shell db fresh-demo clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "  Variables: PORT=8069  TLS=1  T=<addon or tests>  ODOO_HOME=/path/to/odoo-19"
	@echo "             DATABASE_URL=postgresql://user:password@host:port/  (see docs/operations.md)"

setup: ## fetch and prepare all that is needed, start nothing
	@exec scripts/errand setup

run: ## serve the demo at http://127.0.0.1:8069 (PORT=, TLS=1)
	@exec scripts/errand run

test: ## linters, Odoo's tests, black-box tests (T=errand_base or T=tests for a part)
	@exec scripts/errand test

lint: ## linters only (T=errand_base for one addon)
	@exec scripts/errand lint

bench: ## measure: every bench/*.py and addons/*/bench/*.py, in the Odoo shell of a scratch copy (T=<addon>)
	@exec scripts/errand bench

soak: ## long trials: pytest -m soak, among them a real set-up killed at ten moments
	@exec scripts/errand soak

screenshots: ## take the pictures of docs/images anew, from a fresh demo (T=office-board for some)
	@exec scripts/errand screenshots

rights: ## write docs/rights.md anew: who may do what
	@exec scripts/errand rights

shell: ## an Odoo shell on the demo database
	@exec scripts/errand shell

db: ## hold the tests' database server up for your own runs, until Ctrl-C
	@exec scripts/errand db

fresh-demo: ## forget the demo database; the next run makes a new one
	@exec scripts/errand fresh-demo

clean: ## remove all that was made here: var/, node_modules/, the database servers' data
	@exec scripts/errand clean
