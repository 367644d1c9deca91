"""Chapter 5 in other right ways."""

import functools
import math

import numpy as np


def sigma(z):
    return 1 / (1 + math.exp(-z))


def smooth(z):
    return (1 + np.tanh(z / 2)) / 2


def scaled_difference(O, G, factor):
    return factor * (O - G)


class Slope:
    def __call__(self, O, G):
        d = np.subtract(O, G)
        return d + d


def output_by_loops(a, z, O, G):
    dW, db = [], []
    for i in range(len(z)):
        delta = sigma(z[i]) * (1 - sigma(z[i])) * 2 * (O[i] - G[i])
        dW.append([delta * float(aj) for aj in a])
        db.append(delta)
    return [dW, db]


def output_in_float32(a, z, O, G):
    a, z, O, G = (v.astype(np.float32) for v in (a, z, O, G))
    delta = 2 * (O - G) * np.exp(-z) / (1 + np.exp(-z)) ** 2
    return delta[:, None] * a, delta


class OutputLayer:
    def __call__(self, a, z, O, G):
        delta = (O - O**2) * (2 * O - 2 * G)
        return delta.reshape(-1, 1) @ a.reshape(1, -1), delta


def hidden_by_loops(W_next, delta_next, z):
    deltas = []
    for j in range(len(z)):
        total = 0.0
        for i in range(len(delta_next)):
            total += W_next[i, j] * delta_next[i]
        deltas.append(total * sigma(z[j]) * (1 - sigma(z[j])))
    return deltas


def hidden_in_float32(W_next, delta_next, z):
    a = 1 / (1 + np.exp(-z.astype(np.float32)))
    return (delta_next.astype(np.float32) @ W_next.astype(np.float32)) * a * (1 - a)


def hidden_of(slope, W_next, delta_next, z):
    return np.diag(slope(z)) @ W_next.T @ delta_next


def backprop_recursive(weights, biases, x, G):
    def back(k, a):
        """dC/da for the input of layer k, and the gradients from there on."""
        if k == len(weights):
            return 2 * (a - G), [], []
        out = smooth(weights[k] @ a + biases[k])
        dC_dout, dWs, dbs = back(k + 1, out)
        delta = dC_dout * out * (1 - out)
        return delta @ weights[k], [np.einsum("i,j->ij", delta, a), *dWs], [delta, *dbs]

    _, dWs, dbs = back(0, x)
    return tuple(dWs), tuple(dbs)


def backprop_with_lists(weights, biases, x, G):
    activations = [list(x)]
    for W, b in zip(weights, biases, strict=True):
        sums = [sum(w * a for w, a in zip(row, activations[-1], strict=True)) for row in W]
        activations.append([sigma(z + bias) for z, bias in zip(sums, b, strict=True)])
    delta = [2 * (o - g) * o * (1 - o) for o, g in zip(activations[-1], G, strict=True)]
    dWs, dbs = [], []
    for k in range(len(weights) - 1, -1, -1):
        dWs.append([[float(d * a) for a in activations[k]] for d in delta])
        dbs.append([float(d) for d in delta])
        ways = [sum(weights[k][i][j] * delta[i] for i in range(len(delta))) for j in range(len(activations[k]))]
        delta = [way * a * (1 - a) for way, a in zip(ways, activations[k], strict=True)]
    return dWs[::-1], dbs[::-1]


class Backprop:
    """In float32, with the signals kept."""

    def __init__(self, dtype):
        self.dtype = dtype

    def __call__(self, weights, biases, x, G):
        weights, biases = ([v.astype(self.dtype) for v in vs] for vs in (weights, biases))
        signals, a = [], x.astype(self.dtype)
        inputs = []
        for W, b in zip(weights, biases, strict=True):
            inputs.append(a)
            signals.append(W.dot(a) + b)
            a = smooth(signals[-1])
        dC_da = 2 * (a - G.astype(self.dtype))
        dWs, dbs = [None] * len(weights), [None] * len(weights)
        for k in range(len(weights))[::-1]:
            delta = smooth(signals[k]) * smooth(-signals[k]) * dC_da
            dWs[k], dbs[k] = delta[:, np.newaxis] * inputs[k], delta
            dC_da = np.einsum("ij,i->j", weights[k], delta)
        return dWs, dbs


def wiggled(weights, biases, X, G):
    """No backpropagation at all: difference quotients. Accurate enough to pass."""
    weights, biases = [W.copy() for W in weights], [b.copy() for b in biases]

    def cost():
        A = np.atleast_2d(X)
        for W, b in zip(weights, biases, strict=True):
            A = smooth(A @ W.T + b)
        return np.sum((A - G) ** 2) / len(A)

    def slopes(array):
        gradient = np.zeros_like(array)
        for place in np.ndindex(*array.shape):
            here, values = array[place], []
            for side in (1, -1):
                array[place] = here + side * 1e-5
                values.append(cost())
            array[place] = here
            gradient[place] = (values[0] - values[1]) / 2e-5
        return gradient

    return [slopes(W) for W in weights], [slopes(b) for b in biases]


def batch_by_loop(one, weights, biases, X, G):
    dWs, dbs = [np.zeros(W.shape) for W in weights], [np.zeros(b.shape) for b in biases]
    for x, g in zip(X, G, strict=True):
        for total, part in zip([*dWs, *dbs], sum(map(list, one(weights, biases, x, g)), []), strict=True):
            total += np.array(part) / len(X)
    return dWs, dbs


def batch_with_einsum(weights, biases, X, G):
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        activations.append(smooth(np.einsum("ij,nj->ni", W, activations[-1]) + b))
    dC_dA, found = 2 * (activations[-1] - G), []
    for W, before, A in list(zip(weights, activations[:-1], activations[1:], strict=True))[::-1]:
        delta = A * (1 - A) * dC_dA
        found.append((np.einsum("ni,nj->ij", delta, before) / len(X), delta.mean(axis=0)))
        dC_dA = np.einsum("ij,ni->nj", W, delta)
    return tuple(zip(*found[::-1], strict=True))


def batch_with_samples_as_columns(weights, biases, X, G):
    activations = [X.T]
    for W, b in zip(weights, biases, strict=True):
        activations.append(smooth(W @ activations[-1] + b[:, None]))
    delta = 2 / len(X) * (activations[-1] - G.T) * activations[-1] * (1 - activations[-1])
    dWs, dbs = [], []
    for k in range(len(weights))[::-1]:
        dWs.append(delta @ activations[k].T)
        dbs.append(np.sum(delta, axis=1).tolist())
        delta = weights[k].T @ delta * activations[k] * (1 - activations[k])
    return dWs[::-1], dbs[::-1]


def error_by_loops(g, h):
    def length(v):
        return math.sqrt(sum(float(entry) ** 2 for entry in v))

    both = length(g) + length(h)
    return length([a - b for a, b in zip(g, h, strict=True)]) / both if both > 0 else 0


def error_with_a_tiny_number(g, h, tiny):
    return np.sqrt(np.sum((g - h) ** 2)) / (np.sqrt(g @ g) + np.sqrt(h @ h) + tiny)


class RelativeError:
    def __call__(self, g, h):
        if np.array_equal(g, h):
            return np.float32(0)
        g, h = g.astype(np.float32), h.astype(np.float32)
        return np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h))


REWRITES = {
    "cost-slope": [
        functools.partial(scaled_difference, factor=2),
        Slope(),
        lambda O, G: [2 * (float(o) - float(g)) for o, g in zip(O, G, strict=True)],
        lambda O, G: (-2 * (G - O)).astype(np.float32),
    ],
    "output-gradients": [
        output_by_loops,
        output_in_float32,
        OutputLayer(),
        lambda a, z, O, G: (np.einsum("i,j->ij", d := 2 * (O - G) * smooth(z) * smooth(-z), a), d.tolist()),
    ],
    "hidden-delta": [
        hidden_by_loops,
        hidden_in_float32,
        functools.partial(hidden_of, lambda z: 0.25 / np.cosh(z / 2) ** 2),
        lambda W_next, delta_next, z: np.einsum("ij,i,j,j->j", W_next, delta_next, smooth(z), smooth(-z)),
        lambda W_next, delta_next, z: (W_next * delta_next[:, None]).sum(axis=0) * smooth(z) * smooth(-z),
    ],
    "backprop": [backprop_recursive, backprop_with_lists, Backprop(np.float32), Backprop(float), wiggled],
    "backprop-batch": [
        functools.partial(batch_by_loop, backprop_recursive),
        functools.partial(batch_by_loop, backprop_with_lists),
        batch_with_einsum,
        batch_with_samples_as_columns,
        wiggled,
    ],
    "relative-error": [
        error_by_loops,
        functools.partial(error_with_a_tiny_number, tiny=1e-300),
        functools.partial(error_with_a_tiny_number, tiny=1e-12),
        RelativeError(),
    ],
}
