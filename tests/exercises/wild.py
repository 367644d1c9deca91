"""Backpropagations as people write them: right ones in many styles, wrong ones with what `diagnose` should say.

The shapes are those of books, courses and forum threads; every line is written anew. Each template is one style
with a place for every mistake.
"""

import numpy as np

from nncourse import relu


def sigma(z):
    return 1 / (1 + np.exp(-z))


# Styles. `at(name, default)` is the place of a mistake.


def rows(**change):
    """Whole tables, one sample per row, as most tutorials write them today."""
    at = lambda name, default: change.get(name, default)  # noqa: E731

    def backprop(network, X, targets, cost):
        n, cache, A = len(X), [X], X
        signals = []
        for layer in network.layers:
            Z = A @ layer.W.T + at("bias", lambda b: b)(layer.b)
            A = at("activation", lambda layer, Z: layer.f(Z))(layer, Z)
            signals.append(Z)
            cache.append(A)
        error = at("error", lambda O, G, n: 2 * (O - G) / n)(A, targets, n)
        pieces = []
        for k in range(len(network.layers) - 1, -1, -1):
            layer = network.layers[k]
            slope = at("slope", lambda f, z, a, k: f.derivative(z))(layer.f, signals[k], cache[k + 1], k)
            delta = at("delta", lambda error, slope, n, k: error * slope)(error, slope, n, k)
            dW = at("dW", lambda delta, a, error, n, k, W: delta.T @ a)(delta, cache[k], error, n, k, layer.W)
            db = at("db", lambda delta, error, n, dW, b: delta.sum(axis=0))(delta, error, n, dW, layer.b)
            pieces = [dW.ravel(), np.broadcast_to(db, layer.b.shape), *pieces]
            error = at("back", lambda delta, W, error, k: delta @ W)(delta, layer.W, error, k)
        return np.concatenate(pieces)

    return backprop


def columns(**change):
    """Samples as columns, cached in dictionaries and averaged in every layer, as in well-known courses."""
    at = lambda name, default: change.get(name, default)  # noqa: E731

    def backprop(network, X, targets, cost):
        m, L = X.shape[0], len(network.layers)
        cache = {"A0": X.T}
        for k in range(1, L + 1):
            layer = network.layers[k - 1]
            cache[f"Z{k}"] = layer.W @ cache[f"A{k - 1}"] + layer.b.reshape(-1, 1)
            cache[f"A{k}"] = layer.f(cache[f"Z{k}"])
        grads = {}
        dA = at("start", lambda A, Y: 2 * (A - Y))(cache[f"A{L}"], targets.T)
        for k in range(L, 0, -1):
            layer = network.layers[k - 1]
            dZ = dA * at("slope", lambda f, Z, A: f.derivative(Z))(layer.f, cache[f"Z{k}"], cache[f"A{k}"])
            dZ = at("dZ", lambda dZ, m: dZ)(dZ, m)
            grads[f"dW{k}"] = at("dW", lambda dZ, A, m: dZ @ A.T / m)(dZ, cache[f"A{k - 1}"], m)
            grads[f"db{k}"] = at("db", lambda dZ, m: dZ.sum(axis=1) / m)(dZ, m)
            dA = at("back", lambda W, dZ, dA: W.T @ dZ)(layer.W, dZ, dA)
        flat = [np.concatenate([grads[f"dW{k}"].ravel(), np.broadcast_to(grads[f"db{k}"], layer.b.shape)])
                for k, layer in enumerate(network.layers, start=1)]  # fmt: skip
        return at("all", np.concatenate)(flat)

    return backprop


def with_bias(last, **change):
    """Bias and weights in one matrix, as algebra books have them; a list of such gradients."""

    def backprop(network, X, targets, cost):
        vector, start, matrices = rows(**change)(network, X, targets, cost), 0, []
        for layer in network.layers:
            dW, start = vector[start : start + layer.W.size].reshape(layer.W.shape), start + layer.W.size
            db, start = vector[start : start + layer.b.size], start + layer.b.size
            matrices.append(np.column_stack([dW, db] if last else [db, dW]))
        return matrices

    return backprop


def skipping(kept):
    """A loop over the samples that does not see all of them, and divides by all."""

    def backprop(network, X, targets, cost):
        return rows(error=lambda O, G, n: 2 * (O - G) / len(X))(network, X[kept], targets[kept], cost)

    return backprop


def loops(**change):
    """Sample by sample, neuron by neuron, without NumPy's products."""
    at = lambda name, default: change.get(name, default)  # noqa: E731

    def backprop(network, X, targets, cost):
        parts = [(np.zeros(layer.W.shape), np.zeros(layer.b.shape)) for layer in network.layers]
        for x, y in zip(X, targets, strict=True):
            outs, nets = [list(x)], []
            for layer in network.layers:
                nets.append(
                    [
                        sum(w * o for w, o in zip(row, outs[-1], strict=True)) + b
                        for row, b in zip(layer.W, layer.b, strict=True)
                    ]
                )
                outs.append([float(layer.f(np.array(net))) for net in nets[-1]])
            errors = [
                at("error", lambda o, t, n: 2 * (o - t) / n)(o, t, len(X)) for o, t in zip(outs[-1], y, strict=True)
            ]
            for k in reversed(range(len(network.layers))):
                layer, (dW, db) = network.layers[k], parts[k]
                deltas = [e * float(layer.f.derivative(np.array(net))) for e, net in zip(errors, nets[k], strict=True)]
                for i, delta in enumerate(deltas):
                    at("gather", gather)(dW, db, i, delta, outs[k])
                errors = at("back", all_paths)(layer.W, deltas, errors)
        return np.concatenate([np.concatenate([dW.ravel(), db]) for dW, db in parts])

    return backprop


def gather(dW, db, i, delta, inputs):
    for j, a in enumerate(inputs):
        dW[i, j] += delta * a
    db[i] += delta


def all_paths(W, deltas, errors):
    return [sum(W[i, j] * delta for i, delta in enumerate(deltas)) for j in range(W.shape[1])]


class Net:
    """Columns and lists in a class of its own, one sample at a time, as a free online book has it."""

    def __init__(self, sizes=(2, 3, 1), **change):
        self.sizes, self.num_layers, self.change = list(sizes), len(sizes), change
        self.biases = [np.zeros((n, 1)) for n in sizes[1:]]
        self.weights = [np.zeros((n, m)) for m, n in zip(sizes[:-1], sizes[1:], strict=True)]

    def at(self, name, default):
        return self.change.get(name, default)

    def backprop(self, x, y):
        nabla_b = [np.zeros(b.shape) for b in self.biases]
        nabla_w = [np.zeros(w.shape) for w in self.weights]
        activation, activations, zs = x, [x], []
        for b, w in zip(self.biases, self.weights, strict=True):
            zs.append(w @ activation + b)
            activation = sigma(zs[-1])
            activations.append(activation)
        prime = self.at("prime", lambda z, a: sigma(z) * (1 - sigma(z)))
        delta = self.at("start", lambda a, y: a - y)(activations[-1], y)
        if not self.at("entropy", False):
            delta = delta * prime(zs[-1], activations[-1])
        nabla_b[-1], nabla_w[-1] = delta, delta @ activations[-2].T
        for i in range(2, self.num_layers):
            delta = (self.weights[-i + 1].T @ delta) * prime(zs[-i], activations[-i])
            nabla_b[-i], nabla_w[-i] = delta, delta @ activations[-i - 1].T
        return self.at("form", lambda b, w: (b, w))(nabla_b, nabla_w)


def exercise(one=False, **change):
    """The signature of the exercises 5.4 (one sample) and 5.5 (rows)."""
    at = lambda name, default: change.get(name, default)  # noqa: E731

    def backprop(weights, biases, X, G):
        if one and np.ndim(X) != 1:
            raise ValueError("one sample, please")
        n = 1 if one else len(X)
        activations = [X]
        for W, b in zip(weights, biases, strict=True):
            activations.append(sigma(activations[-1] @ W.T + b))
        dWs, dbs = [], []
        error = at("error", lambda O, G, n: 2 * (O - G) / n)(activations[-1], G, n)
        for k in reversed(range(len(weights))):
            a = activations[k + 1]
            delta = at("slope", lambda a, k: a * (1 - a))(a, k) * error
            dWs.insert(0, np.atleast_2d(delta).T @ np.atleast_2d(activations[k]))
            dbs.insert(
                0, at("db", lambda delta: delta)(delta) if one else at("db", lambda delta: delta.sum(axis=0))(delta)
            )
            error = at("back", lambda delta, W, error: delta @ W)(delta, weights[k], error)
        return at("form", lambda dWs, dbs: (dWs, dbs))(dWs, dbs)

    return backprop


# Right, in many styles


def recursive(network, X, targets, cost):
    def go(k, A):
        if k == len(network.layers):
            return 2 / len(X) * (A - targets), []
        layer = network.layers[k]
        Z = A @ layer.W.T + layer.b
        dA, later = go(k + 1, layer.f(Z))
        delta = dA * layer.f.derivative(Z)
        return delta @ layer.W, [(delta.T @ A).ravel(), delta.sum(axis=0), *later]

    return np.concatenate(go(0, X)[1])


def einsum(network, X, targets, cost):
    Z, A = network.forward(X)
    delta, out = None, []
    for k in range(len(network.layers) - 1, -1, -1):
        dA = cost.gradient(A[-1], targets) if delta is None else np.einsum("ni,ij->nj", delta, network.layers[k + 1].W)
        delta = np.einsum("ni,ni->ni", dA, network.layers[k].f.derivative(Z[k]))
        out = [*np.einsum("ni,nj->ij", delta, A[k]).ravel(), *np.einsum("ni->i", delta), *out]
    return cost(A[-1], targets), out


def mean_of_samples(network, X, targets, cost):
    return np.mean(
        [
            rows(error=lambda O, G, n: 2 * (O - G))(network, x[None], g[None], cost)
            for x, g in zip(X, targets, strict=True)
        ],
        axis=0,
    )


def closures(network, X, targets, cost):
    undo, A = [], X
    for layer in network.layers:

        def back(d, A=A, layer=layer, Z=A @ layer.W.T + layer.b):
            delta = d * layer.f.derivative(Z)
            return delta @ layer.W, delta.T @ A, delta.sum(0)

        undo.append(back)
        A = layer.f(A @ layer.W.T + layer.b)
    d, found = 2 * (A - targets) / len(X), []
    for back in reversed(undo):
        d, dW, db = back(d)
        found.insert(0, (dW, db))
    return found


def as_dict(network, X, targets, cost):
    grads = rows()(network, X, targets, cost)
    return {f"d{'Wb'[i]}{k}": block for k, pair in enumerate(network.views(grads)) for i, block in enumerate(pair)}


def with_cost_in_a_box(network, X, targets, cost):
    C = np.mean(np.sum((network(X) - targets) ** 2, axis=1)).reshape(1, 1)
    return C, rows()(network, X, targets, cost)


def three_things(network, X, targets, cost):
    views = network.views(rows()(network, X, targets, cost))
    return cost(network(X), targets), [W for W, _ in views], [b for _, b in views]


def without_cost(network, X, Y):
    return rows()(network, X, Y, None)


def one_sample_of_network(network, x, y, cost):
    a, z = [x], []
    for layer in network.layers:
        z.append(layer.W.dot(a[-1]) + layer.b)
        a.append(layer.f(z[-1]))
    slope, found = 2 * (a[-1] - y), []
    for k, layer in reversed(list(enumerate(network.layers))):
        delta = layer.f.derivative(z[k]) * slope
        found.insert(0, (np.outer(delta, a[k]), delta))
        slope = np.dot(delta, layer.W)
    return found


def column_lists(weights, biases, X, Y):
    A, cache = X, []
    for W, b in zip(weights, biases, strict=True):
        cache.append(A)
        A = sigma(np.dot(W, A) + b)
        if A.shape != (W.shape[0], X.shape[1]) or b.shape[1] != 1:
            raise ValueError("columns, please")
    d, found = 2 * (A - Y) / X.shape[1], []
    for k in reversed(range(len(weights))):
        d = d * A * (1 - A)
        found.insert(0, (d @ cache[k].T, d.sum(axis=1, keepdims=True)))
        d, A = weights[k].T @ d, cache[k]
    return [dW for dW, _ in found], [db for _, db in found]


def pure_lists(weights, biases, X, G):
    one = lambda x, g: exercise(one=True)(weights, biases, x, g)  # noqa: E731
    all_of = [one(x, g) for x, g in zip(X, G, strict=True)]
    dWs = [(sum(dWs[k] for dWs, _ in all_of) / len(X)).tolist() for k in range(len(weights))]
    return dWs, [(sum(dbs[k] for _, dbs in all_of) / len(X)).tolist() for k in range(len(weights))]


RIGHT = {
    "rows": rows(),
    "columns, mean in every layer": columns(),
    "loops": loops(),
    "recursive": recursive,
    "einsum, as a list, with C": einsum,
    "mean of samples": mean_of_samples,
    "closures, as pairs": closures,
    "a dictionary": as_dict,
    "C of shape (1, 1)": with_cost_in_a_box,
    "C, dWs, dbs": three_things,
    "without the cost": without_cost,
    "one sample and the network": one_sample_of_network,
    "exercise 5.5": exercise(),
    "exercise 5.4": exercise(one=True),
    "5.5 as pairs": exercise(form=lambda dWs, dbs: list(zip(dWs, dbs, strict=True))),
    "5.5, dbs first": exercise(form=lambda dWs, dbs: (dbs, dWs)),
    "5.5 as one list": exercise(form=lambda dWs, dbs: [*dWs, *dbs]),
    "5.5 with columns": column_lists,
    "5.5 as lists of lists": pure_lists,
    "tanh-like sigmoid": rows(slope=lambda f, z, a, k: f.derivative(z) if f is relu else (1 - np.tanh(z / 2) ** 2) / 4),
    "a column for each b": exercise(db=lambda delta: delta.sum(axis=0, keepdims=True).T),
    "a book's class with 2 (a - y)": Net(start=lambda a, y: 2 * (a - y)).backprop,
}

# Wrong: name, function, status, bug, convention, what must be said


def last_layer_first(pieces):
    return np.concatenate(pieces[::-1])


def zero_before(k_from):
    return lambda delta, a, error, n, k, W: delta.T @ a * (k >= k_from)


def shuffled(delta, a, error, n, k, W):
    return (delta.T @ a)[::-1]


def book_of_matrices(network, X, targets, cost):
    """No biases, the raw error carried back, t - o."""
    hidden = [X]
    for layer in network.layers:
        hidden.append(layer.f(hidden[-1] @ layer.W.T + layer.b))
    errors, found = targets - hidden[-1], []
    for k in reversed(range(len(network.layers))):
        layer = network.layers[k]
        o = hidden[k + 1]
        slope = (o > 0) if layer.f is relu else o * (1 - o)
        found.insert(0, (errors * slope).T @ hidden[k])
        errors = errors @ layer.W
    return found


def decayed(network, X, targets, cost):
    return rows()(network, X, targets, cost) + 0.1 * network.theta


def clipped(network, X, targets, cost):
    return np.clip(rows()(network, X, targets, cost), -0.02, 0.02)


def unit_length(network, X, targets, cost):
    g = rows()(network, X, targets, cost)
    return g / np.linalg.norm(g)


def stepping(network, X, targets, cost):
    g = rows(slope=lambda f, z, a, k: f.derivative(a))(network, X, targets, cost)
    network.theta -= 0.1 * g
    return g


def ones_and_step(network, X, targets, cost):
    network.theta -= 0.1
    return np.ones(network.theta.size)


def wrong_lists(network, X, targets, cost):
    views = network.views(rows()(network, X, targets, cost))
    return [W.T for W, _ in views], [b for _, b in views]


def vector_of(order):
    def backprop(network, X, targets, cost):
        views = network.views(rows()(network, X, targets, cost))
        return np.concatenate([block.ravel() for block in order(views)])

    return backprop


def hidden(k, last=2):
    return k < last


half = {"error": lambda O, G, n: (O - G) / n}
book = {"error": lambda O, G, n: O - G}  # half the squared error, summed

WRONG = [
    ("half", rows(**half), "convention", "no-two", "1 / 2", "½"),
    ("half and summed", rows(**book), "convention", None, "n / 2", "Summe"),
    ("y - a", rows(error=lambda O, G, n: G - O), "convention", None, "-n / 2", "Vorzeichen"),
    ("np.mean", rows(error=lambda O, G, n: 2 * (O - G) / O.size), "convention", "mean-all", "1 / n_out", "np.mean"),
    ("half np.mean", rows(error=lambda O, G, n: (O - G) / O.size), "convention", None, "1 / (2 * n_out)", "np.mean"),
    (
        "divided by n twice",
        columns(start=lambda A, Y: 2 * (A - Y) / Y.shape[1]),
        "convention",
        None,
        "1 / n",
        "zweimal durch n",
    ),
    ("times the rate", rows(error=lambda O, G, n: 0.1 * 2 * (O - G) / n), "wrong", None, "1", "0,1-Fache"),
    ("a book's class", Net().backprop, "convention", "no-two", "1 / 2", "½"),
    ("raw error back", rows(back=lambda delta, W, error, k: error @ W), "bug", "raw-error-back", "1", "Weg zurück"),
    (
        "raw error back, t - o",
        rows(error=lambda O, G, n: G - O, back=lambda delta, W, error, k: error @ W),
        "bug",
        "raw-error-back",
        "-n / 2",
        "Vorzeichen",
    ),
    ("a bestseller", book_of_matrices, "bug", "raw-error-back", "-n / 2", "keine db"),
    (
        "entropy's delta",
        rows(error=lambda O, G, n: (O - G) / n, slope=lambda f, z, a, k: 1 if k == 2 else f.derivative(z)),
        "bug",
        "no-output-slope",
        "1 / 2",
        "½",
    ),
    (
        "entropy's delta, columns",
        columns(start=lambda A, Y: A - Y, dZ=lambda dZ, m: dZ),
        "convention",
        "no-two",
        "1 / 2",
        "½",
    ),
    ("a class with entropy's delta", Net(entropy=True).backprop, "bug", "no-output-slope", "1 / 2", "½"),
    ("no slope", rows(slope=lambda f, z, a, k: 1), "bug", "no-activation-slope", "1", "A' vergessen"),
    (
        "no slope, hidden",
        rows(slope=lambda f, z, a, k: 1 if k < 2 else f.derivative(z)),
        "bug",
        "no-hidden-slope",
        "1",
        "nur am Ausgang",
    ),
    (
        "no slope, first layer",
        rows(slope=lambda f, z, a, k: 1 if k == 0 else f.derivative(z)),
        "bug",
        "no-activation-slope",
        "1",
        "nur in der ersten Schicht",
    ),
    (
        "no slope, last hidden",
        rows(slope=lambda f, z, a, k: 1 if k == 1 else f.derivative(z), **book),
        "bug",
        "no-last-hidden-slope",
        "n / 2",
        "Summe",
    ),
    (
        "no slope but in one",
        rows(slope=lambda f, z, a, k: f.derivative(z) if k == 1 else 1),
        "bug",
        "no-activation-slope",
        "1",
        "außer in der letzten verdeckten",
    ),
    (
        "no slope in dW",
        rows(dW=lambda delta, a, error, n, k, W: error.T @ a),
        "bug",
        "no-slope-in-dW",
        "1",
        "Jedes b stimmt",
    ),
    (
        "no slope in the hidden dW",
        rows(dW=lambda delta, a, error, n, k, W: (error if k < 2 else delta).T @ a),
        "bug",
        "no-activation-slope",
        "1",
        "nur in dW",
    ),
    (
        "no slope in db",
        rows(db=lambda delta, error, n, dW, b: error.sum(axis=0)),
        "bug",
        "no-activation-slope",
        "1",
        "nur in db",
    ),
    (
        "no slope in dW and db",
        rows(dW=lambda delta, a, error, n, k, W: error.T @ a, db=lambda delta, error, n, dW, b: error.sum(axis=0)),
        "bug",
        "no-activation-slope",
        "1",
        "nicht auf dem Weg zurück",
    ),
    ("1 - a", rows(slope=lambda f, z, a, k: 1 - a), "bug", "slope-one-minus-a", "1", "1 − a"),
    ("1 - a in 5.5", exercise(slope=lambda a, k: 1 - a), "bug", "slope-one-minus-a", "1", "1 − a"),
    ("a", rows(slope=lambda f, z, a, k: a), "bug", "just-a", "1", "a statt"),
    ("z (1 - z)", rows(slope=lambda f, z, a, k: z * (1 - z)), "bug", "shortcut-of-z", "1", "z(1 − z)"),
    ("slope of a", rows(slope=lambda f, z, a, k: f.derivative(a)), "bug", "slope-of-a", "1", "A'(a)"),
    (
        "slope of a, hidden, y - a",
        rows(error=lambda O, G, n: 2 * (G - O) / n, slope=lambda f, z, a, k: f.derivative(a if k < 2 else z)),
        "bug",
        "slope-of-a",
        "-1",
        "verdeckten",
    ),
    (
        "a class with the slope of a",
        Net(prime=lambda z, a: sigma(a) * (1 - sigma(a))).backprop,
        "bug",
        "slope-of-a",
        "1 / 2",
        "½",
    ),
    ("slope squared", rows(delta=lambda error, slope, n, k: error * slope**2), "bug", "slope-twice", "1", "zweimal"),
    ("a (1 - a) with ReLU", rows(slope=lambda f, z, a, k: a * (1 - a)), "bug", "sigmoid-slope", "1", "anderes f"),
    (
        "a >= 0",
        rows(slope=lambda f, z, a, k: a >= 0 if f is relu else f.derivative(z), **half),
        "bug",
        "relu-slope-one",
        "1 / 2",
        "½",
    ),
    (
        "n in every layer",
        rows(delta=lambda error, slope, n, k: error * slope / (n if k < 2 else 1)),
        "bug",
        "mean-in-every-layer",
        "1",
        "durch n",
    ),
    ("m in every dZ", columns(dZ=lambda dZ, m: dZ / m), "bug", "mean-in-every-layer", "1 / n", "durch n"),
    (
        "bias averaged",
        rows(db=lambda delta, error, n, dW, b: delta.mean(axis=0)),
        "bug",
        "bias-mean-twice",
        "1",
        "noch einmal durch n",
    ),
    (
        "W summed, b averaged",
        rows(error=lambda O, G, n: 2 * (O - G), db=lambda delta, error, n, dW, b: delta.mean(axis=0)),
        "bug",
        "bias-mean-twice",
        "n",
        "Summe",
    ),
    (
        "bias without axis",
        rows(db=lambda delta, error, n, dW, b: np.sum(delta)),
        "bug",
        "bias-one-number",
        "1",
        "axis=0",
    ),
    ("columns' bias without axis", columns(db=lambda dZ, m: np.sum(dZ) / m), "bug", "bias-one-number", "1", "axis=0"),
    ("5.5's bias without axis", exercise(db=np.sum), "bug", "bias-one-number", "1", "axis=0"),
    (
        "bias from dW",
        rows(db=lambda delta, error, n, dW, b: dW.sum(axis=1)),
        "bug",
        "bias-from-dW",
        "1",
        "Zeilen von dW",
    ),
    (
        "bias times b",
        rows(db=lambda delta, error, n, dW, b: b * delta.sum(axis=0)),
        "bug",
        "bias-times-bias",
        "1",
        "db mal b",
    ),
    (
        "no bias gradient",
        rows(db=lambda delta, error, n, dW, b: 0.0, **book),
        "bug",
        "bias-zero",
        "n / 2",
        "Biases lernen nicht",
    ),
    ("db not averaged", columns(db=lambda dZ, m: dZ.sum(axis=1)), "bug", "bias-sum", "1", "nicht gemittelt"),
    ("the slope of tanh", rows(slope=lambda f, z, a, k: 1 - a**2), "bug", "tanh-slope", "1", "von tanh"),
    ("a mask for ReLU", rows(slope=lambda f, z, a, k: a > 0, **book), "bug", "relu-slope", "n / 2", "von ReLU"),
    ("the cost itself", rows(error=lambda O, G, n: (O - G) ** 2 / n), "bug", "squared-error", "1", "die Kosten selbst"),
    ("from the second sample on", skipping(slice(1, None)), "bug", "first-lost", "1", "beim zweiten"),
    ("without the last sample", skipping(slice(-1)), "bug", "last-lost", "1", "vor dem letzten"),
    ("divided by n - 1", rows(error=lambda O, G, n: 2 * (O - G) / (n - 1)), "wrong", None, "1", "n − 1"),
    ("b as the last column of W", with_bias(last=True), "layout", None, "1", "letzte Spalte"),
    ("b as the first column of W", with_bias(last=False), "layout", None, "1", "erste Spalte"),
    (
        "b as a column, raw error back",
        with_bias(True, back=lambda delta, W, error, k: error @ W),
        "bug",
        "raw-error-back",
        "1",
        "letzte Spalte",
    ),
    ("forward without bias", rows(bias=lambda b: 0), "bug", "no-bias-forward", "1", "vorwärts"),
    (
        "weight for input",
        rows(dW=lambda delta, a, error, n, k, W: delta.sum(axis=0)[:, None] * W),
        "bug",
        "weight-for-input",
        "1",
        "Gewicht",
    ),
    (
        "input left out",
        rows(dW=lambda delta, a, error, n, k, W: np.tile(delta.sum(axis=0)[:, None], W.shape[1])),
        "bug",
        "no-input",
        "1",
        "ohne Eingabe",
    ),
    (
        "= for +=",
        loops(
            gather=lambda dW, db, i, delta, inputs: (
                dW.__setitem__(i, [delta * a for a in inputs]),
                db.__setitem__(i, delta),
            )
        ),
        "bug",
        "last-sample",
        "1",
        "= statt +=",
    ),
    (
        "= for += in dW only",
        loops(
            gather=lambda dW, db, i, delta, inputs: (
                dW.__setitem__(i, [delta * a for a in inputs]),
                db.__setitem__(i, db[i] + delta),
            )
        ),
        "bug",
        "last-sample",
        "1",
        "nur in dW",
    ),
    (
        "last path",
        loops(back=lambda W, deltas, errors: [W[-1, j] * deltas[-1] for j in range(W.shape[1])]),
        "bug",
        "last-path",
        "1",
        "letzte",
    ),
    (
        "mean of the paths",
        rows(back=lambda delta, W, error, k: delta @ W / len(W)),
        "bug",
        "mean-paths",
        "1",
        "gemittelt",
    ),
    (
        "way back without W",
        rows(back=lambda delta, W, error, k: delta.sum(axis=1, keepdims=True) * np.ones(W.shape[1])),
        "bug",
        "no-weights-back",
        "1",
        "ohne W",
    ),
    (
        "5.5 with W for its transposed",
        exercise(back=lambda delta, W, error: delta @ W.T),
        "bug",
        "not-transposed",
        "1",
        "W falsch herum",
    ),
    ("absolute error", rows(error=lambda O, G, n: 2 * np.abs(O - G) / n), "bug", "absolute-error", "1", "Betrag"),
    ("targets forgotten", rows(error=lambda O, G, n: 2 * O / n), "bug", "no-targets", "1", "Ziele"),
    (
        "two bugs",
        rows(slope=lambda f, z, a, k: f.derivative(a), db=lambda delta, error, n, dW, b: delta.mean(axis=0)),
        "bug",
        "slope-of-a",
        "1",
        "zwei Fehler",
    ),
    (
        "two bugs, half",
        rows(
            back=lambda delta, W, error, k: (delta @ W) / len(W),
            db=lambda delta, error, n, dW, b: dW.sum(axis=1),
            **half,
        ),
        "bug",
        "bias-from-dW",
        "1 / 2",
        "zwei Fehler",
    ),
    ("a step with the slope of a", stepping, "bug", "slope-of-a", "1", "network.theta"),
    ("ones and a step", ones_and_step, "wrong", None, "1", "network.theta"),
    (
        "all W, then all b",
        vector_of(lambda views: [W for W, _ in views] + [b for _, b in views]),
        "layout",
        None,
        "1",
        "zuerst alle W",
    ),
    (
        "all b, then all W",
        vector_of(lambda views: [b for _, b in views] + [W for W, _ in views]),
        "layout",
        None,
        "1",
        "zuerst alle b",
    ),
    ("last layer first", columns(all=last_layer_first), "layout", None, "1", "letzte Schicht zuerst"),
    (
        "W transposed",
        vector_of(lambda views: [block.T for pair in views for block in pair]),
        "layout",
        None,
        "1",
        "transponiert",
    ),
    ("W transposed, in lists", wrong_lists, "layout", None, "1", "transponiert"),
    (
        "lists from the back",
        exercise(form=lambda dWs, dbs: (dWs[::-1], dbs[::-1])),
        "layout",
        None,
        "1",
        "letzte Schicht zuerst",
    ),
    (
        "all W first, and half",
        vector_of(lambda views: [W / 2 for W, _ in views] + [b / 2 for _, b in views]),
        "convention",
        "no-two",
        "1 / 2",
        "zuerst alle W",
    ),
    ("rows of dW turned round", rows(dW=shuffled), "wrong", None, "1", "Zeile für dW"),
    (
        "way back with a sine",
        rows(back=lambda delta, W, error, k: delta @ np.sin(W)),
        "wrong",
        None,
        "1",
        "auf dem Weg zurück von Schicht 3",
    ),
    (
        "way back with a sine, half",
        rows(back=lambda delta, W, error, k: delta @ np.sin(W), **half),
        "wrong",
        None,
        "1 / 2",
        "auf dem Weg zurück von Schicht 3",
    ),
    (
        "way back with a rounded W",
        rows(back=lambda delta, W, error, k: delta @ W.round(1)),
        "wrong",
        None,
        "1",
        "auf dem Weg zurück von Schicht 3",
    ),
    (
        "the whole step",
        lambda network, X, targets, cost: -0.1 * recursive(network, X, targets, cost),
        "wrong",
        None,
        "1",
        "zeigt also bergab",
    ),
    (
        "sigmoid everywhere",
        rows(activation=lambda layer, Z: sigma(Z), slope=lambda f, z, a, k: a * (1 - a)),
        "wrong",
        None,
        "1",
        "nur mit relu",
    ),
    (
        "biases sorted",
        rows(db=lambda delta, error, n, dW, b: np.sort(delta.sum(axis=0))),
        "wrong",
        None,
        "1",
        "Zeile für die Biases",
    ),
    (
        "first dW squared",
        rows(dW=lambda delta, a, error, n, k, W: delta.T @ a if k else delta.T @ a**2),
        "wrong",
        None,
        "1",
        "In Schicht 1 stimmt b",
    ),
    ("a cube at the output", rows(error=lambda O, G, n: 2 * (O - G) ** 3 / n), "wrong", None, "1", "Schon am Ausgang"),
    ("decay", decayed, "wrong", None, "1", "0,1 mal theta"),
    ("clipped", clipped, "wrong", None, "1", "relativer Fehler"),
    ("of unit length", unit_length, "wrong", None, "1", "jedes Mal ein anderes"),
    (
        "only dWs",
        lambda network, X, targets, cost: [W for W, _ in closures(network, X, targets, cost)],
        "wrong",
        None,
        "1",
        "Es fehlen die db",
    ),
]
