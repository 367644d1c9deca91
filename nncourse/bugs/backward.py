"""Backpropagation in five small steps, each of which can be done wrong: everywhere, or in some places only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nncourse.backpropagation import checked_targets
from nncourse.checks import same_length
from nncourse.convolution import refuse_pictures
from nncourse.costs import Cost
from nncourse.language import Text
from nncourse.network import Dense, Layer, Network


@dataclass(frozen=True)
class Layers:
    """Some layers of a network: `holds(k, last)` says whether layer k is one of them, counted from 0."""

    name: Text
    holds: Callable[[int, int], bool]


EVERY_LAYER = Layers(Text("in jeder Schicht", "in every layer"), lambda k, last: True)
OUTPUT = Layers(Text("nur am Ausgang", "at the output only"), lambda k, last: k == last)
HIDDEN = Layers(Text("nur in den verdeckten Schichten", "in the hidden layers only"), lambda k, last: k < last)
LAST_HIDDEN = Layers(
    Text("nur in der letzten verdeckten Schicht", "in the last hidden layer only"), lambda k, last: k == last - 1
)
FIRST = Layers(Text("nur in der ersten Schicht", "in the first layer only"), lambda k, last: k == 0)
NOT_FIRST = Layers(
    Text("überall außer in der ersten Schicht", "everywhere but in the first layer"), lambda k, last: k > 0
)
NOT_LAST_HIDDEN = Layers(
    Text("überall außer in der letzten verdeckten Schicht", "everywhere but in the last hidden layer"),
    lambda k, last: k != last - 1,
)
PLACES = (EVERY_LAYER, OUTPUT, HIDDEN, LAST_HIDDEN, FIRST, NOT_FIRST, NOT_LAST_HIDDEN)  # all there are in three layers

ALL = frozenset({"dW", "db", "dA"})  # what a layer's delta is used for


class Backward:
    """Backpropagation, right as it stands; called like `backprop`. A subclass does a step wrong.

    Shapes as in `unchecked_backprop`: delta, Z and A (n, n_out), W and dW (n_out, n_in). A layer of
    Maxout has no f, so its delta is always right.

    Parameters
    ----------
    layers : Layers, optional
        Where the wrong step is done; elsewhere the right one.
    into : frozenset of {"dW", "db", "dA"}, optional
        On the way into which of them it is done; dA is what goes back to the layer before.
    """

    def __init__(self, layers: Layers = EVERY_LAYER, into: frozenset[str] = ALL):
        self.layers, self.into = layers, into

    def __call__(self, network: Network, X: Any, targets: Any, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the cost and what this pass takes for its gradient.

        Raises
        ------
        ShapeError, TypeError, ValueError
            As `backprop`, and for a convolution or pooling, whose backpropagation has other steps.
        """
        G, X = checked_targets(network, targets, cost), network.inputs(X)
        same_length("targets", G, "X", X)
        refuse_pictures(network, "the steps are those of a matrix")
        with np.errstate(all="ignore"):
            return self.unchecked(network, X, G, cost)

    def unchecked(self, network: Network, X: np.ndarray, G: np.ndarray, cost: Cost) -> tuple[float, np.ndarray]:
        """Return the same without checks."""
        Z, A = self.forward(network, X)
        gradient, last = np.empty_like(network.theta), len(network.layers) - 1
        slots = network.views(gradient)
        dA = self.output(cost, A[-1], G)
        for k in reversed(range(last + 1)):
            layer, (dW, db) = network.layers[k], slots[k]
            delta = self.deltas(layer, Z[k], A[k + 1], dA, k, last)
            dW[:] = self.step("weights", "dW", k, last)(delta["dW"], layer.W, Z, A, k)
            db[:] = self.step("biases", "db", k, last)(delta["db"], layer.b, dW)
            dA = self.step("back", "dA", k, last)(layer.W, delta["dA"], dW)
        return float(cost.value(A[-1], G)), self.finish(network, gradient)

    def deltas(self, layer: Layer, Z: np.ndarray, A: np.ndarray, dA: np.ndarray, k: int, last: int) -> dict:
        """Return the delta of layer k that goes into each of dW, db and dA."""
        if not isinstance(layer, Dense):
            return dict.fromkeys(ALL, layer.delta(Z, A, dA))
        steps = {into: self.step("delta", into, k, last) for into in ALL}
        done = {step: step(layer.f, Z, A, dA) for step in set(steps.values())}
        return {into: done[step] for into, step in steps.items()}

    def step(self, name: str, into: str, k: int, last: int) -> Callable:
        """Return the step of this name as it is done in layer k, on the way into dW, db or dA."""
        here = into in self.into and self.layers.holds(k, last)
        return getattr(self if here else RIGHT, name)

    def forward(self, network, X):
        return network.unchecked_forward(X)  # N7

    def output(self, cost, O, G):
        return cost.slope(O, G)  # N22

    def delta(self, f, Z, A, dA):
        return f.slope(Z, A) * dA  # N23

    def weights(self, delta, W, Z, A, k):
        return delta.T @ A[k]  # N25

    def biases(self, delta, b, dW):
        return delta.sum(axis=0)  # N26

    def back(self, W, delta, dW):
        return delta @ W  # K13

    def finish(self, network, gradient):
        return gradient

    @classmethod
    def done_wrong(cls) -> tuple[str, ...]:
        """Return the names of the steps that are written anew here, in the order above."""
        return tuple(name for name in vars(Backward) if name in STEPS and name in vars(cls))


STEPS = ("forward", "output", "delta", "weights", "biases", "back", "finish")
RIGHT = Backward()


class Both(Backward):
    """Two bugs at once, of different steps."""

    def __init__(self, one: Backward, other: Backward):
        super().__init__()
        self.one, self.other = one, other
        for name in ("forward", "output", "finish"):
            setattr(self, name, getattr(one if name in one.done_wrong() else other, name))

    def step(self, name: str, into: str, k: int, last: int) -> Callable:
        """Return the step of whichever does it wrong."""
        return (self.one if name in self.one.done_wrong() else self.other).step(name, into, k, last)
