"""Digits as strokes of a pen, and what is none: the shapes that the reader of digits practises besides MNIST.

A shape is a text: "4,52 42,2! 42,100 | 8,98 56,98" is two strokes through places x,y of a box 60 wide and
100 high, round but for corners (!). `experiments.drawings` holds the shapes by which the reader is measured:
those are of another hand, and nobody practises them.
"""

from itertools import pairwise

import numpy as np

SIDE, LONGEST, LARGEST = 28, 20, 4  # pixels of an image, of MNIST's digits; the most that a drawing is enlarged
BETWEEN = 5  # places on a curve from one place of a shape to the next


def strokes(shape):
    """Return the strokes of a shape, each an array of places (x, y), round but for its corners."""
    return [curve(part.split()) for part in shape.split("|")]


def curve(places):
    """Return a Catmull-Rom curve through the places; at a corner it begins anew."""
    points = np.array([place.rstrip("!").split(",") for place in places], dtype=float)
    corners = [0, *(i for i, place in enumerate(places) if place.endswith("!")), len(points) - 1]
    found = [points[:1]]
    for start, end in pairwise(corners):
        piece = points[start : end + 1]
        p = np.concatenate([piece[:1], piece, piece[-1:]])
        n = BETWEEN if len(piece) > 2 else 1
        t = (np.arange(1, n + 1) / n)[:, np.newaxis]
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
            found.append(b + t * (c - a) / 2 + t**2 * (a - 2.5 * b + 2 * c - d / 2) + t**3 * (d - a + 3 * (b - c)) / 2)
    return np.concatenate(found)


# --- the pen of the page, as explorers/arithmetic.mjs has it ---


def ink(drawing, radius):
    """Return 28 x 28 pixels of a pen: full within the radius, none a pixel further out."""
    starts = np.concatenate([np.concatenate([stroke[:1], stroke[:-1]]) for stroke in drawing])
    ends = np.concatenate(drawing)
    pixels = np.stack(np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5), axis=-1).reshape(-1, 1, 2)
    along = ends - starts
    square = np.einsum("ij,ij->i", along, along)
    t = np.clip(np.einsum("pij,ij->pi", pixels - starts, along) / np.where(square, square, 1), 0, 1)
    off = pixels - starts - t[:, :, np.newaxis] * along
    distance = np.sqrt(np.einsum("pij,pij->pi", off, off).min(axis=1))
    return np.clip(radius + 0.5 - distance, 0, 1).reshape(SIDE, SIDE)


def centre_of_mass(picture):
    """Return (x, y) from the upper left corner."""
    places = np.arange(SIDE) + 0.5
    return np.array([picture.sum(axis=0) @ places, picture.sum(axis=1) @ places]) / picture.sum()


def as_mnist(drawing, radius):
    """Return what the network sees of a drawing: 20 pixels long, its centre of mass where MNIST has it.

    Parameters
    ----------
    drawing : list of ndarray, each of shape (n, 2)
        Strokes on a sheet that is 28 wide and high.
    radius : float
        Half the width of the pen.

    Returns
    -------
    ndarray, shape (28, 28)
        0 is paper, 1 ink.
    """
    points = np.concatenate(drawing)
    low, high = points.min(axis=0) - radius, points.max(axis=0) + radius
    scale = min(LONGEST / (high - low).max(), LARGEST)

    def moved(to):
        return [(stroke - (low + high) / 2) * scale + to for stroke in drawing]

    off = centre_of_mass(ink(moved(SIDE / 2), radius * scale)) - SIDE / 2
    return ink(moved(SIDE / 2 + 0.5 - off), radius * scale)
