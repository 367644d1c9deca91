"""The networks that a backpropagation is tried on, and the right gradient there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nncourse.activations import Activation, relu, sigmoid
from nncourse.backpropagation import backprop
from nncourse.costs import SquaredError
from nncourse.network import Network

TOLERANCE, TOLERANCE_FLOAT32 = 1e-5, 1e-3  # the relative error of a W or b that still counts as equal
COST = SquaredError()


@dataclass(frozen=True)
class Case:
    """A small network of three layers with data, and the right gradient there; `asked` is 0 where nobody asks for it."""

    network: Network
    f: Activation
    X: np.ndarray
    G: np.ndarray
    right: np.ndarray
    asked: np.ndarray

    @classmethod
    def of(cls, network: Network, f: Activation, X: np.ndarray, G: np.ndarray) -> Case:
        """Return the case of these, with its right gradient."""
        right = backprop(network, X, G, COST)[1]
        return cls(network, f, X, G, right, np.ones_like(right))

    def of_first_sample(self) -> Case:
        """Return the same with its first sample alone."""
        return Case.of(self.network, self.f, self.X[:1], self.G[:1])

    def of_weights(self) -> Case:
        """Return the same where only dW is asked for."""
        asked = np.ones_like(self.right)
        for _, b in self.network.views(asked):
            b[:] = 0
        return replace(self, right=asked * self.right, asked=asked)

    def errors(self, g: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return |g - other| / (|g| + |other|) of W of layer 1, b of layer 1, W of layer 2, and so on."""
        sizes = [block.size for layer in self.network.views(self.right) for block in layer]
        starts = np.cumsum(sizes, dtype=np.intp) - sizes
        with np.errstate(over="ignore", invalid="ignore"):  # a huge g is as wrong as can be
            off, long, longer = (np.sqrt(np.add.reduceat(v * v, starts)) for v in (g - other, g, other))
            errors = off / (long + longer + 1e-12 * np.linalg.norm(self.right))
        return np.where(np.isfinite(errors), errors, np.inf)

    def agree(self, g: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return for each W and b whether two gradients are equal there, as far as g's dtype goes."""
        tolerance = TOLERANCE_FLOAT32 if g.dtype in (np.float16, np.float32) else TOLERANCE
        return self.errors(g, other) <= tolerance

    def __str__(self) -> str:
        return "-".join(map(str, self.network.sizes)) + f", {self.f!r}"


def cases(seed: int = 0) -> list[Case]:
    """Return networks on which no two bugs agree: with different sizes and square, with sigmoid and ReLU.

    As many samples, outputs and layers as it takes: 6 or 5, 3 or 2, 3. So n, the number of outputs, and a half
    are told apart by what becomes of them from one network to the next.
    """
    rng, made = np.random.default_rng(seed), []
    for f, different in ((sigmoid, [4, 5, 2, 3]), (relu, [3, 5, 4, 2])):
        for sizes, n in ((different, 6), ([3, 3, 3, 3], 5)):
            network = Network.mlp(sizes, hidden=f, seed=int(rng.integers(2**31)))
            for layer in network.layers:
                layer.b = 0.5 * rng.standard_normal(layer.b.shape)
            X, G = rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1]))
            made.append(Case.of(network, f, X, G))
    return made
