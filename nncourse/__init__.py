"""Neural networks from the ground up: the package that every chapter imports.

Read it module by module: activations, costs, network, backprop, gradients, optimizers,
training, datasets, storage; `nncourse.plots` draws and is imported on its own.
"""

from nncourse.activations import Activation, elu, identity, leaky_relu, relu, sigmoid, softmax, tanh
from nncourse.backprop import backprop
from nncourse.checks import ShapeError
from nncourse.costs import BinaryCrossEntropy, CrossEntropy, SquaredError
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
from nncourse.optimizers import Adam, GradientDescent, Momentum
from nncourse.storage import StorageError, load, save
from nncourse.training import DivergedError, History, accuracy, confusion_matrix, train

__version__ = "0.1.0"

__all__ = [
    "Activation",
    "Adam",
    "BinaryCrossEntropy",
    "CrossEntropy",
    "Dense",
    "DivergedError",
    "GradientCheck",
    "GradientDescent",
    "History",
    "Maxout",
    "Momentum",
    "Network",
    "ShapeError",
    "SquaredError",
    "StorageError",
    "accuracy",
    "backprop",
    "check_gradient",
    "circles",
    "confusion_matrix",
    "difference_quotient",
    "elu",
    "get_language",
    "identity",
    "leaky_relu",
    "load",
    "mnist",
    "moons",
    "numerical_gradient",
    "one_hot",
    "relu",
    "save",
    "set_language",
    "shifted",
    "sigmoid",
    "softmax",
    "spirals",
    "split",
    "symmetric_quotient",
    "tanh",
    "train",
    "warped",
    "xor",
]
