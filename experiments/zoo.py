"""How each bug of the zoo learns XOR, 2000 digits and five by heart, and which checks catch it, for chapter 08.

`python experiments/zoo.py` trains with the right gradient and with each of the 27 wrong ones, and writes zoo.json
beside this file (about half a minute on one core). Nothing is chosen here: the file holds the cost of every XOR run
at every fifth step, at which step it first fell below half of what guessing costs and below the goal, and at how
many of five random networks each check of the gradient sees that it is wrong.
"""

import json
from pathlib import Path

import numpy as np

import nncourse
from nncourse import (
    Network,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    mnist,
    one_hot,
    relu,
    sigmoid,
    tanh,
    xor,
)
from nncourse.bugs import ZOO
from nncourse.training import minibatches

SETTINGS = {
    "learning_rate": 0.5,
    "xor": {"sizes": [2, 4, 4, 2], "seeds": list(range(5)), "steps": 400, "half": 0.25, "goal": 0.02},
    "digits": {"sizes": [49, 20, 20, 10], "seeds": [0, 1], "images": 2000, "epochs": 10, "batch_size": 20},
    "by_heart": {"images": 5, "steps": 400, "goal": 0.03},
    "checks": {
        "samples": 10,
        "seeds": list(range(5)),
        "sizes": [4, 5, 2, 3],
        "equal": [3, 3, 3, 3],
        "wide": [4, 8, 6, 3],
    },
}
SLOW = ["float32-quotient"]  # wiggles at each of the 1630 parameters of the digits' network
COST = SquaredError()


def hidden_for(bug):
    """Return ReLU for the bug that exists with ReLU only, and else tanh."""
    return relu if getattr(bug, "id", "") == "relu-slope-one" else tanh


def learn_xor(gradient_function, hidden, seed):
    """Return the cost before every step and after the last, of XOR with two outputs, "same" and "different"."""
    X, G = xor()
    G = np.hstack([1 - G, G])
    network = Network.mlp(SETTINGS["xor"]["sizes"], hidden=hidden, seed=seed)
    costs = []
    for _ in range(SETTINGS["xor"]["steps"]):
        C, gradient = gradient_function(network, X, G, COST)
        costs.append(C)
        network.theta -= SETTINGS["learning_rate"] * gradient
    return np.array([*costs, COST(network(X), G)])


def first_below(costs, level):
    """Return after how many steps the cost is below a level; None if it never is."""
    return next((step for step, C in enumerate(costs) if C < level), None)


def xor_runs(gradient_function, hidden):
    """Return what is stored of the XOR runs, one entry per seed."""
    runs = [learn_xor(gradient_function, hidden, seed) for seed in SETTINGS["xor"]["seeds"]]
    return {
        "costs": [[round(C, 4) for C in costs[::5]] for costs in runs],
        "half": [first_below(costs, SETTINGS["xor"]["half"]) for costs in runs],
        "goal": [first_below(costs, SETTINGS["xor"]["goal"]) for costs in runs],
    }


def smaller(images):
    """Return images of 28 × 28 bytes as rows of 7 × 7 numbers from 0 to 1."""
    return images.reshape(-1, 7, 4, 7, 4).mean(axis=(2, 4)).reshape(-1, 49) / 255


def digit_runs(gradient_function, hidden):
    """Return the cost before and after, and the share of right answers on as many validation images, one per seed."""
    settings, data = SETTINGS["digits"], mnist()
    n = settings["images"]
    X, G = smaller(data.x_train[:n]), one_hot(data.y_train[:n], 10)
    X_validation, labels = smaller(data.x_train[n : 2 * n]), data.y_train[n : 2 * n]
    found = {"before": [], "after": [], "accuracy": []}
    for seed in settings["seeds"]:
        network, rng = Network.mlp(settings["sizes"], hidden=hidden, seed=seed), np.random.default_rng(seed)
        found["before"].append(round(COST(network(X), G), 3))
        for _ in range(settings["epochs"]):
            for X_batch, G_batch in minibatches(X, G, settings["batch_size"], rng):
                network.theta -= SETTINGS["learning_rate"] * gradient_function(network, X_batch, G_batch, COST)[1]
        found["after"].append(round(COST(network(X), G), 3))
        found["accuracy"].append(round(accuracy(network(X_validation), labels), 4))
    return found


def learns_by_heart(gradient_function, hidden):
    """Return whether the digits' network learns five images."""
    settings, data = SETTINGS["by_heart"], mnist()
    X, G = smaller(data.x_train[: settings["images"]]), one_hot(data.y_train[: settings["images"]], 10)
    network = Network.mlp(SETTINGS["digits"]["sizes"], hidden=hidden, seed=0)
    for _ in range(settings["steps"]):
        C, gradient = gradient_function(network, X, G, COST)
        network.theta -= SETTINGS["learning_rate"] * gradient
    return bool(C < settings["goal"])


def example(seed, f, sizes):
    """Return a small network with random weights and biases, samples for it, and the cost."""
    rng, n = np.random.default_rng(seed), SETTINGS["checks"]["samples"]
    network = Network.mlp(sizes, hidden=f, output=f, seed=seed)
    for layer in network.layers:
        layer.b = 0.5 * rng.standard_normal(layer.b.shape)
    return network, rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1])), COST


def called_twice(gradient_function, seed):
    """Return whether two calls with the same numbers differ."""
    case = example(seed, sigmoid, SETTINGS["checks"]["sizes"])
    return not np.allclose(gradient_function(*case)[1], gradient_function(*case)[1])


def doubled(gradient_function, seed):
    """Return whether the gradient changes when every sample is there twice."""
    network, X, G, _ = example(seed, sigmoid, SETTINGS["checks"]["sizes"])
    once = gradient_function(network, X, G, COST)[1]
    network, *_ = example(seed, sigmoid, SETTINGS["checks"]["sizes"])  # a new one, on which nothing was called
    twice = gradient_function(network, np.tile(X, (2, 1)), np.tile(G, (2, 1)), COST)[1]
    return not np.allclose(once, twice, rtol=1e-9, atol=1e-12)


def compared(gradient_function, seed, f, sizes):
    """Return whether the gradient differs from difference quotients."""
    case = example(seed, f, SETTINGS["checks"][sizes])
    return not check_gradient(*case, gradient=gradient_function).passed


CHECKS = {
    "twice": called_twice,
    "doubled": doubled,
    "sigmoid": lambda gradient, seed: compared(gradient, seed, sigmoid, "sizes"),
    "equal": lambda gradient, seed: compared(gradient, seed, sigmoid, "equal"),
    "relu": lambda gradient, seed: compared(gradient, seed, relu, "wide"),
}


def caught(gradient_function):
    """Return at how many of the random networks each check sees that the gradient is wrong."""
    seeds = SETTINGS["checks"]["seeds"]
    return {name: sum(check(gradient_function, seed) for seed in seeds) for name, check in CHECKS.items()}


def measured(gradient_function, hidden, slow=False):
    """Return all that is stored of one gradient, right or wrong."""
    found = {"xor": xor_runs(gradient_function, hidden), "caught": caught(gradient_function)}
    if not slow:
        found["digits"] = digit_runs(gradient_function, hidden)
        found["by_heart"] = learns_by_heart(gradient_function, hidden)
    return found


def main():
    """Train them all and write the file, a line per gradient."""
    found = {f"right, {hidden!r}": measured(backprop, hidden) for hidden in (tanh, relu)}
    found |= {bug.id: measured(bug, hidden_for(bug), slow=bug.id in SLOW) for bug in ZOO}
    versions = json.dumps({"nncourse": nncourse.__version__, "numpy": np.__version__})
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(one)}" for name, one in found.items())
    text = f'{{"versions": {versions},\n"settings": {json.dumps(SETTINGS)},\n"gradients": {{\n{lines}\n}}}}\n'
    Path(__file__).with_suffix(".json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
