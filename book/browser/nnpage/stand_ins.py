"""Stand-ins for modules that the page's Python does not have, or that take too long, as far as chapters use them.

No browser has matplotlib: a cell that draws still computes what others need.
"""

from __future__ import annotations

import functools
import importlib.abc
import importlib.machinery
import sys
import time
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np


class Undrawn:
    """Takes every call, every attribute and every setting, and does nothing."""

    def __call__(self, *args: Any, **options: Any) -> Undrawn:
        return self

    def __getattr__(self, name: str) -> Undrawn:
        if name.startswith("_"):  # such as _repr_html_
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Undrawn:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Undrawn]:
        yield self

    def __enter__(self) -> Undrawn:
        return self

    def __exit__(self, *error: Any) -> None:
        pass


UNDRAWN = Undrawn()


def subplots(nrows: int = 1, ncols: int = 1, squeeze: bool = True, **options: Any) -> tuple[Undrawn, Any]:
    """Return a figure and its axes, in the form that matplotlib gives them."""
    axes = np.full((nrows, ncols), UNDRAWN, dtype=object)
    if not squeeze:
        return UNDRAWN, axes
    return UNDRAWN, UNDRAWN if axes.size == 1 else axes.squeeze()


def figure(columns: int = 1, rows: int = 1, **options: Any) -> tuple[Undrawn, Any]:
    """Return what `nncourse.plots.figure` returns."""
    return subplots(rows, columns)


def missing(name: str) -> Undrawn:
    """Give a module whatever it is asked for."""
    if name.startswith("_"):
        raise AttributeError(name)
    return UNDRAWN


class Parallel:
    """joblib's, one call after the other."""

    def __init__(self, n_jobs: int | None = None, **options: Any) -> None:
        pass

    def __call__(self, calls: Iterable[Callable[[], Any]]) -> list[Any]:
        return [call() for call in calls]


def delayed(function: Callable) -> Callable:
    """Return joblib's way to write a call that is made later."""
    return lambda *args, **options: functools.partial(function, *args, **options)


class HTML:
    """IPython's: a text that is shown as HTML."""

    def __init__(self, data: str) -> None:
        self.data = data

    def _repr_html_(self) -> str:
        return self.data


MODULES: dict[str, dict[str, Any]] = {
    "IPython": {},
    "IPython.display": {"HTML": HTML},
    "joblib": {"Parallel": Parallel, "delayed": delayed},
    "matplotlib": {"__getattr__": missing},
    "matplotlib.pyplot": {"__getattr__": missing, "subplots": subplots},
    "nncourse.plots": {"__getattr__": missing, "figure": figure},
    "tqdm._monitor": {"TMonitor": UNDRAWN, "TqdmSynchronisationWarning": RuntimeWarning},  # it would want a thread
    "tqdm.cli": {"main": UNDRAWN},  # these two read what is installed, which takes longer than all the rest of it
    "tqdm.version": {"__version__": ""},
}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stand-ins, and whatever belongs to matplotlib."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        ours = name in MODULES or name.startswith("matplotlib.")
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if ours else None

    def exec_module(self, module: types.ModuleType) -> None:
        vars(module).update(MODULES.get(module.__name__, {"__getattr__": missing}))


def telling(sleep: Callable) -> Callable:
    """Return Python's `sleep` so that it tells the page when it begins to wait, and when no more."""

    def waiting(seconds: float) -> None:
        print("waits", file=sys.__stdout__, flush=True)
        sleep(seconds)
        print("goes on", file=sys.__stdout__, flush=True)

    return waiting


def stand_in() -> None:
    """Let whoever imports one of these modules get its stand-in."""
    sys.meta_path.insert(0, Finder())
    time.sleep = telling(time.sleep)
