"""Chapter 2: the forward pass. Its sections, the order of its exercises, and what more than one of them needs."""

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

LAYER = Section("forward-layer", Text("Die erste Schicht", "The first layer"))
LAYERS = Section("forward-layers", Text("Schicht auf Schicht", "Layer upon layer"))
THREE_WAYS = Section(
    "forward-three-ways",
    Text("Dreimal dasselbe: Schleife, Matrix, Stapel", "The same thing three times: loop, matrix, batch"),
)
THETA = Section("forward-theta", Text("Alle Parameter in einem Vektor", "All parameters in one vector"))
NONLINEAR = Section("forward-nonlinear", Text("Wozu die Aktivierungsfunktion?", "What is the activation function for?"))

ORDER = (
    "layer",
    "forward",
    "forward-batch",
    "count-parameters",
    "xor-weights",
    "linear-collapse",
)

# What and why of mistakes that more than one exercise knows
FIRST_ONLY = (
    Text(
        "Das sind die Aktivierungen der ersten Schicht. Die übrigen Schichten kommen nicht mehr vor.",
        "These are the activations of the first layer. The other layers no longer appear.",
    ),
    Text(
        "Der Ausgang kommt aus der letzten Schicht. Steht dein return vielleicht noch in der Schleife?",
        "The output comes from the last layer. Is your return perhaps still inside the loop?",
    ),
)
LAST_LINEAR = (
    Text(
        "In der letzten Schicht fehlt f: Das ist ihr Signal z, nicht ihre Aktivierung.",
        "In the last layer, f is missing: this is its signal z, not its activation.",
    ),
    Text(
        "In dieser Übung hat auch die letzte Schicht die Aktivierungsfunktion f.",
        "In this exercise, the last layer has the activation function f too.",
    ),
)


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z)))  # takes a list too, and float32 stays float32


def tanh(z):
    return np.tanh(z)


def decimals(rng, *shape):
    """Numbers from −1.5 to 1.5 with one digit, never 0: easy to read."""
    return rng.integers(1, 16, shape) * rng.choice([-1, 1], shape) / 10


def whole(rng, *shape):
    """Whole numbers from −2 to 2, as an array of integers."""
    return rng.integers(-2, 3, shape)


def network(rng, *sizes, numbers=decimals):
    """Weights and biases of a network with these sizes."""
    weights = [numbers(rng, n_out, n_in) for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True)]
    return weights, [numbers(rng, n_out) for n_out in sizes[1:]]
