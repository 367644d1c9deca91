"""How well a small network of two convolutions reads the digits, for chapter 10.

`python -m experiments.convolution` first tries the recipes below, each with 50,000 training digits and a seed of its
own, and takes the one that reads the 10,000 validation digits best. With it the network is trained once for each seed,
on all 60,000 training digits, and shown the test digits once, at the end. All that goes into convolution.json beside
this file, and the network of the first seed into nncourse/data/convolution.nn (half an hour of one core). What the file
holds already is not computed again: delete it to begin anew.

Seconds are `time.process_time` of one core (one BLAS thread): training and the making of new pictures. They grow
where other programs keep the caches and the memory busy.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

import nncourse
from experiments.digits import training
from experiments.recipes import processor
from nncourse import (
    Adam,
    Conv,
    CrossEntropy,
    Dense,
    MaxPool,
    Network,
    accuracy,
    identity,
    mnist,
    one_hot,
    relu,
    save,
    shifted,
    split,
    train,
    warped,
)

FILE = Path(__file__).with_suffix(".json")
NETWORK = Path(nncourse.__file__).parent / "data/convolution.nn"
SEEDS = [0, 1, 2, 3, 4]
SEED_OF_TRIES = 100
DECIMALS = 4  # of an accuracy on 10,000 digits
PLAIN = {"hidden": 100, "start": "scaled", "seed": 0, "epochs": 5}  # the network of chapter 7
MOST_PIXELS = 4


@dataclass(frozen=True)
class Recipe:
    """How new pictures are made for every epoch, and how the network is trained with them.

    Attributes
    ----------
    strength, shift, together
        As for `warped`.
    pixels : int
        How far the warped pictures are moved as well, as by `shifted`; 0 if not.
    rate : float
        At the beginning; it falls epoch by epoch, in equal steps toward 0.
    """

    epochs: int
    strength: float = 0.1
    shift: float = 0.5
    together: int = 100
    pixels: int = 0
    rate: float = 0.002
    batch_size: int = 50

    def pictures(self, images, seed):
        """Return the pictures of an epoch."""
        new = warped(images, self.strength, self.shift, seed, self.together)
        return shifted(new, self.pixels, seed + 7) if self.pixels else new


TRIES = [
    Recipe(12),
    Recipe(12, shift=1.0),
    Recipe(24, shift=0.0, together=20, pixels=2),
    Recipe(24, strength=0.12, shift=1.2, together=20, rate=0.003, batch_size=100),
    Recipe(26, shift=1.0),
]


def untrained(seed):
    """Return the network: 18,378 parameters."""
    return Network(
        Conv((28, 28, 1), 16, 5, relu), MaxPool((24, 24, 16), 2), Conv((12, 12, 16), 32, 5, relu),
        MaxPool((8, 8, 32), 2), Dense(512, 10, identity), seed=seed, dtype=np.float32,
    )  # fmt: skip


def learn(recipe, seed, images, labels):
    """Train as the recipe says, and yield (network, seconds so far) after every epoch."""
    network, optimizer, targets, spent = untrained(seed), Adam(recipe.rate), one_hot(labels, 10), 0.0
    for epoch in range(recipe.epochs):
        began, mixing = time.process_time(), 1000 * seed + epoch
        optimizer.learning_rate = recipe.rate * (1 - epoch / recipe.epochs)
        new = recipe.pictures(images, seed=mixing).reshape(len(images), -1)
        train(
            network, new, targets, CrossEntropy(), optimizer,
            epochs=1, batch_size=recipe.batch_size, seed=mixing, progress=False,
        )  # fmt: skip
        spent += time.process_time() - began
        yield network, round(spent, 1)


def tried(recipe):
    """Return the share of validation digits that a recipe reads, and its seconds."""
    data = mnist()
    fit, validation = split(len(data.x_train), 10_000, seed=0)
    *_, (network, seconds) = learn(recipe, SEED_OF_TRIES, data.x_train[fit], data.y_train[fit])
    share = accuracy(network(data.x_train[validation].reshape(-1, 784)), data.y_train[validation])
    return {"recipe": asdict(recipe), "validation": round(share, DECIMALS), "seconds": seconds}


def best(tries):
    """Return the recipe that reads the validation digits best, of several the first."""
    return Recipe(**max(tries, key=lambda one: one["validation"])["recipe"])


def run(recipe, seed):
    """Train with all training digits and show the network the test digits.

    Returns
    -------
    network : Network
    result : dict
        seed; seconds, an entry per epoch; test, the share of right answers; wrong, the number of each test digit
        that was misread and what was read.
    """
    data = mnist()
    epochs = list(learn(recipe, seed, data.x_train, data.y_train))
    network = epochs[-1][0]
    read = network(data.x_test.reshape(-1, 784)).argmax(axis=1)
    wrong = np.flatnonzero(read != data.y_test)
    return network, {
        "seed": seed,
        "seconds": [seconds for _, seconds in epochs],
        "test": round(1 - len(wrong) / len(read), DECIMALS),
        "wrong": np.column_stack([wrong, read[wrong]]).tolist(),
    }


def moved(pictures, down, right):
    """Return all pictures moved equally far; at the other side, paper comes in."""
    height, width = pictures.shape[1:]
    pad = MOST_PIXELS
    framed = np.pad(pictures, ((0, 0), (pad, pad), (pad, pad)))
    return framed[:, pad - down : pad - down + height, pad - right : pad - right + width]


def when_moved(network):
    """Return the share of test digits that are read rightly after moving all 0 to 4 pixels, in each direction."""
    data, directions = mnist(), {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0)}
    shares = {}
    for name, (down, right) in directions.items():
        pictures = [moved(data.x_test, down * n, right * n).reshape(-1, 784) for n in range(MOST_PIXELS + 1)]
        shares[name] = [round(accuracy(network(X), data.y_test), DECIMALS) for X in pictures]
    return shares


def plain():
    """Return the network of chapter 7: no convolution, no new pictures, a hundred hidden neurons."""
    epochs = training(PLAIN["hidden"], PLAIN["start"], PLAIN["seed"])
    return next(network for epoch, network in enumerate(epochs, start=1) if epoch == PLAIN["epochs"])


def settings():
    """Return what holds for all runs, and where they ran."""
    return {
        "machine": {"processor": processor(), "threads": 1},
        "versions": {"nncourse": nncourse.__version__, "numpy": np.__version__},
        "settings": {"seeds": SEEDS, "seed_of_tries": SEED_OF_TRIES, "plain": PLAIN},
    }


def written(results):
    """Return the file's text: a line for each try, run and network that was moved."""
    parts = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in settings().items()]
    for name in ("tries", "runs"):
        parts.append(f"{json.dumps(name)}: [\n" + ",\n".join(map(json.dumps, results[name])) + "\n]")
    lines = [f"{json.dumps(name)}: {json.dumps(shares)}" for name, shares in results["moved"].items()]
    parts.append('"moved": {\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"


def main():
    """Compute what is missing, and write the file after every piece of it."""
    stored = FILE.exists()
    results = json.loads(FILE.read_text(encoding="utf-8")) if stored else {"tries": [], "runs": [], "moved": {}}
    for recipe in tqdm(TRIES[len(results["tries"]) :], unit="try"):
        results["tries"].append(tried(recipe))
        FILE.write_text(written(results), encoding="utf-8")
    for seed in tqdm(SEEDS[len(results["runs"]) :], unit="seed"):
        network, result = run(best(results["tries"]), seed)
        results["runs"].append(result)
        if seed == SEEDS[0]:
            save(network, NETWORK)
            results["moved"] = {"convolution": when_moved(network), "plain": when_moved(plain())}
        FILE.write_text(written(results), encoding="utf-8")


if __name__ == "__main__":
    main()
