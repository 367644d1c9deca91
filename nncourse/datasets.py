"""Data: small sets to see through, and all of MNIST."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from nncourse import mends
from nncourse.checks import MOST, ShapeError, class_labels, finite, integer, real, shown


def xor() -> tuple[np.ndarray, np.ndarray]:
    """Return the four cases of "either the one or the other".

    Returns
    -------
    X : ndarray, shape (4, 2)
    targets : ndarray, shape (4, 1)
        1 where exactly one input is 1.
    """
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return X, np.array([[0.0], [1.0], [1.0], [0.0]])


def circles(n: int, noise: float = 0.1, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return a small ring of class 1 inside a large one of class 0.

    Parameters
    ----------
    n : int
        How many points, at least 2; half of them in each class.
    noise : float, optional
        Standard deviation of the displacement, 0 or more; the ring's radius is 1, the inner one's 0.5.
    seed : int, optional

    Returns
    -------
    X : ndarray, shape (n, 2)
    targets : ndarray, shape (n, 1)

    Raises
    ------
    TypeError, ValueError
        If n, noise or seed is not as described.
    """
    n, rng = integer("n", n, 2, MOST), generator(seed)
    targets = halves(n)
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = np.where(targets[:, 0] == 1, 0.5, 1.0)
    return displaced(radius * np.cos(angle), radius * np.sin(angle), noise, rng), targets


def moons(n: int, noise: float = 0.1, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return two half circles that reach into each other; takes, returns and raises what `circles` does."""
    n, rng = integer("n", n, 2, MOST), generator(seed)
    targets = halves(n)
    angle = rng.uniform(0, np.pi, n)
    upper = targets[:, 0] == 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    return displaced(x - 0.5, y - 0.25, noise, rng), targets


def spirals(n: int, noise: float = 0.05, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return two arms, each one and a half turns; takes, returns and raises what `circles` does."""
    n, rng = integer("n", n, 2, MOST), generator(seed)
    targets = halves(n)
    t = np.sqrt(rng.uniform(0.02, 1, n))
    angle = 3 * np.pi * t + np.pi * targets[:, 0]
    return displaced(t * np.cos(angle), t * np.sin(angle), noise, rng), targets


def halves(n: int) -> np.ndarray:
    """Return n targets, shape (n, 1): zeros first, then ones, equally many or one zero more."""
    return (np.arange(n) >= (n + 1) // 2).astype(float).reshape(-1, 1)


def displaced(x: np.ndarray, y: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Return the points (x, y) as rows, moved at random."""
    return np.column_stack([x, y]) + real("noise", noise, 0, low_included=True) * rng.standard_normal((len(x), 2))


def generator(seed: int) -> np.random.Generator:
    """Return the random numbers that belong to a seed."""
    return np.random.default_rng(integer("seed", seed, 0))


class Mnist(NamedTuple):
    """Handwritten digits as 28 x 28 bytes, 0 is paper and 255 ink, and what they mean, 0 to 9."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


@cache
def mnist() -> Mnist:
    """Return all of MNIST (LeCun, Cortes and Burges 1998), from the package itself.

    Returns
    -------
    Mnist
        x_train (60000, 28, 28), y_train (60000,), x_test (10000, 28, 28), y_test (10000,), all
        uint8 and read-only, since everyone shares them.
    """
    with files("nncourse").joinpath("data/mnist.npz").open("rb") as file, np.load(file, allow_pickle=False) as data:
        arrays = Mnist(*(data[name] for name in Mnist._fields))
    for array in arrays:
        array.flags.writeable = False
    return arrays


def one_hot(labels: Any, n: int) -> np.ndarray:
    """Return a row for every label, all 0 except for a 1 in the label's column.

    Parameters
    ----------
    labels : array_like of int, shape (n_samples,)
        0 ... n - 1.
    n : int
        How many classes there are.

    Returns
    -------
    ndarray of float64, shape (n_samples, n)

    Raises
    ------
    TypeError, ShapeError, ValueError
        If a label is not a class.
    """
    n = integer("n", n, 1, MOST)
    labels = class_labels("labels", labels, n)
    targets = np.zeros((len(labels), n))
    targets[np.arange(len(labels)), labels] = 1
    return targets


def split(n: int, n_second: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Divide the numbers 0 ... n - 1 at random into two parts, such as training and validation.

    Parameters
    ----------
    n : int
        How many samples there are.
    n_second : int
        How many go into the second part, 1 to n - 1.
    seed : int, optional

    Returns
    -------
    first, second : ndarray of int
        Row numbers: X[first] and X[second].

    Raises
    ------
    TypeError, ValueError
        If n_second leaves a part empty or an argument is not a whole number.
    """
    n, n_second = integer("n", n, 2, MOST), integer("n_second", n_second, 1)
    if n_second >= n:
        raise ValueError(f"n_second is {n_second}, n is {n}; expected something left for the first part")
    order = generator(seed).permutation(n)
    return order[n_second:], order[:n_second]


def shifted(images: np.ndarray, pixels: int = 1, seed: int = 0) -> np.ndarray:
    """Return every image moved sideways and up or down at random; paper comes in from the edge.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, height, width)
        0 is paper.
    pixels : int, optional
        How far at most, in each of the four directions; at least 1.
    seed : int, optional

    Returns
    -------
    ndarray of uint8, shape (n, height, width)

    Raises
    ------
    TypeError, ShapeError, ValueError
        If an argument is not as described.
    """
    images, pixels, rng = pictures("images", images), integer("pixels", pixels, 1, MOST), generator(seed)
    n, height, width = images.shape
    framed = np.pad(images, ((0, 0), (pixels, pixels), (pixels, pixels)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, (height, width), axis=(1, 2))
    down, right = rng.integers(0, 2 * pixels + 1, (2, n))
    return windows[np.arange(n), down, right]


def warped(
    images: np.ndarray, strength: float = 0.1, shift: float = 0.5, seed: int = 0, together: int = 100
) -> np.ndarray:
    """Return every image slightly rotated, stretched, slanted, and moved, at random.

    The new image takes its pixel at p, measured from the middle, from the place M p + t of the old
    one, interpolating between its pixels; outside is paper. M is the identity matrix plus four
    random numbers, t two random numbers: an affine map.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, height, width)
        0 is paper.
    strength : float, optional
        Standard deviation of the four numbers in M, 0 or more; 0.1 moves a point that lies 10
        pixels from the middle by about 1.
    shift : float, optional
        Standard deviation of the two numbers in t, in pixels, 0 or more.
    seed : int, optional
    together : int, optional
        How many images, drawn at random, share one map; at least 1. One map for each image
        takes about ten times as long as one for 100.

    Returns
    -------
    ndarray of uint8, shape (n, height, width)

    Raises
    ------
    TypeError, ShapeError, ValueError
        If an argument is not as described.
    """
    images, together, rng = pictures("images", images), integer("together", together, 1), generator(seed)
    strength, shift = real("strength", strength, 0, low_included=True), real("shift", shift, 0, low_included=True)
    n, height, width = images.shape
    middle = np.array([[height - 1], [width - 1]]) / 2
    p = np.indices((height, width)).reshape(2, -1) - middle
    order, result = rng.permutation(n), np.empty_like(images)
    for start in range(0, n, together):
        rows = order[start : start + together]
        with np.errstate(over="ignore", invalid="ignore"):
            M = np.eye(2) + strength * rng.standard_normal((2, 2))
            t = shift * rng.standard_normal((2, 1))
            places = finite("strength, shift", M @ p + t + middle, "a place in the image")
        result[rows] = between_pixels(images[rows], places)
    return result


def between_pixels(images: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return what the images show at these places: a mean of the four pixels around each.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, height, width)
    places : ndarray, shape (2, height * width)
        Row and column, not whole numbers as a rule; outside the image is paper.

    Returns
    -------
    ndarray of uint8, shape (n, height, width)
    """
    n, height, width = images.shape
    paper = np.zeros((height + 3, width + 3, n), dtype=np.uint8)  # one pixel more above and left, two below and right
    paper[1:-2, 1:-2] = images.transpose(1, 2, 0)  # images last: a pixel of all of them is one piece of memory
    ink = paper.reshape(-1, n)
    y, x = np.clip(places, -1, [[height], [width]]) + 1
    top, left = y.astype(int), x.astype(int)
    down, right = (y - top).astype(np.float32), (x - left).astype(np.float32)  # how far to the next row and column
    corner = top * (width + 3) + left
    total = np.full((height * width, n), 0.5, dtype=np.float32)  # rounds when it is cut off
    for step, weight in (
        (0, (1 - down) * (1 - right)),
        (1, (1 - down) * right),
        (width + 3, down * (1 - right)),
        (width + 4, down * right),
    ):
        total += ink[corner + step] * weight[:, np.newaxis]
    return total.astype(np.uint8).T.reshape(images.shape)


def pictures(name: str, value: Any) -> np.ndarray:
    """Return `value`, a stack of images.

    Raises
    ------
    TypeError
        If it is no array of bytes.
    ShapeError
        If it has another shape than (n, height, width), or nothing in it.
    """
    if isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; expected every pixel to count: write {name}.filled(0) first")
    if not isinstance(value, np.ndarray) or value.dtype != np.uint8:
        came = f"has dtype {value.dtype}" if isinstance(value, np.ndarray) else f"is {shown(value)}"
        mend = mends.pixels(name, value)
        raise TypeError(f"{name} {came}; expected images as bytes, an array of uint8 from 0 (paper) to 255 (ink){mend}")
    if value.ndim != 3 or value.size == 0:
        mend = mends.pictures(name, value)
        raise ShapeError(f"{name} has shape {value.shape}; expected (n, height, width), at least one image{mend}")
    return np.asarray(value)  # without what a subclass adds
