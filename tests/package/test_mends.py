"""Every mend that a message offers is written down as it stands, and then it works, with the right numbers."""

import ast
import copy
import inspect
import re
import sys

import numpy as np
import pytest

import nncourse
from nncourse import (
    Activation,
    Adam,
    BinaryCrossEntropy,
    Conv,
    CrossEntropy,
    Dense,
    GradientDescent,
    Network,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    confusion_matrix,
    elu,
    identity,
    mends,
    mnist,
    one_hot,
    plots,
    relu,
    shifted,
    sigmoid,
    softmax,
    tanh,
    train,
)

DIGITS, LABELS = mnist().x_train[:12], mnist().y_train[:12].astype(int)
ROWS = DIGITS.reshape(12, 784)
GRAY = ROWS / 255
rng = np.random.default_rng(0)
INK = rng.integers(1, 255, (5, 28, 28, 3)).astype(np.uint8)  # colors
MEAN = INK.mean(axis=-1).reshape(5, 784) / 255
X, G = rng.standard_normal((6, 4)), np.eye(3)[[0, 1, 2, 0, 1, 2]]
W = rng.standard_normal((3, 4))


def reads(X):
    return Network.mlp([784, 10], output=identity)(X)


def learns(X, targets, n_in=4, n_out=3, output=identity, cost=None):
    net = Network.mlp([n_in, 5, n_out], output=output)
    return train(net, X, targets, cost or SquaredError(), Adam(), epochs=1, progress=False)


def with_targets(n_out=3, cost=None, n=6):
    return lambda targets: learns(np.ones((n, 4)), targets, n_out=n_out, cost=cost)


def drawn(pictures):
    fig, ax = plots.figure()
    try:
        plots.images(ax, pictures, 2)
    finally:
        plots.plt.close(fig)


def layer_set(name):
    def assign(value):
        layer = Network(Dense(4, 3, relu)).layers[0]
        setattr(layer, name, value)
        assert np.array_equal(getattr(layer, name), value)

    return assign


def stepped(theta):
    start = theta.copy()
    GradientDescent(1.0).step(theta, np.ones_like(theta))
    assert np.array_equal(theta, start - 1)


NAMES = np.array(["cat", "dog", "cow", "dog", "cat", "cow"])
CLASSES = np.array([0, 2, 1, 2, 0, 1])  # the names, in the order of the alphabet
FIVES = 28 * 28 * [5]

# name: (the argument's name, a call, what is wrong, what it should have been)
MENDS = {
    # Samples in rows
    "one sample": ("X", lambda X: Network.mlp([4, 3]).forward(X), X[0], X[:1]),
    "a list is one sample": ("X", lambda X: learns(X, G[:1]), X[0].tolist(), X[:1]),
    "samples of one number": ("X", lambda X: learns(X, G, n_in=1), X[:, 0], X[:, :1]),
    "targets of one number": ("targets", with_targets(1), X[:, 0], X[:, :1]),
    "a list of targets": ("targets", with_targets(1), [1, 0, 1, 1, 0, 0], [[1], [0], [1], [1], [0], [0]]),
    "columns": ("X", reads, GRAY.T, GRAY),
    "columns of bytes": ("X", reads, ROWS.T, ROWS),
    "a column": ("X", reads, GRAY[:1].T, GRAY[:1]),
    "a list of columns": ("X", reads, GRAY.T.tolist(), GRAY),
    "target columns": ("targets", with_targets(3), G.T[:, :6], G),
    "a row of targets": ("targets", with_targets(1), X[:, 0][np.newaxis], X[:, :1]),
    "one image": ("X", reads, DIGITS[0], ROWS[:1]),
    "one image with a channel": ("X", reads, DIGITS[0][..., np.newaxis], ROWS[:1]),
    "images": ("X", reads, DIGITS, ROWS),
    "images with a channel": ("X", reads, DIGITS[..., np.newaxis], ROWS),
    "images with a channel first": ("X", reads, DIGITS[:, np.newaxis], ROWS),
    "a column for each": ("X", reads, GRAY[..., np.newaxis], GRAY),
    "colors": ("X", reads, INK, MEAN),
    "colors as floats": ("X", reads, INK / 255, MEAN),
    "colors first": ("X", reads, INK.transpose(0, 3, 1, 2), MEAN),
    "opaque colors": ("X", reads, np.concatenate([INK, 255 + 0 * INK[..., :1]], axis=-1), MEAN),
    "opaque colors first": (
        "X",
        reads,
        np.concatenate([INK, 255 + 0 * INK[..., :1]], axis=-1).transpose(0, 3, 1, 2),
        MEAN,
    ),
    "one image in color": ("X", reads, INK[0], MEAN[:1]),
    "images last": ("X", reads, DIGITS.transpose(1, 2, 0), ROWS),
    "sample after sample": ("X", reads, ROWS.reshape(-1), ROWS),
    "outputs and no width": (
        "outputs",
        lambda outputs: SquaredError()(outputs, X[:, :1]),
        X[:, 0],
        X[:, :1],
    ),
    "points": ("points", lambda points: plots.path(plots.figure()[1], points), X[:, :2].T, X[:, :2]),
    # Classes
    "labels": ("targets", with_targets(3), LABELS[:6] % 3, one_hot(LABELS[:6] % 3, 3)),
    "labels as floats": ("targets", with_targets(3), LABELS[:6] % 3 * 1.0, one_hot(LABELS[:6] % 3, 3)),
    "labels in a list": ("targets", with_targets(3), [0, 2, 1, 1, 0, 2], one_hot([0, 2, 1, 1, 0, 2], 3)),
    "labels in a column": (
        "targets",
        with_targets(3),
        np.array([[0], [2], [1], [1], [0], [2]]),
        one_hot([0, 2, 1, 1, 0, 2], 3),
    ),
    "labels from 1": ("targets", with_targets(3), np.array([1, 3, 2, 2, 1, 3]), one_hot([0, 2, 1, 1, 0, 2], 3)),
    "labels from 1 in a list": ("targets", with_targets(3), [1, 3, 2, 2, 1, 3], one_hot([0, 2, 1, 1, 0, 2], 3)),
    "labels from 1 in a column": (
        "targets",
        with_targets(3),
        [[1], [3], [2], [2], [1], [3]],
        one_hot([0, 2, 1, 1, 0, 2], 3),
    ),
    "as many labels as classes": ("targets", with_targets(3, n=3), np.array([0, 2, 1]), one_hot([0, 2, 1], 3)),
    "names": ("targets", with_targets(3), NAMES, one_hot(CLASSES, 3)),
    "two classes for one output": ("targets", with_targets(1), G[:, :2] + np.eye(1, 2) * G[:, 2:], G[:, 1:2]),
    "labels for a cost": (
        "targets",
        lambda targets: CrossEntropy()(np.ones((6, 3)), targets),
        np.array([[0], [1], [2], [0], [1], [2]]),
        G,
    ),
    "targets turned": ("targets", lambda targets: SquaredError()(np.zeros((6, 3)), targets), G.T, G),
    "minus one": ("targets", with_targets(1, BinaryCrossEntropy()), np.sign(X[:, :1]), (X[:, :1] > 0) * 1.0),
    "labels that are rows": ("labels", lambda labels: accuracy(G, labels), G, [0, 1, 2, 0, 1, 2]),
    "labels that are whole rows": (
        "labels",
        lambda labels: accuracy(G, labels),
        G.astype(int).tolist(),
        [0, 1, 2, 0, 1, 2],
    ),
    "predicted is outputs": (
        "predicted",
        lambda predicted: confusion_matrix([0, 1, 2, 0, 1, 2], predicted, 3),
        5 * G - 1,
        [0, 1, 2, 0, 1, 2],
    ),
    "labels that are a column": ("labels", lambda labels: one_hot(labels, 3), np.array([[0], [2]]), [0, 2]),
    "labels in a column of floats": ("labels", lambda labels: one_hot(labels, 3), np.array([[0.0], [2.0]]), [0, 2]),
    "whole labels": ("labels", lambda labels: one_hot(labels, 3), [0.0, 2.0], [0, 2]),
    "true and false": ("labels", lambda labels: one_hot(labels, 2), X[:, 0] > 0, (X[:, 0] > 0) * 1),
    "labels as objects": ("labels", lambda labels: one_hot(labels, 3), np.array([0, 2], dtype=object), [0, 2]),
    "labels as texts": ("labels", lambda labels: one_hot(labels, 3), ["0", "2", "1"], [0, 2, 1]),
    "names of classes": ("labels", lambda labels: one_hot(labels, 3), NAMES, CLASSES),
    "classes from 1": ("labels", lambda labels: one_hot(labels, 3), np.array([1, 3, 2]), [0, 2, 1]),
    "classes -1 and 1": ("labels", lambda labels: one_hot(labels, 2), np.array([1, -1, -1]), [1, 0, 0]),
    "answers": (
        "predicted",
        lambda predicted: confusion_matrix([0, 1], predicted, 2),
        np.array([[0.2], [0.9]]),
        [0, 1],
    ),
    # Numbers
    "bools": ("z", sigmoid, X > 0, (X > 0) * 1.0),
    "objects": ("z", sigmoid, X.astype(object), X),
    "texts": ("z", sigmoid, X.astype(str), X),
    "complex numbers": ("z", sigmoid, X + 0j, X),
    "a list of complex numbers": ("z", sigmoid, (X + 0j).tolist(), X),
    "a complex number": ("z", sigmoid, 2 + 0j, 2),
    "bytes": ("X", lambda X: Network.mlp([3, 2])(X), b"\x00\x07\xff", np.array([0, 7, 255], dtype=np.uint8)),
    "bytes that are 0 or 1": (
        "X",
        lambda X: learns(X, G[:2], n_in=2),
        np.array([[0, 1], [1, 1]], np.uint8),
        [[0, 1], [1, 1]],
    ),
    "pixels": ("X", lambda X: learns(X, one_hot(LABELS, 10), 784, 10), ROWS.astype(float), GRAY),
    "pixels as ints": ("X", lambda X: learns(X, one_hot(LABELS, 10), 784, 10), ROWS.astype(int), GRAY),
    "pixels in lists": ("X", lambda X: learns(X, one_hot(LABELS, 10), 784, 10), ROWS.tolist(), GRAY),
    "validation": (
        "X",
        lambda X: train(
            Network.mlp([784, 10]),
            GRAY,
            one_hot(LABELS, 10),
            SquaredError(),
            Adam(),
            epochs=1,
            validation=(X, one_hot(LABELS, 10)),
        ),
        ROWS.astype(float),
        GRAY,
    ),
    "a list of parameters": ("theta", stepped, [1.0, 2.0], [1, 2]),
    "parameters in a column": ("theta", stepped, np.ones((3, 1)), np.ones(3)),
    "masked": ("z", sigmoid, np.ma.array([1.0, 2.0]), [1, 2]),
    # Parameters
    "W of another library": ("W", layer_set("W"), W.T, W),
    "W as a list": ("W", layer_set("W"), W.T.tolist(), W),
    "b as a column": ("b", layer_set("b"), W[:, :1], W[:, 0]),
    "b as a list of rows": ("b", layer_set("b"), [W[:, 0].tolist()], W[:, 0]),
    "W in two parts": (
        "W",
        lambda value: setattr(Network(Dense(4, 6, relu)).layers[0], "W", value),
        np.stack([W, -W]),
        np.concatenate([W, -W]),
    ),
    # Images
    "rows are images": ("images", shifted, ROWS, DIGITS),
    "columns are images": ("images", shifted, ROWS.T, DIGITS),
    "400 columns are images": ("images", shifted, np.tile(ROWS, (34, 1))[:400].T, np.tile(DIGITS, (34, 1, 1))[:400]),
    "smaller images": ("images", shifted, DIGITS[:, :16, :16].reshape(12, -1), DIGITS[:, :16, :16]),
    "smaller images in columns": ("images", shifted, DIGITS[:, :16, :16].reshape(12, -1).T, DIGITS[:, :16, :16]),
    "one stack": ("images", shifted, DIGITS[0], DIGITS[:1]),
    "a flat image": ("images", shifted, ROWS[0], DIGITS[:1]),
    "a large image": ("images", shifted, np.tile(DIGITS[0], (2, 2)), np.tile(DIGITS[0], (1, 2, 2))),
    "images in color": ("images", shifted, INK, INK.mean(axis=-1).astype(np.uint8)),
    "images in color, first": ("images", shifted, INK.transpose(0, 3, 1, 2), INK.mean(axis=-1).astype(np.uint8)),
    "images in four colors": ("images", shifted, INK[..., [0, 1, 2, 2]], INK.mean(axis=-1).astype(np.uint8)),
    "an image in color": ("pictures", drawn, INK[0], INK[:1].mean(axis=-1).astype(np.uint8)),
    "images that came last": ("pictures", drawn, DIGITS.transpose(1, 2, 0), DIGITS),
    "pictures in rows": ("pictures", drawn, GRAY.tolist(), GRAY.reshape(-1, 28, 28)),
    "pictures with a channel": ("pictures", drawn, DIGITS[..., np.newaxis], DIGITS),
    "pictures with a channel first": ("pictures", drawn, DIGITS[:, np.newaxis], DIGITS),
    "images from 0 to 1": ("images", shifted, DIGITS / 255, DIGITS),
    "images as floats": ("images", shifted, DIGITS.astype(float), DIGITS),
    "images in lists": ("images", shifted, DIGITS.tolist(), DIGITS),
    "images between": ("images", shifted, DIGITS + 0.25 * (DIGITS > 0) * (DIGITS < 255), DIGITS),
}


def message(call, *arguments):
    with pytest.raises((TypeError, ValueError)) as caught:
        call(*arguments)
    return str(caught.value)


def offered(text):
    """Return all that a message says to write, as Python: each the longest that is an expression, no list of such."""
    found = []
    for part in re.split(r"\bwrite ", text)[1:]:
        part = re.sub(r"^(?=[.])", "value", part).replace("(...)", "(value)", 1)
        for end in range(len(part), 0, -1):
            try:
                tree = ast.parse(part[:end].strip(), mode="eval").body
            except SyntaxError:
                continue
            if not isinstance(tree, (ast.Tuple, ast.Compare)) and part[end - 1] != " ":
                found.append(part[:end].strip())
                break
    return found


def written(expression, name, value, **more):
    return eval(expression, {"np": np, **vars(nncourse), name: value, "value": value, **more})


def follow(name, call, wrong, right):
    wrong = copy.deepcopy(wrong)
    text = message(call, wrong)
    expressions = offered(text)
    assert expressions, text
    with np.errstate(all="raise"):
        value = written(expressions[0].replace("filled(value)", "filled(0)"), name, wrong)
    assert np.shape(value) == np.shape(right), text
    assert np.allclose(value, right), text
    call(value)


@pytest.mark.parametrize(("name", "call", "wrong", "right"), MENDS.values(), ids=MENDS)
def test_what_a_message_offers_works(name, call, wrong, right):
    follow(name, call, wrong, right)


def test_no_mend_is_left_out():
    """Every line of the module that offers something is run by the table above."""
    source, first = inspect.getsourcelines(mends)
    lines = {i for i, line in enumerate(source, start=1) if re.search(r'f": write|color = f|return f"', line)}
    run = set()

    def trace(frame, event, _):
        if frame.f_code.co_filename != mends.__file__:
            return None
        if event == "line":
            run.add(frame.f_lineno)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        for name, call, wrong, right in MENDS.values():
            follow(name, call, wrong, right)
    finally:
        sys.settrace(before)
    assert first == 0 and len(lines) > 25
    assert {i: source[i - 1].strip() for i in sorted(lines - run)} == {}


# Mends that are not an argument written anew


@pytest.mark.parametrize(
    ("output", "targets", "cost"),
    [
        (sigmoid, G, CrossEntropy()),
        (sigmoid, G, BinaryCrossEntropy()),
        (tanh, G, CrossEntropy()),
        (relu, G, BinaryCrossEntropy()),
        (Activation("mine", sigmoid.function, sigmoid.slope), G, CrossEntropy()),
        (Activation("softmax", softmax, lambda z, a: a * (1 - a)), G, CrossEntropy()),
        (sigmoid, 15 * G, SquaredError()),
        (sigmoid, 2 * G - 1, SquaredError()),
        (relu, -G, SquaredError()),
        (tanh, 15 * G, SquaredError()),
    ],
)
def test_another_output(output, targets, cost):
    text = message(learns, X, targets, 4, 3, output, cost)
    name = re.search(r"write output=(\w+)", text)[1]
    learns(X, targets, 4, 3, getattr(nncourse, name), cost)


@pytest.mark.parametrize("targets", [[[0], [2], [1], [5], [0], [2]], np.array([[0.0], [2], [1], [5], [0], [2]])])
def test_labels_in_one_column_under_a_sigmoid(targets):
    text = message(learns, X, targets, 4, 1, sigmoid)
    n, expression = re.search(r"give it (\d+) outputs and (one_hot\(.*\))", text).groups()
    rows = written(expression, "targets", targets)
    assert rows.argmax(axis=1).tolist() == [0, 2, 1, 5, 0, 2]
    learns(X, rows, 4, int(n), sigmoid)


@pytest.mark.parametrize("targets", [[[-1], [0], [3], [1], [0], [3]], [[0.5], [2.5], [1], [5], [0], [2]]])
def test_numbers_in_one_column_that_are_no_labels(targets):
    assert "one_hot" not in message(learns, X, np.array(targets, float), 4, 1, sigmoid)


@pytest.mark.parametrize(
    ("output", "low", "high"),
    [
        (sigmoid, 0, 1),
        (tanh, -1, 1),
        (relu, 0, np.inf),
        (elu, -1, np.inf),
        (identity, -np.inf, np.inf),
        (Activation("mine", softmax, lambda z, a: a * (1 - a)), 0, 1),
    ],
)
def test_targets_within_reach_are_taken_and_no_others(output, low, high):
    for end, beyond in ((low, -0.01), (high, 0.01)):
        if np.isfinite(end):
            learns(X, np.full((6, 3), float(end)), output=output)
            assert "expected numbers from" in message(learns, X, np.full((6, 3), end + beyond), 4, 3, output)
        else:
            learns(X, np.full((6, 3), np.sign(end) * 40), output=output)


def test_another_cost():
    for targets in (np.ones((6, 1)), G[:, :1]):
        assert "BinaryCrossEntropy()" in message(learns, X, targets, 4, 1, identity, CrossEntropy())
        learns(X, targets, 4, 1, identity, BinaryCrossEntropy())
    several = np.array([[1.0, 1, 0]] * 6)
    assert "BinaryCrossEntropy()" in message(learns, X, several, 4, 3, identity, CrossEntropy())
    learns(X, several, 4, 3, identity, BinaryCrossEntropy())


@pytest.mark.parametrize("name", ["relu", "identity", "tanh"])
def test_an_activation_by_its_name(name):
    expression = re.search(r"write (nncourse\.\w+)", message(Dense, 4, 3, name))[1]
    assert Dense(4, 3, eval(expression)).f is getattr(nncourse, name)
    text = message(lambda: Network.mlp([4, 3], output=np.tanh))
    assert "write nncourse.tanh" in text


@pytest.mark.parametrize("output", [softmax, "softmax"])
def test_softmax_is_part_of_the_cost(output):
    text = message(lambda: Network.mlp([4, 3], output=output))
    assert "write output=identity, and train with CrossEntropy()" in text
    learns(X, G, output=identity, cost=CrossEntropy())


@pytest.mark.parametrize(
    ("outputs", "labels", "share"),
    [
        (np.array([[0.9], [0.2], [0.4]]), np.array([[1], [0], [1]]), 2 / 3),
        (np.array([[0.9], [0.2], [0.4]]), [1, 0, 1], 2 / 3),
        (np.array([[3.0], [-2.0], [-0.4]]), np.array([1, 0, 1]), 2 / 3),  # signals
        (np.array([0.9, 0.2, 0.4]), [1, 0, 1], 2 / 3),
        (np.array([7, 2, 1]), [7, 2, 2], 2 / 3),  # classes already
        ([7, 2, 1], np.array([[7], [2], [2]]), 2 / 3),
    ],
)
def test_the_share_of_right_answers(outputs, labels, share):
    (expression,) = offered(message(accuracy, outputs, labels))
    assert written(expression, "outputs", outputs, labels=labels) == pytest.approx(share)


@pytest.mark.parametrize("outputs", [G[1], np.array([0.2, 0.8])])
def test_the_accuracy_of_one_sample(outputs):
    (expression,) = offered(message(accuracy, outputs, [1]))
    assert accuracy(written(expression, "outputs", outputs), [1]) == 1


def test_mends_of_other_modules():
    theta = np.ones(3)
    (own,) = offered(message(GradientDescent(0.1).step, theta, theta))
    GradientDescent(0.1).step(theta, written(own, "value", theta))
    theta.flags.writeable = False
    (writeable,) = offered(message(GradientDescent(0.1).step, theta, np.ones(3)))
    GradientDescent(0.1).step(written(writeable, "theta", theta), np.ones(3))
    layer = Dense(2, 3, relu)
    (whole,) = offered(message(lambda: layer.W))
    assert eval(whole, {**vars(nncourse), "relu": relu}).layers[0].W.shape == (3, 2)
    z = np.ones((2, 3), np.float32)
    text = message(lambda: Activation("wide", lambda z: z.astype(float), relu.slope).try_out(np.float32))
    assert written(offered(text)[0], "value", z.astype(float), z=z).dtype == np.float32
    assert "write z = z.copy() first" in message(Activation, "eager", changing, relu.slope)
    Activation("patient", lambda z: changing(z.copy()), relu.slope)
    single = Network.mlp([4, 3], dtype=np.float32)
    assert "write Network(..., dtype=np.float64)" in message(check_gradient, single, X, G, SquaredError())
    assert check_gradient(Network.mlp([4, 3], dtype=np.float64), X, G, SquaredError()).passed
    text = message(check_gradient, Network.mlp([4, 3]), X, G, SquaredError(), lambda *_: 3.0)
    assert "write return C, gradient" in text
    assert "write (28, 28, 1) if each pixel is one number" in message(Conv, (28, 28), 2, 5, relu)
    assert Conv((28, 28, 1), 2, 5, relu).n_in == 28 * 28
    assert check_gradient(Network.mlp([4, 3]), X, G, SquaredError(), gradient=backprop).passed


def changing(z):
    z *= 2
    return z


# Where nothing is certain, nothing is offered


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        (layer_set("W"), W.reshape(-1)),  # row by row, or column by column
        (layer_set("W"), W.reshape(2, 6)),
        (layer_set("W"), W.reshape(6, 2)),
        (lambda T: SquaredError()(np.zeros((4, 3)), T), np.zeros((6, 2))),
        (lambda T: SquaredError()(np.zeros((4, 3)), T), np.zeros((3, 5))),
        (reads, np.ones((3, 8, 8))),
        (reads, np.ones((12, 785))),
        (reads, np.ones((5, 32, 32, 3))),
        (shifted, INK.reshape(-1, 28 * 3)),
        (shifted, np.zeros((100, 64), np.uint8)),  # a hundred images of 8 x 8, or 64 of 10 x 10
        (shifted, ROWS.reshape(6, -1)[:, : 784 + 1]),
        (sigmoid, [None, 1.0]),
        (sigmoid, np.array(["2026-01-01"], dtype="M8[D]")),
        (sigmoid, ["a", "b"]),
        (lambda labels: one_hot(labels, 3), [0.5, 1.0]),
        (lambda labels: one_hot(labels, 3), [[0, 1], [2, 0]]),
        (stepped, np.ones((3, 2)).T),
        (with_targets(3), X[:, 0]),
    ],
)
def test_no_mend_is_offered(call, wrong):
    assert "write" not in message(call, wrong)
