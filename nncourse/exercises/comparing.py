"""Comparing a learner's result with the right one: first the form, then the type, then the numbers."""

from __future__ import annotations

from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from nncourse.exercises import texts
from nncourse.exercises.ladder import Rung, Verdict

FLOAT64, FLOAT32 = (1e-6, 1e-9), (1e-4, 1e-6)  # how far a result may be off, relative and absolute


def compared(result: Any, expected: Any) -> Verdict:
    """Return the verdict on a result that should be as expected."""
    rung = compare(result, expected)
    if rung is Rung.SHAPE:
        sentence = texts.SHAPE.format(got=shape_of(result), expected=shape_of(expected))
    elif rung is Rung.TYPE:
        sentence = texts.TYPE.format(got=type_of(result), holds=texts.HOLDS.get(stranger(result), ""))
    else:
        sentence = texts.NAN if rung is Rung.NAN else texts.VALUE
    return Verdict(rung, sentence=str(sentence))


def compare(result: Any, expected: Any) -> Rung:
    """Return how far up the ladder a result comes, compared with what was expected.

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
    Rung
        That of the first thing that is not as expected: SHAPE, TYPE, NAN or VALUE; else PASSED.
    """
    if isinstance(expected, (list, tuple)):
        if not is_list(result):
            return Rung.TYPE if as_numbers(result) is None else Rung.SHAPE
        if len(result) != len(expected):
            return Rung.SHAPE
        rungs = [compare(r, e) for r, e in zip(result, expected, strict=True)]
        return Rung.TYPE if Rung.TYPE in rungs else min(rungs, default=Rung.PASSED)  # it has no shape to speak of

    numbers = as_numbers(result)
    if numbers is None:
        return Rung.TYPE
    expected = np.asarray(expected)
    if numbers.shape != expected.shape:
        return Rung.SHAPE
    if np.isnan(numbers).any() and not np.isnan(expected).any():
        return Rung.NAN
    relative, absolute = FLOAT32 if numbers.dtype in (np.float16, np.float32) else FLOAT64
    return Rung.PASSED if all_close(numbers, expected, relative, absolute) else Rung.VALUE


def all_close(numbers: np.ndarray, expected: np.ndarray, relative: float, absolute: float) -> bool:
    """Return whether all numbers are as expected, but for a share of themselves or of the largest one."""
    expected = expected.astype(np.result_type(expected, 1.0), copy=False)
    size = np.abs(expected)
    finite = np.isfinite(size)
    absolute = max(absolute, relative * size[finite].max(initial=0.0))
    if finite.all():  # np.isclose says the same, and takes several times as long; it is asked for thousands of mutants
        return bool((np.abs(numbers - expected) <= absolute + relative * size).all())
    return bool(np.isclose(numbers, expected, rtol=relative, atol=absolute, equal_nan=True).all())


def as_numbers(value: Any) -> np.ndarray | None:
    """Return a value as an array of real numbers, or None if it is none."""
    if isinstance(value, str) or value is None:
        return None
    try:
        array = np.asarray(value)
        if not isinstance(value, np.ndarray):
            array = as_floats(array)
    except Exception:  # a learner's object may do anything when it is converted
        return None
    return array if array.dtype.kind in "biuf" else None


def as_floats(array: np.ndarray) -> np.ndarray:
    """Return an array of fractions, large whole numbers and the like as floats; any other as it is."""
    if array.dtype.kind == "O" and array.size and all(isinstance(item, (Real, Decimal)) for item in array.flat):
        return array.astype(float)
    return array


def same(one: Any, other: Any) -> bool:
    """Return whether two results are alike in form and numbers, right or wrong, NaN included."""
    numbers = as_numbers(other)
    if numbers is not None:
        return compare(one, numbers) is Rung.PASSED
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return type(one) is type(other) and as_numbers(one) is None and not is_list(one)


def ratio(g: np.ndarray, h: np.ndarray) -> float:
    """Return the c for which c h is nearest to g; nan if h is 0."""
    with np.errstate(all="ignore"):
        return float(g.astype(float) @ h / (h @ h))


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


def stranger(value: Any) -> str:
    """Return what keeps a result from being numbers, as a key of `texts.HOLDS`; nothing if that is not known."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "OU":
        value = value.ravel().tolist()
    if isinstance(value, (list, tuple)) and value:
        found = next((kind for item in value if as_numbers(item) is None and (kind := stranger(item))), "")
        return found or "ragged"
    if hasattr(type(value), "__next__"):
        return "generator"
    kinds = {"None": value is None, "text": isinstance(value, str), "dict": isinstance(value, dict)}
    kinds |= {"complex": isinstance(value, complex) or getattr(getattr(value, "dtype", None), "kind", "") == "c"}
    return next((name for name, is_so in kinds.items() if is_so), "function" if callable(value) else "")


def type_of(value: Any) -> str:
    """Return the type of a result, with the dtype of an array."""
    return f"{type(value).__name__} ({value.dtype})" if isinstance(value, np.ndarray) else type(value).__name__
