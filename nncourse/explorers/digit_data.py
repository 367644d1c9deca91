"""What the page of `explorers.digit` needs: a network with rounded weights, in few characters, and some digits."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from nncourse.checks import ShapeError, instance
from nncourse.convolution import refuse_pictures
from nncourse.datasets import mnist
from nncourse.network import Network
from nncourse.storage import describe, layer_from, load

MOST = 220_000  # weights: as text in the page they take a third more
LARGEST = 127  # of a rounded weight, which is one byte
EXAMPLES = {0: 10, 1: 5, 2: 1, 3: 32, 4: 4, 5: 15, 6: 21, 7: 0, 8: 61, 9: 12}  # digit -> row of the test images


def reader() -> Network:
    """Return the network that reads digits in chapters 7 and 9, by `experiments/reader.py`, stored with the package.

    Returns
    -------
    Network
        784-128-10, a new one each time.
    """
    with as_file(files("nncourse").joinpath("data/reader.nn")) as path:
        return load(path)


def rounded(network: Network) -> Network:
    """Return the network that a page computes with: a weight is a whole number, -127 to 127, times its neuron's scale.

    Parameters
    ----------
    network : Network

    Returns
    -------
    Network
        Of the same layers, in float64; scales and biases have four significant digits.

    Raises
    ------
    TypeError
        If it is no network of `Dense` and `Maxout`, with the package's activation functions.
    """
    instance("network", network, Network, "a Network, such as explorers.reader()")
    result = Network(*[layer_from(describe(layer)) for layer in network.layers])
    for layer, (scales, whole, b) in zip(result.layers, whole_numbers(network), strict=True):
        layer.W, layer.b = scales[:, np.newaxis] * whole, b
    return result


def whole_numbers(network: Network) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return (scales, whole, b) of every layer: a scale for each row of W, the row in bytes, and the biases."""
    refuse_pictures(network, "this page computes no other")
    found = []
    for layer in network.layers:
        W = layer.W.astype(np.float64)
        scales = four_digits(np.abs(W).max(axis=1) / LARGEST)
        scales[scales == 0] = 1
        whole = np.clip(np.rint(W / scales[:, np.newaxis]), -LARGEST, LARGEST).astype(np.int8)
        found.append((scales, whole, four_digits(layer.b)))
    return found


def four_digits(values: np.ndarray) -> np.ndarray:
    """Return the values rounded to four significant digits, as a page reads them."""
    return np.array([float(f"{value:.3e}") for value in values])


def exported(network: Any) -> dict[str, Any]:
    """Return what the page needs of a network that reads digits, and the examples.

    Raises
    ------
    TypeError, ShapeError, ValueError
        If it is none, or is too large for a page.
    """
    instance("network", network, Network, "a Network that reads digits, such as explorers.reader()")
    sizes = network.sizes
    if sizes[0] != 784 or sizes[-1] != 10 or len(sizes) < 3:
        raise ShapeError(
            f"network is {'-'.join(map(str, sizes))}; expected 784 inputs (28 x 28 pixels), hidden neurons and 10 "
            "outputs (the digits): train one such as Network.mlp([784, 30, 10])"
        )
    if (n_weights := sum(layer.W.size for layer in network.layers)) > MOST:
        raise ValueError(f"network has {n_weights} weights; expected at most {MOST} in a page: take fewer neurons")
    layers = []
    for layer, (scales, whole, b) in zip(network.layers, whole_numbers(network), strict=True):
        kind, n_in, n_out, *f = describe(layer)
        layers.append(
            {
                "nIn": n_in,
                "nOut": n_out,
                "f": f[0] if kind == "Dense" else "maxout",
                "whole": b64encode(whole.tobytes()).decode(),
                "scales": scales.tolist(),
                "b": b.tolist(),
            }
        )
    return {"layers": layers, "examples": examples()}


def examples() -> list[str]:
    """Return one test image of each digit, its 784 bytes in base64."""
    images = mnist().x_test[list(EXAMPLES.values())]
    return [b64encode(image.tobytes()).decode() for image in images]
