"""Difference quotients, and the check that tells a right gradient from a wrong one."""

import dataclasses

import numpy as np
import pytest
from seeds import seeds

from nncourse import (
    Dense,
    Maxout,
    Network,
    ShapeError,
    SquaredError,
    backprop,
    check_gradient,
    difference_quotient,
    identity,
    numerical_gradient,
    relu,
    sigmoid,
    symmetric_quotient,
    tanh,
)
from nncourse.costs import COSTS

pytestmark = pytest.mark.numerical


def example(seed, f=tanh, sizes=(4, 3, 2), output=sigmoid, n=5):
    rng = np.random.default_rng(10_000 + seed)
    net = Network.mlp(sizes, hidden=f, output=output, seed=seed)
    for layer in net.layers:
        layer.b = 0.5 * rng.standard_normal(layer.b.shape)
    return net, rng.standard_normal((n, sizes[0])), rng.uniform(size=(n, sizes[-1]))


# Quotients


def test_quotients_of_a_parabola_by_hand():
    assert difference_quotient(lambda x: x**2, 3.0, 0.5) == 6.5  # 2x + h
    assert difference_quotient(lambda x: x**2, 3.0, -0.5) == 5.5
    assert symmetric_quotient(lambda x: x**2, 3.0, 0.5) == 6
    assert symmetric_quotient(lambda x: x**3, 2.0, 0.5) == 12.25  # 3x^2 + h^2


@pytest.mark.parametrize(("quotient", "order"), [(difference_quotient, 1), (symmetric_quotient, 2)])
def test_error_shrinks_with_this_power_of_h(quotient, order):
    error = [abs(quotient(np.exp, 0.3, h) - np.exp(0.3)) for h in (1e-2, 1e-3)]
    assert np.log10(error[0] / error[1]) == pytest.approx(order, abs=0.02)


def test_quotients_of_arrays_go_entry_by_entry():
    x = np.array([1.0, 2.0, 3.0])
    assert symmetric_quotient(np.sin, x, 1e-5) == pytest.approx(np.cos(x), abs=1e-9)
    assert difference_quotient(np.sin, x, 1e-7) == pytest.approx(np.cos(x), abs=1e-6)


@pytest.mark.parametrize("quotient", [difference_quotient, symmetric_quotient])
def test_h_must_not_be_0(quotient):
    with pytest.raises(ValueError, match="h is 0; expected a small number that is not 0"):
        quotient(np.exp, 1.0, 0.0)


@pytest.mark.parametrize("quotient", [difference_quotient, symmetric_quotient])
@pytest.mark.parametrize("f", [np.sum, lambda x: x[:2], lambda x: x[np.newaxis]], ids=["number", "shorter", "row"])
def test_f_must_return_a_value_for_every_entry(quotient, f):
    with pytest.raises(ShapeError, match=r"f\(x \+ h\) has shape .*; expected \(3,\), a value for every entry of x"):
        quotient(f, np.ones(3), 0.1)


def test_numerical_gradient_by_hand():
    theta = np.array([1.0, 2.0, 3.0])
    assert numerical_gradient(lambda t: t[0] ** 2 + t[0] * t[1] + 5, theta) == pytest.approx([4, 1, 0], abs=1e-9)


def test_a_cost_that_changes_theta_is_refused():
    theta = np.array([1.0, 2.0])

    def zeroes(t):
        t[:] = 0
        return 0.0

    with pytest.raises(ValueError, match="C changes theta; expected it to be left alone: write theta = theta.copy"):
        numerical_gradient(zeroes, theta)
    assert theta.tolist() == [1, 2]


def test_numerical_gradient_calls_C_twice_per_parameter():
    calls = []
    numerical_gradient(lambda t: calls.append(t.copy()) or 0.0, np.array([1.0, 2.0]), h=0.5)
    assert np.array(calls).tolist() == [[1.5, 2], [0.5, 2], [1, 2.5], [1, 1.5]]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_theta_is_bit_identical_afterwards(dtype):
    theta = (np.random.default_rng(0).standard_normal(1000) * 10.0 ** np.arange(-20, 20).repeat(25)).astype(dtype)
    before = theta.tobytes()
    gradient = numerical_gradient(lambda t: float(t[0]), theta)
    assert gradient.dtype == dtype
    assert theta.tobytes() == before


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt])
@pytest.mark.parametrize("call", [1, 2, 5, 6])
def test_theta_is_bit_identical_if_C_raises(error, call):
    calls = []

    def C(theta):
        calls.append(1)
        if len(calls) == call:
            raise error
        return 0.0

    theta = np.array([0.1, 0.2, 0.3])
    before = theta.tobytes()
    with pytest.raises(error):
        numerical_gradient(C, theta)
    assert theta.tobytes() == before


def test_C_must_return_one_number():
    with pytest.raises(ShapeError, match=r"C\(theta\) has shape \(2,\); expected one number"):
        numerical_gradient(lambda t: t, np.ones(2))


@pytest.mark.parametrize("h", [0, -1e-5, -0.5])
def test_the_step_of_a_gradient_is_positive(h):
    with pytest.raises(ValueError, match="h is .*; expected a number between 0 and "):
        numerical_gradient(lambda t: pytest.fail("C was called"), np.ones(2), h)


def test_theta_must_be_one_that_can_be_moved():
    fixed = np.ones(2)
    fixed.flags.writeable = False
    for theta, error, message in [
        ([1.0, 2.0], TypeError, "theta is list"),
        (np.array([1, 2]), TypeError, "theta is int64"),
        (np.ones((2, 1)), ShapeError, r"theta has shape \(2, 1\).*write theta\.reshape\(-1\)"),
        (np.ones(()), ShapeError, r"theta has shape \(\).*write theta\.reshape\(-1\)"),
        (fixed, ValueError, "theta is read-only.*write theta.copy()"),
        (np.ones(0), ShapeError, "theta is empty"),
        (np.array([1, np.nan]), ValueError, r"theta\[1\] is nan"),
    ]:
        with pytest.raises(error, match=message):
            numerical_gradient(lambda t: 0.0, theta)


# check_gradient: what is right passes


def test_a_correct_relu_network_passes_for_every_seed():
    failed = [s for s in seeds(100, 1000) if not check_gradient(*example(s, relu), SquaredError()).passed]
    assert failed == []


@pytest.mark.parametrize("cost", [cost() for cost in COSTS.values()], ids=repr)
@pytest.mark.parametrize("f", [sigmoid, tanh, relu], ids=repr)
def test_other_correct_networks_pass(f, cost):
    for seed in range(10):
        net, X, G = example(seed, f, (4, 5, 3, 2), identity)
        assert check_gradient(net, X, G / G.sum(axis=1, keepdims=True), cost).passed


def test_a_maxout_network_passes():
    for seed in seeds(20, 100):
        _, X, G = example(seed)
        assert check_gradient(Network(Maxout(4, 3), Dense(3, 2, tanh), seed=seed), X, G, SquaredError()).passed


@pytest.mark.parametrize("scale", [10, 100, 1000])
def test_a_saturated_network_passes(scale):
    for seed in seeds(15, 50):
        net, X, G = example(seed, sigmoid)
        net.theta *= scale
        assert check_gradient(net, X, G, SquaredError()).passed


def test_a_gradient_of_zero_passes():
    net, X, _ = example(0)
    assert check_gradient(net, X, net(X), SquaredError()).passed


def test_the_rounding_of_a_large_cost_is_no_error():
    """Every quotient is off by about eps C / h, which adds up over the many entries of W; the gradient is 0."""
    net, x = Network.mlp([4000, 1], output=identity), np.random.default_rng(0).standard_normal(4000)
    X = np.array([x, x])
    assert check_gradient(net, X, net(X) + np.array([[8200], [-8200]]), SquaredError()).passed


@pytest.mark.parametrize("f", [tanh, relu], ids=repr)
def test_parameters_are_bit_identical_afterwards(f):
    net, X, G = example(0, f)
    before = net.theta.tobytes()
    check_gradient(net, X, G, SquaredError())
    assert net.theta.tobytes() == before

    def spoils_theta(network, X, targets, cost):
        network.theta[:] = 0
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        check_gradient(net, X, G, SquaredError(), spoils_theta)
    assert net.theta.tobytes() == before


# Kinks


def test_samples_at_a_kink_are_left_out_and_counted():
    net = Network.mlp([4, 3, 2], hidden=relu, output=sigmoid)  # biases 0: the sample 0 lies at every kink
    X, G = np.random.default_rng(0).standard_normal((5, 4)), np.full((5, 2), 0.3)
    X[[1, 3]] = 0
    result = check_gradient(net, X, G, SquaredError())
    assert result.passed
    assert (result.n_samples, result.n_at_kink) == (3, 2)
    assert not check_gradient(net, X, G, SquaredError(), wrong("half")).passed


def test_a_maxout_tie_is_a_kink():
    net = Network(Maxout(2, 1))
    net.theta = [1, 2, 1, -2, 0, 0]  # both are equal where the second input is 0
    result = check_gradient(net, [[1.0, 0.0], [1.0, 1.0]], [[0.0], [0.0]], SquaredError())
    assert result.passed and result.n_at_kink == 1


def test_close_to_a_kink_is_not_at_it():
    net = Network(Dense(1, 1, relu))
    net.theta = [1, 0]
    result = check_gradient(net, [[1e-6], [2e-5], [-2e-5]], [[1.0]] * 3, SquaredError())
    assert result.passed and result.n_at_kink == 1


@pytest.mark.parametrize("x", [-3.0, 3.0])
@pytest.mark.parametrize("b", [-2e-5, 2e-5])
def test_a_weight_alone_may_carry_a_signal_over_its_kink(x, b):
    """A step of the bias, of 1e-5, leaves the signal on its side; one of the weight changes it by 3e-5."""
    net = Network(Dense(1, 1, relu))
    net.theta = [0, b]
    assert check_gradient(net, [[x], [0.0]], [[1.0]] * 2, SquaredError()).n_at_kink == 1


def test_smooth_networks_have_no_kinks():
    net = Network.mlp([4, 3, 2], hidden=tanh, output=sigmoid)
    assert check_gradient(net, np.zeros((3, 4)), np.ones((3, 2)), SquaredError()).n_at_kink == 0


def test_all_samples_at_a_kink():
    net = Network.mlp([4, 3, 2], hidden=relu)
    with pytest.raises(ValueError, match="every sample lies at a kink.*move the biases"):
        check_gradient(net, np.zeros((3, 4)), np.ones((3, 2)), SquaredError())


# check_gradient: what is wrong fails


def wrong(mistake):
    """Return backpropagation with one mistake in it."""

    def gradient(net, X, G, cost):
        Z, A = net.forward(X)
        dA = cost.gradient(A[-1], G)
        blocks, last = [], len(net.layers) - 1
        for k in reversed(range(len(net.layers))):
            layer = net.layers[k]
            slope = layer.f.derivative({"slope of a": A[k + 1], "slope of input": A[k + 1] * 0}.get(mistake, Z[k]))
            if mistake == ("no slope at the output" if k == last else "no slope inside"):
                slope = 1.0
            delta = slope * dA
            dW, db = delta.T @ A[k], delta.sum(axis=0)
            if mistake == "bias zero" or (mistake == "bias of layer 1 zero" and k == 0):
                db = 0 * db
            if mistake == "bias mean":
                db = db / len(X)
            if mistake == "outer product turned" and dW.shape[0] == dW.shape[1]:
                dW = dW.T
            if mistake == "input after activation":
                dW = delta.T @ (layer.f(A[k]) if k else A[k])
            blocks = [dW.ravel(), db, *blocks]
            W = layer.W + 0.1 * dW if mistake == "weights changed first" else layer.W
            dA = delta @ (W.T if mistake == "W turned" and W.shape[0] == W.shape[1] else W)
            if mistake == "one path only":
                dA = np.repeat(dA[:, :1], dA.shape[1], axis=1)
        g = np.concatenate(blocks)
        factor = {"half": 0.5, "minus": -1.0, "sum for mean": len(X), "mean twice": 1 / len(X), "0.1 % off": 1.001}
        if mistake == "last sample missing":
            g = backprop(net, X[:-1], G[:-1], cost)[1]
        if mistake == "one entry":
            g[7] *= 1.01
        if mistake == "nan":
            g[7] = np.nan
        return cost(A[-1], G), factor.get(mistake, 1.0) * g

    return gradient


MISTAKES = [
    "half",
    "minus",
    "sum for mean",
    "mean twice",
    "0.1 % off",
    "bias zero",
    "bias of layer 1 zero",
    "bias mean",
    "slope of a",
    "slope of input",
    "no slope at the output",
    "no slope inside",
    "outer product turned",
    "input after activation",
    "weights changed first",
    "W turned",
    "one path only",
    "last sample missing",
    "one entry",
    "nan",
]
SQUARE = (3, 3, 3, 3)  # so that turning a matrix is no error of shapes


def test_the_zoo_without_a_mistake_is_backprop():
    net, X, G = example(0, sizes=SQUARE)
    assert wrong(None)(net, X, G, SquaredError())[1] == pytest.approx(backprop(net, X, G, SquaredError())[1], rel=1e-13)


@pytest.mark.parametrize("f", [tanh, relu], ids=repr)
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_gradient_fails_wherever_it_differs(mistake, f):
    """Where it differs by more than rounding: in a dead network, no factor 2 is still 0."""
    differed, tried = 0, seeds(5, 20)
    for seed in tried:
        net, X, G = example(seed, f, SQUARE)
        right, g = backprop(net, X, G, SquaredError())[1], wrong(mistake)(net, X, G, SquaredError())[1]
        result = check_gradient(net, X, G, SquaredError(), wrong(mistake))
        if result.n_at_kink == 0:
            differs = not np.allclose(g, right, rtol=1e-5, atol=1e-9)
            assert result.passed != differs
            differed += differs
    assert differed >= 0.75 * len(tried)


def test_relu_alone_cannot_show_the_slope_of_a():
    """relu'(a) = relu'(z): why a check always has a sigmoid or tanh in it."""
    for seed in seeds(5, 20):
        net, X, G = example(seed, relu, SQUARE, output=relu)
        assert check_gradient(net, X, G, SquaredError(), wrong("slope of a")).passed


def test_the_worst_block_is_named():
    for seed in seeds(5, 20):
        net, X, G = example(seed)
        result = check_gradient(net, X, G, SquaredError(), wrong("bias of layer 1 zero"))
        assert result.worst == "b of layer 1"
        assert "FAILED at b of layer 1" in repr(result)
        result = check_gradient(net, X, G, SquaredError(), wrong("one entry"))
        assert result.worst == "W of layer 1"


def test_error_and_tolerance_decide():
    net, X, G = example(0)
    result = check_gradient(net, X, G, SquaredError(), wrong("0.1 % off"))
    assert result.error == pytest.approx(0.001 / 2.001, rel=0.05)  # |g - q| / (|g| + |q|)
    assert not result.passed
    assert check_gradient(net, X, G, SquaredError(), wrong("0.1 % off"), tolerance=0.01).passed


def test_an_error_as_large_as_the_tolerance_passes():
    result = check_gradient(*example(0), SquaredError())
    assert dataclasses.replace(result, tolerance=result.error).passed


def test_a_result_cannot_be_improved():
    result = check_gradient(*example(0), SquaredError(), wrong("half"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.tolerance = 1.0


@pytest.mark.parametrize("name", ["h", "tolerance"])
@pytest.mark.parametrize("value", [0, -1e-6, -0.5])
def test_h_and_tolerance_are_positive(name, value):
    with pytest.raises(ValueError, match=f"{name} is .*; expected a number between 0 and "):
        check_gradient(*example(0), SquaredError(), lambda *args: pytest.fail("gradient was called"), **{name: value})


def test_both_gradients_come_back():
    net, X, G = example(0)
    result = check_gradient(net, X, G, SquaredError())
    assert np.array_equal(result.gradient, backprop(net, X, G, SquaredError())[1])
    assert result.quotients == pytest.approx(result.gradient, abs=1e-9)
    assert repr(result).startswith("GradientCheck(passed: relative error ")


def test_a_boastful_cost_does_not_hide_a_wrong_gradient():
    net, X, G = example(0)
    assert not check_gradient(net, X, G, SquaredError(), lambda *args: (1e12, wrong("half")(*args)[1])).passed


def test_float32_is_refused():
    net = Network.mlp([4, 3, 2], dtype=np.float32)
    with pytest.raises(TypeError, match=r"network has dtype float32; expected float64: write .*dtype=np.float64"):
        check_gradient(net, np.ones((5, 4)), np.ones((5, 2)), SquaredError())


def spoils(what):
    """Return backpropagation that is right, for what it has made of its arguments."""

    def gradient(net, X, G, cost):
        found = backprop(net, X, G, cost)
        if what == "X":
            X *= 2
            return backprop(net, X, G, cost)
        if what == "targets":
            G[:] = 0
            return backprop(net, X, G, cost)
        net.layers[0].W[0, 0] += 1e-9
        return found

    return gradient


@pytest.mark.parametrize("what", ["X", "targets", "theta"])
def test_a_gradient_that_changes_its_arguments_never_passes(what):
    net, X, G = example(0)
    before = X.tobytes(), G.tobytes(), net.theta.tobytes()
    with pytest.raises(ValueError, match=f"gradient changes {what}; expected it to be left alone: write {what} ="):
        check_gradient(net, X, G, SquaredError(), spoils(what))
    assert (X.tobytes(), G.tobytes(), net.theta.tobytes()) == before


def test_a_gradient_that_changes_network_or_cost_never_passes():
    def flattens(net, X, G, cost):
        cost.value = lambda O, G: 0.0
        return 0.0, np.zeros(23)

    def swaps(net, X, G, cost):
        found = backprop(net, X, G, cost)
        net.layers[-1].f = relu
        return found

    for spoil in (flattens, swaps):
        with pytest.raises(ValueError, match="gradient changes network or cost; expected both to be left alone"):
            check_gradient(*example(0), SquaredError(), spoil)


def test_an_array_with_a_minus_of_its_own_never_passes():
    class Agrees(np.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **options):
            return np.zeros(self.shape)

    assert not check_gradient(*example(0), SquaredError(), lambda *args: (0.0, np.ones(23).view(Agrees))).passed


@pytest.mark.parametrize("C", [np.nan, np.inf, None, "1", np.ones(2)], ids=str)
def test_a_cost_that_is_no_number_never_passes(C):
    with pytest.raises((TypeError, ValueError), match="gradient's first value .*; expected"):
        check_gradient(*example(0), SquaredError(), lambda *args: (C, backprop(*args)[1]))


def test_a_cost_of_ones_own_that_is_nan_never_passes():
    class Nan(SquaredError):
        def value(self, O, G):
            return np.nan

    with pytest.raises(ValueError, match="the cost is no longer finite"):
        check_gradient(*example(0), Nan(), lambda *args: (0.0, np.zeros(23)))


@pytest.mark.parametrize(("h", "tolerance"), [(1e-17, 1e-6), (1e-20, 0.9), (5e-324, 0.5), (1e-10, 1e-6), (0.1, 1e-320)])
def test_a_step_that_rounding_hides_is_refused(h, tolerance):
    with pytest.raises(ValueError, match=r"h is .*, tolerance is .*; expected h of at least 2.2e-15 / tolerance"):
        check_gradient(*example(0), SquaredError(), wrong("half"), h=h, tolerance=tolerance)


@pytest.mark.parametrize("tolerance", [1, 1.5, np.inf, 1e300])
def test_a_tolerance_that_lets_everything_pass_is_refused(tolerance):
    with pytest.raises(ValueError, match="tolerance is .*; expected a number between 0 and 1, ends excluded"):
        check_gradient(*example(0), SquaredError(), wrong("minus"), tolerance=tolerance)


def test_a_step_that_does_not_move_theta_is_refused():
    net, X, G = example(0)
    net.layers[0].b = [0.0, 1e12, 0.0]
    with pytest.raises(ValueError, match=r"h is 1e-05, theta\[13\] is 1e\+12; expected a step that moves it"):
        check_gradient(net, X, G, SquaredError())


@pytest.mark.parametrize("b", [2.0**37, -(2.0**37)])  # toward 0, a step of 1e-5 still moves it
def test_a_step_that_moves_theta_one_way_only_is_refused(b):
    net, X, G = example(0)
    net.layers[0].b = [0.0, b, 0.0]
    with pytest.raises(ValueError, match=r"theta\[13\] is .*; expected a step that moves it"):
        check_gradient(net, X, G, SquaredError())


def test_a_gradient_that_lies_in_theta_is_taken_as_it_was():
    net, X, G = example(0)
    found = check_gradient(net, X, G, SquaredError(), lambda *args: (0.0, net.theta))
    assert not found.passed and not np.shares_memory(found.gradient, net.theta)


def test_checks_can_be_compared():
    first, second = (check_gradient(*example(0), SquaredError()) for _ in range(2))
    assert first == first and first != second and len({first, second, first}) == 2


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (None, "gradient returned None; expected"),
        (np.zeros(23), "gradient returned array.*; expected"),
        ((0.0, np.zeros(22)), r"gradient returned shape \(22,\); expected \(23,\)"),
        ((0.0, np.zeros((23, 1))), r"gradient returned shape \(23, 1\); expected \(23,\)"),
        ((0.0, [0.0] * 23), "gradient's second value is .*; expected an array"),
        ((0.0, np.zeros(23), None), r"gradient returned .*; expected \(C, gradient\)"),
        ((0.0, np.zeros(23, dtype=int)), "gradient returned ndarray of int.*; expected an ndarray of floats"),
    ],
)
def test_a_gradient_that_returns_something_else(returned, message):
    with pytest.raises((TypeError, ShapeError), match=message):
        check_gradient(*example(0), SquaredError(), lambda *args: returned)
