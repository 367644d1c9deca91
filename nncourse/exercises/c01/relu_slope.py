"""Exercise relu-slope: The slope of ReLU."""

import numpy as np

from nncourse.exercises.by_hand import at, num
from nncourse.exercises.c01 import SLOPES, nested, vectors, whole
from nncourse.exercises.c01.relu import relu
from nncourse.exercises.model import Exercise, Mistake
from nncourse.language import Text


def relu_slope(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def worked(place, z):
    z = np.asarray(z)[place]
    return f"{at('z', place)} = {num(z)} {'>' if z > 0 else '<='} 0: slope = {num(z > 0)}"


EXERCISE = Exercise(
    id="relu-slope",
    section=SLOPES,
    name=Text("Die Steigung von ReLU", "The slope of ReLU"),
    task=Text(
        "Gib die Steigung von ReLU am Signal `z` zurück, Eintrag für Eintrag; bei 0 nach unserer Vereinbarung 0.",
        "Return the slope of ReLU at the signal `z`, entry by entry; at 0 the slope is 0, by our convention.",
    ),
    solution=relu_slope,
    worked=worked,
    cases=vectors,
    edges=lambda rng: [(np.zeros(3),), *whole(rng)],
    mistakes=(
        Mistake(
            "one-at-zero",
            Text("Bei z = 0 gibst du nicht 0 zurück.", "At z = 0, you do not return 0."),
            Text(
                "Am Knick gibt es keine Steigung; vereinbart ist 0. Schreib > statt >=.",
                "There is no slope at the kink; by convention we use 0. Write > instead of >=.",
            ),
            (
                lambda z: np.where(np.asarray(z) >= 0, 1.0, 0.0),
                lambda z: 0.5 * (np.sign(z) + 1),
            ),
        ),
        Mistake(
            "of-value",
            Text("Das ist ReLU selbst, nicht ihre Steigung.", "This is ReLU itself, not its slope."),
            Text(
                "Rechts vom Knick steigt die Gerade z überall gleich: um 1 für jeden Schritt 1.",
                "To the right of the kink the line z rises the same everywhere: by 1 for each step of 1.",
            ),
            (relu,),
        ),
        Mistake(
            "sign",
            Text(
                "Die Seiten sind vertauscht, oder links steht −1.", "The sides are swapped, or you have −1 on the left."
            ),
            Text(
                "Links ist ReLU flach: Steigung 0. Rechts steigt sie: 1.",
                "On the left, ReLU is flat: slope 0. On the right, it rises: slope 1.",
            ),
            (lambda z: np.where(np.asarray(z) < 0, 1.0, 0.0), np.sign),
        ),
        Mistake(
            "one-number",
            Text("Das ist eine einzige Zahl für das ganze Array.", "This is a single number for the whole array."),
            Text(
                "Jeder Eintrag von z hat seine eigene Steigung: ein Array derselben Form.",
                "Every entry of z has its own slope: return an array of the same shape.",
            ),
            (lambda z: 1.0, lambda z: 1.0 if np.sum(z) > 0 else 0.0, lambda z: 0.0),
        ),
        Mistake(
            "leaky",
            Text(
                "Links ist bei dir noch eine kleine Steigung: Das gehört zur Leaky ReLU.",
                "On the left, you still have a small slope: that belongs to leaky ReLU.",
            ),
            Text("ReLU ist links ganz flach: Steigung 0.", "ReLU is completely flat on the left: slope 0."),
            (lambda z: np.where(np.asarray(z) > 0, 1.0, 0.01), lambda z: np.where(np.asarray(z) > 0, 1.0, 0.1)),
        ),
        Mistake(
            "ramp",
            Text(
                "Deine Steigung wächst zwischen 0 und 1 erst allmählich.",
                "Your slope only grows gradually, between 0 and 1.",
            ),
            Text(
                "ReLU ist rechts von 0 überall gleich steil: Schon bei 0,1 ist die Steigung 1.",
                "To the right of 0, ReLU is equally steep everywhere: the slope is 1 even at 0.1.",
            ),
            (lambda z: np.clip(z, 0, 1),),
        ),
        Mistake(
            "of-sigmoid",
            Text(
                "Das ist die Steigung der Sigmoidfunktion.",
                "This is the slope of the sigmoid.",
            ),
            Text(
                "ReLU hat nur zwei Steigungen: 0 links und 1 rechts.",
                "ReLU has only two slopes: 0 on the left and 1 on the right.",
            ),
            (lambda z: 0.25 / np.cosh(np.asarray(z) / 2) ** 2,),
        ),
    ),
    hints=(
        Text(
            "Links vom Knick ist die Kurve flach, rechts steigt sie mit 1.",
            "To the left of the kink, the curve is flat; to the right, it rises with slope 1.",
        ),
        Text("z > 0 gibt für jeden Eintrag True oder False.", "z > 0 gives True or False for every entry."),
        Text("np.where(z > 0, ..., ...) macht daraus Zahlen.", "np.where(z > 0, ..., ...) turns them into numbers."),
    ),
    rewrites=(
        lambda z: nested(lambda one: 1 if one > 0 else 0, z),
        lambda z: np.asarray(z) > 0,
        lambda z: np.heaviside(z, 0),
        lambda z: np.maximum(np.sign(z), 0),
    ),
)
