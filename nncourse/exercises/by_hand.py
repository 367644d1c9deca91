"""How a calculation is written down by hand: a formula with its numbers, the same in every language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

MOST = 8  # summands that are written out
WHOLE = 1e6  # whole numbers below are written with all their digits


def num(x: Any) -> str:
    """Return a number as it is written in a formula, with four digits unless it is whole."""
    x = float(x)
    return str(int(x)) if x.is_integer() and abs(x) < WHOLE else f"{x:.4g}"


def part(x: Any) -> str:
    """Return a number as a part of a formula: a negative one in brackets."""
    return f"({num(x)})" if float(x) < 0 else num(x)


def plus(terms: Iterable[str]) -> str:
    """Return a sum, without its middle if it is long."""
    terms = list(terms)
    if len(terms) > MOST:
        terms = [*terms[:2], "...", terms[-1]]
    return " + ".join(terms)


def summed(numbers: Iterable[Any]) -> str:
    """Return a sum of numbers."""
    return plus(map(part, numbers))


def products(xs: Any, ys: Any) -> str:
    """Return a sum of products, entry by entry."""
    return plus(f"{part(x)} * {part(y)}" for x, y in zip(xs, ys, strict=True))


def vector(numbers: Any) -> str:
    """Return a vector with all its numbers, without its middle if it is long."""
    texts = [num(x) for x in np.ravel(numbers)]
    if len(texts) > MOST:
        texts = [*texts[:3], "...", texts[-1]]
    return f"[{', '.join(texts)}]"


def at(name: str, place: tuple) -> str:
    """Return how an entry is called: "x[2]", or "x" if there is but one."""
    return f"{name}[{', '.join(map(str, place))}]" if place else name
