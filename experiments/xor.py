"""How fast five networks learn XOR, each at its best learning rate, for chapter 06.

`python experiments/xor.py` writes xor.json beside this file (some minutes). Each method tries its rates with
twenty seeds of their own and takes the one whose median of steps is smallest; that rate, and the one that all but
Adam share, then count with twenty others.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

import json
from pathlib import Path

import numpy as np
from tqdm import tqdm

from nncourse import (
    Adam,
    BinaryCrossEntropy,
    GradientDescent,
    Network,
    SquaredError,
    backprop,
    identity,
    sigmoid,
    tanh,
    xor,
)

FILE = Path(__file__).with_suffix(".json")
SEEDS, SEEDS_OF_TRIES = range(20), range(100, 120)
LIMIT = 1000  # steps
SHARED_RATE = 2.0

# hidden neurons, their activation, cost, optimizer, learning rates to try
METHODS = {
    "sigmoid": (3, sigmoid, SquaredError(), GradientDescent, (4.0, 8.0, 16.0, 32.0)),
    "tanh": (3, tanh, SquaredError(), GradientDescent, (2.0, 4.0, 8.0, 16.0)),
    "cross-entropy": (3, tanh, BinaryCrossEntropy(), GradientDescent, (1.0, 2.0, 4.0, 8.0)),
    "eight": (8, tanh, BinaryCrossEntropy(), GradientDescent, (0.5, 1.0, 2.0, 4.0, 8.0)),
    "adam": (8, tanh, BinaryCrossEntropy(), Adam, (0.1, 0.2, 0.4, 0.8, 1.6)),
}


def steps(method, rate, seed):
    """Return how many steps it takes until the mean of (O - G)**2 is below 0.01, LIMIT if more."""
    hidden, activation, cost, optimizer, _ = METHODS[method]
    squared = isinstance(cost, SquaredError)
    X, G = xor()
    network = Network.mlp([2, hidden, 1], hidden=activation, output=sigmoid if squared else identity, seed=seed)
    optimizer = optimizer(rate)
    for step in range(1, LIMIT):
        _, gradient = backprop(network, X, G, cost)
        optimizer.step(network.theta, gradient)
        O = network(X) if squared else sigmoid(network(X))
        if np.mean((O - G) ** 2) < 0.01:
            return step
    return LIMIT


def result(method):
    """Return a method's tries, a pair (rate, median) each, and its runs at the best rate and at the shared one."""
    rates = METHODS[method][-1]
    tries = [(rate, float(np.median([steps(method, rate, seed) for seed in SEEDS_OF_TRIES]))) for rate in rates]
    best = min(tries, key=lambda pair: pair[1])[0]
    shared = [] if method == "adam" else [steps(method, SHARED_RATE, seed) for seed in SEEDS]
    return {"tries": tries, "rate": best, "steps": [steps(method, best, seed) for seed in SEEDS], "shared": shared}


def main():
    """Compute all methods and write the file, a line per method."""
    lines = [f"{json.dumps(name)}: {json.dumps(result(name))}" for name in tqdm(METHODS, unit="method")]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
