"""Data: small sets to see through, and all of MNIST."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

from nncourse.checks import class_labels, integer, real


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
    n, rng = integer("n", n, 2), generator(seed)
    targets = halves(n)
    angle = rng.uniform(0, 2 * np.pi, n)
    radius = np.where(targets[:, 0] == 1, 0.5, 1.0)
    return displaced(radius * np.cos(angle), radius * np.sin(angle), noise, rng), targets


def moons(n: int, noise: float = 0.1, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return two half circles that reach into each other; takes, returns and raises what `circles` does."""
    n, rng = integer("n", n, 2), generator(seed)
    targets = halves(n)
    angle = rng.uniform(0, np.pi, n)
    upper = targets[:, 0] == 0
    x = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    y = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    return displaced(x - 0.5, y - 0.25, noise, rng), targets


def spirals(n: int, noise: float = 0.05, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return two arms, each one and a half turns; takes, returns and raises what `circles` does."""
    n, rng = integer("n", n, 2), generator(seed)
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
    """Return a row for every label, all 0 but for a 1 in the label's column.

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
        If a label is no class.
    """
    n = integer("n", n, 1)
    return np.eye(n)[class_labels("labels", labels, n)]


def split(n: int, n_second: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Deal the numbers 0 ... n - 1 at random into two parts, such as training and validation.

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
        If n_second leaves a part empty or something is no whole number.
    """
    n, n_second = integer("n", n, 2), integer("n_second", n_second, 1)
    if n_second >= n:
        raise ValueError(f"n_second is {n_second}, n is {n}; expected something left for the first part")
    order = generator(seed).permutation(n)
    return order[n_second:], order[:n_second]
