"""The checks at the door: what comes in is what was meant, or the error says how to mend it.

Every message gives the name, what came, what was expected and, where one is certain to fit, a
way out, from `mends`. Nothing is reshaped, clipped or broadcast on the caller's behalf.

What has a checked twin and leaves the checks out is called `unchecked_...`; `value`, `slope`
and `move` are the formulas themselves.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from nncourse import mends

NESTED = (list, tuple, deque)  # what NumPy unfolds
MOST = 2**28  # the largest size: an array of MOST times MOST numbers is refused by the memory, not by numpy


class ShapeError(ValueError):
    """An array's shape is not the one that the formula needs."""


def shown(value: Any) -> str:
    """Return how a message shows a value: on one line, and not endlessly."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # Python writes no int of more than 4300 digits, and a class may have any __repr__
        text = f"of type {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def instance(name: str, value: Any, kind: type | tuple[type, ...], example: str) -> None:
    """Raise `TypeError` unless `value` is of this kind."""
    if not isinstance(value, kind):
        raise TypeError(f"{name} is {shown(value)}; expected {example}")


def function(name: str, value: Any, example: str) -> Callable:
    """Return `value`, or raise `TypeError` unless it can be called."""
    if not callable(value):
        raise TypeError(f"{name} is {shown(value)}; expected {example}")
    return value


def plain_array(name: str, value: Any) -> np.ndarray:
    """Return `value` as NumPy takes it, whatever its type.

    Raises
    ------
    TypeError
        If an entry is masked or could be, also inside of lists, where NumPy would drop the mask; or
        if NumPy cannot make an array of it.
    ShapeError
        If its rows have different lengths, or it contains itself.
    """
    for part in typed_parts(name, value):
        if isinstance(part, np.ma.MaskedArray):
            what, it = ("is a masked array", name) if part is value else ("holds masked arrays", "part")
            raise TypeError(f"{name} {what}; expected every entry to count: write {it}.filled(...) first")
    try:
        return np.asarray(value)
    except MemoryError:
        raise
    except Exception as error:
        assert error.__traceback__ is not None
        if isinstance(error, ValueError) and error.__traceback__.tb_next is None:  # NumPy's own, no class's __array__
            raise ShapeError(f"{name} has rows of different lengths; expected a rectangular array of numbers") from None
        raise TypeError(
            f"{name} is of type {type(value).__name__} and fails as an array ({type(error).__name__}: "
            f"{shown(str(error))}); expected an array of numbers"
        ) from error


def input_array(name: str, value: Any) -> np.ndarray:
    """Return `value` as NumPy takes it: an array of bytes (uint8) if all of it is bytes, in whatever container.

    Raises
    ------
    TypeError, ShapeError
        As `plain_array`, and if bytes stand beside other numbers, which would hide what they are.
    """
    array = plain_array(name, value)
    if array.dtype != np.uint8 and any(getattr(part, "dtype", None) == np.uint8 for part in typed_parts(name, value)):
        raise TypeError(f"{name} holds bytes (uint8) beside other numbers; expected one of both: divide bytes by 255")
    return array


def typed_parts(name: str, value: Any, outside: tuple[int, ...] = ()) -> Iterator[Any]:
    """Yield `value`, or of nested lists all that has a dtype: arrays, and a number of NumPy's for each of their types.

    Raises
    ------
    ShapeError
        If a list contains itself: NumPy would unfold it forever.
    """
    if not isinstance(value, NESTED):
        yield value
        return
    if id(value) in outside:
        raise ShapeError(f"{name} contains itself; expected a rectangular array of numbers")
    kinds = {kind for kind in set(map(type, value)) if issubclass(kind, NESTED) or hasattr(kind, "dtype")}
    parts = {type(part) if isinstance(part, np.generic) else id(part): part for part in value if type(part) in kinds}
    for part in parts.values():
        yield from typed_parts(name, part, (*outside, id(value)))


def float_array(
    name: str, value: Any, ndim: tuple[int, ...] | None = None, dtype: Any = None, given: Any = None
) -> np.ndarray:
    """Return `value` as an array of finite floats.

    Parameters
    ----------
    name : str
        What the caller calls it, for the message.
    value : array_like
        Numbers; integers become float64, float32 stays float32.
    ndim : tuple of int, optional
        The numbers of dimensions that are allowed.
    dtype : float32 or float64, optional
        What is returned, if not as above.
    given : array_like, optional
        What the caller wrote, if `value` is an array that was made of it: a mend must fit that.

    Returns
    -------
    ndarray of float32 or float64
        In C order, so that the same numbers give the same bits however they lay in memory; `value`
        itself if it is such an array.

    Raises
    ------
    TypeError
        If `value` holds no real numbers, or a masked array.
    ShapeError
        If it is ragged, empty, or has another number of dimensions.
    ValueError
        If an entry is NaN or infinite, or is so in `dtype`.
    """
    array = plain_array(name, value)
    if array.dtype.kind not in "iuf":
        mend = mends.numbers(name, value if given is None else given, array)
        raise TypeError(f"{name} has dtype {array.dtype}; expected real numbers{mend}")
    if dtype is None:
        dtype = np.float32 if array.dtype == np.float32 else np.float64
    with np.errstate(all="ignore"):  # a number too large for the type becomes infinite, and is reported below
        array = array.astype(dtype, order="C", copy=False)
    if ndim is not None and array.ndim not in ndim:
        expected = " or ".join(str(n) for n in ndim)
        raise ShapeError(f"{name} has {array.ndim} dimensions, shape {array.shape}; expected {expected}")
    if array.size == 0:
        raise ShapeError(f"{name} is empty, shape {array.shape}; expected at least one number")
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        where = f"{name}{list(place)}" if place else name
        raise ValueError(
            f"{where} is {array[place]} in {array.dtype}; expected finite numbers: look where it came from"
        )
    return array


def sample_rows(name: str, value: Any, width: int | None = None, dtype: Any = None, given: Any = None) -> np.ndarray:
    """Return `value` as floats of shape (n, width), one sample per row; `given` is what it was before it was an array.

    Raises
    ------
    TypeError, ValueError
        As `float_array`.
    ShapeError
        If it is not two-dimensional or its rows are not `width` long.
    """
    array = float_array(name, value, dtype=dtype, given=given)
    if array.ndim != 2 or (width is not None and array.shape[1] != width):
        mend = mends.rows(name, value if given is None else given, width)
        raise ShapeError(f"{name} has shape {array.shape}; expected (n, {width or 'width'}), one sample per row{mend}")
    return array


def are_bytes(name: str, value: np.ndarray, written: str) -> bool:
    """Return whether an array holds bytes (uint8), which the package takes as fractions of 255.

    Parameters
    ----------
    name : str
    value : ndarray
    written : str
        How the caller writes the array.

    Raises
    ------
    ValueError
        If the largest byte is 1: rather the numbers 0 and 1 than an image that is all but empty.
    """
    if value.dtype != np.uint8:
        return False
    if value.any() and not any(row.max() > 1 for row in value):  # mostly, the first row has ink
        raise ValueError(
            f"{name} has dtype uint8 and no entry above 1; expected bytes up to 255, since a byte counts as a fraction "
            f"of 255 here: write {written}.astype(float) if 1 means 1, {written} / 255 if it means 1/255"
        )
    return True


def no_pixels(name: str, X: np.ndarray, written: str) -> None:
    """Raise ValueError if floats are what the bytes of images would be: they would drown the weights.

    Parameters
    ----------
    name : str
    X : ndarray of floats, shape (n, n_in)
    written : str
        How the caller writes X where an array is needed.
    """
    if are_pixels(X):
        raise ValueError(
            f"{name} has numbers from {X.min():g} to {X.max():g}, as pixels have; expected numbers of about 1: "
            f"write {written} / 255"
        )


def are_pixels(X: np.ndarray) -> bool:
    """Return whether an array (n, n_in) holds floats that can hardly be anything but pixels from 0 to 255.

    At least 16 inputs, from nearly black to more than half white, all whole or up to exactly 255,
    and most inputs that are ever used reach a quarter: counts of words or persons don't.
    """
    if X.dtype == np.uint8 or X.shape[1] < 16 or not (128 <= X.max() <= 255 and 0 <= X.min() <= 25):
        return False
    highest = X.max(axis=0)
    used = highest > 0
    return bool(np.mean(highest[used] >= 64) > 0.5 and (X.max() == 255 or mends.are_whole(X)))


def float_vector(name: str, value: Any) -> None:
    """Raise unless `value` is a vector of parameters: finite float32 or float64, shape (n,), writeable.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If it is not.
    """
    floats(name, value)
    if value.ndim != 1:
        mend = f": write {name}.reshape(-1)" if value.flags.c_contiguous else ""  # a copy would be moved in vain
        raise ShapeError(f"{name} has shape {value.shape}; expected (n,){mend}")
    if not value.flags.writeable:
        raise ValueError(f"{name} is read-only; expected one that can be changed: write {name}.copy()")


def floats(name: str, value: Any) -> None:
    """Raise TypeError, ShapeError or ValueError unless `value` is an array of finite float32 or float64."""
    if not isinstance(value, np.ndarray) or value.dtype not in (np.float32, np.float64):
        kind = value.dtype if isinstance(value, np.ndarray) else type(value).__name__
        mend = f": write np.array({name}, dtype=float)" if mends.holds(value, float) else ""
        raise TypeError(f"{name} is {kind}, no array of floats; expected one{mend}")
    float_array(name, value)


def same_shape(name: str, array: np.ndarray, other_name: str, other: np.ndarray, given: Any = None) -> None:
    """Raise `ShapeError` unless both have one shape; nothing is broadcast. `given` is what `array` was made of."""
    came = array.shape
    if came != other.shape:
        value = array if given is None else given
        mend = mends.shape(mends.written(name, value), came, other.shape, f"{other_name}.shape")
        if not mend and name == "targets" and len(came) == 2 and came[0] == len(other):
            mend = mends.one_hot_rows(name, value, other.shape[1])
        raise ShapeError(f"{name} has shape {came}, {other_name} has {other.shape}; expected equal{mend}")


def same_length(name: str, array: np.ndarray, other_name: str, other: np.ndarray) -> None:
    """Raise `ShapeError` unless the two arrays have equally many rows."""
    if len(array) != len(other):
        raise ShapeError(f"{name} has {len(array)} rows, {other_name} has {len(other)}; expected equally many")


def integer(name: str, value: Any, minimum: int, maximum: int | None = None) -> int:
    """Return `value` as an int of at least `minimum` and at most `maximum`.

    Raises
    ------
    TypeError
        If it is not a whole number (True and 3.0 are not).
    ValueError
        If it is too small or too large.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise TypeError(f"{name} is {shown(value)}; expected a whole number, such as {max(minimum, 1)}")
    if value < minimum:
        raise ValueError(f"{name} is {shown(int(value))}; expected at least {minimum}")
    if maximum is not None and value > maximum:
        raise ValueError(f"{name} is {shown(int(value))}; expected at most {maximum}")
    return int(value)


def real(name: str, value: Any, low: float, high: float = np.inf, low_included: bool = False) -> float:
    """Return `value` as a float with low < value < high, or low <= value < high.

    Raises
    ------
    TypeError
        If it is not one real number.
    ValueError
        If it lies outside.
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.integer, np.floating)):
        raise TypeError(f"{name} is {shown(value)}; expected one real number")
    try:
        number = float(value)
    except OverflowError:  # an int beyond 1.8e308
        number = np.copysign(np.inf, 1 if value > 0 else -1)
    if not (low < number < high or (low_included and number == low)):
        ends = f"{high:g} excluded" if low_included else "ends excluded"
        raise ValueError(f"{name} is {number}; expected a number between {low:g} and {high:g}, {ends}")
    return number


def finite(name: str, value: Any, what: str) -> Any:
    """Return `value`, what was computed from the argument `name`, or from several.

    Raises
    ------
    ValueError
        If it holds NaN or infinities: the argument's numbers were too large to compute with.
    """
    if not np.isfinite(value).all():
        raise ValueError(f"{name}: {what} is no longer finite; expected numbers nearer to 1")
    return value


def class_labels(name: str, value: Any, n: int | None = None) -> np.ndarray:
    """Return `value` as whole numbers of shape (n_samples,), each from 0 to n - 1.

    Raises
    ------
    TypeError
        If the labels are no integers.
    ShapeError
        If they are not a plain row of at least one label.
    ValueError
        If a label lies outside 0 ... n - 1.
    """
    labels = plain_array(name, value)
    if labels.size == 0:
        raise ShapeError(f"{name} is empty, shape {labels.shape}; expected at least one label")
    if labels.dtype.kind not in "iu":
        mend = mends.labels(name, value, n)
        raise TypeError(f"{name} has dtype {labels.dtype}; expected whole numbers{mend}")
    if labels.ndim != 1:
        mend = mends.labels(name, value, n)
        raise ShapeError(f"{name} has shape {labels.shape}; expected (n,), one label per sample{mend}")
    wrong = (labels < 0) if n is None else (labels < 0) | (labels >= n)
    if wrong.any():
        i = int(np.argmax(wrong))
        top = "up" if n is None else str(n - 1)
        mend = mends.labels(name, value, n)
        raise ValueError(f"{name}[{i}] is {labels[i]}; expected labels from 0 to {top}{mend}")
    return labels.astype(np.intp, copy=False)
