"""What to write instead: the mends that error messages offer.

Each function returns the end of a message, ": write ...", or "" where nothing is certain to fit. What
it offers works when it is written, and mixes no samples and no neurons: a reshape only where
the order of the numbers leaves no choice, `.T` where a shape is exactly reversed.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

COLORS = (3, 4)  # red, green, blue, and in some files how opaque


def written(name: str, value: Any) -> str:
    """Return how to write an argument where an array is needed: lists have neither `.T` nor `.reshape`."""
    return name if isinstance(value, (np.ndarray, np.generic)) else f"np.array({name})"


def numbers(name: str, value: Any, array: np.ndarray) -> str:
    """Mend of what holds no real numbers."""
    if array.dtype.kind == "c":
        return f": write {name if isinstance(value, complex) else written(name, value)}.real"
    if array.dtype.kind == "S" and array.ndim == 0:
        return f": write np.frombuffer({name}, np.uint8) for bytes"
    if holds(value, float):
        return f": write np.array({name}, dtype=float)"
    if name == "targets" and are_names(array):
        return f": write one_hot(np.unique({name}, return_inverse=True)[1], {len(np.unique(array))})"
    return ""


def holds(value: Any, kind: type) -> bool:
    """Return whether NumPy can make finite numbers of this kind out of `value`; a date is none."""
    try:
        array = np.asarray(value)
        return array.dtype.kind not in "mMV" and bool(np.isfinite(np.array(value, dtype=kind)).all()) and array.size > 0
    except Exception:  # whatever a value of another library raises: it does not hold numbers
        return False


def are_names(array: np.ndarray) -> bool:
    """Return whether an array is a row of texts."""
    return array.ndim == 1 and array.size > 0 and all(isinstance(entry, str) for entry in array.tolist())


def are_whole(array: np.ndarray) -> bool:
    """Return whether every entry is a whole number, whatever its type."""
    return array.dtype.kind in "iu" or (array.dtype.kind == "f" and bool((array == np.floor(array)).all()))


def rows(name: str, value: Any, width: int | None) -> str:
    """Mend of what is not one sample per row, `width` numbers long."""
    array, it = np.asarray(value), written(name, value)
    shape, size = array.shape, array.size
    if name == "targets" and width and (mend := one_hot_rows(name, value, width)):
        return mend
    if array.ndim == 0 or size == 0:
        return ""
    if array.ndim == 1:
        column, row = f"{it}.reshape(-1, 1)", f"{it}[np.newaxis]"
        if width is None:
            return f": write {column} for {size} samples of one number, {row} for one sample"
        if width == 1:
            return f": write {column}"
        if size == width:
            return f": write {row} for one sample"
        several = name == "X" and size % width == 0
        return f": write {it}.reshape(-1, {width}) if one sample follows the other" if several else ""
    if array.ndim == 2:
        if shape[0] == width:
            return f": write {it}.T, samples were columns"
        return f": write {it}.reshape(1, -1) for one sample" if size == width else ""
    if width is None or size == shape[0] * width:
        return f": write {it}.reshape(len({name}), -1)"
    if size == width:
        return f": write {it}.reshape(1, -1) for one sample"
    if gray := gray_rows(it, array, width):
        return f": write {gray}, the mean of the colors"
    if math.prod(shape[:-1]) == width:
        return f": write np.moveaxis({it}, -1, 0).reshape({shape[-1]}, -1), samples came last"
    return ""


def gray_rows(it: str, array: np.ndarray, width: int) -> str:
    """Return what turns color images into rows of gray ones, or ""."""
    scale = " / 255" if array.dtype == np.uint8 else ""
    for axis in (-1, 1) if array.ndim == 4 else (-1,):
        colors = array.shape[axis]
        if colors in COLORS and array.size % (width * colors) == 0:
            n = array.size // (width * colors)
            opaque = "" if colors == 3 else "[..., :3]" if axis == -1 else "[:, :3]"
            if n == (array.shape[0] if array.ndim == 4 else 1):
                return f"{it}{opaque}.mean(axis={axis}).reshape({n}, -1){scale}"
    return ""


def one_hot_rows(name: str, value: Any, n: int) -> str:
    """Mend of targets that are class labels, or rows of classes where one output answers yes or no."""
    array = np.asarray(value)
    if array.ndim == 2 and array.shape[1] == 2 and n == 1 and chosen(array):
        return f": write {written(name, value)}[:, 1:]"
    if n == 1 or array.size == 0 or array.size not in array.shape or array.ndim > 2 or not are_whole(array):
        return ""
    least, most = int(array.min()), int(array.max())
    labels = name if array.ndim == 1 and array.dtype.kind in "iu" else f"{written(name, value)}.reshape(-1).astype(int)"
    if least == 1 and most == n:
        labels = f"{written(name, value) if labels == name else labels} - 1"
    elif least < 0 or most >= n:
        return ""
    row = f" for labels, {written(name, value)}[np.newaxis] for one sample" if array.shape == (n,) else ""
    return f": write one_hot({labels}, {n}){row}"


def chosen(array: np.ndarray) -> bool:
    """Return whether every row holds numbers from 0 up that add up to 1, as one-hot rows and probabilities do."""
    return array.ndim == 2 and bool((array >= 0).all()) and bool(np.allclose(array.sum(axis=1), 1, rtol=0, atol=1e-4))


def labels(name: str, value: Any, n: int | None) -> str:
    """Mend of what is no row of labels from 0 to n - 1: rows of outputs, columns, texts, other counts."""
    array, it = np.asarray(value), written(name, value)
    if are_names(array):
        whole = holds(value, int)
        return f": write np.array({name}, dtype=int)" if whole else f": write np.unique({name}, return_inverse=True)[1]"
    if array.dtype.kind not in "biuf":
        return f": write np.array({name}, dtype=int)" if array.ndim == 1 and holds(value, int) else ""
    if array.ndim == 2 and array.shape[1] > 1 and (chosen(array) or (array.dtype.kind == "f" and array.shape[1] == n)):
        return f": write {it}.argmax(axis=1)"
    if array.size not in array.shape:
        return ""
    flat = it if array.ndim == 1 else f"{it}.reshape(-1)"
    if array.dtype.kind == "b" or (array.dtype.kind == "f" and are_whole(array)):
        return f": write np.array({name}, dtype=int)" if array.ndim == 1 else f": write {flat}.astype(int)"
    if array.dtype.kind == "f":
        return f": write ({flat} > 0.5).astype(int)" if n == 2 and array.min() >= 0 and array.max() <= 1 else ""
    if array.ndim > 1:
        return f": write {flat}"
    if n == 2 and set(array.tolist()) == {-1, 1}:
        return f": write ({it} + 1) // 2"
    return f": write {it} - 1" if n is not None and array.min() == 1 and array.max() == n else ""


def shape(it: str, came: tuple[int, ...], wanted: tuple[int, ...], wanted_text: str) -> str:
    """Mend of an array whose shape must be another, number for number."""
    if came == wanted[::-1] and len(came) > 1:
        return f": write {it}.T"
    if [n for n in came if n != 1] == [n for n in wanted if n != 1]:
        return f": write {it}.reshape({wanted_text})"
    if came[-1:] == wanted[-1:] and len(came) > len(wanted) > 1 and math.prod(came) == math.prod(wanted):
        return f": write {it}.reshape({wanted_text})"  # its rows stay rows
    return ""


def pictures(name: str, value: Any) -> str:
    """Mend of what is no stack of images (n, height, width)."""
    array, it = np.asarray(value), written(name, value)
    shape, gray = array.shape, ".astype(np.uint8)" if array.dtype == np.uint8 else ""
    if array.size == 0 or array.ndim not in (1, 2, 3, 4):
        return ""
    if array.ndim < 3:
        sides = [math.isqrt(n) if n == math.isqrt(n) ** 2 >= 64 else 0 for n in shape]
        if 784 in shape:  # as MNIST has them, whatever the other number is
            sides = [28 if n == 784 else 0 for n in shape]
        if sides[-1] and (array.ndim == 1 or not sides[0] or shape[0] == 784):
            return f": write {it}.reshape(-1, {sides[-1]}, {sides[-1]})"
        if sides[0] and not sides[-1]:
            return f": write {it}.T.reshape(-1, {sides[0]}, {sides[0]}), images were columns"
        return f": write {it}.reshape(-1, {shape[0]}, {shape[-1]}) for one image" if shape[0] == shape[-1] else ""
    if array.ndim == 3:
        if shape[0] != shape[1]:
            return ""
        color = f"{it}[..., :3].mean(axis=-1)[np.newaxis]{gray}, the mean of the colors"
        return f": write {color if shape[-1] in COLORS else f'np.moveaxis({it}, -1, 0), images came last'}"
    for axis, first in ((-1, f"{it}[..., 0]"), (1, f"{it}[:, 0]")):
        if shape[axis] == 1:
            return f": write {first}"
        if shape[axis] in COLORS:
            opaque = "" if shape[axis] == 3 else "[..., :3]" if axis == -1 else "[:, :3]"
            return f": write {it}{opaque}.mean(axis={axis}){gray}, the mean of the colors"
    return ""


def pixels(name: str, value: Any) -> str:
    """Mend of images that are no bytes."""
    if not holds(value, float):
        return ""
    array, it = np.array(value, dtype=float), written(name, value)
    if array.min() < 0 or array.max() > 255:
        return ""
    if array.max() <= 1:
        return f": write np.round(255 * {it}).astype(np.uint8)"
    return f": write {it}.astype(np.uint8)" if are_whole(array) else f": write np.round({it}).astype(np.uint8)"
