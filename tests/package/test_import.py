"""What importing the package does, what it offers, and that all of it is explained."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import nncourse
from nncourse import activations, costs, optimizers, storage

EVERYTHING = [getattr(nncourse, name) for name in nncourse.__all__]
PUBLIC = [thing for thing in EVERYTHING if not isinstance(thing, nncourse.Activation)]
METHODS = [
    nncourse.Activation.__call__,
    nncourse.Activation.derivative,
    nncourse.SquaredError.__call__,
    nncourse.SquaredError.gradient,
    nncourse.Network.__call__,
    nncourse.Network.forward,
    nncourse.Network.mlp,
    nncourse.Network.views,
    nncourse.Adam.step,
]


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_importing_loads_neither_matplotlib_nor_the_data_and_prints_nothing():
    done = run(
        "import sys, nncourse\n"
        "assert 'matplotlib' not in sys.modules\n"
        "assert nncourse.mnist.cache_info().currsize == 0\n"
        "nncourse.mnist()\n"
        "assert nncourse.mnist.cache_info().currsize == 1\n"
    )
    assert done.stdout == done.stderr == ""


def test_importing_leaves_the_global_random_numbers_alone():
    run(
        "import numpy as np\n"
        "np.random.seed(1)\n"
        "expected = np.random.RandomState(1).rand()\n"
        "import nncourse\n"
        "nncourse.Network.mlp([2, 1]), nncourse.moons(10), nncourse.split(5, 2)\n"
        "assert np.random.rand() == expected\n"
    )


def test_all_is_sorted_complete_and_true():
    public = {name: value for name, value in vars(nncourse).items() if not name.startswith("_")}
    offered = {name for name, value in public.items() if not inspect.ismodule(value)}
    assert nncourse.__all__ == sorted(nncourse.__all__)
    assert set(nncourse.__all__) == offered


@pytest.mark.parametrize(
    ("module", "registry"), [(activations, "ACTIVATIONS"), (costs, "COSTS"), (optimizers, "OPTIMIZERS")]
)
def test_what_is_registered_is_offered_and_has_its_entry_in_the_reference(module, registry):
    """Whoever adds one finds here which place comes next."""
    reference = (Path(__file__).parents[2] / "book/de/api.rst").read_text(encoding="utf-8")
    for name in getattr(module, registry):
        assert name in module.__all__, f"{name} is missing in __all__ of {module.__name__}"
        assert re.search(rf"^\.\. .*::.*\b{name}\b", reference, re.M), f"{name} is missing in book/de/api.rst"


@pytest.mark.parametrize("name", storage.KINDS)
def test_a_layer_that_is_saved_is_offered_and_has_its_entry_in_the_reference(name):
    reference = (Path(__file__).parents[2] / "book/de/api.rst").read_text(encoding="utf-8")
    assert getattr(nncourse, name) is storage.KINDS[name]
    assert f".. autoclass:: nncourse.{name}\n" in reference


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(nncourse.__path__)])
def test_no_module_is_shadowed_by_what_is_offered(name):
    assert inspect.ismodule(importlib.import_module(f"nncourse.{name}"))
    assert inspect.ismodule(getattr(nncourse, name))


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert nncourse.__version__ == project["project"]["version"]


@pytest.mark.parametrize("thing", PUBLIC, ids=lambda thing: getattr(thing, "__name__", repr(thing)))
def test_what_is_offered_is_explained(thing):
    doc = inspect.getdoc(thing)
    assert doc[0].isupper() or "=" in doc.split("\n")[0]  # a sentence, or the formula
    if inspect.isclass(thing) and ("Attributes\n----------\n" in doc or issubclass(thing, Exception)):
        return  # made by the package, not by the reader
    sections_fit(thing, doc)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__qualname__)
def test_methods_are_explained(method):
    sections_fit(method, inspect.getdoc(method))


def sections_fit(thing, doc):
    """Every argument is under Parameters, every result under Returns, or the text says where else."""
    if re.search(r"what\s+`\w+`\s+does|what a call does", doc):
        return
    signature = inspect.signature(thing)
    names = [name for name in signature.parameters if name != "self"]
    if names:
        listed = doc.partition("Parameters\n----------\n")[2].partition("\n\n")[0]
        headings = " ".join(line.partition(" : ")[0] for line in listed.split("\n") if not line.startswith(" "))
        assert names == re.findall(r"\w+", headings)
    if signature.return_annotation not in ("None", inspect.Signature.empty):
        assert doc.startswith("Return ") or "Returns\n-------\n" in doc
