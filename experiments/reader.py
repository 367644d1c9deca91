"""Train the network that reads the digits drawn in chapters 07 and 09, and store it.

`python -m experiments.reader` writes nncourse/data/reader.nn, in about a minute: chapter 09's own recipe, with MNIST
and with drawings (`experiments.strokes`), for three times as long, so that MNIST is read no worse than without them.
The chapter trains such a network too; its last digits depend on the processor, and what a page holds must not.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

from pathlib import Path

import numpy as np

import nncourse
from experiments import strokes
from nncourse import (
    CrossEntropy,
    Momentum,
    Network,
    accuracy,
    identity,
    mnist,
    one_hot,
    relu,
    save,
    split,
    train,
    warped,
)

FILE = Path(nncourse.__file__).parent / "data/reader.nn"
RATE, EPOCHS = 0.1, 30
DIGITS, OTHERS = 500, 5_000  # drawings of each digit, and of what is none


def digits_of_mnist():
    """Return (pictures, targets): the 50,000 that are for training."""
    data = mnist()
    fit, _ = split(60_000, 10_000, seed=0)
    return data.x_train[fit], one_hot(data.y_train[fit], 10)


def trained(pictures, targets, epochs):
    """Return a network that practiced these pictures, in each epoch slightly warped."""
    network = Network.mlp([784, 128, 10], hidden=relu, output=identity, seed=0, dtype=np.float32)
    optimizer = Momentum(RATE)
    for epoch in range(epochs):
        optimizer.learning_rate = RATE * (1 - epoch / epochs)
        new = warped(pictures, seed=epoch).reshape(-1, 784)
        train(network, new, targets, CrossEntropy(), optimizer, epochs=1, batch_size=128, seed=epoch)
    return network


def main():
    """Train, store, and print how many test digits it reads."""
    practiced = zip(digits_of_mnist(), strokes.practice(DIGITS, OTHERS, seed=0), strict=True)
    network, data = trained(*map(np.concatenate, practiced), EPOCHS), mnist()
    save(network, FILE)
    print(f"test digits read: {accuracy(network(data.x_test.reshape(-1, 784)), data.y_test):.4f}")


if __name__ == "__main__":
    main()
