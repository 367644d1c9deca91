"""Mutation testing: change one operator or number of a numerical module at a time, and see whether a test goes red.

`make mutants` tries all mutants that cosmic-ray knows, `make mutants SAMPLE=300` so many of them, always the same. It
prints those that none of the tests that `make test` runs noticed; tests/README.md judges them. Each is tested on a copy
of the package, in a process of its own that is forked from this one, which has loaded NumPy, pytest and hypothesis
already.
"""

import argparse
import ast
import difflib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import hypothesis.extra.numpy
import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
MODULES = ["activations", "costs", "network", "convolution", "backpropagation", "gradients", "optimizers", "training"]
MORE_TESTS = ["mends", "checks", "saturation", "storage", "import", "bugs", "reproducible", "ailments", "strict"]
SECONDS, MEMORY = 120, 8 * 2**30  # of processor time; what takes more has made an endless loop
OPTIONS = ["-qx", "--assert=plain", "-o", "addopts=", "--noconftest", "-c", str(ROOT / "pyproject.toml")]
OPTIONS += ["-m", "not long"]  # long tests are left to `make test-all`
OPTIONS += ["-o", "pythonpath="]  # where the package itself lies; its copy is to be tested
OPTIONS += [f"-pno:{plugin}" for plugin in ("nbval", "xdist", "cacheprovider", "randomly")]


def mutants(module):
    """Yield (module, operator, number, mutated source) for each mutant of a module that computes something else."""
    source = (ROOT / f"nncourse/{module}.py").read_text(encoding="utf-8")
    for name in sorted(operator_names()):
        operator, number = get_operator(name), 0
        if operator.arguments():  # such as the name of a variable, which nobody gave
            continue
        while (mutated := mutate_code(source, operator(), number)) is not None:
            if without_annotations(mutated) != without_annotations(source):
                yield module, name, number, mutated
            number += 1


def without_annotations(source):
    """Return what a module does, as text: annotations are never evaluated."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source
    for node in ast.walk(tree):
        for field in ("annotation", "returns"):
            if hasattr(node, field):
                setattr(node, field, None)
    return ast.dump(tree)


def noticed_by(mutant):
    """Return the mutant and the first test file that goes red, or None."""
    module, _, _, mutated = mutant
    signal.signal(signal.SIGPROF, signal.default_int_handler)  # pytest then says: red
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        copy = Path(folder, "nncourse")
        shutil.copytree(ROOT / "nncourse", copy, ignore=shutil.ignore_patterns("data", "__pycache__"))
        (copy / "data").symlink_to(ROOT / "nncourse/data")
        (copy / f"{module}.py").write_text(mutated, encoding="utf-8")
        sys.path[:0] = [folder, *(str(ROOT / place) for place in ("tests/package", "tests", "book/tools", ""))]
        assert Path(find_spec("nncourse").origin).parent == copy
        for name in dict.fromkeys([module, *MODULES, *MORE_TESTS]):
            try:
                red = pytest.main([*OPTIONS, *map(str, ROOT.glob(f"tests/*/test_{name}.py"))]) != 0
            except Exception:  # such as a warning while pytest tidies up
                red = True
            if red:
                return mutant, name
    return mutant, None


def changed_lines(module, mutated):
    """Return the lines that a mutant changed, before and after."""
    source = (ROOT / f"nncourse/{module}.py").read_text(encoding="utf-8")
    lines = difflib.unified_diff(source.splitlines(), mutated.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++"))]


def main():
    """Try the mutants of the modules named on the command line, or of all modules."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"any of {', '.join(MODULES)} (all)")
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants drawn at random, always the same")
    chosen = parser.parse_args()
    assert hypothesis.extra.numpy and "nncourse" not in sys.modules, "a copy of the package must be imported later"
    todo = [mutant for module in chosen.modules or MODULES for mutant in mutants(module)]
    if chosen.sample:
        todo = random.Random(0).sample(todo, min(chosen.sample, len(todo)))
    survivors = Counter()
    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        _, red = pool.apply(noticed_by, [("costs", "nothing", 0, (ROOT / "nncourse/costs.py").read_text("utf-8"))])
        assert red is None, f"test_{red}.py is red where nothing is changed"
        for (module, name, number, mutated), red in tqdm(pool.imap_unordered(noticed_by, todo), total=len(todo)):
            if red is None:
                survivors[module] += 1
                print(f"{module} {name} {number}", *changed_lines(module, mutated), sep="\n  ", flush=True)
    for module, total in Counter(module for module, *_ in todo).items():
        print(f"{module}: {total} mutants, {survivors[module]} survived")
    print(f"all: {len(todo)} mutants, {survivors.total()} survived, {1 - survivors.total() / len(todo):.1%} noticed")


if __name__ == "__main__":
    main()
