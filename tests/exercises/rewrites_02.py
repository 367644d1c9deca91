"""Right answers to the exercises of chapter 2 in other styles than the solutions."""

import functools
import math

import numpy as np


def layer_loop(W, b, a, f):
    result = []
    for n in range(len(b)):
        z = b[n]
        for m in range(len(a)):
            z += W[n][m] * a[m]
        result.append(f(z))
    return result


def layer_float32(W, b, a, f):
    return f(np.float32(W) @ np.float32(a) + np.float32(b))


def layer_signals_first(W, b, a, f):
    signals = [float(b[n]) for n in range(len(b))]
    for n, row in enumerate(W.tolist()):
        for w, x in zip(row, a.tolist(), strict=True):
            signals[n] += w * x
    return f(signals)


class Layer:
    """The bias as one more weight, of an input that is always 1."""

    def __call__(self, W, b, a, f):
        return f(np.column_stack([W, b]) @ np.append(a, 1))


def forward_recursive(weights, biases, x, f):
    if not weights:
        return x
    return forward_recursive(weights[1:], biases[1:], f(weights[0] @ x + biases[0]), f)


def forward_loops(weights, biases, x, f):
    a = list(x)
    for W, b in zip(weights, biases, strict=True):
        a = layer_loop(W, b, a, f)
    return tuple(float(item) for item in a)


def forward_keeping_all(weights, biases, x, f):
    activations = [np.asarray(x, dtype=np.float32)]
    for k, W in enumerate(weights):
        activations.append(f(np.einsum("nm,m->n", W.astype(np.float32), activations[k]) + biases[k].astype(np.float32)))
    return activations[-1]


class Forward:
    def __call__(self, weights, biases, x, f):
        pairs = zip(weights, biases, strict=True)
        return functools.reduce(lambda a, pair: f(np.dot(pair[0], a) + pair[1]), pairs, x)


def batch_in_columns(weights, biases, X, f):
    A = X.T
    for W, b in zip(weights, biases, strict=True):
        A = f(W @ A + b.reshape(-1, 1))
    return A.T


def batch_einsum(weights, biases, X, f):
    A = X.astype(np.float32)
    for W, b in zip(weights, biases, strict=True):
        A = f(np.einsum("im,nm->in", A, W.astype(np.float32)) + b.astype(np.float32))
    return A


def count_recursive(sizes):
    if len(sizes) < 2:
        return 0
    return (sizes[0] + 1) * sizes[1] + count_recursive(sizes[1:])


def count_arrays(sizes):
    return sum(np.zeros((m, n)).size + np.zeros(m).size for n, m in zip(sizes[:-1], sizes[1:], strict=True))


def count_dot(sizes):
    return float(np.dot(np.array(sizes[:-1]) + 1, sizes[1:]))


def xor_two_sides():
    """|x1 − x2|: one neuron for each sign."""
    return [[1, -1], [-1, 1]], [0, 0], [[1, 1]], [0]


def xor_from_above():
    """1 − |x1 + x2 − 1|, with plain vectors and numbers, in float32."""
    W1 = np.array([[1, 1], [-1, -1]], dtype=np.float32)
    return W1, np.array([-1, 1], dtype=np.float32), np.array([-1, -1], dtype=np.float32), 1.0


def xor_scaled():
    return 10 * np.ones((2, 2)), np.array([[0.0], [-10.0]]), np.array([[0.1, -0.2]]), np.zeros(1)


def collapse_by_probing(W1, b1, W2, b2):
    """Ask the two layers: at 0 they give b, at the unit vectors a column of W more."""

    def both(x):
        return W2 @ (W1 @ x + b1) + b2

    b = both(np.zeros(W1.shape[1]))
    return np.column_stack([both(e) - b for e in np.eye(W1.shape[1])]), b


def collapse_loops(W1, b1, W2, b2):
    hidden = range(len(b1))
    W = [[sum(W2[i][h] * W1[h][j] for h in hidden) for j in range(W1.shape[1])] for i in range(len(b2))]
    b = [sum(W2[i][h] * b1[h] for h in hidden) + b2[i] for i in range(len(b2))]
    return [W, b]


def collapse_einsum(W1, b1, W2, b2):
    W1, b1, W2, b2 = (part.astype(np.float32) for part in (W1, b1, W2, b2))
    return np.einsum("ih,hj->ij", W2, W1), np.einsum("ih,h->i", W2, b1) + b2


REWRITES = {
    "layer": [
        layer_loop,
        layer_signals_first,
        layer_float32,
        Layer(),
        lambda W, b, a, f: f(np.sum(W * a, axis=1) + b),
        lambda W, b, a, f: f(a @ W.T + b).tolist(),
        lambda W, b, a, f: [f(math.fsum([*(w * a), bias])) for w, bias in zip(W, b, strict=True)],
    ],
    "forward": [forward_recursive, forward_loops, forward_keeping_all, Forward()],
    "forward-batch": [
        lambda weights, biases, X, f: [forward_recursive(weights, biases, x, f) for x in X],
        lambda weights, biases, X, f: np.array([forward_loops(weights, biases, x, f) for x in X]),
        batch_in_columns,
        batch_einsum,
        lambda weights, biases, X, f: np.apply_along_axis(lambda x: Forward()(weights, biases, x, f), 1, X),
    ],
    "count-parameters": [
        count_recursive,
        count_arrays,
        count_dot,
        lambda sizes: sum(sizes[k] * (sizes[k - 1] + 1) for k in range(1, len(sizes))),
    ],
    "xor-weights": [xor_two_sides, xor_from_above, xor_scaled],
    "linear-collapse": [collapse_by_probing, collapse_loops, collapse_einsum],
}
