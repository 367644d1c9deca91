"""Digits as strokes of a pen, and what is none: the shapes that the reader of digits practices besides MNIST.

A shape is a text: "4,52 42,2! 42,100 | 8,98 56,98" is two strokes through places x,y of a box 60 wide and
100 high, round but for corners (!). `experiments.drawings` holds the shapes by which the reader is measured:
those are of another hand, and nobody practices them.
"""

from itertools import pairwise

import numpy as np

SIDE, LONGEST, LARGEST = 28, 20, 4  # pixels of an image, of MNIST's digits; the most that a drawing is enlarged
BETWEEN = 5  # places on a curve from one place of a shape to the next
ROWS, COLUMNS = np.indices((SIDE, SIDE)).reshape(2, -1, 1) + 0.5  # of the pixels' middles


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
    dx, dy = (np.concatenate(drawing) - starts).T
    square = dx**2 + dy**2
    x, y = COLUMNS - starts[:, 0], ROWS - starts[:, 1]  # from the start of each line to each pixel
    t = np.clip((x * dx + y * dy) / np.where(square, square, 1), 0, 1)
    distance = np.sqrt(((x - t * dx) ** 2 + (y - t * dy) ** 2).min(axis=1))
    return np.clip(radius + 0.5 - distance, 0, 1).reshape(SIDE, SIDE)


def center_of_mass(picture):
    """Return (x, y) from the upper left corner."""
    places = np.arange(SIDE) + 0.5
    return np.array([picture.sum(axis=0) @ places, picture.sum(axis=1) @ places]) / picture.sum()


def as_mnist(drawing, radius):
    """Return what the network sees of a drawing: 20 pixels long, its center of mass where MNIST has it.

    Parameters
    ----------
    drawing : list of array_like, each of shape (n, 2)
        Strokes on a sheet that is 28 wide and high.
    radius : float
        Half the width of the pen.

    Returns
    -------
    ndarray, shape (28, 28)
        0 is paper, 1 ink.
    """
    drawing = [np.array(stroke, dtype=float) for stroke in drawing]
    points = np.concatenate(drawing)
    low, high = points.min(axis=0) - radius, points.max(axis=0) + radius
    scale = min(LONGEST / (high - low).max(), LARGEST)

    def moved(to):
        return [(stroke - (low + high) / 2) * scale + to for stroke in drawing]

    off = center_of_mass(ink(moved(SIDE / 2), radius * scale)) - SIDE / 2
    return ink(moved(SIDE / 2 + 0.5 - off), radius * scale)


# --- what the reader practices ---

DIGITS = [
    ["32,0 12,16 4,46 10,82 30,100 50,84 56,48 46,12 28,2", "20,4 4,40 6,80 26,98 48,88 58,56 52,20 34,2 14,8"],
    [
        "30,0 30,100",
        "34,0 26,100",
        "22,14 32,0! 32,100",
        "10,34 36,0! 36,100",
        "2,44 40,0! 38,100",
        "0,60 44,0! 44,100",
        "8,60 40,0! 42,100",
        "2,82 48,0! 46,100",
        "14,70 42,0! 40,100",
        "4,50 24,28 42,0! 42,50 40,100",
        "14,24 32,0! 32,100 | 12,100 54,100",
        "6,46 34,0! 34,100 | 8,98 58,100",
    ],
    [
        "2,22 10,6 30,0 50,12 52,30 38,56 4,100! 60,100",
        "8,16 28,0 50,20 40,50 2,98! 30,92 58,100",
        "6,14 30,0 48,22 36,60 14,94 2,90 14,80 32,94 60,92",
        "4,30 18,4 44,6 52,32 30,72 0,100! 56,92",
    ],
    [
        "4,10 26,0 50,12 46,34 22,46! 50,56 58,76 40,98 14,98 0,86",
        "10,6 36,0 52,20 28,44! 54,58 50,90 22,100 2,92",
        "2,0 54,0! 22,38! 46,42 58,66 46,94 18,100 2,88",
        "4,16 20,2 46,4 50,26 30,46 46,52 56,72 38,96 2,94",
    ],
    [
        "40,0 0,64! 58,64 | 40,34 40,100",
        "46,0! 4,60! 58,60 | 46,0 44,100",
        "10,0 4,52! 56,50 | 44,12 42,100",
        "18,0 0,62! 60,58 | 40,36 36,100",
        "2,2 4,44 14,54 50,48 | 52,0 52,100",
        "22,4 2,56! 54,54 | 48,2 42,98",
        "12,0 6,40! 48,42 | 50,0! 48,100",
    ],
    [
        "54,0 10,0! 6,42! 28,36 54,52 52,82 30,100 2,92",
        "48,2 16,4! 10,48! 36,44 52,64 40,92 8,100",
        "10,2 8,40! 34,36 56,56 50,88 24,100 2,92 | 10,2 56,0",
        "16,0 10,50! 32,42 52,58 48,86 22,98 4,96 | 16,0 50,6",
    ],
    [
        "46,0 20,24 4,60 10,92 34,100 54,82 46,60 24,56 6,72",
        "36,0 12,36 6,74 20,98 44,96 54,76 40,58 18,64 8,78",
        "52,6 30,4 8,38 2,74 22,100 48,92 52,68 32,58 6,66",
        "30,0 10,50 8,84 28,100 50,88 48,68 28,60 10,74",
    ],
    [
        "2,2 58,2! 26,100",
        "6,0 52,2! 36,44 28,100",
        "0,8 54,0! 18,100",
        "0,6 58,4! 22,100 | 16,46 52,46",
        "4,2 54,0! 30,100 | 20,52 58,46",
        "2,0 56,2! 34,48 26,100 | 8,50 50,52",
        "2,16 4,0! 58,2! 26,98 | 12,54 54,50",
        "6,14 6,2! 56,0! 30,100",
    ],
    [
        "48,10 26,0 8,16 20,38 46,60 54,82 30,100 6,86 12,62 44,38 50,14",
        "34,2 12,10 14,32 44,58 50,88 26,100 8,84 20,56 48,30 46,8 30,0",
        "28,0 12,12 12,34 30,46 48,32 46,12 28,0 | 30,46 8,64 8,88 30,100 52,88 52,62 30,46",
        "52,6 30,0 10,14 16,36 48,60 54,86 30,100 8,88 16,62 42,42 52,20 44,2",
    ],
    [
        "50,14 28,0 6,18 12,44 36,46 50,26 52,10! 48,100",
        "48,22 36,2 12,8 6,34 24,50 46,36 50,12! 44,60 38,100",
        "52,18 34,0 10,10 6,36 26,52 48,38 52,16! 54,72 42,96 20,100 6,90",
        "46,8 20,2 4,26 16,48 42,40 50,8! 52,60 40,94 12,98",
    ],
]

# Letters that are somebody's digit are left out: 1 I J i l, 0 D O Q o, 2 Z z, 4 Y y, 5 S s, 6 G b, 9 g q
OTHERS = [
    "2,100 28,0! 58,100 | 14,60 46,60",
    "8,100 30,10 34,0! 52,100 | 6,60 56,56",
    "8,0 8,100 | 8,0 40,2 48,22 36,44 8,48! 48,52 58,76 40,98 8,100",
    "10,100 10,0! 50,10 42,44 10,50! 58,62 50,98 10,100",
    "52,10 26,0 4,40 6,74 28,100 56,90",
    "56,0 10,0! 10,100! 56,100 | 10,50 48,50",
    "54,4 28,0 10,20 30,46! 6,66 14,96 56,94",
    "54,2 10,0! 10,100 | 10,50 44,48",
    "6,0 6,100 | 54,0 54,100 | 6,48 54,48",
    "8,0 8,100 | 52,0 8,54 | 22,42 56,100",
    "8,0 8,100! 56,98",
    "4,100 4,0! 30,50! 56,0! 56,100",
    "2,98 12,0! 30,70! 48,2! 60,100",
    "6,100 6,0! 54,100! 54,0",
    "8,0 8,100 | 8,2 44,0 54,24 40,48 8,50",
    "8,0 8,100 | 8,2 46,2 50,34 8,48! 56,100",
    "2,0 58,0 | 30,0 30,100",
    "6,0 6,76 28,100 52,80 54,0",
    "0,0 30,100! 60,2",
    "6,0 30,100! 54,0",
    "0,0 16,100! 30,20! 44,100! 60,0",
    "4,4 18,100 30,40! 42,100 58,4",
    "4,0 56,100 | 56,0 4,100",
    "48,24 24,12 4,44 10,84 34,90 50,60 52,14! 54,86 60,96",
    "54,0 54,100 | 54,52 32,40 6,60 10,92 36,98 54,76",
    "6,54 54,50 42,20 14,22 4,60 20,94 54,84",
    "46,6 28,4 22,30 22,100 | 6,40 44,38",
    "8,0 8,100 | 8,58 30,40 48,56 50,100",
    "8,0 8,100 | 46,36 8,68! 50,100",
    "2,100 2,36! 4,50 20,36 30,52 30,100! 32,50 46,36 58,52 58,100",
    "8,100 8,34! 10,54 32,36 50,54 52,100",
    "10,100 10,36! 14,56 34,38 50,42",
    "28,0 28,84 40,100 54,92 | 8,34 50,34",
    "6,36 8,84 28,98 48,80 | 50,34 50,84 58,98",
    "4,32 30,98! 56,32",
    "4,34 54,100 | 54,34 4,100",
    "12,50 48,46 42,14 16,18 10,56 24,80 50,74",
    "0,50 60,50 | 30,10 30,90",
    "30,8 30,92 | 2,46 58,52",
    "0,50 60,48 | 44,30 60,48! 44,66",
    "30,100 30,0 | 12,24 30,0! 48,24",
    "0,46 60,54 | 14,30 0,46! 18,62",
    "2,60 22,94! 58,10",
    "10,50 24,90! 54,30",
    "30,0 58,96! 2,96! 30,0",
    "4,6 56,8! 30,98! 4,6",
    "0,50 60,50",
    "0,40 60,58",
    "0,60 60,44",
    "2,38 58,38 | 2,62 58,62",
    "4,26 56,28 | 4,50 56,50 | 4,74 56,72",
    "20,10 20,90 | 42,12 42,88",
    "30,4 4,28 6,74 30,98 54,74 56,26 30,4 | 30,50",
    "6,10 54,10! 54,90! 6,90! 6,10",
    "0,50 14,30 30,50 46,70 60,48",
    "0,30 20,70! 34,30! 48,70! 60,34",
    "0,20 58,24! 4,40! 56,46! 4,62! 58,66! 6,84",
    "30,50",
    "30,50 32,52",
    "10,50 | 50,50",
    "6,50 | 30,50 | 54,50",
    "30,10 | 30,90",
    "30,46 40,54 30,66 16,54 24,32 48,34 54,64 28,86 6,60 12,20 44,8",
    "30,4 30,96 | 4,26 56,74 | 56,24 4,76",
    "56,4 20,50! 56,96",
    "4,4 44,50! 4,96",
    "14,4 14,96 | 46,4 46,96! 14,50",
]


def scribble(rng):
    """Return a stroke to and fro, or three to six lines anywhere."""
    if rng.random() < 0.5:
        return [curve([f"{x:.0f},{y:.0f}" for x, y in rng.uniform(0, (60, 100), (rng.integers(9, 18), 2))])]
    return list(rng.uniform(0, (60, 100), (rng.integers(3, 7), 2, 2)))


def drawn(shape, rng):
    """Return what the network sees of a shape, or of a scribble: in some hand, slanted, stretched, turned, shaky."""
    drawing = strokes(shape) if shape else scribble(rng)
    turn, wide, slant = 0.12 * rng.standard_normal(), np.exp(0.25 * rng.standard_normal()), 0.2 * rng.standard_normal()
    c, s = np.cos(turn), np.sin(turn)
    M = np.array([[c, -s], [s, c]]) @ np.array([[wide, -slant], [0, 1]]) * 0.2
    bent = [stroke @ M.T + bend(stroke, rng) for stroke in drawing]
    return np.rint(255 * as_mnist(bent, rng.uniform(0.4, 2.4))).astype(np.uint8)


def bend(stroke, rng):
    """Return by how much a hand moves the places of a stroke: together and, trembling, each."""
    t = np.linspace(0, 1, len(stroke))[:, np.newaxis]
    waves = np.sin(np.pi * t * rng.uniform(0.3, 2.5, 2) + rng.uniform(0, 6.3, 2))
    return 0.7 * waves * rng.standard_normal(2) + rng.uniform(0, 0.3) * rng.standard_normal(stroke.shape)


def practice(digits, others, seed):
    """Return so many drawings of each digit, and of what is none, as (pictures, targets).

    The target of what is no digit is a tenth for each of the ten.
    """
    rng = np.random.default_rng(seed)
    drawings = [drawn(rng.choice(DIGITS[label]), rng) for label in range(10) for _ in range(digits)]
    drawings += [drawn(rng.choice(OTHERS) if rng.random() < 0.75 else "", rng) for _ in range(others)]
    drawings[-others] = np.zeros((SIDE, SIDE), dtype=np.uint8)  # the empty sheet
    targets = np.concatenate([np.repeat(np.eye(10), digits, axis=0), np.full((others, 10), 0.1)])
    return np.array(drawings), targets
