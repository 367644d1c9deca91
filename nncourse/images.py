"""Digits of one's own: from a photo, or a file of MNIST's kind, to what a network that reads MNIST expects.

`as_mnist` does what was done to MNIST: "size normalized to fit in a 20x20 pixel box while preserving
their aspect ratio", gray by anti-aliasing, then "centered in a 28x28 image by computing the center of
mass" (LeCun, Cortes and Burges, The MNIST database of handwritten digits, yann.lecun.com/exdb/mnist).
Those digits were black and white before; here the ink has to be found first. The files are read in
`nncourse.image_files`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from nncourse.checks import ShapeError, shown
from nncourse.image_files import SIDE, ImageError, read_csv, read_idx, read_picture

__all__ = ["ImageError", "Steps", "as_mnist", "mnist_steps", "read_csv", "read_idx", "read_picture", "split_row"]

BOX = 20  # pixels, the longer side of MNIST's digits
SMALLEST = 8  # pixels, a picture's side
WORKING = 400  # pixels, the longer side of the picture in which the ink is looked for
DIRT = 12  # so many pixels may be darker than the ink
FAINTEST = 0.15  # of the paper's light, what ink takes at least
GRAIN = 6  # ink is darker than paper by so many times what paper differs from paper
DEEPEST = 0.2  # light; darker paper counts as this dark, where a quotient would make much of little
CLEAR = 1.35  # times farther on one side of the border's light than on the other
THICKEST, THICKEST_AT_EDGE = 0.45, 0.3  # of its longer side, a digit's stroke; from the edge reaches many a shadow
PALE_AT_EDGE = 0.6  # of the paper's light: what reaches in from the edge and takes less is a shadow
NOTHING = 0.02  # of the logarithm of light
CUTTING = "cut the picture so that nothing but paper is around it"
CUT = f"expected paper all around the digit: {CUTTING}"


class Steps(NamedTuple):
    """What became of a picture of a digit, step by step.

    Attributes
    ----------
    gray : ndarray, shape (height, width)
        The picture, at most 400 pixels wide and high; 0 is black and 1 white.
    ink : ndarray, shape (height, width)
        How far each pixel is from the paper around it: 0 is paper, 1 the digit's ink.
    digit : ndarray
        The ink cut out, with neither dirt nor what reaches in from the edge; 0 to 1.
    boxed : ndarray
        The digit with 20 pixels on its longer side; 0 to 1.
    centered : ndarray of uint8, shape (28, 28)
        The same with its center of mass in the middle; 0 is paper, 255 ink.
    """

    gray: np.ndarray
    ink: np.ndarray
    digit: np.ndarray
    boxed: np.ndarray
    centered: np.ndarray


def as_mnist(gray: np.ndarray) -> np.ndarray:
    """Return a picture of one digit the way MNIST has its digits.

    Parameters
    ----------
    gray : ndarray of uint8, shape (height, width)
        0 is black and 255 white, as `read_picture` returns it: dark ink on light paper or the other
        way around (the border decides), in uneven light too. At least 8 pixels wide and high,
        with paper around the digit.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        0 is paper, 255 ink. A network takes many of them as rows of bytes:
        `np.array([...]).reshape(-1, 784)`.

    Raises
    ------
    TypeError, ShapeError
        If gray is not an array of bytes, or not a single picture.
    ValueError
        If there is no ink or nothing but ink, the border does not tell paper from ink, or several digits
        stand side by side.
    """
    return mnist_steps(gray).centered


def mnist_steps(gray: np.ndarray) -> Steps:
    """Return what `as_mnist` makes of a picture, step by step; `plots.digit_steps` draws it.

    Parameters
    ----------
    gray : ndarray of uint8, shape (height, width)

    Returns
    -------
    Steps

    Raises
    ------
    TypeError, ShapeError, ValueError
        As `as_mnist`.
    """
    small, ink, strongest = inked(gray)
    pieces = digit_pieces(ink)
    if len(parts := side_by_side(pieces)) > 1:
        raise ValueError(
            f"gray shows {len(parts)} shapes side by side; expected one digit: "
            "write [as_mnist(one) for one in split_row(gray)]"
        )
    largest = max(pieces, key=len)
    at_edge = largest.min() == 0 or (largest == np.array(ink.shape) - 1).any()
    if stroke(largest) > (THICKEST_AT_EDGE if at_edge else THICKEST):
        raise ValueError(f"gray shows no strokes, but a blot or a shadow; expected a digit: {CUTTING}")
    cut_to_ink = (np.ptp(largest, axis=0) > 0.9 * np.array(ink.shape)).all()
    if at_edge and not cut_to_ink and strongest < PALE_AT_EDGE:
        raise ValueError(f"gray shows something pale that reaches in from the edge, as a shadow does; {CUT}")
    digit = cut_out(ink, pieces)
    height, width = (max(1, round(BOX * side / max(digit.shape))) for side in digit.shape)
    boxed = resized(digit, height, width)
    boxed /= boxed.max()  # a thin stroke would be pale
    return Steps(small, ink, digit, boxed, centered(boxed))


def split_row(gray: np.ndarray) -> list[np.ndarray]:
    """Cut a picture of a row of digits between them, where no ink stands above or below other ink.

    Parameters
    ----------
    gray : ndarray of uint8, shape (height, width)
        As for `as_mnist`; the digits do not touch.

    Returns
    -------
    list of ndarray
        A picture for each digit, from left to right.

    Raises
    ------
    TypeError, ShapeError, ValueError
        As `as_mnist`.
    """
    small, ink, _ = inked(gray)
    parts = side_by_side(digit_pieces(ink))
    scale = gray.shape[1] / small.shape[1]
    cuts = [round(scale * (left[1] + right[0] + 1) / 2) for left, right in pairwise(parts)]
    return np.split(np.asarray(gray), cuts, axis=1)


def inked(gray: Any) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the picture made smaller, 0 to 1, its ink, 0 is paper and 1 ink, and how much of the light that takes."""
    if not isinstance(gray, np.ndarray) or gray.dtype != np.uint8:
        came, mend = f"is {shown(gray)}", "read_picture(path)"
        if isinstance(gray, np.ndarray):
            came = f"has dtype {gray.dtype}"
            if gray.dtype.kind in "bf" and gray.size and 0 <= gray.min() and gray.max() <= 1:
                mend = (
                    "np.rint(255 * gray).astype(np.uint8)" if gray.dtype.kind == "f" else "255 * gray.astype(np.uint8)"
                )
        raise TypeError(f"gray {came}; expected an array of uint8, 0 (black) to 255 (white): write {mend}")
    if gray.ndim != 2:
        raise ShapeError(f"gray has shape {gray.shape}; expected (height, width), one gray picture{one_gray(gray)}")
    if min(gray.shape) < SMALLEST:
        raise ShapeError(f"gray has shape {gray.shape}; expected at least {SMALLEST} pixels in width and height")
    small = shrunk(gray / 255, WORKING)
    sign = -1 if light_on_dark(small) else 1
    paper = sign * closed(sign * small, max(3, min(small.shape) // 2))
    ink = sign * (paper - small) / np.maximum(paper, DEEPEST)
    brighter, usual = np.quantile(ink, [0.05, 0.25])  # of the paper: even thick ink leaves a quarter of the picture
    ink -= usual
    strongest = np.sort(ink, axis=None)[-DIRT]
    if strongest < max(FAINTEST, GRAIN * (usual - brighter)):
        raise ValueError(
            "gray shows no ink; expected a digit that is clearly darker or lighter than the paper around it"
        )
    return small, ink / strongest, float(strongest)


def one_gray(gray: np.ndarray) -> str:
    """Return how to make one gray picture of an array of bytes that is none, if that is clear."""
    if gray.ndim == 3 and gray.shape[2] in (3, 4):
        colors = "gray" if gray.shape[2] == 3 else "gray[:, :, :3]"
        return f": write {colors}.mean(axis=2).astype(np.uint8)"
    if gray.ndim == 3 and gray.shape[0] > 0:
        return ": write [as_mnist(one) for one in gray]"
    return f": write gray.reshape({SIDE}, {SIDE})" if gray.shape == (SIDE**2,) else ""


def light_on_dark(gray: np.ndarray) -> bool:
    """Return whether the picture goes farther above the light of its border than below, as a ratio.

    Light falls unevenly: a plane through the logarithms of the border's light, by least absolute
    deviations, stands for the paper, or the border's median where a table reaches in: whichever tells
    the two sides apart more clearly.
    """
    light = np.log(np.maximum(gray, 0.05))
    places = np.stack([np.ones(gray.shape), *np.indices(gray.shape) / max(gray.shape)], axis=-1)
    border, frame = np.ones(gray.shape, dtype=bool), max(1, min(gray.shape) // 20)
    border[frame:-frame, frame:-frame] = False
    weight = np.ones((border.sum(), 1))
    for _ in range(20):
        plane = np.linalg.lstsq(weight * places[border], weight[:, 0] * light[border], rcond=None)[0]
        weight[:, 0] = 1 / np.sqrt(np.maximum(np.abs(light[border] - places[border] @ plane), 0.01))
    clearest, decided = 0.0, False
    for paper in (places @ plane, np.median(light[border])):
        distance = np.sort(light - paper, axis=None)
        darker, lighter = max(-distance[DIRT - 1], NOTHING), max(distance[-DIRT], NOTHING)
        if max(darker, lighter) / min(darker, lighter) > clearest:
            clearest, decided = max(darker, lighter) / min(darker, lighter), bool(lighter > darker)
    if 1 < clearest < CLEAR:
        raise ValueError(f"gray is as much darker as lighter than its border; {CUT}")
    return decided


def closed(values: np.ndarray, size: int) -> np.ndarray:
    """Return the values with what is lower and narrower than `size` filled up, as paper goes on under ink.

    A morphological closing: the edge of a shadow stays where it is.
    """
    return -highest(-highest(values, size), size)


def highest(values: np.ndarray, size: int) -> np.ndarray:
    """Return for every place the largest value in a square of this size around it."""
    before = (size - 1) // 2
    for _ in range(2):
        values = np.pad(values.T, ((before, size - 1 - before), (0, 0)), mode="edge")
        done = 1
        while done < size:  # the largest of `done` values is known
            step = min(done, size - done)
            values = np.maximum(values[:-step], values[step:])
            done += step
    return values


def digit_pieces(ink: np.ndarray) -> list[np.ndarray]:
    """Return the places of each connected piece of ink that belongs to a digit, each of shape (n, 2)."""
    ends = np.array(ink.shape) - 1
    pieces = [piece for piece in connected(ink >= 0.5) if ink[tuple(piece.T)].max() >= 0.75]
    inside = [piece for piece in pieces if piece.min() > 0 and (piece < ends).all()]
    if any(looks_like_a_digit(piece, ink.shape) for piece in inside):
        pieces = inside  # what reaches in from the edge is a line, a table or a neighbor
    elif (ink[[0, -1]] >= 0.5).mean() + (ink[:, [0, -1]] >= 0.5).mean() > 0.4:
        raise ValueError(f"gray shows no paper at large parts of its border; {CUT}")
    most = max(map(len, pieces))
    return [piece for piece in pieces if len(piece) >= most / 20]  # less is dirt


def looks_like_a_digit(piece: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Return whether a piece is high enough for a digit, in the picture and for its width."""
    height, width = np.ptp(piece, axis=0) + 1
    return bool(height >= min(shape) / 10 and height >= width / 2)


def stroke(piece: np.ndarray) -> float:
    """Return how thick a piece is, as the side of the largest square in it, compared with its longer side."""
    y, x = (piece - piece.min(axis=0)).T
    filled = np.zeros((y.max() + 1, x.max() + 1), dtype=bool)
    filled[y, x] = True
    longest, side = max(filled.shape), 0
    while filled.any():
        side += 1
        filled = filled[1:, 1:] & filled[:-1, 1:] & filled[1:, :-1] & filled[:-1, :-1]
    return side / longest


def connected(mask: np.ndarray) -> Iterator[np.ndarray]:
    """Yield the places of each piece in which the mask is True; corners connect."""
    left = set(map(tuple, np.argwhere(mask).tolist()))
    while left:
        piece = [left.pop()]
        for y, x in piece:  # grows meanwhile
            around = {(y + down, x + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= around
            piece += around
        yield np.array(piece)


def side_by_side(pieces: list[np.ndarray]) -> list[tuple[int, int]]:
    """Return first and last column of each part that no other overlaps, and that is half as high as all of it."""
    parts: list[np.ndarray] = []
    for piece in sorted(pieces, key=lambda piece: piece[:, 1].min()):
        if parts and piece[:, 1].min() <= parts[-1][:, 1].max():
            parts[-1] = np.concatenate([parts[-1], piece])
        else:
            parts.append(piece)
    total = np.ptp(np.concatenate(pieces)[:, 0]) + 1
    return [(part[:, 1].min(), part[:, 1].max()) for part in parts if np.ptp(part[:, 0]) + 1 >= total / 2]


def cut_out(ink: np.ndarray, pieces: list[np.ndarray]) -> np.ndarray:
    """Return the smallest picture that holds the pieces, in nearly full ink with gray edges."""
    y, x = np.concatenate(pieces).T
    theirs = np.zeros(ink.shape)
    theirs[y, x] = 1
    sharp = np.clip(2 * ink - 0.5, 0, 1) * highest(theirs, 3)  # with the pale pixels at their edges
    return sharp[y.min() : y.max() + 1, x.min() : x.max() + 1]


def centered(boxed: np.ndarray) -> np.ndarray:
    """Return 28 x 28 bytes in which a digit's center of mass is in the middle, as far as whole pixels allow."""
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    places = []
    for axis in (0, 1):
        profile = boxed.sum(axis=1 - axis)
        middle = profile @ (np.arange(len(profile)) + 0.5) / profile.sum()
        start = min(max(round(SIDE / 2 - middle), 0), SIDE - len(profile))
        places.append(slice(start, start + len(profile)))
    image[tuple(places)] = np.rint(255 * boxed)
    return image


def shrunk(values: np.ndarray, longest: int) -> np.ndarray:
    """Return a picture with at most `longest` pixels a side."""
    scale = longest / max(values.shape)
    return values if scale >= 1 else resized(values, *(max(SMALLEST, round(scale * side)) for side in values.shape))


def resized(values: np.ndarray, height: int, width: int) -> np.ndarray:
    """Return the picture in a new size: a new pixel is the mean of the old ones that it covers."""
    return covered(len(values), height) @ values @ covered(values.shape[1], width).T


def covered(n_old: int, n_new: int) -> np.ndarray:
    """Return which share of each new pixel each old one takes, shape (n_new, n_old)."""
    old, new = np.linspace(0, n_new, n_old + 1), np.arange(n_new + 1)[:, np.newaxis]
    return np.clip(np.minimum(old[1:], new[1:]) - np.maximum(old[:-1], new[:-1]), 0, None)
