"""Exercise max-pool: The largest of every block."""

import numpy as np

from nncourse.exercises.by_hand import num, part
from nncourse.exercises.c10 import SIZES, whole, windows
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def max_pool(X, size):
    rows, columns = len(X) // size, len(X[0]) // size
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.max(X[size * i : size * (i + 1), size * j : size * (j + 1)])
    return Z


def pool_cases(rng):
    negative = whole(rng, 4, 6)
    negative[:2, 2:4] = -np.abs(negative[:2, 2:4])
    first = np.array([[3.0, 1.0, -2.0, -5.0], [1.0, -4.0, -1.0, -3.0], [0.5, 2.0, 6.0, 1.0], [5.0, 1.0, -7.0, 2.0]])
    return [
        (first, 2),
        (negative, 2),
        (np.round(rng.normal(0, 1, (6, 9)), 1), 3),
        (np.round(rng.normal(-1, 1, (8, 4)), 1), 4),
    ]


def blocks(X, size):
    return windows(X, size)[::size, ::size]


def largest_by_size(X, size):
    patches = blocks(X, size).reshape(len(X) // size, len(X[0]) // size, -1)
    chosen = np.abs(patches).argmax(axis=2)
    return np.take_along_axis(patches, chosen[:, :, np.newaxis], 2)[:, :, 0]


def worked(place, X, size):
    i, j = place
    block = blocks(X, size)[i, j].ravel()
    shown = (
        ", ".join(map(num, block)) if len(block) <= 9 else f"{', '.join(map(num, block[:3]))}, ..., {num(block[-1])}"
    )
    return f"Z[{i}, {j}] = max({shown}) = {part(block.max())}"


# Right ways in other styles


def by_reshape(X, size):
    rows, columns = X.shape
    return X.reshape(rows // size, size, columns // size, size).max(axis=(1, 3))


def by_comparing(X, size):
    best = X[::size, ::size]
    for i, j in np.ndindex(size, size):
        best = np.maximum(best, X[i::size, j::size])
    return best


def by_lists(X, size):
    result = []
    for i in range(0, len(X), size):
        row = []
        for j in range(0, len(X[0]), size):
            row.append(max(X[a][b] for a in range(i, i + size) for b in range(j, j + size)))
        result.append(row)
    return result


EXERCISE = Exercise(
    id="max-pool",
    section=SIZES,
    name=Text("Max-Pooling", "Max pooling"),
    task=Text(
        "`X` ist eine Karte (Zeilen, Spalten). Teile sie in Blöcke von `size` × `size` Zahlen, die sich nicht überlappen, und gib von jedem die größte zurück, "
        "Form (Zeilen / size, Spalten / size). Es geht immer auf.",
        "`X` is a map (rows, columns). Divide it into blocks of `size` × `size` numbers that do not overlap, and "
        "return the largest number of each, with shape (rows / size, columns / size). The division always comes out "
        "even.",
    ),
    solution=max_pool,
    worked=worked,
    cases=pool_cases,
    edges=lambda rng: [(whole(rng, 2, 3), 1), (whole(rng, 3, 3), 3)],
    mistakes=(
        Mistake(
            "mean",
            Text(
                "Das ist der Mittelwert jedes Blocks, nicht seine größte Zahl.",
                "This is the mean of each block, not its largest number.",
            ),
            Text(
                "Auch das gibt es, es heißt Average-Pooling. Beim Max-Pooling genügt es, dass der Kern irgendwo im Block etwas gefunden hat.",
                "That exists too; it is called average pooling. With max pooling, it is enough that the kernel found something anywhere in the block.",
            ),
            (lambda X, size: blocks(X, size).mean(axis=(2, 3)),),
        ),
        Mistake(
            "sliding",
            Text(
                "Deine Blöcke überlappen sich: Das Fenster rückt nur um ein Pixel weiter.",
                "Your blocks overlap: the window moves by only one pixel.",
            ),
            Text(
                "Beim Pooling liegt ein Block neben dem anderen. Das Fenster springt um seine eigene Größe.",
                "In pooling, the blocks lie side by side. The window jumps by its own size.",
            ),
            (
                lambda X, size: windows(X, size).max(axis=(2, 3)),
                lambda X, size: windows(X, size).max(axis=(2, 3))[: len(X) // size, : len(X[0]) // size],
            ),
        ),
        Mistake(
            "zero-start",
            Text(
                "Wo ein Block nur negative Zahlen hat, gibst du 0 zurück.",
                "Where a block has only negative numbers, you return 0.",
            ),
            Text(
                "Vermutlich beginnt deine Suche mit 0. Beginne mit der ersten Zahl des Blocks oder mit -np.inf.",
                "Your search probably starts with 0. Start with the first number of the block, or with -np.inf.",
            ),
            (lambda X, size: np.maximum(max_pool(X, size), 0),),
        ),
        Mistake(
            "absolute",
            Text("Du nimmst die Zahl mit dem größten Betrag.", "You take the number with the largest absolute value."),
            Text(
                "−7 ist kleiner als 6. Eine stark negative Zahl heißt: das Gegenteil von dem, was der Kern sucht.",
                "−7 is less than 6. A strongly negative number means the opposite of what the kernel looks for.",
            ),
            (largest_by_size, lambda X, size: np.abs(blocks(X, size)).max(axis=(2, 3))),
        ),
        Mistake(
            "first-of-block",
            Text("Das ist die Zahl oben links in jedem Block.", "This is the number at the top left of each block."),
            Text(
                "Sieh alle Zahlen des Blocks an und nimm die größte.",
                "Look at all the numbers in the block and take the largest.",
            ),
            (lambda X, size: X[::size, ::size],),
        ),
        Mistake(
            "minimum",
            Text("Das ist die kleinste Zahl jedes Blocks.", "This is the smallest number of each block."),
            Text("Gesucht ist die größte.", "You need the largest."),
            (lambda X, size: blocks(X, size).min(axis=(2, 3)),),
        ),
        Mistake(
            "sum",
            Text("Das ist die Summe jedes Blocks.", "This is the sum of each block."),
            Text(
                "Gesucht ist die größte Zahl, nicht alle zusammen.",
                "You need the largest number, not all of them together.",
            ),
            (lambda X, size: blocks(X, size).sum(axis=(2, 3)),),
        ),
        Mistake(
            "rows-only",
            Text("Du hast nur in eine Richtung zusammengefasst.", "You pooled in only one direction."),
            Text(
                "Ein Block hat size Zeilen und size Spalten. Nimm die größte Zahl über beide Achsen.",
                "A block has size rows and size columns. Take the largest number over both axes.",
            ),
            (
                lambda X, size: X.reshape(len(X), -1, size).max(axis=2),
                lambda X, size: X.reshape(-1, size, len(X[0])).max(axis=1),
            ),
        ),
        Mistake(
            "whole-map",
            Text("Das ist die größte Zahl der ganzen Karte.", "This is the largest number of the whole map."),
            Text("Jeder Block bekommt seine eigene.", "Each block gets its own."),
            (lambda X, size: X.max(),),
        ),
    ),
    hints=(
        Text(
            "Wie viele Blöcke gibt es? Bei 4 Zeilen und `size` 2 liegen zwei untereinander.",
            "How many blocks are there? With 4 rows and `size` 2, there are two, one below the other.",
        ),
        Text(
            "Block `(i, j)` beginnt in Zeile `size * i` und in Spalte `size * j`.",
            "Block `(i, j)` starts in row `size * i` and column `size * j`.",
        ),
        Text(
            "Schneide ihn mit zwei Doppelpunkten heraus, `X[size * i : size * (i + 1), ...]`, und nimm `np.max` davon.",
            "Cut it out with two colons, `X[size * i : size * (i + 1), ...]`, and take `np.max` of that.",
        ),
    ),
    rewrites=(by_reshape, by_comparing, by_lists),
)
