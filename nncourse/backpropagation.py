"""Backpropagation (N22 to N27): the gradient of the cost in every parameter, in two passes."""

from __future__ import annotations

from typing import Any

import numpy as np

from nncourse.checks import finite, instance, same_length, sample_rows
from nncourse.costs import Cost
from nncourse.network import Network, Views, column_sums, product


def backprop(network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
    """Return the cost and its gradient with respect to theta.

    Parameters
    ----------
    network : Network
    X : array_like, shape (n, n_in)
        One sample per row; bytes (uint8) as for a call of the network.
    targets : array_like, shape (n, n_out)
        G of the notes.
    cost : Cost
        Such as `SquaredError()`.

    Returns
    -------
    C : float
        The mean cost of the samples.
    gradient : ndarray, shape (n_parameters,)
        dC/dtheta; `network.views(gradient)` are the dC/dW and dC/db of every layer.

    Raises
    ------
    ShapeError, TypeError, ValueError
        If X or targets do not fit the network, are not finite numbers, or are so large that the
        gradient is not finite.
    """
    G, X = checked_targets(network, targets, cost), network.inputs(X)
    same_length("targets", G, "X", X)
    gradient = np.empty_like(network.theta)
    with np.errstate(all="ignore"):
        C = unchecked_backprop(network, X, G, cost, network.views(gradient))
    return finite("X, theta", C, "the cost"), finite("X, theta", gradient, "the gradient")


# As narrow as a page of the book, which prints it.
def unchecked_backprop(
    network: Network, X: np.ndarray, G: np.ndarray, cost: Cost, slopes: Views
) -> float:
    """Return C, and write dC/dW and dC/db of every layer into `slopes`."""
    Z, A = network.unchecked_forward(X)               # N7: every z and a
    C, dA = cost.value_and_slope(A[-1], G)            # N22: C and dC/dO
    for k in reversed(range(len(network.layers))):    # N27: layer by layer
        layer, (dW, db) = network.layers[k], slopes[k]
        delta = layer.delta(Z[k], A[k + 1], dA)       # N23: A'(z) dC/da
        if layer.rows == 0:                           # no W, no b: pooling
            dA = delta
            continue
        product(delta.T, layer.seen(A[k]), into=dW)   # N25: delta a, summed
        column_sums(delta, into=db)                   # N26: delta 1, summed
        if k > 0:
            dA = layer.back(product(delta, layer.W))  # K13: over all paths
    return float(C)


def checked_targets(network: Network, targets: Any, cost: Cost) -> np.ndarray:
    """Return targets as the network's floats, shape (n, n_out), if they suit network and cost.

    Raises
    ------
    ShapeError, TypeError, ValueError
        If they do not.
    """
    instance("network", network, Network, "a Network, such as Network.mlp([784, 30, 10])")
    instance("cost", cost, Cost, "a cost, such as SquaredError()")
    G = sample_rows("targets", targets, width=network.layers[-1].n_out, dtype=network.dtype)
    cost.check_targets(G)
    return G
