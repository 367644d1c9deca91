"""How well the textbook's two networks read digits: every epoch of every seed, for chapter 07.

`python experiments/digits.py` trains 784-30-10 and 784-100-10 for 30 epochs with ten seeds each, from two
kinds of starting weights, and writes digits.json beside this file (a quarter of an hour on one core;
OPENBLAS_NUM_THREADS=1 is fastest). Nothing is chosen here: the file holds the share of right answers on
training, validation and test data after each epoch; chapter 07 says what of it counts.
"""

import json
from pathlib import Path

import numpy as np
from tqdm import tqdm

import nncourse
from nncourse import GradientDescent, Network, SquaredError, accuracy, mnist, one_hot, split, train

SETTINGS = {
    "seeds": list(range(10)),
    "hidden": [30, 100],
    "starts": ["normal", "scaled"],  # every parameter N(0, 1) as in the textbook, or the package's own start
    "epochs": 30,
    "batch_size": 10,
    "learning_rate": 1.5,  # the textbook's 3.0 with its cost of half the squared distance
    "validation": 10_000,
    "split_seed": 0,
    "dtype": "float32",
}


def starting_network(hidden, start, seed):
    """Return an untrained network, 784 pixels to 10 digits."""
    network = Network.mlp([784, hidden, 10], seed=seed, dtype=SETTINGS["dtype"])
    if start == "normal":
        network.theta = np.random.default_rng(seed).standard_normal(network.theta.size)
    return network


def parts():
    """Return images and labels of the training, validation and test data, by their names."""
    data = mnist()
    images, test_images = data.x_train.reshape(-1, 784), data.x_test.reshape(-1, 784)
    fit, validation = split(len(images), SETTINGS["validation"], seed=SETTINGS["split_seed"])
    return {
        "training": (images[fit], data.y_train[fit]),
        "validation": (images[validation], data.y_train[validation]),
        "test": (test_images, data.y_test),
    }


def training(hidden, start, seed):
    """Train one network and yield it after every epoch."""
    X, labels = parts()["training"]
    network, optimizer = starting_network(hidden, start, seed), GradientDescent(SETTINGS["learning_rate"])
    for epoch in range(SETTINGS["epochs"]):
        train(
            network, X, one_hot(labels, 10), SquaredError(), optimizer,
            epochs=1, batch_size=SETTINGS["batch_size"], seed=1000 * seed + epoch, progress=False,
        )  # fmt: skip
        yield network


def run(hidden, start, seed):
    """Train one network and return its curves.

    Returns
    -------
    dict
        What was asked for; under "training", "validation" and "test" the share of right answers, an entry per
        epoch.
    """
    data = parts()
    curves = {name: [] for name in data}
    for network in training(hidden, start, seed):
        for name, (inputs, answers) in data.items():
            curves[name].append(round(accuracy(network(inputs), answers), 5))
    return {"hidden": hidden, "start": start, "seed": seed, **curves}


def main():
    """Train them all and write the file, a line per run."""
    wanted = [(h, s, seed) for h in SETTINGS["hidden"] for s in SETTINGS["starts"] for seed in SETTINGS["seeds"]]
    runs = [run(*which) for which in tqdm(wanted, unit="network")]
    versions = json.dumps({"nncourse": nncourse.__version__, "numpy": np.__version__})
    lines = ",\n".join(json.dumps(one) for one in runs)
    text = f'{{"versions": {versions},\n"settings": {json.dumps(SETTINGS)},\n"runs": [\n{lines}\n]}}\n'
    Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
