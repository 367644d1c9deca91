"""Chapter 6 in other right ways."""

import functools
import math

import numpy as np

from nncourse import (
    Adam,
    BinaryCrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    Momentum,
    Network,
    SquaredError,
    identity,
    relu,
    sigmoid,
    train,
    xor,
)


def batches_by_loop(n, size, rng):
    rest, batches = list(range(n)), []
    rng.shuffle(rest)
    while rest:
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


def batches_by_split(n, size, rng):
    order = np.argsort(rng.random(n))
    return np.split(order, range(size, n, size))


def batches_by_recursion(n, size, rng):
    def cut(order):
        return () if len(order) == 0 else (order[:size], *cut(order[size:]))

    return cut(tuple(int(i) for i in rng.choice(n, n, replace=False)))


def batches_by_append(n, size, rng):
    batches = []
    for k, row in enumerate(rng.permutation(n).astype(np.int32)):
        if k % size == 0:
            batches.append([])
        batches[-1].append(row)
    return batches


class Batches:
    def __call__(self, n, size, rng):
        [child] = rng.spawn(1)
        order = child.permutation(n)
        return [order[k * size : (k + 1) * size] for k in range(math.ceil(n / size))]


def momentum_by_loops(theta, v, gradient, L, mu):
    new_v = [mu * vi - L * gi for vi, gi in zip(v, gradient, strict=True)]
    return [t + vi for t, vi in zip(theta, new_v, strict=True)], new_v


def momentum_on_copies(theta, v, gradient, L, mu):
    theta, v = theta.copy(), v.copy()
    v *= mu
    v -= L * gradient
    theta += v
    return np.array([theta, v])


def momentum_in_float32(theta, v, gradient, L, mu):
    theta, v, gradient = (array.astype(np.float32) for array in (theta, v, gradient))
    return theta + mu * v - L * gradient, mu * v - L * gradient


class Ball:
    def __call__(self, theta, v, gradient, L, mu):
        backwards = L * gradient - mu * v
        return theta - backwards, -backwards


def accuracy_by_loop(O, labels):
    right = 0
    for row, label in zip(O.tolist(), labels, strict=True):
        if row.index(max(row)) == label:
            right += 1
    return right / len(labels)


def accuracy_by_sorting(O, labels):
    return np.float32(np.count_nonzero(np.argsort(O, axis=1)[:, -1] == labels)) / np.float32(len(O))


def accuracy_by_largest(O, labels):
    return (O[np.arange(len(O)), labels] == O.max(axis=1)).mean()


def accuracy_transposed(O, labels):
    return sum(np.equal(O.T.argmax(axis=0), labels)) / O.shape[0]


def confusion_by_lists(labels, predicted, n):
    pairs = list(zip(labels, predicted, strict=True))
    return [[pairs.count((i, j)) for j in range(n)] for i in range(n)]


def confusion_by_product(labels, predicted, n):
    return np.eye(n)[labels].T @ np.eye(n)[predicted]


def confusion_by_bincount(labels, predicted, n):
    return np.bincount(n * labels + predicted, minlength=n * n).reshape(n, n)


def confusion_by_masks(labels, predicted, n):
    counts = np.zeros((n, n), np.float32)
    for i in range(n):
        for j in range(n):
            counts[i, j] = np.sum((labels == i) & (predicted == j))
    return counts


def weights_by_normal(n_out, n_in, rng):
    return rng.normal(0, n_in**-0.5, size=(n_out, n_in))


def weights_by_uniform(n_out, n_in, rng):
    largest = math.sqrt(3 / n_in)
    return rng.uniform(-largest, largest, (n_out, n_in)).astype(np.float32)


def weights_by_lists(n_out, n_in, rng):
    return [[rng.normal() / math.sqrt(n_in) for _ in range(n_in)] for _ in range(n_out)]


def weights_made_exact(n_out, n_in, rng):
    W = rng.standard_normal((n_in, n_out)).T
    return (W - W.mean()) / W.std() / np.sqrt(n_in)


def weights_of_two_sizes(n_out, n_in, rng, scale):
    return scale(n_in) * rng.choice([-1, 1], (n_out, n_in))


def xor_by_hand():
    network = Network.mlp([2, 2, 1], hidden=relu, output=identity)
    network.layers[0].W, network.layers[0].b = [[1, 1], [1, 1]], [0, -1]
    network.layers[1].W = [[1, -2]]
    return network


def xor_by_descent():
    X, G = xor()
    network = Network.mlp([2, 8, 1], hidden=sigmoid, output=sigmoid, seed=1, dtype=np.float32)
    train(network, X, G, SquaredError(), GradientDescent(5.0), epochs=3000, progress=False)
    return network


def xor_by_maxout():
    X, G = xor()
    network = Network(Maxout(2, 4), Dense(4, 1, identity), seed=0)
    train(network, X, G, SquaredError(), Momentum(0.05), epochs=500, batch_size=2)
    return network


class CrossEntropyXor:
    """Its output is z, sigmoid belongs to the cost."""

    def __call__(self):
        X, G = xor()
        network = Network.mlp([2, 4, 1], hidden=relu, output=identity, seed=1)
        for _ in range(20):
            train(network, X, G, BinaryCrossEntropy(), Adam(0.05), epochs=50)
        return network


REWRITES = {
    "minibatches": [batches_by_loop, batches_by_split, batches_by_recursion, batches_by_append, Batches()],
    "momentum-step": [momentum_by_loops, momentum_on_copies, momentum_in_float32, Ball()],
    "accuracy": [accuracy_by_loop, accuracy_by_sorting, accuracy_by_largest, accuracy_transposed],
    "confusion": [confusion_by_lists, confusion_by_product, confusion_by_bincount, confusion_by_masks],
    "initial-scale": [
        weights_by_normal,
        weights_by_uniform,
        weights_by_lists,
        weights_made_exact,
        functools.partial(weights_of_two_sizes, scale=lambda n_in: n_in**-0.5),
    ],
    "train-xor": [xor_by_hand, xor_by_descent, xor_by_maxout, CrossEntropyXor()],
}
