"""Digits of one's own: from a photo, or a file of MNIST's kind, to what a network that reads MNIST expects.

`as_mnist` does what was done to MNIST: "size normalized to fit in a 20x20 pixel box while preserving
their aspect ratio", grey by anti-aliasing, then "centered in a 28x28 image by computing the center of
mass" (LeCun, Cortes and Burges, The MNIST database of handwritten digits, yann.lecun.com/exdb/mnist).
Those digits were black and white before; here the ink has to be found first. `read_picture` alone
needs Pillow.
"""

from __future__ import annotations

import gzip
import math
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from nncourse.checks import ShapeError, shown
from nncourse.storage import CHUNK, file_path, opened

__all__ = ["ImageError", "Steps", "as_mnist", "mnist_steps", "read_csv", "read_idx", "read_picture", "split_row"]

SIDE, BOX = 28, 20  # of MNIST's images, and of the digits in them
SMALLEST = 8  # pixels, a picture's side
WORKING = 400  # pixels, the longer side of the picture in which the ink is looked for
DIRT = 12  # so many pixels may be darker than the ink
FAINTEST = 0.15  # of the paper's light, what ink takes at least
GRAIN = 6  # ink is darker than paper by so many times what paper differs from paper
DEEPEST = 0.2  # light; darker paper counts as this dark, where a quotient would make much of little
CLEAR = 1.35  # times farther on one side of the border's light than on the other
NOTHING = 0.02  # of the logarithm of light
CUT = "expected paper all around the digit: cut the picture so that nothing but paper is around it"

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MOST_PIXELS = 50_000_000
LONGEST = 1000  # pixels: a larger photo is made smaller
IDX_TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
MOST_BYTES = 2**30
LONGEST_LINE = 30_000  # bytes, of a line with 785 numbers
LABEL_NAMES = ("label", "labels", "class", "digit", "target")


class ImageError(ValueError):
    """A file holds no picture, or no digits, that can be read."""


class Steps(NamedTuple):
    """What became of a picture of a digit, step by step.

    Attributes
    ----------
    grey : ndarray, shape (height, width)
        The picture, at most 400 pixels wide and high; 0 is black and 1 white.
    ink : ndarray, shape (height, width)
        How far each pixel is from the paper around it: 0 is paper, 1 the digit's ink.
    digit : ndarray
        The ink cut out, with neither dirt nor what reaches in from the edge; 0 to 1.
    boxed : ndarray
        The digit with 20 pixels on its longer side; 0 to 1.
    centred : ndarray of uint8, shape (28, 28)
        The same with its centre of mass in the middle; 0 is paper, 255 ink.
    """

    grey: np.ndarray
    ink: np.ndarray
    digit: np.ndarray
    boxed: np.ndarray
    centred: np.ndarray


def as_mnist(grey: np.ndarray) -> np.ndarray:
    """Return a picture of one digit as MNIST has its digits.

    Parameters
    ----------
    grey : ndarray of uint8, shape (height, width)
        0 is black and 255 white, as `read_picture` returns it: dark ink on light paper or the other
        way round, which the border decides; in uneven light, too. At least 8 pixels wide and high,
        with paper around the digit.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        0 is paper, 255 ink. A network takes many of them as rows of bytes:
        `np.array([...]).reshape(-1, 784)`.

    Raises
    ------
    TypeError, ShapeError
        If grey is no array of bytes, or no single picture.
    ValueError
        If there is no ink or nothing but ink, the border does not tell paper from ink, or several digits
        stand side by side.
    """
    return mnist_steps(grey).centred


def mnist_steps(grey: np.ndarray) -> Steps:
    """Return what `as_mnist` makes of a picture, step by step; `plots.digit_steps` draws it.

    Parameters
    ----------
    grey : ndarray of uint8, shape (height, width)

    Returns
    -------
    Steps

    Raises
    ------
    TypeError, ShapeError, ValueError
        As `as_mnist`.
    """
    small, ink = inked(grey)
    pieces = digit_pieces(ink)
    if len(parts := side_by_side(pieces)) > 1:
        raise ValueError(
            f"grey shows {len(parts)} shapes side by side; expected one digit: "
            "write [as_mnist(one) for one in split_row(grey)]"
        )
    digit = cut_out(ink, pieces)
    height, width = (max(1, round(BOX * side / max(digit.shape))) for side in digit.shape)
    boxed = resized(digit, height, width)
    boxed /= boxed.max()  # a thin stroke would be pale
    return Steps(small, ink, digit, boxed, centred(boxed))


def split_row(grey: np.ndarray) -> list[np.ndarray]:
    """Cut a picture of a row of digits between them, where no ink stands above or below other ink.

    Parameters
    ----------
    grey : ndarray of uint8, shape (height, width)
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
    small, ink = inked(grey)
    parts = side_by_side(digit_pieces(ink))
    scale = grey.shape[1] / small.shape[1]
    cuts = [round(scale * (left[1] + right[0] + 1) / 2) for left, right in pairwise(parts)]
    return np.split(np.asarray(grey), cuts, axis=1)


def inked(grey: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return the picture made smaller, 0 to 1, and its ink: 0 is paper, 1 ink."""
    if not isinstance(grey, np.ndarray) or grey.dtype != np.uint8:
        came = f"has dtype {grey.dtype}" if isinstance(grey, np.ndarray) else f"is {shown(grey)}"
        raise TypeError(f"grey {came}; expected an array of uint8, 0 (black) to 255 (white): write read_picture(path)")
    if grey.ndim != 2:
        mend = ": write grey.mean(axis=2).astype(np.uint8)" if grey.ndim == 3 and grey.shape[2] == 3 else ""
        raise ShapeError(f"grey has shape {grey.shape}; expected (height, width), one grey picture{mend}")
    if min(grey.shape) < SMALLEST:
        raise ShapeError(f"grey has shape {grey.shape}; expected at least {SMALLEST} pixels in width and height")
    small = shrunk(grey / 255, WORKING)
    sign = -1 if light_on_dark(small) else 1
    paper = sign * closed(sign * small, max(3, min(small.shape) // 2))
    ink = sign * (paper - small) / np.maximum(paper, DEEPEST)
    brighter, usual = np.quantile(ink, [0.05, 0.25])  # of the paper: even thick ink leaves a quarter of the picture
    ink -= usual
    strongest = np.sort(ink, axis=None)[-DIRT]
    if strongest < max(FAINTEST, GRAIN * (usual - brighter)):
        raise ValueError(
            "grey shows no ink; expected a digit that is clearly darker or lighter than the paper around it"
        )
    return small, ink / strongest


def light_on_dark(grey: np.ndarray) -> bool:
    """Return whether the picture goes farther above the light of its border than below, as a ratio.

    Light falls unevenly: a plane through the logarithms of the border's light, by least absolute
    deviations, stands for the paper, or the border's median where a table reaches in: whichever tells
    the two sides apart more clearly.
    """
    light = np.log(np.maximum(grey, 0.05))
    places = np.stack([np.ones(grey.shape), *np.indices(grey.shape) / max(grey.shape)], axis=-1)
    border, frame = np.ones(grey.shape, dtype=bool), max(1, min(grey.shape) // 20)
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
        raise ValueError(f"grey is as much darker as lighter than its border; {CUT}")
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
        pieces = inside  # what reaches in from the edge is a line, a table or a neighbour
    elif (ink[[0, -1]] >= 0.5).mean() + (ink[:, [0, -1]] >= 0.5).mean() > 0.4:
        raise ValueError(f"grey shows no paper at large parts of its border; {CUT}")
    most = max(map(len, pieces))
    return [piece for piece in pieces if len(piece) >= most / 20]  # less is dirt


def looks_like_a_digit(piece: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Return whether a piece is high enough for a digit, in the picture and for its width."""
    height, width = np.ptp(piece, axis=0) + 1
    return bool(height >= min(shape) / 10 and height >= width / 2)


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
    """Return the smallest picture that holds the pieces, in nearly full ink with grey edges."""
    y, x = np.concatenate(pieces).T
    theirs = np.zeros(ink.shape)
    theirs[y, x] = 1
    sharp = np.clip(2 * ink - 0.5, 0, 1) * highest(theirs, 3)  # with the pale pixels at their edges
    return sharp[y.min() : y.max() + 1, x.min() : x.max() + 1]


def centred(boxed: np.ndarray) -> np.ndarray:
    """Return 28 x 28 bytes in which a digit's centre of mass is in the middle, as far as whole pixels allow."""
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


def read_picture(path: str | os.PathLike) -> np.ndarray:
    """Return the grey values of a picture file, upright as it was taken.

    Parameters
    ----------
    path : path
        A PNG, JPEG, WebP, GIF or BMP of at most 50 million pixels. Transparent places count as white.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        0 is black, 255 white. A picture with more than 1000 pixels a side is made smaller.

    Raises
    ------
    ImportError
        If Pillow is missing.
    ImageError
        If the file is no whole picture of these kinds, is animated or too large.
    TypeError
        If path is no path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise ImportError("read_picture needs Pillow; expected it beside nncourse: pip install pillow") from None
    expected = (
        f"one PNG, JPEG, WebP, GIF or BMP of at most {MOST_PIXELS:,} pixels: save it so in a program that shows it"
    )
    with readable(path, "picture", expected) as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow says of odd metadata
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError(f"it has {image.width} x {image.height} pixels")
                if getattr(image, "is_animated", False) and image.format != "MPO":  # a phone's photo with a second one
                    raise ValueError("it moves: it has several pictures")
                image.draft("L", (LONGEST, LONGEST))  # lets a large JPEG be decoded in a smaller size
                upright = ImageOps.exif_transpose(on_white(image))
                upright.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
                return np.array(upright)


def on_white(image: Any) -> Any:
    """Return a picture of Pillow's in grey, what is transparent in it white."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits, which Pillow's own way cuts off
        grey = Image.fromarray((np.asarray(image) // 257).astype(np.uint8))
        grey.info = image.info
        return grey
    if not image.has_transparency_data:
        return (image.convert("RGB") if image.mode == "CMYK" else image).convert("L")
    grey, opacity = image.convert("RGBA").convert("LA").split()
    return Image.composite(grey, Image.new("L", image.size, 255), opacity)


def read_idx(path: str | os.PathLike) -> np.ndarray:
    """Return what an IDX file holds, the format in which MNIST is handed out.

    Parameters
    ----------
    path : path
        Such as train-images-idx3-ubyte or t10k-labels-idx1-ubyte.gz, plain or packed by gzip.

    Returns
    -------
    ndarray
        As the file says: for MNIST uint8 of shape (n, 28, 28), 0 paper and 255 ink, or (n,).

    Raises
    ------
    ImageError
        If the file is no whole IDX file, or holds more than 1 GiB.
    TypeError
        If path is no path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    with readable(path, "IDX data", "whole IDX file, plain or .gz: fetch it again") as file:
        stream = unpacked(file)
        begin = stream.read(4)
        if len(begin) < 4 or begin[:2] != b"\0\0" or begin[2] not in IDX_TYPES or not 1 <= begin[3] <= 4:
            raise ValueError("it does not begin like it")
        sizes = np.frombuffer(stream.read(4 * begin[3]), dtype=">u4").tolist()
        dtype = np.dtype(IDX_TYPES[begin[2]])
        n_bytes = math.prod(sizes) * dtype.itemsize
        if len(sizes) < begin[3] or not 0 < n_bytes <= MOST_BYTES:
            raise ValueError(f"it begins as if it held {n_bytes:,} bytes, shape {tuple(sizes)}")
        content = bytearray()
        while len(content) <= n_bytes and (chunk := stream.read(CHUNK)):
            content += chunk
        if len(content) != n_bytes:
            raise ValueError(f"it holds {'more' if len(content) > n_bytes else 'less'} than {tuple(sizes)} numbers")
        return np.frombuffer(content, dtype).reshape(sizes).astype(dtype.newbyteorder("="), copy=False)


def read_csv(path: str | os.PathLike) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the digits of a CSV file, one a line, and their labels if it has them.

    Parameters
    ----------
    path : path
        784 whole numbers from 0 to 255 a line, and before them the label, 0 to 9, or none. If a first line
        names the columns, one called "label" may stand anywhere. Separated by commas, semicolons or tabs;
        plain or packed by gzip.

    Returns
    -------
    images : ndarray of uint8, shape (n, 28, 28)
        As the file has them; MNIST has 0 for paper, 255 for ink.
    labels : ndarray of uint8, shape (n,), or None

    Raises
    ------
    ImageError
        If a line is anything else, or there is none.
    TypeError
        If path is no path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    with readable(path, "table of digits", "784 numbers a line, 0 to 255, or a label, 0 to 9, before them") as file:
        lines = text_lines(unpacked(file))
        number, first = next(lines, (1, ""))
        separator = max(",;\t", key=first.count)
        names = [name.strip().lower() for name in first.split(separator)]
        named = not all(re.fullmatch(r"[\d.e+-]+", name) for name in names)
        if len(names) not in (SIDE**2, SIDE**2 + 1):
            raise ValueError(f"line {number} has {len(names)} columns")
        labelled, place = len(names) > SIDE**2, 0
        if named and labelled:
            places = [k for k, name in enumerate(names) if name in LABEL_NAMES]
            if len(places) != 1:
                raise ValueError(f"of its 785 columns none or several are called {' or '.join(LABEL_NAMES)}")
            place = places[0]
        rows = bytearray() if named else byte_row(first, separator, len(names), number)
        for number, line in lines:
            rows += byte_row(line, separator, len(names), number)
        table = np.frombuffer(rows, dtype=np.uint8).reshape(-1, len(names))
        if len(table) == 0:
            raise ValueError("it has no line of numbers")
        if not labelled:
            return table.reshape(-1, SIDE, SIDE), None
        if not named and not table[:, 0].any() and table[:, -1].any():
            raise ValueError("its first column is 0 throughout: the labels seem to be in the last, which needs a name")
        labels = table[:, place].copy()
        if labels.max() > 9:
            raise ValueError(f"its labels go up to {labels.max()}")
        return np.delete(table, place, axis=1).reshape(-1, SIDE, SIDE), labels


def text_lines(stream: Any) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that is not empty, without quotes."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise ValueError(f"line {number} has more than {LONGEST_LINE} bytes")
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n ").replace('"', "")
        if text:
            yield number, text


def byte_row(line: str, separator: str, n_columns: int, number: int) -> bytearray:
    """Return the numbers of a line as bytes."""
    fields = line.split(separator)
    if len(fields) != n_columns:
        raise ValueError(f"line {number} has {len(fields)} columns, the first has {n_columns}")
    try:
        return bytearray(map(int, fields))
    except ValueError:  # perhaps written as 255.0 or 2.55e+02
        for k, field in enumerate(fields):
            if not re.fullmatch(r"\s*[\d.]+(e[+-]?\d+)?\s*", field) or float(field) not in range(256):
                raise ValueError(f"line {number}, column {k + 1} is {shown(field)}") from None
        return bytearray(int(float(field)) for field in fields)


def unpacked(file: BinaryIO) -> Any:
    """Return what is read from a file, unpacked if it was packed by gzip."""
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if packed else file


@contextmanager
def readable(path: str | os.PathLike, what: str, expected: str) -> Iterator[BinaryIO]:
    """Open a file, and let whatever goes wrong with its content be one ImageError that names it."""
    name: Path = file_path(path)
    with opened(name) as (file, _):
        try:
            yield file
        except Exception as error:  # a decoder may raise anything on forged bytes
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk's
            reason = str(error)[:200] or type(error).__name__
            raise ImageError(
                f"{str(name)!r} holds no {what} that can be read ({reason}); expected {expected}"
            ) from None
