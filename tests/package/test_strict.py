"""Every public function, with arrays of every kind: what fits works, the same whatever its form; nothing else comes in.

What does not fit is refused by an error of the package's own, whose message begins with the argument's name.
Where numbers are too large to compute with, that is said too: no warning, no infinity, no wrong number.
"""

import contextlib
import os
import re
import warnings
from pathlib import Path

import arrays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import seeds

import nncourse
from nncourse import (
    Activation,
    Adam,
    BinaryCrossEntropy,
    Conv,
    CrossEntropy,
    Dense,
    DivergedError,
    GradientDescent,
    Maxout,
    MaxPool,
    Network,
    ShapeError,
    SquaredError,
    accuracy,
    backprop,
    check_gradient,
    checkup,
    circles,
    confusion_matrix,
    difference_quotient,
    find_the_bug,
    identity,
    load,
    moons,
    numerical_gradient,
    one_hot,
    relu,
    save,
    shifted,
    sigmoid,
    softmax,
    spirals,
    split,
    symmetric_quotient,
    tanh,
    train,
    warped,
)
from nncourse.activations import ACTIVATIONS
from nncourse.bugs import ZOO
from nncourse.costs import COSTS as KINDS_OF_COST
from nncourse.optimizers import OPTIMIZERS

PACKAGE = os.path.dirname(nncourse.__file__)
FUNCTIONS = list(ACTIVATIONS.values())
COST = SquaredError()
COSTS = [cost() for cost in KINDS_OF_COST.values()]


def network(output=sigmoid, dtype=np.float64):
    return Network(Dense(4, 5, tanh), Maxout(5, 3), Dense(3, 2, output), seed=1, dtype=dtype)


def G(n, columns=2):
    """Targets that suit every cost."""
    return np.tile(np.arange(columns) == 1, (n, 1)).astype(float)


def trained(X, targets, validation=None, **how):
    net = network(identity)
    history = train(net, X, targets, COST, Adam(0.01), epochs=2, batch_size=1, validation=validation, progress=False)
    return net.theta.copy(), history.cost, history.validation_cost, history.validation_accuracy


def validated(X, targets):
    return trained(np.ones((2, 4)), G(2), (X, targets))


def assigned(name):
    def assign(value):
        net = network()
        setattr(net if name == "theta" else net.layers[0], name, value)
        return net.theta.copy()

    return assign


def rows_of(value):
    """How many rows a value seems to have, so that the other argument fits."""
    try:
        return max(1, len(value))
    except TypeError:
        return 1


any_shape = st.lists(st.integers(1, 4), min_size=0, max_size=3).map(tuple)
n_rows = st.integers(1, 5)


def rows(width):
    return n_rows.map(lambda n: (n, width))


# Every argument that takes numbers: its name, a call, and the shapes that fit
ARGUMENTS = {
    **{f"{f}": ("z", f, any_shape) for f in FUNCTIONS},
    **{f"{f}.derivative": ("z", f.derivative, any_shape) for f in FUNCTIONS},
    "softmax": ("z", softmax, st.one_of(rows(3), st.just((3,)))),
    **{f"{c} outputs": ("outputs", lambda O, c=c: c(O, G(rows_of(O))), rows(2)) for c in COSTS},
    **{f"{c} slope": ("outputs", lambda O, c=c: c.gradient(O, G(rows_of(O))), rows(2)) for c in COSTS},
    "targets": ("targets", lambda T: COST(np.ones((rows_of(T), 2)), T), rows(2)),
    "targets of gradient": ("targets", lambda T: COST.gradient(np.ones((rows_of(T), 2)), T), rows(2)),
    "network": ("X", lambda X: network()(X), st.one_of(rows(4), st.just((4,)))),
    "float32 network": ("X", lambda X: network(dtype=np.float32)(X), st.one_of(rows(4), st.just((4,)))),
    "forward": ("X", lambda X: network().forward(X), rows(4)),
    "inputs": ("X", lambda X: network().inputs(X).copy(), rows(4)),
    "theta": ("theta", assigned("theta"), st.just((network().theta.size,))),
    "W": ("W", assigned("W"), st.just((5, 4))),
    "b": ("b", assigned("b"), st.just((5,))),
    "backprop X": ("X", lambda X: backprop(network(), X, G(rows_of(X)), COST), rows(4)),
    "backprop targets": ("targets", lambda T: backprop(network(), np.ones((rows_of(T), 4)), T, COST), rows(2)),
    "zoo X": ("X", lambda X: ZOO[0](network(), X, G(rows_of(X)), COST), rows(4)),
    "zoo targets": ("targets", lambda T: ZOO[0](network(), np.ones((rows_of(T), 4)), T, COST), rows(2)),
    "check_gradient X": ("X", lambda X: checked(X, G(rows_of(X))), rows(4)),
    "check_gradient targets": ("targets", lambda T: checked(np.ones((rows_of(T), 4)), T), rows(2)),
    "checkup X": ("X", lambda X: repr(checkup(network(), X, G(rows_of(X)), COST, optimizer=Adam())), rows(4)),
    "checkup targets": ("targets", lambda T: repr(checkup(network(), np.ones((rows_of(T), 4)), T, COST)), rows(2)),
    "train X": ("X", lambda X: trained(X, G(rows_of(X))), rows(4)),
    "train targets": ("targets", lambda T: trained(np.ones((rows_of(T), 4)), T), rows(2)),
    "validation X": ("validation: X", lambda V: validated(V, G(rows_of(V))), rows(4)),
    "validation targets": ("validation: targets", lambda T: validated(np.ones((rows_of(T), 4)), T), rows(2)),
    "accuracy": ("outputs", lambda O: accuracy(O, np.zeros(rows_of(O), int)), rows(2)),
    "difference_quotient": ("x", lambda x: difference_quotient(tanh, x, 0.25), any_shape),
    "symmetric_quotient": ("x", lambda x: symmetric_quotient(tanh, x, 0.25), any_shape),
}  # fmt: skip
AS_FLOATS = {key for key in ARGUMENTS if key not in ("float32 network",)}


def checked(X, targets):
    """check_gradient of a small smooth network."""
    found = check_gradient(Network.mlp([4, 2], hidden=tanh), X, targets, COST)
    return found.error, found.gradient, found.quotients


by_argument = pytest.mark.parametrize(("name", "call", "shapes"), ARGUMENTS.values(), ids=ARGUMENTS)
quick = settings(max_examples=8, deadline=None, database=None, derandomize=True)


def refused(name, call, errors=(TypeError, ValueError)):
    """The call raises one of our own errors: on one line, the argument's name first, and what was expected."""
    with pytest.raises(errors) as caught:
        call()
    error, message = caught.value, str(caught.value)
    assert type(error) in (TypeError, ValueError, ShapeError), type(error)
    assert re.match(rf"{re.escape(name)}\W.*; expected .+", message), message
    assert "\n" not in message and len(message) < 600
    assert arrays.raised_in(error).startswith(PACKAGE)


# What fits works


@pytest.mark.numerical
@by_argument
@given(data=st.data())
@quick
def test_the_same_numbers_in_any_form_give_the_same_bits(name, call, shapes, data):
    whole = data.draw(st.booleans())
    right = data.draw(arrays.arrays(data.draw(shapes), arrays.WHOLE if whole else arrays.EXACT))
    expected = arrays.bits(call(right.copy()))
    forms = {**arrays.FORMS, **(arrays.WHOLE_FORMS if whole else {})}
    for form, make in forms.items():
        value = make(right)
        before = arrays.snapshot(value)
        result = call(value)
        assert arrays.bits(result) == expected, form
        assert arrays.snapshot(value) == before, form
        for array in arrays.parts(result):
            assert not (isinstance(value, np.ndarray) and np.shares_memory(array, value)), form
            assert array.flags.writeable and type(array) is np.ndarray, form


@by_argument
def test_results_do_not_share_memory_with_inputs(name, call, shapes):
    """Contiguous float64, where nothing has to be converted: the one case in which an input could be handed back."""
    for dtype in (np.float64, np.float32):
        right = np.ones({"theta": (network().theta.size,), "W": (5, 4), "b": (5,)}.get(name, (3, 4)), dtype)
        right = right[:, :2] if name in ("outputs", "targets", "validation: targets") else right
        right = np.ascontiguousarray(right)
        for array in arrays.parts(call(right)):
            assert not np.shares_memory(array, right)


@pytest.mark.numerical
def test_one_sample_and_its_row_are_the_same_but_for_rounding():
    net, X = network(), np.random.default_rng(0).standard_normal((50, 4))
    assert np.allclose([net(x) for x in X], net(X), rtol=0, atol=1e-15)


@pytest.mark.numerical
@pytest.mark.parametrize("change", [shifted, warped])
def test_images_in_any_form_give_the_same_bits(change):
    images = np.random.default_rng(0).integers(0, 256, (3, 5, 6), np.uint8)
    expected = change(images)
    for form in ("Fortran", "backwards", "transposed", "read-only", "subclass"):
        value = arrays.FORMS[form](images)
        before = arrays.snapshot(value)
        result = change(value)
        assert arrays.bits(result) == arrays.bits(expected) and arrays.snapshot(value) == before, form
        assert result.flags.writeable and type(result) is np.ndarray and not np.shares_memory(result, value), form


@pytest.mark.numerical
def test_a_million_features():
    X = np.random.default_rng(2).standard_normal((2, 10**6))
    net = Network.mlp([10**6, 2])
    assert net(X).shape == (2, 2) and np.allclose(net(X[0]), net(X)[0], rtol=1e-12)
    C, gradient = backprop(net, X, G(2), COST)
    W, _ = net.views(gradient)[0]
    assert np.allclose(W, (2 * (net(X) - G(2)) / 2 * net(X) * (1 - net(X))).T @ X, rtol=1e-12)
    train(net, X, G(2), COST, GradientDescent(1e-3), epochs=1, progress=False)
    assert COST(net(X), G(2)) < C
    assert np.allclose(softmax(np.zeros(10**6)), 1e-6, rtol=1e-9)
    assert one_hot(np.zeros(10**6, int), 2).shape == (10**6, 2)
    assert accuracy(np.zeros((1, 10**6)), [0]) == 1


# What does not fit is refused


@by_argument
@given(data=st.data())
@settings(quick, max_examples=len(seeds(3, 8)))
def test_what_is_no_array_of_finite_numbers_is_refused(name, call, shapes, data):
    right = data.draw(arrays.arrays(data.draw(shapes)))
    place = data.draw(st.integers(0, 100))
    for wrong in arrays.WRONG.values():
        refused(name, lambda wrong=wrong: call(wrong(right, place)))


def test_labels_have_no_mask_either():
    for wrong in (np.ma.array([0, 1]), [np.ma.masked, 1], [np.ma.array(0), 1]):
        refused("labels", lambda wrong=wrong: accuracy(np.eye(2), wrong), TypeError)
        refused("labels", lambda wrong=wrong: one_hot(wrong, 2), TypeError)
        refused("predicted", lambda wrong=wrong: confusion_matrix([0, 1], wrong, 2), TypeError)


def test_an_array_that_fails_is_not_called_ragged():
    for wrong in (arrays.Failing(), [arrays.Failing(), arrays.Failing()]):
        with pytest.raises(TypeError, match=r"X .* fails as an array \(ValueError: 'no numbers here'\); expected"):
            network()(wrong)
    with pytest.raises(ShapeError, match="X contains itself"):
        network()(arrays.cycle(np.ones((1, 4)), 0))
    with pytest.raises(ShapeError, match="X has rows of different lengths"):
        network()([[1.0, 2.0], [1.0]])


@pytest.mark.numerical
@by_argument
@pytest.mark.parametrize("scale", [1e-310, 1e-300, 1e-160, 1e-30, 1, 300, 1e30, 1e160, 1e300])
def test_no_floating_point_error_comes_out(name, call, shapes, scale):
    """With np.seterr(all="raise"), the bits are the same, or the error is one of our own."""
    shape = {"theta": (network().theta.size,), "W": (5, 4), "b": (5,), "outputs": (3, 2)}.get(name, (3, 4))
    shape = (3, 2) if name in ("targets", "validation: targets") else shape
    right = scale * np.random.default_rng(0).standard_normal(shape)

    def outcome():
        try:
            return arrays.bits(call(right))
        except (ShapeError, TypeError, ValueError, DivergedError) as error:
            return str(error)

    expected = outcome()
    with np.errstate(all="raise"):
        assert outcome() == expected


@pytest.mark.numerical
@pytest.mark.parametrize("make", OPTIMIZERS.values())
def test_no_floating_point_error_comes_out_of_a_step(make):
    for scale in (1e-310, 1e-160, 1.0, 1e160, 1e300):
        expected, theta = np.ones(3), np.ones(3)
        outcomes = []
        for vector, mode in ((expected, "ignore"), (theta, "raise")):
            optimizer = make(0.1)
            with np.errstate(all=mode):
                for _ in range(2):
                    try:
                        outcomes.append(optimizer.step(vector, np.full(3, scale)))
                    except ValueError as error:
                        outcomes.append(str(error))
        assert outcomes[:2] == outcomes[2:] and np.array_equal(theta, expected)


with_columns = {key: row for key, row in ARGUMENTS.items() if row[2] is not any_shape}


@pytest.mark.parametrize(("name", "call", "shapes"), with_columns.values(), ids=with_columns)
@given(data=st.data())
@quick
def test_what_has_another_shape_is_refused(name, call, shapes, data):
    right = data.draw(arrays.arrays(data.draw(shapes)))
    wrong = [right[np.newaxis, np.newaxis], right.reshape(*right.shape, 1, 1), right.reshape(-1)[0]]
    if name not in ("z", "outputs"):  # any number of columns makes outputs
        wrong += [right[..., :-1], np.concatenate([right, right], axis=-1)]
    elif name == "outputs":
        wrong += [np.concatenate([right, right], axis=-1)] if call is not ARGUMENTS["accuracy"][1] else [right[:, :1]]
    for value in wrong:
        refused(
            name if name != "outputs" or np.ndim(value) != 2 or value.shape[1] == 1 else "targets",
            lambda value=value: call(value),
            ShapeError,
        )


LABELS = {
    "one_hot": ("labels", lambda labels: one_hot(labels, 3)),
    "accuracy": ("labels", lambda labels: accuracy(np.ones((rows_of(labels), 3)), labels)),
    "confusion_matrix labels": ("labels", lambda labels: confusion_matrix(labels, np.zeros(rows_of(labels), int), 3)),
    "confusion_matrix predicted": ("predicted", lambda p: confusion_matrix(np.zeros(rows_of(p), int), p, 3)),
}


@pytest.mark.parametrize(("name", "call"), LABELS.values(), ids=LABELS)
@given(data=st.data())
@quick
def test_labels(name, call, data):
    labels = np.array(data.draw(st.lists(st.integers(0, 2), min_size=1, max_size=6)))
    place = data.draw(st.integers(0, 5))
    expected = arrays.bits(call(labels))
    forms = [
        labels.tolist(),
        tuple(labels),
        labels[::-1].copy()[::-1],
        np.repeat(labels, 3)[::3],
        arrays.read_only(labels),
    ]
    forms += [labels.astype(kind) for kind in ("i1", "u1", "i2", ">i4", "u8", ">i8")]
    for form in forms:
        before = arrays.snapshot(form)
        assert arrays.bits(call(form)) == expected
        assert arrays.snapshot(form) == before
    for wrong in [
        labels.astype(float), labels.astype(np.float16), (labels + 0.5).tolist(), labels == 1, labels.astype(object),
        labels.astype(str), labels.astype("M8[D]"), labels.astype(complex), np.ma.array(labels), labels[:0], [],
        labels[:, np.newaxis], labels[np.newaxis], arrays.put(labels, 3, place), arrays.put(labels, -1, place),
        arrays.put(labels, 2**62, place), arrays.put(labels.astype(np.uint64), 2**64 - 1, place), [2**70],
        [[1], [1, 2]], None, "1", 1, {1}, np.array(1), [None], [np.nan],
    ]:  # fmt: skip
        refused(name, lambda wrong=wrong: call(wrong))


@pytest.mark.parametrize("change", [shifted, warped])
def test_only_bytes_are_images(change):
    numbers = np.arange(12.0).reshape(1, 3, 4)
    for wrong in arrays.WRONG.values():
        refused("images", lambda wrong=wrong: change(wrong(numbers, 0)))
    for kind in ("f8", "f4", "i1", "i8", "u2", "?"):
        refused("images", lambda kind=kind: change(numbers.astype(kind)), TypeError)
    for shape in ((12,), (3, 4), (1, 1, 3, 4)):
        refused("images", lambda shape=shape: change(numbers.astype(np.uint8).reshape(shape)), ShapeError)


# Too large to compute with


def reference(f, z):
    """Return f(z) in numbers that reach to 1e4932; of a function that is not in the list, by its own formula."""
    z = np.asarray(z, np.longdouble)
    with np.errstate(over="ignore", under="ignore"):
        return {
            "sigmoid": lambda: 1 / (1 + np.exp(-z)),
            "tanh": lambda: np.tanh(z),
            "relu": lambda: np.where(z > 0, z, 0),
            "leaky_relu": lambda: np.where(z > 0, z, np.longdouble(0.1) * z),
            "elu": lambda: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
            "identity": lambda: z,
            "softmax": lambda: (
                np.exp(z - z.max(axis=-1, keepdims=True))
                / np.exp(z - z.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)
            ),
        }.get(str(f), lambda: f.function(z))()


def close(result, expected, dtype):
    """Say whether the result is right to a few units in the last place, or to a smallest number."""
    rtol = 1e3 * np.finfo(dtype).eps
    return np.allclose(
        np.asarray(result, np.longdouble), expected, rtol=rtol, atol=10 * float(np.finfo(dtype).eps) * 1e-3
    )


@contextlib.contextmanager
def or_too_large(*names):
    """Nothing but an answer, or the error that says which argument is too large."""
    try:
        yield
    except ValueError as error:
        assert type(error) is ValueError and re.match(
            rf"({'|'.join(names)})\W.*no longer finite; expected", str(error)
        ), error


long_double = pytest.mark.skipif(np.finfo(np.longdouble).maxexp < 16000, reason="has no numbers beyond float64 here")
both_types = pytest.mark.parametrize("dtype", [np.float32, np.float64])
thorough = settings(max_examples=40, deadline=None, database=None, derandomize=True)


@pytest.mark.numerical
@long_double
@both_types
@pytest.mark.parametrize("f", FUNCTIONS, ids=repr)
@given(data=st.data())
@thorough
def test_activations_of_any_finite_number(f, dtype, data):
    z = data.draw(arrays.huge((5,), dtype))
    assert f(z).dtype == dtype and close(f(z), reference(f, z), dtype)
    slope = f.derivative(z)
    assert slope.dtype == dtype and np.isfinite(slope).all() and (slope >= 0).all() and (slope <= 1).all()


@pytest.mark.numerical
@long_double
@both_types
@given(data=st.data())
@thorough
def test_softmax_of_any_finite_numbers(dtype, data):
    z = data.draw(arrays.huge((2, 3), dtype))
    assert close(softmax(z), reference("softmax", z), dtype)


@pytest.mark.numerical
@long_double
@both_types
@pytest.mark.parametrize("cost", COSTS, ids=repr)
@given(data=st.data())
@thorough
def test_costs_of_any_finite_numbers(cost, dtype, data):
    O = data.draw(arrays.huge((3, 2), dtype))
    targets = data.draw(arrays.huge((3, 2), dtype)) if isinstance(cost, SquaredError) else G(3).astype(dtype)
    z, g = O.astype(np.longdouble), targets.astype(np.longdouble)
    with np.errstate(over="ignore", under="ignore"):
        if isinstance(cost, SquaredError):
            value, slope = ((z - g) ** 2).sum() / 3, 2 * (z - g) / 3
        elif isinstance(cost, CrossEntropy):
            shifted = z - z.max(axis=1, keepdims=True)
            value = (np.log(np.exp(shifted).sum(axis=1)) - (g * shifted).sum(axis=1)).sum() / 3
            slope = (reference("softmax", z) - g) / 3
        elif isinstance(cost, BinaryCrossEntropy):
            value, slope = (np.logaddexp(0, z) - g * z).sum() / 3, (reference(sigmoid, z) - g) / 3
        else:
            value, slope = cost.value_and_slope(z, g)
    with or_too_large("outputs, targets"):
        assert close(cost(O, targets), value, dtype)
    with or_too_large("outputs, targets"):
        assert close(cost.gradient(O, targets), slope, dtype)


@pytest.mark.numerical
@long_double
@both_types
@given(data=st.data())
@thorough
def test_networks_of_any_finite_numbers(dtype, data):
    """Layer by layer, what comes out is what comes out with more room, or it is refused."""
    f = data.draw(st.sampled_from(FUNCTIONS))
    net = Network(Dense(3, 2, f), Dense(2, 2, identity), dtype=dtype)
    net.theta = data.draw(arrays.huge(net.theta.shape, dtype))
    X = data.draw(arrays.huge((2, 3), dtype))
    with or_too_large("X, theta"):
        O = net(X)
        W, b = (v.astype(np.longdouble) for v in (net.layers[0].W, net.layers[0].b))
        exact = X.astype(np.longdouble) @ W.T + b
        size = np.abs(X).astype(np.longdouble) @ np.abs(W).T + np.abs(b)
        Z, A = net.forward(X)
        assert np.isfinite(O).all() and all(np.isfinite(part).all() for part in (*Z, *A))
        assert (np.abs(Z[0] - exact) <= 1e2 * np.finfo(dtype).eps * size + 1e2 * np.finfo(dtype).tiny).all()
    with or_too_large("X, theta"):
        assert all(np.isfinite(net(x)).all() for x in X)
    with or_too_large("X, theta"):
        C, gradient = backprop(net, X, G(2), COST)
        assert np.isfinite(C) and np.isfinite(gradient).all()


@pytest.mark.parametrize(("strength", "shift"), [(1e308, 0), (0, 1.7e308), (1e308, 1.7e308), (1e300, 1e300)])
def test_images_are_moved_by_any_finite_map(strength, shift):
    for seed in range(8):
        with or_too_large("strength, shift"):
            assert not warped(np.full((1, 4, 4), 255, np.uint8), strength, shift, seed).any()


@pytest.mark.numerical
def test_overflow_is_said_by_name():
    big = Network.mlp([2, 2], output=identity)
    big.theta = np.full(6, 1e308)
    wide = Network.mlp([2, 2], output=identity)
    wide.theta = np.full(6, 1e200)
    for name, call in [
        ("outputs", lambda: COST([[1e200]], [[0.0]])),
        ("outputs", lambda: COST.gradient([[-1.7e308]], [[1.7e308]])),
        ("outputs", lambda: CrossEntropy()([[1e308, -1e308]], [[0, 1]])),
        ("outputs", lambda: BinaryCrossEntropy()(np.full((3, 2), -1.7e308), np.ones((3, 2)))),
        ("X", lambda: big([[1.0, 1.0]])),
        ("X", lambda: big([1.0, 1.0])),
        ("X", lambda: big.forward([[1.0, 1.0]])),
        ("X", lambda: backprop(big, [[1.0, 1.0]], [[0.0, 0.0]], COST)),
        ("X", lambda: backprop(Network.mlp([2, 2], output=identity), [[1e300, 1e300]], [[0.0, 0.0]], COST)),
        ("X", lambda: backprop(wide, [[1.0, 1.0]], [[0.0, 0.0]], COST)),  # the gradient is finite, the cost is not
        ("X", lambda: check_gradient(big, [[1.0, 1.0]], [[0.0, 0.0]], COST)),
        ("x", lambda: difference_quotient(np.tanh, 1.7e308, 8e307)),
        ("x", lambda: symmetric_quotient(np.tanh, np.float32(3e38), 1e38)),
        ("h", lambda: difference_quotient(lambda x: 1e10 * x, 1.0, 1e308)),
        ("h", lambda: difference_quotient(np.sign, 0.0, 5e-324)),
        ("h", lambda: numerical_gradient(lambda t: 1.7e308 * np.sign(t[0] - 1), np.ones(1))),
        ("C", lambda: numerical_gradient(lambda t: float(t[0]) * 1e40, np.ones(2, np.float32), 1e-2)),
        ("h", lambda: symmetric_quotient(np.tanh, 1.0, 1e308)),
    ]:
        refused(name, call, ValueError)


def test_a_validation_cost_that_is_not_finite_ends_the_training():
    net = Network.mlp([2, 1], output=identity)
    start = net.theta.copy()
    with pytest.raises(DivergedError, match="the cost is inf"):
        far = (np.full((1, 2), 1e200), np.zeros((1, 1)))
        train(net, np.ones((3, 2)), np.ones((3, 1)), COST, GradientDescent(0.1), epochs=2, validation=far)
    assert np.array_equal(net.theta, start)


# Vectors that are changed in place


@pytest.mark.numerical
@pytest.mark.parametrize("make", OPTIMIZERS.values())
def test_steps(make):
    right = np.array([1.0, 2.0, 3.0])
    for wrong in arrays.WRONG.values():
        value = wrong(right, 1)
        refused("theta", lambda value=value: make(0.1).step(value, right.copy()))
        theta = right.copy()
        refused("gradient", lambda value=value, theta=theta: make(0.1).step(theta, value))
        assert np.array_equal(theta, right)  # refused before it was touched
    for wrong in (
        right[:2],
        right.reshape(-1, 1),
        right.astype(int),
        right.tolist(),
        right.astype(">f8"),
    ):
        refused("gradient", lambda wrong=wrong: make(0.1).step(right.copy(), wrong))
    refused("theta", lambda: make(0.1).step(arrays.read_only(right), right))
    refused("theta", lambda: make(0.1).step(right.reshape(-1, 1).copy(), right.reshape(-1, 1)))
    far = right.copy()
    optimizer = make(1e308)
    refused("gradient", lambda: optimizer.step(far, np.full(3, 1e308)), ValueError)
    assert np.array_equal(far, right)
    before = arrays.bits(list(optimizer.memory().values()))
    refused("gradient", lambda: optimizer.step(far, np.full(3, 1e308)), ValueError)
    assert arrays.bits(list(optimizer.memory().values())) == before  # nothing infinite is remembered
    optimizer.learning_rate = 0.1
    optimizer.step(far, right)
    assert np.isfinite(far).all() and not np.array_equal(far, right)
    refused("gradient", lambda: make(0.1).step(right, right))
    refused("gradient", lambda: make(0.1).step(right, right[::-1]))
    for form in (arrays.strided, arrays.backwards, arrays.unaligned, arrays.read_only):
        theta, other = right.copy(), right.copy()
        make(0.1).step(theta, right)
        gradient = form(right)
        make(0.1).step(other, gradient)
        assert theta.tobytes() == other.tobytes() and np.array_equal(gradient, right)


def test_views():
    net = network()
    right = np.zeros(net.theta.shape)
    assert all(np.shares_memory(part, right) for pair in net.views(right) for part in pair)
    for name in ("no rows", "bools", "ragged", "None", "text", "dict", "module", "masked constant"):
        refused("vector", lambda name=name: net.views(arrays.WRONG[name](right, 0)))
    for wrong in (right[1:], right.reshape(1, -1), right.tolist(), right[0]):
        refused("vector", lambda wrong=wrong: net.views(wrong))


@pytest.mark.parametrize("wrong", arrays.WRONG.values(), ids=arrays.WRONG)
def test_theta_of_a_numerical_gradient(wrong):
    refused("theta", lambda: numerical_gradient(lambda t: 0.0, wrong(np.ones(3), 1)))


# Functions that are handed in, and what they return


NO_FUNCTION = [None, 3, "sin", np.ones(2), [np.sin]]
NO_NUMBER = [None, "1", np.nan, -np.inf, 1j, True, [1.0, [2.0]], {}, object(), 10**400]


@pytest.mark.parametrize("quotient", [difference_quotient, symmetric_quotient])
def test_functions_of_quotients(quotient):
    for wrong in NO_FUNCTION:
        refused("f", lambda wrong=wrong: quotient(wrong, 1.0, 0.1), TypeError)
    for x in (1.0, np.ones(3), np.ones((2, 2))):
        for value in [*NO_NUMBER, np.ones(5), np.ones((3, 1)), [], np.ma.ones(3)]:
            refused("f(x + h)", lambda x=x, value=value: quotient(lambda _: value, x, 0.1))
    with pytest.raises(ZeroDivisionError):  # the function's own error comes through
        quotient(lambda x: 1 / 0, 1.0, 0.1)
    assert type(quotient(lambda x: 2 * x, 3.0, 0.5)) is float and quotient(lambda x: 2 * x, 3, 0.5) == 2


def test_functions_of_gradients():
    for wrong in NO_FUNCTION:
        refused("C", lambda wrong=wrong: numerical_gradient(wrong, np.ones(2)), TypeError)
        refused("gradient", lambda wrong=wrong: checked_with(wrong), TypeError)
    for value in [*NO_NUMBER, [1.0], np.ones(2), np.ones(1)]:
        refused("C(theta)", lambda value=value: numerical_gradient(lambda _: value, np.ones(2)))
    for value in [*NO_NUMBER, (1.0,), (1.0, 2.0, 3.0), [1.0, np.ones(3)], (1.0, [0.0] * 3), (1.0, np.ones(4)),
                  (1.0, np.ones(3, complex)), (1.0, np.ones(3, object)), (1.0, np.ones(3, bool)), (1.0, np.ma.ones(3)),
                  (1.0, np.ones((3, 1))), (1.0, None)]:  # fmt: skip
        refused("gradient", lambda value=value: checked_with(lambda *_: value))
    for huge in (np.full(3, 1e308), np.full(3, np.inf), np.full(3, np.nan), np.full(3, -1.7e308)):
        assert not checked_with(lambda *_, huge=huge: (0.0, huge)).passed


def checked_with(gradient):
    return check_gradient(Network.mlp([2, 1]), np.ones((2, 2)), np.ones((2, 1)), COST, gradient)


# Sizes


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("n", lambda n: confusion_matrix([0], [0], n)),
        ("n_in", lambda n: Network(Dense(n, 1, relu))),
        ("n_out", lambda n: Network(Dense(1, n, relu))),
        ("n_out", lambda n: Network(Maxout(1, n))),
        ("shape[0]", lambda n: Network(Conv((n, 1, 1), 1, 1, relu))),
        ("kernels", lambda n: Network(Conv((1, 1, 1), n, 1, relu))),
        ("size", lambda n: Network(Conv((1, 1, 1), 1, n, relu))),
        ("shape[2]", lambda n: MaxPool((1, 1, n), 1)),
        ("size", lambda n: MaxPool((1, 1, 1), n)),
        ("sizes[1]", lambda n: Network.mlp([1, n, 1])),
        ("n", circles),
        ("n", moons),
        ("n", spirals),
        ("n", lambda n: one_hot([0], n)),
        ("n", lambda n: split(n, 1)),
        ("pixels", lambda n: shifted(np.zeros((1, 2, 2), np.uint8), n)),
    ],
)
def test_sizes_that_no_machine_has(name, call):
    """Above MOST they are refused by name; below it the memory decides, in its own words."""
    for n in (2**40, 2**50, 2**62, 2**63, 2**64, 10**30, 10**5000, np.uint64(2**63)):
        refused(name, lambda n=n: call(n), ValueError)


def test_seeds_may_be_as_large_as_they_like():
    for seed in (2**31, 2**64, 10**400, np.uint64(2**64 - 1)):
        for make in (circles, moons, spirals):
            assert np.array_equal(make(4, seed=seed)[0], make(4, seed=int(seed))[0])
        assert np.array_equal(Network.mlp([2, 1], seed=seed).theta, Network.mlp([2, 1], seed=int(seed)).theta)


def test_reals_beyond_all_floats():
    for n in (10**400, -(10**400), 10**5000):
        refused("learning_rate", lambda n=n: GradientDescent(n), ValueError)
        refused("h", lambda n=n: difference_quotient(np.sin, 1.0, n), ValueError)
        refused("noise", lambda n=n: circles(4, n), ValueError)
        refused("strength", lambda n=n: warped(np.zeros((1, 2, 2), np.uint8), n), ValueError)
        refused("shift", lambda n=n: warped(np.zeros((1, 2, 2), np.uint8), 0, n), ValueError)


@pytest.mark.parametrize("dtype", [np.array([1]), np.ones((2, 2)), [("a", "f8")], np.dtype("f8,f4"), ">f8", np.float16,
                                   np.longdouble, complex, "O", object(), {}, 3, "x" * 100])  # fmt: skip
def test_types_to_compute_with(dtype):
    refused("dtype", lambda: Network(Dense(1, 1, relu), dtype=dtype), TypeError)


# Exercises, the zoo and the language: never an error where none is promised

ANSWERS = [
    np.nan, np.inf, 10**400, 10**5000, 1j, "text", b"bytes", [], {}, object(), np.ones(3), np.ma.masked, np.float16(1),
    np, np.array(None), np.datetime64("2026-01-01"), np.zeros(2, "V8"), [[1], [1, 2]], float, type, ..., None, True,
]  # fmt: skip


class Unspeakable:
    """Even its name raises."""

    def __repr__(self):
        raise RuntimeError

    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None


@pytest.fixture
def exercises(tmp_path, monkeypatch):
    monkeypatch.setenv("NNCOURSE_DATA", str(tmp_path))
    import nncourse.exercises

    return nncourse.exercises


def test_check_never_raises_whatever_the_answer(exercises):
    kinds = {
        kind: next(e.id for e in exercises.catalogue.EXERCISES.values() if e.kind == kind)
        for kind in ("value", "function", "behavior")
    }
    for answer in [*ANSWERS, Unspeakable()]:
        for exercise in kinds.values():
            assert exercises.check(exercise, answer).status in ("open", "failed")
        report = exercises.check(kinds["function"], lambda *_, answer=answer: answer)
        assert report.status in ("open", "failed") and repr(report) and report._repr_html_()
    for wrong in [*ANSWERS, Unspeakable(), "nonsense"]:
        report = exercises.check(wrong, 1.0)
        assert report.status == "failed" and repr(report) and report._repr_html_()
    for seed in ("a", -1, 1.5, object()):
        with pytest.raises((TypeError, ValueError), match="^seed is .*; expected"):
            exercises.check("sigmoid", sigmoid, seed=seed)


def test_hints_and_solutions_of_no_exercise(exercises):
    for wrong in [*ANSWERS, Unspeakable(), "nonsense"]:
        for call in (exercises.hint, exercises.solution):
            with pytest.raises(ValueError, match="gibt es nicht"):
                call(wrong)


def test_diagnose_never_raises():
    from nncourse.exercises import diagnose

    for value in [*ANSWERS, Unspeakable()]:
        for gradient in (value, lambda *_, value=value: value, lambda *_, value=value: (0.0, value)):
            found = diagnose(gradient)
            assert repr(found) and found._repr_html_() and "right" not in repr(found).split()[0]


def test_a_checkup_of_something_else():
    for name in ("optimizer", "history"):
        for wrong in [*ANSWERS, Unspeakable()]:
            how = {name: wrong}
            if wrong is not None:
                refused(name, lambda how=how: checkup(network(), np.ones((3, 4)), G(3), COST, **how), TypeError)


def test_a_riddle_of_something_else():
    for wrong in [*ANSWERS, Unspeakable()]:
        refused("level", lambda wrong=wrong: find_the_bug(wrong), (TypeError, ValueError))
        if wrong is not None and type(wrong) is not int:
            refused("seed", lambda wrong=wrong: find_the_bug(seed=wrong), (TypeError, ValueError))


def test_languages():
    for wrong in [*ANSWERS, Unspeakable(), "fr", np.array("de"), np.array(["de", "en"])]:
        with pytest.raises(ValueError, match=r"^language is .*; expected one of de, en"):
            nncourse.set_language(wrong)


@pytest.mark.parametrize("call", [load, lambda path: save(Network.mlp([2, 1]), path)], ids=["load", "save"])
def test_paths(call):
    for wrong in [0, 1.5, None, b"name", ["name"], np.array("name"), object()]:
        refused("path", lambda wrong=wrong: call(wrong), TypeError)


# Nothing is left out

NO_NUMBERS_COME_IN = {
    "Activation", "Checkup", "GradientCheck", "History", "ShapeError", "StorageError", "get_language", "mnist",
    "xor",
}  # fmt: skip


def test_every_public_name_is_tested_here():
    here = Path(__file__).read_text(encoding="utf-8")
    found_by_themselves = {*ACTIVATIONS, *KINDS_OF_COST, *OPTIMIZERS}
    names = set(nncourse.__all__) - NO_NUMBERS_COME_IN - found_by_themselves
    assert [
        name for name in sorted(names) if not re.search(rf"\b{name}\b\(?", here.partition("# What fits works")[2])
    ] == []
    assert isinstance(sigmoid, Activation)
    assert warnings.filters[0][0] == "error" or any(rule[0] == "error" for rule in warnings.filters)
