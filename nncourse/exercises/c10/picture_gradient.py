"""Exercise picture-gradient: The gradient in the picture."""

import numpy as np

from nncourse.exercises.by_hand import num, part, plus
from nncourse.exercises.c10 import BACKPROP, whole, windows
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def picture_gradient(K, delta):
    size = len(K)
    dX = np.zeros((len(delta) + size - 1, len(delta[0]) + size - 1))
    for i in range(len(delta)):
        for j in range(len(delta[0])):
            dX[i : i + size, j : j + size] += delta[i, j] * K
    return dX


def picture_cases(rng):
    first = np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 2.0], [-1.0, 3.0, 1.0]]), np.array([[2.0, 2.0], [0.0, 2.0]])
    return [
        first,
        (whole(rng, 2, 2), whole(rng, 3, 4)),
        (whole(rng, 3, 3), whole(rng, 4, 4)),
        (np.round(rng.normal(0, 1, (3, 3)), 1), np.round(rng.normal(0, 1, (5, 3)), 1)),
    ]


def overwritten(K, delta):
    size = len(K)
    dX = np.zeros((len(delta) + size - 1, len(delta[0]) + size - 1))
    for i, j in np.ndindex(*delta.shape):
        dX[i : i + size, j : j + size] = delta[i, j] * K
    return dX


def how_many(K, delta):
    return picture_gradient(np.ones(K.shape), np.ones(delta.shape))


def worked(place, K, delta):
    row, column = place
    ways = [
        (delta[i, j], K[row - i, column - j])
        for i, j in np.ndindex(*delta.shape)
        if 0 <= row - i < len(K) and 0 <= column - j < len(K)
    ]
    total = sum(d * k for d, k in ways)
    return f"dX[{row}, {column}] = {plus(f'{part(d)} * {part(k)}' for d, k in ways)} = {num(total)}"


# Right ways in other styles


def by_correlation(K, delta):
    edge = len(K) - 1
    return (windows(np.pad(delta, edge), len(K)) * K[::-1, ::-1]).sum(axis=(2, 3))


def by_kernel(K, delta):
    rows, columns = delta.shape
    dX = np.zeros((rows + len(K) - 1, columns + len(K) - 1))
    for u in range(len(K)):
        for v in range(len(K)):
            dX[u : u + rows, v : v + columns] += K[u, v] * delta
    return dX


def by_matrix(K, delta):
    size = len(K)
    rows, columns = delta.shape[0] + size - 1, delta.shape[1] + size - 1
    lines = []
    for i, j in np.ndindex(*delta.shape):
        sheet = np.zeros((rows, columns))
        sheet[i : i + size, j : j + size] = K
        lines.append(sheet.ravel())
    return (np.array(lines).T @ delta.ravel()).reshape(rows, columns)


EXERCISE = Exercise(
    id="picture-gradient",
    section=BACKPROP,
    name=Text("Zurück zum Bild", "Back to the image"),
    task=Text(
        "Ein Kern `K` wurde auf jede Stelle eines Bildes gelegt; `delta` ist $\\partial C / \\partial z$, eine Zahl für jede Stelle. Gib $\\partial C / \\partial x$ zurück, "
        "eine Zahl für jedes Pixel. Das Bild hat `len(delta) + len(K) - 1` Zeilen, und mit den Spalten ist es ebenso.",
        "A kernel `K` was laid on every position of an image; `delta` is $\\partial C / \\partial z$, one number for "
        "each position. Return $\\partial C / \\partial x$, one number for each pixel. The image has `len(delta) + "
        "len(K) - 1` rows, and the same goes for the columns.",
    ),
    solution=picture_gradient,
    worked=worked,
    cases=picture_cases,
    edges=lambda rng: [(whole(rng, 2, 2), np.array([[3.0]])), (np.array([[2.0]]), whole(rng, 2, 3))],
    mistakes=(
        Mistake(
            "last-window",
            Text(
                "Jedes Fenster überschreibt, was das vorige in dieselben Pixel geschrieben hat.",
                "Each window overwrites what the previous one wrote into the same pixels.",
            ),
            Text(
                "Ein Pixel lag in mehreren Fenstern, und alle diese Wege addieren sich. Schreib += statt =.",
                "A pixel lay in several windows, and all these paths add up. Write += instead of =.",
            ),
            (overwritten,),
        ),
        Mistake(
            "turned",
            Text("Du drückst den Kern um 180 Grad gedreht auf.", "You stamp the kernel rotated by 180 degrees."),
            Text(
                "Das Pixel oben links im Fenster lag unter dem Gewicht oben links. Wer mit einem Fenster über delta läuft, muss den Kern drehen; wer stempelt, nicht.",
                "The pixel at the top left of the window lay under the weight at the top left. If you move a window over delta, you must rotate the kernel; if you stamp, you must not.",
            ),
            (
                lambda K, delta: picture_gradient(K[::-1, ::-1], delta),
                lambda K, delta: (windows(np.pad(delta, len(K) - 1), len(K)) * K).sum(axis=(2, 3)),
            ),
        ),
        Mistake(
            "transposed-kernel",
            Text("Zeilen und Spalten des Kerns sind vertauscht.", "Rows and columns of the kernel are swapped."),
            Text(
                "Transponiert wird die große Matrix mit den vielen Nullen, nicht der Kern.",
                "What gets transposed is the large matrix with all its zeros, not the kernel.",
            ),
            (lambda K, delta: picture_gradient(K.T, delta),),
        ),
        Mistake(
            "mean",
            Text(
                "Du teilst durch die Zahl der Fenster, in denen ein Pixel lag.",
                "You divide by the number of windows in which a pixel lay.",
            ),
            Text(
                "Ein Pixel in der Mitte wirkt auf mehr Stellen als eines in der Ecke, und darum ist seine Steigung größer. Auf vielen Wegen wird addiert.",
                "A pixel in the middle affects more positions than one in the corner, so its slope is larger. Over many paths, you add.",
            ),
            (lambda K, delta: picture_gradient(K, delta) / how_many(K, delta),),
        ),
        Mistake(
            "no-delta",
            Text(
                "Du drückst den Kern auf, ohne ihn mit delta zu multiplizieren.",
                "You stamp the kernel without multiplying it by delta.",
            ),
            Text(
                "Wie stark die Kosten auf eine Stelle reagieren, sagt ihr delta: Damit wird jeder Abdruck multipliziert.",
                "How strongly the cost reacts to a position is what its delta says: multiply each stamp by it.",
            ),
            (lambda K, delta: picture_gradient(K, np.ones(delta.shape)),),
        ),
        Mistake(
            "no-kernel",
            Text(
                "Du verteilst delta, ohne es mit den Gewichten zu multiplizieren.",
                "You spread delta without multiplying it by the weights.",
            ),
            Text(
                "Rückwärts trägt dasselbe Gewicht die Steigung, das vorwärts das Pixel getragen hat.",
                "On the way back, the slope is carried by the same weight that carried the pixel forward.",
            ),
            (lambda K, delta: picture_gradient(np.ones(K.shape), delta),),
        ),
        Mistake(
            "one-window",
            Text("Das ist nur der Abdruck des ersten Fensters.", "This is only the stamp of the first window."),
            Text(
                "Nach dem ersten kommen noch mehr. Steht dein return vielleicht noch in der Schleife?",
                "More follow the first. Is your return perhaps still inside the loop?",
            ),
            (
                lambda K, delta: picture_gradient(
                    K, np.where(np.arange(delta.size).reshape(delta.shape) == 0, delta, 0)
                ),
            ),
        ),
    ),
    hints=(
        Text(
            "Nimm eine einzige Stelle. Welche Pixel lagen unter ihrem Fenster, und wie stark wirkt jedes davon auf $z$?",
            "Take a single position. Which pixels lay under its window, and how strongly does each of them affect $z$?",
        ),
        Text(
            "Das Pixel unter dem Gewicht $k_{uv}$ bekommt von dieser Stelle $\\delta_{ij}\\, k_{uv}$. Für das ganze Fenster ist das `delta[i, j] * K`.",
            "From this position, the pixel under the weight $k_{uv}$ gets $\\delta_{ij}\\, k_{uv}$. For the whole window, that is `delta[i, j] * K`.",
        ),
        Text(
            "Leg ein leeres Bild an und drück den Kern an jeder Stelle auf den Ausschnitt `dX[i : i + size, j : j + size]`.",
            "Create an empty image and, at every position, stamp the kernel onto the patch `dX[i : i + size, j : j + size]`.",
        ),
        Text(
            "Ein Pixel liegt in mehreren Fenstern: Sammle mit `+=`.",
            "A pixel lies in several windows: collect with `+=`.",
        ),
    ),
    rewrites=(by_correlation, by_kernel, by_matrix),
)
