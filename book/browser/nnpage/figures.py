"""A stand-in for what draws, since no browser has matplotlib: a cell that draws still computes what others need."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np


class Undrawn:
    """Takes every call, every attribute and every setting, and does nothing."""

    def __call__(self, *args: Any, **options: Any) -> Undrawn:
        return self

    def __getattr__(self, name: str) -> Undrawn:
        if name.startswith("__"):
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


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that draw, and makes them of nothing."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        ours = name == "nncourse.plots" or name.partition(".")[0] == "matplotlib"
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if ours else None

    def exec_module(self, module: types.ModuleType) -> None:
        def missing(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return UNDRAWN

        module.__getattr__ = missing  # type: ignore[method-assign]
        if module.__name__ == "matplotlib.pyplot":
            module.subplots = subplots  # type: ignore[attr-defined]
        if module.__name__ == "nncourse.plots":
            module.figure = figure  # type: ignore[attr-defined]


def stand_in() -> None:
    """Let whoever imports matplotlib or `nncourse.plots` get the stand-in."""
    sys.meta_path.insert(0, Finder())
