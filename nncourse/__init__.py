"""Neural networks from the ground up: the package that every chapter imports.

Read it module by module: activations, costs, network, convolution, backpropagation, gradients, optimizers,
training, ailments, datasets, storage; `nncourse.images`, which reads digits of one's own, and
`nncourse.plots`, which draws, are imported on their own.
"""

from nncourse import activations, costs, optimizers
from nncourse.activations import *  # noqa: F403
from nncourse.ailments import Checkup, checkup
from nncourse.backpropagation import backprop
from nncourse.checks import ShapeError
from nncourse.convolution import Conv, MaxPool
from nncourse.costs import *  # noqa: F403
from nncourse.datasets import circles, mnist, moons, one_hot, shifted, spirals, split, warped, xor
from nncourse.gradients import (
    GradientCheck,
    check_gradient,
    difference_quotient,
    numerical_gradient,
    symmetric_quotient,
)
from nncourse.language import get_language, set_language
from nncourse.network import Dense, Maxout, Network
from nncourse.optimizers import *  # noqa: F403
from nncourse.riddle import find_the_bug
from nncourse.storage import StorageError, load, save
from nncourse.training import DivergedError, History, accuracy, confusion_matrix, train

__version__ = "0.1.0"

__all__ = [
    "Checkup",
    "Conv",
    "Dense",
    "DivergedError",
    "GradientCheck",
    "History",
    "MaxPool",
    "Maxout",
    "Network",
    "ShapeError",
    "StorageError",
    "accuracy",
    "backprop",
    "check_gradient",
    "checkup",
    "circles",
    "confusion_matrix",
    "difference_quotient",
    "find_the_bug",
    "get_language",
    "load",
    "mnist",
    "moons",
    "numerical_gradient",
    "one_hot",
    "save",
    "set_language",
    "shifted",
    "spirals",
    "split",
    "symmetric_quotient",
    "train",
    "warped",
    "xor",
]
__all__ += activations.__all__
__all__ += costs.__all__
__all__ += optimizers.__all__
__all__.sort()
