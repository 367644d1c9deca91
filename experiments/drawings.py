"""What two networks read in drawings that neither of them practiced: 24 digits in 13 styles, 40 other things in five.

`python -m experiments.drawings` trains one on MNIST alone, as chapter 09 does, takes the one of the page, which
practiced drawings of another hand as well (`experiments.strokes`), and writes drawings.json beside this file (half a
minute): for each shape a sign for each style, the digit that is read or ? where no output is large enough.
"""

import json
from pathlib import Path

import numpy as np

from experiments import reader
from experiments.strokes import SIDE, as_mnist, strokes
from nncourse import accuracy, load, mnist, softmax, split
from nncourse.explorers.digit_data import rounded

FILE = Path(__file__).with_suffix(".json")
SURE = 0.85  # of the largest output, as in explorers/digit.mjs

DIGITS = {
    "0": "30,2 8,20 2,55 14,92 32,98 52,80 57,45 48,12 30,2",
    "0, open": "42,6 22,3 8,30 8,72 24,98 46,88 56,50 50,18 38,10",
    "1, a line": "30,0 28,100",
    "1, short upstroke": "18,22 36,2! 34,100",
    "1, long upstroke": "4,52 42,2! 42,100",
    "1, longest upstroke": "0,72 46,0! 44,100",
    "2": "6,26 14,6 36,2 50,18 44,42 22,70 2,98! 58,96",
    "2, loop": "4,20 22,2 46,12 44,40 16,86 4,92 10,78 26,88 58,94",
    "3": "8,14 28,2 48,14 44,36 24,46! 48,56 54,80 30,99 4,88",
    "3, flat": "6,4 50,4! 24,40! 50,52 56,76 36,98 6,92",
    "4, closed": "42,0 2,66! 60,66 | 42,0 42,100",
    "4, open": "14,2 6,54! 56,52 | 46,24 42,100",
    "4, wide open": "8,4 6,50! 58,48 | 50,2 48,98",
    "5": "52,3 12,5! 8,44! 34,38 56,62 42,94 6,94",
    "5, two strokes": "12,4 8,46! 38,42 54,68 36,98 4,90 | 12,4 54,2",
    "6": "48,4 18,34 4,72 22,99 50,86 50,64 30,54 8,70",
    "6, straight": "40,0 6,68 20,98 46,94 54,72 36,58 10,70",
    "7": "4,6 56,4! 24,100",
    "7, crossed": "4,6 56,4! 24,100 | 14,50 50,48",
    "7, crossed, serif": "4,18 6,4! 54,6! 30,52 20,98 | 10,54 48,48",
    "8": "50,14 28,2 10,18 24,42 50,66 44,94 18,98 6,76 24,52 46,32 50,14",
    "8, two circles": "30,2 10,14 14,40 32,46 50,34 48,10 30,2 | 30,46 4,66 10,94 32,100 56,90 54,62 30,46",
    "9": "52,22 32,2 8,14 8,38 30,48 52,30 52,14! 50,100",
    "9, curved": "50,20 30,2 8,16 12,42 36,46 52,24 52,14! 52,70 36,98 8,92",
}

# Letters that are somebody's digit are left out: b 6, g q 9, I l i 1, D O o Q 0, S s 5, Z z 2, Y y 4, G 6, J 1
OTHERS = {
    "A": "0,100 30,0! 60,100 | 12,64 50,62",
    "B": "6,0 4,100 | 6,2 46,8 44,38 6,48! 54,56 54,90 4,98",
    "E": "54,2 6,2! 4,98! 58,96 | 6,48 44,50",
    "F": "56,0 8,4! 6,100 | 8,46 44,44",
    "H": "4,0 6,100 | 54,2 52,98 | 6,52 52,48",
    "K": "6,0 8,100 | 54,4 10,56! 58,98",
    "M": "0,100 10,2! 30,60! 50,0! 60,98",
    "N": "4,98 6,2! 52,96! 54,0",
    "P": "8,100 8,2 50,8 50,42 10,52",
    "R": "6,98 8,2! 48,10 46,42 10,50! 56,100",
    "T": "0,4 60,2 | 30,4 32,100",
    "V": "0,2 30,98! 60,0",
    "W": "0,0 14,98! 30,34! 46,100! 60,2",
    "X": "2,2 58,98 | 56,0 4,100",
    "a": "48,20 18,14 4,52 18,88 46,62 50,16! 50,74 60,90",
    "e": "6,54 52,46 44,14 14,20 4,60 22,94 56,82",
    "k": "10,0 8,100 | 46,40 12,70! 50,100",
    "m": "2,98 2,30! 4,48 16,32 28,46 30,98! 32,48 44,32 58,46 60,98",
    "t": "26,0 26,80 38,98 54,90 | 4,30 50,28",
    "x": "4,30 52,96 54,94 | 54,32 6,98",
    "plus": "30,20 30,82 | 0,50 60,52",
    "star": "6,98 30,0! 56,98! 0,36! 60,38! 6,98",
    "heart": "30,98 2,40 8,12 28,28! 46,8 60,36 30,98",
    "house": "6,100 6,44! 30,4! 56,44! 54,100! 6,100! 56,44! 6,44! 54,100",
    "hash": "20,8 14,92 | 46,8 40,92 | 2,34 58,32 | 0,66 56,64",
    "arrow": "0,50 60,50 | 40,26 60,50! 38,72",
    "hook": "0,58 20,96! 60,6",
    "triangle": "30,6 60,94! 0,92! 30,6",
    "line": "0,52 60,46",
    "plus or minus": "30,4 30,62 | 0,32 60,34 | 0,92 60,90",
    "equals": "0,36 60,34 | 2,64 58,66",
    "wave": "0,54 12,34 28,56 44,74 60,50",
    "zigzag": "0,20 60,28! 2,44! 58,54! 0,70! 60,82",
    "spiral": "30,50 38,44 42,56 28,64 16,50 28,30 54,38 56,70 28,88 2,62 6,22 34,4",
    "scribble": "6,40 50,10 14,80 58,34 20,98 40,4 2,66 60,72 24,20 36,94 54,18 8,14",
    "tangle": "10,10 50,60 50,90 10,60 40,20 56,50 14,96 2,30 48,34 30,70 6,78 58,8",
    "dot": "28,48 34,54",
    "two dots": "20,50 | 46,54",
    "face": "30,2 2,30 6,78 32,98 58,70 54,24 30,2 | 20,34 | 42,34 | 16,64 30,80 46,64",
    "net": "0,10 60,90 | 60,12 0,86 | 30,0 30,100 | 0,48 60,50",
}


def style(pen=1.2, height=20.0, at=(14, 14), wide=1.0, slant=0.0, turn=0.0, tremor=0.0):
    """Return a way to draw a shape: a function of its strokes and a generator to (strokes on the sheet, pen)."""
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    M = np.array([[c, -s], [s, c]]) @ np.array([[wide, -slant], [0, 1]]) * height / 100

    def draw(shape, rng):
        return [
            (stroke - (30, 50)) @ M.T + at + tremor * shaken(rng.standard_normal(stroke.shape)) for stroke in shape
        ], pen

    return draw


def shaken(noise):
    """Return noise of which neighbors have something in common, as those of a hand."""
    return (noise + np.roll(noise, 1, axis=0)) / 2


STYLES = {
    "plain": style(),
    "thin": style(pen=0.6),
    "thick": style(pen=2.0),
    "small": style(height=10),
    "large": style(height=25),
    "in a corner": style(height=12, at=(7, 8)),
    "wide": style(wide=1.35),
    "narrow": style(wide=0.7),
    "slanted right": style(slant=0.35),
    "slanted left": style(slant=-0.25),
    "turned right": style(turn=15),
    "turned left": style(turn=-15),
    "shaky": style(tremor=0.6),
}
STYLES_OF_OTHERS = ("plain", "thin", "thick", "slanted right", "shaky")


def on_the_sheet(shape, name):
    """Return (strokes, pen) of a shape in a style: the same each time."""
    return STYLES[name](strokes(shape), np.random.default_rng(len(shape)))


def pictures(shapes, names):
    """Return what a network sees of every shape in every style, shape (shapes, styles, 784)."""
    found = [[as_mnist(*on_the_sheet(shape, name)) for name in names] for shape in shapes.values()]
    return np.reshape(found, (len(shapes), len(names), SIDE * SIDE))


def answers(network, images):
    """Return what a network reads in images, shape (..., 784): a digit as text, or ? where it is not sure."""
    shares = softmax(network(images.reshape(-1, SIDE * SIDE))).reshape(*images.shape[:-1], 10)
    return np.where(shares.max(axis=-1) < SURE, "?", shares.argmax(axis=-1).astype(str))


def measured(network):
    """Return what a network reads, as the page computes it."""
    data, network = mnist(), rounded(network)
    _, validation = split(60_000, 10_000, seed=0)
    unseen, tested = (
        (images.reshape(-1, SIDE * SIDE), labels)
        for images, labels in ((data.x_train[validation], data.y_train[validation]), (data.x_test, data.y_test))
    )
    found = {"validation": accuracy(network(unseen[0]), unseen[1]), "test": accuracy(network(tested[0]), tested[1])}
    found["test doubted"] = float(np.mean(answers(network, tested[0] / 255) == "?"))
    for kind, shapes, names in (("digits", DIGITS, STYLES), ("others", OTHERS, STYLES_OF_OTHERS)):
        read = answers(network, pictures(shapes, names))
        found[kind] = {shape: "".join(row) for shape, row in zip(shapes, read, strict=True)}
    return found


def main():
    """Measure both and write the file."""
    networks = {"mnist": reader.trained(*reader.digits_of_mnist(), epochs=10), "page": load(reader.FILE)}
    found = {name: measured(network) for name, network in networks.items()}
    FILE.write_text(json.dumps({"styles": list(STYLES), **found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
