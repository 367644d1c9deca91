"""Exercise correlate: A kernel at every place."""

import numpy as np

from nncourse.exercises.by_hand import num, products
from nncourse.exercises.c10 import WINDOW, whole, windows
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def correlate(X, K):
    size = len(K)
    rows, columns = len(X) - size + 1, len(X[0]) - size + 1
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.sum(K * X[i : i + size, j : j + size])
    return Z


def correlate_cases(rng):
    first = np.array([[0, 0, 1, 1], [0, 0, 1, 1], [0, 1, 1, 0], [1, 1, 0, 0]], dtype=float)
    return [
        (first, np.array([[-1.0, 0.0, 2.0], [-1.0, 0.0, 1.0], [-3.0, 0.0, 1.0]])),
        (whole(rng, 4, 5), whole(rng, 2, 2)),
        (whole(rng, 6, 5), whole(rng, 3, 3)),
        (np.round(rng.normal(0, 1, (5, 7)), 1), np.round(rng.normal(0, 1, (3, 3)), 1)),
    ]


def of_windows(f, X, K):
    size = len(K)
    return np.array(
        [[f(X[i : i + size, j : j + size], K) for j in range(len(X[0]) - size + 1)] for i in range(len(X) - size + 1)]
    )


def worked(place, X, K):
    i, j = place
    size = len(K)
    window = X[i : i + size, j : j + size]
    return f"Z[{i}, {j}] = {products(K.ravel(), window.ravel())} = {num(np.sum(K * window))}"


# Right ways in other styles


def by_four_loops(X, K):
    rows, columns = len(X) - len(K) + 1, len(X[0]) - len(K[0]) + 1
    Z = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for u in range(len(K)):
                for v in range(len(K[0])):
                    Z[i][j] += K[u][v] * X[i + u][j + v]
    return Z


def by_shifts(X, K):
    rows, columns = X.shape[0] - len(K) + 1, X.shape[1] - len(K) + 1
    return sum(K[u, v] * X[u : u + rows, v : v + columns] for u, v in np.ndindex(*K.shape))


def by_product(X, K):
    patches = windows(X, len(K))
    return patches.reshape(*patches.shape[:2], -1) @ K.ravel()


EXERCISE = Exercise(
    id="correlate",
    section=WINDOW,
    name=Text("Ein Kern an jeder Stelle", "A kernel at every position"),
    task=Text(
        "`X` ist ein Bild (Zeilen, Spalten), `K` ein Kern (Größe, Größe). Leg den Kern auf jede Stelle, an der er ganz auf das Bild passt, multipliziere "
        "Zahl mit Zahl und summiere. Gib die Karte zurück. Der Kern wird nicht gedreht, ein Bias kommt nicht dazu.",
        "`X` is an image (rows, columns), `K` a kernel (size, size). Lay the kernel on every position where all of "
        "it fits on the image, multiply number by number, and sum. Return the map. The kernel is not rotated, and no "
        "bias is added.",
    ),
    solution=correlate,
    worked=worked,
    cases=correlate_cases,
    edges=lambda rng: [(whole(rng, 3, 3), whole(rng, 3, 3)), (whole(rng, 3, 4), np.array([[2.0]]))],
    mistakes=(
        Mistake(
            "turned",
            Text(
                "Du drehst den Kern um 180 Grad. Das ist die Faltung der Mathematiker.",
                "You rotate the kernel by 180 degrees. That is what mathematicians call convolution.",
            ),
            Text(
                "Gefragt ist, was alle Netze rechnen: oben links im Kern mal oben links im Fenster. np.convolve und SciPys convolve2d drehen den Kern.",
                "You need what all networks compute: top left of the kernel times top left of the window. np.convolve and SciPy’s convolve2d rotate the kernel.",
            ),
            (lambda X, K: correlate(X, K[::-1, ::-1]),),
        ),
        Mistake(
            "transposed-kernel",
            Text("Zeilen und Spalten des Kerns sind vertauscht.", "Rows and columns of the kernel are swapped."),
            Text(
                "Das erste Zeichen in K[u, v] ist die Zeile, wie in X[i + u, j + v]. Aus einem Kern für senkrechte Kanten wird sonst einer für waagrechte.",
                "The first index in K[u, v] is the row, as in X[i + u, j + v]. Otherwise a kernel for vertical edges becomes one for horizontal edges.",
            ),
            (lambda X, K: correlate(X, K.T),),
        ),
        Mistake(
            "last-missing",
            Text(
                "Die letzte Zeile und die letzte Spalte der Karte fehlen.",
                "The last row and the last column of the map are missing.",
            ),
            Text(
                "Bei 4 Zeilen und einem Kern mit 3 passt das Fenster an zwei Stellen: ab Zeile 0 und ab Zeile 1. Das sind len(X) - size + 1.",
                "With 4 rows and a kernel with 3, the window fits in two positions: from row 0 and from row 1. That is len(X) - size + 1.",
            ),
            (lambda X, K: correlate(X, K)[:-1, :-1],),
        ),
        Mistake(
            "matrix-product",
            Text(
                "Du multiplizierst Kern und Fenster als Matrizen, mit @.",
                "You multiply the kernel and the window as matrices, with @.",
            ),
            Text(
                "Jedes Gewicht gehört zu genau einem Pixel, dem, auf dem es liegt. Das ist * und danach die Summe.",
                "Each weight belongs to exactly one pixel, the one it lies on. That is *, and then the sum.",
            ),
            (
                lambda X, K: of_windows(lambda w, k: np.sum(w @ k), X, K),
                lambda X, K: of_windows(lambda w, k: np.sum(k @ w), X, K),
            ),
        ),
        Mistake(
            "mean",
            Text(
                "Das ist der Mittelwert der Produkte, nicht ihre Summe.",
                "This is the mean of the products, not their sum.",
            ),
            Text(
                "Ein Neuron summiert, was durch seine Gewichte kommt; geteilt wird nicht.",
                "A neuron sums what comes through its weights; nothing is divided.",
            ),
            (lambda X, K: correlate(X, K) / K.size,),
        ),
        Mistake(
            "padded",
            Text(
                "Deine Karte ist so groß wie das Bild: Du hast einen Rand aus Nullen dazugelegt.",
                "Your map is as large as the image: you added a border of zeros.",
            ),
            Text(
                "Gefragt sind nur die Stellen, an denen der Kern ganz auf dem Bild liegt.",
                "You need only the positions where all of the kernel lies on the image.",
            ),
            (lambda X, K: correlate(np.pad(X, ((len(K) // 2, (len(K) - 1) // 2),) * 2), K),),
        ),
        Mistake(
            "blocks",
            Text(
                "Dein Fenster springt um seine eigene Größe weiter, statt um ein Pixel.",
                "Your window jumps by its own size instead of by one pixel.",
            ),
            Text(
                "So ist es beim Pooling. Hier rückt es um ein Pixel: Die Fenster überlappen sich.",
                "That is how pooling works. Here it moves by one pixel: the windows overlap.",
            ),
            (lambda X, K: correlate(X, K)[:: len(K), :: len(K)],),
        ),
    ),
    hints=(
        Text(
            "Wie viele Stellen gibt es? Bei 4 Zeilen und einem Kern mit 3 Zeilen sind es zwei.",
            "How many positions are there? With 4 rows and a kernel with 3 rows, there are two.",
        ),
        Text(
            "Zwei Schleifen führen die obere linke Ecke des Fensters: `i` durch `range(len(X) - len(K) + 1)`, `j` ebenso durch die Spalten.",
            "Two loops move the top left corner of the window: `i` through `range(len(X) - len(K) + 1)`, and `j` through the columns in the same way.",
        ),
        Text(
            "Das Fenster ist `X[i : i + size, j : j + size]`. Mal `K`, Zahl mit Zahl, und alles summiert mit `np.sum`.",
            "The window is `X[i : i + size, j : j + size]`. Multiply it by `K`, number by number, and sum everything with `np.sum`.",
        ),
        Text(
            "Leg vorher mit `np.zeros((rows, columns))` eine leere Karte an und schreib jede Summe nach `Z[i, j]`.",
            "First create an empty map with `np.zeros((rows, columns))`, then write each sum into `Z[i, j]`.",
        ),
    ),
    rewrites=(by_four_loops, by_shifts, by_product),
)
