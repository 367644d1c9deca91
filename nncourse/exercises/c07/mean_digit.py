"""Exercise mean-digit: The mean digit."""

import numpy as np

from nncourse import (
    one_hot,
)
from nncourse.exercises.by_hand import num, plus, summed
from nncourse.exercises.c07 import BASELINES
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def mean_digits(X, labels):
    return np.array([X[labels == digit].mean(axis=0) for digit in range(10)])


def labeled_cases(rng):
    labels = np.tile(np.arange(10), 2)
    brightness = np.where(np.arange(20) < 10, labels / 10, 1.0)
    first = np.repeat(brightness[:, np.newaxis], 784, axis=1)

    def some(n, dtype):
        labels = rng.permutation(np.concatenate([np.arange(10), np.arange(10), rng.integers(0, 10, n - 20)]))
        return rng.uniform(0, 1, (n, 784)), labels.astype(dtype)

    return [(first, labels), some(45, np.int64), some(33, np.uint8)]


def running_mean(X, labels):
    means = np.zeros((10, 784))
    for x, label in zip(X, labels, strict=True):
        means[label] = (means[label] + x) / 2
    return means


def running_mean_from_first(X, labels):
    means = {}
    for x, label in zip(X, labels, strict=True):
        means[int(label)] = (means[int(label)] + x) / 2 if int(label) in means else x
    return np.array([means[digit] for digit in range(10)])


def worked(place, X, labels):
    digit, p = place
    (which,) = np.nonzero(labels == digit)
    names = plus(f"X[{k}, {p}]" for k in which)
    formula = f"({names}) / {len(which)} = ({summed(X[which, p])}) / {len(which)}"
    return f"[{digit}, {p}] = {formula} = {num(X[which, p].mean())}"


# Right ways in other styles


def means_by_counting(X, labels):
    sums, counts = np.zeros((10, X.shape[1])), np.zeros(10)
    for x, label in zip(X, labels, strict=True):
        sums[label] += x
        counts[label] += 1
    return sums / counts[:, np.newaxis]


def means_by_product(X, labels):
    G = one_hot(labels, 10).astype(np.float32)
    return (G / G.sum(axis=0)).T @ X.astype(np.float32)


def means_by_lists(X, labels):
    means = []
    for digit in range(10):
        rows = [x for x, label in zip(X.tolist(), labels.tolist(), strict=True) if label == digit]
        means.append([sum(column) / len(rows) for column in zip(*rows, strict=True)])
    return means


class Means:
    def __call__(self, X, labels):
        return [np.average(X, axis=0, weights=labels == digit) for digit in range(10)]


EXERCISE = Exercise(
    id="mean-digit",
    section=BASELINES,
    name=Text("Die mittlere Ziffer", "The mean digit"),
    task=Text(
        "`X` sind Bilder, eines pro Zeile, Form (n, 784). `labels` sagt zu jedem, welche Ziffer es ist. Gib zu jeder der zehn Ziffern ihr mittleres Bild zurück, "
        "Form (10, 784): in Zeile 3 das Mittel aller Bilder, auf denen eine 3 steht. Jede Ziffer kommt vor.",
        "`X` holds images, one per row, with shape (n, 784). `labels` says which digit each of them is. Return the "
        "mean image of each of the ten digits, with shape (10, 784): in row 3, the mean of all images that show a 3. "
        "Every digit occurs.",
    ),
    solution=mean_digits,
    worked=worked,
    cases=labeled_cases,
    edges=lambda rng: [(rng.integers(0, 256, (23, 784), dtype=np.uint8), rng.permutation(np.arange(23) % 10))],
    mistakes=(
        Mistake(
            "overall",
            Text(
                "Das ist das Mittel über alle Bilder, welche Ziffer auch immer.",
                "This is the mean of all images, no matter which digit.",
            ),
            Text(
                "Jede Ziffer braucht ihr eigenes Mittel. Such zuerst die Zeilen heraus, deren label diese Ziffer ist.",
                "Every digit needs its own mean. First pick out the rows whose label is this digit.",
            ),
            (
                lambda X, labels: X.mean(axis=0),
                lambda X, labels: np.tile(X.mean(axis=0), (10, 1)),
            ),
        ),
        Mistake(
            "sum",
            Text(
                "Das ist die Summe der Bilder jeder Ziffer, nicht das Mittel.",
                "This is the sum of the images of each digit, not the mean.",
            ),
            Text(
                "Eine Ziffer, die öfter vorkommt, wäre so dunkler. Teile jede Summe durch die Zahl der Bilder dieser Ziffer.",
                "A digit that occurs more often would be darker that way. Divide each sum by the number of images of that digit.",
            ),
            (lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]),),
        ),
        Mistake(
            "divided-by-all",
            Text(
                "Du teilst die Summe jeder Ziffer durch die Zahl aller Bilder, oder durch 10.",
                "You divide the sum of each digit by the number of all images, or by 10.",
            ),
            Text(
                "In dieser Summe stecken nur die Bilder der einen Ziffer. Geteilt wird durch deren Zahl.",
                "This sum holds only the images of the one digit. Divide by their number.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]) / len(X),
                lambda X, labels: np.array([X[labels == digit].sum(axis=0) for digit in range(10)]) / 10,
            ),
        ),
        Mistake(
            "one-number",
            Text(
                "Das ist nur eine Zahl je Ziffer: ihre mittlere Dunkelheit.",
                "This is only one number per digit: its mean darkness.",
            ),
            Text(
                "Gemittelt wird über die Bilder, nicht über die Pixel: Das mittlere Bild hat wieder 784 Pixel. axis=0 läuft die Bilder hinunter.",
                "The mean is over the images, not over the pixels: the mean image again has 784 pixels. axis=0 runs down the images.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit].mean() for digit in range(10)]),
                lambda X, labels: np.repeat([[X[labels == digit].mean()] for digit in range(10)], 784, axis=1),
            ),
        ),
        Mistake(
            "transposed",
            Text(
                "Bei dir ist ein mittleres Bild eine Spalte: (784, 10).",
                "Your mean images are columns: (784, 10).",
            ),
            Text("Jede Ziffer soll eine Zeile haben: (10, 784).", "Every digit should have a row: (10, 784)."),
            (lambda X, labels: mean_digits(X, labels).T,),
        ),
        Mistake(
            "running",
            Text(
                "Du mittelst jedes neue Bild mit dem, was schon da ist, halb und halb.",
                "You average each new image with what is already there, half and half.",
            ),
            Text(
                "So zählt das letzte Bild so viel wie die Summe der früheren. Addiere erst alle und teile dann einmal.",
                "Then the last image counts as much as all the earlier ones together. Add them all up first, then divide once.",
            ),
            (running_mean, running_mean_from_first),
        ),
        Mistake(
            "median",
            Text("Das ist der Median, nicht der Mittelwert.", "This is the median, not the mean."),
            Text(
                "Der Median nimmt den mittleren der geordneten Werte. Gefragt ist die Summe, geteilt durch die Anzahl.",
                "The median takes the middle one of the sorted values. You need the sum divided by the number.",
            ),
            (lambda X, labels: np.array([np.median(X[labels == digit], axis=0) for digit in range(10)]),),
        ),
        Mistake(
            "one-image",
            Text(
                "Das ist von jeder Ziffer nur ein einziges Bild.",
                "This is only a single image of each digit.",
            ),
            Text(
                "Ein einzelnes Bild ist zufällig schief oder dick. Das Mittel nimmt alle, auf denen die Ziffer steht.",
                "A single image happens to be slanted or thick. The mean takes all the images that show the digit.",
            ),
            (
                lambda X, labels: np.array([X[labels == digit][0] for digit in range(10)]),
                lambda X, labels: np.array([X[labels == digit][-1] for digit in range(10)]),
                lambda X, labels: X[:10],
            ),
        ),
    ),
    hints=(
        Text(
            "Nimm zuerst nur eine Ziffer, etwa die 3. Welche Zeilen von X gehören zu ihr?",
            "Start with only one digit, such as 3. Which rows of X belong to it?",
        ),
        Text(
            "`labels == 3` ist True, wo eine 3 steht. `X[labels == 3]` sind genau diese Zeilen.",
            "`labels == 3` is True where there is a 3. `X[labels == 3]` gives exactly those rows.",
        ),
        Text(
            "`.mean(axis=0)` mittelt diese Zeilen, Pixel für Pixel. Es bleiben 784 Zahlen.",
            "`.mean(axis=0)` averages those rows, pixel by pixel. That leaves 784 numbers.",
        ),
        Text(
            "Tu dasselbe für alle Ziffern in `range(10)`, und mach aus der Liste mit `np.array` eine Tabelle.",
            "Do the same for all the digits in `range(10)`, and turn the list into a table with `np.array`.",
        ),
    ),
    rewrites=(
        means_by_counting,
        means_by_product,
        means_by_lists,
        Means(),
    ),
)
