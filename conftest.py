"""What unit tests and notebooks share: nbval runs every notebook in the kernel that wrote it."""

import os
import signal
from collections import Counter

import pytest
from editions import editions
from notebooks import KERNEL

# Bits depend on the number of BLAS threads: one for the notebooks; `make test-all` proves the numerical core with two.
threads = os.environ.get("BLAS_THREADS", KERNEL["OPENBLAS_NUM_THREADS"])
os.environ.update({**KERNEL, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads})
os.environ.pop("MPLBACKEND", None)  # the kernel chooses its own, which draws into the notebook

# Whoever runs in the background ignores Ctrl-C; here it must arrive.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

everything = os.environ.get("NNCOURSE_TEST_ALL") == "1"
TRAINING = ("06_training", "07_digits", "09_better_digits", "10_convolution")
LEFT = pytest.StashKey[int]()  # how many long tests were left out


def pytest_report_header():
    return f"BLAS threads: {threads}; long tests: {'run' if everything else 'left to make test-all'}"


def pytest_ignore_collect(collection_path, config):
    """With `-m numerical`, import no file that marks nothing so: that would take longer than the tests."""
    asked = config.option.markexpr == "numerical" and collection_path.suffix == ".py"
    return (asked and "mark.numerical" not in collection_path.read_text("utf-8")) or None


def pytest_itemcollected(item):
    """A notebook's outputs are compared as numbers are: on every processor.

    What trains for long, another edition computes as the first does: `test_parity.py` compares code and numbers.
    """
    if item.path.suffix == ".ipynb":
        item.add_marker("numerical")
        if item.path.parent.name != editions()[0].language and item.path.stem in TRAINING:
            item.add_marker("long")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what is long, and put the rest in order."""
    long = [] if everything else [item for item in items if item.get_closest_marker("long")]
    if long:
        items[:] = [item for item in items if not item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
    config.stash[LEFT] = getattr(config, "workeroutput", {})["long"] = len(long)
    put_in_order(items)


def put_in_order(items):
    """Sort: notebooks and what needs a browser, then what needs the built book, then the rest, most tests first.

    Otherwise modules and tests run in any order (pytest-randomly), a notebook's cells in theirs. What needs no book
    comes first, so that no worker waits until it is built, and what takes long, so that none waits at the end.
    """
    first, needs, tests = {}, {}, Counter(item.path for item in items)
    for place, item in enumerate(items):
        first.setdefault(item.path, place)
        needs.setdefault(item.path, set()).update(getattr(item, "fixturenames", ()))
    slow = {path for path, names in needs.items() if "browser" in names or path.suffix == ".ipynb"}

    def turn(path):
        return (1, 0) if "site" in needs[path] else (0, 0) if path in slow else (2, -tests[path])

    items.sort(key=lambda item: (turn(item.path), first[item.path], getattr(item, "cell_num", 0)))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Hear from a worker of pytest-xdist how many long tests it left out; all leave out the same."""
    node.config.stash[LEFT] = getattr(node, "workeroutput", {}).get("long", 0)


def pytest_terminal_summary(terminalreporter):
    """Say what was left out, and how many cells nbval compared: a notebook that isn't collected would pass unseen."""
    cells = [report.nodeid for report in terminalreporter.stats.get("passed", []) if ".ipynb::" in report.nodeid]
    if cells:
        notebooks = {cell.partition("::")[0] for cell in cells}
        terminalreporter.write_line(f"nbval compared {len(cells)} cells of {len(notebooks)} notebooks")
    if left := terminalreporter.config.stash.get(LEFT, 0):
        terminalreporter.write_line(f"{left} long tests were left to make test-all (NNCOURSE_TEST_ALL=1)")
