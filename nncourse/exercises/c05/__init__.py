"""Chapter 5: backpropagation. Its sections, the order of its exercises, and what more than one of them needs."""

import math

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

FIRST_GEAR = Section("backprop-cost", Text("Das erste Rad: die Kosten", "The first gear: the cost"))
TOGETHER = Section("backprop-output", Text("Alle drei zusammen", "All three together"))
PATHS = Section("backprop-paths", Text("Viele Wege: die Summe", "Many paths: the sum"))
ALGORITHM = Section("backprop-algorithm", Text("Der ganze Algorithmus", "The whole algorithm"))
CHECK = Section("backprop-check", Text("Stimmt der Gradient?", "Is the gradient right?"))

ORDER = (
    "cost-slope",
    "output-gradients",
    "hidden-delta",
    "backprop",
    "backprop-batch",
    "relative-error",
)

# What and why of mistakes that more than one exercise knows
SIGN = (
    Text(
        "Alle Vorzeichen sind umgekehrt: Am Ausgang steht G − O statt O − G.",
        "All signs are reversed: at the output you have G − O instead of O − G.",
    ),
    Text(
        "Ist ein Ausgang zu groß, muss seine Steigung positiv sein, sonst geht der Abstieg bergauf.",
        "If an output is too large, its slope must be positive; otherwise the descent goes uphill.",
    ),
)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slope_at(z):
    return sigmoid(z) * (1 - sigmoid(z))


def tenths(numbers):
    """Fresh, but short enough to calculate with."""
    return np.round(numbers, 1)


def targets(rng, shape):
    """Zeros and ones: no output of a sigmoid comes close enough for its slope to drown in rounding."""
    return rng.integers(0, 2, shape).astype(float)


def sigma(z):
    return 1 / (1 + math.exp(-z))


def smooth(z):
    return (1 + np.tanh(z / 2)) / 2
