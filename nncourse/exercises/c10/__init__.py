"""Chapter 10: convolution. Its sections, the order of its exercises, and what more than one of them needs."""

import numpy as np

from nncourse.exercises.model import Section
from nncourse.language import Text

WINDOW = Section("convolution-window", Text("Ein kleines Fenster", "A small window"))
SIZES = Section("convolution-sizes", Text("Padding, Stride, Kanäle", "Padding, stride, channels"))
BACKPROP = Section("convolution-backprop", Text("Zurück durch das Fenster", "Back through the window"))

ORDER = (
    "correlate",
    "conv-size",
    "conv-parameters",
    "max-pool",
    "kernel-gradient",
    "picture-gradient",
)


def whole(rng, *shape):
    """Small whole numbers to calculate with, as floats; none is 0, and no two neighbors hide a swap."""
    numbers = rng.permutation(np.resize([-4, -3, -2, -1, 1, 2, 3, 4, 5], int(np.prod(shape))))
    return numbers.reshape(shape).astype(float)


def windows(X, size):
    """All windows of a picture, by their places."""
    return np.lib.stride_tricks.sliding_window_view(X, (size, size))
