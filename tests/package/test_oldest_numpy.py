"""The package computes the same with the oldest NumPy that it allows, which is the one in the page."""

import os
import re
import subprocess
import sys

import pages
import pytest

pytestmark = pytest.mark.long

# Before NumPy 2, a single number of float32 plus a float is one of float64: there, nothing overflows.
OTHERWISE = "tests/package/test_strict.py::test_overflow_is_said_by_name"
# These start processes that find the environment's own NumPy.
OUTSIDE = ["tests/package/test_wheel.py", "tests/package/test_parallel_runs.py", "tests/package/test_oldest_numpy.py"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """What lets Python find the oldest NumPy first."""
    project = (pages.ROOT / "pyproject.toml").read_text("utf-8")
    folder = tmp_path_factory.mktemp("numpy")
    version = re.search(r'"numpy>=([\d.]+)"', project)[1]
    fetch = [
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--target",
        folder,
        f"numpy=={version}.*",
    ]
    if subprocess.run([sys.executable, "-m", *fetch], capture_output=True).returncode:
        pytest.skip(f"NumPy {version} cannot be had for this Python")
    return {**os.environ, "PYTHONPATH": str(folder)}, version


@pytest.mark.parametrize("tests", [["-m", "numerical", "tests/package"], ["tests/exercises/test_exercises.py"]])
def test_the_numbers_and_the_exercises_are_right(environment, tests):
    variables, version = environment
    found = "import numpy; print(numpy.__version__)"
    used = subprocess.run([sys.executable, "-c", found], env=variables, capture_output=True, text=True)
    assert used.stdout.startswith(f"{version}.")
    left_out = [f"--deselect={OTHERWISE}", *(f"--ignore={path}" for path in OUTSIDE)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *left_out, *tests]
    variables = {name: value for name, value in variables.items() if name != "NNCOURSE_TEST_ALL"}
    done = subprocess.run(command, cwd=pages.ROOT, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:]
