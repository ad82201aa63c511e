# Safelight: every door for people who build or run it from a checkout.
# `make run PORT=9000` and `make setup PYTHON=/path/to/python3.12` work too.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check bench shots docs

PORT ?=
PYTHON ?=
ARGS ?=
export PYTHON

help:
	@echo "make run     set up what is missing, start Safelight with a demo studio (PORT=8000)"
	@echo "make setup   everything but starting"
	@echo "make test    all tests, with a browser where one can be had (ARGS=tests/config runs some)"
	@echo "make check   the fast inner loop: style, types, floors, quick tests"
	@echo "make bench   the measurements, with their ratios"
	@echo "make shots   a picture of every page, in both themes and two widths, with an axe report"
	@echo "make docs    pages that are made from declarations"

setup:
	@scripts/setup

setup-dev:
	@scripts/setup --dev

run: setup
	@exec .venv/bin/safelight up --demo $(if $(PORT),--port $(PORT)) $(ARGS)

test: setup-dev
	@exec .venv/bin/python scripts/run_tests.py $(ARGS)

check: setup-dev
	@exec .venv/bin/python scripts/run_checks.py

bench: setup-dev
	@exec .venv/bin/python -m benchmarks $(ARGS)

shots: setup-dev
	@exec .venv/bin/python scripts/shots.py $(ARGS)

docs: setup
	@.venv/bin/python -m safelight.config.settings_page docs/settings.md
	@.venv/bin/python -m safelight.config.reference_page docs/reference.md
