"""Comparing a learner's result with the right one: first the form, then the type, then the numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from nncourse.network import Network

OK, SHAPE, TYPE, NAN, VALUE = "ok", "shape", "type", "nan", "value"

FLOAT64, FLOAT32 = (1e-6, 1e-9), (1e-4, 1e-6)  # how far a result may be off, relative and absolute


def compare(result: Any, expected: Any) -> str:
    """Return how a result compares with what was expected.

    Lists, tuples and arrays count alike, and so do all real number types; a float32 result may
    be off by what float32 is off.

    Parameters
    ----------
    result : object
        Anything at all.
    expected : number, ndarray, or list or tuple of such
        A list or tuple stands for several arrays of their own shapes.

    Returns
    -------
    {"ok", "shape", "type", "nan", "value"}
        The first thing that is not as expected.
    """
    if isinstance(expected, (list, tuple)):
        if not is_list(result):
            return TYPE if as_numbers(result) is None else SHAPE
        if len(result) != len(expected):
            return SHAPE
        verdicts = [compare(r, e) for r, e in zip(result, expected, strict=True)]
        return next((kind for kind in (TYPE, SHAPE, NAN, VALUE) if kind in verdicts), OK)

    numbers = as_numbers(result)
    if numbers is None:
        return TYPE
    expected = np.asarray(expected)
    if numbers.shape != expected.shape:
        return SHAPE
    if np.isnan(numbers).any() and not np.isnan(expected).any():
        return NAN
    relative, absolute = FLOAT32 if numbers.dtype in (np.float16, np.float32) else FLOAT64
    scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0)
    near = np.isclose(numbers, expected, rtol=relative, atol=max(absolute, relative * scale), equal_nan=True)
    return OK if near.all() else VALUE


def as_numbers(value: Any) -> np.ndarray | None:
    """Return a value as an array of real numbers, or None if it is none."""
    if isinstance(value, str) or value is None:
        return None
    try:
        array = np.asarray(value)
    except Exception:  # a learner's object may do anything when it is converted
        return None
    return array if array.dtype.kind in "biuf" else None


def outputs_of(network: Network, X: Any) -> np.ndarray:
    """Return what a learner's network gives, whatever its class says, and NaN where it gives NaN."""
    _, A = Network.unchecked_forward(network, Network.inputs(network, X))
    return A[-1]


def same(one: Any, other: Any) -> bool:
    """Return whether two results are alike in form and numbers, right or wrong, NaN included."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and as_numbers(other) is None:
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if as_numbers(one) is None or as_numbers(other) is None:
        return type(one) is type(other) and as_numbers(one) is as_numbers(other) is None and not is_list(one)
    return compare(one, as_numbers(other)) == OK


def is_list(value: Any) -> bool:
    """Return whether a value holds others, one after the other."""
    return isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.ndim > 0)


def shape_of(value: Any) -> str:
    """Return the form of a result in a few words, such as "(3,)" or "[(3, 2), (3,)]"."""
    numbers = as_numbers(value)
    if numbers is not None:
        return str(numbers.shape)
    if isinstance(value, (list, tuple)):
        inner = [shape_of(item) for item in value[:6]]
        return "[" + ", ".join(inner) + (", ...]" if len(value) > 6 else "]")
    return type(value).__name__
