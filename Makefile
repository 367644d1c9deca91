# The first of these that fits makes the environment; `make book PYTHON=python3.12` chooses one.
PYTHON ?= python3 python3.15 python3.14 python3.13 python3.12 python3.11
BIN := .venv/bin
ENV := .venv/installed
# What is built is built by the lock's setuptools; nothing else is fetched for it.
INSTALL := $(BIN)/pip install --quiet --no-build-isolation --editable

# Only the lock counts: nothing comes from the caller's Python, Jupyter, IPython, matplotlib or language settings.
unexport PYTHONPATH PYTHONHOME PYTHONWARNINGS PYTHONDONTWRITEBYTECODE VIRTUAL_ENV JUPYTER_PATH JUPYTER_CONFIG_DIR MPLBACKEND NNCOURSE_LANG
export IPYTHONDIR := $(CURDIR)/.venv/ipython
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib
export LC_ALL := C.UTF-8

.PHONY: book serve zip pdf test test-all processors quick test-times test-torch mutants lab notebooks stills bench lock clean

book: $(ENV)
	$(BIN)/python book/tools/building.py

serve: book
	$(BIN)/python book/tools/serve.py

zip: book
	$(BIN)/python book/tools/archive.py

# Takes one to five minutes, and Chromium.
pdf: book
	$(BIN)/python book/tools/printing.py

test: $(ENV)
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/pytest --nbval --numprocesses=auto --dist=loadscope --junitxml=.venv/times.xml tests book

# Whatever takes long, too; and what compares numbers once more with two BLAS threads, where more seeds would say nothing more.
test-all: export NNCOURSE_TEST_ALL = 1
test-all: test
	BLAS_THREADS=2 env -u NNCOURSE_TEST_ALL $(BIN)/pytest --numprocesses=auto --dist=loadscope -m numerical tests

# What compares numbers, and every notebook, as on older processors.
processors: $(ENV)
	$(BIN)/python tests/processors.py

# The numerical core alone.
quick: $(ENV)
	$(BIN)/pytest --quiet --numprocesses=auto -m numerical tests/package

# Writes into tests/README.md which share of the last `make test` each file took.
test-times: $(ENV)
	$(BIN)/python tests/times.py

# PyTorch is not in the lock, for its weight; PIP_INDEX_URL chooses an index with the CPU build.
test-torch: $(ENV)
	$(INSTALL) '.[torch]'
	$(BIN)/pytest tests/package/test_torch.py

# All of them take about half an hour; MODULES="costs network" tries those of two modules, SAMPLE=300 so many of all.
mutants: $(ENV)
	$(INSTALL) '.[mutants]'
	$(BIN)/python tests/mutants.py $(if $(SAMPLE),--sample $(SAMPLE)) $(MODULES)

# book/lab/ holds JupyterLab's settings: it asks nobody for news, shows a text as a page and a notebook whole.
# EDITION=en opens the English edition.
lab: EDITION ?= de
lab: $(ENV)
	$(BIN)/jupyter lab --LabApp.app_settings_dir=book/lab --ServerApp.root_dir=book book/$(EDITION)/01_activations.ipynb

notebooks: $(ENV)
	$(BIN)/python book/tools/notebooks.py $(NOTEBOOKS)

stills: $(ENV)
	$(BIN)/python book/tools/stills.py $(EXPLORERS)

# Compares with the peers that are installed: `.venv/bin/pip install '.[bench]'` installs them all.
bench: $(ENV)
	$(BIN)/python -m benchmarks.speed

lock: $(ENV)
	$(INSTALL) '.[lock]'
	$(BIN)/uv pip compile --quiet --upgrade --extra plots --extra book --extra test --output-file requirements.txt pyproject.toml

clean:
	rm -rf .venv _build .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

$(ENV): requirements.txt book/browser/runtime/requirements.txt
	@for python in $(PYTHON); do \
		$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && exec $$python book/tools/environment.py; \
	done; echo 'No Python 3.11 or newer with venv among: $(PYTHON). Install one (on Debian: python3 and python3-venv), or name yours: make PYTHON=/path/to/python' >&2; exit 1
	@touch $@
