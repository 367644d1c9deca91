"""Chapter 1: neuron and activation functions. Its sections, the order of its exercises, and what more than one of them needs."""

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

NEURON = Section("activations-neuron", Text("Ein Neuron ist eine Zahl", "A neuron is a number"))
AS_FUNCTION = Section("activations-function", Text("Das Neuron als Funktion", "The neuron as a function"))
SIX = Section("activations-six", Text("Sechs Aktivierungsfunktionen", "Six activation functions"))
SLOPES = Section("activations-sigmoid-slope", Text("Wie steil sind die Kurven?", "How steep are the curves?"))
MAXOUT = Section("activations-maxout", Text("Maxout", "Maxout"))

ORDER = (
    "neuron-value",
    "sigmoid",
    "tanh",
    "relu",
    "leaky-relu",
    "elu",
    "maxout",
    "sigmoid-slope",
    "relu-slope",
)


def vectors(rng):
    """A number's worth of cases: one number, a row, a table."""
    return [
        (np.array([-1.0, 0.5, 2.0]),),
        (rng.normal(0, 2, 6),),
        (rng.normal(0, 2, (3, 4)),),
        (float(rng.normal(1, 1)),),
    ]


def whole(rng):
    """An array of whole numbers, on both sides of 0, a large one among them."""
    return [(np.array([-2, 0, 1, 12]),)]


def far_out(rng):
    return [(np.array([-1000.0, 1000.0]),), *whole(rng)]


def overflowed(outcomes):
    """A RuntimeWarning of an overflow, or NaN from infinity by infinity."""
    return any("overflow" in text or "invalid value" in text for outcome in outcomes for text in outcome.warned)


def nested(one, x, *rest):
    """Apply a function of one number to every entry, with lists and recursion."""
    if np.ndim(x) == 0:
        return one(float(x), *rest)
    return [nested(one, item, *rest) for item in x]
