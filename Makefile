# A developer's short cuts. Everything here is also a plain command; `python3 run.py` needs no make.
.DEFAULT_GOAL := help
.PHONY: help setup check format test evals run lock soak

BIN := .venv/bin
DATA ?= ../shared/data
SECONDS ?= 120
MUTANTS ?= 500
KILLS ?= 100

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make .venv with everything a developer needs
	python3 run.py setup

check: setup  ## Style and types: ruff format, ruff, mypy
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: setup  ## Let ruff put the style right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test:  ## The test command; ARGS go to pytest: make test ARGS="-k layers"
	python3 run.py test $(ARGS)

evals: setup  ## Every planned suite on DATA beside its committed baseline, and build/evals/report.html; fails on a real drop
	$(BIN)/python -m evals.own_set --keep build/evals
	$(BIN)/python -m evals.keyword_words
	$(BIN)/python -m evals.baseline --data $(DATA) --keep build/evals; \
	  status=$$?; $(BIN)/python -m evals.report --kept build/evals; exit $$status

run:  ## Install, take in corpus/, answer one question, serve the app
	python3 run.py

lock:  ## Resolve all sets anew and write constraints.txt
	python3 -m venv --clear build/lock
	build/lock/bin/pip install -q -e '.[dev,models,models-test,vendors]'
	build/lock/bin/python tools/write_constraints.py

soak: setup  ## One writer and three readers at work for minutes on one library, then MUTANTS spoilt files, then KILLS kills
	$(BIN)/python -m evals.soak_library --seconds $(SECONDS) --readers 3
	$(BIN)/python -m evals.soak_mutants --count $(MUTANTS)
	$(BIN)/python -m evals.soak_kills --count $(KILLS)
