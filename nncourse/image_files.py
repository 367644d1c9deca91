"""Files of digits: pictures, MNIST's IDX, tables in CSV.

What cannot be read is one clear `ImageError`. `read_picture` alone needs Pillow.
"""

from __future__ import annotations

import gzip
import math
import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from nncourse.checks import shown
from nncourse.storage import CHUNK, file_path, opened

SIDE = 28  # pixels, of MNIST's images
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MOST_PIXELS = 50_000_000
LONGEST = 1000  # pixels: a larger photo is made smaller
IDX_TYPES = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
MOST_BYTES = 2**30
LONGEST_LINE = 30_000  # bytes, of a line with 785 numbers
LABEL_NAMES = ("label", "labels", "class", "digit", "target", "ziffer", "klasse")
NUMBER = re.compile(r"\s*-?\d*[.,]?\d*([eE][+-]?\d+)?\s*")


REASONS = {  # what a library says in its own terms
    "UnidentifiedImageError": "it is empty, damaged, or of another kind",
    "UnicodeDecodeError": "it is no text in utf-8",
}


class ImageError(ValueError):
    """A file holds no picture, or no digits, that can be read."""


def read_picture(path: str | os.PathLike) -> np.ndarray:
    """Return the gray values of a picture file, upright as it was taken.

    Parameters
    ----------
    path : path
        A PNG, JPEG, WebP, GIF or BMP of at most 50 million pixels. Transparent places count as
        white, or as black if what is drawn on them is light.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        0 is black, 255 white. A picture with more than 1000 pixels a side is made smaller.

    Raises
    ------
    ImportError
        If Pillow is missing.
    ImageError
        If the file is not a whole picture of one of these kinds, is animated, or is too large.
    TypeError
        If path is not a path.
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
                upright = ImageOps.exif_transpose(on_paper(image))
                upright.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
                return np.array(upright)


def on_paper(image: Any) -> Any:
    """Return a picture of Pillow's in gray, what is transparent in it white, or black behind what is light."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits, which Pillow's own way cuts off
        gray = Image.fromarray((np.asarray(image) // 257).astype(np.uint8))
        gray.info = image.info
        return gray
    if not image.has_transparency_data:
        return (image.convert("RGB") if image.mode == "CMYK" else image).convert("L")
    gray, opacity = image.convert("RGBA").convert("LA").split()
    seen = np.asarray(opacity, dtype=float)
    light = float((seen * np.asarray(gray)).sum()) > 127 * float(seen.sum())  # what is drawn
    return Image.composite(gray, Image.new("L", image.size, 0 if light and seen.min() < 128 else 255), opacity)


def read_idx(path: str | os.PathLike) -> np.ndarray:
    """Return what an IDX file holds, the format in which MNIST is distributed.

    Parameters
    ----------
    path : path
        Such as train-images-idx3-ubyte or t10k-labels-idx1-ubyte.gz, plain or compressed with gzip.

    Returns
    -------
    ndarray
        As the file says: for MNIST uint8 of shape (n, 28, 28), 0 paper and 255 ink, or (n,).

    Raises
    ------
    ImageError
        If the file is not a whole IDX file, or holds more than 1 GiB.
    TypeError
        If path is not a path.
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
    """Return the digits of a CSV file, one per line, and their labels if it has them.

    Parameters
    ----------
    path : path
        784 whole numbers from 0 to 255 per line, with the label, 0 to 9, or nothing before them. If a first
        line names the columns, one called "label" may be anywhere. Separated by commas, semicolons, tabs or spaces;
        plain or compressed with gzip.

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
        If path is not a path.
    OSError
        If it is missing, a folder, or cannot be read.
    """
    with readable(path, "table of digits", "784 numbers a line, 0 to 255, or a label, 0 to 9, before them") as file:
        lines = text_lines(unpacked(file))
        number, first = next(lines, (1, ""))
        separator = next((sign for sign in ";\t, " if first.count(sign) >= SIDE**2 - 1), ",")
        names = [name.strip().lower() for name in first.split(separator)]
        if first == "":
            raise ValueError("it is empty: line 1 has 1 columns")
        numbers = sum(NUMBER.fullmatch(name) is not None for name in names)
        named = numbers < len(names) / 2 or any(name in LABEL_NAMES for name in names)
        if len(names) not in (SIDE**2, SIDE**2 + 1):
            raise ValueError(f"line {number} has {len(names)} columns")
        labeled, place = len(names) > SIDE**2, 0
        if named and labeled:
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
        if not labeled:
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
            reason = REASONS.get(type(error).__name__) or str(error)[:200] or type(error).__name__
            raise ImageError(
                f"{str(name)!r} holds no {what} that can be read ({reason}); expected {expected}"
            ) from None
