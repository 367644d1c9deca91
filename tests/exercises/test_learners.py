"""What learners really write: right ways pass, wrong ones fail, and what is said names the cause."""

import ast
import re
import string
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from seeds import seeds

import nncourse
from nncourse.exercises import (
    check,
    derived,
    entry,
    errors,
    experiments,
    hint,
    likeness,
    mutants,
    numbers,
    pointing,
    replaced,
    solution,
)
from nncourse.exercises.c05.backprop import backprop, flawed
from nncourse.exercises.catalogue import CHAPTERS, EXERCISES
from nncourse.exercises.report import short
from nncourse.language import Text
from nncourse.network import Network

pytestmark = pytest.mark.numerical


def named(function):
    """A function with a name for the test's id."""
    return getattr(function, "__name__", "").strip("<>")


PATH, OUTSIDE, RATE = [], np.array([0.3, -1.2, 2.0]), 0.25


# Right ways


def cleared_outside(slope, x, L, steps):
    PATH.clear()
    PATH.append(x)
    for _ in range(steps):
        x = x - L * slope(x)
        PATH.append(x)
    return PATH


def own_tanh(x):
    """Calls a function of the name of the forbidden one, its own."""
    return np.where(np.asarray(x) < 0, -half_of_tanh(np.abs(x)), half_of_tanh(np.abs(x)))


def half_of_tanh(x):
    return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))


def relu_one(x):
    return x if x > 0 else 0.0


RIGHT = [
    ("descend", cleared_outside),
    ("tanh", own_tanh),
    ("relu", lambda x: np.frompyfunc(relu_one, 1, 1)(x)),
    ("cost-one", lambda O, G: sum(Fraction(float(o) - float(g)) ** 2 for o, g in zip(O, G, strict=True))),
    ("cost-slope", lambda O, G: [Decimal(2 * (float(o) - float(g))) for o, g in zip(O, G, strict=True)]),
    ("one-hot", lambda labels, n: [[0] * k + [1] + [0] * (n - 1 - k) for k in labels.tolist()]),
    ("neuron-value", Fraction(378, 1000)),
    ("neuron-value", Decimal("0.3775")),
    ("largest-rate", 1),
]


@pytest.mark.parametrize(("exercise", "answer"), RIGHT)
def test_other_right_ways_of_learners_pass(exercise, answer):
    for seed in seeds(2, 6):
        assert check(exercise, answer, seed=seed).passed, check(exercise, answer, seed=seed)


# Wrong ways that once passed, had a wrong cause, or none


def cut(f):
    """Writes its result into an array of the first argument's type."""

    def wrong(x, *rest):
        y = np.zeros_like(x)
        y[...] = f(x, *rest)
        return y

    return wrong


def sigma(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def cut_layer(W, b, a, f):
    z = np.zeros_like(b)
    z[:] = f(W @ a + b)
    return z


def cut_delta(W_next, delta_next, z):
    delta = np.zeros_like(z)
    for j in range(len(z)):
        delta[j] = W_next[:, j] @ delta_next * sigma(z[j]) * (1 - sigma(z[j]))
    return delta


def cut_gradients(a, z, O, G):
    delta = np.zeros_like(z)
    delta[:] = 2 * (O - G) * O * (1 - O)
    return np.outer(delta, a), delta


def cut_momentum(theta, v, gradient, L, mu):
    v, theta = v.copy(), theta.copy()
    for i in range(len(v)):
        v[i] = mu * v[i] - L * gradient[i]
        theta[i] += v[i]
    return theta, v


def cut_step(theta, gradient, L):
    new = theta.copy()
    for i in range(len(new)):
        new[i] -= L * gradient[i]
    return new


def cut_backprop(weights, biases, x, G):
    right = backprop(weights, biases, x, G)
    places = [np.zeros_like(W) for W in weights], [np.zeros_like(b) for b in biases]
    for arrays, values in zip(places, right, strict=True):
        for array, value in zip(arrays, values, strict=True):
            array[:] = value
    return places


def cut_path(slope, x, L, steps):
    places = np.full(steps + 1, x)
    for k in range(steps):
        places[k + 1] = places[k] - L * slope(places[k])
    return places


def rises_only(f, x, h):
    ends = f(x), f(x + h)
    return (max(ends) - min(ends)) / h


def same_row(labels, n):
    G = [[0] * n] * len(labels)
    for i, label in enumerate(labels):
        G[i][label] = 1
    return G


def same_row_counts(labels, predicted, n):
    counts = [[0] * n] * n
    for i, j in zip(labels, predicted, strict=True):
        counts[i][j] += 1
    return counts


def same_row_counts_array(labels, predicted, n):
    return np.array(same_row_counts(labels, predicted, n))


def mutable_default(slope, x, L, steps, xs=[]):  # noqa: B006 (that is the mistake)
    xs.append(x)
    for _ in range(steps):
        x = x - L * slope(x)
        xs.append(x)
    return xs


def grows_outside(slope, x, L, steps):
    PATH.append(x)
    for _ in range(steps):
        x = x - L * slope(x)
        PATH.append(x)
    return PATH


COUNT = [0]


def counts_on(O, G):
    COUNT[0] += np.sum((O - G) ** 2)
    return COUNT[0]


def line_without_x(x, y):
    w, b = 1.0, -0.5
    for _ in range(3000):
        error = w * x + b - y
        w, b = w - 0.1 * np.mean(error), b - 0.1 * np.mean(error)
    return w, b


def loop_not_transposed(W_next, delta_next, z):
    delta = np.zeros(len(z))
    for j in range(len(z)):
        for i in range(len(delta_next)):
            delta[j] += W_next[j, i] * delta_next[i]
    return delta * sigma(z) * (1 - sigma(z))


def never_back(C, theta, h):
    moved, gradient = np.array(theta, dtype=float), []
    for i in range(len(theta)):
        moved[i] += h
        gradient.append((C(moved) - C(theta)) / h)
    return gradient


def pairs(weights, biases, x, G):
    return list(zip(*backprop(weights, biases, x, G), strict=True))


def naive_inside(x):
    return 2 / (1 + np.exp(-2 * np.asarray(x))) - 1


def sizes_from_zero(sizes):
    return sum(sizes[i] * sizes[i - 1] + sizes[i] for i in range(len(sizes)))


def returns_early(O, G):
    total = 0.0
    for o, g in zip(O, G, strict=True):
        total += (o - g) ** 2
        return total


forward = EXERCISES["forward"].solution


def no_bias_before(weights, biases, x, G):
    dWs, dbs = backprop(weights, biases, x, G)
    return dWs, [*(0 * db for db in dbs[:-1]), dbs[-1]]


def absolute_biases(weights, biases, X, G):
    single = [backprop(weights, biases, *pair) for pair in zip(X, G, strict=True)]
    dWs, _ = EXERCISES["backprop-batch"].solution(weights, biases, X, G)
    return dWs, [np.mean([np.abs(dbs[k]) for _, dbs in single], axis=0) for k in range(len(biases))]


def mean_biases(weights, biases, x, G):
    dWs, dbs = backprop(weights, biases, x, G)
    return dWs, [0 * db + db.mean() for db in dbs]


def last_row_empty(weights, biases, X, f):
    outputs = np.zeros((len(X), len(biases[-1])))
    outputs[:-1] = EXERCISES["forward-batch"].solution(weights, biases, X[:-1], f)
    return outputs


def thirds_on_the_way_back(weights, biases, X, G):
    dWs, dbs = EXERCISES["backprop-batch"].solution(weights, biases, X, G)
    return [[part / 3 ** (len(parts) - 1 - k) for k, part in enumerate(parts)] for parts in (dWs, dbs)]


def last_product_only(x, W1, b1, W2, b2):
    return np.maximum(W1[:, -1] * x[-1] + b1, W2[:, -1] * x[-1] + b2)


def bias_of_the_first_layer_only(weights, biases, X, f):
    return EXERCISES["forward-batch"].solution(weights, [biases[0], *(0 * b for b in biases[1:])], X, f)


def of_delta(delta, a):
    return np.outer(delta, a), delta


def no_slope_before(W1, b1, W2, b2, X, G):
    A1 = sigma(X @ W1.T + b1)
    A2 = sigma(A1 @ W2.T + b2)
    delta2 = A2 * (1 - A2) * 2 / len(X) * (A2 - G)
    delta1 = delta2 @ W2
    return delta1.T @ X, delta1.sum(axis=0), delta2.T @ A1, delta2.sum(axis=0)


in_rows, on_average, counted, way_down, mended = (
    EXERCISES[name].solution for name in ("forward-batch", "backprop-batch", "confusion", "descend", "zoo-mend")
)


def slope_twice(z):
    return sigma(sigma(z)) * (1 - sigma(sigma(z)))


def first_for_weights(weights, biases, X, G):
    return backprop(weights, biases, X[0], G[0])[0], on_average(weights, biases, X, G)[1]


def halved_and_nested(weights, biases, X, G):
    dWs, dbs = on_average(weights, biases, X, G)
    return [dW / 2 for dW in dWs], [db[None] / 2 for db in dbs]


NAMED = [
    # slopes where f falls
    ("difference-quotient", "absolute", lambda f, x, h: abs(f(x + h) - f(x)) / abs(h)),
    ("symmetric-quotient", "absolute", lambda f, x, h: abs(f(x + h) - f(x - h)) / (2 * h)),
    ("difference-quotient", "absolute", lambda f, x, h: rises_only(f, x, h) if h > 0 else -rises_only(f, x, -h)),
    # whole numbers
    *(("sigmoid", "integer", cut(sigma)), ("tanh", "integer", cut(lambda x: 2 * sigma(2 * x) - 1))),
    ("leaky-relu", "integer", cut(lambda x, slope=0.1: np.where(x > 0, x, slope * x))),
    ("elu", "integer", cut(lambda x, alpha=1.0: np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0))))),
    *(("layer", "integer", cut_layer), ("hidden-delta", "integer", cut_delta), ("step", "integer", cut_step)),
    *(("output-gradients", "integer", cut_gradients), ("momentum-step", "integer", cut_momentum)),
    *(("backprop", "integer", cut_backprop), ("cost-slope", "integer", cut(lambda O, G: 2 * (O - G)))),
    *(("descend", "integer", cut_path), ("accuracy", "integer", lambda O, y: np.sum(O.argmax(1) == y) // len(O))),
    ("best-constant", "integer", lambda G: cut(lambda g: G.mean(axis=0))(G[0])),
    # shapes that a task fixes, and a function that it forbids
    *(("xor-weights", "shapes", lambda W2=W2: ([[1, 1], [1, 1]], [0, -1], W2, [0])) for W2 in ([1, -2], [[1], [-2]])),
    *(("xor-weights", "shapes", lambda b2=b2: ([[1, 1], [1, 1]], [0, -1], [[1, -2]], b2)) for b2 in (0, [[0]])),
    *(("tanh", "np-tanh", way) for way in (np.tanh, lambda x: np.tanh(x), lambda x: nncourse.tanh(x))),
    # once another cause
    *(("one-hot", "same-list", same_row), ("confusion", "same-list", same_row_counts)),
    *(("confusion", "same-rows", same_row_counts_array), ("neuron-value", "bias-plus", 0.924)),
    *(("neuron-value", "sign", 0.622), ("fit-line", "without-x", line_without_x)),
    # state
    *(("descend", "grows", mutable_default), ("descend", "grows", grows_outside), ("cost-one", "remembers", counts_on)),
    # arguments
    ("layer", "parameter-order", lambda a, W, b, f: f(W @ a + b)),
    ("layer", "parameter-order", lambda W, b, f, a: f(W @ a + b)),
    (
        "momentum-step",
        "parameter-order",
        lambda theta, v, gradient, mu, L: (theta + mu * v - L * gradient, mu * v - L * gradient),
    ),
    ("mean-digit", "parameter-order", lambda labels, X: np.array([X[labels == k].mean(axis=0) for k in range(10)])),
    ("cost-slope", "parameter-order", lambda G, O: 2 * (O - G)),
    ("layer", "argument-ignored", lambda W, b, a, f: sigma(W @ a + b)),
    ("step", "global", lambda theta, gradient, L: theta - RATE * gradient),
    ("layer", "global", lambda W, b, x, f: f(W @ OUTSIDE + b)),
    ("best-constant", "zeros", lambda G: np.zeros(G.shape[1])),
    # classics
    *(
        ("count-parameters", "wraps-around", sizes_from_zero),
        ("elu", "brackets", lambda x, alpha: np.where(x > 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)),
    ),
    *(("sigmoid", "brackets", lambda x: 1 / 1 + np.exp(-x)), ("numerical-gradient", "not-restored", never_back)),
    ("cost-slope", "activation-slope", lambda O, G: 2 * (O - G) * O * (1 - O)),
    *(("backprop", "slope-elsewhere", flawed(at=lambda k, n: k)), ("backprop", "pairs", pairs)),
    ("relu", "scalar-max", lambda x: np.max(x, 0) if np.ndim(x) else x),
    *(("hidden-delta", "not-transposed", loop_not_transposed), ("tanh", "overflows", naive_inside)),
    # like the right one
    ("cost-one", "rounded", lambda O, G: round(float(np.sum((O - G) ** 2)), 2)),
    ("best-constant", "form", lambda G: G.mean(axis=0, keepdims=True)),
    ("cost-one", "form", lambda O, G: [np.sum((O - G) ** 2)]),
    ("mean-digit", "form", lambda X, labels: [EXERCISES["mean-digit"].solution(X, labels)]),
    (
        "relative-error",
        "tiny-number",
        lambda g, h: np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h) + 1e-8),
    ),
    (
        "relative-error",
        "multiple",
        lambda g, h: 3 * np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h) or 1.0),
    ),
    ("numerical-gradient", "order", lambda C, theta, h: EXERCISES["numerical-gradient"].solution(C, theta, h)[::-1]),
    # something made of the right one
    ("forward", "derived", lambda weights, biases, x, f: f(EXERCISES["forward"].solution(weights, biases, x, f))),
    ("cost-slope", "one-change", lambda O, G: 2 * (O - G) * O),
    ("descend", "derived", lambda slope, x, L, steps: [*enumerate(EXERCISES["descend"].solution(slope, x, L, steps))]),
    ("confusion", "derived", lambda labels, predicted, n: np.bincount(predicted, minlength=n)),
    (
        "backprop-batch",
        "sized",
        lambda weights, biases, X, G: [
            [np.sqrt(len(X)) * d for d in part] for part in EXERCISES["backprop-batch"].solution(weights, biases, X, G)
        ],
    ),
    # as if an argument were something else
    ("step", "replaced", lambda theta, gradient, L: theta - L * np.abs(gradient)),
    ("zoo-angle", "replaced", lambda g, right: EXERCISES["zoo-angle"].solution(-g, right)),
    ("output-gradients", "zero", lambda a, z, O, G: (0 * np.outer(z, a), 0 * z)),
    ("backprop", "derived", mean_biases),
    ("forward-batch", "derived", last_row_empty),
    ("forward", "derived", lambda *args: np.exp(forward(*args)) / np.exp(forward(*args)).sum()),
    ("backprop", "zero", no_bias_before),
    ("cost-one", "sized", lambda O, G: 2 * np.mean((O - G) ** 2)),
    ("best-constant", "one-change", lambda G: sum(G[1:]) / len(G)),
    ("backprop-batch", "one-change", absolute_biases),
    ("layer", "one-number", lambda W, b, a, f: f(np.sum(W @ a + b))),
    ("forward", "more", lambda weights, biases, x, f: (forward(weights, biases, x, f), x)),
    ("linear-collapse", "one-thing", lambda W1, b1, W2, b2: np.column_stack([W2 @ W1, W2 @ b1 + b2])),
    ("sigmoid", "replaced", lambda x: sigma(np.radians(x))),
    ("sigmoid", "replaced", lambda x: sigma(np.trunc(x))),
    ("relu", "thinned", lambda x: np.array([v for v in np.ravel(x) if v > 0])),
    ("symmetric-quotient", "huge", lambda f, x, h: (f(x + h) - f(x - h)) / (x + h - x - h + 1e-17)),
    ("sigmoid", "nearly", lambda x: 1 / (1 + 2.7 ** (-np.clip(x, -500, 500)))),
    ("elu", "one-side", lambda x, alpha=1.0: np.where(x > 0, 0 * np.asarray(x), alpha * np.expm1(np.minimum(x, 0)))),
    ("backprop-batch", "multiple", thirds_on_the_way_back),
    # as if an argument were something else
    ("maxout", "replaced", last_product_only),
    ("forward-batch", "replaced", bias_of_the_first_layer_only),
    ("forward", "replaced", lambda weights, biases, x, f: forward(weights[::-1], biases[::-1], x, f)),
    ("step", "replaced", lambda theta, gradient, L: theta - L * gradient / len(theta)),
    ("step", "replaced", lambda theta, gradient, L: theta - L * np.clip(gradient, -1, 1)),
    ("forward-batch", "replaced", lambda weights, biases, X, f: in_rows(weights, biases, X - X.mean(axis=0), f)),
    ("backprop-batch", "replaced", lambda weights, biases, X, G: on_average(weights, biases, X[:-1], G[:-1])),
    # something made of the right one and of an argument, or of an argument alone
    ("step", "derived", lambda theta, gradient, L: theta - L * gradient - L * theta),
    ("sigmoid", "derived", lambda x: np.log1p(np.exp(np.clip(x, -700, 700)))),
    ("best-constant", "derived", lambda G: G.std(axis=0)),
    ("confusion", "derived", lambda labels, predicted, n: np.pad(counted(labels, predicted, n), ((1, 0), (1, 0)))),
    ("layer", "derived", lambda W, b, a, f: f(W @ a.reshape(-1, 1) + b)),
    ("descend", "derived", lambda slope, x, L, steps: [(x, slope(x)) for x in way_down(slope, x, L, steps)]),
    ("normalize", "affine", lambda images: (images.reshape(len(images), -1) / 255 - 0.1307) / 0.3081),
    ("zoo-mend", "order", lambda *args: [mended(*args)[k] for k in (0, 2, 1, 3)]),
    # two things at once
    ("backprop-batch", "first-only", first_for_weights),
    ("backprop-batch", "no-two", halved_and_nested),
    ("hidden-delta", "slope-of-a", lambda W_next, delta_next, z: 2 * W_next.T @ delta_next * slope_twice(z)),
    # what once passed
    ("relu", "clipped", lambda x: np.clip(x, 0, 6)),
    ("best-constant", "signs", lambda G: np.abs(G).mean(axis=0)),
    # one thing changed, that ends in an error, or in the slope
    ("forward", "one-change", lambda weights, biases, x, f: forward(weights[1:], biases[1:], x, f)),
    ("output-gradients", "one-change", lambda a, z, O, G: of_delta(2 * (O - G) * a * (1 - a), a)),
    ("output-gradients", "one-change", lambda a, z, O, G: of_delta(2 * (O - G) * (1 - O**2), a)),
    ("zoo-mend", "one-change", no_slope_before),
    ("hidden-delta", "one-change", lambda W_next, delta_next, z: np.sum(W_next.T @ delta_next) * sigma(z) * sigma(-z)),
    # one thing changed
    ("step", "one-change", lambda theta, gradient, L: L * theta - gradient),
    ("difference-quotient", "one-change", lambda f, x, h: h / (f(x + h) - f(x))),
    ("layer", "one-change", lambda W, b, a, f: f(W @ a / len(a) + b)),
    ("sigmoid-slope", "zero", lambda a: a * 1 - a),
    (
        "zoo-angle",
        "not-clipped",
        lambda g, right: np.degrees(np.arccos(g @ right / np.linalg.norm(g) / np.linalg.norm(right))),
    ),
    ("cost-one", "first-only", returns_early),
    ("cost-one", "one-change", lambda O, G: np.sum(((O - G) / O) ** 2)),
    ("layer", "replaced", lambda W, b, a, f: f(W @ a + b[0])),
    ("linear-collapse", "one-change", lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 - b2)),
    ("difference-quotient", "one-change", lambda f, x, h: (f(x + h) - f(x)) * h),
]


@pytest.mark.parametrize(
    ("exercise", "mistake", "answer"), NAMED, ids=lambda value: value if isinstance(value, str) else named(value)
)
def test_what_learners_write_is_named(exercise, mistake, answer):
    for seed in seeds(1, 6):
        report = check(exercise, answer, seed=seed)
        assert (report.status, report.mistake) == ("failed", mistake), (seed, report)


UNNAMED = [
    ("numerical-gradient", lambda C, theta, h: normalized(EXERCISES["numerical-gradient"].solution(C, theta, h))),
    ("accuracy", lambda O, labels: (O.argmax(axis=1) == labels).any() / len(labels)),
    (
        "zoo-layers",
        lambda gradients, quotients: [np.allclose(*pair) for pair in zip(gradients, quotients, strict=True)],
    ),
    ("zoo-doubled", lambda gradient, X, G: np.linalg.norm(gradient(X, G)) == np.linalg.norm(gradient(2 * X, 2 * G))),
]


def normalized(g):
    return g / np.linalg.norm(g)


@pytest.mark.parametrize(("exercise", "answer"), UNNAMED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_depends_on_its_arguments_is_not_said_to_ignore_them(exercise, answer):
    for seed in seeds(1, 6):
        report = check(exercise, answer, seed=seed)
        assert report.status == "failed" and report.mistake not in ("argument-ignored", "global"), report


ASTRAY = [
    ("neuron-value", 0.55, "z = 0,201", "z = 0.201"),
    ("neuron-value", 1.2, "zwischen 0 und 1", "between 0 and 1"),
    ("cost-value", 0.5, "zu groß", "too large"),
    ("cost-value", 0.13, "zu klein", "too small"),
    ("cost-value", -0.9, "nie negativ", "never negative"),
    ("zoo-factor", 6, "0,714", "0.714"),
    ("zoo-factor", -7, "mindestens 1", "at least 1"),
]


@pytest.mark.parametrize(("exercise", "value", "german", "english"), ASTRAY)
def test_a_wrong_number_is_told_what_it_would_mean(exercise, value, german, english, language):
    assert {"de": german, "en": english}[language] in repr(check(exercise, value))


MEANT = [
    ("neuron-value", "percent", 37.75),
    ("neuron-value", "half", 0.1888),
    ("neuron-value", "digits-swapped", 0.387),
    ("neuron-value", "step", 0.5),  # -z
    ("neuron-value", None, 0.44),
    ("cost-value", "sign", -0.21),
    ("cost-value", "digits-swapped", 0.12),
    ("cost-value", "step", 0.05),
    ("cost-value", "step", 0.1),  # and not about half of 0.21
    ("cost-value", "squared", 0.0441),  # and not the first one's share, 0.04
    ("cost-value", "slip", 0.19),
    ("cost-value", None, 0.073),  # and not the mean of the squares, 0.07
    ("cost-value", None, 0.5),
    ("zoo-factor", "one-more", 5),
    ("zoo-factor", "slip", 1.5),
    ("zoo-factor", None, 9),
    ("largest-rate", "still-converges", 0.001),
]


@pytest.mark.parametrize(("exercise", "mistake", "value"), MEANT)
def test_a_wrong_number_is_named_only_where_it_says_so(exercise, mistake, value):
    report = check(exercise, value)
    assert (report.status, report.mistake) == ("failed", mistake), report


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if e.calculation is not None], ids=lambda e: e.id)
def test_a_calculation_gives_the_solution_and_so_does_none_of_its_steps(exercise):
    assert exercise.calculation(*exercise.given) == pytest.approx(exercise.solution)
    values = [value for _, value in numbers.steps(exercise)]
    assert values and exercise.solution not in values


def test_an_array_of_the_same_rows_names_both_ways_to_it():
    report = check("one-hot", lambda labels, n: np.array(same_row(labels, n)), seed=0)
    assert report.mistake == "filled" and "[[0] * n] * k" in repr(report)


# The entry


def sigmoid(x):
    return sigma(x)


ENTRY = [
    (("neuron-value", 0, 378), "Schreib 0.378", "Write 0.378"),
    (("neuron-value", (0, 378)), "Schreib 0.378", "Write 0.378"),
    (("largest-rate", 1, 0), "Schreib 1.0", "Write 1.0"),
    (("neuron-value", "0,73"), "ohne Anführungszeichen und mit Punkt: 0.73", "with a point: 0.73"),
    (("neuron-value", sigmoid), "die Funktion sigmoid selbst", "the function sigmoid itself"),
    (("largest-rate", True), "Erwartet ist eine Zahl", "A number is expected"),
    ((sigmoid,), 'check("sigmoid", my_sigmoid)', 'check("sigmoid", my_sigmoid)'),
    (
        ("sigmoid",),
        'Es fehlt, was geprüft werden soll: check("sigmoid", my_sigmoid)',
        "What you want to check is missing",
    ),
    ((), "check braucht zweierlei", "check needs two things"),
    ((sigmoid, "sigmoid"), "vertauscht", "swapped"),
    (("sigmoid", sigmoid, 7), "seed=1", "seed=1"),
    (("sigmoid", "sigmoid"), "ohne Anführungszeichen", "without quotation marks"),
    (("sigmoid", np), "das Modul numpy", "the module numpy"),
    (("train-xor", Network.mlp([2, 4, 1])), "ein Netz, also ihr Ergebnis", "a network, so the function’s result"),
    (("relu", Network), "die Klasse Network", "the class Network"),
    (
        ("layer", lambda W, b, a: a),
        "layer(W, b, a, f) aufrufen: Sie nimmt andere Argumente, (W, b, a)",
        "it takes different arguments, (W, b, a)",
    ),
    (("sigmod", sigmoid), "Meintest du sigmoid", "Did you mean sigmoid"),
    (("9.9", sigmoid), "gibt es nicht", "no exercise called"),
]


@pytest.mark.parametrize("k", range(len(ENTRY)))
def test_a_slip_at_the_entry_is_understood(k, language):
    args, de, en = ENTRY[k]
    report = check(*args, seed=0)
    assert report.status == "failed" and report.rung in ("error", "type")
    assert {"de": de, "en": en}[language] in repr(report)


def test_seed_is_given_by_its_name_only():
    assert check("sigmoid", sigmoid, seed=3).seed == 3
    assert "seed=1" in repr(check("sigmoid", sigmoid, 3))


@pytest.mark.parametrize("name", ["1.2", 1.2, "Übung 1.2", "exercise 1.2", "Sigmoid", " sigmoid "])
def test_an_exercise_may_be_called_by_its_number(name):
    assert check(name, EXERCISES["sigmoid"].solution, seed=0).passed


def test_every_number_and_every_function_s_name_leads_to_its_exercise():
    for number, chapter in CHAPTERS.items():
        for k, exercise in enumerate(chapter, start=1):
            assert solution(f"{number}.{k}").text == solution(exercise.id).text
            if exercise.kind != "value":
                assert entry.exercise_of(exercise.answer) is exercise
                assert entry.exercise_of(exercise.solution.__name__) is exercise
    assert hint("numerical_gradient").text
    with pytest.raises(ValueError, match="gibt es nicht"):
        solution("9.1")


# Values


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.377, "abgeschnitten"),
        (0.38, "mehr Stellen"),
        (0.4, "mehr Stellen"),
        (37.75, "Prozent"),
        (-0.3775, "Vorzeichen"),
        (np.inf, "inf oder nan"),
    ],
)
def test_a_value_beside_the_right_one_is_told_how(value, words):
    assert words in repr(check("neuron-value", value))


def test_two_mistakes_of_a_value_are_far_enough_apart():
    for exercise in EXERCISES.values():
        if exercise.kind == "value":
            values = [exercise.solution, *(value for mistake in exercise.mistakes for value in mistake.wrong)]
            owners = [None, *(mistake.id for mistake in exercise.mistakes for _ in mistake.wrong)]
            for i, one in enumerate(values):
                for j, other in enumerate(values[:i]):
                    assert owners[i] == owners[j] or abs(one - other) > 0.0102, (exercise.id, owners[i], owners[j])


# Errors


def divides_in_place(x):
    x = np.array(x) if np.ndim(x) else np.array([x])
    x = np.ones_like(x, dtype=int)
    x /= 2
    return x


def shuffles(x):
    order = np.random.default_rng(0).shuffle([1, 2, 3])
    return order[0]


def before_assignment(x):
    if False:
        y = 1
    return y


ERRORS = [
    (lambda x: x if np.ones(2) > 0 else 0, "truth-value"),
    (lambda x: np.ones((2, 3)) @ np.ones(2), "product"),
    (lambda x: np.dot(np.ones((2, 3)), np.ones(2)), "product"),
    (lambda x: np.ones(2) + np.ones(3), "broadcast"),
    (lambda x: np.asarray(x, dtype=float) ^ 2, "power"),
    (lambda x: np.zeros(2, 3), "two-lengths"),
    (divides_in_place, "into-integers"),
    (shuffles, "nothing"),
    (lambda x: [].append(1) + 1, "nothing"),
    (lambda x: np.array([[1], [1, 2]]), "ragged"),
    (lambda x: np.zeros(2).__setitem__(0, [1, 2]), "sequence-for-number"),
    (lambda x: list(Network.mlp([2, 2])), "network-is-no-list"),
    (lambda x: list(3), "no-entries"),
    (lambda x: (lambda v: v[0])(2.0), "no-entries"),
    (lambda x: sum(sigmoid), "not-iterable"),
    (lambda x: (lambda v: v(x))(2), "not-callable"),
    (lambda x: sigmoid[0], "not-subscriptable"),
    (lambda x: np.ones(2)[2], "index"),
    (lambda x: [1][1], "index"),
    (lambda x: np.ones(2)[0, 0], "index"),
    (lambda x: range(2.5), "index-kind"),
    (lambda x: np.max(np.ones(3), np.ones(3)), "axis-for-number"),
    (lambda x: np.sum(np.ones(2), axis=1), "axis"),
    (lambda x: unknown_name, "name"),  # noqa: F821 (that is the mistake)
    (before_assignment, "before-assignment"),
    (lambda x: sigmoid(), "arguments"),
    (lambda x: __import__("math").exp(np.ones(2)), "single-number"),
    (lambda x: 1 / 0, "division-by-zero"),
    (lambda x: [1, 2] * 0.5, "lists-do-not-calculate"),
    (lambda x: "x = " + 1, "text-and-number"),
    (lambda x: sigmoid * 2, "function-for-number"),
    (lambda x: np.ones(3).reshape(2, 2), "reshape"),
    (lambda x: __import__("math").exp(1000), "too-large"),
    (lambda x: np.Exp(x), "numpy-has-no"),
    (lambda x: [1].shape, "list-is-no-array"),
]


@pytest.mark.parametrize(("function", "kind"), ERRORS)
def test_an_error_is_explained_in_both_languages_with_the_line(function, kind, language):
    report = check("relu-slope", function, seed=0)
    assert report.rung == "error" and report.mistake is None, report
    error = next(line for line in report.lines if re.search(r"\w+(Error|Fehler)\b", line))
    fields = string.Formatter().parse({"de": "de", "en": "en"}[language])
    assert fields and any(str(e.text)[:20].partition("{")[0] in error for e in errors.EXPLANATIONS if e.id == kind), (
        error
    )
    assert any(
        re.match(r"(Das geschieht in deiner Zeile|This happens in your code, on line) \d+: ", line)
        for line in report.lines
    )
    assert ".." not in error.replace("...", "")


def test_the_exercise_s_own_text_goes_first():
    report = check("relu", lambda x: max(0, x), seed=0)
    assert report.mistake == "python-max" and report.lines[0].startswith("max(0, x) vergleicht")


def test_another_error_at_the_same_place_is_the_same_mistake_but_not_any_error():
    assert check("relu", lambda x: undefined, seed=0).mistake is None  # noqa: F821 (that is the mistake)
    assert check("sigmoid", lambda x: np.exp(x)[5], seed=0).mistake is None


# Where a result is wrong


SAID = [
    ("relu", lambda x: np.maximum(x, 0) + (np.asarray(x) > 0), "nur, wo x positiv ist"),
    ("linear-collapse", lambda W1, b1, W2, b2: (W2 @ W1, np.cos(W2 @ b1 + b2)), "Falsch: b."),
    ("linear-collapse", lambda W1, b1, W2, b2: (W2 @ W1, np.cos(W2 @ b1 + b2)), "Richtig: W."),
    (
        "backprop",
        lambda *args: (lambda g: ([np.cos(g[0][0]), *g[0][1:]], g[1]))(backprop(*args)),
        "Falsch: dW der Schicht 1.",
    ),
    (
        "backprop",
        lambda *args: (backprop(*args)[0], [np.append(np.cos(db), 0) for db in backprop(*args)[1]]),
        "db der Schicht 1 mit der Form (2,) statt (1,)",
    ),
    (
        "nearest-mean",
        lambda X, means: [int(k) if i < 8 else 0 for i, k in enumerate(EXERCISES["nearest-mean"].solution(X, means))],
        "Falsche Einträge",
    ),
    ("sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -9, 9) * 1.0001)), "weniger als ein Tausendstel"),
    ("relu", lambda x: np.full(np.shape(x), None), "Darin steht None"),
    ("relu", lambda x: [[1], [1, 2]], "verschieden lang"),
    ("relu", lambda x: np.array(["a"] * np.size(x)), "Darin steht ein Text"),
    ("relu", lambda x: np.maximum, "eine Funktion selbst"),
    ("relu", lambda x: (i for i in [1]), "list(...)"),
    ("tanh", naive_inside, "Python warnt dabei: overflow"),
    ("cost-one", lambda O, G: np.sum((O - G) ** 2) * 1.00001, "fast richtig"),
    ("step", lambda theta, gradient, L: 0.9995 * theta - L * gradient, "das in der Formel nicht steht"),
    ("normalize", lambda images: images.reshape(784, -1).T / 255, "teilt reshape die Zahlen anders auf"),
    ("linear-collapse", lambda W1, b1, W2, b2: lambda x: W2 @ (W1 @ x + b1) + b2, "womit sie rechnet"),
]


@pytest.mark.parametrize(("exercise", "function", "words"), SAID)
def test_it_is_said_where_a_result_is_wrong(exercise, function, words):
    report = check(exercise, function, seed=1)
    assert not report.passed and words in repr(report), report


def test_a_sign_decides_nothing_where_other_arrays_take_part():
    """One entry is wrong, and 0 stands at the same place of X: that is chance."""

    def biases_at_the_end(weights, biases, X, f):
        for W in weights:
            X = f(X @ W.T)
        return X + biases[-1]

    shown = repr(check("forward-batch", biases_at_the_end, seed=0))
    assert "Falsche Einträge: 1 von 4" in shown and "Falsch ist es nur, wo" not in shown, shown


def test_all_else_is_right_only_if_it_is_so_at_the_edges():
    def minus(g, h):
        return np.linalg.norm(g - h) / (np.linalg.norm(g) - np.linalg.norm(h))

    def minus_but_right_for_zeros(g, h):
        return minus(g, h) if np.linalg.norm(g) != np.linalg.norm(h) else 0.0

    reports = [check("relative-error", way, seed=0) for way in (minus, minus_but_right_for_zeros)]
    assert [report.mistake for report in reports] == ["one-change", "one-change"]
    assert "Für gewöhnliche Zahlen stimmt alles andere." in repr(reports[0])
    assert "Alles andere stimmt." in repr(reports[1])


def test_a_network_read_by_sigmoid_is_said_to_be():
    by_signal = EXERCISES["train-xor"].judge((), EXERCISES["train-xor"].rewrites[3]())
    by_value = EXERCISES["train-xor"].judge((), EXERCISES["train-xor"].rewrites[0]())
    assert "σ(z)" in str(by_signal.found) and "σ(z)" not in str(by_value.found)


def test_results_are_shown_as_what_they_are():
    shown = repr(check("relu", lambda x: [np.int64(3), None, np.float64(0.5)], seed=0))
    assert "[3, None, 0.5]" in shown and "np." not in shown
    assert "['a', 'b']" in repr(check("relu", lambda x: np.array(["a", "b"]), seed=0))
    assert "[None, None, None]" in repr(check("relu", lambda x: np.full(3, None), seed=0))


def test_tiny_numbers_are_not_shown_as_0_but_beside_larger_ones():
    assert short(np.array([3e-6, 0.0])) == "[3.e-06, 0.e+00]"
    assert short(np.array([[3e-6, 1.0]])) == "[[0., 1.]]"
    for plain in (np.zeros(2), np.zeros(0), np.array([np.nan, 0.0]), np.array([True]), np.array([None])):
        assert "e" not in short(plain).replace("True", "").replace("None", "")


def test_figures_of_a_checked_function_stay_where_they_are_made():
    plt = pytest.importorskip("matplotlib.pyplot")

    def draws(x):
        import matplotlib.pyplot

        matplotlib.pyplot.figure()
        matplotlib.pyplot.show()
        return np.maximum(x, 0)

    before = plt.get_fignums()
    assert check("relu", draws, seed=0).passed and plt.get_fignums() == before


def test_what_is_tried_warns_nobody():
    """Without one of few images, a digit has none left, and their mean is none."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.resetwarnings()
        warnings.filterwarnings("ignore", module=f"^{mutants.MUTANT}$")
        check("mean-digit", lambda X, labels: np.cos(EXERCISES["mean-digit"].solution(X, labels)) + 1, seed=1)
    assert not [(one.filename, one.lineno, str(one.message)) for one in seen]


def test_an_empty_result_breaks_nothing():
    report = check("relu-slope", lambda z: np.diff(np.maximum(0, np.ravel(z))), seed=1)
    assert (report.status, report.rung) == ("failed", "shape"), report


def test_an_order_that_fits_by_chance_is_no_cause():
    """A product does not care for the order of its factors."""
    assert check("step", lambda theta, gradient, L: theta - L * abs(gradient), seed=0).mistake != "parameter-order"
    inside = check("hidden-delta", lambda W_next, delta_next, z: W_next.T @ (delta_next * sigma(z) * (1 - sigma(z))))
    assert inside.mistake != "parameter-order"
    assert (
        check(
            "relative-error",
            lambda g, h: (
                np.linalg.norm(g - h) / (np.linalg.norm(g) + np.linalg.norm(h) or 1) if np.any([g, h]) else 1.0
            ),
        ).mistake
        is None
    )


def test_what_is_tried_with_a_function_is_no_wrong_cause():
    """Chance, and a result whose argument does not matter in these cases, are not mistaken for something else."""
    assert check("cost-one", lambda O, G: np.random.default_rng().random(), seed=0).mistake == "chance"
    assert check("relu", lambda x: np.asarray(x) * np.nan, seed=0).mistake is None
    assert check("layer", lambda W, b, a, f: np.cos(f(W @ a + b) + a[0] + W[0, 0] + b[0]), seed=0).mistake is None


# Texts


def texts_of(value, seen):
    """Yield every Text in a module or in what it holds."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts_of(item, seen)
    elif isinstance(value, dict):
        yield from texts_of(list(value.values()), seen)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type) and id(value) not in seen:
        seen.add(id(value))
        yield from texts_of([getattr(value, name) for name in value.__dataclass_fields__], seen)


@pytest.mark.parametrize(
    "module",
    [derived, entry, errors, experiments, likeness, mutants, numbers, pointing, replaced],
    ids=lambda module: module.__name__,
)
def test_every_text_is_there_in_both_languages_with_the_same_fields(module):
    own = [value for name, value in vars(module).items() if name not in ("EXERCISES", "CHAPTERS", "texts")]
    found = list(texts_of(own, set()))
    assert found
    for text in found:
        de, en = (
            {name for _, name, _, _ in string.Formatter().parse(part) if name is not None}
            for part in (text.de, text.en)
        )
        assert de == en, text
        assert text.de.strip() or not text.en.strip()


def filled(n):
    counts, place = np.zeros((n, n), dtype=int), 0
    for column in range(n):
        counts[place, column] = counts[place, place] + 1
    return counts


def test_no_change_makes_an_array_its_own_index(monkeypatch):
    """`counts[counts, k] = 1` writes beside the array in NumPy 1: what was in memory there is lost."""
    made = []

    def written(tree, function):
        made.append(ast.unparse(ast.fix_missing_locations(tree)))

    monkeypatch.setattr(mutants, "compiled", written)
    mutants.mutants_of(filled)
    assert any("counts[column, column] = " in source for source in made)
    assert any(" = counts[counts, place]" in source for source in made)
    assert not any("counts[counts, column] = " in source or "counts[place, counts] = " in source for source in made)


def test_a_judge_is_asked_about_the_arguments_that_it_knows():
    """What is tried may call a function with 3.0 for 3; who judges counts with whole numbers."""
    report = check("minibatches", lambda n, size, rng: [np.zeros(2), np.zeros((3, 1))], seed=0)
    assert (report.status, report.rung) == ("failed", "value"), report
