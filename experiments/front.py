"""Train the network of the front page's picture, and store it.

`python -m experiments.front` writes book/art/overview.nn, in about a minute: 784-30-10, four epochs with MNIST and
with drawings (`experiments.strokes`), for it reads what is drawn on the page. Its many steps make another processor's
last digit a visible difference, so draw picture and card (`book/art/overview.py`, `book/art/card.py`) again, too.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

from pathlib import Path

import numpy as np

from experiments import strokes
from nncourse import GradientDescent, Network, SquaredError, accuracy, mnist, one_hot, save, train

FILE = Path(__file__).parents[1] / "book/art/overview.nn"
RATE, EPOCHS = 1.5, 4
DIGITS = 1_000  # drawings of each digit; of what is none only the empty sheet


def trained():
    """Return a network that reads digits, trained anew with steps that become smaller from epoch to epoch."""
    data, (drawings, targets) = mnist(), strokes.practice(DIGITS, 1, seed=0)
    X = np.concatenate([data.x_train, drawings]).reshape(-1, 784)
    network = Network.mlp([784, 30, 10], seed=0)
    goals = np.concatenate([one_hot(data.y_train, 10), targets])
    for epoch in range(EPOCHS):
        optimizer = GradientDescent(RATE * (1 - epoch / EPOCHS))
        train(network, X, goals, SquaredError(), optimizer, epochs=1, batch_size=10, seed=epoch)
    return network


def main():
    """Train, store, and print how many test digits it reads."""
    network, data = trained(), mnist()
    save(network, FILE)
    print(f"test digits read: {accuracy(network(data.x_test.reshape(-1, 784)), data.y_test):.4f}")


if __name__ == "__main__":
    main()
