"""Chapter 7 in other right ways."""

import functools

import numpy as np

from nncourse import Adam, CrossEntropy, Dense, Maxout, Network, identity, mnist, one_hot, relu, train


def normalise_by_loops(images):
    return [[float(pixel) / 255 for row in image for pixel in row] for image in images]


def normalise_in_float32(images):
    return np.reshape(images, (-1, 784)).astype(np.float32) / np.float32(255)


def scaled(images, factor):
    return np.stack([image.ravel() for image in images]) * factor


class Normalise:
    def __call__(self, images):
        rows = np.zeros((images.shape[0], 784))
        for row, image in zip(rows, images, strict=True):
            row[:] = image.flatten()
        rows /= 255.0
        return rows


def means_by_counting(X, labels):
    sums, counts = np.zeros((10, X.shape[1])), np.zeros(10)
    for x, label in zip(X, labels, strict=True):
        sums[label] += x
        counts[label] += 1
    return sums / counts[:, np.newaxis]


def means_by_product(X, labels):
    G = one_hot(labels, 10).astype(np.float32)
    return (G / G.sum(axis=0)).T @ X.astype(np.float32)


def means_by_lists(X, labels):
    means = []
    for digit in range(10):
        rows = [x for x, label in zip(X.tolist(), labels.tolist(), strict=True) if label == digit]
        means.append([sum(column) / len(rows) for column in zip(*rows, strict=True)])
    return means


class Means:
    def __call__(self, X, labels):
        return [np.average(X, axis=0, weights=labels == digit) for digit in range(10)]


def nearest_by_loops(X, means):
    answers = []
    for x in X.tolist():
        best, least = None, float("inf")
        for digit, mean in enumerate(means.tolist()):
            distance = sum((a - b) ** 2 for a, b in zip(x, mean, strict=True))
            if distance < least:
                best, least = digit, distance
        answers.append(best)
    return answers


def nearest_by_norm(X, means):
    return np.argmin(np.linalg.norm(X[:, None, :] - means[None, :, :], axis=-1), axis=-1)


def nearest_by_product(X, means):
    return (np.einsum("kd,kd->k", means, means) - 2 * X @ means.T).argmin(axis=1).astype(np.uint8)


def nearest_one(x, means):
    return min(range(10), key=lambda digit: np.sum(np.square(x - means[digit])))


def nearest_each(X, means, one):
    return tuple(one(x, means) for x in X)


def digits_by_adam():
    data = mnist()
    X = (data.x_train.reshape(60_000, 784) / 255).astype(np.float32)
    network = Network.mlp([784, 100, 10], hidden=relu, output=identity, seed=3, dtype=np.float32)
    optimizer = Adam(3e-3)
    for epoch in range(3):
        train(network, X, one_hot(data.y_train, 10), CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=epoch)
    optimizer.learning_rate = 3e-4
    train(network, X, one_hot(data.y_train, 10), CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=9)
    return network


def digits_by_maxout():
    data = mnist()
    X, G = data.x_train.reshape(-1, 784), one_hot(data.y_train, 10)
    network = Network(Maxout(784, 50), Dense(50, 10, identity), seed=0, dtype="float32")
    optimizer = Adam(2e-3)
    train(network, X, G, CrossEntropy(), optimizer, epochs=4, batch_size=100)
    optimizer.learning_rate = 2e-4
    train(network, X, G, CrossEntropy(), optimizer, epochs=1, batch_size=100, seed=1)
    return network


REWRITES = {
    "normalise": [normalise_by_loops, normalise_in_float32, functools.partial(scaled, factor=1 / 255), Normalise()],
    "mean-digit": [means_by_counting, means_by_product, means_by_lists, Means()],
    "nearest-mean": [
        nearest_by_loops,
        nearest_by_norm,
        nearest_by_product,
        functools.partial(nearest_each, one=nearest_one),
    ],
    "digit-net": [digits_by_adam, digits_by_maxout],
}
