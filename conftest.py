"""What unit tests and notebooks share: nbval runs every notebook in the kernel that wrote it."""

import os

import pytest
from notebooks import KERNEL

# Bits depend on the number of BLAS threads: one for the notebooks; `make test` proves the numerical modules with two.
threads = os.environ.get("BLAS_THREADS", KERNEL["OPENBLAS_NUM_THREADS"])
os.environ.update({**KERNEL, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads})
os.environ.pop("MPLBACKEND", None)  # the kernel chooses its own, which draws into the notebook


def pytest_report_header():
    return f"BLAS threads: {threads}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let tests and notebooks run in any order (pytest-randomly), but the cells of a notebook in theirs."""
    first = {}
    for place, item in enumerate(items):
        first.setdefault(item.path, place)
    items.sort(key=lambda item: (first[item.path], getattr(item, "cell_num", 0)))


def pytest_terminal_summary(terminalreporter):
    """Say how many cells nbval compared: a notebook that isn't collected would pass unseen."""
    cells = [report.nodeid for report in terminalreporter.stats.get("passed", []) if ".ipynb::" in report.nodeid]
    if cells:
        notebooks = {cell.partition("::")[0] for cell in cells}
        terminalreporter.write_line(f"nbval compared {len(cells)} cells of {len(notebooks)} notebooks")
