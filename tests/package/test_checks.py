"""What comes in wrong is refused at the door: by name, with what was expected, everywhere alike."""

import re

import numpy as np
import pytest

from nncourse import (
    Adam,
    Conv,
    CrossEntropy,
    Dense,
    GradientDescent,
    Maxout,
    MaxPool,
    Momentum,
    Network,
    ShapeError,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    checks,
    circles,
    confusion_matrix,
    difference_quotient,
    moons,
    numerical_gradient,
    one_hot,
    relu,
    save,
    sigmoid,
    softmax,
    spirals,
    split,
    symmetric_quotient,
    tanh,
    train,
)
from nncourse.activations import ACTIVATIONS
from nncourse.costs import COSTS
from nncourse.optimizers import OPTIMIZERS


def network():
    return Network.mlp([4, 3, 2], hidden=tanh)


X, G = np.random.default_rng(0).standard_normal((5, 4)), np.tile([0.25, 0.75], (5, 1))
COST = SquaredError()


def trained(**change):
    arguments = {"network": network(), "X": X, "targets": G, "cost": COST, "optimizer": Adam(), "epochs": 1}
    return train(**{**arguments, **change})


def assigned(name):
    return lambda value: setattr(network() if name == "theta" else network().layers[0], name, value)


# Every argument that is an array of numbers: (its name, a call, a value that is right)
ARRAYS = {
    **{f"{f!r}": ("z", f, X) for f in ACTIVATIONS.values()},
    "softmax": ("z", softmax, X),
    **{f"{f!r}.derivative": ("z", f.derivative, X) for f in ACTIVATIONS.values()},
    **{f"{name} outputs": ("outputs", lambda O, kind=kind: kind()(O, G), G) for name, kind in COSTS.items()},
    **{f"{name} targets": ("targets", lambda T, kind=kind: kind()(G, T), G) for name, kind in COSTS.items()},
    "gradient outputs": ("outputs", lambda O: COST.gradient(O, G), G),
    "gradient targets": ("targets", lambda T: COST.gradient(G, T), G),
    "network": ("X", lambda X: network()(X), X),
    "network, one sample": ("X", lambda x: network()(x), X[0]),
    "forward": ("X", lambda X: network().forward(X), X),
    "theta": ("theta", assigned("theta"), network().theta),
    "W": ("W", assigned("W"), np.ones((3, 4))),
    "b": ("b", assigned("b"), np.ones(3)),
    "backprop X": ("X", lambda X: backprop(network(), X, G, COST), X),
    "backprop targets": ("targets", lambda T: backprop(network(), X, T, COST), G),
    "check_gradient X": ("X", lambda X: check_gradient(network(), X, G, COST), X),
    "check_gradient targets": ("targets", lambda T: check_gradient(network(), X, T, COST), G),
    "train X": ("X", lambda X: trained(X=X), X),
    "train targets": ("targets", lambda T: trained(targets=T), G),
    "validation X": ("validation: X", lambda V: trained(validation=(V, G)), X),
    "validation targets": ("validation: targets", lambda T: trained(validation=(X, T)), G),
    "accuracy": ("outputs", lambda O: accuracy(O, [0, 1, 1, 0, 1]), G),
    "numerical_gradient": ("theta", lambda theta: numerical_gradient(lambda t: 0.0, theta), np.ones(3)),
}

WRONG = {
    "nan": lambda a: np.where(np.arange(a.size).reshape(a.shape) == 1, np.nan, a),
    "inf": lambda a: np.where(np.arange(a.size).reshape(a.shape) == 1, np.inf, a),
    "-inf": lambda a: np.where(np.arange(a.size).reshape(a.shape) == 1, -np.inf, a),
    "empty": lambda a: a[:0],
    "empty list": lambda a: [],
    "no columns": lambda a: a[..., :0],
    "masked": lambda a: np.ma.array(a, mask=a > 0),
    "bool": lambda a: a > 0,
    "object": lambda a: a.astype(object),
    "complex": lambda a: a.astype(complex),
    "strings": lambda a: a.astype(str),
    "dates": lambda a: a.astype("datetime64[s]"),
    "ragged": lambda a: [[1.0, 2.0, 3.0, 4.0], [1.0]],
    "ragged arrays": lambda a: [np.ones(2), np.ones((2, 2))],
    "None": lambda a: None,
    "text": lambda a: "0.5",
    "dict": lambda a: {"a": 1},
    "function": lambda a: sigmoid,
}

# Every argument that is a whole number, and a value that is right
INTEGERS = {
    "Dense n_in": ("n_in", lambda n: Dense(n, 2, relu), 3),
    "Dense n_out": ("n_out", lambda n: Dense(2, n, relu), 3),
    "Maxout n_in": ("n_in", lambda n: Maxout(n, 2), 3),
    "Maxout n_out": ("n_out", lambda n: Maxout(2, n), 3),
    "Conv shape": ("shape[1]", lambda n: Conv((3, n, 1), 1, 1, relu), 3),
    "Conv kernels": ("kernels", lambda n: Conv((3, 3, 1), n, 1, relu), 3),
    "Conv size": ("size", lambda n: Conv((3, 3, 1), 1, n, relu), 3),
    "Conv stride": ("stride", lambda n: Conv((3, 3, 1), 1, 3, relu, n), 3),
    "Conv padding": ("padding", lambda n: Conv((9, 9, 1), 1, 5, relu, 1, n), 3),
    "MaxPool shape": ("shape[2]", lambda n: MaxPool((3, 3, n), 3), 3),
    "MaxPool size": ("size", lambda n: MaxPool((3, 3, 1), n), 3),
    "Network seed": ("seed", lambda n: Network(Dense(2, 2, relu), seed=n), 3),
    "mlp sizes": ("sizes[1]", lambda n: Network.mlp([2, n, 1]), 3),
    "mlp seed": ("seed", lambda n: Network.mlp([2, 1], seed=n), 3),
    "epochs": ("epochs", lambda n: trained(epochs=n), 3),
    "batch_size": ("batch_size", lambda n: trained(batch_size=3 if n is None else n), 3),
    "train seed": ("seed", lambda n: trained(seed=n), 3),
    **{f"{make.__name__} n": ("n", make, 3) for make in (circles, moons, spirals)},
    **{f"{make.__name__} seed": ("seed", lambda n, make=make: make(3, 0, n), 3) for make in (circles, moons, spirals)},
    "one_hot": ("n", lambda n: one_hot([0, 1], n), 3),
    "confusion_matrix": ("n", lambda n: confusion_matrix([0, 1], [0, 1], n), 3),
    "split n": ("n", lambda n: split(n, 1), 3),
    "split n_second": ("n_second", lambda n: split(9, n), 3),
    "split seed": ("seed", lambda n: split(9, 1, seed=n), 3),
}

# Every argument that is a real number
REALS = {
    **{name: ("learning_rate", kind, 0.1) for name, kind in OPTIMIZERS.items()},
    "momentum": ("momentum", lambda x: Momentum(0.1, x), 0.1),
    "beta1": ("beta1", lambda x: Adam(beta1=x), 0.1),
    "beta2": ("beta2", lambda x: Adam(beta2=x), 0.1),
    "epsilon": ("epsilon", lambda x: Adam(epsilon=x), 0.1),
    **{f"{make.__name__}": ("noise", lambda x, make=make: make(3, noise=x), 0.1) for make in (circles, moons, spirals)},
    "difference_quotient": ("h", lambda h: difference_quotient(np.exp, 1.0, h), 0.1),
    "symmetric_quotient": ("h", lambda h: symmetric_quotient(np.exp, 1.0, h), 0.1),
    "numerical_gradient": ("h", lambda h: numerical_gradient(lambda t: 0.0, np.ones(2), h), 0.1),
    "check_gradient h": ("h", lambda h: check_gradient(network(), X, G, COST, h=h), 0.1),
    "check_gradient tolerance": ("tolerance", lambda x: check_gradient(network(), X, G, COST, tolerance=x), 0.1),
}


def refused(name, call, value, errors=(TypeError, ValueError)):
    """The message begins with the name and says what was expected; a line is enough for it."""
    with pytest.raises(errors) as caught:
        call(value)
    assert re.match(rf"{re.escape(name)}\W.*; expected .+", str(caught.value)), str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "call", "right"), ARRAYS.values(), ids=ARRAYS)
@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_arrays(name, call, right, wrong):
    call(right.copy())
    refused(name, call, wrong(right))


two_dimensional = {key: row for key, row in ARRAYS.items() if row[2].ndim == 2 and row[0] not in ("z", "W")}


@pytest.mark.parametrize(("name", "call", "right"), two_dimensional.values(), ids=two_dimensional)
@pytest.mark.parametrize("shape", [(5,), (5, 1), (1, 5), (6, 6), (5, 4, 1), (1, 5, 4), ()])
def test_shapes(name, call, right, shape):
    """(5, 1) and (5,) are not the same, and neither is stretched to fit."""
    if name == "outputs" and shape == (6, 6):
        shape = (6, 2)
    with pytest.raises(ShapeError, match="has shape|has .* rows|dimensions") as caught:
        call(np.full(shape, 0.5))
    assert "expected" in str(caught.value)


@pytest.mark.parametrize(("name", "call", "right"), INTEGERS.values(), ids=INTEGERS)
def test_whole_numbers(name, call, right):
    call(right)
    call(np.int64(right))
    for wrong in (3.0, np.float64(3), "3", None, True, np.True_, [3], np.array([3]), 3j):
        if not (name == "batch_size" and wrong is None):
            refused(name, call, wrong, TypeError)
    refused(name, call, -1, ValueError)


@pytest.mark.parametrize(("name", "call", "right"), REALS.values(), ids=REALS)
def test_real_numbers(name, call, right):
    call(right)
    call(np.float32(right))
    for wrong in ("0.1", None, True, np.True_, [0.1], np.array([0.1]), 0.1j):
        refused(name, call, wrong, TypeError)
    for wrong in (np.nan, np.inf, -np.inf):
        refused(name, call, wrong, ValueError)


@pytest.mark.parametrize(
    ("name", "call", "wrong", "error"),
    [
        ("f", lambda f: Dense(2, 1, f), "relu", TypeError),
        ("f", lambda f: Dense(2, 1, f), np.tanh, TypeError),
        ("hidden", lambda f: Network.mlp([2, 1], hidden=f), "relu", TypeError),
        ("output", lambda f: Network.mlp([2, 1], output=f), None, TypeError),
        ("sizes", lambda sizes: Network.mlp(sizes), 3, TypeError),
        ("sizes", lambda sizes: Network.mlp(sizes), [3], ValueError),
        ("sizes", lambda sizes: Network.mlp(sizes), [], ValueError),
        ("dtype", lambda dtype: Network.mlp([2, 1], dtype=dtype), "float16", TypeError),
        ("dtype", lambda dtype: Network.mlp([2, 1], dtype=dtype), "nonsense", TypeError),
        ("dtype", lambda dtype: Network.mlp([2, 1], dtype=dtype), int, TypeError),
        ("dtype", lambda dtype: Network.mlp([2, 1], dtype=dtype), None, TypeError),
        ("layers", lambda _: Network(), None, ValueError),
        ("layer 1", lambda layer: Network(layer), [Dense(2, 1, relu)], TypeError),
        ("layer 1", lambda layer: Network(layer), sigmoid, TypeError),
        ("network", lambda net: backprop(net, X, G, COST), network().theta, TypeError),
        ("network", lambda net: check_gradient(net, X, G, COST), "net", TypeError),
        ("network", lambda net: trained(network=net), None, TypeError),
        ("network", lambda net: save(net, "never-written"), network().layers, TypeError),
        ("cost", lambda cost: backprop(network(), X, G, cost), SquaredError, TypeError),
        ("cost", lambda cost: check_gradient(network(), X, G, cost), "squared", TypeError),
        ("cost", lambda cost: trained(cost=cost), lambda O, G: 0.0, TypeError),
        ("optimizer", lambda optimizer: trained(optimizer=optimizer), GradientDescent, TypeError),
        ("optimizer", lambda optimizer: trained(optimizer=optimizer), 0.1, TypeError),
        ("validation", lambda pair: trained(validation=pair), X, TypeError),
        ("vector", lambda vector: network().views(vector), np.ones(22), ShapeError),
        ("vector", lambda vector: network().views(vector), [1.0] * 23, ShapeError),
    ],
)
def test_things_of_another_kind(name, call, wrong, error):
    refused(name, call, wrong, error)


@pytest.mark.parametrize("dtype", [float, np.float32, np.float64, "float32", "float64", np.dtype("float32")])
def test_types_that_are_right(dtype):
    assert Network.mlp([2, 1], dtype=dtype).dtype == np.dtype(dtype)


@pytest.mark.parametrize(
    ("call", "mend"),
    [
        (lambda: sigmoid(np.array([True])), "write np.array(z, dtype=float)"),
        (lambda: sigmoid(1j), "write z.real"),
        (lambda: sigmoid(np.ma.array([1.0])), "write z.filled(...) first"),
        (lambda: sigmoid(np.nan), "z is nan in float64; expected finite numbers: look where it came from"),
        (lambda: sigmoid([[0, 1], [np.inf, 0]]), "z[1, 0] is inf in float64"),
        (lambda: network().forward(np.ones(4)), "X[np.newaxis] for one sample"),
        (lambda: network().forward(np.ones((5, 2, 2))), "write X.reshape(len(X), -1)"),
        (lambda: COST([[1.0], [2.0]], [1.0, 2.0]), "write np.array(targets).reshape(-1, 1)"),
        (lambda: COST([[1.0], [2.0]], [[1.0, 2.0]]), "write np.array(targets).T"),
        (lambda: CrossEntropy()([[1.0, 2.0]], [[3, 4]]), "write one_hot(labels, n)"),
        (lambda: assigned("b")(np.ones((3, 1))), "write .reshape((3,))"),
        (lambda: one_hot([[0], [1]], 2), "write np.array(labels).reshape(-1)"),
        (lambda: one_hot([0.0, 1.0], 2), "write np.array(labels, dtype=int)"),
        (
            lambda: accuracy(np.ones((3, 1)), [0, 1, 1]),
            "write np.mean((outputs.reshape(-1) > 0.5) == (np.array(labels).reshape(-1) > 0.5))",
        ),
    ],
)
def test_the_message_says_what_to_write(call, mend):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert mend in str(caught.value)


def test_what_is_right_comes_through_untouched():
    for dtype in (np.float32, np.float64):
        array = np.ones((2, 3), dtype)
        assert checks.float_array("a", array) is array
    assert checks.float_array("a", np.float16(1.5)).dtype == np.float64
    assert checks.float_array("a", [[1, 2]], dtype=np.float32).dtype == np.float32
    assert checks.real("a", 0, 0, low_included=True) == 0.0
    assert checks.class_labels("a", np.array([0, 255], dtype=np.uint8), 300).tolist() == [0, 255]


def test_a_number_too_large_for_the_type_is_named_without_a_warning():
    with pytest.raises(ValueError, match=r"X\[0\] is inf in float32"):
        checks.float_array("X", [1e300], dtype=np.float32)


def test_a_shape_error_is_a_value_error():
    assert issubclass(ShapeError, ValueError)


def test_a_long_value_is_shown_on_one_short_line():
    assert checks.shown([1, 2]) == "[1, 2]"
    assert "\n" not in checks.shown(np.ones((50, 50))) and len(checks.shown(np.ones((50, 50)))) == 60
