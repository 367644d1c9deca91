"""The steps of `Backward`, each done wrong in one line that can be read beside the right one."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from nncourse.activations import relu
from nncourse.backpropagation import checked_targets
from nncourse.bugs.backward import Backward
from nncourse.network import Network

# The beginning


class NoTwo(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) / 2


class Sum(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) * len(O)


class MeanAll(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, G) / O.shape[1]


class Sign(Backward):
    def output(self, cost, O, G):
        return -cost.slope(O, G)


class NoTargets(Backward):
    def output(self, cost, O, G):
        return cost.slope(O, 0 * G)


class AbsoluteError(Backward):
    def output(self, cost, O, G):
        return np.abs(cost.slope(O, G))


class SquaredError(Backward):
    def output(self, cost, O, G):
        return (O - G) * cost.slope(O, G) / 2


class NoBiasForward(Backward):
    def forward(self, network, X):
        Z, A = [], [X]
        for layer in network.layers:
            Z.append(A[-1] @ layer.W.T)
            A.append(layer.activate(Z[-1]))
        return Z, A


# Delta


class NoSlope(Backward):
    def delta(self, f, Z, A, dA):
        return dA


class SlopeOfA(Backward):
    def delta(self, f, Z, A, dA):
        return f.slope(A, f.function(A)) * dA


class OneMinusA(Backward):
    def delta(self, f, Z, A, dA):
        return (1 - A) * dA


class JustA(Backward):
    def delta(self, f, Z, A, dA):
        return A * dA


class ShortcutOfZ(Backward):
    def delta(self, f, Z, A, dA):
        return Z * (1 - Z) * dA


class SlopeTwice(Backward):
    def delta(self, f, Z, A, dA):
        return f.slope(Z, A) ** 2 * dA


class SigmoidSlope(Backward):
    def delta(self, f, Z, A, dA):
        return A * (1 - A) * dA


class TanhSlope(Backward):
    def delta(self, f, Z, A, dA):
        return (1 - A**2) * dA


class ReluSlope(Backward):
    def delta(self, f, Z, A, dA):
        return (A > 0) * dA


class ReluSlopeOne(Backward):
    def delta(self, f, Z, A, dA):
        return (A >= 0 if f is relu else f.slope(Z, A)) * dA


class MeanAgain(Backward):
    def delta(self, f, Z, A, dA):
        return f.slope(Z, A) * dA / len(dA)


# dW


class WrongActivation(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.T @ A[k + 1 if A[k + 1].shape == A[k].shape else k]


class LayerBefore(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.T @ A[k - 1 if k and A[k - 1].shape == A[k].shape else k]


class NetworkInput(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.T @ A[0 if A[0].shape == A[k].shape else k]


class SignalForInput(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.T @ (Z[k - 1] if k else A[0])


class WeightForInput(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.sum(axis=0)[:, np.newaxis] * W


class NoInput(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta.sum(axis=0)[:, np.newaxis] * np.ones_like(W)


class LastSample(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta[-1:].T @ A[k][-1:]

    def biases(self, delta, b, dW):
        return delta[-1]


class FirstSample(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta[:1].T @ A[k][:1]

    def biases(self, delta, b, dW):
        return delta[0]


class FirstLost(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta[1:].T @ A[k][1:]

    def biases(self, delta, b, dW):
        return delta[1:].sum(axis=0)


class LastLost(Backward):
    def weights(self, delta, W, Z, A, k):
        return delta[:-1].T @ A[k][:-1]

    def biases(self, delta, b, dW):
        return delta[:-1].sum(axis=0)


# db


class BiasSum(Backward):
    def biases(self, delta, b, dW):
        return len(delta) * delta.sum(axis=0)


class BiasMeanTwice(Backward):
    def biases(self, delta, b, dW):
        return delta.mean(axis=0)


class BiasZero(Backward):
    def biases(self, delta, b, dW):
        return 0 * delta.sum(axis=0)


class BiasOneNumber(Backward):
    def biases(self, delta, b, dW):
        return delta.sum()


class BiasFromWeights(Backward):
    def biases(self, delta, b, dW):
        return dW.sum(axis=1)


class BiasTimesBias(Backward):
    def biases(self, delta, b, dW):
        return b * delta.sum(axis=0)


# The way back


class NotTransposed(Backward):
    def back(self, W, delta, dW):
        return delta @ (W.T if W.shape[0] == W.shape[1] else W)


class OnePath(Backward):
    def back(self, W, delta, dW):
        return delta[:, :1] @ W[:1]


class LastPath(Backward):
    def back(self, W, delta, dW):
        return delta[:, -1:] @ W[-1:]


class MeanPaths(Backward):
    def back(self, W, delta, dW):
        return delta @ W / len(W)


class NoWeights(Backward):
    def back(self, W, delta, dW):
        return delta.sum(axis=1, keepdims=True) * np.ones((1, W.shape[1]))


class OutputOnly(Backward):
    def back(self, W, delta, dW):
        return 0 * delta @ W


class UpdatedTooEarly(Backward):
    """W has made its step before delta goes back through it.

    Parameters
    ----------
    learning_rate : float, optional
        What a training with this bug steps with.
    """

    def __init__(self, learning_rate: float = 0.5):
        super().__init__()
        self.learning_rate = learning_rate

    def back(self, W, delta, dW):
        return delta @ (W - self.learning_rate * dW)


# More than one step


class Accumulated(Backward):
    def __init__(self):
        super().__init__()
        self.total = WeakKeyDictionary()  # of networks; a new one begins at 0

    def finish(self, network, gradient):
        self.total[network] = self.total.get(network, 0) + gradient
        return self.total[network].copy()


class Float32Quotient(Backward):
    h = np.float32(1e-5)  # the best of float64

    def __call__(self, network, X, targets, cost):
        G, X = checked_targets(network, targets, cost), network.inputs(X)
        twin = in_float32(network)
        X, G = X.astype(np.float32), G.astype(np.float32)

        def C():
            return np.float32(cost.value(twin.unchecked_forward(X)[1][-1], G))

        C_here, gradient = C(), np.empty_like(network.theta)
        for i in range(len(gradient)):
            here = twin.theta[i]
            twin.theta[i] = here + self.h
            gradient[i] = (C() - C_here) / self.h
            twin.theta[i] = here
        return float(C_here), gradient


def in_float32(network: Network) -> Network:
    """Return the same network with float32 numbers."""
    twin = Network(*[type(layer)(*layer.arguments) for layer in network.layers], dtype=np.float32)
    twin.theta = network.theta
    return twin
