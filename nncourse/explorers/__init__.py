"""Live figures: pictures in the page that compute what the package computes.

>>> from nncourse import explorers

and `explorers.neuron()` as the last line of a cell. They need neither a kernel nor a network.
"""

from nncourse.explorers.bug_data import zoo
from nncourse.explorers.digit_data import examples, exported, reader
from nncourse.explorers.page import Explorer
from nncourse.language import get_language
from nncourse.network import Network

__all__ = [
    "Explorer",
    "backprop",
    "bug",
    "convolution",
    "cost",
    "descent",
    "digit",
    "forward",
    "neuron",
    "playground",
    "quotient",
]


def neuron() -> Explorer:
    """Return one neuron: choose f, move w, b and x; see curve, point, tangent and its slope."""
    return Explorer("neuron", get_language())


def cost() -> Explorer:
    """Return one neuron over six samples; move w and b, see each distance, its square, C and the place on the map."""
    return Explorer("cost", get_language())


def descent() -> Explorer:
    """Return a hiker on a curve or a saddle; set L and the start, take steps downhill, see where they lead."""
    return Explorer("descent", get_language())


def quotient() -> Explorer:
    """Return the secant at a point; set h, see both quotients, the tangent, and the error over h."""
    return Explorer("quotient", get_language())


def forward() -> Explorer:
    """Return the 2-3-1 network of chapter 2; move inputs, weights and biases, see every formula and the region."""
    return Explorer("forward", get_language())


def backprop() -> Explorer:
    """Return one pass forward and one backward, neuron by neuron; set inputs, goals and f, wiggle any weight."""
    return Explorer("backprop", get_language())


def bug() -> Explorer:
    """Return a game: find the first wrong number of one pass forward and back, caused by a bug from the zoo."""
    return Explorer("bug", get_language(), zoo())


def playground() -> Explorer:
    """Return a small network that learns on the page; set layers, f, L, start, data; see every weight and gradient."""
    return Explorer("playground", get_language())


def digit(network: Network | None = None) -> Explorer:
    """Return a sheet to draw a digit on, and a network that reads it.

    The page computes with the network's weights rounded to 255 steps for each neuron: exactly what
    `nncourse.explorers.digit_data.rounded(network)` computes.

    Parameters
    ----------
    network : Network, optional
        With 784 inputs, at least one hidden layer and 10 outputs; if not given, the one that is stored with the
        package. Outputs of `identity` are shown after softmax. Where none reaches 0.85, the page says that the
        network does not know.

    Returns
    -------
    Explorer

    Raises
    ------
    TypeError, ShapeError, ValueError
        If it is no such network, or has too many weights for a page.
    """
    return Explorer("digit", get_language(), exported(reader() if network is None else network))


def convolution() -> Explorer:
    """Return a sheet to draw a digit on, and a 3 x 3 kernel that slides over it; see products, sum and map."""
    return Explorer("convolution", get_language(), {"examples": examples()})
