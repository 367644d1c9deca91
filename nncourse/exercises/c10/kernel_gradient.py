"""Exercise kernel-gradient: The gradient of a kernel."""

import numpy as np

from nncourse.exercises.by_hand import num, products
from nncourse.exercises.c10 import BACKPROP, whole
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def kernel_gradient(X, delta):
    size = len(X) - len(delta) + 1
    dK = np.zeros((size, size))
    for i in range(len(delta)):
        for j in range(len(delta[0])):
            dK += delta[i, j] * X[i : i + size, j : j + size]
    return dK


def gradient_cases(rng):
    first = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 0]], dtype=float)
    return [
        (first, np.array([[2.0, 2.0], [0.0, 2.0]])),
        (whole(rng, 4, 5), whole(rng, 3, 4)),
        (whole(rng, 5, 5), whole(rng, 3, 3)),
        (np.round(rng.normal(0, 1, (6, 5)), 1), np.round(rng.normal(0, 1, (4, 3)), 1)),
    ]


def patches(X, delta):
    size = len(X) - len(delta) + 1
    return [(delta[i, j], X[i : i + size, j : j + size]) for i, j in np.ndindex(*delta.shape)]


def worked(place, X, delta):
    u, v = place
    rows, columns = delta.shape
    under = X[u : u + rows, v : v + columns]
    return f"dK[{u}, {v}] = {products(delta.ravel(), under.ravel())} = {num(np.sum(delta * under))}"


# Right ways in other styles


def by_entries(X, delta):
    rows, columns = delta.shape
    size = X.shape[0] - rows + 1
    return [[float(np.sum(delta * X[u : u + rows, v : v + columns])) for v in range(size)] for u in range(size)]


def by_matrix(X, delta):
    size = len(X) - len(delta) + 1
    seen = np.lib.stride_tricks.sliding_window_view(X, (size, size)).reshape(-1, size * size)
    return (delta.ravel() @ seen).reshape(size, size)


def by_four_loops(X, delta):
    size = len(X) - len(delta) + 1
    dK = np.zeros((size, size))
    for u in range(size):
        for v in range(size):
            for i in range(len(delta)):
                for j in range(len(delta[0])):
                    dK[u, v] += delta[i][j] * X[i + u][j + v]
    return dK


EXERCISE = Exercise(
    id="kernel-gradient",
    section=BACKPROP,
    name=Text("Die Steigung des Kerns", "The gradient of the kernel"),
    task=Text(
        "Ein quadratischer Kern wurde auf jede Stelle des Bildes `X` gelegt; `delta` ist $\\partial C / \\partial z$, eine Zahl für jede Stelle. Gib $\\partial C / \\partial K$ "
        "zurück, in der Form des Kerns. Wie groß er ist, verraten die Formen: Zeilen von `X` minus Zeilen von `delta` plus 1.",
        "A square kernel was laid on every position of the image `X`; `delta` is $\\partial C / \\partial z$, one "
        "number for each position. Return $\\partial C / \\partial K$, in the shape of the kernel. The shapes tell "
        "you how large that is: rows of `X` minus rows of `delta` plus 1.",
    ),
    solution=kernel_gradient,
    worked=worked,
    cases=gradient_cases,
    edges=lambda rng: [(whole(rng, 3, 3), np.array([[2.0]])), (whole(rng, 3, 3), whole(rng, 3, 3))],
    mistakes=(
        Mistake(
            "last-place",
            Text("Das ist nur der Beitrag der letzten Stelle.", "This is only the contribution of the last position."),
            Text(
                "Ein Gewicht wirkt an jeder Stelle, also addieren sich die Beiträge aller Stellen. Schreib += statt =.",
                "A weight acts at every position, so the contributions of all positions add up. Write += instead of =.",
            ),
            (lambda X, delta: (lambda d, patch: d * patch)(*patches(X, delta)[-1]),),
        ),
        Mistake(
            "first-place",
            Text("Das ist nur der Beitrag der ersten Stelle.", "This is only the contribution of the first position."),
            Text(
                "Nach der ersten kommen noch mehr Stellen. Steht dein return vielleicht noch in der Schleife?",
                "More positions follow the first. Is your return perhaps still inside the loop?",
            ),
            (lambda X, delta: (lambda d, patch: d * patch)(*patches(X, delta)[0]),),
        ),
        Mistake(
            "mean",
            Text(
                "Du mittelst über die Stellen, statt zu summieren.",
                "You average over the positions instead of summing.",
            ),
            Text(
                "Ein Gewicht, das an vier Stellen wirkt, ändert die Kosten auf vier Wegen zugleich. Auf vielen Wegen wird addiert.",
                "A weight that acts at four positions changes the cost along four paths at once. Over many paths, you add.",
            ),
            (lambda X, delta: kernel_gradient(X, delta) / delta.size,),
        ),
        Mistake(
            "turned",
            Text("Dein Ergebnis ist um 180 Grad gedreht.", "Your result is rotated by 180 degrees."),
            Text(
                "Vorwärts wurde nichts gedreht: Das Gewicht oben links lag auf den Pixeln oben links, und von ihnen bekommt es seine Steigung.",
                "On the way forward, nothing was rotated: the weight at the top left lay on the pixels at the top left, and that is where it gets its slope from.",
            ),
            (lambda X, delta: kernel_gradient(X, delta)[::-1, ::-1],),
        ),
        Mistake(
            "delta-turned",
            Text("Du drehst delta um 180 Grad.", "You rotate delta by 180 degrees."),
            Text(
                "delta[i, j] gehört zu dem Ausschnitt, der bei (i, j) beginnt. Gedreht wird nur auf dem Weg zum Bild, nicht auf dem zum Kern.",
                "delta[i, j] belongs to the patch that starts at (i, j). You rotate only on the way back to the image, not to the kernel.",
            ),
            (lambda X, delta: kernel_gradient(X, delta[::-1, ::-1]),),
        ),
        Mistake(
            "no-delta",
            Text("Du summierst die Ausschnitte, ohne delta.", "You sum the patches, without delta."),
            Text(
                "Die Kette hat zwei Räder: wie stark z sich mit dem Gewicht ändert (das Pixel) und wie stark die Kosten mit z (delta).",
                "The chain has two gears: how strongly z changes with the weight (the pixel), and how strongly the cost changes with z (delta).",
            ),
            (lambda X, delta: sum(patch for _, patch in patches(X, delta)),),
        ),
        Mistake(
            "transposed",
            Text(
                "Zeilen und Spalten deines Ergebnisses sind vertauscht.", "Rows and columns of your result are swapped."
            ),
            Text(
                "Die erste Zahl zählt die Zeile, im Kern wie im Bild: dK[u, v] gehört zu X[i + u, j + v].",
                "The first number counts the row, in the kernel as in the image: dK[u, v] belongs to X[i + u, j + v].",
            ),
            (lambda X, delta: kernel_gradient(X, delta).T,),
        ),
    ),
    hints=(
        Text(
            "Nimm ein einziges Gewicht. An jeder Stelle des Fensters lag es auf einem anderen Pixel, und jede Stelle hat ihr eigenes delta.",
            "Take a single weight. At each position of the window it lay on a different pixel, and each position has its own delta.",
        ),
        Text(
            "Jede Stelle steuert $\\delta_{ij}$ mal Pixel bei (N25), und alle Beiträge werden addiert: $\\sum_i \\sum_j \\delta_{ij}\\, x_{i+u,\\,j+v}$.",
            "Each position contributes $\\delta_{ij}$ times the pixel (N25), and all the contributions are added: $\\sum_i \\sum_j \\delta_{ij}\\, x_{i+u,\\,j+v}$.",
        ),
        Text(
            "Für alle Gewichte zugleich: `delta[i, j]` mal den Ausschnitt `X[i : i + size, j : j + size]`.",
            "For all the weights at once: `delta[i, j]` times the patch `X[i : i + size, j : j + size]`.",
        ),
        Text(
            "Beginne mit `np.zeros((size, size))` und sammle in zwei Schleifen mit `+=`.",
            "Start with `np.zeros((size, size))` and collect in two loops with `+=`.",
        ),
    ),
    rewrites=(by_entries, by_matrix, by_four_loops),
)
