"""Draw ten digits as if somebody had photographed them, for chapter 07 and the tests of `nncourse.images`.

`python -m experiments.photos` writes experiments/photos/0.jpg to 9.jpg. Nobody wrote these digits: a
digit is a few curves with a seeded wobble, in dark ink on paper that lies in uneven light, with a
shadow, and the picture is slightly blurred, grainy and pressed into a JPEG.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "photos"
SHARPER = 4  # drawn so many times larger, then made smaller


def arc(x, y, rx, ry, start, end):
    """Return points of an ellipse, angles in degrees: 0 is right, 90 below."""
    angle = np.radians(np.linspace(start, end, 24))
    return list(zip(x + rx * np.cos(angle), y + ry * np.sin(angle), strict=True))


# Strokes in a box of width 0.6 and height 1
STROKES = {
    0: [arc(0.3, 0.5, 0.28, 0.5, -100, 265)],
    1: [[(0.12, 0.28), (0.36, 0.02), (0.33, 1)]],
    2: [[*arc(0.3, 0.28, 0.27, 0.27, 190, 385), (0.05, 0.97), (0.6, 0.95)]],
    3: [[*arc(0.27, 0.25, 0.26, 0.24, 200, 450), *arc(0.27, 0.74, 0.3, 0.26, 270, 510)]],
    4: [[(0.3, 0), (0.02, 0.62), (0.6, 0.6)], [(0.43, 0.3), (0.4, 1)]],
    5: [[(0.12, 0.03), (0.08, 0.45), *arc(0.26, 0.69, 0.29, 0.29, 230, 510)], [(0.12, 0.03), (0.55, 0.02)]],
    6: [[(0.5, 0.02), *arc(0.36, 0.68, 0.32, 0.6, 250, 185), *arc(0.3, 0.72, 0.26, 0.27, 180, 530)]],
    7: [[(0.02, 0.04), (0.57, 0.02), (0.22, 1)]],
    8: [[*arc(0.3, 0.25, 0.23, 0.24, 60, -240), *arc(0.3, 0.74, 0.28, 0.26, 250, -75), (0.4, 0.47)]],
    9: [[*arc(0.29, 0.28, 0.25, 0.27, -10, -350), (0.5, 0.45), (0.44, 1)]],
}


def drawn(digit, shape, height, pen, middle=(0.5, 0.5), wobble=0.0, seed=0):
    """Return ink from 0 to 1 on a sheet: a digit `height` pixels high, a pen `pen` pixels thick.

    `middle` is where the digit stands on the sheet, in shares of its height and width.
    """
    rng = np.random.default_rng(seed)
    rows, columns = shape
    M = np.eye(2) + wobble * rng.standard_normal((2, 2))
    sheet = Image.new("L", (SHARPER * columns, SHARPER * rows), 0)
    pencil = ImageDraw.Draw(sheet)
    radius = SHARPER * pen / 2
    for stroke in STROKES[digit]:
        points = np.array(stroke) - (0.3, 0.5)
        t = np.linspace(0, 1, len(points))[:, np.newaxis]
        points = points + 0.25 * wobble * np.sin(np.pi * t * rng.uniform(0.5, 2, 2) + rng.uniform(0, 6, 2))
        points = SHARPER * (height * points @ M + np.array(middle[::-1]) * (columns, rows))
        for x, y in points:
            pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        pencil.line(list(map(tuple, points)), fill=255, width=round(2 * radius))
    return np.asarray(sheet.resize((columns, rows), Image.Resampling.BOX)) / 255


def photographed(ink, darkness=0.7, shadow=0.35, noise=0.02, blur=1.0, seed=0):
    """Return the gray values of a photo of inked paper: light from one side, a shadow across a corner, grain."""
    rng = np.random.default_rng(seed)
    rows, columns = ink.shape
    y, x = np.indices(ink.shape)
    y, x = y / rows, x / columns
    angle = rng.uniform(0, 2 * np.pi)
    light = 0.72 + 0.2 * ((x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle))
    edge = (x - 0.5) * np.cos(angle + 2) + (y - 0.5) * np.sin(angle + 2) - rng.uniform(-0.1, 0.2)
    light = light * (1 - shadow / (1 + np.exp(-edge / 0.02)))
    gray = Image.fromarray(np.uint8(np.rint(255 * light * (1 - darkness * ink))))
    blurred = np.asarray(gray.filter(ImageFilter.GaussianBlur(blur)), float)
    return np.uint8(np.clip(np.rint(blurred + 255 * noise * rng.standard_normal(ink.shape)), 0, 255))


def photo(digit):
    """Return the photo of a digit that chapter 07 reads: where it stands, how large and how thick is drawn by lot."""
    rng = np.random.default_rng(digit)
    height, pen, middle = rng.uniform(110, 230), rng.uniform(9, 16), rng.uniform(0.4, 0.6, 2)
    return photographed(drawn(digit, (360, 480), height, pen, middle, wobble=0.05, seed=digit), noise=0.01, seed=digit)


def main():
    """Write the ten photos."""
    FOLDER.mkdir(exist_ok=True)
    for digit in STROKES:
        Image.fromarray(photo(digit)).save(FOLDER / f"{digit}.jpg", quality=60)


if __name__ == "__main__":
    main()
