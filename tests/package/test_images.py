"""Digits of one's own: what MNIST's makers did is done to any picture, and from a bad file comes one clear error.

The pictures are drawn by `experiments/photos.py`. The network that is stored with the package reads them.
"""

import gzip
import io
import os
import re
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image, ImageFile
from seeds import first

from experiments.photos import STROKES, drawn, photographed
from nncourse import ShapeError, mnist
from nncourse.explorers import reader
from nncourse.images import (
    ImageError,
    as_mnist,
    mnist_steps,
    read_csv,
    read_idx,
    read_picture,
    resized,
    split_row,
)

DIGITS = list(STROKES)


def printed(ink):
    """Return ink on white paper, without any light or grain."""
    return np.uint8(np.rint(255 * (1 - ink)))


def bold(digit, seed):
    return drawn(digit, (280, 280), 200, 22, wobble=0.05, seed=seed)


def large(digit, seed, pen=14):
    return drawn(digit, (360, 480), 200, pen, wobble=0.05, seed=seed)


def cropped(gray):
    rows, columns = np.flatnonzero((gray < 128).any(axis=1)), np.flatnonzero((gray < 128).any(axis=0))
    return gray[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def compressed(gray, quality):
    file = io.BytesIO()
    Image.fromarray(gray).save(file, "JPEG", quality=quality)
    return np.array(Image.open(file))


def ruled(digit, seed):
    ink = drawn(digit, (720, 960), 300, 14, wobble=0.05, seed=seed)
    ink[60::80] = ink[61::80] = np.maximum(ink[60::80], 0.3)
    return photographed(ink, seed=seed)


def dirty(digit, seed):
    ink = drawn(digit, (720, 960), 300, 16, wobble=0.05, seed=seed)
    for y, x in np.random.default_rng(seed).integers(10, 700, (12, 2)):
        ink[y : y + 4, x : x + 4] = 1
    return photographed(ink, seed=seed)


def beside_the_table(digit, seed):
    ink = drawn(digit, (720, 960), 300, 16, wobble=0.05, seed=seed)
    ink[:, :90] = 0.8
    return photographed(ink, shadow=0, seed=seed)


STYLES = {
    "black on white": lambda digit, seed: printed(bold(digit, seed)),
    "white on black": lambda digit, seed: 255 - printed(bold(digit, seed)),
    "28 x 28": lambda digit, seed: printed(drawn(digit, (28, 28), 20, 2.4, wobble=0.05, seed=seed)),
    "thin": lambda digit, seed: printed(drawn(digit, (280, 280), 200, 8, wobble=0.05, seed=seed)),
    "small, in a corner": lambda digit, seed: printed(drawn(digit, (300, 400), 50, 5, (0.2, 0.8), 0.05, seed)),
    "cut to the ink": lambda digit, seed: cropped(printed(bold(digit, seed))),
    "photo": lambda digit, seed: photographed(large(digit, seed), seed=seed),
    "pencil": lambda digit, seed: photographed(large(digit, seed), darkness=0.4, seed=seed),
    "chalk": lambda digit, seed: photographed(1 - large(digit, seed, pen=16), darkness=0.75, seed=seed),
    "JPEG of quality 30": lambda digit, seed: compressed(photographed(large(digit, seed), seed=seed), 30),
    "ruled paper": ruled,
    "dirt": dirty,
    "the table's edge": beside_the_table,
}


@pytest.fixture(scope="module")
def network():
    return reader()


def answers(network, images):
    return network(np.array(images).reshape(-1, 784)).argmax(axis=1).tolist()


# As MNIST was made


@pytest.mark.parametrize("style", first(4, STYLES))
def test_a_digit_of_any_style_looks_like_one_of_mnist_and_is_read(style, network):
    results = []
    for digit in DIGITS:
        gray = STYLES[style](digit, seed=digit)
        before = gray.copy()
        steps = mnist_steps(gray)
        image = steps.centered
        results.append(image)
        assert np.array_equal(gray, before)
        assert image.shape == (28, 28) and image.dtype == np.uint8 and image.max() == 255
        assert max(steps.boxed.shape) == 20
        assert steps.boxed.min() >= 0 and steps.boxed.max() == 1
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 in (19, 20)
        shares = image / image.sum()
        y, x = (shares.sum(axis=1 - axis) @ (np.arange(28) + 0.5) for axis in (0, 1))
        assert abs(y - 14) < 0.51 and abs(x - 14) < 0.51
        wide, high = steps.digit.shape[1] / steps.digit.shape[0], steps.boxed.shape[1] / steps.boxed.shape[0]
        assert abs(wide - high) < 0.06  # the aspect ratio, up to a pixel of twenty
    assert sum(answer == digit for answer, digit in zip(answers(network, results), DIGITS, strict=True)) >= 8


def test_made_smaller_alone_they_are_not_read(network):
    grays = [STYLES["photo"](digit, seed=digit) for digit in DIGITS]
    for images in (grays, [255 - gray for gray in grays]):
        small = [np.uint8(resized(image.astype(float), 28, 28)) for image in images]
        assert sum(answer == digit for answer, digit in zip(answers(network, small), DIGITS, strict=True)) <= 3


def test_the_digits_of_mnist_come_out_as_they_were(network):
    images = mnist().x_test[:150]
    before = answers(network, images)
    for again in (images, 255 - images):
        after = answers(network, [as_mnist(image) for image in again])
        assert sum(a != b for a, b in zip(before, after, strict=True)) <= 3


def test_colors_exchanged_the_digit_is_the_same():
    gray = printed(bold(5, 0))
    assert np.abs(as_mnist(gray).astype(int) - as_mnist(255 - gray)).max() <= 1


@pytest.mark.parametrize("middle", [(0.3, 0.3), (0.5, 0.7), (0.7, 0.4)])
def test_where_the_digit_stands_does_not_matter(middle):
    gray = printed(drawn(3, (400, 400), 120, 14))
    moved = np.roll(gray, [round(400 * (m - 0.5)) for m in middle], axis=(0, 1))
    assert np.array_equal(as_mnist(gray), as_mnist(moved))


def test_how_large_the_picture_is_does_not_matter():
    gray = printed(drawn(2, (200, 150), 120, 14))
    assert np.abs(as_mnist(gray).astype(int) - as_mnist(np.kron(gray, np.ones((5, 5), np.uint8)))).max() < 40


def test_a_new_pixel_is_the_mean_of_what_it_covers():
    values = np.arange(24.0).reshape(4, 6)
    assert np.array_equal(resized(values, 2, 3), values.reshape(2, 2, 3, 2).mean(axis=(1, 3)))
    assert np.isclose(resized(values, 3, 5).mean(), values.mean()) and np.allclose(resized(values, 4, 6), values)
    assert np.allclose(resized(values, 8, 6)[::2], values)


# Several digits


def row(digits):
    return np.hstack([printed(drawn(digit, (280, 200), 180, 20)) for digit in digits])


def test_a_row_of_digits_is_cut_as_the_error_says(network):
    gray = row([4, 0, 7, 1])
    with pytest.raises(ValueError, match="gray shows 4 shapes side by side; expected one digit: write") as caught:
        as_mnist(gray)
    mend = str(caught.value).partition("write ")[2]
    images = eval(mend, {"as_mnist": as_mnist, "split_row": split_row, "gray": gray})
    assert answers(network, images) == [4, 0, 7, 1]


def test_a_row_is_cut_between_the_digits_and_nothing_is_lost():
    gray = row([3, 5])
    left, right = split_row(gray)
    assert np.array_equal(np.hstack([left, right]), gray)
    assert np.array_equal(as_mnist(left), as_mnist(gray[:, :200]))
    (alone,) = split_row(left)
    assert np.array_equal(alone, left)


def test_a_digit_of_two_pieces_is_one_digit():
    gray = printed(bold(5, 0))
    gray[:, 150:160] = 255  # the bar comes off
    gray[90:, 150:160] = printed(bold(5, 0))[90:, 150:160]
    assert max(mnist_steps(gray).digit.shape) > 190


# What is no picture of a digit

CALLS = {"as_mnist": as_mnist, "mnist_steps": mnist_steps, "split_row": split_row}
NO_DIGIT = {
    "white": np.full((100, 100), 255, np.uint8),
    "black": np.zeros((100, 100), np.uint8),
    "grain": photographed(np.zeros((200, 300)), shadow=0, noise=0.05),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("gray", NO_DIGIT.values(), ids=NO_DIGIT)
def test_an_empty_sheet(gray, call):
    with pytest.raises(ValueError, match="gray shows no ink; expected a digit"):
        call(gray)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("gray", "error", "message"),
    [
        ("seven.png", TypeError, "gray is 'seven.png'; expected an array of uint8"),
        (None, TypeError, "gray is None"),
        (np.zeros((28, 28)), TypeError, "gray has dtype float64"),
        (np.zeros((28, 28), bool), TypeError, "gray has dtype bool"),
        (np.zeros((28, 28, 3), np.uint8), ShapeError, r"shape \(28, 28, 3\).*: write gray.mean\(axis=2\)"),
        (np.zeros((5, 28, 28), np.uint8), ShapeError, r"shape \(5, 28, 28\); expected \(height, width\)"),
        (np.zeros(784, np.uint8), ShapeError, r"shape \(784,\)"),
        (np.zeros((7, 100), np.uint8), ShapeError, "at least 8 pixels"),
        (np.zeros((0, 0), np.uint8), ShapeError, "at least 8 pixels"),
    ],
)
def test_what_is_no_picture_is_refused_by_name(gray, error, message, call):
    with pytest.raises(error, match=message):
        call(gray)


def test_a_color_picture_is_mended_as_the_error_says():
    gray = np.repeat(printed(bold(5, 0))[:, :, np.newaxis], 3, axis=2)
    with pytest.raises(ShapeError) as caught:
        as_mnist(gray)
    mended = eval(str(caught.value).partition("write ")[2], {"gray": gray, "np": np})
    assert np.abs(as_mnist(mended).astype(int) - as_mnist(printed(bold(5, 0)))).max() <= 2


def test_a_shadow_on_an_empty_sheet_is_no_digit():
    with pytest.raises(ValueError, match="gray is as much darker as lighter than its border"):
        as_mnist(photographed(np.zeros((200, 300))))


def shadow(gray, row, column, width):
    """A picture in the soft shadow of something round."""
    down, right = np.indices(gray.shape)
    far = (down - row) ** 2 + (right - column) ** 2
    return np.uint8(gray * (1 - 0.6 * np.exp(-far / (2 * width**2))))


@pytest.mark.parametrize(("row", "column", "width"), [(0, 0, 60), (300, 200, 50), (300, 100, 80)])
def test_a_round_shadow_that_reaches_in_is_no_digit_and_hides_none(row, column, width):
    empty = photographed(np.zeros((300, 200)), shadow=0, noise=0.01)
    with pytest.raises(ValueError, match="no strokes, but a blot or a shadow; .*: cut the picture"):
        as_mnist(shadow(empty, row, column, width))
    sheet = printed(drawn(7, (300, 200), 110, 14))
    assert np.abs(as_mnist(shadow(sheet, row, column, width)) - as_mnist(sheet).astype(int)).mean() < 5


SHARP = {
    "a pencil's": lambda y, x: abs(x - 100 - 0.1 * y) < 12,
    "a finger's": lambda y, x: ((abs(x - 100) < 22) & (y < 150)) | (np.hypot(x - 100, y - 150) < 22),
    "a wedge's": lambda y, x: (abs(x - 100) < (220 - y) * 0.2) & (y < 220),
}


@pytest.mark.parametrize("dark", [0.8, 0.5])
@pytest.mark.parametrize("what", SHARP)
def test_a_sharp_shadow_that_reaches_in_is_no_digit(what, dark):
    empty = photographed(np.zeros((300, 200)), shadow=0, noise=0.01)
    there = SHARP[what](*np.indices(empty.shape))
    with pytest.raises(ValueError, match="something pale that reaches in from the edge, as a shadow does"):
        as_mnist(np.uint8(np.where(there, dark * empty, empty)))


def test_pencil_cut_to_its_ink_and_ink_that_meets_an_edge_are_read():
    ink = drawn(7, (280, 280), 200, 14)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    pencil = photographed(ink, darkness=0.4, shadow=0, noise=0.01)
    as_mnist(pencil[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    as_mnist(printed(ink)[rows[0] + 2 :])


def test_white_ink_on_nothing_is_read_as_black_ink_is(tmp_path):
    gray = printed(bold(5, 0))
    for ink, name in ((0, "black.png"), (255, "white.png")):
        pixels = np.full((*gray.shape, 2), ink, np.uint8)
        pixels[:, :, 1] = 255 - gray
        Image.fromarray(pixels, "LA").save(tmp_path / name)
    black, white = (as_mnist(read_picture(tmp_path / name)).astype(int) for name in ("black.png", "white.png"))
    assert np.abs(black - white).max() <= 2


@pytest.mark.parametrize("change", [lambda gray: gray / 255, lambda gray: gray > 127, lambda gray: gray[None],
                                    lambda gray: np.repeat(gray[:, :, None], 4, axis=2)])  # fmt: skip
def test_an_array_of_another_kind_is_mended_as_the_error_says(change):
    gray = printed(bold(5, 0))
    with pytest.raises((TypeError, ShapeError)) as caught:
        as_mnist(change(gray))
    mended = eval(str(caught.value).partition("write ")[2], {"gray": change(gray), "np": np, "as_mnist": as_mnist})
    image = mended[0] if isinstance(mended, list) else as_mnist(mended)
    assert np.abs(image.astype(int) - as_mnist(gray)).mean() < 3


def test_where_the_border_cannot_tell_it_is_said_and_the_cut_helps():
    sheet = printed(0.75 * drawn(2, (300, 300), 120, 14))
    gray = np.full((300, 300), 128, np.uint8)  # the table
    gray[50:250, 50:250] = sheet[50:250, 50:250]
    with pytest.raises(ValueError, match="as much darker as lighter than its border; .*: cut the picture"):
        as_mnist(gray)
    assert np.array_equal(as_mnist(gray[50:250, 50:250]), as_mnist(sheet))


def test_where_much_of_the_border_is_ink_it_is_said_and_the_cut_helps():
    gray = photographed(0.4 * drawn(2, (300, 400), 150, 14), shadow=0)
    alone = as_mnist(gray)
    gray[:, :60] = 10  # a table, much darker than the pencil
    with pytest.raises(ValueError, match="no paper at large parts of its border; .*: cut the picture"):
        as_mnist(gray)
    assert np.abs(as_mnist(gray[:, 70:]).astype(int) - alone).mean() < 8


# Picture files


def saved(image, name, **options):
    file = io.BytesIO()
    image.save(file, name, **options)
    return file.getvalue()


@pytest.fixture
def picture(tmp_path):
    """Write bytes, and return what `read_picture` makes of them."""

    def read(content):
        (tmp_path / "picture").write_bytes(content)
        return read_picture(tmp_path / "picture")

    return read


GRAY = Image.fromarray(printed(drawn(4, (60, 80), 45, 6)))
ALPHA = Image.new("RGBA", GRAY.size, (0, 0, 0, 0))  # ink on nothing, as drawing programs export it
ALPHA.putalpha(GRAY.point(lambda value: 255 - value))
SIXTEEN = Image.fromarray(np.asarray(GRAY).astype(np.uint16) * 257)
HIGH = {
    "gray": saved(GRAY, "PNG"),
    "color": saved(GRAY.convert("RGB"), "PNG"),
    "bitmap": saved(GRAY, "BMP"),
    "GIF": saved(GRAY, "GIF"),
    "WebP": saved(GRAY, "WEBP", lossless=True),
    "JPEG": saved(GRAY, "JPEG", quality=95),
    "CMYK": saved(GRAY.convert("CMYK"), "JPEG", quality=95),
    "16 bits": saved(SIXTEEN, "PNG"),
    "alpha": saved(ALPHA, "PNG"),
    "gray and alpha": saved(ALPHA.convert("LA"), "PNG"),
    "WebP with alpha": saved(ALPHA, "WEBP", lossless=True),
    "palette": saved(GRAY.convert("RGB").quantize(64), "PNG"),
    "odd EXIF": saved(GRAY, "JPEG", quality=95, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x09" + bytes(20)),
    "MPO": saved(GRAY.convert("RGB"), "MPO", save_all=True, append_images=[GRAY.convert("RGB")], quality=95),
}


@pytest.mark.parametrize("content", HIGH.values(), ids=HIGH)
def test_every_kind_of_picture_gives_the_same_gray(content, picture):
    gray = picture(content)
    assert gray.shape == (60, 80) and gray.dtype == np.uint8 and gray.flags.writeable
    assert np.abs(gray.astype(int) - np.asarray(GRAY)).mean() < 2
    assert np.abs(as_mnist(gray).astype(int) - as_mnist(np.array(GRAY))).mean() < 4


def test_a_transparent_color_of_a_palette_is_paper(picture):
    pale = GRAY.convert("RGB").quantize(2)
    content = saved(pale, "PNG", transparency=int(np.asarray(pale)[0, 0]))
    assert picture(content)[0, 0] == 255


def test_one_bit_is_enough(picture):
    assert np.array_equal(picture(saved(GRAY.convert("1"), "PNG")), 255 * np.asarray(GRAY.convert("1")))


TURNED = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("name", ["PNG", "JPEG"])
def test_a_camera_held_otherwise(orientation, name, picture):
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = GRAY if TURNED[orientation] is None else GRAY.transpose(TURNED[orientation])
    options = {"quality": 95} if name == "JPEG" else {}
    gray = picture(saved(turned, name, exif=exif, **options))
    assert np.abs(gray.astype(int) - np.asarray(GRAY)).mean() < 2


def test_a_large_photo_is_made_smaller(picture):
    huge = GRAY.resize((4000, 3000))
    for content in (saved(huge, "JPEG"), saved(huge.convert("1"), "PNG")):
        gray = picture(content)
        assert gray.shape == (750, 1000)
        assert np.abs(as_mnist(gray).astype(int) - as_mnist(np.asarray(GRAY))).mean() < 12


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width, height, data=b""):
    """Return a PNG that says it is so large, bilevel."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


MOVING = {"save_all": True, "append_images": [GRAY.point(lambda value: 255 - value)]}
WHOLE = {"PNG": HIGH["gray"], "JPEG": HIGH["JPEG"], "WebP": HIGH["WebP"], "GIF": HIGH["GIF"], "BMP": HIGH["bitmap"]}
NO_PICTURE = {
    "empty": b"",
    "text": b"this is no picture\n",
    "zeros": bytes(5000),
    "noise": np.random.default_rng(0).bytes(5000),
    "PDF": b"%PDF-1.7\n1 0 obj\n",
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100),
    "TIFF": saved(GRAY, "TIFF"),
    "moving GIF": saved(GRAY, "GIF", **MOVING),
    "moving PNG": saved(GRAY, "PNG", **MOVING),
    "moving WebP": saved(GRAY, "WEBP", lossless=True, **MOVING),
    "bomb": png(8000, 8000),
    "larger bomb": png(10_000, 10_000),
    "huge bomb": png(2**31 - 1, 2**31 - 1),
    "no pixels": png(0, 0),
    "no data": png(100, 100),
    "wrong data": png(100, 100, b"abc"),
    "header only": HIGH["gray"][:33],
    **{f"{name} cut at {share}": content[: int(share * len(content))]
       for name, content in WHOLE.items() for share in (0.1, 0.5, 0.9)},
}  # fmt: skip


def refused(read, path, what):
    """Return the one error that a file gives: one line that names it, what is wrong, and what was expected."""
    with pytest.raises(ImageError) as caught:
        read(path)
    message = str(caught.value)
    assert re.fullmatch(rf"{re.escape(repr(str(path)))} holds no {what} that can be read \(.+\); expected .+", message)
    assert caught.value.__cause__ is None and caught.value.__suppress_context__
    return message


@pytest.mark.parametrize("content", NO_PICTURE.values(), ids=NO_PICTURE)
def test_a_file_that_is_no_picture(content, tmp_path, recwarn):
    (tmp_path / "picture").write_bytes(content)
    message = refused(read_picture, tmp_path / "picture", "picture")
    assert "PNG, JPEG, WebP, GIF or BMP of at most 50,000,000 pixels: save it so" in message
    assert len(recwarn) == 0


@pytest.mark.parametrize("name", ["TIFF", "moving GIF", "moving PNG", "moving WebP"])
def test_saved_anew_it_is_read(name, picture):
    again = Image.open(io.BytesIO(NO_PICTURE[name]))
    assert np.abs(picture(saved(again.convert("RGB"), "PNG")).astype(int) - np.asarray(GRAY)).mean() < 2


def test_too_large_a_picture_is_refused_before_it_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("decoded"))
    (tmp_path / "picture").write_bytes(png(8000, 8000))
    assert "8000 x 8000" in refused(read_picture, tmp_path / "picture", "picture")


READERS = {"read_picture": read_picture, "read_idx": read_idx, "read_csv": read_csv}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_what_is_no_file(read, tmp_path):
    with pytest.raises(FileNotFoundError, match="missing"):
        read(tmp_path / "missing")
    with pytest.raises(IsADirectoryError if sys.platform != "win32" else PermissionError):
        read(tmp_path)
    for path in (0, None, 3.5, b"digit.png"):
        with pytest.raises(TypeError, match="PathLike"):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_pipe_or_a_device_is_not_waited_for(read, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(ValueError, match="a device or a pipe; expected a file"):
            read(path)


def test_without_pillow_everything_but_pictures_works(tmp_path):
    code = (
        "import sys; sys.modules['PIL'] = None\n"
        "import nncourse.images as images, numpy as np\n"
        "gray = np.full((60, 60), 255, np.uint8); gray[10:50, 28:33] = 0\n"
        "assert images.as_mnist(gray).max() == 255\n"
        "try: images.read_picture('a.png')\n"
        "except ImportError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "read_picture needs Pillow; expected it beside nncourse: pip install pillow\n"


# MNIST's own files


def idx(array, code=8):
    header = bytes([0, 0, code, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


IMAGES, LABELS = mnist().x_test[:20], mnist().y_test[:20]
IDX = {
    "images": (IMAGES, 8),
    "labels": (LABELS, 8),
    "int8": (np.arange(-4, 4, dtype=np.int8), 9),
    "int16": (np.arange(6, dtype=np.int16).reshape(2, 3), 11),
    "int32": (np.arange(6, dtype=np.int32).reshape(2, 3), 12),
    "float32": (np.linspace(0, 1, 5, dtype=np.float32), 13),
    "float64": (np.linspace(0, 1, 16).reshape(2, 2, 2, 2), 14),
}


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
@pytest.mark.parametrize(("array", "code"), IDX.values(), ids=IDX)
def test_an_idx_file_comes_back_as_it_was(array, code, pack, tmp_path):
    (tmp_path / "data").write_bytes(pack(idx(array, code)))
    found = read_idx(tmp_path / "data")
    assert found.dtype == array.dtype and found.dtype.isnative and found.flags.writeable
    assert np.array_equal(found, array)


GOOD = idx(IMAGES)
NO_IDX = {
    "empty": b"",
    "text": b"label,pixel0\n",
    "another type": b"\0\0\7\1" + GOOD[4:],
    "no dimensions": b"\0\0\x08\0",
    "five dimensions": b"\0\0\x08\5" + bytes(100),
    "a cut header": GOOD[:10],
    "nothing in it": idx(np.zeros((0, 28, 28), np.uint8)),
    "a cut": GOOD[:-1],
    "more": GOOD + b"\0",
    "a huge claim": b"\0\0\x08\3" + b"\xff" * 12 + bytes(100),
    "a large claim": b"\0\0\x08\1" + struct.pack(">I", 2**30) + bytes(100),
    "cut gz": gzip.compress(GOOD)[:-10],
    "changed gz": gzip.compress(GOOD)[:200] + bytes(50) + gzip.compress(GOOD)[250:],
    "gz of a bomb": gzip.compress(idx(IMAGES) + bytes(50_000_000)),
    "gz of gz": gzip.compress(gzip.compress(GOOD)),
}


@pytest.mark.parametrize("content", NO_IDX.values(), ids=NO_IDX)
def test_a_file_that_is_no_idx_file(content, tmp_path):
    (tmp_path / "data").write_bytes(content)
    assert refused(read_idx, tmp_path / "data", "IDX data").endswith("whole IDX file, plain or .gz: fetch it again")


# Tables


def table(labels=True, last=False, header="", separator=",", text=str, end="\n"):
    lines = [header] if header else []
    for image, label in zip(IMAGES, LABELS, strict=True):
        fields = [text(value) for value in image.ravel().tolist()]
        if labels:
            fields.insert(len(fields) if last else 0, str(label))
        lines.append(separator.join(fields))
    return (end.join(lines) + end).encode()


PIXELS = [f"pixel{k}" for k in range(784)]
TABLES = {
    "label first": table(),
    "names": table(header=",".join(["label", *PIXELS])),
    "names in quotes": table(header=",".join(f'"{name}"' for name in ["Label", *PIXELS])),
    "label last": table(last=True, header=",".join([*PIXELS, "class"])),
    "semicolons": table(separator=";", end="\r\n"),
    "tabs": table(separator="\t"),
    "a mark of the byte order": "\ufeff".encode() + table(),
    "as floats": table(text=lambda value: f"{value:.1f}"),
    "as NumPy writes them": table(text=lambda value: f"{value:.18e}"),
    "spaces and empty lines": b"\n" + table(separator=", ", end="\n\n"),
    "gz": gzip.compress(table()),
    "no label": table(labels=False),
    "no label, names": table(labels=False, header=",".join(PIXELS)),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_digits(name, tmp_path):
    (tmp_path / "digits.csv").write_bytes(TABLES[name])
    images, labels = read_csv(tmp_path / "digits.csv")
    assert images.dtype == np.uint8 and np.array_equal(images, IMAGES)
    assert labels is None if "no label" in name else labels.dtype == np.uint8 and np.array_equal(labels, LABELS)


def changed(row, column, value):
    lines = [line.split(",") for line in table().decode().split("\n")]
    lines[row][column] = value
    return "\n".join(map(",".join, lines)).encode()


NO_TABLE = {
    "empty": (b"", "line 1 has 1 columns"),
    "names only": (",".join(PIXELS).encode(), "no line of numbers"),
    "8 x 8": (b"0," * 64 + b"3\n", "line 1 has 65 columns"),
    "an index": (table(header=",".join(["", "label", *PIXELS])), "line 1 has 786 columns"),
    "an index, no label": (table(header=",".join(["", *PIXELS])), "none or several are called label"),
    "two labels": (table(header=",".join(["label", *PIXELS[1:], "class"])), "none or several are called label"),
    "label last without a name": (table(last=True), "the labels seem to be in the last, which needs a name"),
    "a fraction": (changed(2, 5, "0.5"), "line 3, column 6 is '0.5'"),
    "too large": (changed(2, 5, "256"), "line 3, column 6 is '256'"),
    "negative": (changed(2, 5, "-1"), "line 3, column 6 is '-1'"),
    "decimal commas": (table().replace(b",", b";").replace(b"0", b"0,5"), "line 1, column"),
    "no letter is a name": (changed(0, 0, "A"), "line 1, column 1 is 'A'"),
    "a word": (changed(2, 5, "ink"), "line 3, column 6 is 'ink'"),
    "nothing": (changed(2, 5, ""), "line 3, column 6 is ''"),
    "not a number": (changed(2, 5, "nan"), "line 3, column 6 is 'nan'"),
    "a letter as label": (changed(2, 0, "26"), "labels go up to 26"),
    "a shorter line": (table() + b"1,2,3\n", "line 21 has 3 columns, the first has 785"),
    "an endless line": (b"0," * 1_000_000, "line 1 has more than 30000 bytes"),
    "no text": (b"\xff\xfe" + table(), "utf-8"),
    "a picture": (HIGH["gray"], ""),
    "cut gz": (gzip.compress(table())[:-20], ""),
    "gz of a bomb": (gzip.compress(bytes(50_000_000)), "line 1 has more than 30000 bytes"),
}


@pytest.mark.parametrize(("content", "reason"), NO_TABLE.values(), ids=NO_TABLE)
def test_a_file_that_is_no_table_of_digits(content, reason, tmp_path):
    (tmp_path / "digits.csv").write_bytes(content)
    message = refused(read_csv, tmp_path / "digits.csv", "table of digits")
    assert reason in message
    assert message.endswith("expected 784 numbers a line, 0 to 255, or a label, 0 to 9, before them")


def test_a_last_column_with_a_name_is_read_as_the_error_says(tmp_path):
    (tmp_path / "digits.csv").write_bytes(
        ",".join([*PIXELS, "label"]).encode() + b"\n" + NO_TABLE["label last without a name"][0]
    )
    assert np.array_equal(read_csv(tmp_path / "digits.csv")[1], LABELS)
