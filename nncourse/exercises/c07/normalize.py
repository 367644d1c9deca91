"""Exercise normalize: Images become inputs."""

import functools

import numpy as np

from nncourse import (
    mnist,
)
from nncourse.exercises.by_hand import num
from nncourse.exercises.c07 import DATA
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def normalize(images):
    return images.reshape(len(images), -1) / 255


def image_cases(rng):
    first = np.zeros((2, 28, 28), dtype=np.uint8)
    first[0, 0, :3] = 51, 102, 204
    first[1, 27, 25:] = 255, 153, 51
    digits = mnist().x_train[rng.integers(0, 60_000, 3)]
    return [(first,), (digits,), (rng.integers(0, 200, (4, 28, 28), dtype=np.uint8),)]


def image_edges(rng):
    return [(np.zeros((1, 28, 28), dtype=np.uint8),), (np.full((2, 28, 28), 255, dtype=np.uint8),)]


def per_image(images):
    rows = images.reshape(len(images), -1)
    with np.errstate(invalid="ignore"):
        return rows / rows.max(axis=1, keepdims=True)


def of_all_images(images):
    with np.errstate(invalid="ignore"):
        return images.reshape(len(images), -1) / images.max()


def from_least_to_largest(images):
    rows = images.reshape(len(images), -1).astype(float)
    least, largest = rows.min(axis=1, keepdims=True), rows.max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return (rows - least) / (largest - least)


def standardized(images):
    rows = images.reshape(len(images), -1) / 255
    with np.errstate(invalid="ignore"):
        return (rows - rows.mean()) / rows.std()


def worked(place, images):
    i, p = place
    pixel = images[i, p // 28, p % 28]
    return f"[{i}, {p}] = images[{i}, {p // 28}, {p % 28}] / 255 = {pixel} / 255 = {num(pixel / 255)}"


# Right ways in other styles


def normalize_by_loops(images):
    return [[float(pixel) / 255 for row in image for pixel in row] for image in images]


def normalize_in_float32(images):
    return np.reshape(images, (-1, 784)).astype(np.float32) / np.float32(255)


def scaled(images, factor):
    return np.stack([image.ravel() for image in images]) * factor


class Normalize:
    def __call__(self, images):
        rows = np.zeros((images.shape[0], 784))
        for row, image in zip(rows, images, strict=True):
            row[:] = image.flatten()
        rows /= 255.0
        return rows


EXERCISE = Exercise(
    id="normalize",
    section=DATA,
    name=Text("Aus Bildern werden Eingaben", "Images become inputs"),
    task=Text(
        "`images` sind Bilder als Bytes von 0 bis 255, Form (n, 28, 28). Mach daraus Eingaben für ein Netz: Form (n, 784), ein Bild pro Zeile, jedes Pixel "
        "eine Kommazahl von 0 (Papier) bis 1 (ein Pixel mit 255). Die Zeilen eines Bildes stehen hintereinander.",
        "`images` holds images as bytes from 0 to 255, with shape (n, 28, 28). Turn them into inputs for a network: "
        "shape (n, 784), one image per row, each pixel a decimal number from 0 (paper) to 1 (a pixel of 255). The "
        "rows of an image come one after another.",
    ),
    solution=normalize,
    worked=worked,
    cases=image_cases,
    edges=image_edges,
    mistakes=(
        Mistake(
            "not-flat",
            Text("Deine Bilder sind noch Quadrate: (n, 28, 28).", "Your images are still squares: (n, 28, 28)."),
            Text(
                "Ein Netz nimmt je Beispiel eine Zeile aus 784 Zahlen. Leg die 28 Zeilen jedes Bildes hintereinander.",
                "A network takes one row of 784 numbers per sample. Lay the 28 rows of each image one after another.",
            ),
            (lambda images: images / 255, lambda images: images.astype(float), lambda images: images),
        ),
        Mistake(
            "one-row",
            Text("Das ist eine einzige lange Zeile aus allen Bildern.", "This is a single long row of all the images."),
            Text(
                "Die erste Richtung zählt die Bilder und muss bleiben, jede Zeile ein Bild. Flach wird nur der Rest.",
                "The first axis counts the images and must stay, one image per row. Only the rest gets flattened.",
            ),
            (lambda images: images.ravel() / 255, lambda images: images.reshape(1, -1) / 255),
        ),
        Mistake(
            "integer-division",
            Text(
                "Fast alles ist 0: Die Kommazahlen sind abgeschnitten.",
                "Almost everything is 0: the decimals are cut off.",
            ),
            Text(
                "// teilt ganzzahlig, und astype(int) oder ein Array aus Bytes wirft alles hinter dem Komma weg. 204 // 255 ist 0, 204 / 255 ist 0,8.",
                "// drops the remainder, and astype(int) or an array of bytes throws away everything after the decimal point. 204 // 255 is 0, 204 / 255 is 0.8.",
            ),
            (
                lambda images: images.reshape(len(images), -1) // 255,
                lambda images: (images.reshape(len(images), -1) / 255).astype(int),
                lambda images: (images.reshape(len(images), -1) / 255).astype(np.uint8),
                lambda images: np.floor(images.reshape(len(images), -1) / 255),
            ),
        ),
        Mistake(
            "black-and-white",
            Text("Deine Pixel sind nur noch 0 oder 1.", "Your pixels are only 0 or 1 now."),
            Text(
                "Die Grautöne dazwischen sagen, wie stark ein Strich aufgedrückt ist. Runde nicht, teile nur.",
                "The grays in between say how hard a stroke was pressed. Do not round, only divide.",
            ),
            (
                lambda images: np.round(images.reshape(len(images), -1) / 255),
                lambda images: (images.reshape(len(images), -1) > 127).astype(float),
                lambda images: (images.reshape(len(images), -1) > 0).astype(float),
            ),
        ),
        Mistake(
            "per-image",
            Text(
                "Du misst jedes Bild an seinem eigenen größten Wert.",
                "You measure each image by its own largest value.",
            ),
            Text(
                "So wird ein blasses Bild so dunkel wie ein kräftiges, und ein leeres gibt 0/0. Alle Bilder brauchen denselben Maßstab: 255, den größten Wert eines Bytes.",
                "That makes a pale image as dark as a strong one, and an empty one gives 0/0. All the images need the same scale: 255, the largest value of a byte.",
            ),
            (
                per_image,
                from_least_to_largest,
                lambda images: images.reshape(len(images), -1) / np.maximum(images.max(axis=(1, 2)), 1)[:, np.newaxis],
            ),
        ),
        Mistake(
            "of-all-images",
            Text(
                "Du teilst durch den größten Wert, der in diesen Bildern vorkommt.",
                "You divide by the largest value that occurs in these images.",
            ),
            Text(
                "Der hängt davon ab, welche Bilder gerade dabei sind: Dasselbe Bild bekäme heute andere Zahlen als morgen. 255 ist immer dasselbe.",
                "That depends on which images happen to be there: the same image would get different numbers today than tomorrow. 255 is always the same.",
            ),
            (of_all_images, lambda images: images.reshape(len(images), -1) / max(images.max(), 1)),
        ),
        Mistake(
            "scale-256",
            Text(
                "Du teilst durch 256: Volle Tinte wird nie ganz 1.",
                "You divide by 256: full ink never quite reaches 1.",
            ),
            Text(
                "Ein Byte hat 256 verschiedene Werte, aber der größte ist 255, denn sie beginnen bei 0.",
                "A byte has 256 different values, but the largest is 255, because they start at 0.",
            ),
            (lambda images: images.reshape(len(images), -1) / 256,),
        ),
        Mistake(
            "not-scaled",
            Text("Deine Pixel gehen noch bis 255.", "Your pixels still go up to 255."),
            Text(
                "Mit so großen Eingaben wird |z| riesig, und die Neuronen sitzen auf dem flachen Ende der Kurve. Teile noch durch den größten Wert eines Bytes.",
                "With inputs that large, |z| gets huge, and the neurons sit on the flat end of the curve. You still need to divide by the largest value of a byte.",
            ),
            (
                lambda images: images.reshape(len(images), -1).astype(float),
                lambda images: images.reshape(len(images), -1),
            ),
        ),
        Mistake(
            "inverted",
            Text("Bei dir ist Papier 1 und Tinte 0.", "In your images, paper is 1 and ink is 0."),
            Text(
                "Papier soll 0 bleiben: Ein leeres Pixel bewegt dann kein Gewicht.",
                "Paper should stay 0: then an empty pixel moves no weight.",
            ),
            (lambda images: 1 - normalize(images),),
        ),
        Mistake(
            "standardized",
            Text(
                "Du ziehst den Mittelwert ab und teilst durch die Standardabweichung.",
                "You subtract the mean and divide by the standard deviation.",
            ),
            Text(
                "Auch das ist ein guter Maßstab, aber er hängt von den Bildern ab und gibt negative Zahlen. Gefragt sind Zahlen von 0 bis 1.",
                "That is a good scale too, but it depends on the images and gives negative numbers. You need numbers from 0 to 1.",
            ),
            (standardized,),
        ),
        Mistake(
            "transposed",
            Text("Bei dir ist ein Bild eine Spalte: (784, n).", "Your images are columns: (784, n)."),
            Text(
                "Bei uns ist jedes Beispiel eine Zeile: (n, 784).", "In this course, every sample is a row: (n, 784)."
            ),
            (lambda images: normalize(images).T,),
        ),
        Mistake(
            "by-columns",
            Text(
                "Du legst die Spalten der Bilder hintereinander statt der Zeilen.",
                "You lay the columns of the images one after another instead of the rows.",
            ),
            Text(
                "Zuerst kommt die oberste Zeile von links nach rechts, dann die zweite. So macht es reshape von sich aus.",
                "The top row comes first, from left to right, then the second. reshape does it that way on its own.",
            ),
            (
                lambda images: images.transpose(0, 2, 1).reshape(len(images), -1) / 255,
                lambda images: images.reshape(len(images), -1, order="F") / 255,
            ),
        ),
    ),
    hints=(
        Text(
            "Es sind zwei Dinge zu tun: die Form ändern und die Zahlen verkleinern. Die Reihenfolge ist gleich.",
            "There are two things to do: change the shape and shrink the numbers. The order does not matter.",
        ),
        Text(
            "`reshape` ordnet dieselben Zahlen neu an. Die erste Zahl der neuen Form ist die Zahl der Bilder, `len(images)`.",
            "`reshape` rearranges the same numbers. The first number of the new shape is the number of images, `len(images)`.",
        ),
        Text(
            "Eine −1 in `reshape` heißt: Rechne selbst aus, was übrig bleibt. Das sind hier 28 · 28 = 784.",
            "A −1 in `reshape` means: work out for yourself what is left. Here that is 28 · 28 = 784.",
        ),
        Text(
            "Das größte Byte, 255, soll 1 werden. Teile mit `/`, das gibt Kommazahlen.",
            "The largest byte, 255, should become 1. Divide with `/`; that gives decimal numbers.",
        ),
    ),
    rewrites=(
        normalize_by_loops,
        normalize_in_float32,
        functools.partial(scaled, factor=1 / 255),
        Normalize(),
    ),
)
