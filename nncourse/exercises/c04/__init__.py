"""Chapter 4: gradient descent. Its sections, the order of its exercises, and what more than one of them needs."""

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

QUOTIENT = Section("descent-quotient", Text("Der Differenzenquotient", "The difference quotient"))
UPHILL = Section("descent-gradient", Text("Der Gradient zeigt bergauf", "The gradient points uphill"))
STEP = Section("descent-step", Text("Der Schritt", "The step"))
RATE = Section("descent-rate", Text("Die Lernrate", "The learning rate"))
WHY_NOT_SOLVE = Section("descent-solve", Text("Warum löst man nicht ∇C = 0?", "Why not just solve ∇C = 0?"))

ORDER = (
    "difference-quotient",
    "symmetric-quotient",
    "numerical-gradient",
    "step",
    "descend",
    "largest-rate",
    "fit-line",
)

SMALL_STEPS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7)


# What and why of mistakes that more than one exercise knows
PRECEDENCE = (
    Text(
        "Bei dir wird durch 2 geteilt und dann mit h multipliziert.",
        "You divide by 2 and then multiply by h.",
    ),
    Text(
        "Python rechnet von links nach rechts: / 2 * h heißt (… / 2) · h. Der Nenner braucht eine Klammer.",
        "Python works from left to right: / 2 * h means (… / 2) · h. The denominator needs parentheses.",
    ),
)

ABSOLUTE = (
    Text(
        "Das ist der Betrag der Steigung: Wo f fällt, ist deine Zahl trotzdem positiv.",
        "This is the absolute value of the slope: where f falls, your number is still positive.",
    ),
    Text(
        "Fällt f, muss die Steigung negativ sein, sonst weiß der Abstieg nicht, wohin. Lass abs() weg, und zieh nicht das Kleinere vom Größeren ab.",
        "Where f falls, the slope must be negative, or the descent does not know where to go. Leave out abs(), and do not subtract the smaller value from the larger one.",
    ),
)


def square(x):
    return x**2


def cube(x):
    return x**3


def falling(x):
    return 5 - x**2


def constant(x):
    return 4.0


def quotient_cases(rng):
    """Curves with a name, then one of fresh numbers; no two ways to be wrong agree on all of them."""
    p, q, r = (int(k) for k in rng.integers(1, 4, 3))

    def polynomial(x):
        return p * x**3 - q * x**2 + r * x + 1

    return [
        (square, 3.0, 0.1),
        (cube, float(rng.integers(12, 20)) / 10, 0.2),
        (polynomial, float(rng.integers(15, 30)) / 10, float(rng.integers(3, 7)) / 10),
        (np.exp, float(rng.uniform(0, 1)), float(rng.uniform(0.2, 0.4))),
        (falling, float(rng.integers(15, 30)) / 10, 0.3),
    ]
