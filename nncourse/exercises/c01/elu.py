"""Exercise elu: ELU."""

import math

import numpy as np

from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import SIX, nested, overflowed
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def elu(x, alpha=1.0):
    x = np.asarray(x, dtype=float)
    return np.where(x > 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))


def naive_elu(x, alpha=1.0):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


def worked(place, x, alpha=1.0):
    x = np.asarray(x, dtype=float)[place]
    if x > 0:
        return f"{at('x', place)} = {num(x)} > 0: x = {num(x)}"
    formula = f"{num(alpha)} * (e^({num(x)}) - 1) = {num(alpha)} * ({num(np.exp(x))} - 1)"
    return f"{at('x', place)} = {num(x)} <= 0: {formula} = {num(elu(x, alpha))}"


# Right ways in other styles


def elu_one(x, alpha):
    return x if x > 0 else alpha * math.expm1(x)


def elu_by_copy(x, alpha=1.0):
    y = np.array(x, dtype=float)
    left = y <= 0
    y[left] = alpha * (np.exp(y[left]) - 1)
    return y


EXERCISE = Exercise(
    id="elu",
    section=SIX,
    name=Text("ELU", "ELU"),
    task=Text(
        "Schreib $\\text{ELU}(x)$: für positives $x$ bleibt $x$, sonst $\\alpha\\,(e^x - 1)$. Auch $x = 1000$ darf keine Warnung auslösen.",
        "Write $\\text{ELU}(x)$: positive $x$ stays $x$, anything else becomes $\\alpha\\,(e^x - 1)$. Even $x = 1000$ must not raise a warning.",
    ),
    solution=elu,
    worked=worked,
    cases=lambda rng: [(np.array([-1.0, 2.0]), 1.0), (rng.normal(0, 2, 6), 0.5), (rng.normal(0, 1, (2, 3)), 1.7)],
    edges=lambda rng: [(np.array([-1000.0, 0.0, 1000.0]), 1.0), (np.array([-2, 0, 1]), 0.7), (np.array([-2.0, 1.0]),)],
    mistakes=(
        Mistake(
            "relu",
            Text("Links ist bei dir alles 0: Das ist ReLU.", "On the left, yours is 0 everywhere: this is ReLU."),
            Text(
                "Die ELU fällt links weich auf −α ab: Dort steht α (e^x − 1).",
                "On the left, ELU falls smoothly toward −α: use α (e^x − 1) there.",
            ),
            (lambda x, alpha=1.0: np.maximum(0, x),),
        ),
        Mistake(
            "alpha-ignored",
            Text("Dein Ergebnis rechnet immer mit α = 1.", "Your result always uses α = 1."),
            Text(
                "Multipliziere den linken Teil mit dem Argument alpha.",
                "Multiply the left part by the argument alpha.",
            ),
            (lambda x, alpha: elu(x, 1.0),),
        ),
        Mistake(
            "brackets",
            Text(
                "Links steht bei dir α·e^x − 1: Nur e^x ist mit α multipliziert, die 1 nicht.",
                "On the left you have α·e^x − 1: only e^x is multiplied by α, not the 1.",
            ),
            Text(
                "Mal wird vor Minus gerechnet. Setze e^x − 1 in Klammern: Sonst beginnt die Kurve bei 0 nicht bei 0.",
                "Multiplication comes before subtraction. Put e^x − 1 in parentheses; otherwise the curve does not start at 0.",
            ),
            (
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1),
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(x) - 1),
            ),
        ),
        Mistake(
            "no-minus-one",
            Text("Links steht bei dir α·e^x, ohne die −1.", "On the left you have α·e^x, without the −1."),
            Text(
                "Ohne die −1 springt die Kurve bei 0 von α auf 0, statt sich dort zu treffen.",
                "Without the −1, the curve jumps from α to 0 at 0 instead of meeting there.",
            ),
            (
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0))),
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(x)),
            ),
        ),
        Mistake(
            "alpha-both-sides",
            Text("α steht bei dir auch vor der rechten Seite.", "You also have α in front of the right side."),
            Text(
                "Nur die linke Seite wird mit α multipliziert; positives x bleibt x.",
                "Only the left side is multiplied by α; positive x stays x.",
            ),
            (lambda x, alpha: alpha * elu(x, 1.0),),
        ),
        Mistake(
            "wrong-exponent",
            Text(
                "Im Exponenten steht bei dir nicht x, sondern −x, x − 1 oder α x.",
                "The exponent you use is not x but −x, x − 1, or α x.",
            ),
            Text(
                "Links ist es α (e^x − 1): Der Exponent ist x allein.",
                "On the left it is α (e^x − 1): the exponent is x alone.",
            ),
            (
                lambda x, alpha: np.where(x > 0, x, alpha * (np.exp(-x) - 1)),
                lambda x, alpha: np.where(x > 0, x, alpha * np.exp(x - 1)),
                lambda x, alpha: np.where(x > 0, x, np.exp(alpha * x) - 1),
            ),
        ),
        Mistake(
            "overflows",
            Text(
                "Die Formel stimmt, aber bei x = 1000 läuft e^x über. np.where rechnet immer beide Seiten aus, auch die, die es nicht nimmt.",
                "The formula is right, but at x = 1000, e^x overflows. np.where always computes both sides, even the one it does not use.",
            ),
            Text(
                "Gib der Exponentialfunktion nur, was sie verträgt: Große positive x braucht sie gar nicht zu sehen.",
                "Give the exponential only what it can handle: it never needs to see large positive x.",
            ),
            (naive_elu,),
            shows=overflowed,
        ),
    ),
    hints=(
        Text(
            "Zwei Fälle, wie bei Leaky ReLU: np.where(x > 0, ..., ...).",
            "Two cases, as with leaky ReLU: np.where(x > 0, ..., ...).",
        ),
        Text("Links steht alpha * (np.exp(x) - 1).", "On the left, use alpha * (np.exp(x) - 1)."),
        Text(
            "np.exp bekommt auch die großen positiven x zu sehen. Kappe sie vorher mit np.minimum(x, 0).",
            "np.exp also sees the large positive x. Cap them beforehand with np.minimum(x, 0).",
        ),
    ),
    rewrites=(
        lambda x, alpha=1.0: nested(elu_one, x, alpha),
        elu_by_copy,
        lambda x, alpha=1.0: np.maximum(x, 0) + alpha * np.expm1(np.minimum(x, 0)),
    ),
)
