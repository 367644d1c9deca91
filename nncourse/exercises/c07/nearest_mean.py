"""Exercise nearest-mean: The nearest mean image."""

import functools

import numpy as np

from nncourse.exercises.by_hand import num
from nncourse.exercises.c07 import BASELINES
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def nearest_mean(X, means):
    return np.array([((means - x) ** 2).sum(axis=1).argmin() for x in X])


def nearest_cases(rng):
    means = np.array(
        [
            [0.1, 0.1],
            [0.9, 0.9],
            [0.5, 0.1],
            [0.1, 0.5],
            [0.9, 0.1],
            [0.1, 0.9],
            [0.5, 0.5],
            [0.9, 0.5],
            [0.5, 0.9],
            [0.3, 0.7],
        ]
    )
    first = np.array([[0.8, 0.2], [0.3, 0.6], [0.2, 0.1]]), means
    places = np.eye(10) + rng.uniform(0, 0.2, (10, 10))
    near = places[rng.permutation(10)] + rng.normal(0, 0.05, (10, 10))
    pale = rng.uniform(0, 1, (10, 784)) * rng.uniform(0.6, 1.0, (10, 1))
    return [
        first,
        (near, places),
        (rng.uniform(0, 1, (25, 6)), rng.uniform(0, 1, (10, 6))),
        (rng.uniform(0, 1, (40, 784)), pale),
    ]


def nearest_edges(rng):
    means = rng.uniform(0, 1, (10, 5))
    return [(means[::-1], means), (means[3:4], means)]


def distances(X, means):
    return ((X[:, np.newaxis] - means) ** 2).sum(axis=2)


def worked(place, X, means):
    (i,) = place
    distances = ((means - X[i]) ** 2).sum(axis=1)
    shown = ", ".join(f"{k}: {num(distance)}" for k, distance in enumerate(distances))
    return f"[{i}]: sum((X[{i}] - means[k])**2) = {{{shown}}}; argmin = {distances.argmin()}"


def nearest_not_reset(X, means):
    least, nearest, answers = np.inf, 0, []
    for x in X:
        for k, mean in enumerate(means):
            distance = ((x - mean) ** 2).sum()
            if distance < least:
                least, nearest = distance, k
        answers.append(nearest)
    return answers


# Right ways in other styles


def nearest_by_loops(X, means):
    answers = []
    for x in X.tolist():
        best, least = None, float("inf")
        for digit, mean in enumerate(means.tolist()):
            distance = sum((a - b) ** 2 for a, b in zip(x, mean, strict=True))
            if distance < least:
                best, least = digit, distance
        answers.append(best)
    return answers


def nearest_by_norm(X, means):
    return np.argmin(np.linalg.norm(X[:, None, :] - means[None, :, :], axis=-1), axis=-1)


def nearest_by_product(X, means):
    return (np.einsum("kd,kd->k", means, means) - 2 * X @ means.T).argmin(axis=1).astype(np.uint8)


def nearest_one(x, means):
    return min(range(10), key=lambda digit: np.sum(np.square(x - means[digit])))


def nearest_each(X, means, one):
    return tuple(one(x, means) for x in X)


EXERCISE = Exercise(
    id="nearest-mean",
    section=BASELINES,
    name=Text("Das nächste mittlere Bild", "The nearest mean image"),
    task=Text(
        "`means` sind die mittleren Bilder der zehn Ziffern, Form (10, d), `X` sind neue Bilder, Form (n, d). Gib zu jedem neuen Bild die Ziffer zurück, deren mittleres Bild "
        "am nächsten liegt, Form (n,). Der Abstand zweier Bilder ist die Summe der quadrierten Unterschiede aller Pixel. Bei unseren Ziffern ist d = 784.",
        "`means` holds the mean images of the ten digits, with shape (10, d); `X` holds new images, with shape (n, "
        "d). For each new image, return the digit whose mean image is nearest, with shape (n,). The distance between "
        "two images is the sum of the squared differences of all pixels. For our digits, d = 784.",
    ),
    solution=nearest_mean,
    worked=worked,
    cases=nearest_cases,
    edges=nearest_edges,
    mistakes=(
        Mistake(
            "farthest",
            Text(
                "Du nimmst das mittlere Bild mit dem größten Abstand.",
                "You take the mean image with the largest distance.",
            ),
            Text(
                "Ähnlich heißt: kleiner Abstand. argmin sucht den kleinsten Wert, argmax den größten.",
                "Similar means a small distance. argmin looks for the smallest value, argmax for the largest.",
            ),
            (lambda X, means: distances(X, means).argmax(axis=1),),
        ),
        Mistake(
            "dot-product",
            Text(
                "Du nimmst das mittlere Bild mit dem größten Produkt X @ means.T, nicht mit dem kleinsten Abstand.",
                "You take the mean image with the largest product X @ means.T, not with the smallest distance.",
            ),
            Text(
                "Das Produkt bevorzugt mittlere Bilder mit viel Tinte, etwa die 0 und die 8: Zu viel davon kostet dort nichts. Der Abstand bestraft beides, zu wenig und zu viel.",
                "The product favors mean images with a lot of ink, such as 0 and 8: too much ink costs nothing there. The distance punishes both, too little and too much.",
            ),
            (lambda X, means: (X @ means.T).argmax(axis=1),),
        ),
        Mistake(
            "signed",
            Text(
                "Du addierst die Unterschiede mit Vorzeichen, ohne Quadrat.",
                "You add up the differences with their signs, without squares.",
            ),
            Text(
                "Zu hell und zu dunkel heben sich dann auf, und es wird nur noch die Menge der Tinte verglichen. Quadriere jeden Unterschied, bevor du summierst.",
                "Then too light and too dark cancel, and only the amount of ink is compared. Square each difference before you sum.",
            ),
            (
                lambda X, means: (X[:, np.newaxis] - means).sum(axis=2).argmin(axis=1),
                lambda X, means: (means - X[:, np.newaxis]).sum(axis=2).argmin(axis=1),
                lambda X, means: np.abs((X[:, np.newaxis] - means).sum(axis=2)).argmin(axis=1),
            ),
        ),
        Mistake(
            "absolute",
            Text(
                "Du summierst die Beträge der Unterschiede, nicht ihre Quadrate.",
                "You sum the absolute values of the differences, not their squares.",
            ),
            Text(
                "Auch das ist ein Abstand, aber ein anderer: Im Quadrat zählt ein großer Unterschied mehr als viele kleine. Verlangt ist das Quadrat, wie bei den Kosten.",
                "That is a distance too, but a different one: with squares, one large difference counts more than many small ones. Here you need the square, as in the cost.",
            ),
            (lambda X, means: np.abs(X[:, np.newaxis] - means).sum(axis=2).argmin(axis=1),),
        ),
        Mistake(
            "wrong-axis",
            Text(
                "Du suchst zu jedem mittleren Bild das nächste neue Bild, statt umgekehrt.",
                "For each mean image, you look for the nearest new image, instead of the other way around.",
            ),
            Text(
                "Zurück kommt eine Antwort für jede Zeile von X. Vergleiche ein neues Bild mit allen zehn mittleren und nimm von diesen zehn Abständen den kleinsten.",
                "Return one answer for each row of X. Compare a new image with all ten mean images and take the smallest of these ten distances.",
            ),
            (lambda X, means: distances(X, means).argmin(axis=0),),
        ),
        Mistake(
            "distance",
            Text("Das sind die Abstände, noch nicht die Ziffern.", "These are the distances, not yet the digits."),
            Text(
                "Gefragt ist, bei welcher Ziffer der kleinste Abstand steht: argmin gibt die Stelle, min den Wert.",
                "The question is which digit has the smallest distance: argmin gives the position, min the value.",
            ),
            (
                lambda X, means: distances(X, means).min(axis=1),
                distances,
                lambda X, means: np.sqrt(distances(X, means)).min(axis=1),
            ),
        ),
        Mistake(
            "one-answer",
            Text("Das ist eine einzige Zahl für alle Bilder.", "This is a single number for all images."),
            Text(
                "Jedes Bild bekommt seine eigene Antwort. Ohne axis sucht argmin in der ganzen Tabelle.",
                "Every image gets its own answer. Without axis, argmin looks through the whole table.",
            ),
            (lambda X, means: distances(X, means).argmin(), lambda X, means: nearest_mean(X, means)[0]),
        ),
        Mistake(
            "from-one",
            Text("Deine Ziffern sind alle um 1 zu groß.", "Your digits are all too large by 1."),
            Text(
                "Zeile 0 von means gehört zur 0: Die Stelle, die argmin gibt, ist schon die Ziffer.",
                "Row 0 of means belongs to 0: the position that argmin gives is already the digit.",
            ),
            (lambda X, means: nearest_mean(X, means) + 1,),
        ),
        Mistake(
            "one-hot",
            Text(
                "Das sind Zeilen aus Nullen und einer Eins, noch nicht die Ziffern.",
                "These are rows of zeros and a one, not yet the digits.",
            ),
            Text(
                "Gefragt ist je Bild eine ganze Zahl: die Stelle der Eins.",
                "You need one integer per image: the position of the one.",
            ),
            (lambda X, means: np.eye(len(means))[nearest_mean(X, means)],),
        ),
        Mistake(
            "images",
            Text(
                "Das sind die mittleren Bilder selbst, nicht ihre Nummern.",
                "These are the mean images themselves, not their numbers.",
            ),
            Text("argmin gibt die Nummer, und die ist die Ziffer.", "argmin gives the number, and that is the digit."),
            (lambda X, means: means[nearest_mean(X, means)],),
        ),
        Mistake(
            "angle",
            Text(
                "Du vergleichst Richtungen statt Abstände: Das Produkt ist durch die Länge der mittleren Bilder geteilt.",
                "You compare directions instead of distances: the product is divided by the length of the mean images.",
            ),
            Text(
                "Gefragt ist der kleinste Abstand, die Summe der quadrierten Unterschiede.",
                "You need the smallest distance, the sum of the squared differences.",
            ),
            (lambda X, means: (X @ means.T / np.linalg.norm(means, axis=1)).argmax(axis=1),),
        ),
        Mistake(
            "not-reset",
            Text(
                "Die kleinste Entfernung bleibt bei dir vom vorigen Bild stehen.",
                "Your smallest distance is left over from the previous image.",
            ),
            Text(
                "Jedes Bild fängt neu an: Setze den besten Abstand in der äußeren Schleife zurück, bevor die innere beginnt.",
                "Every image starts fresh: reset the best distance in the outer loop, before the inner one begins.",
            ),
            (nearest_not_reset,),
        ),
    ),
    hints=(
        Text(
            "Nimm zuerst ein einziges neues Bild x. Wie weit ist es von jedem der zehn mittleren Bilder entfernt?",
            "Take a single new image x first. How far is it from each of the ten mean images?",
        ),
        Text(
            "`means - x` zieht x von jeder Zeile ab. Quadriert und mit `.sum(axis=1)` summiert sind das zehn Abstände.",
            "`means - x` subtracts x from every row. Squared, and summed with `.sum(axis=1)`, that gives ten distances.",
        ),
        Text(
            "`.argmin()` gibt die Stelle des kleinsten Abstands, und diese Stelle ist die Ziffer.",
            "`.argmin()` gives the position of the smallest distance, and that position is the digit.",
        ),
        Text(
            "Das Ganze für jedes `x in X`, die Antworten in eine Liste gesammelt.",
            "Do all of this for every `x in X`, and collect the answers in a list.",
        ),
    ),
    rewrites=(
        nearest_by_loops,
        nearest_by_norm,
        nearest_by_product,
        functools.partial(nearest_each, one=nearest_one),
    ),
)
