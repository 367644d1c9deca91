"""Exercise relu: ReLU."""

import functools

import numpy as np

from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import SIX, nested, vectors, whole
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def relu(x):
    return np.maximum(0, x)


def scalar_max(x):
    return max(0.0, np.max(x))


def worked(place, x):
    x = np.asarray(x)[place]
    return f"{at('x', place)} = {num(x)}: max(0, {num(x)}) = {num(relu(x))}"


# Right ways in other styles


class Relu:
    def __call__(self, x):
        return np.asarray(x) * (np.asarray(x) > 0)


EXERCISE = Exercise(
    id="relu",
    section=SIX,
    name=Text("ReLU", "ReLU"),
    task=Text(
        "Schreib $\\text{ReLU}(x) = \\max(0, x)$ für eine Zahl oder ein Array, Eintrag für Eintrag.",
        "Write $\\text{ReLU}(x) = \\max(0, x)$ for a number or an array, entry by entry.",
    ),
    solution=relu,
    worked=worked,
    cases=vectors,
    edges=lambda rng: [(np.zeros(3),), *whole(rng)],
    mistakes=(
        Mistake(
            "scalar-max",
            Text(
                "Das ist eine einzige Zahl: das Maximum über das ganze Array.",
                "This is a single number: the maximum over the whole array.",
            ),
            Text(
                "Jeder Eintrag soll für sich mit 0 verglichen werden. np.max sucht den größten Eintrag, np.maximum vergleicht paarweise.",
                "Every entry should be compared with 0 on its own. np.max looks for the largest entry; np.maximum compares pairwise.",
            ),
            (scalar_max, np.max, lambda x: np.max(x, 0) if np.ndim(x) else np.max(x)),
        ),
        Mistake(
            "python-max",
            Text(
                "max(0, x) vergleicht das ganze Array auf einmal mit 0, und das kann Python nicht entscheiden.",
                "max(0, x) compares the whole array with 0 at once, and Python cannot decide that.",
            ),
            Text(
                "Pythons max ist für einzelne Zahlen. NumPy hat eine Funktion, die Eintrag für Eintrag vergleicht.",
                "Python’s max is for single numbers. NumPy has a function that compares entry by entry.",
            ),
            (lambda x: max(0, x), lambda x: x if x > 0 else 0),
        ),
        Mistake(
            "minimum",
            Text("Das ist min(0, x): Das Positive ist weg.", "This is min(0, x): the positives are gone."),
            Text(
                "ReLU lässt Positives durch und macht Negatives zu 0.",
                "ReLU lets positives through and turns negatives into 0.",
            ),
            (lambda x: np.minimum(0, x),),
        ),
        Mistake(
            "absolute",
            Text("Das ist |x|: Negatives ist positiv geworden.", "This is |x|: negatives have become positive."),
            Text(
                "Negatives soll 0 werden, nicht sein Vorzeichen wechseln.",
                "Negatives should become 0, not change sign.",
            ),
            (np.abs,),
        ),
        Mistake(
            "leaky",
            Text(
                "Links kommt noch etwas durch: Das ist eine Leaky ReLU.",
                "On the left, something still gets through: this is a leaky ReLU.",
            ),
            Text("Bei ReLU ist links alles genau 0.", "With ReLU, everything on the left is exactly 0."),
            (lambda x: np.maximum(0.1 * np.asarray(x), x), lambda x: np.maximum(0.01 * np.asarray(x), x)),
        ),
        Mistake(
            "mask",
            Text(
                "Das ist nur, ob x positiv ist: 1 oder 0 (wahr oder falsch).",
                "This only says whether x is positive: 1 or 0 (true or false).",
            ),
            Text(
                "Wo x positiv ist, soll x selbst stehen, nicht 1.",
                "Where x is positive, the result should be x itself, not 1.",
            ),
            (lambda x: np.asarray(x) > 0,),
        ),
        Mistake(
            "clipped",
            Text("Nach oben ist bei dir Schluss, bei 1 oder bei 6.", "Yours stops growing at 1 or at 6."),
            Text(
                "ReLU hat keine obere Grenze: Positives bleibt, wie es ist.",
                "ReLU has no upper limit: positives stay what they are.",
            ),
            (lambda x: np.clip(x, 0, 1), lambda x: np.clip(x, 0, 6)),
        ),
        Mistake(
            "softplus",
            Text("Das ist ln(1 + e^x), eine geglättete ReLU.", "This is ln(1 + e^x), a smoothed ReLU."),
            Text(
                "ReLU ist genau 0 für negatives x und genau x für positives.",
                "ReLU is exactly 0 for negative x and exactly x for positive x.",
            ),
            (lambda x: np.log1p(np.exp(x)),),
        ),
    ),
    hints=(
        Text("Vergleiche jeden Eintrag mit 0 und nimm den größeren.", "Compare each entry with 0 and take the larger."),
        Text(
            "np.maximum(a, b) vergleicht zwei Arrays Eintrag für Eintrag; b darf auch eine Zahl sein.",
            "np.maximum(a, b) compares two arrays entry by entry; b may be a number too.",
        ),
        Text(
            "Die ganze Funktion ist eine Zeile mit np.maximum und 0.",
            "The whole function is one line with np.maximum and 0.",
        ),
    ),
    rewrites=(
        functools.partial(nested, lambda x: max(0.0, x)),
        functools.partial(np.maximum, 0),
        Relu(),
        lambda x: np.where(np.asarray(x) > 0, x, 0),
        lambda x: (np.abs(x) + x) / 2,
        lambda x: np.clip(x, 0, None),
    ),
)
