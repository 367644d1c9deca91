"""Exercise leaky-relu: Leaky ReLU."""

import numpy as np

from nncourse.exercises.by_hand import at, num, part
from nncourse.exercises.c01 import SIX, nested
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def leaky_relu(x, slope=0.1):
    return np.where(np.asarray(x) > 0, x, slope * np.asarray(x))


def worked(place, x, slope=0.1):
    x = np.asarray(x)[place]
    formula = f"{num(x)} >= 0: {num(x)} = " if x >= 0 else f"{num(x)} < 0: {num(slope)} * {part(x)} = "
    return f"{at('x', place)} = {formula}{num(leaky_relu(x, slope))}"


# Right ways in other styles


def leaky_one(x, slope):
    return x if x > 0 else slope * x


def leaky_sum(x, slope=0.1):
    return np.maximum(x, 0) + slope * np.minimum(x, 0)


EXERCISE = Exercise(
    id="leaky-relu",
    section=SIX,
    name=Text("Leaky ReLU", "Leaky ReLU"),
    task=Text(
        "Schreib eine Leaky ReLU, deren Steigung links `slope` ist: positives `x` bleibt, negatives wird zu `slope * x`.",
        "Write a leaky ReLU whose slope on the left is `slope`: a positive `x` stays as it is, a negative one becomes `slope * x`.",
    ),
    solution=leaky_relu,
    worked=worked,
    cases=lambda rng: [(np.array([-2.0, 1.0]), 0.1), (rng.normal(0, 2, 6), 0.3), (rng.normal(0, 2, (2, 3)), 0.02)],
    edges=lambda rng: [(np.zeros(2), 0.2), (np.array([-3, 0, 2]), 0.3), (np.array([-3.0, 2.0]),)],  # and the default
    mistakes=(
        Mistake(
            "slope-ignored",
            Text(
                "Dein Ergebnis rechnet immer mit derselben Steigung, auch wenn slope anders ist.",
                "Your result always uses the same slope, even when slope is different.",
            ),
            Text(
                "Benutze das Argument slope statt einer festen Zahl.",
                "Use the argument slope instead of a fixed number.",
            ),
            (
                lambda x, slope: np.maximum(0.1 * x, x),
                lambda x, slope: np.maximum(0.01 * x, x),
                lambda x, slope: np.maximum(0, x),
            ),
        ),
        Mistake(
            "slope-both-sides",
            Text("Das ist slope · x auf beiden Seiten.", "This is slope · x on both sides."),
            Text("Rechts vom Knick soll x unverändert bleiben.", "To the right of the kink, x should stay as it is."),
            (lambda x, slope: slope * x,),
        ),
        Mistake(
            "swapped",
            Text(
                "Beide Seiten sind vertauscht: Das Positive ist verkleinert, das Negative nicht. Das ist min statt max.",
                "The two sides are swapped: positives are shrunk, negatives are not. This is min instead of max.",
            ),
            Text(
                "Für negatives x ist slope · x die größere Zahl: −0,2 ist größer als −2.",
                "For negative x, slope · x is the larger number: −0.2 is larger than −2.",
            ),
            (lambda x, slope: np.minimum(slope * x, x), lambda x, slope: np.where(x > 0, slope * x, x)),
        ),
        Mistake(
            "one-minus-slope",
            Text("Links ist bei dir die Steigung 1 − slope.", "On the left, your slope is 1 − slope."),
            Text(
                "slope ist schon die Steigung links, meist eine kleine Zahl.",
                "slope is already the slope on the left, usually a small number.",
            ),
            (lambda x, slope: np.where(x > 0, x, (1 - slope) * x),),
        ),
        Mistake(
            "divided",
            Text("Links wird bei dir durch slope geteilt.", "On the left, you divide by slope."),
            Text(
                "Eine kleine Steigung soll Negatives klein machen: mal, nicht geteilt.",
                "A small slope should make negatives small: multiply, do not divide.",
            ),
            (lambda x, slope: np.where(x > 0, x, x / slope),),
        ),
        Mistake(
            "slope-alone",
            Text(
                "Links steht bei dir slope selbst, eine feste Zahl.",
                "On the left, you have slope itself, a fixed number.",
            ),
            Text(
                "Links ist die Kurve eine Gerade mit dieser Steigung: slope mal x.",
                "On the left, the curve is a straight line with this slope: slope times x.",
            ),
            (lambda x, slope: np.where(x > 0, x, slope), lambda x, slope: np.maximum(x, slope)),
        ),
        Mistake(
            "sum",
            Text(
                "Rechts kommt slope · x noch dazu: Das ist max(0, x) + slope · x.",
                "On the right, slope · x is added: this is max(0, x) + slope · x.",
            ),
            Text("Rechts vom Knick soll x unverändert bleiben.", "To the right of the kink, x should stay as it is."),
            (lambda x, slope: np.maximum(x, 0) + slope * x,),
        ),
    ),
    hints=(
        Text("Es gibt zwei Fälle: x positiv oder nicht.", "There are two cases: x positive or not."),
        Text(
            "np.where(bedingung, a, b) nimmt dort a, wo die Bedingung gilt, sonst b.",
            "np.where(condition, a, b) takes a where the condition holds, otherwise b.",
        ),
        Text(
            "Mit der Bedingung x > 0: a ist x selbst, b ist slope * x. Für slope < 1 geht auch ein Maximum.",
            "With the condition x > 0: a is x itself, b is slope * x. For slope < 1 a maximum works too.",
        ),
    ),
    rewrites=(
        lambda x, slope=0.1: nested(leaky_one, x, slope),
        leaky_sum,
        lambda x, slope=0.1: np.maximum(x, slope * x),
    ),
)
