"""What each ingredient is worth on the digits, in test accuracy and in seconds of one core, for chapter 09.

`python experiments/recipes.py` trains every recipe below and writes recipes.json beside this file (a
quarter of an hour). For each recipe it first tries learning rates, with a seed of their own, and takes the
one that reads the 10,000 validation images best; then it trains with that rate once for each seed, on the
other 50,000. The last weights count, and only they are shown the test images. What the file holds already is
not computed again: delete it to begin anew.

Seconds are `time.process_time` of one core (one BLAS thread): training and the making of new images, not the
measuring of accuracy.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

import json
import platform
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

import nncourse
from nncourse import (
    CrossEntropy,
    DivergedError,
    GradientDescent,
    Momentum,
    Network,
    SquaredError,
    accuracy,
    identity,
    mnist,
    one_hot,
    relu,
    shifted,
    sigmoid,
    split,
    train,
    warped,
)

FILE = Path(__file__).with_suffix(".json")
SEEDS = [0, 1, 2, 3, 4]
SEED_OF_TRIES = 100
DECIMALS = 4  # of an accuracy on 10,000 images
MAKE = {"plain": lambda images, seed: images, "shifted": shifted, "warped": warped}


@dataclass(frozen=True)
class Recipe:
    """How a network is made and trained.

    Attributes
    ----------
    rates : tuple of float
        The learning rates to try.
    start : str
        "normal": every parameter N(0, 1) as in the textbook; "scaled": the package's own start.
    images : str
        What each epoch trains on: the images as they are ("plain"), "shifted" or "warped" anew.
    falling : bool
        Whether the rate falls epoch by epoch, in equal steps toward 0.
    """

    rates: tuple[float, ...]
    hidden: tuple[int, ...] = (30,)
    activation: str = "sigmoid"
    cost: str = "squared"
    start: str = "scaled"
    momentum: float = 0.0
    batch_size: int = 10
    falling: bool = False
    images: str = "plain"
    epochs: int = 12


RATES = (0.05, 0.1, 0.2)

textbook = Recipe(rates=(1.5,), start="normal")  # the textbook's 3.0 with its cost of half the squared distance
small_start = replace(textbook, start="scaled")
cross_entropy = replace(small_start, cost="cross-entropy", rates=RATES)
rectified = replace(cross_entropy, activation="relu", rates=RATES)
momentum = replace(rectified, momentum=0.9, batch_size=128)
falling = replace(momentum, falling=True)
wide = replace(falling, hidden=(256, 128))
shifts = replace(wide, images="shifted")
warps = replace(wide, images="warped")

RECIPES = {
    # the ladder: each with one thing more
    "textbook": textbook,
    "start": small_start,
    "cross-entropy": cross_entropy,
    "relu": rectified,
    "momentum": momentum,
    "falling": falling,
    "wide": wide,
    "shifted": shifts,
    "warped": warps,
    # the last one, for longer; with the rate that twelve epochs chose
    "warped-25": replace(warps, epochs=25, rates=(0.1,)),
    "warped-60": replace(warps, epochs=60, rates=(0.1,)),
}


class Digits:
    """MNIST in its three parts."""

    def __init__(self):
        data = mnist()
        fit, validation = split(len(data.x_train), 10_000, seed=0)
        self.images, self.labels = data.x_train[fit], data.y_train[fit]
        self.validation = data.x_train[validation].reshape(-1, 784), data.y_train[validation]
        self.test = data.x_test.reshape(-1, 784), data.y_test


def untrained(recipe, seed):
    """Return the network that a recipe begins with, and the cost that goes with its last layer."""
    squared = recipe.cost == "squared"
    network = Network.mlp(
        [784, *recipe.hidden, 10],
        hidden=sigmoid if recipe.activation == "sigmoid" else relu,
        output=sigmoid if squared else identity,
        seed=seed,
        dtype=np.float32,
    )
    if recipe.start == "normal":
        network.theta = np.random.default_rng(seed).standard_normal(network.theta.size)
    return network, SquaredError() if squared else CrossEntropy()


def learn(recipe, rate, seed, digits):
    """Train as the recipe says.

    Returns
    -------
    network : Network
    seconds : list of float
        One core's time from the start to the end of each epoch.
    validation : list of float
        The share of validation images that are read rightly after it.
    """
    network, cost = untrained(recipe, seed)
    optimizer = Momentum(rate, recipe.momentum) if recipe.momentum else GradientDescent(rate)
    targets = one_hot(digits.labels, 10)
    seconds, validation, spent = [], [], 0.0
    for epoch in range(recipe.epochs):
        began, mixing = time.process_time(), 1000 * seed + epoch
        if recipe.falling:
            optimizer.learning_rate = rate * (1 - epoch / recipe.epochs)
        images = MAKE[recipe.images](digits.images, seed=mixing).reshape(-1, 784)
        train(
            network, images, targets, cost, optimizer,
            epochs=1, batch_size=recipe.batch_size, seed=mixing, progress=False,
        )  # fmt: skip
        spent += time.process_time() - began
        seconds.append(round(spent, 2))
        inputs, labels = digits.validation
        validation.append(round(accuracy(network(inputs), labels), DECIMALS))
    return network, seconds, validation


def try_rate(recipe, rate, digits):
    """Return the validation accuracy that a rate leads to, 0 if the training diverges."""
    try:
        return learn(recipe, rate, SEED_OF_TRIES, digits)[2][-1]
    except DivergedError:
        return 0.0


def best_rate(entry):
    """Return the rate that read the validation images best, or the only one there is.

    Parameters
    ----------
    entry : dict
        "recipe" with its "rates", and "tries": a list of (rate, accuracy), empty for a single rate.
    """
    return max(entry["tries"], key=lambda pair: pair[1])[0] if entry["tries"] else entry["recipe"]["rates"][0]


def run(recipe, rate, seed, digits):
    """Train once and show the network the test images.

    Returns
    -------
    dict
        seed; seconds and validation, an entry per epoch; test, the share of right answers; wrong, if it is a short
        list: the number of each test image that was misread and what was read.
    """
    network, seconds, validation = learn(recipe, rate, seed, digits)
    inputs, labels = digits.test
    read = network(inputs).argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    test = round(1 - len(wrong) / len(labels), DECIMALS)
    misread = np.column_stack([wrong, read[wrong]]).tolist() if len(wrong) <= 150 else None
    return {"seed": seed, "seconds": seconds, "validation": validation, "test": test, "wrong": misread}


def processor():
    """Return the processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def settings():
    """Return what holds for all runs, and where they ran."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "machine": {"processor": processor(), "system": platform.system(), "threads": 1},
        "versions": {
            "nncourse": nncourse.__version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            blas["name"]: blas["version"],
        },
        "settings": {
            "seeds": SEEDS, "seed_of_tries": SEED_OF_TRIES, "training": 50_000, "validation": 10_000, "split_seed": 0,
            "dtype": "float32",
        },
    }  # fmt: skip


def written(results):
    """Return the file's text: a line per run."""
    head = ",\n".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in settings().items())
    entries = []
    for name in filter(results.get, RECIPES):
        entry = results[name]
        runs = ",\n  ".join(json.dumps(one) for one in entry["runs"])
        recipe, tries = json.dumps(entry["recipe"]), json.dumps(entry["tries"])
        entries.append(f' {json.dumps(name)}: {{"recipe": {recipe},\n "tries": {tries},\n "runs": [\n  {runs}\n ]}}')
    return f'{{{head},\n"recipes": {{\n' + ",\n".join(entries) + "\n}}\n"


def main():
    """Compute what is missing, and write the file after every piece of it."""
    results = json.loads(FILE.read_text(encoding="utf-8"))["recipes"] if FILE.exists() else {}
    digits = Digits()
    for name, recipe in tqdm(RECIPES.items(), unit="recipe"):
        as_stored = json.loads(json.dumps(asdict(recipe)))
        if name not in results or results[name]["recipe"] != as_stored:
            rates = recipe.rates if len(recipe.rates) > 1 else ()
            tries = [(rate, try_rate(recipe, rate, digits)) for rate in rates]
            results[name] = {"recipe": as_stored, "tries": tries, "runs": []}
            FILE.write_text(written(results), encoding="utf-8")
    for name, recipe in tqdm(RECIPES.items(), unit="recipe"):
        entry = results[name]
        for seed in SEEDS[len(entry["runs"]) :]:
            entry["runs"].append(run(recipe, best_rate(entry), seed, digits))
            FILE.write_text(written(results), encoding="utf-8")


if __name__ == "__main__":
    main()
